import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { advisoriesPages } from "../../src/formats/api/advisories.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { advisory, exported, siteOf } from "../formats/osv/site.ts";
import { serve } from "../server.ts";
import { daymark, emptyFolder, write } from "./terminal.ts";

type Json = Readonly<Record<string, unknown>>;

const record = (id: string, more: Json = {}): Json => ({
  schema_version: "1.8.0",
  id,
  modified: "2026-11-20T12:00:00Z",
  published: "2026-11-10T12:00:00Z",
  summary: "Something breaks",
  affected: [{ package: { ecosystem: "npm", name: "a" }, versions: ["1.0.0"] }],
  ...more,
});

/** Writes the export of a site: records, and their list. */
function site(cwd: string, folder: string, records: readonly Json[]): void {
  const index = records.map(({ id, modified }) => ({ id, modified }));
  write(cwd, {
    [`${folder}/osv/all.json`]: JSON.stringify(index),
    ...Object.fromEntries(
      records.map((one) => [`${folder}/osv/${String(one["id"])}.json`, JSON.stringify(one)]),
    ),
  });
}

/** Two sites beside each other. */
function sites(old: readonly Json[], now: readonly Json[]): string {
  const cwd = emptyFolder();
  site(cwd, "old", old);
  site(cwd, "new", now);
  return cwd;
}

describe("daymark guard", () => {
  test("lets through what is the same, new, or changed with a higher modified", async () => {
    const cwd = sites(
      [record("A-1"), record("A-2"), record("A-3", { withdrawn: "2026-11-12T00:00:00Z" })],
      [
        // The order of keys, and the version of the format, say nothing.
        Object.fromEntries(Object.entries(record("A-1", { schema_version: "1.9.0" })).reverse()),
        record("A-2", { modified: "2026-11-20T12:00:01Z", summary: "More breaks" }),
        record("A-3", { withdrawn: "2026-11-12T00:00:00Z" }),
        record("A-4"),
      ],
    );
    expect((await daymark({ cwd }, "guard", "old", "new")).transcript).toBe(
      "! 3 published advisories compared: nothing is lost.\nexit 0\n",
    );
  });

  test("says everything at once: what was, what is, how to mend it", async () => {
    const cwd = sites(
      [
        record("GHSA-1"),
        record("x_DM-2", { withdrawn: "2026-11-12T00:00:00Z" }),
        record("x_DM-3"),
        record("x_DM-4"),
        record("x_DM-5"),
      ],
      [
        record("GHSA-1", { published: "2026-11-11T12:00:00Z", modified: "2026-11-19T12:00:00Z" }),
        record("x_DM-3", { summary: "Nothing breaks", aliases: ["CVE-2026-1"] }),
        record("x_DM-4", { affected: [{ versions: ["1.0.0"], package: { name: "a", ecosystem: "npm" } }] }),
        record("x_DM-5", { published: undefined }),
      ],
    );
    expect((await daymark({ cwd }, "guard", "old", "new")).transcript).toBe(`GHSA-1 modified-lower
  It is older than what is published, so nobody would fetch it.
  was   modified 2026-11-20 12:00 UTC
  is    modified 2026-11-19 12:00 UTC
  mend  Build from a clone with its whole history (git fetch --unshallow), in which no commit was rewritten.

GHSA-1 published-changed
  The time of publication is another one.
  was   published 2026-11-10 12:00 UTC
  is    published 2026-11-11 12:00 UTC
  mend  Write published: 2026-11-10T12:00Z again: it never changes.

x_DM-2 advisory-vanished
  A published advisory is gone.
  was   published, and withdrawn, modified 2026-11-20 12:00 UTC
  is    not in osv/all.json of new
  mend  Bring back its file (git log --diff-filter=D -- "advisories/**/DM-2.md" finds it). If it was a mistake, withdraw it: daymark withdraw DM-2 --reason "…".

x_DM-3 modified-unchanged
  It changed in aliases and summary, and modified is the same, so nobody would notice.
  was   modified 2026-11-20 12:00 UTC
  is    modified 2026-11-20 12:00 UTC
  mend  Commit the change, and build from that commit; in an imported record, take over modified, too.

x_DM-5 published-changed
  The time of publication is another one.
  was   published 2026-11-10 12:00 UTC
  is    no published
  mend  Write published: 2026-11-10T12:00Z again: it never changes.

! 5 published advisories compared: 5 findings.
exit 1
`);
  });

  test("misses a postmortem that was deleted or is a draft again, on whatever page it stood", async () => {
    const lesson = (id: string, status: string, published: string | null): Json => ({
      id,
      status,
      published,
    });
    const list = (pages: number, ...lessons: readonly Json[]): string => JSON.stringify({ pages, lessons });
    const cwd = emptyFolder();
    write(cwd, {
      "old/api/v1/lessons.json": list(2, lesson("a", "final", "2026-11-10T12:00:00Z")),
      "old/api/v1/lessons/page/2.json": list(2, lesson("b", "in-review", null), lesson("c", "final", null)),
      "new/api/v1/lessons.json": list(1, lesson("c", "superseded", null), lesson("d", "final", null)),
    });
    expect((await daymark({ cwd }, "guard", "old", "new")).transcript).toBe(`a postmortem-vanished
  A published postmortem is gone.
  was   final, published 2026-11-10 12:00 UTC
  is    not in api/v1/lessons.json of new
  mend  Bring back its file (git log --diff-filter=D -- "content/postmortems/a.md*" finds it). If it is a draft again, write status: in-review, or superseded where another one replaces it.

b postmortem-vanished
  A published postmortem is gone.
  was   in-review
  is    not in api/v1/lessons.json of new
  mend  Bring back its file (git log --diff-filter=D -- "content/postmortems/b.md*" finds it). If it is a draft again, write status: in-review, or superseded where another one replaces it.

! 0 published advisories and 3 postmortems compared: 2 findings.
exit 1
`);
    write(cwd, { "new/api/v1/lessons.json": "{}" });
    expect((await daymark({ cwd }, "guard", "old", "new")).transcript).toContain(
      "api/v1/lessons.json of new cannot be read: it is no list of postmortems that Daymark wrote.",
    );
  });

  test("tells programs the same as JSON", async () => {
    const cwd = sites([record("A-1")], []);
    const session = await daymark({ cwd }, "guard", "old", "new", "--format", "json");
    expect(session.code).toBe(1);
    expect(JSON.parse(session.out).findings).toMatchObject([{ code: "advisory-vanished", id: "A-1" }]);
  });

  test("passes a first deployment, and says so", async () => {
    const cwd = emptyFolder();
    write(cwd, { "old/index.html": "" });
    site(cwd, "new", [record("A-1")]);
    expect((await daymark({ cwd }, "guard", "old", "new")).transcript).toBe(
      "! old has no osv/all.json: no advisory is published there yet, so none can be lost.\nexit 0\n",
    );
  });

  test("misses every advisory of a new site without any", async () => {
    const cwd = emptyFolder();
    site(cwd, "old", [record("A-1"), record("A-2")]);
    write(cwd, { "new/index.html": "" });
    const session = await daymark({ cwd }, "guard", "old", "new");
    expect(session.code).toBe(1);
    expect(session.out.match(/advisory-vanished/g)).toHaveLength(2);
  });

  test("compares nothing that cannot be read, and says what was found", async () => {
    const cwd = sites(
      ["A-1", "A-2", "A-3", "A-4", "A-5"].map((id) => record(id)),
      ["A-1", "A-2", "A-3", "A-4", "A-5"].map((id) => record(id)),
    );
    write(cwd, {
      "new/osv/A-1.json": "<html>",
      "new/osv/A-2.json": JSON.stringify(record("A-9")),
      "old/osv/A-3.json": JSON.stringify(record("A-3", { modified: "soon" })),
      "new/osv/A-5.json": `{"id":"A-5",${" ".repeat(5_000_000)}"modified":1}`,
    });
    rmSync(join(cwd, "new/osv/A-4.json"));
    const session = await daymark({ cwd }, "guard", "old", "new");
    expect(session.code).toBe(1);
    expect(session.out.match(/^ {2}is .*$/gm)).toEqual([
      "  is    osv/A-1.json of new: it is no object of JSON",
      '  is    osv/A-2.json of new: its id is "A-9"',
      '  is    osv/A-3.json of old: its modified is no time: "soon"',
      "  is    osv/A-4.json of new: it is not there",
      "  is    osv/A-5.json of new: it is too long",
    ]);
  });

  test.each([
    ["{}", "it is no list of objects with id and modified"],
    ["[", "it is no list of objects with id and modified"],
    ['[{"id":"../../secret","modified":"x"}]', 'an id in it is none: "../../secret"'],
  ])("refuses an index that is none: %s", async (text, why) => {
    const cwd = sites([record("A-1")], [record("A-1")]);
    write(cwd, { "old/osv/all.json": text });
    const session = await daymark({ cwd }, "guard", "old", "new");
    expect(session.transcript).toBe(
      `! This cannot be compared: osv/all.json of old cannot be read: ${why}.\nexit 1\n`,
    );
  });

  test.each(["old/", "old/osv", "old/osv/", "old/osv/all.json"])("takes %s for the site", async (old) => {
    const cwd = sites([record("A-1")], [record("A-1")]);
    expect((await daymark({ cwd }, "guard", old, "new")).code).toBe(0);
  });

  test("is used with two sites that are there", async () => {
    const cwd = sites([], []);
    expect((await daymark({ cwd }, "guard", "old")).code).toBe(2);
    const session = await daymark({ cwd }, "guard", "lost", "new");
    expect(session.code).toBe(2);
    expect(session.err).toContain("there is no folder lost. Give the folder or the address of a built site.");
    expect((await daymark({ cwd }, "guard", "old", "new", "--format", "xml")).code).toBe(2);
    expect((await daymark({ cwd }, "guard", "ftp://example.org/", "new")).code).toBe(2);
  });
});

describe("daymark guard and what Daymark writes", () => {
  /** Writes what a build of a site publishes of its advisories. */
  function publish(cwd: string, folder: string, model: SiteModel): void {
    const lists = Array.from(advisoriesPages(model), ({ path, body }) => [path, body] as const);
    for (const [path, body] of [...exported(model), ...lists]) {
      mkdirSync(dirname(join(cwd, folder, path)), { recursive: true });
      writeFileSync(join(cwd, folder, path), body);
    }
  }

  const npm = "affected: [{ package: pkg:npm/a, ranges: [{ introduced: '0', fixed: 1.0.0 }] }]";

  test("fit each other: a new advisory passes, changes in silence do not", async () => {
    const cwd = emptyFolder();
    const before = { "DM-2026-0001": advisory(npm), "DM-2026-0002": advisory("kind: informational") };
    publish(cwd, "old", siteOf(before));
    publish(cwd, "more", siteOf({ ...before, "DM-2026-0003": advisory(npm) }));
    publish(cwd, "less", siteOf({ "DM-2026-0001": advisory(npm.replace("1.0.0", "1.0.1")) }));
    expect((await daymark({ cwd }, "guard", "old", "more")).transcript).toBe(
      "! 2 published advisories compared: nothing is lost.\nexit 0\n",
    );
    const session = await daymark({ cwd }, "guard", "old", "less");
    expect(session.out.match(/^\S.*$/gm)).toEqual([
      "DM-2026-0002 advisory-vanished",
      "x_DM-2026-0001 modified-unchanged",
    ]);
    expect(session.out).toContain(
      "  It changed in affected, and modified is the same, so nobody would notice.\n",
    );
  });
});

describe("daymark guard and informational advisories", () => {
  const entry = (id: string, more: Json = {}): Json => ({
    ...{
      id,
      kind: "informational",
      title: "Unmaintained",
      osv: null,
      withdrawn: null,
      aliases: [],
      affected: [],
    },
    ...{
      published: "2026-11-10T12:00:00Z",
      modified: "2026-11-10T12:00:00Z",
      url: `https://a.example/${id}`,
    },
    ...more,
  });
  const list = (...pages: readonly (readonly Json[])[]): Record<string, string> =>
    Object.fromEntries(
      pages.map((advisories, index) => [
        index === 0 ? "api/v1/advisories.json" : `api/v1/advisories/page/${index + 1}.json`,
        JSON.stringify({ page: index + 1, pages: pages.length, advisories }),
      ]),
    );
  const below = (folder: string, files: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

  test("compares them by the site's own list, over all of its pages", async () => {
    const cwd = emptyFolder();
    const url = { url: "https://b.example/", history: null };
    write(cwd, {
      ...below(
        "old",
        list([entry("DM-1"), entry("DM-2")], [entry("DM-3"), entry("DM-4", { osv: "https://a.example/x" })]),
      ),
      ...below(
        "new",
        list(
          [entry("DM-1", { ...url, modified: "2026-11-11T12:00:00Z", title: "Gone" })],
          [entry("DM-2", { ...url, title: "Gone" })],
        ),
      ),
    });
    const session = await daymark({ cwd }, "guard", "old", "new");
    expect(session.out.match(/^\S.*$/gm)).toEqual(["DM-2 modified-unchanged", "DM-3 advisory-vanished"]);
    expect(session.out).toContain("  is    not in api/v1/advisories.json of new\n");
    expect(session.err).toBe("3 published advisories compared: 2 findings.\n");
  });

  test("compares nothing with a list that has a page missing, or is none", async () => {
    const cwd = emptyFolder();
    write(cwd, { ...below("old", list([entry("DM-1")], [])), ...below("new", list([])) });
    rmSync(join(cwd, "old/api/v1/advisories/page/2.json"));
    expect((await daymark({ cwd }, "guard", "old", "new")).transcript).toBe(
      "! This cannot be compared: api/v1/advisories/page/2.json of old cannot be read: it is not there.\nexit 1\n",
    );
    write(cwd, { "old/api/v1/advisories.json": '{"pages":1e9,"advisories":[]}' });
    expect((await daymark({ cwd }, "guard", "old", "new")).transcript).toBe(
      "! This cannot be compared: api/v1/advisories.json of old cannot be read: it is no list of advisories that Daymark wrote.\nexit 1\n",
    );
  });
});

describe("daymark guard with a published site", () => {
  test.each(["", "/", "/osv/", "/osv/all.json"])(
    "fetches its index and its records, at …%s",
    async (path) => {
      const cwd = sites([record("A-1"), record("A-2")], [record("A-1")]);
      const server = await serve(join(cwd, "old"), "/status");
      onTestFinished(() => server.close());
      const session = await daymark({ cwd }, "guard", `${server.url}${path}`, "new");
      expect(session.code).toBe(1);
      expect(session.out).toMatch(/^A-2 advisory-vanished\n/);
      expect(server.requests.toSorted()).toEqual([
        "/status/api/v1/advisories.json",
        "/status/api/v1/lessons.json",
        "/status/osv/A-1.json",
        "/status/osv/A-2.json",
        "/status/osv/all.json",
      ]);
    },
  );

  test("gives up on a host that fails, and does not call that a first deployment", async () => {
    const cwd = sites([], [record("A-1")]);
    const server = createServer((_request, response) => response.writeHead(403).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const session = await daymark({ cwd }, "guard", `http://127.0.0.1:${port}/`, "new");
    expect(session.transcript).toBe(
      `! This cannot be compared: osv/all.json of http://127.0.0.1:${port}/ cannot be read: answered with status 403.\nexit 1\n`,
    );
  });
});
