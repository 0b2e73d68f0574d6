import type { Affected, PackageName } from "../../records/advisory/software.ts";
import { ecosystemName, isEcosystem } from "../../versions/ecosystem.ts";
import { ecosystemOfPurl } from "../../versions/purl.ts";
import { osvRanges } from "./range.ts";
import { osvSeverity } from "./severity.ts";
import type { OsvAffected } from "./shape.ts";

/** A package that OSV has an ecosystem for. */
export type OsvPackage = PackageName & { readonly ecosystem: string };

/** The package of an entry, if OSV has an ecosystem for it. */
export function osvPackage({ package: named }: Affected): OsvPackage | undefined {
  if (named?.ecosystem === undefined || !isEcosystem(named.ecosystem)) return undefined;
  return { ...named, ecosystem: named.ecosystem };
}

/**
 * An entry of `affected`; undefined where nothing is left of it, because OSV has no ecosystem for its package. `imported`:
 * names stay as their database writes them. `vectors`: the scores of this entry, if they are not those of the record.
 */
export function osvAffected(
  entry: Affected,
  vectors: readonly string[],
  imported: boolean,
): OsvAffected | undefined {
  const named = osvPackage(entry);
  const ranges = osvRanges(
    named ? entry : { ...entry, ranges: entry.ranges.filter(({ repo }) => repo !== undefined) },
  );
  if (!named && ranges.length === 0) return undefined;
  const severity = osvSeverity(vectors);
  const { versions, ecosystemSpecific, databaseSpecific } = entry;
  return {
    ...(named && { package: imported ? written(named) : written(inOneSpelling(named)) }),
    ...(severity.length > 0 && { severity }),
    ...(ranges.length > 0 && { ranges }),
    ...(named && versions.length > 0 && { versions: [...new Set(versions)] }),
    ...(ecosystemSpecific && { ecosystem_specific: ecosystemSpecific }),
    ...(databaseSpecific && { database_specific: databaseSpecific }),
  };
}

/** The name as its ecosystem spells it: scanners compare names letter by letter. */
function inOneSpelling(named: OsvPackage): OsvPackage {
  const canonical = named.purl === undefined ? undefined : ecosystemOfPurl(named.purl);
  if (canonical?.ecosystem !== ecosystemName(named.ecosystem)) return named;
  return { ...named, name: canonical.name };
}

function written({ ecosystem, name, purl }: OsvPackage): NonNullable<OsvAffected["package"]> {
  return { ecosystem, name, ...(purl !== undefined && { purl }) };
}
