import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OsvRecord } from "../../../src/formats/osv/shape.ts";
import { isAffected } from "../../../src/versions/affected.ts";
import { schemeOf } from "../../../src/versions/ecosystem.ts";
import { advisory, exported, recordsIn, siteOf } from "./site.ts";

/*
 * The database that Renovate looks advisories up in. It is one file per ecosystem, in lower case, with a record on each
 * line. It finds records by package; which versions are affected, Renovate then reads in the ranges, as is done here.
 */

type Database = typeof import("@renovatebot/osv-offline-db");

interface Known {
  readonly ecosystem: Parameters<ReturnType<Database["OsvOfflineDb"]["create"]>["query"]>[0];
  readonly name: string;
  readonly purl: string;
  readonly affected: readonly string[];
  readonly fixed: readonly string[];
}

const known: readonly Known[] = [
  {
    ecosystem: "npm",
    name: "@acme/widget",
    purl: "pkg:npm/%40acme/widget",
    affected: ["1.4.2", "2.1.0", "0.0.1-alpha"],
    fixed: ["1.4.3", "2.1.1", "3.0.0"],
  },
  {
    ecosystem: "npm",
    name: "widget",
    purl: "pkg:npm/widget",
    affected: ["1.4.2", "2.0.0"],
    fixed: ["1.4.3", "2.1.1", "2.0.0-rc.1"],
  },
  {
    ecosystem: "PyPI",
    name: "acme-widget",
    purl: "pkg:pypi/Acme_Widget",
    affected: ["1.4.2", "2.1.0"],
    fixed: ["1.4.3", "2.1.1"],
  },
  { ecosystem: "crates.io", name: "widget", purl: "pkg:cargo/widget", affected: ["1.4.2"], fixed: ["1.4.3"] },
  {
    ecosystem: "Go",
    name: "example.org/acme/widget/v2",
    purl: "pkg:golang/example.org/acme/widget/v2",
    affected: ["2.1.0"],
    fixed: ["2.1.1"],
  },
  {
    ecosystem: "Maven",
    name: "org.example:widget-core",
    purl: "pkg:maven/org.example/widget-core",
    affected: ["1.4.2"],
    fixed: ["1.4.3"],
  },
  { ecosystem: "RubyGems", name: "widget", purl: "pkg:gem/widget", affected: ["1.4.2"], fixed: ["1.4.3"] },
  {
    ecosystem: "NuGet",
    name: "Acme.Widget",
    purl: "pkg:nuget/Acme.Widget",
    affected: ["1.4.2"],
    fixed: ["1.4.3"],
  },
  {
    ecosystem: "Packagist",
    name: "acme/widget",
    purl: "pkg:composer/acme/widget",
    affected: ["1.4.2"],
    fixed: ["1.4.3"],
  },
  { ecosystem: "Hex", name: "widget", purl: "pkg:hex/widget", affected: ["1.4.2"], fixed: ["1.4.3"] },
  { ecosystem: "Pub", name: "widget", purl: "pkg:pub/widget", affected: ["1.4.2"], fixed: ["1.4.3"] },
  { ecosystem: "Hackage", name: "widget", purl: "pkg:hackage/widget", affected: ["1.4.2"], fixed: ["1.4.3"] },
];

/** Whether a record as it was found says that a version is affected: its events, walked in their order. */
function says(record: OsvRecord, { ecosystem, name }: Known, version: string): boolean {
  const scheme = schemeOf(ecosystem);
  if (!scheme) throw new Error(`${ecosystem} has no order of versions`);
  const own = (record.affected ?? []).filter((entry) => entry.package?.name === name);
  const intervals = own.flatMap(({ ranges = [] }) =>
    ranges.flatMap(({ events }) =>
      events.flatMap((event, index) => {
        if (!("introduced" in event)) return [];
        const end = events[index + 1];
        return [{ introduced: event.introduced, ...(end && "fixed" in end && { fixed: end.fixed }) }];
      }),
    ),
  );
  return isAffected(version, { intervals, versions: own.flatMap(({ versions = [] }) => versions) }, scheme);
}

describe("Renovate's offline database", () => {
  let folder: string;
  let database: ReturnType<Database["OsvOfflineDb"]["create"]>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "daymark-osv-"));
    const model = siteOf(
      Object.fromEntries(
        known.map(({ purl }, index) => [
          `DM-2026-${1000 + index}`,
          advisory(
            `affected: [{ package: "${purl}", ranges: [{ introduced: '0', fixed: 1.4.3 }, { introduced: 2.0.0, fixed: 2.1.1 }] }]`,
          ),
        ]),
      ),
    );
    const lines = [...recordsIn(exported(model)).values()]
      .map((record) => `${JSON.stringify(record)}\n`)
      .join("");
    for (const name of new Set(known.map(({ ecosystem }) => ecosystem))) {
      writeFileSync(join(folder, `${name.toLowerCase()}.nedb`), lines);
    }
    vi.stubEnv("OSV_OFFLINE_ROOT_DIR", folder);
    const { OsvOfflineDb } = await import("@renovatebot/osv-offline-db");
    database = OsvOfflineDb.create();
  });

  afterAll(() => {
    database[Symbol.dispose]();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(known)("finds the advisory of $ecosystem $name, for affected versions only", async (one) => {
    const found = (await database.query(one.ecosystem, one.name)) as unknown as OsvRecord[];
    expect(found.map(({ id }) => id)).toEqual([`x_DM-2026-${1000 + known.indexOf(one)}`]);
    const affected = (version: string): boolean => found.some((record) => says(record, one, version));
    expect(one.affected.filter((version) => !affected(version))).toEqual([]);
    expect(one.fixed.filter(affected)).toEqual([]);
  });

  test("finds nothing for a package without advisories", async () => {
    expect(await database.query("npm", "gadget")).toEqual([]);
  });
});
