import { execFile, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { locked } from "../../src/cli/lock.ts";
import { writeWhole } from "../../src/cli/write.ts";
import { daymark, emptyFolder, NOW, OPEN, read, site, write } from "./terminal.ts";

const LOCK = "incidents/2026/.2026-11-20-search-slow.md.lock";
const BIN = resolve(import.meta.dirname, "../../bin/daymark.js");

/** The id of a process that is gone. */
function gone(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

test("eight updates at once are all written", { timeout: 30_000 }, async () => {
  const cwd = site({ [LOCK]: String(gone()) });
  const before = read(cwd, OPEN);
  const texts = Array.from({ length: 8 }, (_, index) => `Text ${index + 1}.`);
  await Promise.all(
    texts.map((text) =>
      promisify(execFile)(process.execPath, [BIN, "update", "-m", text, "--now", NOW], { cwd }),
    ),
  );
  const after = read(cwd, OPEN);
  expect(after.startsWith(before)).toBe(true);
  expect(after.match(/^Text \d\.$/gm)?.sort()).toEqual(texts);
  expect(after.match(/^## Update — /gm)).toHaveLength(8);
  expect(readdirSync(join(cwd, "incidents/2026"))).toEqual([
    "2026-10-06-sign-in-failing.md",
    "2026-11-20-search-slow.md",
  ]);
  expect((await daymark({ cwd }, "check")).code).toBe(0);
});

test("of two that resolve at once one is refused, and nothing is written twice", async () => {
  const cwd = site();
  const sessions = await Promise.all(
    ["A", "B"].map((text) => daymark({ cwd }, "resolve", "2026-11-20-search-slow", "-m", text)),
  );
  expect(sessions.map(({ code }) => code).sort()).toEqual([0, 2]);
  expect(read(cwd, OPEN).match(/^## Resolved/gm)).toHaveLength(1);
});

test("a lock of a process that runs is waited for, named, and left alone", { timeout: 20_000 }, async () => {
  const cwd = site({ [LOCK]: String(process.pid) });
  const before = read(cwd, OPEN);
  const session = await daymark({ cwd }, "update", "-m", "Text.");
  expect(session.transcript).toBe(
    `! daymark update: nothing was written, because <cwd>/${LOCK} says that another daymark (process ${process.pid}) is writing to this file, for more than 5 seconds. Delete that file if none is.\nexit 2\n`,
  );
  expect(read(cwd, OPEN)).toBe(before);
  expect(read(cwd, LOCK)).toBe(String(process.pid));
});

test("a lock is removed when the work fails", async () => {
  const folder = emptyFolder();
  const work = locked(join(folder, "a.md"), () => {
    expect(readdirSync(folder)).toEqual([".a.md.lock"]);
    throw new Error("broken");
  });
  await expect(work).rejects.toThrow("broken");
  expect(readdirSync(folder)).toEqual([]);
});

test("a file whose text is another by now is not replaced", () => {
  const folder = emptyFolder();
  write(folder, { "a.md": "\uFEFFnew" });
  expect(writeWhole(join(folder, "a.md"), "x", "old")).toBe(false);
  expect(read(folder, "a.md")).toBe("\uFEFFnew");
  expect(writeWhole(join(folder, "a.md"), "x", "\uFEFFnew")).toBe(true);
  expect(read(folder, "a.md")).toBe("x");
  expect(readdirSync(folder)).toEqual(["a.md"]);
});
