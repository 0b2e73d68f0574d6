import { describe, expect, test } from "vitest";
import type { AuditCommit } from "../../src/history/commit.ts";
import {
  historyKey,
  nothingWithheld,
  type RecordHistory,
  type Revision,
  type SiteHistory,
  withoutHistory,
} from "../../src/history/revision.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Records } from "../../src/records/load.ts";
import type { Person } from "../../src/records/schema/person.ts";
import { comparer } from "../../src/views/audit/diff.ts";
import { trailSubjects, trailView } from "../../src/views/audit/trail.ts";
import { shownSubject, withheldBytes, withhold, withholdAll } from "../../src/views/audit/withhold.ts";
import { auditIndex, auditMonthView, auditView } from "../../src/views/audit.ts";
import { incidentView } from "../../src/views/incident.ts";
import { statusView } from "../../src/views/status.ts";
import { at, type Facts, incident, origin, records, service, site } from "../model/record.ts";

const hashOf = (digit: string): string => digit.repeat(40);

function commit(digit: string, time: string, facts: Partial<AuditCommit> = {}): AuditCommit {
  return {
    hash: hashOf(digit),
    at: at(time),
    authored: at(time),
    author: { name: "Never Shown", email: "never@example.org" },
    subject: "Subject",
    declared: undefined,
    signature: "unsigned",
    merge: false,
    ignored: false,
    changes: [],
    ...facts,
  };
}

function revision(own: AuditCommit | undefined, facts: Partial<Revision> = {}): Revision {
  return {
    commit: own,
    by: "Ann",
    kind: "changed",
    path: "incidents/a.md",
    from: undefined,
    bytes: new TextEncoder().encode("text"),
    changes: [],
    counts: true,
    material: false,
    unreadable: undefined,
    ...facts,
  };
}

function recordHistory(revisions: readonly Revision[], facts: Partial<RecordHistory> = {}): RecordHistory {
  return {
    kind: "incident",
    id: "a",
    firstId: "a",
    title: "a",
    file: "incidents/a.md",
    revisions,
    published: undefined,
    modified: undefined,
    updates: new Map(),
    actions: new Map(),
    ...facts,
  };
}

function historyOf(...own: readonly RecordHistory[]): SiteHistory {
  return {
    state: "on",
    records: own,
    byRecord: new Map(own.map((one) => [historyKey(one.kind, one.id), one])),
    withheld: nothingWithheld,
  };
}

function model(history: SiteHistory, facts: Partial<Records> = {}, ...more: readonly Facts[]): SiteModel {
  const first = {
    id: "a",
    impact: ["api major 10:00 11:00"],
    updates: ["investigating 10:05", "resolved 11:00"],
  };
  return buildModel(
    records({
      site: site({ repository: { url: "https://git.example.org/x" } }),
      services: [service("api")],
      incidents: [first, ...more].map(incident),
      ...facts,
    }),
    origin,
    at("12:00"),
    history,
  );
}

const people = new Map<string, Person>([
  ["eve", { name: "Eve Adams", consent: "anonymous", git: ["eve@example.org"] }],
  ["eve-smith", { consent: "handle" }],
]);

describe("Who wants to be anonymous", () => {
  const hide = withhold(model(historyOf(), { people }));

  test.each([
    ["Posted-by: eve", "Posted-by: [withheld]"],
    ["Eve's note, (EVE), eve-led, @eve.", "[withheld]'s note, ([withheld]), [withheld]-led, @[withheld]."],
    ["Eve Adams <eve@example.org>", "[withheld] <[withheld]>"],
    ["evening, steve, eve_x, eve1, evé", "evening, steve, eve_x, eve1, evé"],
    ["eve-smith and eve", "eve-smith and [withheld]"],
    ["e\ufffdv\ufffde\ufffd", "[withheld]"],
    ["nothing \ufffd here", "nothing \ufffd here"],
  ])("is withheld as a whole word: %s", (text, shown) => {
    expect(hide(text)).toBe(shown);
  });

  test("is withheld as a report credits them, in the history of that report alone", () => {
    const history = {
      ...historyOf(),
      withheld: {
        addresses: new Set(["https://intern.example.org/eve"]),
        credits: new Map([["a-report", new Set(["zed", "Hidden Works"])]]),
      },
    };
    const own = new Map<string, Person>([...people, ["zed", { name: "Zed Zealous", consent: "public" }]]);
    const site = model(history, { people: own });
    const text = "zed, Zed Zealous, hidden works, eve at https://intern.example.org/eve/a";
    const everywhere = "zed, Zed Zealous, hidden works, [withheld] at [restricted]";
    const report = { kind: "postmortem", id: "A-report" } as const;
    expect(withhold(site, report)(text)).toBe(
      "[withheld], [withheld], [withheld], [withheld] at [restricted]",
    );
    expect(withhold(site, { kind: "incident", id: "a-report" })(text)).toBe(everywhere);
    expect(withhold(site)(text)).toBe(everywhere);
    expect(withholdAll(site, [{ kind: "service", id: "b" }, report])("zed and eve")).toBe(
      "[withheld] and [withheld]",
    );
  });

  test("is withheld from the bytes of a file, which otherwise stay as they are", () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    expect(withheldBytes(hide, bytes("by eve"))).toEqual({ bytes: bytes("by [withheld]"), withheld: true });
    const odd = new Uint8Array([0xff, 0x0d, 0x0a, 0x00]);
    expect(withheldBytes(hide, odd).bytes).toBe(odd);
    const utf16 = new Uint8Array(Buffer.from("\ufeffby eve", "utf16le"));
    expect(withheldBytes(hide, utf16).withheld).toBe(true);
  });

  test("costs nothing where nobody does, and little where handles are odd", () => {
    const text = "a".repeat(100);
    expect(withhold(model(historyOf()))(text)).toBe(text);
    const odd = new Map<string, Person>([["a.b", { consent: "anonymous" }]]);
    expect(withhold(model(historyOf(), { people: odd }))("axb a.b")).toBe("axb [withheld]");
  });

  test("is not shown in any text while people.yaml cannot be read", () => {
    const problem = { ...unreadableProblem, file: "content/people.yaml" };
    const changed = revision(commit("1", "10:00"), {
      changes: [{ text: "summary changed", material: false, words: { before: "a", after: "b" } }],
      unreadable: { problem: unreadableProblem, text: "eve", before: "" },
    });
    const view = trailView(model(historyOf(recordHistory([changed])), { problems: [problem] }), subject);
    const [one] = view.revisions;
    expect([one?.text, one?.changes[0]?.diff, one?.unreadable?.diff, one?.commit?.subject]).toEqual([
      undefined,
      undefined,
      undefined,
      "",
    ]);
  });
});

const unreadableProblem = {
  code: "key-unknown",
  severity: "error",
  file: "incidents/a.md",
  line: 3,
  column: 1,
  message: 'There is no key "servces".',
  found: '"servces"',
  expected: "services",
  hint: "",
  leavesOut: false,
} as const;

const subject = { kind: "incident", id: "a" } as const;

describe("The subject of a commit", () => {
  const same = (text: string): string => text;

  test.each([
    ["Thanks to <ann@example.org>, bob@example.co.uk!", "Thanks to <[address]>, [address]"],
    ["Use actions/checkout@v4 and @types/node", "Use actions/checkout@v4 and @types/node"],
    [`${"x".repeat(300)}`, `${"x".repeat(200)}…`],
  ])("loses addresses of mail and its end where it is endless", (text, shown) => {
    expect(shownSubject(same, text)).toBe(shown);
  });
});

describe("A difference", () => {
  const diff = (before: string, after: string): string[] =>
    comparer()(before, after).segments.map(
      ({ kind, text }) => `${{ same: " ", skip: "~", insert: "+", delete: "-" }[kind]}${text}`,
    );

  test("marks words, and takes neighbours together", () => {
    expect(diff("Uploads fail for all users.", "Uploads fail for some people.")).toEqual([
      " Uploads fail for ",
      "-all users",
      "+some people",
      " .",
    ]);
  });

  test("is all new or all gone where there was or is nothing", () => {
    expect(diff("", "new")).toEqual(["+new"]);
    expect(diff("old", "")).toEqual(["-old"]);
  });

  test("leaves out what did not change far from what did", () => {
    const words = Array.from({ length: 200 }, (_, index) => `word${index}`).join(" ");
    const { segments } = comparer()(`x ${words} y ${words}`, `x ${words} z ${words}`);
    expect(segments.map(({ kind }) => kind)).toEqual(["skip", "same", "delete", "insert", "same", "skip"]);
    expect(segments.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(320);
  });

  test("is shown before and after where words and lines are too many to be compared", () => {
    const words = (letter: string): string =>
      Array.from({ length: 5000 }, (_, index) => `${letter}${index}`).join("\n");
    const view = comparer()(words("a"), words("b"));
    expect(view.segments.map(({ kind }) => kind)).toEqual(["delete", "insert"]);
    expect([view.large, view.omitted > 0]).toEqual([true, true]);
  });

  test("does not depend on the machine's speed, and a page has only so many of the costly ones", () => {
    const words = (letter: string): string =>
      Array.from({ length: 900 }, (_, index) => `${letter}${index}`).join("\n");
    const compare = comparer();
    for (let index = 0; index < 60; index++) compare(words("a"), words("b"));
    expect(compare("a b", "a c").segments).toEqual([
      { kind: "delete", text: "a b" },
      { kind: "insert", text: "a c" },
    ]);
  });

  test("of few words is open, of many lines folded", () => {
    expect(comparer()("a", "b")).toMatchObject({ large: false, size: "1 line" });
    expect(comparer()("", "a\n".repeat(50))).toMatchObject({ large: true, size: "51 lines" });
  });
});

describe("A revision", () => {
  const viewOf = (...revisions: Revision[]) => trailView(model(historyOf(recordHistory(revisions))), subject);

  test("names commit, author, signature and what changed, newest first, and never the commit's own author", () => {
    const first = revision(commit("1", "10:00"), { kind: "added", material: true });
    const second = revision(commit("2", "10:12", { signature: "verified", authored: at("08:00") }), {
      by: undefined,
      changes: [
        { text: "severity raised from minor to major", material: true },
        { text: "text of update 1 changed", material: false, words: { before: "a", after: "b" } },
      ],
    });
    const view = viewOf(first, second);
    expect(view.count).toBe("2 revisions, newest first.");
    expect(view.revisions.map(({ word, anchor, by, written }) => [word, anchor, by, written?.text])).toEqual([
      ["Changed", "r-222222222222", undefined, "20 Nov 2026, 08:00 UTC"],
      ["Added", "r-111111111111", "Ann", undefined],
    ]);
    expect(view.revisions[0]?.commit).toEqual({
      hash: hashOf("2"),
      short: "2222222",
      href: `https://git.example.org/x/commit/${hashOf("2")}`,
      subject: "Subject",
      signature: { state: "verified", text: "signature verified" },
    });
    expect(
      view.revisions[0]?.changes.map(({ text, material, diff }) => [text, material, diff?.segments.length]),
    ).toEqual([
      ["severity raised from minor to major", true, undefined],
      ["text of update 1 changed", false, 2],
    ]);
    expect(view.revisions[0]?.text).toEqual({
      href: "/incidents/a/history/222222222222.txt",
      withheld: false,
    });
    expect(JSON.stringify(view)).not.toContain("Never Shown");
  });

  test.each<[string, AuditCommit | undefined, Partial<Revision>, string, string[]]>([
    [
      "a move",
      commit("1", "10:00"),
      { kind: "moved", from: "incidents/b.md", counts: false },
      "Moved",
      ["Moved from incidents/b.md to incidents/a.md: counts as no change."],
    ],
    [
      "a move with an edit",
      commit("1", "10:00"),
      { from: "incidents/b.md" },
      "Changed",
      ["Moved from incidents/b.md to incidents/a.md."],
    ],
    [
      "a bulk edit",
      commit("1", "10:00", { ignored: true }),
      { counts: false },
      "Changed",
      ["Bulk edit: counts as no change."],
    ],
    [
      "white space",
      commit("1", "10:00"),
      { kind: "same", counts: false },
      "No change",
      ["Says the same: only white space, encoding or file mode changed."],
    ],
    [
      "a merge",
      commit("1", "10:00", { merge: true }),
      { kind: "same", counts: false },
      "No change",
      ["Joins two lines of work."],
    ],
    ["a deletion", commit("1", "10:00"), { kind: "removed", bytes: undefined }, "Removed", []],
    ["a return", commit("1", "10:00"), { kind: "restored" }, "Restored", []],
    ["what is not committed", undefined, {}, "Changed", []],
  ])("says what it is: %s", (_name, own, facts, word, notes) => {
    const [view] = viewOf(revision(own, facts)).revisions;
    expect([view?.word, view?.notes]).toEqual([word, notes]);
    expect(view?.revision).toBe(own?.hash ?? "uncommitted");
    expect(view?.anchor).toBe(own ? "r-111111111111" : "uncommitted");
  });

  test("that is no record says why, and shows its text", () => {
    const [view] = viewOf(
      revision(commit("1", "10:00"), {
        unreadable: { problem: unreadableProblem, text: "servces: [api]", before: "services: [api]" },
      }),
    ).revisions;
    expect([view?.word, view?.unreadable?.message, view?.unreadable?.detail]).toEqual([
      "Could not be read",
      'There is no key "servces".',
      'Line 3: found "servces"; expected services.',
    ]);
    expect(view?.unreadable?.diff?.segments.map(({ text }) => text)).toEqual([
      "services",
      "servces",
      ": [api]",
    ]);
  });

  test("of a record that git does not know is none", () => {
    const view = trailView(model(historyOf()), subject);
    expect([view.revisions, view.file]).toEqual([[], "incidents/a.md"]);
  });

  test("has a page only where there is a history", () => {
    expect(trailSubjects(model(historyOf()))).toEqual([
      subject,
      { kind: "service", id: "api" },
      { kind: "site", id: "site" },
    ]);
    expect(trailSubjects(model(withoutHistory("off")))).toEqual([]);
  });
});

describe("The pages of changes", () => {
  test("announce the feed of changes in every format, before that of everything", () => {
    const own = model(historyOf(recordHistory([revision(commit("1", "10:00"))])));
    const index = auditIndex(own);
    for (const { page } of [auditView(own, index), auditMonthView(own, index, "2026-11")]) {
      expect(page.feeds.map(({ type, href }) => `${type} ${href}`)).toEqual([
        "application/atom+xml /audit/feed.atom",
        "application/rss+xml /audit/feed.rss",
        "application/feed+json /audit/feed.json",
        "application/atom+xml /feed.atom",
        "application/rss+xml /feed.rss",
        "application/feed+json /feed.json",
      ]);
    }
  });
});

describe("A mark", () => {
  const edit = (digit: string, time: string) => ({ at: at(time), commit: hashOf(digit), material: false });
  const anchor = "update-2026-11-20T10:05";
  const markOf = (facts: object) => {
    const mark = {
      id: anchor,
      former: [],
      published: at("10:10"),
      edits: [],
      uncommitted: undefined,
      ...facts,
    };
    const own = recordHistory([], { updates: new Map([[anchor, mark]]) });
    const view = model(historyOf(own));
    const timeline = view.timelinesById.get("a");
    return timeline && incidentView(view, timeline).updates.find((one) => one.anchor === anchor)?.mark;
  };

  test.each([
    [{ edits: [edit("1", "10:22")] }, "Edited 12 min after publication", "r-111111111111"],
    [
      { edits: [edit("1", "10:22"), edit("2", "12:10")] },
      "Edited 2 times, last 2 h after publication",
      "r-222222222222",
    ],
    [
      { published: undefined, edits: [edit("1", "10:22")] },
      "Edited on 20 Nov 2026, 10:22 UTC",
      "r-111111111111",
    ],
    [{ uncommitted: "added" }, "Not committed yet", "uncommitted"],
    [{ edits: [edit("1", "10:22")], uncommitted: "edited" }, "Edited, not committed yet", "uncommitted"],
  ])("tells when an update was edited: %o", (facts, text, fragment) => {
    expect(markOf(facts)).toEqual({ text, href: `/incidents/a/history/#${fragment}` });
  });

  test("is missing where nothing was edited", () => {
    expect(markOf({})).toBeUndefined();
  });
});

describe("A record's own page", () => {
  const pageOf = (history: SiteHistory, facts: Partial<Records> = {}, id = "a", ...more: Facts[]) => {
    const own = model(history, facts, ...more);
    const timeline = own.timelinesById.get(id);
    if (!timeline) throw new Error("no such record");
    return incidentView(own, timeline);
  };
  const factsOf = (view: ReturnType<typeof pageOf>): string[] =>
    view.facts
      .filter(({ label }) => /published|changed/.test(label))
      .map((fact) => `${fact.label} ${fact.time?.text ?? fact.text}`);

  test.each([
    ["10:30", undefined],
    ["10:31", "Published 31 min after the stated start"],
    ["11:05", "Published 65 min after the stated start"],
    ["12:30", "Published 2 h 30 min after the stated start"],
  ])("says that it was late when it was published at %s", (time, late) => {
    expect(pageOf(historyOf(recordHistory([], { published: at(time) }))).past.late).toBe(late);
  });

  test("takes what the severity promises as the measure, and a plan's begin", () => {
    const history = (id: string, time: string) => historyOf(recordHistory([], { id, published: at(time) }));
    const minor = {
      id: "m",
      severity: "minor",
      impact: ["api major 10:00 11:00"],
      updates: ["resolved 11:00"],
    };
    expect(pageOf(history("m", "10:50"), {}, "m", minor).past.late).toBeUndefined();
    const plan = { id: "p", scheduled: ["10:00", "11:00"] as const };
    expect(pageOf(history("p", "09:00"), {}, "p", plan).past.late).toBeUndefined();
    expect(pageOf(history("p", "10:45"), {}, "p", plan).past.late).toBe(
      "Announced 45 min after the planned start",
    );
  });

  test("tells when it was published and when facts changed", () => {
    const both = { published: at("10:00"), modified: at("10:30") };
    expect(factsOf(pageOf(historyOf(recordHistory([], both))))).toEqual([
      "First published 20 Nov 2026, 10:00 UTC",
      "Facts last changed 20 Nov 2026, 10:30 UTC",
    ]);
    expect(factsOf(pageOf(historyOf(recordHistory([], { ...both, modified: at("10:00") }))))).toHaveLength(1);
    expect(factsOf(pageOf(historyOf(recordHistory([revision(undefined, { kind: "added" })]))))).toEqual([
      "First published not committed yet",
    ]);
  });

  test.each([
    ["off", "No audit history: it is switched off for this site."],
    ["no-repository", "No audit history: this site was not built from a git repository."],
    ["no-git", "No audit history: git was not there when the site was built."],
    ["no-commit", "No audit history: nothing was committed yet."],
  ] as const)("says why there is no history: %s", (state, sentence) => {
    const { past, page } = pageOf(withoutHistory(state));
    expect([past.absence, past.link, page.audit]).toEqual([sentence, undefined, undefined]);
  });

  test("says that an earlier version is shown, and so does its card", () => {
    const version = {
      bytes: new Uint8Array(),
      at: at("10:42"),
      commit: hashOf("1"),
      path: "incidents/o.md",
      until: undefined,
    };
    const open = { id: "o", impact: ["api major 10:00"], updates: ["investigating 10:05"] };
    const restored = new Map([["incidents/o.md", version]]);
    const history = historyOf(recordHistory([revision(commit("2", "11:00"))], { id: "o" }));
    const own = model(history, { restored }, open);
    const stale = {
      text: "The newest change could not be read; showing the version of",
      time: { iso: "2026-11-20T10:42:00Z", text: "20 Nov 2026, 10:42 UTC" },
      rest: ".",
      href: "/incidents/o/history/#r-222222222222",
    };
    const status = statusView(own);
    expect(status.incidents[0]?.stale).toEqual(stale);
    expect(status.page.incomplete).toBe(
      "the newest change of 1 file could not be read, so an earlier version is shown.",
    );
  });

  test("says that its file is gone, and is not to be edited then", () => {
    const removal = { at: at("10:42"), commit: hashOf("1"), path: "incidents/o.md", until: undefined };
    const gone = (one: typeof removal | undefined) => ({
      removed: new Map([["incidents/a.md", { file: "incidents/a.md", removal: one }]]),
    });
    const sentence = (one: typeof removal | undefined): string => {
      const view = pageOf(historyOf(recordHistory([])), gone(one));
      expect(view.edit).toBeUndefined();
      const { text, time, rest } = view.past.stale ?? {};
      return `${text}${time ? ` ${time.text}` : ""}${rest}`;
    };
    expect(sentence(removal)).toBe(
      "Removed from the repository on 20 Nov 2026, 10:42 UTC; this is its last version.",
    );
    expect(sentence(undefined)).toBe("Removed, not committed yet; this is its last version.");
  });
});

describe("The audit of a site", () => {
  const bulk = commit("1", "2026-10-31T23:30Z", { ignored: true });
  const many = Array.from({ length: 12 }, (_, index) =>
    recordHistory([revision(bulk, { kind: "added", counts: false, path: `incidents/r${index}.md` })], {
      id: `r${index}`,
    }),
  );
  const changes = ["one", "two", "three", "four", "five"].map((text) => ({ text, material: false }));
  const shown = recordHistory([
    revision(bulk, { kind: "added", counts: false }),
    revision(commit("2", "10:00"), { changes }),
    revision(undefined),
  ]);
  const history = historyOf(shown, ...many);

  test("lists commits by month and day, folds what was changed in bulk, and links what the site shows", () => {
    const own = model(history);
    const index = auditIndex(own);
    expect([...index.months.keys()]).toEqual(["2026-11", "2026-10"]);
    const view = auditView(own, index);
    expect(view.uncommitted?.entries.map(({ title, href }) => [title, href])).toEqual([
      ["a", "/incidents/a/history/#uncommitted"],
    ]);
    expect(
      view.days.map(({ text, commits }) => [
        text,
        commits.map(({ clock, folded, idle }) => [clock, folded, idle]),
      ]),
    ).toEqual([
      ["Friday 20 November 2026", [["10:00 UTC", undefined, undefined]]],
      [
        "Saturday 31 October 2026",
        [["23:30 UTC", "13 records added in one commit", "Bulk edit: counts as no change"]],
      ],
    ]);
    expect(view.days[0]?.commits[0]?.entries).toEqual([
      {
        title: "a",
        href: "/incidents/a/history/#r-222222222222",
        words: ["one", "two", "three"],
        more: 2,
        counts: true,
        material: false,
      },
    ]);
    expect(view.days[1]?.commits[0]?.entries[1]).toMatchObject({ title: "incidents/r0.md", href: undefined });
  });

  test("has months and days of the site's zone, and then gives whole times", () => {
    const own = model(history, { site: site({ timeZone: "Europe/Berlin" }) });
    const index = auditIndex(own);
    expect([...index.months.keys()]).toEqual(["2026-11"]);
    const view = auditMonthView(own, index, "2026-11");
    expect(view.note).toBe("2 commits, newest first. Days begin at midnight in Europe/Berlin.");
    expect(view.days[1]?.text).toBe("Sunday 1 November 2026");
    expect(view.days[1]?.commits[0]?.clock).toBe("31 Oct 2026, 23:30 UTC");
  });

  test("has neighbouring months", () => {
    const own = model(history);
    const view = auditMonthView(own, auditIndex(own), "2026-11");
    expect([view.newer, view.older?.href]).toEqual([undefined, "/audit/2026-10/"]);
  });
});
