import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { daymark, emptyFolder, files, read, write } from "./terminal.ts";

const record = (id: string): string =>
  JSON.stringify({
    id,
    modified: "2026-05-20T21:45:12Z",
    published: "2026-03-02T18:31:07Z",
    summary: "It breaks",
    affected: [{ package: { ecosystem: "npm", name: "a" }, versions: ["1.0.0"] }],
  });

/** A site, and a folder with records of several kinds beside it. */
function database(): string {
  const cwd = emptyFolder();
  write(cwd, {
    "new/content/site.yaml": "name: New\nurl: https://security.example.org\n",
    "old/2026/TEST-1.json": record("TEST-1"),
    "old/README.md": "# Database",
    "old/broken.json": "{",
    "old/broken.zip": "PK",
    "old/.git/config.json": "{}",
  });
  writeFileSync(
    join(cwd, "old/all.zip"),
    zipSync({
      "TEST-2.json": strToU8(record("TEST-2")),
      "sub/notes.txt": strToU8("x"),
      "latin.json": new Uint8Array([0xff, 0x20]),
    }),
  );
  return cwd;
}

test("daymark import osv reads folders and archives, and accounts for every file", async () => {
  const cwd = database();
  const session = await daymark({ cwd }, "import", "osv", "old", "--root", "new", "--report", "report.txt");
  expect(session.code).toBe(0);
  expect(session.err).toBe("7 files read in old.\n2 files written to new. Next: daymark check --root new\n");
  expect(session.out).toContain("2 of 7 source files imported, 5 not imported.\n     2  advisories\n");
  expect(files(join(cwd, "new"))).toEqual([
    "advisories/2026/TEST-1.md",
    "advisories/2026/TEST-2.md",
    "content/site.yaml",
  ]);
  expect(read(cwd, "report.txt").split("\n").sort()).toEqual([
    "",
    "2026/TEST-1.json record: advisories/2026/TEST-1.md",
    "README.md not-imported: Its name does not end in .json, .jsonl, .ndjson, .yaml, .yml or .zip.",
    "all.zip/TEST-2.json record: advisories/2026/TEST-2.md",
    "all.zip/latin.json not-imported: It is no text in UTF-8.",
    "all.zip/sub/notes.txt not-imported: Its name does not end in .json, .jsonl, .ndjson, .yaml, .yml or .zip.",
    expect.stringMatching(/^broken\.json not-imported: It is no JSON: /),
    expect.stringMatching(/^broken\.zip not-imported: It cannot be read: /),
  ]);
  expect((await daymark({ cwd }, "check", "--root", "new")).code).toBe(0);
});

test("daymark import osv may be run again, and overwrites nothing", async () => {
  const cwd = database();
  await daymark({ cwd }, "import", "osv", "old", "--root", "new");
  const again = await daymark({ cwd }, "import", "osv", "old", "--root", "new");
  expect(again.code).toBe(0);
  expect(again.err).toContain("0 files written to new.");
  write(cwd, { "new/advisories/2026/TEST-1.md": "mine" });
  const conflict = await daymark({ cwd }, "import", "osv", "old", "--root", "new");
  expect(conflict.code).toBe(1);
  expect(conflict.out).toBe("advisories/2026/TEST-1.md\n");
  expect(read(cwd, "new/advisories/2026/TEST-1.md")).toBe("mine");
});

test("daymark import osv reads one file, says where a site is missing, and what it expects", async () => {
  const cwd = database();
  const one = await daymark({ cwd }, "import", "osv", "old/2026/TEST-1.json", "--root", "other");
  expect(one.code).toBe(0);
  expect(one.err).toContain("There is no content/site.yaml here yet: daymark init makes one.\n");
  const none = await daymark({ cwd }, "import", "osv", "old/broken.json", "--root", "third");
  expect(none.code).toBe(1);
  expect(none.err).toContain(
    "No advisory is in old/broken.json. Expected records in OSV format: JSON files, or an archive of them such as all.zip.\n",
  );
});
