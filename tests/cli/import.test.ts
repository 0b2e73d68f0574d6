import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { daymark, emptyFolder, files, read, write } from "./terminal.ts";

/** A small cState site, beside which the import goes to `new`. */
function cstate(): string {
  const cwd = emptyFolder();
  write(cwd, {
    "old/config.yml":
      "title: Old status\nbaseURL: https://status.example.org\nparams:\n  categories:\n    - name: All\n  systems:\n    - name: API\n      category: All\n",
    "old/content/issues/2020-01-02-api-down.md":
      "---\ntitle: API down\ndate: 2020-01-02 10:00:00 UTC\nresolved: true\nresolvedWhen: 2020-01-02 11:00:00 UTC\nseverity: down\naffected:\n  - API\nsection: issue\n---\n\nIt was down.\n",
    "old/content/issues/.gitkeep": "",
    "old/content/about.md": "---\ntitle: About\n---\n",
  });
  return cwd;
}

describe("daymark import cstate", () => {
  test("writes records that check, and accounts for every source file", async () => {
    const cwd = cstate();
    const session = await daymark(
      { cwd },
      "import",
      "cstate",
      "old",
      "--root",
      "new",
      "--report",
      "report.txt",
    );
    expect(session.code).toBe(0);
    expect(session.out).toContain("2 of 4 source files imported, 2 not imported.\n");
    expect(session.err).toBe(
      "4 files read in old.\n3 files written to new. Next: daymark check --root new\n",
    );
    expect(files(join(cwd, "new"))).toEqual([
      "content/services/api.md",
      "content/site.yaml",
      "incidents/2020/2020-01-02-api-down.md",
    ]);
    expect((await daymark({ cwd }, "check", "--root", "new")).transcript).toBe(
      "! 3 files checked: no problem.\nexit 0\n",
    );
    const report = read(cwd, "report.txt");
    for (const path of ["content/issues/.gitkeep", "content/about.md"])
      expect(report).toContain(`${path} not-imported: `);
    expect(report).toContain(
      "content/issues/2020-01-02-api-down.md record: incidents/2020/2020-01-02-api-down.md\n",
    );
  });

  test("writes nothing with --dry-run", async () => {
    const cwd = cstate();
    const session = await daymark(
      { cwd },
      "import",
      "cstate",
      "old",
      "--root",
      "new",
      "--dry-run",
      "--report",
      "r.txt",
    );
    expect(session.err).toContain("Nothing was written (--dry-run).\n");
    expect(files(cwd).filter((name) => !name.startsWith("old/"))).toEqual([]);
  });

  test("may be run again", async () => {
    const cwd = cstate();
    await daymark({ cwd }, "import", "cstate", "old", "--root", "new");
    const again = await daymark({ cwd }, "import", "cstate", "old", "--root", "new");
    expect(again.code).toBe(0);
    expect(again.err).toContain("0 files written to new.");
  });

  test("overwrites nothing: with one conflict, nothing at all is written", async () => {
    const cwd = cstate();
    write(cwd, { "new/content/services/api.md": "mine" });
    const session = await daymark({ cwd }, "import", "cstate", "old", "--root", "new");
    expect(session.transcript).toMatchInlineSnapshot(`
      "! 4 files read in old.
      content/services/api.md
      ! This file is in new already, with another content, so nothing was written. Move it away, or name an empty folder with --root DIR.
      exit 1
      "
    `);
    expect(files(join(cwd, "new"))).toEqual(["content/services/api.md"]);
    expect(read(cwd, "new/content/services/api.md")).toBe("mine");
  });
});

describe("daymark import refuses", () => {
  test.each([
    ["nothing to import", [], "expected cstate SRC."],
    ["no source", ["cstate"], "expected cstate SRC."],
    [
      "a mistyped importer",
      ["cstat", "old"],
      'there is no importer "cstat". Did you mean cstate? Example: daymark import cstate ../old-status',
    ],
    [
      "an unknown importer",
      ["statuspage", "old"],
      'there is no importer "statuspage". Expected cstate. Example: daymark import cstate ../old-status',
    ],
    [
      "a folder that is not there",
      ["cstate", "odl"],
      "there is no folder odl. Expected a cState site, with content/issues and config.yml.",
    ],
    [
      "an empty folder",
      ["cstate", "empty"],
      "there is nothing to import in empty. Expected a cState site, with content/issues and config.yml.",
    ],
    [
      "the folder itself",
      ["cstate", "old", "--root", "old"],
      "old is the source itself. Name another folder for the records with --root DIR.",
    ],
  ])("%s", async (_, argv, message) => {
    const cwd = cstate();
    write(cwd, { "empty/x": "" });
    const session = await daymark({ cwd }, "import", ...argv);
    expect(session.transcript).toBe(
      `! daymark import: ${message}\n! daymark import --help tells how it is used.\nexit 2\n`,
    );
  });
});
