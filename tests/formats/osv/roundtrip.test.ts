import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importOsv, type OsvFile } from "../../../src/importers/osv.ts";
import { isHiddenHtml, markdownTokens } from "../../../src/records/markdown.ts";
import { projectRoot } from "../../site/build.ts";
import { differences, normal, references } from "./equal.ts";
import { data, hasSchema, wrongBySchema } from "./schema.ts";
import { shapes } from "./shapes.ts";
import { exported, recordsIn, siteOf } from "./site.ts";

// biome-ignore lint/suspicious/noExplicitAny: records of other databases, as JSON.parse gives them
type Json = any;

interface Trip {
  readonly original: ReadonlyMap<string, Json>;
  readonly back: ReadonlyMap<string, Json>;
  /** The imported files, as the site holds them. */
  readonly errors: readonly string[];
  readonly report: readonly string[];
}

/** Imports records into a site, and exports them again. */
function roundTrip(sources: readonly OsvFile[]): Trip {
  const { files, report } = importOsv(sources);
  const model = siteOf(Object.fromEntries(files.map(({ path, text }) => [path, text])));
  const errors = model.problems.filter(({ severity }) => severity === "error");
  return {
    original: new Map(sources.map(({ text }) => JSON.parse(text)).map((record: Json) => [record.id, record])),
    back: recordsIn(exported(model)),
    errors: errors.map(({ file, code, message }) => `${file} ${code} ${message}`),
    report: report
      .filter(({ outcome }) => outcome !== "record")
      .map(({ outcome, message }) => `${outcome} ${message}`),
  };
}

function expectSame({ original, back }: Trip): void {
  expect([...back.keys()].sort()).toEqual([...original.keys()].sort());
  for (const [id, record] of original) {
    const other = back.get(id);
    expect(normal(other), id).toEqual(normal(record));
    expect(references(other), id).toEqual(expect.arrayContaining(references(record)));
    const added = references(other).length - references(record).length;
    const packages = new Set((record.affected ?? []).map((entry: Json) => JSON.stringify(entry.package)))
      .size;
    expect(added, id).toBeGreaterThan(0);
    expect(added, id).toBeLessThanOrEqual(packages + 1);
    const html = markdownTokens(other.details ?? "").flatMap((token) =>
      [token, ...(token.children ?? [])].filter(
        ({ type, content }) => type.startsWith("html_") && !isHiddenHtml(content),
      ),
    );
    expect(html, id).toEqual([]);
  }
}

const corpus = join(data, "osv-corpus/rustsec");

describe.skipIf(!existsSync(corpus))("The RustSec database, imported and exported", () => {
  const trip = existsSync(corpus)
    ? roundTrip(readdirSync(corpus).map((path) => ({ path, text: readFileSync(join(corpus, path), "utf8") })))
    : { original: new Map(), back: new Map(), errors: [], report: [] };

  test("is 589 records without an error", () => {
    expect(trip.original.size).toBe(589);
    expect(trip.errors).toEqual([]);
  });

  test("says the same", () => {
    expectSame(trip);
  });

  test("differs in no more than is reported", () => {
    expect(
      trip.report
        .map((line) => line.replace(/^(\S+) \S+: /, "$1 ").replace(/: (?:[\d.]+|https:.*)$/, ""))
        .sort(),
    ).toEqual([
      ...Array<string>(2).fill(
        "adapted A range that is fixed where it begins holds no version, and is left out",
      ),
      ...Array<string>(2).fill("adapted An address in related becomes a reference"),
      ...Array<string>(8).fill(
        "adapted It was modified before it was published: published stands for modified.",
      ),
    ]);
  });

  test("has the very same events, vectors and texts wherever nothing had to be changed", () => {
    const same = (field: (record: Json) => unknown): number =>
      [...trip.original].filter(
        ([id, record]) => JSON.stringify(field(record)) === JSON.stringify(field(trip.back.get(id))),
      ).length;
    expect(same(({ affected }) => affected.map(({ ranges }: Json) => ranges))).toBe(587);
    expect(same(({ affected }) => affected.map((entry: Json) => entry.package))).toBe(589);
    expect(same(({ summary }) => summary.trim())).toBe(589);
    expect(same(({ published }) => published)).toBe(589);
    expect(same(({ withdrawn }) => withdrawn ?? null)).toBe(589);
    expect(same(({ modified }) => modified)).toBe(580);
    expect(same(({ database_specific }) => database_specific)).toBe(589);
    expect(same(({ affected }) => affected.map((entry: Json) => entry.ecosystem_specific))).toBe(589);
    expect(same(({ details }) => details.trim())).toBeGreaterThan(570);
  });

  test.skipIf(!hasSchema)("holds to the official schema", () => {
    expect(wrongBySchema(trip.back.values())).toEqual([]);
  });
});

describe.each(Object.entries(shapes))("A record in the shape of: %s", (_name, records) => {
  const trip = roundTrip(
    records.map((record, index) => ({ path: `${index}.json`, text: JSON.stringify(record) })),
  );

  test("comes back saying the same, without an error", () => {
    expect(trip.errors).toEqual([]);
    expectSame(trip);
  });

  test.skipIf(!hasSchema)("holds to the official schema", () => {
    expect(wrongBySchema(trip.back.values())).toEqual([]);
  });
});

describe("What an export is when it is imported and exported again", () => {
  test("is the same, byte for byte", () => {
    const all = Object.values(shapes).flat();
    const first = roundTrip(
      all.map((record, index) => ({ path: `${index}.json`, text: JSON.stringify(record) })),
    );
    const second = roundTrip(
      [...first.back.values()].map((record, index) => ({
        path: `${index}.json`,
        text: JSON.stringify(record),
      })),
    );
    expect([...second.back.values()]).toEqual([...first.back.values()]);
    expect(second.report).toEqual([]);
  });
});

test("Every difference that is allowed is told in the documentation", () => {
  const text = readFileSync(join(projectRoot, "docs/advisories-import.md"), "utf8");
  const rows = differences.map((row) => `| ${row.join(" | ")} |`);
  expect(rows.filter((row) => !text.includes(row))).toEqual([]);
});

test.skipIf(existsSync(corpus))("The corpus is not here, so it is not imported", () => {
  expect(existsSync(corpus)).toBe(false);
});
