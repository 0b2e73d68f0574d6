import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { daymark, personalEnvironment, projectRoot, smallSite, temporarySite } from "./build.ts";
import { repository } from "./repository.ts";

let root: string;
let server: ChildProcess | undefined;

beforeEach(() => {
  root = temporarySite(smallSite);
});
afterEach(() => {
  server?.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true });
});

/** A port that nobody listens on at the moment. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "localhost", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts a verb that serves, and returns the address that it prints. */
async function start(verb: "dev" | "preview"): Promise<string> {
  const port = String(await freePort());
  const child = spawn(
    process.execPath,
    [join(projectRoot, "bin/daymark.js"), verb, "--root", root, "--port", port],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: personalEnvironment(),
    },
  );
  server = child;
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("exit", (code) => reject(new Error(`${verb} ended with ${code}`)));
  });
}

async function heading(url: string): Promise<string | undefined> {
  const html = await (await fetch(url)).text();
  return /<h1[^>]*>([^<]*)/.exec(html)?.[1];
}

const record = `---
title: Uploads failing
impact: [{ service: uploads, level: major, from: 2026-11-20T10:00Z }]
---

## Investigating — 2026-11-20 10:10 UTC
`;

test("dev follows a record that is added, new page and all, and shows what is wrong with one", async () => {
  const url = await start("dev");
  expect(await heading(url)).toBe("All systems operational");
  mkdirSync(join(root, "incidents"));
  writeFileSync(join(root, "incidents/uploads.md"), record);
  await expect.poll(() => heading(url), { timeout: 20_000 }).toBe("Major outage: Uploads");
  expect(await heading(`${url}incidents/uploads/`)).toBe("Uploads failing");
  for (const [path, type] of [
    ["feed.rss", "application/xml"],
    ["llms.txt", "text/plain"],
    ["incidents/uploads.md", "text/markdown"],
    ["api/v2/summary.json", "application/json"],
  ]) {
    const answer = await fetch(url + path);
    expect([answer.status, answer.headers.get("content-type")?.split(";")[0]], path).toEqual([200, type]);
  }
  writeFileSync(join(root, "incidents/uploads.md"), record.replace("title: Uploads failing", "titel: x"));
  await expect
    .poll(async () => (await fetch(url)).text(), { timeout: 20_000 })
    .toContain("parts of 1 file could not be read");
});

test("dev says of an update that it is not committed yet, until it is", async () => {
  const made = repository({
    at: "2026-11-20T09:00:00Z",
    files: { ...smallSite, "incidents/uploads.md": record },
  });
  rmSync(root, { recursive: true });
  root = made.root;
  const url = `${await start("dev")}incidents/uploads/`;
  const page = async (): Promise<string> => (await fetch(url)).text();
  expect(await page()).not.toContain("ot committed yet");
  made.write("incidents/uploads.md", `${record}\n## Resolved — 2026-11-20 10:30 UTC\n`);
  await expect.poll(page, { timeout: 20_000 }).toContain("Not committed yet");
  made.commit({ at: "2026-11-20T10:31:00Z" });
  await expect.poll(page, { timeout: 20_000 }).not.toContain("ot committed yet");
});

test("preview serves what was built, below its path", async () => {
  const built = await daymark("build", "--root", root, "--base", "/status");
  expect(built.code).toBe(0);
  const url = await start("preview");
  expect(new URL(url).pathname).toBe("/status/");
  expect(await heading(url)).toBe("All systems operational");
});

test("preview of a site that was not built says what to do", async () => {
  const outcome = await daymark("preview", "--root", root);
  expect(outcome.code).toBe(2);
  expect(outcome.err).toContain("run daymark build first");
});
