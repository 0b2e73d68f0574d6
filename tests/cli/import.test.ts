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

/** A folder of files as curl saves them. */
function statuspage(extra: Readonly<Record<string, string>> = {}): string {
  const page = {
    id: "q4xn0r7tvm2c",
    name: "Brindle",
    url: "https://status.brindle.example",
    time_zone: "UTC",
  };
  const api = { id: "a", name: "API", group: false, position: 1, status: "operational", page_id: page.id };
  const update = { id: "u", status: "resolved", body: "Over.", display_at: "2026-03-12T12:00:00Z" };
  const incident = { id: "i", name: "Down", status: "resolved", impact: "none", incident_updates: [update] };
  const cwd = emptyFolder();
  write(cwd, {
    "old/components.json": JSON.stringify({ page, components: [api] }),
    "old/history/incidents.JSON": JSON.stringify({ page, incidents: [incident] }),
    "old/notes.txt": "Not read.",
    ...extra,
  });
  return cwd;
}

describe("daymark import statuspage", () => {
  test("writes records that check, from all JSON files of a folder", async () => {
    const cwd = statuspage({ "old/incidents.json": "<html><h1>502 Bad Gateway</h1></html>" });
    const session = await daymark({ cwd }, "import", "statuspage", "old", "--root", "new");
    expect(session.transcript).toMatchInlineSnapshot(`
      "! 3 files read in old.
      2 of 3 source files imported, 1 not imported.
           1  content/site.yaml
           1  content/services
           1  incidents

      1 remark: written in another way than in the source
        components.json The component "API" (a): It is in no group, and is put under "Services".

      2 remarks: not imported
        history/incidents.JSON How the old page worked is left out of everything: when it was entered and edited (created_at, updated_at), who was told, reminders, automatic steps.
        incidents.json It is a page of HTML or XML, not JSON: perhaps what the server said instead. Fetch it again with curl --fail, and look at what it says.
      ! 3 files written to new. Next: daymark check --root new
      exit 0
      "
    `);
    expect(files(join(cwd, "new"))).toEqual([
      "content/services/api.md",
      "content/site.yaml",
      "incidents/2026/2026-03-12-down.md",
    ]);
    expect((await daymark({ cwd }, "check", "--root", "new")).transcript).toBe(
      "! 3 files checked: no problem.\nexit 0\n",
    );
  });

  test("writes no control character of its sources into the report", async () => {
    const cwd = statuspage({
      "old/more.json": JSON.stringify({ incidents: [], "a\u001b[2J\u0000b": "v\u001b[31m" }),
    });
    await daymark({ cwd }, "import", "statuspage", "old", "--root", "new", "--report", "report.txt");
    expect(read(cwd, "report.txt")).toContain(
      "more.json not-imported: A key has no place here: a\ufffd[2J\ufffdb: v\ufffd[31m\n",
    );
  });

  test("reads a single file", async () => {
    const cwd = statuspage();
    const session = await daymark({ cwd }, "import", "statuspage", "old/components.json", "--root", "new");
    expect(session.code).toBe(0);
    expect(files(join(cwd, "new"))).toEqual(["content/services/api.md", "content/site.yaml"]);
  });

  test("says by its name why a file is nothing of Statuspage's, and writes nothing", async () => {
    const cwd = statuspage({ "cut.json": '{"page": {' });
    const session = await daymark({ cwd }, "import", "statuspage", "cut.json", "--root", "new");
    expect(session.code).toBe(1);
    expect(session.out).toContain("  cut.json It is broken JSON, perhaps cut off: ");
    expect(files(cwd).filter((name) => name.startsWith("new/"))).toEqual([]);
  });
});

describe("daymark import refuses", () => {
  test.each([
    ["nothing to import", [], "expected cstate|statuspage|osv|markdown SRC."],
    ["no source", ["cstate"], "expected cstate|statuspage|osv|markdown SRC."],
    [
      "a mistyped importer",
      ["cstat", "old"],
      'there is no importer "cstat". Did you mean cstate? Example: daymark import cstate ../old-status',
    ],
    [
      "an unknown importer",
      ["upptime", "old"],
      'there is no importer "upptime". Expected cstate, statuspage, osv or markdown. Example: daymark import cstate ../old-status',
    ],
    [
      "a folder that is not there",
      ["cstate", "odl"],
      "there is no folder odl. Expected a cState site, with content/issues and config.yml.",
    ],
    [
      "a file of Statuspage that is not there",
      ["statuspage", "odl.json"],
      "there is no file or folder odl.json. Expected files of Statuspage's API as curl saves them, such as summary.json, components.json, incidents.json and scheduled-maintenances.json.",
    ],
    [
      "an address",
      ["statuspage", "https://status.example.org"],
      "https://status.example.org is an address, and daymark import reads files: fetch them first, into a folder of their own. Example: curl --fail --remote-name-all https://status.example.org/api/v2/{summary,components,incidents,scheduled-maintenances}.json",
    ],
    [
      "an address of a source that is cloned",
      ["cstate", "https://example.org/old"],
      "https://example.org/old is an address, and daymark import reads files: fetch them first, into a folder of their own. Expected a cState site, with content/issues and config.yml.",
    ],
    [
      "a history that Statuspage does not have",
      ["statuspage", "some.json", "--with-history"],
      "--with-history is not for statuspage, as its records have no history.",
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
    write(cwd, { "empty/x": "", "some.json": "[]" });
    const session = await daymark({ cwd }, "import", ...argv);
    expect(session.transcript).toBe(
      `${argv.includes("some.json") ? "! 1 file read in some.json.\n" : ""}! daymark import: ${message}\n! daymark import --help tells how it is used.\nexit 2\n`,
    );
  });
});
