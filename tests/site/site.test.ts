import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, inject, test } from "vitest";
import { daymark, projectRoot, smallSite, temporarySite } from "./build.ts";

const folders: string[] = [];
function site(files: Record<string, string | Uint8Array>): string {
  const root = temporarySite(files);
  folders.push(root);
  return root;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Every file of a folder with the digest of its bytes. */
function digests(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [
        path.slice(folder.length + 1),
        createHash("sha256").update(readFileSync(path)).digest("hex"),
      ]),
  );
}

const good = `---
title: Uploads failing
impact: [{ service: uploads, level: major, from: 2026-11-20T10:00Z }]
---

Uploads fail.

## Investigating — 2026-11-20 10:10 UTC

We are looking into it.
`;

describe("a broken file", () => {
  const broken = good.replace("level: major", "level: majr");

  test("never stops the build, empties the page or is kept silent about", async () => {
    const root = site({ ...smallSite, "incidents/2026/good.md": good, "incidents/2026/broken.md": broken });
    const built = await daymark("build", "--root", root, "--now", "2026-11-20T11:00Z");
    expect(built.code).toBe(0);
    expect(built.err).toContain("incidents/2026/broken.md:3:37 error value-unknown");
    expect(built.err).toContain("1 file published without what is wrong.");
    expect(built.err).not.toMatch(/\n\s+at /);
    const front = readFileSync(join(root, "dist/index.html"), "utf8");
    expect(front).toContain("parts of 1 file could not be read and may be missing here.");
    expect(front).toContain('data-overall="major"');
    expect(existsSync(join(root, "dist/incidents/good/index.html"))).toBe(true);
    expect(existsSync(join(root, "dist/incidents/broken/index.html"))).toBe(true);
  });

  test("of which nothing can be read is named on the site as missing", async () => {
    const unreadable = good.replace("---\n", "");
    const root = site({ ...smallSite, "incidents/good.md": good, "incidents/broken.md": unreadable });
    const built = await daymark("build", "--root", root, "--now", "2026-11-20T11:00Z");
    expect(built.code).toBe(0);
    expect(built.err).toContain("1 file left out.");
    expect(readFileSync(join(root, "dist/index.html"), "utf8")).toContain(
      "1 file could not be read and is missing here.",
    );
    expect(existsSync(join(root, "dist/incidents/broken/index.html"))).toBe(false);
  });

  test("fails a strict build, which publishes all the same", async () => {
    const root = site({ ...smallSite, "incidents/2026/broken.md": broken });
    const built = await daymark("build", "--root", root, "--strict");
    expect(built.code).toBe(1);
    expect(existsSync(join(root, "dist/index.html"))).toBe(true);
  });

  test.each(["content/site.yaml", "content/services/uploads.md", "content/people.yaml"])(
    "of any kind leaves the rest standing: %s",
    async (file) => {
      const root = site({ ...smallSite, "incidents/good.md": good, [file]: "---\n\t:\n  - {" });
      const built = await daymark("build", "--root", root, "--now", "2026-11-20T11:00Z");
      expect(built.code, built.err).toBe(0);
      expect(readFileSync(join(root, "dist/index.html"), "utf8")).toContain("Uploads failing");
    },
  );
});

describe("the output", () => {
  test("is the same to the byte when the same records are built twice", async () => {
    const again = join(site({}), "dist");
    await daymark(
      "build",
      "--root",
      inject("demonstrationRoot"),
      "--out",
      again,
      "--now",
      "2026-11-21T02:00Z",
    );
    expect(digests(again)).toEqual(digests(inject("demonstration")));
  });

  test("stays as it was when a build is killed", async () => {
    const root = site({ ...smallSite, "incidents/good.md": good });
    await daymark("build", "--root", root, "--now", "2026-11-20T11:00Z");
    const before = digests(join(root, "dist"));
    writeFileSync(join(root, "incidents/good.md"), good.replace("Uploads failing", "Another title"));
    const child = spawn(process.execPath, [join(projectRoot, "bin/daymark.js"), "build", "--root", root], {
      stdio: "pipe",
    });
    await new Promise<void>((resolve) => {
      child.stderr.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("rendering")) setTimeout(() => child.kill("SIGKILL"), 150);
      });
      child.on("exit", () => resolve());
    });
    expect(child.signalCode).toBe("SIGKILL");
    expect(digests(join(root, "dist"))).toEqual(before);
    await daymark("build", "--root", root);
    expect(readFileSync(join(root, "dist/index.html"), "utf8")).toContain("Another title");
    expect(readdirSync(root).filter((name) => name.includes("dist"))).toEqual(["dist"]);
  });

  test("comes back if a build was killed between taking the old site away and putting the new one in", async () => {
    const root = site({ ...smallSite, ".dist.daymark-previous/index.html": "old" });
    const refused = await daymark("build", "--root", root, "--base", "nonsense");
    expect(refused.code).toBe(2);
    const built = await daymark("build", "--root", root);
    expect(built.code).toBe(0);
    expect(readdirSync(root).filter((name) => name.includes("dist"))).toEqual(["dist"]);
  });

  test("is not put over somebody's own files", async () => {
    const root = site(smallSite);
    mkdirSync(join(root, "photos"));
    writeFileSync(join(root, "photos/cat.jpg"), "cat");
    for (const out of ["photos", ".", ".."]) {
      const built = await daymark("build", "--root", root, "--out", join(root, out));
      expect(built.code).toBe(2);
      expect(built.err).toMatch(/--out .*: (the folder holds something|the site's own folder)/);
    }
    expect(readFileSync(join(root, "photos/cat.jpg"), "utf8")).toBe("cat");
  });

  test("works below a path", async () => {
    const root = site({ ...smallSite, "incidents/good.md": good });
    await daymark("build", "--root", root, "--base", "/status", "--now", "2026-11-20T11:00Z");
    const front = readFileSync(join(root, "dist/index.html"), "utf8");
    expect(front).toContain('href="/status/incidents/good/"');
    expect(front).toMatch(/href="\/status\/assets\/[^"]+\.css"/);
    expect(front).not.toMatch(/(?:href|src)="\/(?!status\/)/);
    expect(readFileSync(join(root, "dist/feed.rss"), "utf8")).toContain(
      "https://status.example.org/status/incidents/good/#update-2026-11-20-1010",
    );
  });

  test("of a site without any record says so", async () => {
    const root = site({ "content/site.yaml": smallSite["content/site.yaml"] });
    const built = await daymark("build", "--root", root);
    expect(built.code).toBe(0);
    const front = readFileSync(join(root, "dist/index.html"), "utf8");
    expect(front).toContain("No incident is open");
    expect(front).toContain("No service is described yet.");
  });
});

describe("the weight of the front page", () => {
  const dist = (): string => inject("demonstration");
  const asset = (ending: string): Buffer[] =>
    readdirSync(join(dist(), "assets"))
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(join(dist(), "assets", name)));

  test("is at most 20 kB of HTML and style sheets, compressed", () => {
    const parts = [readFileSync(join(dist(), "index.html")), ...asset(".css")];
    expect(parts.reduce((sum, part) => sum + gzipSync(part).length, 0)).toBeLessThanOrEqual(20_000);
  });

  test("is at most 10 kB of scripts, compressed, all of them together", () => {
    const html = readFileSync(join(dist(), "index.html"), "utf8");
    const scripts = [...html.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src = ""]) =>
      readFileSync(join(dist(), src)),
    );
    expect(scripts.length).toBeGreaterThan(0);
    // Nothing that these load in turn.
    for (const script of scripts) expect(script.toString()).not.toMatch(/\bimport\b/);
    expect(scripts.reduce((sum, part) => sum + brotliCompressSync(part).length, 0)).toBeLessThanOrEqual(
      10_000,
    );
    expect(scripts.reduce((sum, part) => sum + gzipSync(part).length, 0)).toBeLessThanOrEqual(10_000);
  });
});
