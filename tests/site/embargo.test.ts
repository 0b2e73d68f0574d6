import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import { documents } from "../../src/documents.ts";
import { parseInstant } from "../../src/records/instant.ts";
import { trailSubjects, trailView } from "../../src/views/audit/trail.ts";
import { repository, type ScriptedCommit } from "./repository.ts";

/*
 * Nobody reads of an advisory before its time. Every case is a repository and a moment; looked through is every file that is
 * no page, and what the pages of histories are made from.
 */

const FILE = "advisories/2026/DM-2026-0001.md";
const SITE = "name: Site\nurl: https://status.example.org\n";
const SERVICE = "---\nname: API\ngroup: all\n---\n";

/** An advisory whose title, text and commit all carry a mark. */
function advisory(front: string, mark: string): string {
  return `---\ntitle: ${mark}\n${front}affected:\n  - package: pkg:npm/widget\n    ranges: [{ introduced: "0", fixed: 1.0.1 }]\n---\n\n## Impact\n\n${mark} text.\n`;
}

const start: ScriptedCommit = {
  at: "2026-11-01T09:00:00Z",
  message: "Site",
  files: { "content/site.yaml": SITE, "content/services/api.md": SERVICE },
};

const commit = (day: number, files: ScriptedCommit["files"], message = "Work"): ScriptedCommit => ({
  at: `2026-11-${String(day).padStart(2, "0")}T09:00:00Z`,
  message,
  ...(files && { files }),
});

/** Everything that a site of these commits says at a moment, and what is wrong with it. */
async function said(
  now: string,
  ...commits: readonly ScriptedCommit[]
): Promise<{ text: string; codes: string[] }> {
  const made = repository(start, ...commits);
  const at = parseInstant(now);
  if (typeof at !== "number") throw new Error(now);
  const { model } = await loadModel(made.root, { now: at });
  const parts: string[] = [];
  for (const { path, body } of documents(model)) {
    const pieces = Array.isArray(body) ? body : [body];
    // Digests of other files hold any four digits by chance.
    parts.push(
      path,
      ...pieces.map((piece) => (typeof piece === "string" ? piece : Buffer.from(piece).toString("latin1"))),
    );
  }
  for (const subject of trailSubjects(model)) parts.push(JSON.stringify(trailView(model, subject)));
  rmSync(made.root, { recursive: true, force: true });
  return { text: parts.join("\n"), codes: model.problems.map(({ code }) => code) };
}

const ahead = "published: 2026-11-15T12:00Z\n";
const LATER = "2026-11-21T08:00Z";

test("what an advisory said before the time that it was dated to is never told", async () => {
  const { text } = await said(
    LATER,
    commit(10, { [FILE]: advisory(ahead, "EARLY") }, "EARLYSUBJECT"),
    commit(11, { [FILE]: advisory(ahead, "LATE") }, "LATESUBJECT"),
  );
  expect(text).toContain("LATE text");
  expect(text).not.toContain("EARLY");
});

test.each([
  ["has its time removed", { [FILE]: advisory("", "SECOND") }],
  ["is postponed", { [FILE]: advisory("published: 2026-12-15T12:00Z\n", "SECOND") }],
  ["is deleted", { [FILE]: null }],
  ["becomes a reserved number", { [FILE]: "---\ntitle: Reserved\nreserved: true\n---\n" }],
])("an advisory that %s before its time stays unknown, and that is no mistake", async (_, files) => {
  const { text, codes } = await said(
    LATER,
    commit(10, { [FILE]: advisory(ahead, "EARLY") }, "EARLYSUBJECT"),
    commit(11, files),
  );
  expect(text).not.toMatch(/EARLY|SECOND|DM-2026-0001/);
  expect(codes).not.toContain("published-changed");
  expect(codes).not.toContain("record-removed");
});

test.each([
  ["has its time removed", { [FILE]: advisory("", "SECOND") }, "published-changed"],
  ["is postponed", { [FILE]: advisory("published: 2026-12-15T12:00Z\n", "SECOND") }, "published-changed"],
  ["is deleted", { [FILE]: null }, "record-removed"],
])("an advisory that %s after its time stays as it was", async (_, files, code) => {
  const { text, codes } = await said(
    LATER,
    commit(10, { [FILE]: advisory(ahead, "FIRST") }),
    commit(16, files),
  );
  expect(text).toContain("FIRST text");
  expect(text).not.toContain("SECOND");
  expect(codes).toContain(code);
});

test("an advisory that was public, made a draft and then deleted stays as it was", async () => {
  const { text, codes } = await said(
    LATER,
    commit(10, { [FILE]: advisory("published: 2026-11-10T08:00Z\n", "FIRST") }),
    commit(11, { [FILE]: advisory("", "SECOND") }),
    commit(12, { [FILE]: null }),
  );
  expect(text).toContain("FIRST text");
  expect(text).not.toContain("SECOND");
  expect(codes).toContain("record-removed");
});

test("a public advisory cannot be deleted by listing the commit", async () => {
  const published = commit(10, { [FILE]: advisory("published: 2026-11-10T08:00Z\n", "FIRST") });
  const made = repository(start, published);
  const hash = made.commit(commit(11, { [FILE]: null }));
  made.write(".audit-ignore-revs", `${hash}\n`);
  const { model } = await loadModel(made.root, { now: Date.parse("2026-11-21T08:00:00Z") });
  expect(model.advisories.map(({ record }) => record.id)).toEqual(["DM-2026-0001"]);
  expect(model.problems.map(({ code }) => code)).toContain("record-removed");
});

test("a public advisory keeps its number when its file gets another", async () => {
  const { text, codes } = await said(
    LATER,
    commit(10, { [FILE]: advisory("published: 2026-11-10T08:00Z\n", "FIRST") }),
    { ...commit(11, undefined), moves: { [FILE]: "advisories/2026/DM-2026-0070.md" } },
  );
  expect(codes).toContain("published-changed");
  expect(text).toContain("/osv/x_DM-2026-0001.json");
  expect(text).not.toContain("/osv/x_DM-2026-0070.json");
});

test("a file with the same number beside a public advisory does not take its place", async () => {
  const { text, codes } = await said(
    LATER,
    commit(10, { [FILE]: advisory("published: 2026-11-10T08:00Z\n", "FIRST") }),
    commit(11, { "advisories/0000/dm-2026-0001.md": advisory("published: 2026-11-01T08:00Z\n", "TWIN") }),
  );
  expect(text).toContain("FIRST text");
  expect(text).not.toContain("TWIN text");
  expect(codes).toContain("id-duplicate");
});

test("a file with the same number does not make a public advisory's number a secret", async () => {
  const { text } = await said(
    LATER,
    commit(10, { [FILE]: advisory("published: 2026-11-10T08:00Z\n", "FIRST") }, "Publish DM-2026-0001"),
    commit(11, { "advisories/0000/DM-2026-0001.md": advisory("", "TWIN") }),
  );
  expect(text).toContain("Publish DM-2026-0001");
  expect(text).not.toContain("[withheld]");
});

test("the number of a draft is in no output, whoever names it, and naming it is an error", async () => {
  const incident =
    "---\ntitle: Uploads failing\nadvisories: [DM-2026-0009]\n---\n\n## Investigating — 2026-11-12 10:00 UTC\n\nSee dm-2026-0009.\n";
  const { text, codes } = await said(
    LATER,
    commit(10, { "advisories/2026/DM-2026-0009.md": advisory("", "DRAFT") }),
    commit(11, {
      [FILE]: advisory("published: 2026-11-11T08:00Z\nrelated: [DM-2026-0009, CVE-2026-12345]\n", "FIRST"),
    }),
    commit(12, { "incidents/uploads.md": incident }, "Names DM-2026-0009"),
  );
  expect(text).toContain("CVE-2026-12345");
  expect(text).not.toMatch(/DRAFT/);
  expect(codes.filter((code) => code === "advisory-not-public")).toHaveLength(2);
  // What people write into the text of an update is theirs to say; everything that Daymark adds leaves it out.
  expect(text.match(/DM-2026-0009/gi)?.every((word) => word === "dm-2026-0009") ?? true).toBe(true);
});

test("an advisory in the folder of another kind shows nothing of itself", async () => {
  const { text, codes } = await said(
    LATER,
    commit(10, {
      "content/services/DM-2026-0051.md": `---\nname: x\ngroup: all\n${advisory("", "MISPLACED").slice(4)}`,
      "incidents/2026/DM-2026-0050.md": advisory("", "MISPLACED"),
    }),
  );
  expect(text).not.toMatch(/MISPLACED|DM-2026-005/);
  expect(codes.filter((code) => code === "file-unexpected")).toHaveLength(2);
});
