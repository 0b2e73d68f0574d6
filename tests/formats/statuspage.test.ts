import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { parseFragment } from "parse5";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { harmless } from "../../src/formats/statuspage/body.ts";
import { statuspageDocuments } from "../../src/formats/statuspage.ts";
import { placeAt } from "../../src/formats/text/link.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Records } from "../../src/records/load.ts";
import { renderMarkdown } from "../../src/records/markdown.ts";
import type { Update } from "../../src/records/parse/body.ts";
import { at, type Facts, incident, noHistory, origin, records, service } from "../model/record.ts";
import { type StaticServer, serve } from "../server.ts";
import { temporarySite } from "../site/build.ts";
import { hostileSite, hostileTexts, type Json, modelOf, parsed } from "./site.ts";
import { statuspageSchemas } from "./statuspage/schema.ts";

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const validators = new Map<string, ValidateFunction>(
  Object.entries(statuspageSchemas).map(([name, schema]) => [`/api/v2/${name}.json`, ajv.compile(schema)]),
);
const paths = [...validators.keys()];

/** What the schemas find wrong in documents. */
function wrong(documents: ReadonlyMap<string, Json>): string[] {
  return [...documents].flatMap(([path, document]) => {
    const validate = validators.get(path);
    if (!validate) return [`${path} is no document of the API`];
    if (validate(document)) return [];
    return (validate.errors ?? []).map((error) => `${path}${error.instancePath} ${error.message}`);
  });
}

/** What holds between documents, beside what each schema tells. */
function expectConsistent(documents: ReadonlyMap<string, Json>): void {
  const of = (name: string): Json => documents.get(`/api/v2/${name}.json`);
  const { components } = of("components");
  const incidents: Json[] = of("incidents").incidents;
  const maintenances: Json[] = of("scheduled-maintenances").scheduled_maintenances;
  const byStatus = (all: Json[], ...words: string[]): Json[] =>
    all.filter((one) => words.includes(one.status));
  const byId = (all: Json[]): Json[] => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));

  const unresolved = byStatus(incidents, "investigating", "identified", "monitoring");
  expect(of("incidents/unresolved").incidents).toEqual(unresolved);
  expect(byId(of("scheduled-maintenances/upcoming").scheduled_maintenances)).toEqual(
    byId(byStatus(maintenances, "scheduled")),
  );
  expect(byId(of("scheduled-maintenances/active").scheduled_maintenances)).toEqual(
    byId(byStatus(maintenances, "in_progress", "verifying")),
  );
  expect(of("summary")).toEqual({
    page: of("status").page,
    components,
    incidents: unresolved,
    scheduled_maintenances: [
      ...of("scheduled-maintenances/active").scheduled_maintenances,
      ...of("scheduled-maintenances/upcoming").scheduled_maintenances,
    ],
    status: of("status").status,
  });
  for (const document of documents.values()) expect(document.page).toEqual(of("status").page);

  const reports = [...incidents, ...maintenances];
  const updates = reports.flatMap((one) => one.incident_updates);
  for (const ids of [components, reports, updates].map((all: Json[]) => all.map(({ id }) => id))) {
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(ids.length);
  }
  const known = new Map(components.map((one: Json) => [one.id, one]));
  for (const one of components) {
    if (one.group_id !== null) expect(known.get(one.group_id)).toMatchObject({ group: true });
    if (one.group) {
      expect(components.filter((other: Json) => other.group_id === one.id).map(({ id }: Json) => id)).toEqual(
        one.components,
      );
    }
  }
  expect(components.map(({ position }: Json) => position)).toEqual(
    components.map((_: Json, index: number) => index + 1),
  );
  for (const one of [...components, ...reports, ...updates])
    expect(one.updated_at >= one.created_at).toBe(true);
  for (const report of reports) {
    const times = report.incident_updates.map((update: Json) => update.display_at);
    expect(times).toEqual(times.toSorted().reverse());
    if (report.incident_updates.length > 0) expect(report.incident_updates[0].status).toBe(report.status);
    for (const update of report.incident_updates) expect(update.incident_id).toBe(report.id);
  }
}

/** The documents of a site with the services api and web in a group, old, which is retired, and lone, in none. */
function documentsOf(
  incidents: readonly Facts[],
  facts: Partial<Records> = {},
  now = "12:00",
): Map<string, Json> {
  return parsed(statuspageDocuments(model(incidents, facts, now)));
}

function model(incidents: readonly Facts[], facts: Partial<Records> = {}, now = "12:00"): SiteModel {
  const services = [
    service("api", { since: "2026-01-01", description: "For machines" }),
    service("web", { visibleOnlyWhenAffected: true }),
    service("old", { retired: "2026-01-01" }),
    service("lone", { group: "elsewhere" }),
  ];
  const all = records({
    services,
    ...facts,
    incidents: incidents.map(incident),
  });
  return buildModel(all, origin, at(now), noHistory);
}

/** The one incident or maintenance that a site has. */
function only(...facts: [Facts, string?]): Json {
  const documents = documentsOf([facts[0]], {}, facts[1]);
  expect(wrong(documents)).toEqual([]);
  expectConsistent(documents);
  return [
    ...documents.get("/api/v2/incidents.json").incidents,
    ...documents.get("/api/v2/scheduled-maintenances.json").scheduled_maintenances,
  ][0];
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("The documents of Statuspage's API", () => {
  test("are there, and nothing else", () => {
    expect([...documentsOf([]).keys()]).toEqual(paths);
  });

  test("are valid and consistent on the demonstration, as it was built", () => {
    const documents = new Map(
      paths.map((path) => [path, JSON.parse(readFileSync(join(inject("demonstration"), path), "utf8"))]),
    );
    expect(wrong(documents)).toEqual([]);
    expectConsistent(documents);
    expect(documents.get("/api/v2/incidents.json").incidents.length).toBeGreaterThan(10);
    expect(
      documents.get("/api/v2/scheduled-maintenances.json").scheduled_maintenances.length,
    ).toBeGreaterThan(4);
    expect(documents.get("/api/v2/status.json").status).toEqual({
      indicator: "minor",
      description: "Partially Degraded Service",
    });
  });

  test("are the same to the byte whatever the order of records", () => {
    const reversed = frozenSite.toReversed();
    expect([...statuspageDocuments(model(reversed))]).toEqual([...statuspageDocuments(model(frozenSite))]);
  });

  test("are valid and consistent on a site whose every text is hostile", async () => {
    const root = temporarySite(hostileSite());
    folders.push(root);
    const documents = parsed(statuspageDocuments(await modelOf(root, "2026-11-21T11:00Z")));
    expect(wrong(documents)).toEqual([]);
    expectConsistent(documents);
    const names = documents.get("/api/v2/incidents.json").incidents.map(({ name }: Json) => name);
    expect(names.sort()).toEqual(hostileTexts.map((text) => text.replace(/\s+/g, " ").trim()).sort());
    expect(documents.get("/api/v2/components.json").components[0].id).toBe("group:S0");
  });

  test("are valid on an empty site", async () => {
    const root = temporarySite({
      "content/site.yaml": "name: Nothing\nurl: https://status.example.org\n",
    });
    folders.push(root);
    const documents = parsed(statuspageDocuments(await modelOf(root, "2026-11-21T11:00Z")));
    expect(wrong(documents)).toEqual([]);
    expectConsistent(documents);
    expect(documents.get("/api/v2/summary.json")).toEqual({
      page: {
        id: "status.example.org",
        name: "Nothing",
        url: "https://status.example.org",
        time_zone: "Etc/UTC",
        updated_at: "1970-01-01T00:00:00Z",
      },
      components: [],
      incidents: [],
      scheduled_maintenances: [],
      status: { indicator: "none", description: "All Systems Operational" },
    });
  });

  test("hold half characters as what every parser takes", () => {
    const site = { ...model([]).site, name: "half \ud83d" };
    const [first] = statuspageDocuments({ ...model([]), site });
    expect(first?.body).toContain('"name":"half \ufffd"');
  });

  test("list the newest fifty, and all that are open", () => {
    const many = Array.from({ length: 70 }, (_, index) => ({
      id: `i${index}`,
      updates: [`investigating 2026-01-01T${String(index % 24).padStart(2, "0")}:00Z`, "resolved 10:00"],
    }));
    const old = Array.from({ length: 3 }, (_, index) => ({
      id: `old${index}`,
      updates: ["investigating 2025-01-01T10:00Z"],
    }));
    const documents = documentsOf([...many, ...old]);
    expectConsistent(documents);
    const ids = documents.get("/api/v2/incidents.json").incidents.map(({ id }: Json) => id);
    expect(ids).toHaveLength(50);
    expect(ids.slice(-3).sort()).toEqual(["old0", "old1", "old2"]);
  });

  // A frozen contract: clients rely on each of these bytes. A change here is a breaking change, and is told as one.
  test.each(paths)("are frozen: %s", (path) => {
    const documents = documentsOf(frozenSite, {}, "12:00");
    const file = join(import.meta.dirname, "frozen", `${path.slice("/api/v2/".length).replaceAll("/", "-")}`);
    const text = `${JSON.stringify(documents.get(path), undefined, 2)}\n`;
    if (process.env["FREEZE"] === "1") writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});

const frozenSite: readonly Facts[] = [
  {
    id: "uploads-failing",
    severity: "major",
    impact: ["api major 10:00 11:00", "api partial 11:00", "web degraded 10:10"],
    updates: [
      "investigating 10:10 next 10:30",
      "identified 10:30",
      "update 10:40",
      "monitoring 11:00",
      "correction 11:10",
    ],
  },
  {
    id: "over",
    impact: ["old partial 08:00 09:00"],
    updates: ["investigating 08:10", "resolved 09:00"],
  },
  {
    id: "coming",
    scheduled: ["21T10:00", "21T11:00"],
    impact: ["api maintenance"],
    updates: ["scheduled 09:00"],
  },
  {
    id: "now",
    scheduled: ["11:30", "13:00"],
    impact: ["lone maintenance"],
    updates: ["scheduled 09:00"],
  },
  {
    id: "done",
    scheduled: ["06:00", "07:00"],
    impact: ["web maintenance"],
    updates: ["scheduled 05:00"],
  },
  {
    id: "notice",
    kind: "notice",
    services: ["api"],
    updates: ["notice 09:00"],
  },
];

describe("An incident", () => {
  test("keeps the status in force where an update changes none", () => {
    const { status, incident_updates } = only({
      updates: ["update 09:00", "identified 10:00", "correction 10:10", "resolved 11:00", "update 11:10"],
    });
    expect(status).toBe("resolved");
    expect(incident_updates.map((update: Json) => update.status)).toEqual([
      "resolved",
      "resolved",
      "identified",
      "identified",
      "investigating",
    ]);
  });

  test("is investigated again when it is reopened, and says so", () => {
    const reopened = only({ updates: ["resolved 10:00", "reopened 11:00"] });
    expect([reopened.status, reopened.resolved_at]).toEqual(["investigating", null]);
    expect(reopened.incident_updates[0]).toMatchObject({
      status: "investigating",
      body: "Reopened.",
    });
  });

  test("says since when it is monitored, and when it was resolved", () => {
    const of = (...updates: string[]): unknown[] => {
      const { monitoring_at, resolved_at } = only({ updates });
      return [monitoring_at, resolved_at].map((time) => time?.slice(11, 16));
    };
    expect(of("investigating 10:00")).toEqual([undefined, undefined]);
    expect(of("monitoring 10:00", "update 10:10", "monitoring 10:20")).toEqual(["10:00", undefined]);
    expect(of("monitoring 10:00", "identified 10:10")).toEqual([undefined, undefined]);
    expect(of("monitoring 10:00", "resolved 10:10")).toEqual(["10:00", "10:10"]);
    expect(of("monitoring 10:00", "resolved 10:10", "reopened 10:20", "monitoring 10:30")).toEqual([
      "10:30",
      undefined,
    ]);
  });

  test.each([
    [{ severity: "critical" }, "critical"],
    [{ severity: "none", impact: ["api major 10:00"] }, "none"],
    [{ severity: "sev1", impact: ["api partial 10:00"] }, "major"],
    [{ impact: ["api degraded 10:00", "web major 10:00 10:05"] }, "critical"],
    [{ impact: ["api degraded 10:00"] }, "minor"],
    [{ impact: ["api maintenance 10:00"] }, "none"],
    [{}, "none"],
  ] as const)("of %j has the impact %s", (facts, impact) => {
    expect(only({ ...facts, updates: ["investigating 10:00"] }).impact).toBe(impact);
  });

  test("tells with each update which levels changed since the one before it, and when", () => {
    const { incident_updates } = only({
      impact: [
        "api degraded 09:30 10:30",
        "api major 10:10 11:00",
        "web partial 10:05 10:45",
        "web major 10:45 10:50",
        "web partial 11:10 11:20",
        "gone major 10:00",
      ],
      updates: ["investigating 10:00", "identified 10:10", "update 10:30", "resolved 11:00"],
    });
    const change = (code: string, old_status: string, new_status: string): object => ({
      code,
      name: code,
      old_status,
      new_status,
    });
    expect(incident_updates.map((update: Json) => update.affected_components).reverse()).toEqual([
      [change("api", "operational", "degraded_performance")],
      [change("web", "operational", "partial_outage"), change("api", "degraded_performance", "major_outage")],
      null,
      [change("web", "partial_outage", "operational"), change("api", "major_outage", "operational")],
    ]);
    const since = (text: string, time: string): string => `${text} since 20 Nov 2026, ${time} UTC.`;
    const times = ({ body }: Json): string[] =>
      body.split("\n\n").filter((part: string) => / since /.test(part));
    expect(incident_updates.map(times).reverse()).toEqual([
      [since("api: degraded performance", "09:30")],
      [since("web: partial outage", "10:05")],
      [],
      [since("web: major outage", "10:45"), since("web: operational", "10:50")],
    ]);
  });

  test("puts a name into a body as text", () => {
    const facts = {
      impact: ["api major 09:30"],
      updates: ["investigating 10:00"],
    };
    const services = [{ ...service("api"), name: "a <b>&amp;</b>" }];
    const { incidents } = documentsOf([facts], { services }).get("/api/v2/incidents.json");
    expect(incidents[0].incident_updates[0].body).toContain(
      "a &lt;b>&amp;amp;&lt;/b>: major outage since 20 Nov 2026, 09:30 UTC.",
    );
  });

  test("names services as they are now, retired ones too", () => {
    const { components } = only({
      services: ["web"],
      impact: ["old major 10:00", "api major 10:00 11:00", "gone major 10:00"],
      updates: ["investigating 10:00"],
    });
    expect(components.map(({ id, status }: Json) => `${id} ${status}`)).toEqual([
      "old major_outage",
      "api operational",
      "web operational",
    ]);
  });

  test("is not made of a notice", () => {
    const documents = documentsOf([{ kind: "notice", updates: ["notice 10:00"] }]);
    expect(documents.get("/api/v2/incidents.json").incidents).toEqual([]);
  });
});

describe("A maintenance", () => {
  test("passes through its stages by the clock", () => {
    const facts = {
      scheduled: ["10:00", "11:00"] as const,
      impact: ["api maintenance"],
      updates: ["scheduled 09:00"],
    };
    const of = (now: string): unknown[] => {
      const { status, resolved_at, incident_updates } = only(facts, now);
      return [status, resolved_at, incident_updates.map((update: Json) => update.body)];
    };
    const begun = "The planned window has begun.";
    expect(of("09:30")).toEqual(["scheduled", null, ["Scheduled."]]);
    expect(of("10:30")).toEqual(["in_progress", null, [begun, "Scheduled."]]);
    expect(of("12:00")).toEqual([
      "completed",
      "2026-11-20T11:00:00Z",
      ["The planned window has ended. Nobody has reported otherwise.", begun, "Scheduled."],
    ]);
  });

  test("that was cancelled is completed, and says so", () => {
    const cancelled = only({
      scheduled: ["21T10:00", "21T11:00"],
      updates: ["scheduled 09:00", "cancelled 10:00"],
    });
    expect(cancelled.status).toBe("completed");
    expect(cancelled.incident_updates[0]).toMatchObject({
      status: "completed",
      body: "Cancelled.",
    });
  });
});

describe("The state of the page", () => {
  const of = (...incidents: Facts[]): unknown =>
    Object.values(documentsOf(incidents).get("/api/v2/status.json").status);
  const updates = ["investigating 10:00"];

  test.each([
    [[], ["none", "All Systems Operational"]],
    [[{ impact: ["api degraded 10:00"], updates }], ["minor", "Partially Degraded Service"]],
    [[{ updates }], ["minor", "Minor Service Outage"]],
    [[{ impact: ["api partial 10:00"], updates }], ["major", "Partial System Outage"]],
    [[{ impact: ["api major 10:00"], updates }], ["critical", "Major System Outage"]],
    [
      [{ scheduled: ["11:00", "13:00"], impact: ["api maintenance"] }],
      ["maintenance", "Service Under Maintenance"],
    ],
  ] as const)("of %j is %j", (incidents, expected) => {
    expect(of(...(incidents as unknown as Facts[]))).toEqual(expected);
  });
});

describe("A maintenance that was completed before its window", () => {
  test("never took place", () => {
    const facts: Facts = {
      scheduled: ["11:00", "12:00"],
      impact: ["api maintenance"],
      updates: ["scheduled 09:00", "completed 10:00"],
    };
    const { status, started_at, resolved_at, incident_updates } = only(facts);
    expect([status, started_at, resolved_at]).toEqual([
      "completed",
      "2026-11-20T11:00:00Z",
      "2026-11-20T10:00:00Z",
    ]);
    expect(incident_updates.map((update: Json) => update.affected_components)).toEqual([null, null]);
  });
});

describe("The text of an update", () => {
  const place = placeAt(model([]), "/incidents/record/");
  test("is left as it was written, but that its paragraphs are not wrapped", () => {
    expect(
      harmless(
        "a < b & c > d, R&D\nand *so* on  \nbreak\n\n    code\n    more\n\n- one\n  two\n- three",
        place,
      ),
    ).toBe("a < b & c > d, R&D and *so* on  \nbreak\n\n    code\n    more\n\n- one two\n- three");
    expect(harmless("> one\n> two", place)).toBe("> one\n> two");
    expect(harmless("<https://example.org/?a=1&b=2> <!-- secret\n --> x", place)).toBe(
      "https://example.org/?a=1&b=2  x",
    );
    expect(harmless("`kelp info <name>` &amp;", place)).toBe("`kelp info &lt;name>` &amp;amp;");
  });

  test("has absolute links", () => {
    const sub = placeAt({ ...model([]), origin: { ...origin, base: "/sub" } }, "/incidents/record/");
    expect(harmless("[a](/incidents/b/) [c](#d) `[a](/x)`\nand [e]\n\n[e]: </f g>", sub)).toBe(
      "[a](https://status.example.org/sub/incidents/b/) [c](https://status.example.org/sub/incidents/record/#d) `[a](/x)` and [e]\n\n[e]: https://status.example.org/sub/f%20g",
    );
  });

  test("keeps a comment in code", () => {
    expect(harmless("<!-- a -->\n\n```\n<!-- b -->\n```", place)).toBe("```\n&lt;!-- b -->\n```");
  });

  test("comes before the summary, which was perhaps written later", () => {
    const bodies = (facts: Partial<Update>): string[] => {
      const base = incident({
        impact: ["api major 09:30"],
        updates: ["investigating 10:00 next 10:30", "update 10:20"],
      });
      const [first, second] = base.updates;
      if (!first || !second) throw new Error("no updates");
      const record = {
        ...base,
        summary: "Nothing was lost\nin the end.\n\n- See [more](/x)\n",
        updates: [{ ...first, ...facts }, second],
      };
      const all = records({ services: [service("api")], incidents: [record] });
      const documents = parsed(statuspageDocuments(buildModel(all, origin, at("12:00"), noHistory)));
      const [one] = documents.get("/api/v2/incidents.json").incidents;
      return one.incident_updates.map((update: Json) => update.body).reverse();
    };
    const summary = "Nothing was lost in the end.\n\n- See [more](https://status.example.org/x)";
    const facts = "api: major outage since 20 Nov 2026, 09:30 UTC.\n\nNext update by 20 Nov 2026, 10:30 UTC.";
    expect(bodies({ text: "We look." })).toEqual([
      `We look.\n\n${facts}\n\nSummary:\n\n${summary}`,
      "Update.",
    ]);
    expect(bodies({ known: "Little." })[0]).toBe(`Known:\n\nLittle.\n\n${facts}\n\nSummary:\n\n${summary}`);
    expect(bodies({})[0]).toBe(`${summary}\n\n${facts}`);
  });

  test.each(hostileTexts)("is nothing but text where a client takes it for HTML: %s", (text) => {
    for (const body of [text, `\`\`\`\n${text}\n\`\`\``, `<!-- ${text}`]) {
      const { childNodes } = parseFragment(harmless(body, place));
      expect(childNodes.map(({ nodeName }) => nodeName).filter((name) => name !== "#text")).toEqual([]);
      expect(renderMarkdown(harmless(body, place), { headingLevel: 3 })).not.toMatch(
        /<(?:script|img|svg|iframe)/i,
      );
    }
  });

  test("is read in a moment, however hostile it is", () => {
    for (const piece of ["<!--", "<", "&#", "&a", "<https://", "> ", "- "]) {
      harmless(piece.repeat(20_000), place);
    }
  });
});

describe("A client of Statuspage", () => {
  let server: StaticServer;
  beforeAll(async () => {
    server = await serve(inject("demonstration"));
  });
  afterAll(() => server.close());

  test("reads everything: statuspage.io 3.2.10", async () => {
    const { Statuspage } = await import("statuspage.io");
    const client = new Statuspage("any");
    client.setApiUrl(server.url);
    expect((await client.api.getStatus()).status.indicator).toBe("minor");
    // Its own type of a summary contradicts itself.
    const summary: Json = await client.api.getSummary();
    expect(summary.incidents.map(({ id }: Json) => id)).toEqual(["2026-11-20-search-slow"]);
    expect((await client.api.getComponents()).components.length).toBe(14);
    expect((await client.api.incidents.getAll()).incidents.length).toBeGreaterThan(10);
    expect((await client.api.incidents.getUnresolved()).incidents[0]?.status).toBe("monitoring");
    const { scheduled_maintenances } = await client.api.scheduledMaintenances.getUpcoming();
    expect(scheduled_maintenances.map(({ status }) => status)).toEqual(["scheduled"]);
    expect((await client.api.scheduledMaintenances.getAll()).scheduled_maintenances).toHaveLength(1);
    expect((await client.api.scheduledMaintenances.getActive()).page.time_zone).toBe("Etc/UTC");
  });

  test("reads everything: statuspage.js 1.0.17", async () => {
    const { Statuspage } = await import("statuspage.js");
    const client = new Statuspage("any");
    // It has no option for another host than Statuspage's own.
    const { axios } = client as unknown as {
      axios: { defaults: { baseURL: string } };
    };
    axios.defaults.baseURL = `${server.url}/api/v2`;
    expect((await client.status()).status.indicator).toBe("minor");
    const summary = await client.summary();
    expect(summary.incidents?.[0]?.incident_updates[0]?.display_at).toEqual(new Date("2026-11-21T00:48:00Z"));
    expect(summary.components).toHaveLength(14);
    expect((await client.components()).page.updated_at).toBeInstanceOf(Date);
    expect((await client.allIncidents()).incidents.length).toBeGreaterThan(10);
    expect((await client.unresolvedIncidents()).incidents).toHaveLength(1);
    expect((await client.allScheduledMaintenances()).scheduled_maintenances.length).toBeGreaterThan(4);
    expect((await client.activeScheduledMaintenances()).scheduled_maintenances).toEqual([]);
    expect((await client.upcomingScheduledMaintenances()).scheduled_maintenances[0]?.scheduled_for).toEqual(
      new Date("2026-12-05T07:00:00Z"),
    );
  });
});
