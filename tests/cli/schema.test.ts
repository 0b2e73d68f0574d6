import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { jsonSchema, recordKindNames, recordKinds, schemaFile } from "../../src/cli/schema/jsonschema.ts";
import { parseDuration } from "../../src/records/duration.ts";
import { parseDay, parseInstant } from "../../src/records/instant.ts";
import { daymark, emptyFolder, files, read, site } from "./terminal.ts";

const project = join(import.meta.dirname, "../..");

describe("daymark schema", () => {
  test("lists the kinds and the files that they describe", async () => {
    expect((await daymark({ cwd: emptyFolder() }, "schema")).transcript).toMatchInlineSnapshot(`
      "site      content/site.yaml
      people    content/people.yaml
      service   content/services/*.md
      template  content/templates/*.md
      incident  incidents/**/*.md
      advisory  advisories/**/*.md
      exit 0
      "
    `);
  });

  test("prints the schema of one kind", async () => {
    const { out } = await daymark({ cwd: emptyFolder() }, "schema", "incident");
    expect(JSON.parse(out)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "incident.schema.json",
      required: ["title"],
      additionalProperties: false,
      if: { properties: { kind: { const: "maintenance" } }, required: ["kind"] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ["scheduled"] },
    });
  });

  test("writes one file for each kind", async () => {
    const cwd = emptyFolder();
    const { transcript } = await daymark({ cwd }, "schema", "--out", "a/b");
    expect(transcript).toBe(`${recordKindNames.map((name) => `a/b/${schemaFile(name)}\n`).join("")}exit 0\n`);
    expect(JSON.parse(read(cwd, "a/b/site.schema.json"))).toEqual(jsonSchema("site"));
  });

  test("answers a mistyped kind with the nearest", async () => {
    expect((await daymark({ cwd: emptyFolder() }, "schema", "incidnet")).err).toContain(
      'there is no schema of "incidnet". Did you mean incident? Expected site, people, service, template, incident or advisory.',
    );
  });
});

describe("the committed schemas", () => {
  test.each(recordKindNames)(
    "of %s are those of this version (npm run -s daymark -- schema --out schemas)",
    (name) => {
      expect(JSON.parse(readFileSync(join(project, "schemas", schemaFile(name)), "utf8"))).toEqual(
        jsonSchema(name),
      );
    },
  );

  test.each(recordKindNames)("of %s are what the editor's settings name for its files", (name) => {
    const settings = readFileSync(join(project, ".vscode/settings.json"), "utf8").replace(
      /^\s*\/\/.*$/gm,
      "",
    );
    const { "yaml.schemas": schemas } = JSON.parse(settings) as { "yaml.schemas": Record<string, string> };
    expect(schemas[`./schemas/${schemaFile(name)}`]).toBe(recordKinds[name].files);
  });

  test("say something of every field", () => {
    const silent: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      const { properties, items, additionalProperties } = node as z.core.JSONSchema.BaseSchema;
      for (const [key, field] of Object.entries(properties ?? {})) {
        const { description } = field as { description?: string };
        if (!description) silent.push(`${path}.${key}`);
        walk(field, `${path}.${key}`);
      }
      walk(items, `${path}[]`);
      walk(additionalProperties, `${path}.*`);
    };
    for (const name of recordKindNames) walk(jsonSchema(name), name);
    expect(silent).toEqual([]);
  });
});

describe("the patterns of the schemas accept what the parsers accept:", () => {
  const incident = jsonSchema("incident") as unknown as {
    properties: { detected: { properties: { at: { pattern: string } } } };
  };
  const service = jsonSchema("service") as unknown as Record<
    "properties",
    Record<"since" | "reviewIn", { pattern: string }>
  >;
  const cases: readonly [string, string, (text: string) => unknown, readonly string[]][] = [
    [
      "instants",
      incident.properties.detected.properties.at.pattern,
      parseInstant,
      [
        "2026-11-20T10:02Z",
        "2026-11-20 10:02 UTC",
        "2026-11-20t10:02:03z",
        "2026-11-20T10:02:03.123+01:00",
        "2026-11-20 10:02utc",
        "2026-11-20 10:02 -0530",
        "2026-11-20  10:02 Utc",
        "2026-11-20",
        "2026-11-20 10:02",
        "10:02 UTC",
        "2026-11-20T10:02 CET",
        "20-11-2026 10:02 UTC",
        "2026-11-20T10:02Z x",
        "soon",
        "",
      ],
    ],
    [
      "days",
      service.properties.since.pattern,
      parseDay,
      ["2026-11-20", "2026-1-2", "2026-11-20T10:02Z", "today", ""],
    ],
    [
      "lengths of time",
      service.properties.reviewIn.pattern,
      parseDuration,
      ["30m", "2h", "14 d", "90d", "3w", "0d", "1y", "d", "1.5h", ""],
    ],
  ];

  test.each(cases)("%s", (_, pattern, parse, texts) => {
    const accepted = texts.filter((text) => new RegExp(pattern, "u").test(text));
    expect(accepted).toEqual(texts.filter((text) => typeof parse(text) !== "object"));
    expect(accepted.length).toBeGreaterThan(0);
  });
});

describe("daymark schema --editor", () => {
  test("tells the Astro extension which file is of which kind, and which ids there are", async () => {
    const cwd = site();
    expect((await daymark({ cwd }, "schema", "--editor")).transcript).toBe(
      "! 6 files written, for this machine only. Run it again after adding a file by hand, a service or a person.\nexit 0\n",
    );
    expect(files(cwd).filter((name) => name.startsWith(".astro") || name.includes("astro.config"))).toEqual([
      ".astro/collections/advisory.schema.json",
      ".astro/collections/collections.json",
      ".astro/collections/incident.schema.json",
      ".astro/collections/service.schema.json",
      ".astro/collections/template.schema.json",
      "astro.config.mjs",
    ]);
    const manifest = JSON.parse(read(cwd, ".astro/collections/collections.json")) as {
      entries: Record<string, string>;
    };
    expect(manifest.entries[`file://${cwd.toLowerCase()}/incidents/2026/2026-11-20-search-slow.md`]).toBe(
      "incident",
    );
    expect(manifest.entries[`file://${cwd.toLowerCase()}/content/services/api.md`]).toBe("service");
    expect(JSON.parse(read(cwd, ".astro/collections/incident.schema.json"))).toMatchObject({
      properties: {
        impact: { items: { properties: { service: { enum: ["api", "search", "uploads"] } } } },
        severity: { enum: ["critical", "major", "minor", "none"] },
        roles: { additionalProperties: { enum: ["yutok", "hroarr"] } },
      },
    });
  });

  test("knows a new record at once", async () => {
    const cwd = site();
    await daymark({ cwd }, "schema", "--editor");
    await daymark({ cwd }, "new", "incident", "A", "-m", "Text.");
    expect(read(cwd, ".astro/collections/collections.json")).toContain("2026-11-21-a.md");
  });

  test("is not written by daymark new where nobody asked for it", async () => {
    const cwd = site();
    await daymark({ cwd }, "new", "incident", "A", "-m", "Text.");
    expect(files(cwd).some((name) => name.startsWith(".astro"))).toBe(false);
  });
});
