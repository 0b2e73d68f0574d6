import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, describe, expect, inject, test } from "vitest";
import { type ApiSchemaName, apiSchemaNames } from "../../src/formats/api/schema.ts";
import { apiDocuments } from "../../src/formats/api.ts";
import { auditPages } from "../../src/formats/audit.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { at, type Facts, incident, noHistory, origin, records, service } from "../model/record.ts";
import { temporarySite } from "../site/build.ts";
import { hostileSite, type Json, modelOf, parsed } from "./site.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function model(incidents: readonly Facts[], now = "12:00"): SiteModel {
  const services = [
    service("web"),
    service("api", { since: "2026-11-11" }),
    service("old", { retired: "2026-11-01" }),
  ];
  return buildModel(records({ services, incidents: incidents.map(incident) }), origin, at(now), noHistory);
}

function documentsOf(incidents: readonly Facts[], now?: string): Map<string, Json> {
  return parsed(apiDocuments(model(incidents, now)));
}

/** What the schemas that are published with some documents find wrong in them. */
function wrong(documents: ReadonlyMap<string, Json>): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  for (const [path, schema] of documents) if (path.includes("/schemas/")) ajv.addSchema(schema);
  return [...documents].flatMap(([path, document]) => {
    if (path.includes("/schemas/")) return [];
    const validate = ajv.getSchema(document.$schema);
    if (!validate) return [`${path}: its schema ${document.$schema} is not published`];
    if (validate(document)) return [];
    return (validate.errors ?? []).map((error) => `${path}${error.instancePath} ${error.message}`);
  });
}

/** Every JSON document below a folder of the API, by its path. */
function published(dist: string): Map<string, Json> {
  const files = readdirSync(join(dist, "api/v1"), { recursive: true, encoding: "utf8" });
  return new Map(
    files
      .filter((file) => file.endsWith(".json"))
      .map((file) => [`/api/v1/${file}`, JSON.parse(readFileSync(join(dist, "api/v1", file), "utf8"))]),
  );
}

/** Objects of a schema, with the place where they are. */
function* objectsOf(schema: Json, place: string): Generator<[string, Json]> {
  if (typeof schema !== "object" || schema === null) return;
  if (schema.type === "object") yield [place, schema];
  for (const [key, value] of Object.entries(schema)) yield* objectsOf(value, `${place}/${key}`);
}

describe("The documents of our own API", () => {
  test("hold to the schemas that they name, as the demonstration was built", () => {
    const documents = published(inject("demonstration"));
    expect(wrong(documents)).toEqual([]);
    for (const name of apiSchemaNames) {
      expect(documents.has(`/api/v1/schemas/${name}.schema.json`)).toBe(true);
      if (name !== "incident" && name !== "lesson")
        expect(documents.get(`/api/v1/${name}.json`)).toHaveProperty("$schema");
    }
  });

  test("hold to their schemas on a site whose every text is hostile, and name nobody who is anonymous", async () => {
    const root = temporarySite(hostileSite());
    folders.push(root);
    const hostile = await modelOf(root, "2026-11-21T11:00Z");
    const audit = auditPages(hostile).map(({ body }) => ({ path: "/api/v1/audit.json", body }));
    const documents = parsed([...apiDocuments(hostile), ...audit]);
    expect(wrong(documents)).toEqual([]);
    expect(documents.get("/api/v1/incidents.json").total).toBe(24);
    expect(JSON.stringify([...documents.values()])).not.toContain("mallory");
  });

  test("hold to their schemas on an empty site", async () => {
    const root = temporarySite({ "content/site.yaml": "name: Nothing\nurl: https://status.example.org\n" });
    folders.push(root);
    const documents = parsed(apiDocuments(await modelOf(root, "2026-11-21T11:00Z")));
    expect(wrong(documents)).toEqual([]);
    expect(documents.get("/api/v1/incidents.json")).toEqual({
      $schema: "https://status.example.org/api/v1/schemas/incidents.schema.json",
      page: 1,
      pages: 1,
      next: null,
      total: 0,
      incidents: [],
    });
  });

  test("link to what is there", () => {
    const dist = inject("demonstration");
    const base = "https://status.kelp.example/";
    for (const one of published(dist).get("/api/v1/incidents.json").incidents) {
      const details = JSON.parse(readFileSync(join(dist, one.details.slice(base.length)), "utf8"));
      const { details: _, ...head } = one;
      expect(details).toMatchObject(head);
      for (const update of details.updates) {
        const [page, anchor] = update.url.slice(base.length).split("#");
        expect(readFileSync(join(dist, page, "index.html"), "utf8")).toContain(`data-update="${anchor}"`);
      }
      expect(existsSync(join(dist, details.history.slice(base.length), "index.html"))).toBe(true);
    }
  });
});

describe("A published schema", () => {
  const schemas = documentsOf([]);

  test.each(apiSchemaNames)("is closed, and says what each key means: %s", (name: ApiSchemaName) => {
    const schema = schemas.get(`/api/v1/schemas/${name}.schema.json`);
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(schema.$id).toBe(`https://status.example.org/api/v1/schemas/${name}.schema.json`);
    expect(JSON.stringify(schema)).toContain('"examples":[');
    expect(schema.description).toMatch(/\.$/);
    const objects = [...objectsOf(schema, "")];
    expect(objects.filter(([, { additionalProperties }]) => additionalProperties !== false)).toEqual([]);
    const { properties } = schema;
    const bare = Object.entries<Json>(properties).filter(
      ([key, { description }]) => description === undefined && key !== "tags",
    );
    expect(bare.map(([key]) => key)).toEqual([]);
  });
});

describe("The list of records", () => {
  test("is read to its end by following next, newest first, each record once", () => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      id: `i${index}`,
      updates: [`resolved ${new Date(at("12:00") - index * 3_600_000).toISOString()}`],
    }));
    const documents = documentsOf(many);
    expect(wrong(documents)).toEqual([]);
    const ids: string[] = [];
    let address: string | null = "https://status.example.org/api/v1/incidents.json";
    let pages = 0;
    while (address !== null) {
      const page: Json = documents.get(new URL(address).pathname);
      expect([page.page, page.pages, page.total]).toEqual([++pages, 3, 250]);
      ids.push(...page.incidents.map(({ id }: Json) => id));
      address = page.next;
    }
    expect(ids).toEqual(many.map(({ id }) => id));
  });

  test("does not get into the way of a record that is named like a page of it", () => {
    const updates = ["resolved 10:00"];
    const documents = documentsOf([
      { id: "2", updates },
      { id: "page", updates },
    ]);
    expect(documents.get("/api/v1/incidents/2.json").id).toBe("2");
    expect(documents.get("/api/v1/incidents/page.json").id).toBe("page");
  });
});

describe("The document of a record", () => {
  const promises = (updates: readonly string[], now?: string): unknown[] =>
    documentsOf([{ id: "one", updates }], now)
      .get("/api/v1/incidents/one.json")
      .updates.map(
        (update: Json) => update.nextUpdate && [update.nextUpdate.by.slice(11, 16), update.nextUpdate.kept],
      );

  test("tells which promised updates came in time", () => {
    expect(promises(["investigating 10:00 next 10:30", "update 10:30 next 11:00", "resolved 11:10"])).toEqual(
      [["10:30", true], ["11:00", false], null],
    );
    expect(promises(["investigating 10:00 next 10:30", "correction 10:10"])).toEqual([
      ["10:30", false],
      null,
    ]);
    expect(promises(["investigating 11:50 next 12:30"])).toEqual([["12:30", null]]);
  });

  test("settles every time of a maintenance, and takes no stage of the clock for an answer", () => {
    const facts = {
      id: "one",
      scheduled: ["10:00", "11:00"] as const,
      impact: ["api maintenance"],
      updates: ["scheduled 09:00 next 10:00"],
    };
    const document = documentsOf([facts]).get("/api/v1/incidents/one.json");
    expect(document).toMatchObject({
      kind: "maintenance",
      status: "completed",
      phase: "over",
      start: "2026-11-20T10:00:00Z",
      end: "2026-11-20T11:00:00Z",
      scheduled: { from: "2026-11-20T10:00:00Z", to: "2026-11-20T11:00:00Z" },
      impact: [
        { service: "api", level: "maintenance", from: "2026-11-20T10:00:00Z", to: "2026-11-20T11:00:00Z" },
      ],
    });
    expect(document.updates.map((update: Json) => [update.anchor, update.byClock])).toEqual([
      ["update-2026-11-20T09:00", false],
      ["in-progress", true],
      ["completed", true],
    ]);
    expect(document.updates[0].nextUpdate).toEqual({ by: "2026-11-20T10:00:00Z", kept: false });
  });

  test("holds what people wrote, as they wrote it", () => {
    const dist = inject("demonstration");
    const document = published(dist).get("/api/v1/incidents/2026-11-20-search-slow.json");
    expect(document).toMatchObject({
      severity: "minor",
      type: "degradation",
      level: "degraded",
      worstLevel: "degraded",
      end: null,
      nextUpdate: "2026-11-21T09:00:00Z",
      detected: { by: "monitoring-alert" },
    });
    expect(document.summary).toContain(
      "Searching on the website and with `kelp search` is slower than usual.",
    );
  });
});

describe("Uptime as data", () => {
  test("is the number on the page, for every service and every group", () => {
    const dist = inject("demonstration");
    const { services, groups } = published(dist).get("/api/v1/uptime.json");
    const page = (path: string): string => readFileSync(join(dist, path, "index.html"), "utf8");
    const ids = readdirSync(join(dist, "services"), { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    );
    expect(services.map(({ id }: Json) => id)).toEqual(ids.map(({ name }) => name).sort());
    for (const { id, uptime, text } of services) {
      const printed = /<h2 id="uptime">Last 90 days: ([^<]+)<\/h2>/.exec(page(`services/${id}`))?.[1];
      expect([id, text]).toEqual([id, printed]);
      expect(uptime === null ? "no data yet" : `${uptime.toFixed(uptime === 100 ? 0 : 2)} %`).toBe(printed);
    }
    const front = [...page("").matchAll(/<span class="uptime">([^<]+)<\/span>/g)].map((match) => match[1]);
    const onFront = groups.map(({ text }: Json) => text);
    expect(onFront.every((text: string) => front.includes(text))).toBe(true);
    expect(services.some(({ uptime }: Json) => uptime < 100)).toBe(true);
  });

  test("follows from the intervals that are given", () => {
    const { services } = published(inject("demonstration")).get("/api/v1/uptime.json");
    for (const { observed, down, uptime, intervals } of services) {
      let sum = 0;
      let last = "";
      for (const { from, to, weight } of intervals) {
        expect(from >= last && to > from).toBe(true);
        last = to;
        sum += ((Date.parse(to) - Date.parse(from)) / 1000) * weight;
      }
      expect(sum).toBeCloseTo(down, 3);
      if (uptime !== null) expect(uptime).toBe(Math.floor((1 - sum / observed) * 10_000 + 1e-9) / 100);
    }
  });

  test("says what was counted, and what was not", () => {
    const { services, window } = documentsOf([
      { id: "a", impact: ["api major 2026-11-10T12:00Z 2026-11-11T12:00Z"], updates: ["resolved 10:00"] },
      { id: "b", impact: ["api partial 10:00 11:00", "api major 10:30 10:40"], updates: ["resolved 11:00"] },
      { id: "c", impact: ["web major 11:00"], updates: ["investigating 11:00"] },
    ]).get("/api/v1/uptime.json");
    expect([window.from, window.to]).toEqual(["2026-08-23T00:00:00Z", "2026-11-21T00:00:00Z"]);
    const [api, old, web] = services;
    const day = 86_400;
    expect(api).toEqual({
      id: "api",
      uptime: 94.55,
      text: "94.55 %",
      observed: 9.5 * day,
      down: day / 2 + 600 + 3000 * 0.3,
      at: { maintenance: 0, degraded: 0, partial: 3000, major: day / 2 + 600 },
      intervals: [
        { from: "2026-11-11T00:00:00Z", to: "2026-11-11T12:00:00Z", level: "major", weight: 1 },
        { from: "2026-11-20T10:00:00Z", to: "2026-11-20T10:30:00Z", level: "partial", weight: 0.3 },
        { from: "2026-11-20T10:30:00Z", to: "2026-11-20T10:40:00Z", level: "major", weight: 1 },
        { from: "2026-11-20T10:40:00Z", to: "2026-11-20T11:00:00Z", level: "partial", weight: 0.3 },
      ],
      days: [
        {
          day: "2026-11-11",
          uptime: 50,
          level: "major",
          at: { maintenance: 0, degraded: 0, partial: 0, major: day / 2 },
        },
        {
          day: "2026-11-20",
          uptime: 96.52,
          level: "major",
          at: { maintenance: 0, degraded: 0, partial: 3000, major: 600 },
        },
      ],
    });
    expect(old).toMatchObject({ id: "old", uptime: 100, observed: 70 * day });
    expect(web.intervals).toEqual([
      { from: "2026-11-20T11:00:00Z", to: "2026-11-20T12:00:00Z", level: "major", weight: 1 },
    ]);
  });
});
