import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import type { RecordHistory, Revision } from "../../src/history/revision.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { staleView } from "../../src/views/audit/mark.ts";
import { auditIndex } from "../../src/views/audit.ts";
import { smallSite } from "../site/build.ts";
import { repository, type ScriptedCommit, type TestRepository } from "../site/repository.ts";

const ID = "2026-11-02-uploads";
const FILE = `content/postmortems/${ID}.mdx`;

/** What must be in no output: in a text, a title and the subject of a commit. */
const SECRET = "KRAKENHAUS";

const INCIDENT = `---
title: Uploads failing
severity: minor
impact:
  - { service: uploads, level: major, from: 2026-11-02T10:00Z, to: 2026-11-02T11:00Z }
---

## Investigating — 2026-11-02 10:05 UTC

Uploads fail.

## Resolved — 2026-11-02 11:10 UTC

Uploads work.
`;

/** A report with a status and action items, each `id due`. */
function report(status: string, ...actions: readonly string[]): string {
  const items = actions.map((text) => {
    const [id = "", due] = text.split(" ");
    const when = due === undefined ? "noDueReason: Nobody knows" : `due: ${due}`;
    return `\n  - { id: ${id}, title: Do ${id}, kind: prevent, factors: [disk], owner: ann, ${when} }`;
  });
  return `---
title: A full disk stopped uploads
summary: Nobody could upload for an hour.
incidents: [2026-11-02-uploads]
status: ${status}
owner: ann
published: 2026-11-05T10:00Z
type: service-outage
trigger: capacity-exhaustion
times:
  impactStart: 2026-11-02T10:00Z
  detected: 2026-11-02T10:05Z
  declared: 2026-11-02T10:05Z
  mitigated: 2026-11-02T10:50Z
  impactEnd: 2026-11-02T11:00Z
  resolved: 2026-11-02T11:10Z
detection: { source: user-report, usersFirst: yes }
impact: { userFacing: yes, data: none, statement: Uploads failed. }
factors:
  - { id: disk, category: capacity, summary: The disk was full. }
mitigation: Old files were deleted.
resolution: A larger disk.
${items.length === 0 ? "noActionsReason: Nothing is left to do." : `actions:${items.join("")}`}
---

## What happened

The disk was full.
`
    .replaceAll("usersFirst: yes", 'usersFirst: "yes"')
    .replaceAll("userFacing: yes", 'userFacing: "yes"');
}

const FINAL = report("final");
const DRAFT = report("draft")
  .replace("A full disk", `${SECRET} or how a disk`)
  .replace("The disk was", `${SECRET} was`);

const start: ScriptedCommit = {
  at: "2026-11-02T12:00:00Z",
  message: "Begin",
  files: {
    ...smallSite,
    "content/people.yaml": "ann: { consent: handle }\n",
    "incidents/2026-11-02-uploads.md": INCIDENT,
  },
};

/** A commit on a day of the month that makes the report's file what it is given. */
function commit(day: number, text: string | null, message = "Change", file = FILE): ScriptedCommit {
  return { at: `2026-11-${String(day).padStart(2, "0")}T12:00:00Z`, message, files: { [file]: text } };
}

async function model(made: TestRepository): Promise<SiteModel> {
  return (await loadModel(made.root, { now: Date.parse("2026-11-20T20:00Z") })).model;
}

function historyOf({ history }: SiteModel, id = ID): RecordHistory | undefined {
  return history.byRecord.get(`postmortem:${id}`);
}

function line({ kind, counts, material, changes, unreadable, from }: Revision): string {
  const weight = counts ? (material ? "material" : "editorial") : "no change";
  const words = unreadable ? unreadable.problem.message : changes.map(({ text }) => text).join("; ");
  return `${kind}${from === undefined ? "" : ` from ${from}`}, ${weight}: ${words}`;
}

/** The revisions in short: kind, whether facts changed, and the words. */
function told(site: SiteModel, id = ID): string[] {
  return historyOf(site, id)?.revisions.map(line) ?? [];
}

/** Where the model holds the secret: in any text, in the bytes of any file that is shown. */
function leaks(site: SiteModel): string[] {
  const found: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value instanceof Uint8Array) walk(new TextDecoder("latin1").decode(value), path);
    else if (value instanceof Map) for (const [key, one] of value) walk([key, one], `${path}.${key}`);
    else if (typeof value === "string" && value.includes(SECRET)) found.push(path);
    else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        if (!path.endsWith(".commit") || key !== "changes") walk(one, `${path}.${key}`);
      }
    }
  };
  // Of the files with mistakes, their number is shown.
  const { problems: _, leftOut: _files, ...shown } = site;
  walk(shown, "");
  return found;
}

/** Kinds and ids of everything that the list of changes tells of. */
function audited(site: SiteModel): string[] {
  const { uncommitted, months } = auditIndex(site);
  const entries = [...uncommitted, ...[...months.values()].flat().flatMap((one) => one.entries)];
  return entries.map(({ record }) => `${record.kind} ${record.id}`);
}

function slips(site: SiteModel, id: string): string[] {
  return (historyOf(site)?.actions.get(id)?.slips ?? []).map(
    ({ at, from, to, commit: hash }) =>
      `${from} to ${to} on ${new Date(at).toISOString().slice(0, 10)}${hash === undefined ? ", uncommitted" : ""}`,
  );
}

function opened(site: SiteModel, id: string): string | undefined {
  const at = historyOf(site)?.actions.get(id)?.opened;
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 10);
}

describe("A draft of a postmortem", () => {
  test("has no history, and is nowhere in the model", async () => {
    const made = repository(start, commit(3, DRAFT, `Draft ${SECRET}`));
    made.write(`content/postmortems/${SECRET}.md`, DRAFT);
    const site = await model(made);
    expect(told(site)).toEqual([]);
    expect(audited(site).filter((one) => one.startsWith("postmortem"))).toEqual([]);
    expect([site.postmortems, leaks(site)]).toEqual([[], []]);
  });

  test("that is deleted or renamed, which is not committed yet, is named nowhere", async () => {
    const made = repository(start, {
      at: "2026-11-03T10:00:00Z",
      files: { [`content/postmortems/2026-11-02-${SECRET}.mdx`]: DRAFT },
    });
    made.write(`content/postmortems/2026-11-02-${SECRET}.mdx`, null);
    const deleted = await model(made);
    expect([audited(deleted).filter((one) => one.startsWith("postmortem")), leaks(deleted)]).toEqual([
      [],
      [],
    ]);
    made.write(`content/postmortems/2026-11-02-other-${SECRET}.mdx`, DRAFT);
    const renamed = await model(made);
    expect([audited(renamed).filter((one) => one.startsWith("postmortem")), leaks(renamed)]).toEqual([
      [],
      [],
    ]);
  });

  test("that is published later shows nothing of what it was before", async () => {
    const made = repository(
      start,
      commit(3, DRAFT, `Draft ${SECRET}`),
      commit(4, `broken ${SECRET}`, SECRET),
      commit(5, DRAFT.replace("status: draft", "status: final\nstatus: draft"), SECRET),
      commit(6, DRAFT.replace("status: draft", `status: final\nkraken: ${SECRET}`), SECRET),
      commit(7, FINAL, "Publish"),
    );
    const site = await model(made);
    expect(told(site)).toEqual(["added, material: "]);
    expect(leaks(site)).toEqual([]);
    expect(historyOf(site)).toMatchObject({
      title: "A full disk stopped uploads",
      published: Date.parse("2026-11-07T12:00:00Z"),
    });
  });

  test.each([
    ["another name", `content/postmortems/${SECRET}.mdx`],
    ["another ending", `content/postmortems/${ID}.md`],
    ["a folder of its own", `content/postmortems/${SECRET}/${ID}.mdx`],
    ["a folder of a later version", `content/pages/${SECRET}.mdx`],
    ["the folder of incidents", `incidents/${SECRET}.md`],
    ["the folder of advisories", `advisories/${SECRET}.md`],
  ])("that was written under %s shows nothing of it", async (_, file) => {
    const made = repository(start, commit(3, DRAFT.replaceAll(SECRET, ""), SECRET, file));
    expect(leaks(await model(made))).toEqual([]);
    made.commit({
      at: "2026-11-05T12:00:00Z",
      message: "Publish",
      moves: { [file]: FILE },
      files: { [FILE]: FINAL },
    });
    const site = await model(made);
    expect(told(site)).toEqual(["added, material: "]);
    expect(leaks(site)).toEqual([]);
  });

  test.each(["incidents/2026/x.md", "content/services/x.md", "advisories/x.md", "content/glossary/x.md"])(
    "that lies at %s is none of the records there, and is told to its authors",
    async (file) => {
      const made = repository(
        start,
        commit(3, DRAFT.replace(/^title:/m, "name: x\ngroup: all\ntitle:"), SECRET, file),
      );
      const site = await model(made);
      expect(leaks(site)).toEqual([]);
      expect(audited(site).filter((one) => one.endsWith(" x"))).toEqual([]);
      expect(site.problems.filter((one) => one.file === file).map(({ code }) => code)).toEqual([
        "file-unexpected",
      ]);
    },
  );

  test("that was written on a branch shows nothing of it after the merge", async () => {
    const made = repository(start);
    made.git("checkout", "-q", "-b", "review");
    made.commit(commit(3, DRAFT, SECRET));
    made.commit(commit(4, FINAL, "Publish"));
    made.git("checkout", "-q", "main");
    made.commit({ at: "2026-11-04T12:30:00Z", files: { "incidents/README.md": "Other work.\n" } });
    made.git("merge", "-q", "--no-ff", "-m", "Merge the report", "review");
    const site = await model(made);
    expect(told(site)[0]).toBe("added, material: ");
    expect(leaks(site)).toEqual([]);
  });
});

describe("A public postmortem", () => {
  test("that is a draft again stays as it was, and nothing is told of that", async () => {
    const made = repository(start, commit(5, FINAL, "Publish"), commit(6, DRAFT, `Take back ${SECRET}`));
    const site = await model(made);
    expect(told(site)).toEqual(["added, material: "]);
    expect(leaks(site)).toEqual([]);
    expect(site.postmortemsById.get(ID)?.record.status).toBe("final");
    const shown = site.postmortemsById.get(ID)?.record;
    expect(shown && staleView(site, "postmortem", shown)).toMatchObject({
      text: "The newest change is not public; showing the version of",
      time: { iso: "2026-11-05T12:00:00Z" },
    });
    expect(site.problems.map(({ code }) => code)).toContain("report-withdrawn");
  });

  test("that was a draft in between is compared with what was public before", async () => {
    const again = FINAL.replace("A larger disk.", "Two larger disks.");
    const made = repository(
      start,
      commit(5, FINAL),
      commit(6, DRAFT, `Take back ${SECRET}`),
      commit(7, DRAFT.replace("draft", "draft "), SECRET),
      commit(8, DRAFT.replace("title:", "title: :"), SECRET),
      commit(9, DRAFT.replace("status: draft", `status: final\nkraken: ${SECRET}`), SECRET),
      commit(10, again, "Publish again"),
    );
    const site = await model(made);
    expect(told(site)).toEqual([
      "added, material: ",
      'changed, editorial: resolution changed from "A larger disk." to "Two larger disks."',
    ]);
    expect(leaks(site)).toEqual([]);
  });

  test("that was a draft under another name in between shows nothing of that name", async () => {
    const draft = `content/postmortems/${SECRET}.mdx`;
    const moved = `content/postmortems/${ID}-2.mdx`;
    const made = repository(
      start,
      commit(5, FINAL),
      { at: "2026-11-06T12:00:00Z", moves: { [FILE]: draft }, files: { [draft]: DRAFT } },
      { at: "2026-11-07T12:00:00Z", moves: { [draft]: moved }, files: { [moved]: FINAL } },
    );
    const site = await model(made);
    expect(told(site, `${ID}-2`)).toEqual(["added, material: ", `moved from ${FILE}, no change: `]);
    expect(leaks(site)).toEqual([]);
  });

  test("does not show as the beginning of a branch what it hid", async () => {
    const broken = (text: string): string => FINAL.replace("status: final", `status: final\nkraken: ${text}`);
    const made = repository(start, commit(5, FINAL), commit(6, DRAFT), commit(7, broken(SECRET)));
    made.git("checkout", "-q", "-b", "side");
    made.git("checkout", "-q", "main");
    made.commit(commit(8, FINAL));
    made.git("checkout", "-q", "side");
    made.commit(commit(9, broken("other")));
    made.git("checkout", "-q", "main");
    made.git("merge", "-q", "-s", "ours", "--no-ff", "-m", "Merge", "side");
    expect(leaks(await model(made))).toEqual([]);
  });

  test.each([
    ["says that it is final", "status: final", true],
    ["says so with a comment", 'status: "in-review" # soon', true],
    ["says nothing", "", false],
    ["says so with quotes around the key", '"status": draft', false],
    ["says both", "status: final\nstatus: draft", false],
    ["is in a conflict", "<<<<<<< a\nstatus: final\n=======\nstatus: draft\n>>>>>>> b", false],
    ["says so in its text alone", `x: y\n---\nstatus: final\n`, false],
  ])("that cannot be read and %s", async (_, status, isShown) => {
    const broken = FINAL.replace("status: final", `${status}\nkraken: ${SECRET}`);
    const made = repository(start, commit(5, FINAL), commit(6, broken, "Edit"), commit(7, FINAL));
    const site = await model(made);
    expect(leaks(site).length > 0).toBe(isShown);
    expect(told(site).length).toBe(isShown ? 3 : 2);
  });

  test("that is deleted stays, with its history", async () => {
    const made = repository(start, commit(5, FINAL), commit(6, DRAFT), commit(7, null, "Delete"));
    const site = await model(made);
    expect(site.postmortemsById.get(ID)?.record.title).toBe("A full disk stopped uploads");
    expect(told(site)).toEqual(["added, material: ", "removed, material: "]);
    expect(site.problems.map(({ code }) => code)).toContain("record-removed");
    expect(leaks(site)).toEqual([]);
  });

  test("keeps its history when its ending changes", async () => {
    const old = `content/postmortems/${ID}.md`;
    const made = repository(start, commit(5, FINAL, "Publish", old), {
      at: "2026-11-06T12:00:00Z",
      moves: { [old]: FILE },
    });
    const site = await model(made);
    expect(told(site)).toEqual(["added, material: ", `moved from ${old}, no change: `]);
    expect(historyOf(site)?.published).toBe(Date.parse("2026-11-05T12:00:00Z"));
  });
});

describe("The version of what readers see", () => {
  const versions = async (
    ...edits: readonly (readonly [file: string, text: string])[]
  ): Promise<string[]> => {
    const made = repository(start, commit(5, FINAL));
    const found = [(await model(made)).origin.version];
    for (const [file, text] of edits) {
      made.write(file, text);
      found.push((await model(made)).origin.version);
    }
    return found;
  };

  test("is another one with a report or a term of the glossary, and the same with a draft", async () => {
    const [first, draft, edited, term] = await versions(
      ["content/postmortems/other.md", DRAFT],
      [FILE, FINAL.replace("A larger disk", "Two disks")],
      ["content/glossary/disk.md", "---\nterm: Disk\nshort: Where files lie.\n---\n"],
    );
    expect(draft).toBe(first);
    expect(new Set([first, edited, term]).size).toBe(3);
  });

  test("is another one once an action item is overdue", async () => {
    const made = repository(start, commit(5, report("final", "a 2026-11-10")));
    const at = async (now: string): Promise<string> =>
      (await loadModel(made.root, { now: Date.parse(now) })).model.origin.version;
    const [early, later, overdue] = await Promise.all(
      ["2026-11-09T12:00Z", "2026-11-10T12:00Z", "2026-11-12T12:00Z"].map(at),
    );
    expect(later).toBe(early);
    expect(overdue).not.toBe(early);
  });
});

describe("An action item", () => {
  test("is open since the first public version that names it", async () => {
    const made = repository(
      start,
      commit(3, report("draft", "early 2026-11-20")),
      commit(5, report("in-review", "early 2026-11-20")),
      commit(7, report("final", "early 2026-11-20", "late 2026-12-01")),
      commit(8, report("final", "early 2026-11-20")),
      commit(9, report("final", "early 2026-11-20", "late 2026-12-01")),
    );
    const site = await model(made);
    expect([opened(site, "early"), opened(site, "late")]).toEqual(["2026-11-05", "2026-11-07"]);
    // The report says itself that it was published two hours before git knew it.
    expect(site.postmortemsById.get(ID)?.actions.map(({ opened: at }) => at)).toEqual([
      Date.parse("2026-11-05T10:00:00Z"),
      Date.parse("2026-11-07T12:00:00Z"),
    ]);
    expect(told(site)[1]).toBe(
      'changed, material: status changed from in review to final; action "Do late", due 2026-12-01, added',
    );
  });

  test("is known from nowhere after a bulk import", async () => {
    const made = repository(start);
    const hash = made.commit(commit(5, report("final", "a 2026-11-20")));
    made.commit(commit(6, report("final", "a 2026-11-20", "b 2026-11-21")));
    made.write(".audit-ignore-revs", `${hash}\n`);
    const site = await model(made);
    expect([historyOf(site)?.actions.has("a"), opened(site, "a"), opened(site, "b")]).toEqual([
      true,
      undefined,
      "2026-11-06",
    ]);
  });

  test("slips with each move to a later day, and with nothing else", async () => {
    const made = repository(
      start,
      commit(3, report("draft", "a 2026-11-01")),
      commit(4, report("draft", "a 2026-11-10")),
      commit(5, report("final", "a 2026-11-10")),
      commit(6, report("final", "a 2026-11-12")),
      commit(7, report("final", "a 2026-11-11")),
      commit(8, report("final", "a")),
      commit(9, report("final", "a 2026-11-15")),
      commit(10, report("draft", "a 2026-11-18")),
      commit(11, report("final", "a 2026-11-19")),
      commit(12, "broken"),
      commit(13, report("final")),
      commit(14, report("final", "a 2026-11-25")),
    );
    made.write(FILE, report("final", "a 2026-11-30"));
    const site = await model(made);
    expect(slips(site, "a")).toEqual([
      "2026-11-10 to 2026-11-12 on 2026-11-06",
      "2026-11-11 to 2026-11-15 on 2026-11-09",
      "2026-11-15 to 2026-11-19 on 2026-11-11",
      "2026-11-19 to 2026-11-25 on 2026-11-14",
      "2026-11-25 to 2026-11-30 on 2026-11-20, uncommitted",
    ]);
    expect(told(site)[1]).toBe('changed, material: action "a": due day moved from 2026-11-10 to 2026-11-12');
  });

  test("does not slip by a bulk edit, nor again by the merge of the branch on which it did", async () => {
    const other = "content/postmortems/other.mdx";
    const made = repository(start, commit(5, report("final", "a 2026-11-10")));
    made.git("checkout", "-q", "-b", "later");
    made.commit(commit(6, report("final", "a 2026-11-12")));
    made.git("checkout", "-q", "main");
    made.commit(commit(7, report("final", "a 2026-11-10").replace("A larger disk.", "Two disks.")));
    made.git("merge", "-q", "--no-ff", "-m", "Merge", "later");
    const hash = made.commit(
      commit(9, report("final", "a 2026-11-14").replace("A larger disk.", "Two disks.")),
    );
    made.commit(commit(10, report("draft", "a 2026-11-15"), SECRET, other));
    made.write(".audit-ignore-revs", `${hash}\n`);
    expect(slips(await model(made), "a")).toEqual(["2026-11-10 to 2026-11-12 on 2026-11-06"]);
  });

  test("of two with one id is the first, and odd ids are data", async () => {
    const made = repository(
      start,
      commit(5, report("final", "constructor 2026-11-10")),
      commit(6, report("final", "constructor 2026-11-11", "toString 2026-11-12")),
    );
    const site = await model(made);
    expect([slips(site, "constructor"), slips(site, "toString")]).toEqual([
      ["2026-11-10 to 2026-11-11 on 2026-11-06"],
      [],
    ]);
  });
});
