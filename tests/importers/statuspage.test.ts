import { describe, expect, it } from "vitest";
import {
  change,
  component,
  components,
  countWords,
  type Fields,
  file,
  importAll,
  importIncident,
  incident,
  page,
  update,
} from "./statuspage/sample.ts";

const text = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const outage = incident(
  [
    update("investigating", "10:05", "We are looking into failing uploads.<br /><br />Downloads work.", {
      affected_components: [
        change("cmp000000002", "operational", "major_outage"),
        change("cmp000000001", "operational", "operational"),
      ],
    }),
    update("identified", "10:40", "A disk is full.\r\nWe are making room.", {
      affected_components: [change("cmp000000002", "major_outage", "partial_outage")],
    }),
    update("monitoring", "11:30", "Uploads work again.", {
      affected_components: [change("cmp000000002", "partial_outage", "operational")],
    }),
    update("resolved", "12:00", "This is over."),
    update("postmortem", "2026-03-14T09:00:00.500Z", "<h2>What happened</h2><p>A disk was full.</p>"),
  ],
  { status: "postmortem", components: [components[3], components[1]] },
);

const maintenance = incident(
  [
    update("scheduled", "2026-04-01T10:00:00Z", "We will upgrade the database."),
    update("in_progress", "2026-04-05T22:00:00Z", "Scheduled maintenance is in progress.", {
      affected_components: [change("cmp000000001", "operational", "under_maintenance")],
    }),
    update("verifying", "2026-04-05T23:30:00Z", "We are looking at the result."),
    update("completed", "2026-04-05T23:50:00Z", "It has been completed.", {
      affected_components: [change("cmp000000001", "under_maintenance", "operational")],
    }),
  ],
  {
    id: "mnt000000001",
    name: "Database upgrade",
    impact: "maintenance",
    started_at: "2026-04-05T22:00:00Z",
    resolved_at: "2026-04-05T23:50:00Z",
    scheduled_for: "2026-04-05T22:00:00Z",
    scheduled_until: "2026-04-06T00:00:00Z",
    components: [components[1]],
  },
);

const files = [
  file("components.json", { page, components }),
  file("incidents.json", { page, incidents: [outage] }),
  file("scheduled-maintenances.json", { page, scheduled_maintenances: [maintenance] }),
];

describe("a page of Statuspage", () => {
  const { files: imported, problems, report } = importAll(files);
  const textOf = (path: string): string | undefined => imported.find((one) => one.path === path)?.text;

  it("becomes a site with its groups and services in the order of the page", () => {
    expect(imported.map(({ path }) => path)).toEqual([
      "content/site.yaml",
      "content/services/uploads.md",
      "content/services/web-app.md",
      "content/services/thumbnails.md",
      "incidents/2026/2026-03-12-uploads-are-failing.md",
      "incidents/2026/2026-04-05-database-upgrade.md",
    ]);
    expect(textOf("content/site.yaml")).toBe(
      text(
        "name: Brindle",
        "url: https://status.brindle.example",
        "timeZone: Europe/Lisbon",
        "groups:",
        "  - id: services",
        "    name: Services",
        "    order: 1",
        "  - id: storage-files",
        "    name: Storage & files",
        "    order: 2",
      ),
    );
    expect(textOf("content/services/uploads.md")).toBe(
      text(
        "---",
        "name: Uploads",
        "group: storage-files",
        "order: 1",
        "description: Where files go in.",
        "since: 2021-02-03",
        "---",
      ),
    );
    expect(textOf("content/services/thumbnails.md")).toContain(
      "order: 2\nsince: 2021-02-03\nvisibleOnlyWhenAffected: true\n",
    );
  });

  it("has its incidents with impact from the changes of components, and updates in time order", () => {
    expect(textOf("incidents/2026/2026-03-12-uploads-are-failing.md")).toBe(
      text(
        "---",
        "# Statuspage inc000000001 https://stspg.io/abcdefgh",
        "title: Uploads are failing",
        "kind: incident",
        "severity: major",
        "impact:",
        "  - { service: uploads, level: major, from: 2026-03-12T10:05Z, to: 2026-03-12T10:40Z }",
        "  - { service: uploads, level: partial, from: 2026-03-12T10:40Z, to: 2026-03-12T11:30Z }",
        "services:",
        "  - web-app",
        "---",
        "",
        "## Investigating — 2026-03-12 10:05 UTC",
        "",
        "We are looking into failing uploads.",
        "",
        "Downloads work.",
        "",
        "## Identified — 2026-03-12 10:40 UTC",
        "",
        "A disk is full.\\",
        "We are making room.",
        "",
        "## Monitoring — 2026-03-12 11:30 UTC",
        "",
        "Uploads work again.",
        "",
        "## Resolved — 2026-03-12 12:00 UTC",
        "",
        "This is over.",
        "",
        "## Update — 2026-03-14 09:00 UTC",
        "",
        "### What happened",
        "",
        "A disk was full.",
      ),
    );
  });

  it("has its maintenances with their window", () => {
    expect(textOf("incidents/2026/2026-04-05-database-upgrade.md")).toBe(
      text(
        "---",
        "# Statuspage mnt000000001 https://stspg.io/abcdefgh",
        "title: Database upgrade",
        "kind: maintenance",
        "scheduled: { from: 2026-04-05T22:00Z, to: 2026-04-06T00:00Z }",
        "impact:",
        "  - { service: web-app, level: maintenance, from: 2026-04-05T22:00Z, to: 2026-04-05T23:50Z }",
        "---",
        "",
        "## Scheduled — 2026-04-01 10:00 UTC",
        "",
        "We will upgrade the database.",
        "",
        "## In progress — 2026-04-05 22:00 UTC",
        "",
        "Scheduled maintenance is in progress.",
        "",
        "## Verifying — 2026-04-05 23:30 UTC",
        "",
        "We are looking at the result.",
        "",
        "## Completed — 2026-04-05 23:50 UTC",
        "",
        "It has been completed.",
      ),
    );
  });

  it("makes records without a problem, and reports what is not the same", () => {
    expect(problems).toEqual([]);
    expect(
      report
        .filter(({ outcome }) => outcome !== "record")
        .map(({ source, outcome, message }) => `${source} ${outcome}: ${message}`),
    ).toEqual([
      'components.json adapted: The component "Web app" (cmp000000001): It is in no group, and is put under "Services".',
      'incidents.json adapted: 2026-03-12-uploads-are-failing: The update of 2026-03-14 09:00 UTC has the status "postmortem": written as Update.',
      "incidents.json adapted: 2026-03-12-uploads-are-failing: Headings are put lower: in a record, those of level 2 are updates.",
      "incidents.json not-imported: How the old page worked is left out of everything: when it was entered and edited (created_at, updated_at), who was told, reminders, automatic steps.",
      "scheduled-maintenances.json not-imported: How the old page worked is left out of everything: when it was entered and edited (created_at, updated_at), who was told, reminders, automatic steps.",
    ]);
  });

  it("gives the same whatever the order and the names of the files", () => {
    const renamed = files.map((one, index) => ({ ...one, path: `${3 - index}.json` })).reverse();
    const again = importAll(renamed);
    const bare = (all: typeof imported) => all.map(({ path, text: content }) => ({ path, content }));
    expect(bare(again.files)).toEqual(bare(imported));
    expect(importAll(files.toReversed())).toEqual(importAll(files));
  });

  it("is the same from the lists of the authenticated API, apart from the page", () => {
    const lists = importAll([file("c.json", components), file("i.json", [outage, maintenance])]);
    expect(lists.files.map(({ path, text: content }) => [path, content])).toEqual(
      imported.slice(1).map(({ path, text: content }) => [path, content]),
    );
    expect(lists.report.map(({ message }) => message)).toContain(
      "No file says what the page is: content/site.yaml must be written by hand, with name, url and the groups services, storage-files.",
    );
  });

  it("loses no word of its texts", () => {
    const source = [outage, maintenance].flatMap((one) =>
      (one["incident_updates"] as Fields[]).map(({ body }) => String(body)),
    );
    const words = countWords(source.join("\n").replace(/<[^>]*>/g, " "));
    const found = countWords(imported.map((one) => one.text).join("\n"));
    expect([...words].filter(([word, count]) => (found.get(word) ?? 0) < count)).toEqual([]);
  });
});

describe("what several files say of one thing", () => {
  const older = incident(
    [update("investigating", "10:05", "First."), update("identified", "10:10", "Withdrawn.")],
    {
      updated_at: "2026-03-12T10:10:00Z",
      resolved_at: null,
    },
  );
  const newer = incident([update("investigating", "10:05", "First."), update("resolved", "12:00", "Over.")]);

  it.each([
    ["a.json", "b.json"],
    ["b.json", "a.json"],
  ])("is taken from the newest copy, and what only an older one has is reported (%s, %s)", (one, other) => {
    const { files: imported, report } = importAll([
      file(one, { page, incidents: [older] }),
      file(other, { page, incidents: [newer] }),
    ]);
    const records = imported.filter(({ path }) => path.startsWith("incidents/"));
    expect(records).toHaveLength(1);
    expect(records[0]?.text).not.toContain("Withdrawn");
    expect(report).toContainEqual({
      source: one,
      outcome: "not-imported",
      message: `An update that the newer copy in ${other} does not have: Withdrawn.`,
    });
  });

  it("is said of a file that adds nothing", () => {
    const { report } = importAll([
      ...files,
      file("summary.json", {
        page,
        components,
        incidents: [],
        scheduled_maintenances: [],
        status: { indicator: "none", description: "" },
      }),
    ]);
    expect(report.filter(({ source }) => source === "summary.json")).toEqual([
      {
        source: "summary.json",
        outcome: "not-imported",
        message: "All that it says is in another file too, or follows from the records.",
      },
    ]);
  });

  it("gives two incidents of one day and title ids of their own, by their start", () => {
    const early = incident([update("resolved", "08:00", "One.")], {
      id: "zzz",
      started_at: "2026-03-12T07:00:00Z",
    });
    const { files: imported } = importAll([file("i.json", { page, incidents: [newer, early] })]);
    expect(
      imported
        .filter(({ path }) => path.startsWith("inc"))
        .map(({ path, text: content }) => [path, content.includes("One.")]),
    ).toEqual([
      ["incidents/2026/2026-03-12-uploads-are-failing.md", true],
      ["incidents/2026/2026-03-12-uploads-are-failing-2.md", false],
    ]);
  });
});

describe("the impact of an incident", () => {
  const listed = { components: [components[3]] };

  it.each([
    ["none", undefined],
    ["minor", "degraded"],
    ["major", "partial"],
    ["critical", "major"],
  ])(
    "%s stands for the level %s of components that no update names, and the report says so",
    (impact, level) => {
      const { text: record, report } = importIncident(
        incident([update("investigating", "10:05", "x"), update("resolved", "12:00", "x")], {
          ...listed,
          impact,
        }),
      );
      expect(record).toContain(
        level
          ? `severity: ${impact}\nimpact:\n  - { service: uploads, level: ${level}, from: 2026-03-12T10:05Z, to: 2026-03-12T12:00Z }\n`
          : "severity: none\nservices:\n  - uploads\n",
      );
      expect(report).toEqual([
        level
          ? `adapted: 2026-03-12-uploads-are-failing: uploads: No update says how it was affected: ${level} is taken, all the time.`
          : "adapted: 2026-03-12-uploads-are-failing: uploads: No update says how it was affected: it is named without an impact.",
      ]);
    },
  );

  it("goes on while the incident does", () => {
    const going = incident(
      [
        update("investigating", "10:05", "x", {
          affected_components: [change("cmp000000002", "operational", "degraded_performance")],
        }),
      ],
      { ...listed, resolved_at: null },
    );
    expect(importIncident(going).text).toContain(
      "  - { service: uploads, level: degraded, from: 2026-03-12T10:05Z }\n",
    );
  });

  it("ends with the incident where a component was not back to operational, and the report says so", () => {
    const left = incident([
      update("investigating", "10:05", "x", {
        affected_components: [change("cmp000000002", "operational", "partial_outage")],
      }),
      update("resolved", "12:00", "y", {
        affected_components: [change("cmp000000002", "partial_outage", "partial_outage")],
      }),
    ]);
    const { text: record, report } = importIncident(left);
    expect(record).toContain("level: partial, from: 2026-03-12T10:05Z, to: 2026-03-12T12:00Z }");
    expect(report).toEqual([
      "adapted: 2026-03-12-uploads-are-failing: uploads: It was not back to operational when this was over: its impact ends at 2026-03-12 12:00 UTC.",
    ]);
  });

  it("of a component that was affected before it was named begins with the incident", () => {
    const late = incident([
      update("investigating", "10:30", "x", {
        affected_components: [change("cmp000000002", "major_outage", "major_outage")],
      }),
      update("resolved", "12:00", "y", {
        affected_components: [change("cmp000000002", "major_outage", "operational")],
      }),
    ]);
    expect(importIncident(late).text).toContain(
      "level: major, from: 2026-03-12T10:05Z, to: 2026-03-12T12:00Z }",
    );
  });

  it("on a component that no list has makes it a service that is shown only when affected", () => {
    const gone = incident(
      [
        update("investigating", "10:05", "x", {
          affected_components: [
            { code: "old", name: "Old thing", old_status: "operational", new_status: "major_outage" },
          ],
        }),
      ],
      { resolved_at: null },
    );
    const { files: imported, problems } = importAll([
      file("c.json", { page, components }),
      file("i.json", { page, incidents: [gone] }),
    ]);
    expect(imported.find(({ path }) => path === "content/services/old-thing.md")?.text).toBe(
      text(
        "---",
        "name: Old thing",
        "group: named-in-incidents",
        "order: 1",
        "visibleOnlyWhenAffected: true",
        "---",
      ),
    );
    expect(problems).toEqual([]);
  });
});

describe("an incident that contradicts itself", () => {
  it("is over where it says so, even if no update does", () => {
    const { text: record, report } = importIncident(
      incident([update("monitoring", "11:00", "x")], {
        status: "resolved",
        started_at: "2026-03-12T11:00:00Z",
      }),
    );
    expect(record).toMatch(
      /## Monitoring — 2026-03-12 11:00 UTC\n\nx\n\n## Resolved — 2026-03-12 12:00 UTC\n$/,
    );
    expect(report).toEqual([
      "adapted: 2026-03-12-uploads-are-failing: It is resolved, but no update says so: Resolved is written at 2026-03-12 12:00 UTC.",
    ]);
  });

  it("has an empty update where it has none", () => {
    expect(importIncident(incident([], { status: "investigating", resolved_at: null })).text).toMatch(
      /\n\n## Investigating — 2026-03-12 10:05 UTC\n$/,
    );
  });

  it("keeps an update that cannot be dated before the first one", () => {
    const undated = update("update", "10:00", "When was this?", { display_at: "soon", created_at: null });
    const dated = update("investigating", "10:05", "y");
    expect(importIncident(incident([undated, dated])).text).toContain(
      "---\n\nWhen was this?\n\n## Investigating",
    );
  });

  it("and has no time at all is no record, and its words are in the report", () => {
    const nowhere = incident(
      [update("resolved", "12:00", "Some words.", { display_at: null, created_at: null })],
      { started_at: null, created_at: null },
    );
    expect(importIncident(nowhere)).toEqual({
      text: "",
      report: ['not-imported: "Uploads are failing" (inc000000001): nothing says when it was. "Some words."'],
    });
  });

  it("and is a maintenance without an end is read as an incident", () => {
    const updates = [
      update("scheduled", "2026-04-01T10:00:00Z", "We will upgrade the database."),
      update("in_progress", "2026-04-05T22:00:00Z", "It has begun."),
    ];
    const open = { ...incident(updates), scheduled_for: "2026-04-05T22:00:00Z", resolved_at: null };
    const { text: record, report } = importIncident({ ...open, started_at: "2026-04-05T22:00:00Z" });
    expect(record).toContain("kind: incident\n");
    expect(record).toMatch(
      /---\n\nAnnounced at 2026-04-01 10:00 UTC:\n\nWe will upgrade the database\.\n\n## Investigating — 2026-04-05 22:00 UTC\n/,
    );
    expect(report[0]).toContain("It is a maintenance without an end after its start: read as an incident.");
  });

  it("and is a maintenance without a planned end has a window that ends with it", () => {
    const { text: record, report } = importIncident({ ...maintenance, scheduled_until: null });
    expect(record).toContain(
      "kind: maintenance\nscheduled: { from: 2026-04-05T22:00Z, to: 2026-04-05T23:50Z }\n",
    );
    expect(record).toContain("## Scheduled — 2026-04-01 10:00 UTC");
    expect(report[0]).toContain("It has no planned end: its window ends with it, at 2026-04-05 23:50 UTC.");
  });

  it("and is completed before its window begins was cancelled, if it was never in progress", () => {
    const { scheduled_for: from, scheduled_until: to } = maintenance;
    const updates = [
      update("scheduled", "2026-04-01T10:00:00Z", "Soon."),
      update("completed", "2026-04-03T10:00:00Z", "Not this time."),
    ];
    const planned = {
      scheduled_for: from,
      scheduled_until: to,
      started_at: from,
      components: [components[1]],
    };
    const off = incident(updates, { ...planned, impact: "maintenance", resolved_at: "2026-04-03T10:00:00Z" });
    const { text: record, report } = importIncident(off);
    expect(record).toMatch(/## Cancelled — 2026-04-03 10:00 UTC\n\nNot this time\.\n$/);
    expect(report.some((line) => line.endsWith("was never in progress: written as Cancelled."))).toBe(true);
    const begun = [...updates, update("in_progress", "2026-04-02T10:00:00Z", "Early.")];
    expect(importIncident(incident(begun, { ...off, incident_updates: begun })).text).toContain(
      "## Completed",
    );
  });

  it("and began before its first update says so in words, unless an impact does", () => {
    const late = incident([update("resolved", "12:00", "Over.")]);
    const { text: record, report } = importIncident(late);
    expect(record).toContain(
      "---\n\nIt began at 2026-03-12 10:05 UTC.\n\n## Resolved — 2026-03-12 12:00 UTC",
    );
    expect(report).toEqual([
      "adapted: 2026-03-12-uploads-are-failing: It began before its first update, and no impact says so: its begin is written before that.",
    ]);
    const planned = { scheduled_for: "2026-03-12T10:05:00Z", scheduled_until: "2026-03-12T13:00:00Z" };
    expect(importIncident({ ...late, ...planned, status: "completed" }).text).not.toContain("It began");
    const affected = importIncident({ ...late, components: [components[3]] });
    expect(affected.text).toContain("from: 2026-03-12T10:05Z");
    expect(affected.text).not.toContain("It began");
  });

  it("has its strange updates and its strange impact in the report", () => {
    const strange = incident([update("investigating", "10:05", "x")], { impact: "weird", resolved_at: null });
    const updates = [...(strange["incident_updates"] as Fields[]), null, "five", 5];
    const { text: record, report } = importIncident({ ...strange, incident_updates: updates });
    expect(record).not.toContain("severity");
    expect(report).toEqual([
      "not-imported: 2026-03-12-uploads-are-failing: Among its updates is what is none: five, 5",
      "not-imported: 2026-03-12-uploads-are-failing: The impact is none of Statuspage's words: weird",
    ]);
  });
});

describe("what has no place", () => {
  it("is reported with its words", () => {
    const told = incident([update("investigating", "10:05", "x", { custom_tweet: "Back again!" })], {
      postmortem_body: "A draft.",
      metadata: { jira: "X-1" },
      strange: { deep: [1] },
    });
    expect(importIncident(told).report).toEqual([
      'not-imported: 2026-03-12-uploads-are-failing: The incident: a key has no place here: strange: {"deep":[1]}',
      "not-imported: 2026-03-12-uploads-are-failing: The update of 2026-03-12 10:05 UTC: a key has no place here: custom_tweet: Back again!",
      "not-imported: 2026-03-12-uploads-are-failing: A postmortem that was not published is left out: A draft.",
    ]);
  });

  it("of a group is reported by the key that it has", () => {
    const { report } = importAll([
      file("c.json", {
        page,
        components: [component("g", "All", { group: true, description: "Everything" })],
      }),
    ]);
    expect(report.map(({ message }) => message)).toContain(
      'The group "All": a key has no place here: description: Everything',
    );
  });

  it("is not told of an address that changes a component's status", () => {
    const { report } = importAll([
      file("c.json", [component("a", "A", { automation_email: "component+secret@notifications.example" })]),
    ]);
    expect(JSON.stringify(report)).not.toContain("secret");
    expect(JSON.stringify(report)).toContain("automation_email: (not repeated here)");
  });

  it("does not include a published postmortem", () => {
    const told = incident([update("resolved", "12:00", "x")], {
      postmortem_body: "A review.",
      postmortem_published_at: "2026-03-20T10:00:00Z",
    });
    expect(importIncident(told).text).toMatch(/## Update — 2026-03-20 10:00 UTC\n\nA review\.\n$/);
  });

  it("includes what the public API does not list", () => {
    const many = Array.from({ length: 50 }, (_, index) =>
      incident([update("resolved", "12:00", "x")], { id: `i${index}` }),
    );
    const { report } = importAll([file("incidents.json", { page, incidents: many })]);
    expect(report.find(({ message }) => message.startsWith("There are 50 incidents in it"))?.outcome).toBe(
      "not-imported",
    );
  });
});

describe("a file that is none of Statuspage's", () => {
  it.each([
    ["", "The file is empty."],
    [
      " <!DOCTYPE html><title>502</title>",
      "It is a page of HTML or XML, not JSON: perhaps what the server said instead. Fetch it again with curl --fail, and look at what it says.",
    ],
    ["[]", "It is an empty list."],
    [
      '"x"',
      "It holds nothing but x. Expected a file of Statuspage's API, such as summary.json, components.json, incidents.json or scheduled-maintenances.json.",
    ],
    [
      '{"name":"package","version":1}',
      "It is JSON of another kind, with the keys name, version. Expected a file of Statuspage's API, such as summary.json, components.json, incidents.json or scheduled-maintenances.json.",
    ],
    [
      '[{"email":"a@b.c"}]',
      "Entries of this list are neither incidents nor components: 1. The first one: with the keys email. Expected a file of Statuspage's API, such as summary.json, components.json, incidents.json or scheduled-maintenances.json.",
    ],
  ])("is reported by its name: %j", (content, message) => {
    expect(importAll([{ path: "x/some.json", text: content }])).toMatchObject({
      files: [],
      report: [{ source: "x/some.json", outcome: "not-imported", message }],
    });
  });

  it("or is cut off is reported by its name, and the others are imported", () => {
    const cut = { path: "incidents.json", text: files[1]?.text.slice(0, 500) ?? "" };
    const { report, files: imported } = importAll([cut, ...files.filter(({ path }) => path !== cut.path)]);
    expect(imported).toHaveLength(5);
    expect(report.find(({ source }) => source === "incidents.json")?.message).toMatch(
      /^It is broken JSON, perhaps cut off: .*\. Fetch it again\.$/,
    );
  });

  it.each([
    "null",
    "1",
    '{"page":{},"incidents":[null,1,{"id":5}]}',
    '{"incidents":[{"id":"a","incident_updates":[null,{"body":7}]}]}',
    '{"page":{"id":"p","name":{}},"components":[{"id":"c"},{}]}',
    `{"a":${"[".repeat(5000)}${"]".repeat(5000)}}`,
  ])("never stops the import: %.60s", (content) => {
    expect(importAll([{ path: "x.json", text: content }]).report.length).toBeGreaterThan(0);
  });
});

describe("hostile names", () => {
  it.each([
    "<script>alert(1)</script>",
    "a\u0000b\nc",
    "\ud800",
    "__proto__",
    "---\ntitle: x",
    "'\"`: #",
    "  ",
    "😀",
    "‮rtl",
    "a".repeat(5000),
  ])("make records that Daymark reads: %.40j", (name) => {
    const { problems, records } = importAll([
      file("all.json", {
        page: { ...page, name: name.trim() || "x" },
        components: [
          component("cmp1", name),
          component("grp1", name, { group: true }),
          component("cmp2", name, { group_id: "grp1", description: name }),
        ],
        incidents: [
          incident([update("resolved", "12:00", name, { id: name })], {
            name,
            id: name.trim() || "x",
            shortlink: `https://x/\n${name}`,
            components: [component("cmp1", name)],
          }),
        ],
      }),
    ]);
    expect(problems).toEqual([]);
    expect(records.incidents).toHaveLength(1);
    expect(records.services).toHaveLength(2);
  });
});
