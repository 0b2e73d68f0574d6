import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, inject, test } from "vitest";
import { exportDocuments } from "../../src/formats/export.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { parseAdvisory } from "../../src/records/advisory.ts";
import type { Records } from "../../src/records/load.ts";
import { at, incident, noHistory, origin, records, service, site } from "../model/record.ts";
import { report, term } from "./lessons.ts";
import { hostileTexts, type Json } from "./site.ts";

const MOST_BYTES = 2 * 1024 * 1024;
const names = ["/export/record.schema.json", "/export/index.schema.json"] as const;

function modelOf(facts: Partial<Records>, now = "12:00"): SiteModel {
  const all = records({
    services: [service("api", { name: "API", url: "https://api.example.org" }), service("mail")],
    site: site({ groups: [{ id: "main", name: "Main" }] }),
    people: new Map([["ann", { consent: "public", name: "Ann" }]]),
    ...facts,
  });
  return buildModel(all, origin, at(now), noHistory);
}

function filesOf(model: SiteModel): Map<string, string> {
  return new Map(
    Array.from(exportDocuments(model), ({ path, body }) => [
      path,
      typeof body === "string" ? body : Buffer.from(body as Uint8Array).toString("utf8"),
    ]),
  );
}

/** What the schemas that are published with an export say of it: each line, and the list of files. */
function wrong(files: ReadonlyMap<string, string>): string[] {
  const [line, index] = names.map((name): ValidateFunction => {
    const ajv = new Ajv2020({ allErrors: true, strict: true });
    return ajv.compile(JSON.parse(files.get(name) ?? ""));
  });
  const told = (check: ValidateFunction | undefined, value: unknown, where: string): string[] =>
    check?.(value)
      ? []
      : (check?.errors ?? []).map((error) => `${where}${error.instancePath} ${error.message}`);
  return [
    ...told(index, JSON.parse(files.get("/export/index.json") ?? ""), "index"),
    ...linesOf(files).flatMap((one) => told(line, one, `${one.kind} ${one.id}`)),
  ];
}

/** All lines, read as the list of files says. */
function linesOf(files: ReadonlyMap<string, string>): Json[] {
  const index = JSON.parse(files.get("/export/index.json") ?? "");
  return index.files.flatMap(({ url, lines, bytes, sha256 }: Json): Json[] => {
    const text = files.get(new URL(url).pathname) ?? "";
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(createHash("sha256").update(text).digest("hex")).toBe(sha256);
    expect(text === "" || text.endsWith("\n")).toBe(true);
    const own = text.split("\n").slice(0, -1);
    expect(own).toHaveLength(lines);
    return own.map((line) => JSON.parse(line));
  });
}

const ADVISORY = `---
title: Parser hangs
published: 2026-11-05T10:00Z
affected: [{ package: pkg:npm/widget, ranges: [{ introduced: "0", fixed: 1.4.2 }] }]
references: [{ type: fix, url: https://git.example.org/1 }]
---

## Impact

Bad.
`;

function advisory(id: string, text = ADVISORY) {
  const { record } = parseAdvisory({ file: `advisories/2026/${id}.md`, text });
  if (!record) throw new Error("The advisory cannot be read.");
  return record;
}

describe("The export of all records", () => {
  const facts: Partial<Records> = {
    incidents: [
      incident({ id: "late", updates: ["investigating 10:00"] }),
      incident({ id: "one", services: ["api"], updates: ["resolved 2026-11-01T11:00Z"] }),
      incident({ id: "move", scheduled: ["21T08:00", "21T09:00"] }),
      incident({ id: "note", kind: "notice", updates: ["notice 2026-11-02T11:00Z"] }),
    ],
    advisories: [advisory("EX-1"), advisory("EX-2", ADVISORY.replace(/^published.*\n/m, ""))],
    postmortems: [report("expiry"), report("secret", { status: "draft", incidents: "[late]" })],
    terms: [term("tls", "term: TLS\nshort: Encryption.\naliases: [SSL]\nsee: [gone]", "Long.")],
  };
  const files = filesOf(modelOf(facts));
  const lines = linesOf(files);

  test("has every public record once, what has a time in its order, and holds to its schema", () => {
    expect(wrong(files)).toEqual([]);
    expect(lines.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      "service api",
      "service mail",
      "term tls",
      "incident one",
      "notice note",
      "advisory EX-1",
      "postmortem expiry",
      "incident late",
      "maintenance move",
    ]);
    expect(JSON.parse(files.get("/export/index.json") ?? "").records).toEqual({
      service: 2,
      term: 1,
      incident: 2,
      maintenance: 1,
      notice: 1,
      advisory: 1,
      postmortem: 1,
    });
    expect([...files.values()].join("\n")).not.toMatch(/secret|EX-2/);
  });

  test("says of each what the API says, where it is, and its text", () => {
    const of = (id: string): Json => lines.find((line) => line.id === id);
    expect(of("api")).toMatchObject({
      kind: "service",
      url: "https://status.example.org/services/api/",
      website: "https://api.example.org",
      level: "operational",
    });
    expect(of("tls")).toEqual({
      kind: "term",
      id: "tls",
      url: "https://status.example.org/glossary/#tls",
      term: "TLS",
      aliases: ["SSL"],
      short: "Encryption.",
      text: "Long.",
      see: [],
    });
    expect(of("EX-1")).toMatchObject({
      kind: "advisory",
      type: "vulnerability",
      text: "## Impact\n\nBad.",
      references: [{ type: "fix", url: "https://git.example.org/1" }],
      affected: [{ purl: "pkg:npm/widget", fixed: ["1.4.2"] }],
    });
    expect(of("expiry")).toMatchObject({
      kind: "postmortem",
      status: "final",
      actions: [{ id: "alert", status: "open", overdue: false }],
      factors: [{ id: "expired", category: "monitoring-gap" }],
    });
    expect(of("one")).toMatchObject({ kind: "incident", status: "resolved", postmortems: ["expiry"] });
    for (const line of lines) {
      expect(line).not.toHaveProperty("$schema");
      expect(line.url).toMatch(/^https:\/\/status\.example\.org\//);
    }
  });

  test("grows at its end: a new record leaves the lines before it as they are", () => {
    const own = (updates: readonly Json[]): string =>
      filesOf(modelOf({ incidents: updates.map(incident) })).get("/export/records.jsonl") ?? "";
    const first = { id: "first", updates: ["resolved 2026-11-01T11:00Z"] };
    expect(own([{ id: "next", updates: ["resolved 10:00"] }, first]).startsWith(own([first]))).toBe(true);
  });

  test("of an empty site is an empty file", () => {
    const none = filesOf(modelOf({ services: [] }));
    expect(none.get("/export/records.jsonl")).toBe("");
    expect(wrong(none)).toEqual([]);
  });

  test("has schemas that are closed", () => {
    for (const name of names) {
      const open: string[] = [];
      const look = (value: Json, place: string): void => {
        if (typeof value !== "object" || value === null) return;
        if (value.type === "object" && value.additionalProperties !== false) open.push(place);
        for (const [key, one] of Object.entries<Json>(value)) look(one, `${place}/${key}`);
      };
      look(JSON.parse(files.get(name) ?? ""), name);
      expect(open).toEqual([]);
      expect(JSON.parse(files.get(name) ?? "").$id).toBe(`https://status.example.org${name}`);
    }
  });
});

test("A large export is several files of at most 2 MiB, of which a list tells", () => {
  const words = '漢字 "and" <more>. '.repeat(300);
  const incidents = Array.from({ length: 1000 }, (_, index) => {
    const base = incident({
      id: `i${index}`,
      updates: [`resolved ${new Date(at("2026-01-01T00:00Z") + index * 60_000).toISOString()}`],
    });
    return { ...base, summary: words };
  });
  const huge = { ...incident({ id: "huge", updates: ["resolved 10:00"] }), summary: "x".repeat(MOST_BYTES) };
  const files = filesOf(modelOf({ incidents: [huge, ...incidents] }));
  const parts = [...files].filter(([path]) => path.endsWith(".jsonl"));
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.map(([path]) => path)).toEqual([
    "/export/records.jsonl",
    ...Array.from({ length: parts.length - 1 }, (_, index) => `/export/records-${index + 2}.jsonl`),
  ]);
  // A record that is larger alone has a file of its own.
  expect(
    parts
      .filter(([, text]) => Buffer.byteLength(text) > MOST_BYTES)
      .map(([, text]) => text.split("\n").length),
  ).toEqual([2]);
  const ids = linesOf(files).map(({ id }) => id);
  expect(ids).toEqual(["api", "mail", ...incidents.map(({ id }) => id), "huge"]);
});

test("Hostile texts stay texts on their line", () => {
  const texts = [...hostileTexts, "half \ud800 of a character", "\u0000 and \u2028", "two\nlines\r\n"];
  const facts: Partial<Records> = {
    incidents: texts.map((text, index) => {
      const base = incident({ id: `i${index}`, updates: ["resolved 10:00"] });
      return { ...base, title: text, summary: text, tags: [text] };
    }),
    services: texts.map((text, index) => ({ ...service(`s${index}`), name: text, body: text })),
    terms: texts.map((text, index) => {
      return {
        ...term(`t${index}`, "term: x\nshort: y"),
        term: text,
        short: text,
        aliases: [text],
        body: text,
      };
    }),
    advisories: texts.map((text, index) => ({ ...advisory(`EX-${index}`), title: text, body: text })),
    postmortems: texts.map((text, index) => {
      const base = report(`r${index}`);
      return {
        ...base,
        title: text,
        summary: text,
        body: text,
        factors: base.factors.map((one) => ({ ...one, summary: text })),
        actions: base.actions.map((one) => ({ ...one, title: text, owner: text })),
      };
    }),
  };
  const files = filesOf(modelOf(facts));
  expect(wrong(files)).toEqual([]);
  for (const text of files.values()) expect(text.isWellFormed()).toBe(true);
  const lines = linesOf(files);
  expect(lines).toHaveLength(texts.length * 5);
  for (const kind of ["incident", "advisory", "postmortem"]) {
    const titles = lines.filter((line) => line.kind === kind).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(texts.map((text) => text.toWellFormed()).toSorted());
  }
});

test("The export of the demonstration holds to its schema, and every address in it leads to a page", () => {
  const dist = inject("demonstration");
  const read = (path: string): string => readFileSync(join(dist, path), "utf8");
  const { files: parts } = JSON.parse(read("/export/index.json"));
  const files = new Map<string, string>([
    ...[...names, "/export/index.json"].map((path) => [path, read(path)] as const),
    ...parts.map(({ url }: Json) => [new URL(url).pathname, read(new URL(url).pathname)] as const),
  ]);
  expect(wrong(files)).toEqual([]);
  const missing = linesOf(files).filter(({ url }) => {
    const { pathname, hash } = new URL(url);
    const page = join(dist, pathname, "index.html");
    return (
      !existsSync(page) || (hash !== "" && !readFileSync(page, "utf8").includes(`id="${hash.slice(1)}"`))
    );
  });
  expect(missing.map(({ url }) => url)).toEqual([]);
});
