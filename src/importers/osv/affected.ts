import type { AffectedEntry } from "../../records/schema/advisory.ts";
import { packageUrl, version } from "../../records/schema/software.ts";
import { line } from "../../records/schema/value.ts";
import { isEcosystem } from "../../versions/ecosystem.ts";
import { purlOf } from "../../versions/purl.ts";
import type { Tell } from "../importer.ts";
import { isObject, type Json, shownValue, textOf } from "../statuspage/value.ts";
import { isRange, readRange, Unspeakable, type WrittenRange } from "./range.ts";
import { severityIn } from "./severity.ts";
import { reportUnknown, shortened, specificIn } from "./value.ts";

/** An entry of `affected` as the front matter has it; what is empty may be missing. */
export type WrittenAffected = Partial<AffectedEntry>;

const KEYS = ["package", "severity", "ranges", "versions", "ecosystem_specific", "database_specific"];

/** Reads an entry of `affected`. Throws `Unspeakable` where its versions cannot be said whole. */
export function readAffected(entry: Json, tell: Tell): WrittenAffected {
  reportUnknown(entry, KEYS, "affected[].", tell);
  const named = packageIn(entry["package"], tell);
  const given = Array.isArray(entry["ranges"]) ? (entry["ranges"] as unknown[]) : [];
  const broken = given.find((range) => !isRange(range));
  if (broken !== undefined)
    throw new Unspeakable(`a range is no object with events: ${shortened(shownValue(broken))}`);
  const read = given.filter(isRange).map((range) => readRange(range, named?.ecosystem ?? "", tell));
  const ranges = read.flatMap((range) => range ?? []);
  const versions = versionsIn(entry["versions"]);
  if (read.includes(undefined) && ranges.length === 0 && versions.length === 0) {
    throw new Unspeakable("none of its ranges can be written");
  }
  const severity = severityIn(entry["severity"], tell);
  const ecosystemSpecific = specificIn(entry["ecosystem_specific"], "ecosystem_specific", tell);
  const databaseSpecific = specificIn(entry["database_specific"], "database_specific of a package", tell);
  return {
    ...(named ? { package: named } : repositoryOf(ranges)),
    ...(ranges.length > 0 && { ranges: named ? ranges : withoutRepository(ranges) }),
    ...(versions.length > 0 && { versions }),
    ...(severity.length > 0 && { severity }),
    ...(ecosystemSpecific && { ecosystemSpecific }),
    ...(databaseSpecific && { databaseSpecific }),
  };
}

interface WrittenPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly purl?: string;
}

function packageIn(value: unknown, tell: Tell): WrittenPackage | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw new Unspeakable(`a package is no object: ${shortened(shownValue(value))}`);
  reportUnknown(value, ["ecosystem", "name", "purl"], "affected[].package.", tell);
  const ecosystem = line.safeParse(value["ecosystem"]);
  const name = line.safeParse(value["name"]);
  if (!ecosystem.success || !name.success) {
    throw new Unspeakable(`a package has no ecosystem and name: ${shortened(shownValue(value))}`);
  }
  const names = { ecosystem: ecosystem.data, name: name.data };
  if (!isEcosystem(names.ecosystem)) {
    tell(
      "kept-as-text",
      `OSV 1.8 defines no ecosystem ${shortened(names.ecosystem)}; check will say so, too.`,
    );
  }
  const purl = purlIn(value["purl"], tell);
  return { ...names, ...(purl !== undefined && purl !== purlOf(names.ecosystem, names.name) && { purl }) };
}

/** A package URL without its version, which OSV does not allow in it. */
function purlIn(value: unknown, tell: Tell): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const written = textOf(value);
  const isLong = written.length > 2000;
  const bare = isLong ? "" : written.replace(/(?<=^pkg:[^?#]+)(?<!\/)@[^/@?#]+(?=$|[?#])/i, "");
  const purl = (isLong ? [] : [written, bare])
    .map((one) => packageUrl.safeParse(one))
    .find(({ success }) => success)?.data;
  if (purl === undefined)
    tell("not-imported", `A package URL has no place here: ${shortened(shownValue(value))}`);
  else if (purl !== written)
    tell("adapted", `A package URL is written without its version: ${shortened(written)}`);
  return purl;
}

function versionsIn(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Unspeakable(`versions are no list: ${shortened(shownValue(value))}`);
  const versions = value.map((one: unknown) => {
    const read = version.safeParse(one);
    if (!read.success)
      throw new Unspeakable(`an entry of versions is no version: ${shortened(shownValue(one))}`);
    return read.data;
  });
  return [...new Set(versions)];
}

/** Without a package, the repository of the ranges says what is affected. */
function repositoryOf(ranges: readonly WrittenRange[]): WrittenAffected {
  const repos = new Set(ranges.map(({ repo }) => repo));
  const [repo] = repos;
  return repo === undefined ? {} : { repo };
}

/** Ranges of the first repository, which the entry names, without naming it again. */
function withoutRepository(ranges: readonly WrittenRange[]): WrittenRange[] {
  const first = ranges[0]?.repo;
  return ranges.map(({ repo, ...range }) =>
    repo === undefined || repo === first ? range : { ...range, repo },
  );
}
