import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import type { Revision } from "../../src/history/revision.ts";
import type { AdvisoryState } from "../../src/model/advisory.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { smallSite } from "../site/build.ts";
import { repository, type ScriptedCommit, type TestRepository } from "../site/repository.ts";

const ID = "EX-2026-0001";
const FILE = `advisories/2026/${ID}.md`;

const PUBLIC = `---
title: Path traversal in archives
published: 2026-11-20T10:00Z
severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N]
affected:
  - package: pkg:npm/widget
    ranges: [{ introduced: "0", fixed: 1.4.2 }]
---

## Impact

An archive can write outside of its folder.
`;
/** What must be in no output: in a text, a title and the subject of a commit. */
const SECRET = "KRAKENHAUS";
const DRAFT = PUBLIC.replace("published: 2026-11-20T10:00Z\n", "")
  .replace("Path traversal", `${SECRET} traversal`)
  .replace("An archive", `${SECRET}: an archive`);
const RESERVED = "---\ntitle: Reserved\nreserved: true\n---\n";

const start: ScriptedCommit = { at: "2026-11-20T08:00:00Z", message: "Begin", files: smallSite };
const publish: ScriptedCommit = { at: "2026-11-20T10:01:00Z", message: "Publish", files: { [FILE]: PUBLIC } };

/** A commit at an hour of the day that makes the advisory's file what it is given. */
function commit(hour: string, text: string | null, message = "Change"): ScriptedCommit {
  return { at: `2026-11-20T${hour}:00Z`, message, files: { [FILE]: text } };
}

async function model(made: TestRepository, now = "2026-11-20T20:00Z"): Promise<SiteModel> {
  return (await loadModel(made.root, { now: Date.parse(now) })).model;
}

function revisions({ history }: SiteModel, id = ID): readonly Revision[] {
  return history.byRecord.get(`advisory:${id}`)?.revisions ?? [];
}

/** The revisions in short: kind, whether facts changed, and the words. */
function told(site: SiteModel): string[] {
  return revisions(site).map(({ kind, counts, material, changes, unreadable }) => {
    const weight = counts ? (material ? "material" : "editorial") : "no change";
    const words = unreadable ? unreadable.problem.message : changes.map(({ text }) => text).join("; ");
    return `${kind}, ${weight}: ${words}`;
  });
}

/**
 * Where the model holds the secret: in any text, in the bytes of any file. What else a commit changed is left out; no page
 * shows it.
 */
function leaks(site: SiteModel): string[] {
  const found: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value instanceof Uint8Array) walk(new TextDecoder("latin1").decode(value), path);
    else if (value instanceof Map) for (const [key, one] of value) walk(one, `${path}.${key}`);
    else if (typeof value === "string" && value.includes(SECRET)) found.push(path);
    else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        if (!path.endsWith(".commit") || key !== "changes") walk(one, `${path}.${key}`);
      }
    }
  };
  const { problems: _, ...shown } = site;
  walk(shown, "");
  return found;
}

function problems({ problems }: SiteModel): string[] {
  return problems.map(({ file, line, severity, code }) => `${file}:${line} ${severity} ${code}`);
}

async function state(made: TestRepository, now?: string): Promise<AdvisoryState> {
  const found = (await model(made, now)).advisoriesById.get(ID);
  if (!found) throw new Error(`${ID} is not in the model.`);
  return found;
}

function clock(instant: number): string {
  return new Date(instant).toISOString().slice(11, 16);
}

describe("A draft", () => {
  test("has no history, and is nowhere in the model", async () => {
    const made = repository(start, commit("09:00", DRAFT, `Mend ${SECRET}`));
    const site = await model(made);
    expect(revisions(site)).toEqual([]);
    expect(leaks(site)).toEqual([]);
    expect([site.advisories.length, site.leftOut, site.mistaken]).toEqual([0, [], []]);
  });

  test("that is published later shows nothing of what it was before", async () => {
    const made = repository(
      start,
      commit("09:00", DRAFT, `Mend ${SECRET}`),
      commit("09:10", DRAFT.replace("1.4.2", "1.4.1"), `More on ${SECRET}`),
      commit("09:20", `broken ${SECRET}`, `${SECRET}`),
      commit("09:30", DRAFT.replace("title:", `published: ${SECRET}\ntitle:`), `${SECRET}`),
      publish,
    );
    const site = await model(made);
    expect(told(site)).toEqual(["added, material: "]);
    expect(leaks(site)).toEqual([]);
    expect(site.history.byRecord.get(`advisory:${ID}`)).toMatchObject({
      title: "Path traversal in archives",
      published: Date.parse("2026-11-20T10:01Z"),
    });
  });

  test("that was written under another name shows nothing of that name", async () => {
    const draft = `advisories/${SECRET}.md`;
    const made = repository(
      start,
      {
        at: "2026-11-20T09:00:00Z",
        message: SECRET,
        files: { [draft]: PUBLIC.replace(/published.*\n/, "") },
      },
      { at: "2026-11-20T10:01:00Z", message: "Publish", moves: { [draft]: FILE }, files: { [FILE]: PUBLIC } },
    );
    const site = await model(made);
    expect(told(site)).toEqual(["added, material: "]);
    expect(leaks(site)).toEqual([]);
  });

  test("that was written on a branch shows nothing of it after the merge", async () => {
    const made = repository(start);
    made.git("checkout", "-q", "-b", "fix");
    made.commit(commit("09:00", DRAFT, `Mend ${SECRET}`));
    made.commit(publish);
    made.git("checkout", "-q", "main");
    made.commit({ at: "2026-11-20T09:30:00Z", files: { "incidents/README.md": "Other work.\n" } });
    made.git("merge", "-q", "--no-ff", "-m", "Merge the fix", "fix");
    const site = await model(made);
    expect(told(site)[0]).toBe("added, material: ");
    expect(leaks(site)).toEqual([]);
  });

  test("that is uncommitted, or dated ahead, has no history either", async () => {
    const made = repository(start);
    made.write(FILE, DRAFT);
    expect(leaks(await model(made))).toEqual([]);
    made.commit(commit("09:00", PUBLIC.replace("10:00Z", "21:00Z").replace("Path", SECRET)));
    const before = await model(made);
    expect([revisions(before), before.advisories.length]).toEqual([[], 0]);
    expect(leaks(before)).toEqual([]);
    expect(told(await model(made, "2026-11-20T21:00Z"))).toEqual(["added, material: "]);
  });

  test("that is deleted leaves nothing, and is no mistake", async () => {
    const made = repository(start, commit("09:00", DRAFT), commit("09:10", null));
    const site = await model(made);
    expect([problems(site), site.removed.size, revisions(site)]).toEqual([[], 0, []]);
    expect(leaks(site)).toEqual([]);
  });
});

describe("What is public", () => {
  test("is found by the search for what must not be: in records, titles, subjects and the bytes of files", async () => {
    const site = await model(
      repository(start, commit("10:01", PUBLIC.replace("Path", SECRET), `Publish ${SECRET}`)),
    );
    const found = leaks(site).join("\n");
    for (const place of ["record.title", "record.source.text", "history.records", ".bytes", "commit.subject"])
      expect(found).toContain(place);
  });
});

describe("A reserved number", () => {
  test("has no history before it is published", async () => {
    const made = repository(start, commit("09:00", RESERVED));
    expect(revisions(await model(made))).toEqual([]);
    made.commit(publish);
    expect(told(await model(made))).toEqual(["added, material: "]);
  });
});

describe("What is published", () => {
  const later = (text: string, message?: string): TestRepository =>
    repository(start, publish, commit("11:00", text, message));

  test("stays when it is made a draft again, and check says so", async () => {
    const made = later(DRAFT);
    const site = await model(made);
    expect(site.advisoriesById.get(ID)?.record.title).toBe("Path traversal in archives");
    expect(problems(site)).toEqual([`${FILE}:2 error published-changed`]);
    expect(leaks(site)).toEqual([]);
    made.commit(commit("12:00", PUBLIC));
    const again = await model(made);
    expect(problems(again)).toEqual([]);
    expect(leaks(again)).toEqual([]);
    expect(told(again).at(-1)).toBe("restored, material: ");
    expect((await state(made)).changes.map(({ kind }) => kind)).toEqual(["published"]);
  });

  test("stays when its number is reserved again", async () => {
    const site = await model(later(RESERVED));
    expect(problems(site)).toEqual([`${FILE}:3 error published-changed`]);
    expect(site.advisories).toHaveLength(1);
  });

  test("keeps its time of publication, and check tells which", async () => {
    const made = later(PUBLIC.replace("10:00Z", "11:00Z").replace("1.4.2", "1.4.3"));
    const site = await model(made);
    expect(site.problems).toMatchObject([
      {
        code: "published-changed",
        line: 3,
        found: "2026-11-20 11:00 UTC",
        hint: "Write published: 2026-11-20 10:00 UTC.",
      },
    ]);
    expect(site.advisoriesById.get(ID)?.record.published).toBe(Date.parse("2026-11-20T10:00Z"));
    made.commit(commit("12:00", PUBLIC.replace("1.4.2", "1.4.3")));
    expect(problems(await model(made))).toEqual([]);
  });

  test("may say its time of publication in another way", async () => {
    expect(problems(await model(later(PUBLIC.replace("10:00Z", "11:00+01:00"))))).toEqual([]);
  });

  test("may have had another time while it was a draft, or could not be read", async () => {
    const made = repository(
      start,
      commit(
        "09:00",
        PUBLIC.replace("published: 2026-11-20T10:00Z", "published: 2026-11-20T09:00Z\nreserved: true"),
      ),
      commit("09:30", PUBLIC.replace("published: 2026-11-20T10:00Z", "published: soon")),
      publish,
    );
    expect(problems(await model(made))).toEqual([]);
  });

  test("stays in its newest version that can be read", async () => {
    const site = await model(later(PUBLIC.replace("fixed: 1.4.2", "fixed: 1.4")));
    expect(problems(site)).toEqual([`${FILE}:7 error value-type`]);
    expect(site.advisoriesById.get(ID)?.record.affected[0]?.ranges).toEqual([
      { introduced: "0", fixed: "1.4.2" },
    ]);
    expect(told(site)).toEqual([
      "added, material: ",
      "changed, editorial: fixed in entry 1 of ranges in entry 1 of affected is a number instead of text.",
    ]);
  });

  test("stays when its file is deleted, and check says so", async () => {
    const made = repository(start, publish, commit("11:00", null));
    const site = await model(made);
    expect(site.advisoriesById.has(ID)).toBe(true);
    expect(problems(site)).toEqual([`${FILE}:1 error record-removed`]);
    expect(site.problems[0]?.hint).toContain("git checkout ");
    expect(told(site)).toEqual(["added, material: ", "removed, material: "]);
  });

  test("stays while its deletion is not committed", async () => {
    const made = repository(start, publish);
    made.write(FILE, null);
    const site = await model(made);
    expect([site.advisoriesById.has(ID), problems(site)]).toEqual([true, [`${FILE}:1 error record-removed`]]);
  });

  test("stays even where the commit that removed it counts as no change", async () => {
    const made = repository(start, publish);
    const hash = made.commit(commit("11:00", null));
    made.write(".audit-ignore-revs", `${hash}\n`);
    const site = await model(made);
    expect([site.advisories.length, problems(site)]).toEqual([1, [`${FILE}:1 error record-removed`]]);
  });

  test("is not kept by a draft whose number was published: the draft was a deleted file's", async () => {
    const made = repository(start, publish, commit("11:00", null), commit("12:00", DRAFT));
    const site = await model(made);
    expect(leaks(site)).toEqual([]);
    expect(site.advisoriesById.get(ID)?.record.title).toBe("Path traversal in archives");
  });

  test("is published with a small mistake in it, though the draft before had none", async () => {
    const made = repository(
      start,
      commit("09:00", DRAFT),
      commit("10:00", PUBLIC.replace("title", "cwe: [22]\ntitle")),
    );
    const site = await model(made);
    expect(problems(site)).toEqual([`${FILE}:2 error value-invalid`]);
    expect(site.advisoriesById.get(ID)?.record.title).toBe("Path traversal in archives");
    expect(leaks(site)).toEqual([]);
  });
});

describe("A change of an advisory", () => {
  const change = async (from: string, to: string): Promise<string[]> => {
    const made = repository(start, publish, commit("11:00", PUBLIC.replace(from, to)));
    return told(await model(made)).slice(1);
  };

  test.each([
    ["1.4.2 }", "1.4.3 }", "changed, material: fixed version of widget changed from 1.4.2 to 1.4.3"],
    ["fixed: 1.4.2", "fixed: none", "changed, material: fixed version of widget removed"],
    [
      "1.4.2 }]",
      "1.4.2 }, { introduced: 2.0.1, fixed: 2.1.1 }]",
      "changed, material: affected versions of widget, from 2.0.1, before 2.1.1, added",
    ],
    ["severity:", "aliases: [CVE-2026-12345]\nseverity:", "changed, material: alias CVE-2026-12345 added"],
    [
      "severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N]\n",
      "",
      "changed, material: CVSS vector CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N removed",
    ],
    [
      "severity:",
      "withdrawn: { at: 2026-11-20T11:00Z, reason: A duplicate. }\nseverity:",
      "changed, material: advisory withdrawn: A duplicate.",
    ],
    [
      "severity:",
      "timeline: [{ at: 2026-11-02T09:00Z, event: reported }]\nseverity:",
      "changed, material: step of the disclosure reported (2026-11-02) added",
    ],
    ["severity:", "# a comment\nseverity:", "same, no change: "],
  ])("of %s to %s is told as it is", async (from, to, expected) => {
    expect(await change(from, to)).toEqual([expected]);
  });

  test("is no change where lines are broken in another way", async () => {
    expect(await change("outside of", "outside\nof")).toEqual(["same, no change: "]);
  });

  test("counts for modified by the time of its commit", async () => {
    const made = repository(start, publish);
    expect(clock((await state(made)).modified)).toBe("10:00");
    made.commit(commit("11:00", PUBLIC.replace("1.4.2", "1.4.3")));
    expect(clock((await state(made)).modified)).toBe("11:00");
    made.commit(
      commit(
        "11:30",
        PUBLIC.replace("1.4.2", "1.4.3").replace(
          "severity:",
          "timeline: [{ at: 2026-11-02T09:00Z, event: reported }]\nseverity:",
        ),
      ),
    );
    expect(clock((await state(made)).modified)).toBe("11:30");
  });

  test("does not count where its commit is ignored, or declared editorial", async () => {
    const made = repository(start, publish);
    const hash = made.commit(commit("11:00", PUBLIC.replace("1.4.2", "1.4.3")));
    made.commit(commit("12:00", PUBLIC.replace("1.4.2", "1.4.4"), "Typo\n\nChange: editorial"));
    made.write(".audit-ignore-revs", `${hash}\n`);
    const { modified, changes } = await state(made);
    expect(clock(modified)).toBe("10:00");
    expect(changes.map(({ kind }) => kind)).toEqual(["published"]);
  });

  test("counts where its commit is declared material", async () => {
    const text = PUBLIC.replace(
      "severity:",
      "timeline: [{ at: 2026-11-02T09:00Z, event: reported }]\nseverity:",
    );
    const made = repository(start, publish, commit("11:00", text, "Said by mail\n\nChange: material"));
    expect(clock((await state(made)).modified)).toBe("11:00");
  });

  test("does not count before it is committed", async () => {
    const made = repository(start, publish);
    made.write(FILE, PUBLIC.replace("1.4.2", "1.4.3"));
    const { modified, changes, record } = await state(made);
    expect([clock(modified), changes.length]).toEqual(["10:00", 1]);
    expect(record.affected[0]?.ranges[0]?.fixed).toBe("1.4.3");
  });

  test("is numbered, and a withdrawal is one of its own kind", async () => {
    const withdrawn = "withdrawn: { at: 2026-11-20T12:00Z, reason: A duplicate. }\nseverity:";
    const made = repository(
      start,
      publish,
      commit("11:00", PUBLIC.replace("1.4.2", "1.4.3")),
      commit("12:01", PUBLIC.replace("1.4.2", "1.4.3").replace("severity:", withdrawn)),
    );
    const { changes, isWithdrawn } = await state(made);
    expect(changes.map(({ number, kind, at, words }) => [number, kind, clock(at), words])).toEqual([
      [1, "published", "10:00", []],
      [2, "changed", "11:00", ["fixed version of widget changed from 1.4.2 to 1.4.3"]],
      [3, "withdrawn", "12:01", ["advisory withdrawn: A duplicate."]],
    ]);
    expect(isWithdrawn).toBe(true);
  });

  test("is none where an old advisory was committed as it is, withdrawn", async () => {
    const old = PUBLIC.replace("published: 2026-11-20T10:00Z", "published: 2025-01-02T10:00Z").replace(
      "severity:",
      "modified: 2025-03-04T10:00Z\nwithdrawn: { at: 2025-02-03T10:00Z, reason: none }\nseverity:",
    );
    const { changes, modified } = await state(repository(start, commit("11:00", old)));
    expect(
      changes.map(({ number, kind, at }) => [number, kind, new Date(at).toISOString().slice(0, 10)]),
    ).toEqual([
      [1, "published", "2025-01-02"],
      [2, "withdrawn", "2025-02-03"],
    ]);
    expect(new Date(modified).toISOString()).toBe("2025-03-04T10:00:00.000Z");
  });
});
