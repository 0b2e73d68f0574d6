import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change, Names } from "../../src/history/change.ts";
import { compareIncidents } from "../../src/history/compare/incident.ts";
import { compareServices } from "../../src/history/compare/service.ts";
import { compareSites } from "../../src/history/compare/site.ts";
import { pairUpdates } from "../../src/history/compare/updates.ts";
import { type Incident, parseIncident } from "../../src/records/incident.ts";
import type { Update } from "../../src/records/parse/body.ts";
import { parseYamlRecord } from "../../src/records/parse/record.ts";
import { type Site, siteSchema } from "../../src/records/schema/site.ts";
import { parseService } from "../../src/records/service.ts";
import { runs } from "../model/random.ts";

const names: Names = {
  service: (id) => ({ uploads: "Uploads", api: "Web API" })[id] ?? id,
  severityRank: (id) => ({ critical: 0, major: 1, minor: 2 })[id],
  person: (handle) => ({ alice: "Alice", bob: "bob" })[handle],
};

/** A record of a file; a mistake in it would make the test mean something else. */
function read(text: string): Incident {
  const { record, problems } = parseIncident({ file: "incidents/2026/a.md", text });
  if (!record || problems.length > 0) throw new Error(problems.map((one) => one.message).join(" "));
  return record;
}

const BODY = `Uploads fail.

## Investigating — 2026-11-20 10:10 UTC

We look into it.

## Identified — 2026-11-20 10:42 UTC

A disk of the storage is full.

Next-update: 11:00 UTC
Posted-by: alice

## Resolved — 2026-11-20 11:34 UTC

Uploads work again.
`;

/** An incident with some lines of front matter. */
function incident(front = "", body = BODY): string {
  return `---\ntitle: Uploads failing\n${front.trim() === "" ? "" : `${front.trim()}\n`}---\n\n${body}`;
}

function compare(before: string, after: string): Change[] {
  return compareIncidents(read(before), read(after), names);
}

/** Sentences, with a star before those that are material. */
function told(changes: readonly Change[]): string[] {
  return changes.map(({ text, material }) => (material ? `* ${text}` : text));
}

const uploads = (rest: string): string => `impact:\n  - { service: uploads, ${rest} }`;
const FROM = "from: 2026-11-20T10:00Z";

describe("What was changed in the front matter of an incident", () => {
  const table: readonly (readonly [before: string, after: string, sentences: readonly string[]])[] = [
    ["severity: minor", "severity: major", ["* severity raised from minor to major"]],
    ["severity: critical", "severity: major", ["* severity lowered from critical to major"]],
    ["severity: sev1", "severity: major", ["* severity changed from sev1 to major"]],
    ["", "severity: major", ["* severity set to major"]],
    ["severity: major", "", ["* severity removed"]],
    ["", "type: service-outage", ["type set to service outage"]],
    ["type: service-outage", "type: data-loss", ["type changed from service outage to data loss"]],
    ["", uploads(`level: major, ${FROM}`), ["* impact on Uploads (major, since 10:00 UTC) added"]],
    [
      uploads(`level: major, ${FROM}, to: 2026-11-20T11:30Z`),
      "",
      ["* impact on Uploads (major, from 10:00 to 11:30 UTC) removed"],
    ],
    [
      uploads(`level: major, ${FROM}, to: 2026-11-20T11:30Z`),
      uploads(`level: major, ${FROM}, to: 2026-11-20T12:10Z`),
      ["* end of impact on Uploads moved from 11:30 to 12:10 UTC"],
    ],
    [
      uploads(`level: major, ${FROM}`),
      uploads(`level: major, ${FROM}, to: 2026-11-20T11:30Z`),
      ["* end of impact on Uploads set to 11:30 UTC"],
    ],
    [
      uploads(`level: major, ${FROM}, to: 2026-11-20T11:30Z`),
      uploads(`level: major, ${FROM}`),
      ["* end of impact on Uploads removed"],
    ],
    [
      uploads(`level: degraded, ${FROM}`),
      uploads("level: major, from: 2026-11-20T09:30Z"),
      [
        "* level of impact on Uploads raised from degraded to major",
        "* begin of impact on Uploads moved from 10:00 to 09:30 UTC",
      ],
    ],
    [
      uploads(`level: major, ${FROM}, to: 2026-11-20T23:30Z`),
      uploads(`level: major, ${FROM}, to: 2026-11-21T00:10Z`),
      ["* end of impact on Uploads moved from 2026-11-20 23:30 to 2026-11-21 00:10 UTC"],
    ],
    [
      uploads(`level: major, ${FROM}, to: 2026-11-20T12:00Z`),
      `${uploads(`level: major, ${FROM}, to: 2026-11-20T11:00Z`)}
  - { service: uploads, level: partial, from: 2026-11-20T11:00Z, to: 2026-11-20T12:00Z }`,
      [
        "* end of impact on Uploads (major, since 10:00 UTC) moved from 12:00 to 11:00 UTC",
        "* impact on Uploads (partial, from 11:00 to 12:00 UTC) added",
      ],
    ],
    [
      "services: [api]",
      "services: [uploads]",
      ["* affected service Web API removed", "* affected service Uploads added"],
    ],
    [
      "",
      "detected: { at: 2026-11-20T10:02Z, by: user-report }",
      ["* time of detection set to 10:02 UTC (user report)"],
    ],
    [
      "detected: { at: 2026-11-20T10:02Z, by: user-report }",
      "detected: { at: 2026-11-20T10:05Z, by: luck }",
      [
        "* time of detection moved from 10:02 to 10:05 UTC",
        "way of detection changed from user report to luck",
      ],
    ],
    ["detected: { at: 2026-11-20T10:02Z, by: luck }", "", ["* time of detection removed"]],
    ["", "roles: { incident-commander: alice }", ['role "incident commander" set to Alice']],
    ["", "roles: { incident-commander: eve }", ['role "incident commander" set']],
    [
      "roles: { incident-commander: alice, scribe: eve, host: bob }",
      "roles: { incident-commander: bob, scribe: alice }",
      [
        'role "incident commander" changed from Alice to bob',
        'role "scribe" changed to Alice',
        'role "host" removed',
      ],
    ],
    ["", "advisories: [EX-2026-1, EX-2026-2]", ["advisories EX-2026-1 and EX-2026-2 added"]],
    ["tags: [tls, dns]", "tags: [dns, disk full]", ['tag "tls" removed', 'tag "disk full" added']],
    [
      "tags: [a]",
      "tags: [b, c, d, e, f, g, h]",
      ['tag "a" removed', 'tags "b", "c", "d", "e", "f" and 2 more added'],
    ],
    ["", "related: [{ id: other, relation: same-cause }]", ["related record other (same cause) added"]],
    [
      "related: [{ id: other, relation: similar }]",
      "related: [{ id: other, relation: same-cause }]",
      ["relation to other changed from similar to same cause"],
    ],
  ];
  test.each(table)("from %j to %j is told", (before, after, sentences) => {
    expect(told(compare(incident(before), incident(after)))).toEqual(sentences);
  });

  test("is nothing where another notation means the same", () => {
    const before = `severity: major
impact:
  - { service: uploads, level: major, from: 2026-11-20T10:00Z, to: 2026-11-20 12:00 +01:00 }
  - { service: api, level: degraded, from: 2026-11-20T10:00Z }
tags: [tls, dns]`;
    const after = `tags:
  - dns
  - "tls"
kind: incident
impact:
  - service: api
    from: 2026-11-20 10:00:00 UTC
    level: degraded
  - { service: uploads, level: major, from: 2026-11-20T11:00+01:00, to: 2026-11-20T11:00Z }
severity: 'major'`;
    expect(compare(incident(before), incident(after))).toEqual([]);
  });

  test("says what the title was; a long one is told by its words", () => {
    const text = incident();
    expect(told(compare(text, text.replace("Uploads failing", "Uploads are slow")))).toEqual([
      'title changed from "Uploads failing" to "Uploads are slow"',
    ]);
    const long = "Uploads fail ".repeat(8).trim();
    expect(compare(text, text.replace("Uploads failing", long))).toEqual([
      { text: "title changed", material: false, words: { before: "Uploads failing", after: long } },
    ]);
  });

  test("tells a planned window by begin and end", () => {
    const planned = (from: string, to: string): string =>
      `---\ntitle: Disks\nkind: maintenance\nscheduled: { from: ${from}, to: ${to} }\n---\n\nNew disks.\n`;
    const plan = planned("2026-12-05 08:00 UTC", "2026-12-05 09:00 UTC");
    const sentences = (after: string): string[] => told(compare(plan, after));
    expect(sentences(planned("2026-12-05 08:00 UTC", "2026-12-05 10:00 UTC"))).toEqual([
      "* end of the scheduled window moved from 09:00 to 10:00 UTC",
    ]);
    expect(sentences(planned("2026-12-05 10:00 UTC", "2026-12-05 11:00 UTC"))).toEqual([
      "* scheduled window moved from 08:00 – 09:00 to 10:00 – 11:00 UTC",
    ]);
    expect(sentences(planned("2026-12-05 23:00 UTC", "2026-12-06 01:00 UTC"))).toEqual([
      "* scheduled window moved from 2026-12-05 08:00 – 09:00 to 2026-12-05 23:00 – 2026-12-06 01:00 UTC",
    ]);
  });

  test("tells what an incident becomes when it is another kind", () => {
    const notice = "## Notice — 2026-11-20 10:10 UTC\n\nA word.\n";
    const other = "## Update — 2026-11-20 10:10 UTC\n\nA word.\n";
    expect(told(compare(incident("kind: incident", other), incident("kind: notice", notice)))).toEqual([
      "* kind changed from incident to notice",
      "* status of update 1 changed from Update to Notice",
    ]);
  });
});

describe("What was changed in the updates of an incident", () => {
  const before = incident();
  const changed = (from: string, to: string): Change[] => compare(before, before.replace(from, to));
  const anchor = "update-2026-11-20-1042";
  const IDENTIFIED = /## Identified[\s\S]*?alice\n\n/.exec(BODY)?.[0] ?? "";

  test("is an update that was added or removed, with all of its text", () => {
    const shorter = before.replace(IDENTIFIED, "");
    const text = "A disk of the storage is full.";
    expect(compare(shorter, before)).toEqual([
      {
        text: 'update "Identified" of 10:42 UTC added',
        material: true,
        anchor,
        words: { before: "", after: text },
      },
    ]);
    expect(compare(before, shorter)).toEqual([
      {
        text: 'update "Identified" of 10:42 UTC removed',
        material: true,
        anchor,
        words: { before: text, after: "" },
      },
    ]);
  });

  test("is told with the day where the record is of more than one", () => {
    const more = `${before}\n## Correction — 2026-11-21 09:00 UTC\n\nIt was two disks.\n\n### Known\n\nBoth.\n`;
    expect(compare(before, more)).toEqual([
      {
        text: 'update "Correction" of 2026-11-21 09:00 UTC added',
        material: true,
        anchor: "update-2026-11-21-0900",
        words: { before: "", after: "It was two disks.\n\n### Known\n\nBoth." },
      },
    ]);
    expect(told(compare(more, more.replace("10:42", "10:52")))).toEqual([
      '* time of update 2 ("Identified") moved from 2026-11-20 10:42 to 10:52 UTC',
    ]);
  });

  test("is a text with other words", () => {
    expect(changed("storage is full", "storage was full")).toEqual([
      {
        text: 'text of update 2 ("Identified", 10:42 UTC) changed',
        material: false,
        anchor,
        words: { before: "A disk of the storage is full.", after: "A disk of the storage was full." },
      },
    ]);
  });

  test("is a time, a status, a promise or who posted it", () => {
    expect(changed("10:42 UTC", "10:52 UTC")).toEqual([
      {
        text: 'time of update 2 ("Identified") moved from 10:42 to 10:52 UTC',
        material: true,
        anchor: "update-2026-11-20-1052",
      },
    ]);
    expect(told(changed("## Identified", "## Monitoring"))).toEqual([
      "* status of update 2 changed from Identified to Monitoring",
    ]);
    const update = 'update 2 ("Identified", 10:42 UTC)';
    expect(told(changed("11:00 UTC", "11:30 UTC"))).toEqual([
      `* next update promised in ${update} moved from 11:00 to 11:30 UTC`,
    ]);
    expect(told(changed("Next-update: 11:00 UTC\n", ""))).toEqual([
      `* next update promised in ${update} removed`,
    ]);
    expect(told(changed("Posted-by: alice", "Posted-by: bob"))).toEqual([
      `who posted ${update} changed from Alice to bob`,
    ]);
    expect(told(changed("Posted-by: alice", "Posted-by: eve"))).toEqual([`who posted ${update} changed`]);
  });

  test("is a block that came, went or has other words", () => {
    const one = before.replace("is full.\n", "is full.\n\n### Known\n\nOne disk.\n\n### Doing\n\nWe wait.\n");
    const two = before.replace(
      "is full.\n",
      "is full.\n\n### Known\n\nTwo disks.\n\n### Not known\n\nWhy.\n",
    );
    const update = 'update 2 ("Identified", 10:42 UTC)';
    expect(compare(one, two)).toEqual([
      {
        text: `block "Known" of ${update} changed`,
        material: false,
        anchor,
        words: { before: "One disk.", after: "Two disks." },
      },
      {
        text: `block "Not known" of ${update} added`,
        material: false,
        anchor,
        words: { before: "", after: "Why." },
      },
      {
        text: `block "Doing" of ${update} removed`,
        material: false,
        anchor,
        words: { before: "We wait.", after: "" },
      },
    ]);
  });

  test("is the summary above them", () => {
    expect(changed("Uploads fail.\n", "All uploads fail.\n")).toEqual([
      {
        text: "summary changed",
        material: false,
        words: { before: "Uploads fail.", after: "All uploads fail." },
      },
    ]);
    expect(told(changed("Uploads fail.\n", ""))).toEqual(["summary removed"]);
  });

  test("is not white space, nor how accents are encoded, nor the order in the file", () => {
    expect(changed("A disk of the storage is full.", "A disk of\n  the storage   is full.")).toEqual([]);
    const accent = before.replace("A disk", "Caf\u00e9: a disk");
    expect(compare(accent, accent.replace("\u00e9", "e\u0301"))).toEqual([]);
    expect(compare(before, `${before.replace(IDENTIFIED, "")}\n${IDENTIFIED}`)).toEqual([]);
  });

  test("is one time for each update of a record whose zone was wrong", () => {
    const hourly = (hours: readonly number[]): string =>
      incident(
        "",
        hours.map((hour, index) => `## Update — 2026-11-20 ${hour}:00 UTC\n\nStep ${index}.\n`).join("\n"),
      );
    expect(told(compare(hourly([10, 11, 12]), hourly([11, 12, 13])))).toEqual([
      '* time of update 1 ("Update") moved from 10:00 to 11:00 UTC',
      '* time of update 2 ("Update") moved from 11:00 to 12:00 UTC',
      '* time of update 3 ("Update") moved from 12:00 to 13:00 UTC',
    ]);
  });

  test("is told of the right one of several of the same minute", () => {
    const update = (status: string, text: string): string =>
      `## ${status} — 2026-11-20 10:00 UTC\n\n${text}\n\n`;
    const [one, two] = [update("Update", "The first disk is full."), update("Update", "Mail is late.")];
    const inserted = update("Update", "Nobody knows why.");
    const fixed = update("Update", "The first disk was full.");
    expect(compare(incident("", one + two), incident("", two + one))).toEqual([]);
    expect(told(compare(incident("", one + two), incident("", inserted + fixed + two)))).toEqual([
      'text of update 2 ("Update", 10:00 UTC) changed',
      '* update "Update" of 10:00 UTC added',
    ]);
  });
});

describe("Updates that are paired", () => {
  const at = (time: string): string => `2026-11-20 ${time} UTC`;
  const updatesOf = (...texts: readonly string[]): readonly Update[] =>
    read(
      incident(
        "",
        texts
          .map((one) => {
            const [status, time = "", ...words] = one.split(" ");
            return `## ${status} — ${at(time)}\n\n${words.join(" ")}\n`;
          })
          .join("\n"),
      ),
    ).updates;
  const short = ({ status, at: time }: Update): string =>
    `${status} ${new Date(time).toISOString().slice(11, 16)}`;
  const paired = (before: readonly Update[], after: readonly Update[]) => {
    const { pairs, added, removed } = pairUpdates(before, after);
    return {
      pairs: pairs.map((pair) => `${short(pair.before)} > ${short(pair.after)}`),
      added: added.map(short),
      removed: removed.map(short),
    };
  };

  test("have the same neighbours and similar words where time and text were changed", () => {
    expect(
      paired(
        updatesOf("Investigating 10:00 We look.", "Update 10:42 The disk is full.", "Resolved 12:00 Done."),
        updatesOf(
          "Investigating 10:00 We look.",
          "Update 10:30 Mail is late too.",
          "Update 10:52 The disk was full.",
          "Resolved 12:00 Done.",
        ),
      ),
    ).toEqual({
      pairs: [
        "investigating 10:00 > investigating 10:00",
        "update 10:42 > update 10:52",
        "resolved 12:00 > resolved 12:00",
      ],
      added: ["update 10:30"],
      removed: [],
    });
  });

  test("have the same status where as many stand between two neighbours as before", () => {
    const before = updatesOf("Investigating 10:00 We look.", "Identified 10:42 One.");
    expect(paired(before, updatesOf("Investigating 10:00 We look.", "Identified 10:50 Two."))).toEqual({
      pairs: ["investigating 10:00 > investigating 10:00", "identified 10:42 > identified 10:50"],
      added: [],
      removed: [],
    });
    expect(paired(before, updatesOf("Investigating 10:00 We look.", "Monitoring 10:50 Two."))).toEqual({
      pairs: ["investigating 10:00 > investigating 10:00"],
      added: ["monitoring 10:50"],
      removed: ["identified 10:42"],
    });
  });

  const updates = fc.array(
    fc
      .tuple(
        fc.integer({ min: 10, max: 14 }),
        fc.constantFrom("Update", "Identified"),
        fc.constantFrom("", "The disk is full.", "The disk was full.", "Mail is late."),
      )
      .map(([hour, status, text]) => `${status} ${hour}:00 ${text}`),
    { minLength: 1, maxLength: 12 },
  );

  test("or added or removed: each update exactly once", () => {
    fc.assert(
      fc.property(updates, updates, (one, two) => {
        const [before, after] = [updatesOf(...one), updatesOf(...two)];
        const { pairs, added, removed } = pairUpdates(before, after);
        const lines = (all: readonly Update[]): number[] =>
          all.map((update) => update.line).sort((a, b) => a - b);
        expect(lines([...pairs.map((pair) => pair.before), ...removed])).toEqual(lines(before));
        expect(lines([...pairs.map((pair) => pair.after), ...added])).toEqual(lines(after));
      }),
      runs,
    );
  });

  test("are all of them where a record is compared with itself in any order", () => {
    fc.assert(
      fc.property(
        updates.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([one, two]) => {
          const [before, after] = [updatesOf(...one), updatesOf(...two)];
          const words = ({ status, at: time, text }: Update): string => `${status} ${time} ${text}`;
          const { pairs, added, removed } = pairUpdates(before, after);
          expect({ added, removed }).toEqual({ added: [], removed: [] });
          expect(pairs.filter((pair) => words(pair.before) !== words(pair.after))).toEqual([]);
        },
      ),
      runs,
    );
  });

  test("are found in a long record as fast as it is read", () => {
    const many = (text: (index: number) => string, shift = 0): readonly Update[] =>
      Array.from({ length: 5000 }, (_, index) => ({
        anchor: `update-${index}`,
        status: "update",
        at: (index + 1) * 60_000 + shift,
        text: text(index),
        line: index,
      }));
    const plain = many((index) => `Step ${index} of the work is done.`);
    const edited = plain.map((one, index) =>
      index === 0 ? { ...one, text: "Begun.", at: one.at + 1 } : one,
    );
    const cases: Readonly<Record<string, readonly [readonly Update[], readonly Update[]]>> = {
      "first removed": [plain, plain.slice(1)],
      "first added": [plain.slice(1), plain],
      "first edited": [plain, edited],
      "all edited and moved": [plain, many((index) => `Step ${index} was done by ${index}.`, 1)],
      "all other words, one more": [plain, many((index) => `${index} x`, 1).slice(1)],
      "one moment": [
        plain.map((one) => ({ ...one, at: 0 })),
        many((index) => `Part ${index} of the thing is over.`).map((one) => ({ ...one, at: 0 })),
      ],
      "no words": [many(() => ""), many(() => "", 1)],
    };
    for (const [name, [before, after]] of Object.entries(cases)) {
      const start = performance.now();
      const { pairs, added, removed } = pairUpdates(before, after);
      const took = Math.round(performance.now() - start);
      process.stdout.write(`${name}: ${pairs.length} +${added.length} -${removed.length} in ${took} ms\n`);
      expect([pairs.length + removed.length, pairs.length + added.length]).toEqual([
        before.length,
        after.length,
      ]);
    }
  });
});

describe("What was changed in a service", () => {
  const compareFiles = (before: string, after: string): string[] => {
    const read = (front: string, body = "") => {
      const text = `---\nname: Uploads\ngroup: core\n${front}\n---\n${body}`;
      const { record } = parseService({ file: "content/services/uploads.md", text });
      if (!record) throw new Error("no service");
      return record;
    };
    return told(compareServices(read(before), read(after), names));
  };
  const slo = (objective: number, window: string): string =>
    `slo: [{ name: Availability, objective: ${objective}, window: ${window} }]`;
  test.each([
    [
      "url: https://a.example",
      "url: https://b.example",
      ['address changed from "https://a.example" to "https://b.example"'],
    ],
    ["", "description: Sends files.", ["description set"]],
    ["description: One.", "description: Two.", ["description changed"]],
    ["", "since: 2026-01-01", ["* first day that counts for uptime set to 2026-01-01"]],
    ["", "retired: 2026-06-01", ["* day of retirement set to 2026-06-01"]],
    ["owner: alice", "owner: bob", ["owner changed from Alice to bob"]],
    ["owner: alice", "owner: The team", ["owner changed"]],
    ["owner: The team", "owner: alice", ["owner changed to Alice"]],
    [slo(99.9, "30d"), slo(99.95, "30d"), ["* objective of Availability changed from 99.9 to 99.95 %"]],
    [
      slo(99.9, "30d"),
      slo(99.9, "1h"),
      ["* window of the objective of Availability changed from 30 days to 1 hour"],
    ],
    ["", slo(99.9, "30d"), ["* objective of Availability (99.9 % over 30 days) added"]],
    [
      "dependsOn: [api]",
      "dependsOn: [dns, mail]",
      ["* dependency on Web API removed", "* dependencies on dns and mail added"],
    ],
    ["", "visibleOnlyWhenAffected: true", ["now shown only when affected"]],
    ["visibleOnlyWhenAffected: true", "", ["no longer shown only when affected"]],
    [
      "",
      "support: { hours: Mon-Fri, timeZone: UTC, commitment: best-effort }",
      [
        '* support hours set to "Mon-Fri"',
        '* time zone of support set to "UTC"',
        '* commitment of support set to "best effort"',
      ],
    ],
    ["reviewIn: 26w", "reviewIn: 90d", ["time between reviews changed from 182 days to 90 days"]],
    ["order: 1", "order: 2", ["place within its group changed from 1 to 2"]],
    ["order: 0\ndependsOn: []", "", []],
  ])("from %j to %j is told", (before, after, sentences) => {
    expect(compareFiles(before, after)).toEqual(sentences);
  });

  test("is the text below the front matter, with its words", () => {
    const read = (body: string) =>
      parseService({ file: "a.md", text: `---\nname: A\ngroup: b\n---\n${body}` }).record;
    const [before, after] = [read("One\nday."), read("Two days.")];
    if (!before || !after) throw new Error("no service");
    expect(compareServices(before, after, names)).toEqual([
      { text: "text changed", material: false, words: { before: "One\nday.", after: "Two days." } },
    ]);
  });
});

describe("What was changed in the settings of a site", () => {
  const compareFiles = (before: string, after: string): string[] => {
    const read = (text: string): Site => {
      const source = {
        file: "content/site.yaml",
        text: `name: Example\nurl: https://status.example.org\n${text}`,
      };
      const { record, problems } = parseYamlRecord(source, siteSchema, { instead: {} });
      if (!record || problems.length > 0) throw new Error(problems.map((one) => one.message).join(" "));
      return record;
    };
    return told(compareSites(read(before), read(after), names));
  };
  const policy = (...steps: readonly string[]): string =>
    `severities:\n${steps.map((step) => `  - { ${step} }\n`).join("")}`;
  const minor = "id: minor, label: Minor, criteria: Slow";
  const major = "id: major, label: Major, criteria: Down";
  test.each([
    ["", "timeZone: Europe/Berlin", ['* time zone changed from "UTC" to "Europe/Berlin"']],
    ["", "uptime: { weights: { partial: 0.5 } }", ["* uptime weight of partial changed from 0.3 to 0.5"]],
    ["", "uptime: { window: 30 }", ["* window of uptime changed from 90 to 30 days"]],
    ["", "uptime: { window: 90, weights: { major: 1 } }\nhistory: git", []],
    [
      "groups: [{ id: core, name: Core }]",
      "groups: [{ id: core, name: Heart, collapsed: true }]",
      ['group core: name changed from "Core" to "Heart"', "group core: now folded while all is well"],
    ],
    [
      "groups: [{ id: a, name: A }, { id: b, name: B }]",
      "groups: [{ id: b, name: B }, { id: a, name: A }]",
      ["order of the groups changed"],
    ],
    [policy(major, minor), policy(minor, major), ["* severity policy: order changed"]],
    [policy(major), policy(major, minor), ["* severity policy: minor added"]],
    [
      policy(`${minor}, firstUpdateWithin: 60m`),
      policy(
        "id: minor, label: Small, criteria: Late, firstUpdateWithin: 15m, postmortem: { required: true, dueDays: 14 }",
      ),
      [
        'severity policy, minor: label changed from "Minor" to "Small"',
        "* severity policy, minor: criteria changed",
        "* severity policy, minor: time to the first update changed from 1 hour to 15 minutes",
        "* severity policy, minor: now requires a postmortem",
        "* severity policy, minor: time to the postmortem set to 14 days",
      ],
    ],
    ["", "feeds: { entries: 100 }", ["number of entries in feeds changed from 50 to 100"]],
    ["", "audit: { authors: nobody }", ["naming of authors in the audit history changed from git to nobody"]],
    [
      "security: { contacts: ['mailto:a@example.org'] }",
      "",
      ['security contact "mailto:a@example.org" removed'],
    ],
    [
      "nav: [{ label: Forum, url: 'https://a.example' }]",
      "nav: [{ label: Forum, url: 'https://b.example' }]",
      ['link "Forum" in the header: address changed from "https://a.example" to "https://b.example"'],
    ],
  ])("from %j to %j is told", (before, after, sentences) => {
    expect(compareFiles(before, after)).toEqual(sentences);
  });
});
