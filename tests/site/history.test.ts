import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditedNow, auditedSite } from "./audited.ts";
import { daymark, smallSite, temporarySite } from "./build.ts";
import { builtSite, expectFeeds } from "./complete.ts";
import { items } from "./feed.ts";

let root: string;
let hash: (name: string) => string;

beforeAll(async () => {
  ({ root, hash } = auditedSite());
  const built = await daymark("build", "--root", root, "--now", auditedNow);
  expect(built.code, built.err).toBe(0);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(root, "dist", path), "utf8");
const page = (path: string): string => read(`${path}/index.html`);
const short = (name: string): string => hash(name).slice(0, 12);

/** The hooks of a history page: full hash and fragment of each revision. */
function hooks(html: string): string[][] {
  return [...html.matchAll(/<article class="[^"]*" id="([^"]+)" data-revision="([^"]+)"/g)].map((match) => [
    match[2] ?? "",
    match[1] ?? "",
  ]);
}

/** What a page says, without its elements. */
function wordsOf(html: string): string {
  return html
    .slice(html.indexOf("<main"), html.indexOf("</main>"))
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ")
    .replace(/ ([.;])/g, "$1");
}

describe("the history of an incident", () => {
  test("has one article for each commit, newest first", () => {
    const names = ["moved", "resolved", "identified", "reworded", "opened"];
    expect(hooks(page("incidents/uploads-failing/history"))).toEqual(
      names.map((name) => [hash(name), `r-${short(name)}`]),
    );
  });

  test("tells in words what changed, by whom, and in which commit", () => {
    const text = wordsOf(page("incidents/uploads-failing/history"));
    expect(text).toContain("5 revisions, newest first; 1 counts as no change.");
    expect(text).toContain(
      "First published 20 Nov 2026, 10:42 UTC Facts last changed 20 Nov 2026, 12:22 UTC",
    );
    expect(text).toContain("Fact severity raised from minor to major");
    expect(text).toContain('Wording text of update 1 ("Investigating", 10:40 UTC) changed');
    expect(text).toContain("by Ann commit");
    expect(text).toContain("by bob commit");
    expect(text).toContain(
      "Moved from incidents/2026/uploads-failing.md to incidents/2026/11/uploads-failing.md: counts as no change.",
    );
    expect(page("incidents/uploads-failing/history")).toContain(
      `<a href="https://git.example.org/team/status/commit/${hash("opened")}" rel="noopener">`,
    );
  });

  test("marks insertions and deletions by elements, and in words for those who listen", () => {
    const html = page("incidents/uploads-failing/history");
    expect(html).toContain(
      '<ins><span class="visually-hidden" dir="ltr">[inserted: </span>most people, not for <span class="visually-hidden" dir="ltr">]</span></ins>everybody',
    );
    expect(html).toMatch(/<del><span [^>]+>\[deleted: <\/span> as we know more</);
  });

  test("folds long differences, without a script, and not short ones", () => {
    const long = page("incidents/report/history");
    expect(long).toMatch(
      /<details class="fold"><summary>Show what changed in the text \(\d+ lines\)<\/summary>/,
    );
    expect(page("incidents/uploads-failing/history")).not.toContain("<details");
  });

  test("shows what is not committed yet", () => {
    expect(hooks(page("incidents/report/history"))[0]).toEqual(["uncommitted", "uncommitted"]);
    expect(page("incidents/report")).toMatch(
      /<a class="mark" href="\/incidents\/report\/history\/#uncommitted">Edited, not committed yet<\/a>/,
    );
  });

  test("is not blamed for what is listed in .audit-ignore-revs, and shows it", () => {
    const text = wordsOf(page("incidents/2026-09-01-old/history"));
    expect(text).toContain("Bulk edit: counts as no change.");
    expect(wordsOf(page("incidents/2026-09-01-old"))).not.toContain("Facts last changed");
  });
});

describe("marks where readers look", () => {
  test("tell that an update was edited, with a link to the difference", () => {
    expect(page("incidents/uploads-failing")).toContain(
      `<a class="mark" href="/incidents/uploads-failing/history/#r-${short("reworded")}">Edited 12 min after publication</a>`,
    );
  });

  test("tell that a record was published late, when it was, and where its history is", () => {
    const html = page("incidents/uploads-failing");
    expect(wordsOf(html)).toContain("Published 72 min after the stated start");
    expect(wordsOf(html)).toContain("First published 20 Nov 2026, 10:42 UTC");
    expect(html).toContain('<a href="/incidents/uploads-failing/history/">History (5 revisions)</a>');
    expect(page("services/api")).toContain('<a href="/services/api/history/">History (2 revisions)</a>');
  });

  test("tell that an earlier version is shown where the newest cannot be read", () => {
    expect(wordsOf(page("incidents/broken"))).toContain(
      "The newest change could not be read; showing the version of 20 Nov 2026, 14:00 UTC.",
    );
    expect(read("index.html")).toContain(
      "the newest change of 1 file could not be read, so an earlier version is shown.",
    );
    const text = wordsOf(page("incidents/broken/history"));
    expect(text).toContain('Could not be read 20 Nov 2026, 16:00 UTC A slip There is no key "servces".');
    expect(text).toContain("[deleted: services ] [inserted: servces ]");
  });

  test("tell that a record's file is gone, which then cannot be edited", () => {
    const html = page("incidents/gone");
    expect(wordsOf(html)).toContain(
      "Removed from the repository on 20 Nov 2026, 17:00 UTC; this is its last version.",
    );
    expect(html).not.toContain("Edit this page");
    expect(page("incidents/broken")).toContain("Edit this page");
  });
});

describe("the texts of versions", () => {
  test("are the bytes that were committed", () => {
    expect(read(`incidents/gone/history/${short("others")}.txt`)).toBe(
      "---\ntitle: Mail late\nservices: [api]\n---\n\n## Resolved — 2026-11-18 10:00 UTC\n\nMail was late.\n",
    );
    expect(read(`audit/site/${short("settings")}.txt`)).toContain("uptime: { weights: { partial: 0.5 } }");
    expect(read(`services/api/history/${short("spaces")}.txt`)).toContain("name:  API");
  });

  test("but for the names of those who want to be anonymous, which are nowhere on the site", () => {
    expect(read(`incidents/uploads-failing/history/${short("opened")}.txt`)).toContain(
      "Posted-by: [withheld]\n",
    );
    expect(page("incidents/uploads-failing/history")).toContain("Text of this version, with names withheld");
    for (const entry of readdirSync(join(root, "dist"), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(?:html|txt|json|rss)$/.test(entry.name)) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
      expect(text, entry.name).not.toMatch(/\beve\b|@example\.com|ann@example|bob@example|carol@example/);
    }
  });
});

describe("/audit/", () => {
  test("tells what changed lately, by day, and folds what was changed in bulk", () => {
    const text = wordsOf(page("audit"));
    expect(text).toContain('Not committed yet Long report text of update 1 ("Resolved", 10:00 UTC) changed');
    expect(text).toContain("Friday 20 November 2026 20:00 UTC 12 records changed in one commit");
    expect(text).toContain("unsigned · Bulk edit: counts as no change");
    expect(text).toContain(
      "18:00 UTC Settings of this site uptime weight of partial changed from 0.3 to 0.5",
    );
    expect(text).toContain("Uploads fail".slice(0, 7));
    expect(page("audit")).toContain(
      `<a href="/incidents/uploads-failing/history/#r-${short("reworded")}" dir="auto">Uploads failing</a>`,
    );
  });

  test("has a page for each month, and can be found from the history and from every page's foot", () => {
    expect(wordsOf(page("audit/2026-10"))).toContain("2 commits, newest first.");
    expect(wordsOf(page("audit/2026-11"))).toContain("12 commits, newest first.");
    expect(read("index.html")).toContain('<a href="/audit/">Audit</a>');
    expect(page("history")).toContain('<a href="/audit/">What was changed afterwards');
  });

  test("tells what changed in the settings", () => {
    expect(hooks(page("audit/site")).map(([one]) => one)).toEqual([hash("settings"), hash("begin")]);
    expect(wordsOf(page("audit/site"))).toContain("Fact uptime weight of partial changed from 0.3 to 0.5");
  });
});

describe("the audit as data", () => {
  test("lists records and their revisions, with addresses that exist", () => {
    const body = JSON.parse(read("api/v1/audit.json"));
    expect(Object.keys(body)).toEqual(["$schema", "page", "pages", "next", "records"]);
    expect([body.page, body.pages, body.next, body.records.length]).toEqual([1, 1, null, 19]);
    const record = body.records.find((one: { id: string }) => one.id === "uploads-failing");
    const [, , , reworded] = record.revisions;
    expect({ ...record, revisions: [reworded] }).toEqual({
      kind: "incident",
      id: "uploads-failing",
      title: "Uploads failing",
      url: "https://status.example.org/incidents/uploads-failing/",
      file: "incidents/2026/11/uploads-failing.md",
      published: "2026-11-20T10:42:00Z",
      modified: "2026-11-20T12:22:00Z",
      revisions: [
        {
          commit: hash("reworded"),
          at: "2026-11-20T10:54:00Z",
          authored: "2026-11-20T10:54:00Z",
          author: "bob",
          signature: "unsigned",
          kind: "changed",
          from: null,
          readable: true,
          counts: true,
          material: false,
          ignored: false,
          changes: [
            {
              text: 'text of update 1 ("Investigating", 10:40 UTC) changed',
              material: false,
              update: "update-2026-11-20-1040",
            },
          ],
          raw: `https://status.example.org/incidents/uploads-failing/history/${short("reworded")}.txt`,
        },
      ],
    });
    for (const { revisions } of body.records)
      for (const { raw } of revisions)
        if (raw !== null) expect(existsSync(join(root, "dist", new URL(raw).pathname)), raw).toBe(true);
  });
});

describe("the feed of changes", () => {
  test("has an entry for each commit and record that counts, newest first, with ids that lead to the page", () => {
    const all = [read("audit/feed.rss"), read("audit/feed/2026-10.rss")];
    const [current = [], archive = []] = all.map(items);
    expect(current[0]?.title).toBe("[Changed] Settings of this site");
    const own = current.filter(({ title }) => title.includes("Uploads failing"));
    expect(own.map(({ title, guid, pubDate }) => [title, guid["#text"], pubDate])).toEqual(
      [
        ["[Changed]", "resolved", "12:22"],
        ["[Changed]", "identified", "11:27"],
        ["[Changed]", "reworded", "10:54"],
        ["[Added]", "opened", "10:42"],
      ].map(([verb, name, time]) => [
        `${verb} Uploads failing`,
        `https://status.example.org/incidents/uploads-failing/history/#r-${short(name ?? "")}`,
        `Fri, 20 Nov 2026 ${time}:00 GMT`,
      ]),
    );
    expect(own[1]?.description).toContain("<li>severity raised from minor to major</li>");
    expect(own[3]?.description).toContain("Uploads fail (told by [withheld] and [address])");
    expect(archive.length).toBe(15);
    expect(current.some(({ description }) => description.includes("Tag the old ones"))).toBe(false);
    for (const item of [...current, ...archive]) {
      const { pathname, hash: fragment } = new URL(item.guid["#text"]);
      expect(page(pathname)).toContain(`id="${fragment.slice(1)}"`);
    }
    expect(all[1]).toContain('<atom:link rel="current" href="https://status.example.org/audit/feed.rss"');
  });

  test("is valid and complete in every format, like the other feeds", async () => {
    await expectFeeds(await builtSite(join(root, "dist"), root, auditedNow));
  });

  test("is named where feeds are looked for", () => {
    expect(page("subscribe")).toContain('<a href="/audit/feed.rss">RSS');
    expect(page("audit")).toContain(
      '<link rel="alternate" type="application/rss+xml" title="Small: changes (RSS)" href="/audit/feed.rss">',
    );
  });

  test("leaves the feed of everything with the times of updates and of their last material change", () => {
    const [first] = items(read("feed.rss"));
    expect(first?.pubDate).toBe("Fri, 20 Nov 2026 12:20:00 GMT");
    expect(read("feed.rss")).toContain("<lastBuildDate>Fri, 20 Nov 2026 12:20:00 GMT</lastBuildDate>");
  });
});

describe("a site without an audit history", () => {
  const paths = [
    "audit",
    "incidents/a/history",
    "services/api/history",
    "api/v1/audit.json",
    "audit/feed.rss",
  ];

  test.each([
    ["in no repository", "", "this site was not built from a git repository"],
    ["that wants none", "history: off\n", "it is switched off for this site"],
  ])("%s says so, and has no page of it", async (_name, setting, reason) => {
    const own = temporarySite({
      ...smallSite,
      "content/site.yaml": smallSite["content/site.yaml"] + setting,
      "incidents/a.md":
        "---\ntitle: A\nservices: [api]\n---\n\n## Resolved — 2026-11-20 10:10 UTC\n\nText.\n",
    });
    const built = await daymark("build", "--root", own, "--now", auditedNow);
    expect(built.code, built.err).toBe(0);
    for (const path of paths) expect(existsSync(join(own, "dist", path)), path).toBe(false);
    for (const path of ["incidents/a", "services/api"])
      expect(readFileSync(join(own, "dist", path, "index.html"), "utf8")).toContain(
        `No audit history: ${reason}.`,
      );
    expect(readFileSync(join(own, "dist/index.html"), "utf8")).not.toContain("/audit/");
    rmSync(own, { recursive: true, force: true });
  });
});

test("a record that git does not know has a page that says so", async () => {
  const { root: own } = auditedSite();
  writeFileSync(join(own, ".gitignore"), "dist/\n.daymark/\nincidents/secret.md\n");
  writeFileSync(
    join(own, "incidents/secret.md"),
    "---\ntitle: Not in git\nservices: [api]\n---\n\n## Resolved — 2026-11-20 10:10 UTC\n\nText.\n",
  );
  const built = await daymark("build", "--root", own, "--base", "/status", "--now", auditedNow);
  expect(built.code, built.err).toBe(0);
  const html = readFileSync(join(own, "dist/incidents/secret/history/index.html"), "utf8");
  expect(wordsOf(html)).toContain("The file incidents/secret.md is not in the repository");
  const audit = readFileSync(join(own, "dist/audit/index.html"), "utf8");
  expect(audit).not.toMatch(/(?:href|src)="\/(?!status\/)/);
  rmSync(own, { recursive: true, force: true });
});
