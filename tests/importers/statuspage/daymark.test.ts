import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { incidentJson } from "../../../src/formats/api/incident.ts";
import { incidentsPages } from "../../../src/formats/api/incidents.ts";
import { servicesJson } from "../../../src/formats/api/services.ts";
import { statuspageDocuments } from "../../../src/formats/statuspage.ts";
import type { SourceFile } from "../../../src/importers/statuspage.ts";
import { buildModel, type SiteModel } from "../../../src/model/site.ts";
import { type Timeline, timelineOf } from "../../../src/model/timeline.ts";
import type { Instant } from "../../../src/records/instant.ts";
import { loadRecords } from "../../../src/records/load.ts";
import { plainText } from "../../../src/records/markdown.ts";
import type { Service } from "../../../src/records/service.ts";
import { hostileSite, hostileTexts, modelOf } from "../../formats/site.ts";
import { at, noHistory, origin, short } from "../../model/record.ts";
import { memoryFolder } from "../../records/memory.ts";
import { projectRoot, temporarySite } from "../../site/build.ts";
import { importAll } from "./sample.ts";

/** What Daymark's own `/api/v2` says; with `/api/v1`, what it says of records and services as well. */
function exported(model: SiteModel, { v1 = false } = {}): SourceFile[] {
  const v2 = [...statuspageDocuments(model)].map(({ path, body }) => ({ path: path.slice(1), text: body }));
  const single = model.timelines.map((timeline) => ({
    path: `api/v1/incidents/${timeline.record.id}.json`,
    text: incidentJson(model, timeline),
  }));
  const lists = [...incidentsPages(model)].map(({ path, body }) => ({ path: path.slice(1), text: body }));
  const services = { path: "api/v1/services.json", text: servicesJson(model) };
  return v1 ? [...v2, ...single, ...lists, services] : v2;
}

/** Everything that readers see of a timeline. */
interface Seen {
  readonly kind: string;
  readonly title: string;
  readonly status: string;
  readonly phase: string;
  readonly nextUpdate: string | undefined;
  readonly services: readonly string[];
  readonly impact: readonly string[];
  readonly updates: readonly string[];
}

function seen({ record, ...timeline }: Timeline): Seen {
  const first = timeline.updates.find(({ byClock }) => !byClock);
  return {
    kind: record.kind,
    title: record.title,
    status: timeline.status,
    phase: timeline.phase,
    nextUpdate: short(timeline.nextUpdate),
    services: [...timeline.services].sort(),
    impact: timeline.impact
      .map(({ service, level, from, to }) => `${service} ${level} ${short(from)} ${short(to) ?? "-"}`)
      .sort(),
    updates: timeline.updates.map((update) => {
      // The summary comes to stand in the first update, which the table below says.
      const summary = update === first ? [record.summary] : [];
      const parts = [...summary, update.text].map(plainText);
      const blocks = [update.known, update.notKnown, update.doing].map((text) => plainText(text ?? ""));
      return [
        update.status,
        short(update.at),
        update.byClock ? "by the clock" : "",
        parts.filter(Boolean).join(" "),
        ...blocks,
      ].join(" | ");
    }),
  };
}

/** Everything that a record says, but for people, and for when each word of it was written. */
function told(timeline: Timeline) {
  const { record } = timeline;
  const { id, severity, type, detected, related, tags, scheduled } = record;
  const summary = plainText(record.summary);
  return { ...seen(timeline), summary, id, severity, type, detected, related, tags, scheduled };
}

/** The timelines before and after, by the ids of the records. */
function roundTrip(model: SiteModel, now: Instant, options = {}) {
  const { records, problems } = importAll(exported(model, options), now);
  const before = model.timelines.filter(({ record }) => record.kind !== "notice");
  const after = new Map(records.incidents.map((record) => [record.id, seen(timelineOf(record, now))]));
  return {
    problems,
    ids: { before: before.map(({ record }) => record.id).sort(), after: [...after.keys()].sort() },
    before: new Map(before.map((timeline) => [timeline.record.id, seen(timeline)])),
    after,
    records,
  };
}

function madeModel(records: Readonly<Record<string, string>>, now: Instant): SiteModel {
  const files = new Map([
    [
      "content/site.yaml",
      "name: Example\nurl: https://status.example.org\ngroups: [{ id: core, name: Core }, { id: more, name: More }]\n",
    ],
    [
      "content/services/api.md",
      "---\nname: Web API\ngroup: core\ndescription: What tools use\nsince: 2024-01-01\n---\n",
    ],
    ["content/services/mail.md", "---\nname: Mail\ngroup: more\nvisibleOnlyWhenAffected: true\n---\n"],
    ...Object.entries(records).map(([id, text]) => [`incidents/${id}.md`, text] as const),
  ] as const);
  return buildModel(loadRecords(memoryFolder(new Map(files))), origin, now, noHistory);
}

const MADE: Readonly<Record<string, string>> = {
  "2026-11-20-all-words": `---
title: Every status word
severity: critical
impact:
  - { service: api, level: major, from: 2026-11-20T10:00Z, to: 2026-11-20T11:00Z }
  - { service: api, level: degraded, from: 2026-11-20T11:00Z, to: 2026-11-20T12:00Z }
  - { service: mail, level: partial, from: 2026-11-20T10:30Z, to: 2026-11-20T12:00Z }
---

## Investigating — 2026-11-20 10:00 UTC

Requests fail with \`List<String>\` & "quotes", 1 < 2, &lt;b&gt; and <b>tags</b>.

Next-update: 10:40 UTC

## Update — 2026-11-20 10:30 UTC

### Known

The disk.

    <pre> &amp; code

### Not known

When.

### Doing

- This
- That

Next-update: 11:10 UTC

## Correction — 2026-11-20 10:31 UTC

## Identified — 2026-11-20 11:00 UTC

Next update by the end of the day.

## Monitoring — 2026-11-20 12:00 UTC

## Resolved — 2026-11-20 12:10 UTC

Over.

## Reopened — 2026-11-20 12:15 UTC

Not over.

## Resolved — 2026-11-20 12:20 UTC

Really \\<over>, says <help@example.org>.
`,
  "2026-11-21-going-on": `---
title: Going on
severity: minor
impact: [{ service: mail, level: degraded, from: 2026-11-20T23:00Z }]
---

## Identified — 2026-11-20 23:00 UTC

Mail is late.

Next-update: 2026-11-21 03:00 UTC
Posted-by: nobody
`,
  "by-the-clock": `---
title: By the clock
kind: maintenance
scheduled: { from: 2026-11-19T10:00Z, to: 2026-11-19T11:00Z }
impact: [{ service: api, level: partial }]
---

## Scheduled — 2026-11-18 10:00 UTC

We will.
`,
  "by-hand": `---
title: By hand
kind: maintenance
scheduled: { from: 2026-11-19T10:00Z, to: 2026-11-19T12:00Z }
impact: [{ service: api, level: maintenance }]
---

## Scheduled — 2026-11-18 10:00 UTC

## In progress — 2026-11-19 10:05 UTC

## Verifying — 2026-11-19 11:00 UTC

## Completed — 2026-11-19 11:30 UTC

Done.
`,
  "called-off": `---
title: Called off
kind: maintenance
scheduled: { from: 2026-11-25T10:00Z, to: 2026-11-25T12:00Z }
impact: [{ service: api, level: maintenance }]
---

## Scheduled — 2026-11-18 10:00 UTC

## Cancelled — 2026-11-19 10:00 UTC

Not this year.
`,
  "to-come": `---
title: To come
kind: maintenance
scheduled: { from: 2026-11-25T10:00Z, to: 2026-11-25T12:00Z }
impact: [{ service: mail, level: maintenance }]
---

## Scheduled — 2026-11-18 10:00 UTC

Soon.
`,
  "2026-11-17-between": `---
title: Between updates
severity: major
impact:
  - { service: api, level: degraded, from: 2026-11-17T08:00Z, to: 2026-11-17T08:20Z }
  - { service: api, level: major, from: 2026-11-17T08:20Z, to: 2026-11-17T10:05Z }
  - { service: api, level: partial, from: 2026-11-17T10:30Z, to: 2026-11-17T10:40Z }
  - { service: mail, level: partial, from: 2026-11-17T08:10Z, to: 2026-11-17T11:00Z }
---

## Investigating — 2026-11-17 09:00 UTC

## Update — 2026-11-17 09:30 UTC

Web API: major outage since 17 Nov 2026, 09:10 UTC, we thought.

Next-update: 2026-11-17 10:00 UTC

## Resolved — 2026-11-17 11:00 UTC
`,
  "2026-11-16-in-hindsight": `---
title: In hindsight
severity: minor
impact: [{ service: api, level: degraded, from: 2026-11-16T08:00Z, to: 2026-11-16T08:20Z }]
---

## Resolved — 2026-11-16 09:00 UTC

It was over before we knew.
`,
  "2026-11-18-only-named": `---
title: Only named
severity: major
services: [api]
---

## Investigating — 2026-11-18 10:00 UTC

## Resolved — 2026-11-18 11:00 UTC
`,
};

describe("a site that Daymark exported, imported again", () => {
  const now = at("21T02:00");

  it("has the same timelines: statuses, times, texts, services, intervals", () => {
    const { before, after, ids, problems } = roundTrip(madeModel(MADE, now), now);
    expect(problems.filter((problem) => !problem.includes("html-shown-as-text"))).toEqual([]);
    expect(ids.after).toEqual(ids.before);
    for (const [id, timeline] of before) expect([id, after.get(id)]).toEqual([id, timeline]);
  });

  it("has the summary of a record off the end of its first update", () => {
    const model = madeModel(
      {
        one: `---
title: x
---

Nothing was <b>lost</b>.

All of it is back.

## Investigating — 2026-11-20 10:00 UTC

We look.

Summary:

### Known

The disk.

Next-update: 10:40 UTC

## Resolved — 2026-11-20 11:00 UTC
`,
      },
      now,
    );
    const [record] = importAll(exported(model), now).records.incidents;
    expect(plainText(record?.summary ?? "")).toBe("Nothing was <b>lost</b>. All of it is back.");
    const [first] = record?.updates ?? [];
    expect([first?.text, first?.known, short(first?.nextUpdate)]).toEqual([
      "We look.\n\nSummary:",
      "The disk.",
      "10:40",
    ]);
  });

  it("has the same services and groups", () => {
    const { records } = roundTrip(madeModel(MADE, now), now);
    expect(
      records.services.map(({ id, name, group, since, description, visibleOnlyWhenAffected }) => [
        id,
        name,
        group,
        since,
        description,
        visibleOnlyWhenAffected,
      ]),
    ).toEqual([
      ["api", "Web API", "core", "2024-01-01", "What tools use", false],
      ["mail", "Mail", "more", undefined, undefined, true],
    ]);
    expect(records.site.groups.map(({ id, name }) => [id, name])).toEqual([
      ["core", "Core"],
      ["more", "More"],
    ]);
  });

  it("is the demonstration, impact that changed between two updates included", async () => {
    const model = await modelOf(projectRoot, "21T02:00");
    const { before, after, ids, problems } = roundTrip(model, now);
    expect(problems).toEqual([]);
    expect(ids.after).toEqual(ids.before);
    for (const [id, timeline] of before) expect([id, after.get(id)]).toEqual([id, timeline]);
  });
});

describe("a site of which the folder holds api/v1 as well", () => {
  const now = at("21T02:00");

  it("has all that the demonstration says of its records, but for people, advisories and postmortems", async () => {
    const model = await modelOf(projectRoot, "21T02:00");
    const { records, problems } = importAll(exported(model, { v1: true }), now);
    expect(problems).toEqual([]);
    const before = model.timelines.toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1));
    const after = records.incidents
      .map((record) => timelineOf(record, now))
      .sort((a, b) => (a.record.id < b.record.id ? -1 : 1));
    expect(before.some(({ record }) => record.kind === "notice")).toBe(true);
    expect(after.map(told)).toEqual(before.map(told));
  });

  it("has what /api/v2 has no words for", () => {
    const model = madeModel(MADE, now);
    const { records, problems } = importAll(exported(model, { v1: true }), now);
    expect(problems).toEqual([]);
    const after = new Map(records.incidents.map((record) => [record.id, told(timelineOf(record, now))]));
    expect(after).toEqual(new Map(model.timelines.map((timeline) => [timeline.record.id, told(timeline)])));
  });

  it("has the comments and the links of its texts as they were", () => {
    const text = "See [it](/incidents/x/). <!-- <b>not</b> said --> <https://example.org/a> <b>b</b>";
    const record = `---\ntitle: x\n---\n\n${text}\n\n## Resolved — 2026-11-20 10:00 UTC\n\n${text}\n`;
    const { records } = importAll(exported(madeModel({ one: record }, now), { v1: true }), now);
    const expected = text.replace("<b>b</b>", "\\<b>b\\</b>");
    const [one] = records.incidents;
    expect([one?.summary, one?.updates[0]?.text]).toEqual([expected, expected]);
  });

  it("has its services, retired ones too", async () => {
    const model = await modelOf(projectRoot, "21T02:00");
    const { records } = importAll(exported(model, { v1: true }), now);
    const facts = ({ id, name, since, retired, url, description, dependsOn }: Service) => ({
      id,
      name,
      since,
      retired,
      url,
      description,
      dependsOn,
    });
    const before = [...model.services.values()].map(({ record }) => facts(record));
    expect(before.some(({ retired }) => retired !== undefined)).toBe(true);
    expect(records.services.map(facts).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      before.sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  });

  const daily = Object.fromEntries(
    Array.from({ length: 60 }, (_, day) => {
      const at = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
      return [`r${day}`, `---\ntitle: x\n---\n\n## Resolved — ${at} 10:00 UTC\n`] as const;
    }),
  );

  it("has the records that /api/v2 leaves out, each once", () => {
    const { records, report } = importAll(exported(madeModel(daily, now), { v1: true }), now);
    expect(records.incidents).toHaveLength(60);
    expect(report.filter(({ message }) => /older|Fetch/.test(message))).toEqual([]);
  });

  it("is told which records are in its list alone", () => {
    const sources = exported(madeModel(daily, now), { v1: true }).filter(
      ({ path }) => !/\/r\d\.json$/.test(path),
    );
    const { records, report } = importAll(sources, now);
    expect(records.incidents).toHaveLength(50);
    const told = report.find(({ source }) => source === "api/v1/incidents.json");
    expect(told?.outcome).toBe("not-imported");
    expect(told?.message).toMatch(
      /^Records of this list that are in no other file: 10\. Fetch them too: https:.*\/api\/v1\/incidents\/r9\.json /,
    );
  });

  it("is told of the limit of its own /api/v2, and of no other's", () => {
    const { report } = importAll(exported(madeModel(daily, now)), now);
    const told = report.filter(({ message }) => message.startsWith("There are 50 incidents in it"));
    expect(told.map(({ source }) => source)).toEqual(["api/v2/incidents.json"]);
    expect(told[0]?.message).toContain("/api/v1/incidents.json");
    expect(told[0]?.message).not.toContain("statuspage.io");
  });

  it("needs no other file for its incidents", () => {
    const sources = exported(madeModel(MADE, now), { v1: true }).filter(({ path }) => /v1\/inc/.test(path));
    const { records, report } = importAll(sources, now);
    expect(records.incidents.map(({ id }) => id).sort()).toEqual(Object.keys(MADE).sort());
    expect(records.services.map(({ id }) => id)).toEqual(["api", "mail"]);
    expect(report.some(({ message }) => message.startsWith("No file says what the page is"))).toBe(true);
  });

  it("is told of what has no place, in one line for each file", () => {
    const foreign = [
      {
        $schema: "https://s.example/api/v1/schemas/lesson.schema.json",
        incidents: [{ id: "a" }],
        factors: [1],
      },
      {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $id: "https://s.example/api/v1/schemas/lesson.schema.json",
        properties: {},
      },
    ].map((value, index) => ({ path: `${index}.json`, text: JSON.stringify(value) }));
    expect(importAll(foreign, now).report).toEqual([
      {
        source: "0.json",
        outcome: "not-imported",
        message:
          "It is of Daymark's own API (lesson): only incidents, maintenances, notices and services are imported from there.",
      },
      {
        source: "1.json",
        outcome: "not-imported",
        message: "It is a schema of Daymark's own API: it says nothing of this site.",
      },
    ]);
  });

  it.each([
    "{}",
    '{"id":"a"}',
    '{"id":"a","start":"2026-01-01T00:00Z","updates":[null,{"at":5},{"at":"2026-01-01T00:00Z","status":"__proto__","text":"## Resolved — 2026-01-01 10:00 UTC"}],"impact":[1,{"service":"x","level":"major","from":"2026-01-01T00:00Z"}],"services":[{}],"related":[{"id":"b","relation":"similar"}],"tags":[1,"\\n"],"roles":[{"role":{}}]}',
  ])("never stops the import, whatever a file holds: %.50s", (content) => {
    const schema = { $schema: "https://s.example/api/v1/schemas/incident.schema.json" };
    const text = JSON.stringify({ ...schema, ...(JSON.parse(content) as object) });
    const { report, problems } = importAll([{ path: "x.json", text }], now);
    expect(report.length).toBeGreaterThan(0);
    expect(problems.filter((problem) => !problem.startsWith("content/site.yaml"))).toEqual([]);
  });
});

describe("a hostile site that Daymark exported", () => {
  it("is imported without an error", async () => {
    const root = temporarySite(hostileSite());
    const model = await modelOf(root, "21T02:00");
    rmSync(root, { recursive: true });
    const { records, problems } = importAll(exported(model), at("21T02:00"));
    expect(problems.filter((problem) => !problem.includes("html-shown-as-text"))).toEqual([]);
    expect(records.incidents).toHaveLength(hostileTexts.length * 2);
  });
});

/** What Statuspage's API has no place for, so that it comes back in another way or not at all. */
const LOST: readonly (readonly [what: string, front: string, body: string, expected: string | RegExp])[] = [
  [
    "a summary stands in the first update where that has no text of its own",
    "",
    "A summary.\n\n## Investigating — 2026-11-20 10:00 UTC",
    /\n---\n\n## Investigating — 2026-11-20 10:00 UTC\n\nA summary\.\n$/,
  ],
  [
    "who posted is left out",
    "",
    "## Investigating — 2026-11-20 10:00 UTC\n\nText.\n\nPosted-by: alice",
    /\n\nText\.\n$/,
  ],
  [
    "the seconds of a promise are left out",
    "",
    "## Investigating — 2026-11-20 10:00 UTC\n\nNext-update: 2026-11-20 10:40:30 UTC",
    "Next-update: 2026-11-20 10:40 UTC",
  ],
  [
    "a first update without a status has that of a new incident",
    "",
    "## Update — 2026-11-20 10:00 UTC\n\nText.",
    "## Investigating — 2026-11-20 10:00 UTC",
  ],
  [
    "a status that is repeated becomes an update",
    "",
    "## Identified — 2026-11-20 10:00 UTC\n\n## Identified — 2026-11-20 10:10 UTC",
    "## Update — 2026-11-20 10:10 UTC",
  ],
  [
    "a severity of the site's own becomes one of Statuspage's, by the impact",
    "severity: sev1\nimpact: [{ service: api, level: partial, from: 2026-11-20T10:00Z }]",
    "## Identified — 2026-11-20 10:00 UTC",
    "severity: major",
  ],
  [
    "roles, type, tags, detection and relations are left out",
    "type: data-loss\ntags: [disk]\nroles: { scribe: alice }\ndetected: { at: 2026-11-20T09:00Z, by: luck }",
    "## Identified — 2026-11-20 10:00 UTC",
    /^---\ntitle: x\nkind: incident\nseverity: none\n---/,
  ],
  [
    "the seconds of a change between two updates are left out",
    "impact: [{ service: api, level: major, from: 2026-11-20T10:00:30Z, to: 2026-11-20T10:30:30Z }]",
    "## Investigating — 2026-11-20 10:10 UTC\n\n## Resolved — 2026-11-20 11:00 UTC",
    "- { service: api, level: major, from: 2026-11-20T10:00Z, to: 2026-11-20T10:30Z }",
  ],
  [
    "impact that ends after the last update ends with it",
    "impact: [{ service: api, level: major, from: 2026-11-20T10:00Z, to: 2026-11-20T12:00Z }]",
    "## Investigating — 2026-11-20 10:00 UTC\n\n## Resolved — 2026-11-20 11:00 UTC",
    "- { service: api, level: major, from: 2026-11-20T10:00Z, to: 2026-11-20T11:00Z }",
  ],
  [
    "impact that ended since the last update, while the incident goes on, is still going on",
    "impact: [{ service: api, level: major, from: 2026-11-20T10:00Z, to: 2026-11-20T12:00Z }]",
    "## Investigating — 2026-11-20 10:00 UTC",
    "- { service: api, level: major, from: 2026-11-20T10:00Z }",
  ],
  [
    "a service that was affected after the last update only is named without an impact",
    "impact: [{ service: api, level: major, from: 2026-11-20T11:00Z }]",
    "## Investigating — 2026-11-20 10:00 UTC",
    "services:\n  - api\n",
  ],
  [
    "of impacts at one time on one service, the worst is left",
    "impact: [{ service: api, level: major, from: 2026-11-20T10:00Z }, { service: api, level: degraded, from: 2026-11-20T10:00Z }]",
    "## Investigating — 2026-11-20 10:00 UTC",
    /impact:\n {2}- \{ service: api, level: major, from: 2026-11-20T10:00Z \}\n---/,
  ],
  [
    "the level of a maintenance to come is maintenance",
    "kind: maintenance\nscheduled: { from: 2026-11-25T10:00Z, to: 2026-11-25T12:00Z }\nimpact: [{ service: api, level: partial }]",
    "## Scheduled — 2026-11-20 10:00 UTC",
    "  - { service: api, level: maintenance }\n",
  ],
  [
    "a text that says no more than the heading is left out",
    "",
    "## Investigating — 2026-11-20 10:00 UTC\n\nInvestigating.",
    /## Investigating — 2026-11-20 10:00 UTC\n$/,
  ],
  [
    "comments are left out, and addresses lose their brackets",
    "",
    "## Investigating — 2026-11-20 10:00 UTC\n\nSee <https://example.org/a>. <!-- not said -->",
    /\n\nSee https:\/\/example\.org\/a\.\n$/,
  ],
];

describe("what does not survive", () => {
  it.each(LOST)("%s", (_, front, body, expected) => {
    const now = at("21T02:00");
    const text = `---\ntitle: x\n${front}${front === "" ? "" : "\n"}---\n\n${body}\n`;
    const { files } = importAll(exported(madeModel({ x: text }, now)), now);
    const record = files.find(({ path }) => path.startsWith("incidents/"))?.text ?? "";
    if (typeof expected === "string") expect(record).toContain(expected);
    else expect(record).toMatch(expected);
  });

  it("is a notice, of which Statuspage has none", () => {
    const now = at("21T02:00");
    const model = madeModel(
      { x: "---\ntitle: x\nkind: notice\n---\n\n## Notice — 2026-11-20 10:00 UTC\n" },
      now,
    );
    expect(importAll(exported(model), now).records.incidents).toEqual([]);
  });
});
