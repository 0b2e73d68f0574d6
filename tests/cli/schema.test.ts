import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { z } from "zod";
import { jsonSchema, recordKindNames, recordKinds, schemaFile } from "../../src/cli/schema/jsonschema.ts";
import { parseDuration } from "../../src/records/duration.ts";
import { parseDay, parseInstant } from "../../src/records/instant.ts";
import { actionKinds, actionStatuses, factorCategories } from "../../src/records/schema/vocabulary.ts";
import { daymark, emptyFolder, files, read, site } from "./terminal.ts";

const project = join(import.meta.dirname, "../..");

describe("daymark schema", () => {
  test("lists the kinds and the files that they describe", async () => {
    expect((await daymark({ cwd: emptyFolder() }, "schema")).transcript).toMatchInlineSnapshot(`
      "site        content/site.yaml
      people      content/people.yaml
      service     content/services/*.md
      template    content/templates/*.md
      incident    incidents/**/*.md
      advisory    advisories/**/*.md
      postmortem  content/postmortems/*.mdx, content/postmortems/*.md
      term        content/glossary/*.md
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
      'there is no schema of "incidnet". Did you mean incident? Expected site, people, service, template, incident, advisory, postmortem or term.',
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
    const { "yaml.schemas": schemas } = JSON.parse(settings) as {
      "yaml.schemas": Record<string, string | string[]>;
    };
    expect([schemas[`./schemas/${schemaFile(name)}`]].flat()).toEqual(recordKinds[name].files);
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

describe("the schemas of postmortems and terms", () => {
  const ajv = new Ajv2020({ strict: false });
  const isPostmortem = ajv.compile(jsonSchema("postmortem"));
  const isTerm = ajv.compile(jsonSchema("term"));
  const frontMatter = (folder: string): [file: string, data: Record<string, unknown>][] =>
    readdirSync(join(project, folder))
      .filter((name) => /\.mdx?$/.test(name) && name !== "README.md")
      .map((name) => {
        const text = readFileSync(join(project, folder, name), "utf8");
        return [name, parse(/^---\n(.*?)^---$/ms.exec(text)?.[1] ?? "") as Record<string, unknown>];
      });

  test("accept those of the demonstration", () => {
    const reports = frontMatter("content/postmortems");
    const terms = frontMatter("content/glossary");
    expect(Math.min(reports.length, terms.length)).toBeGreaterThan(5);
    expect(reports.filter(([, data]) => !isPostmortem(data)).map(([name]) => name)).toEqual([]);
    expect(terms.filter(([, data]) => !isTerm(data)).map(([name]) => name)).toEqual([]);
  });

  test("refuse a final report that lacks something, and one that is replaced by nothing", () => {
    const final = frontMatter("content/postmortems").find(([, { status }]) => status === "final")?.[1] ?? {};
    expect(isPostmortem(final)).toBe(true);
    for (const key of ["published", "times", "detection", "impact", "factors", "mitigation", "resolution"]) {
      const { [key]: _, ...rest } = final;
      expect(isPostmortem(rest), key).toBe(false);
      expect(isPostmortem({ ...rest, status: "draft" }), key).toBe(true);
    }
    expect(isPostmortem({ ...final, status: "superseded" })).toBe(false);
    expect(isPostmortem({ ...final, summary: "a".repeat(281) })).toBe(false);
    expect(isPostmortem({ ...final, times: { detected: { confidence: "sure" } } })).toBe(false);
  });
});

test("the snippets for factors and actions offer every word that there is", () => {
  const text = readFileSync(join(project, ".vscode/daymark.code-snippets"), "utf8");
  const snippets = JSON.parse(text) as Record<string, { prefix: string; body: string[] }>;
  const words = (prefix: string, key: string): string[] | undefined => {
    const { body = [] } = Object.values(snippets).find((one) => one.prefix === prefix) ?? {};
    return /\|(.*)\|/
      .exec(body.find((line) => line.trimStart().startsWith(`${key}:`)) ?? "")?.[1]
      ?.split(",");
  };
  expect(words("factor", "category")).toEqual(factorCategories);
  expect(words("action", "kind")).toEqual(actionKinds);
  expect(words("action", "status")).toEqual(actionStatuses);
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
    const cwd = site({
      "content/postmortems/a.mdx": "---\ntitle: A\n---\n",
      "content/postmortems/README.md": "A",
      "content/glossary/b.md": "---\nterm: B\nshort: A letter.\n---\n",
    });
    expect((await daymark({ cwd }, "schema", "--editor")).transcript).toBe(
      "! 8 files written, for this machine only. Run it again after adding a file by hand, a service or a person.\nexit 0\n",
    );
    expect(files(cwd).filter((name) => name.startsWith(".astro") || name.includes("astro.config"))).toEqual([
      ".astro/collections/advisory.schema.json",
      ".astro/collections/collections.json",
      ".astro/collections/incident.schema.json",
      ".astro/collections/postmortem.schema.json",
      ".astro/collections/service.schema.json",
      ".astro/collections/template.schema.json",
      ".astro/collections/term.schema.json",
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
    expect(JSON.parse(read(cwd, ".astro/collections/postmortem.schema.json"))).toMatchObject({
      properties: {
        incidents: { items: { enum: ["2026-10-06-sign-in-failing", "2026-11-20-search-slow"] } },
        authors: { items: { enum: ["yutok", "hroarr"] } },
        reviews: { items: { properties: { by: { enum: ["yutok", "hroarr"] } } } },
      },
    });
    expect(manifest.entries[`file://${cwd.toLowerCase()}/content/postmortems/a.mdx`]).toBe("postmortem");
    expect(manifest.entries[`file://${cwd.toLowerCase()}/content/glossary/b.md`]).toBe("term");
    expect(JSON.parse(read(cwd, ".astro/collections/term.schema.json"))).toMatchObject({
      properties: { see: { items: { enum: ["b"] } } },
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
