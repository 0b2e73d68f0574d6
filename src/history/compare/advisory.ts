import { type Affected, rangeText, type VersionRange } from "../../records/advisory/software.ts";
import type { Advisory } from "../../records/advisory.ts";
import { writeHeadingInstant } from "../../records/instant.ts";
import { quote } from "../../records/quote.ts";
import type { AdvisoryFrontMatter } from "../../records/schema/advisory.ts";
import type { Change, Names } from "../change.ts";
import { line, spaced, type Teller, text, value } from "./fields.ts";
import { entries, list } from "./list.ts";
import { fact } from "./update.ts";

/**
 * What was changed in an advisory, in words. Everything is a fact, wording included: all of it is in one of the formats
 * for machines, and those who read them fetch a record anew only when it says that it was modified.
 */
export function compareAdvisories(before: Advisory, after: Advisory, names: Names): Change[] {
  return [
    ...withdrawal(before.withdrawn, after.withdrawn),
    ...line("title", "material")(before.title, after.title, names),
    ...value("kind", String, "material")(before.kind, after.kind, names),
    ...value("time of publication", writeHeadingInstant, "material")(
      before.published,
      after.published,
      names,
    ),
    ...value("time of the last change elsewhere", writeHeadingInstant, "material")(
      before.modified,
      after.modified,
      names,
    ),
    ...ids("alias", "aliases")(before.aliases, after.aliases, names),
    ...ids("related vulnerability", "related vulnerabilities")(before.related, after.related, names),
    ...ids("upstream vulnerability", "upstream vulnerabilities")(before.upstream, after.upstream, names),
    ...vectors("")(before.severity, after.severity, names),
    ...ids("weakness", "weaknesses")(before.cwe, after.cwe, names),
    ...affected(before.affected, after.affected, names),
    ...steps(before.timeline, after.timeline, names),
    ...credits(before.credits, after.credits, names),
    ...references(before.references, after.references, names),
    ...ids("incident", "incidents")(before.incidents, after.incidents, names),
    ...passedOn("")(before.databaseSpecific, after.databaseSpecific, names),
    ...text("text", "added", "material")(before.body, after.body, names),
  ];
}

const ids = (one: string, many: string) => list({ one, many, write: String, weight: "material" });

const vectors = (of: string) =>
  list({ one: `CVSS vector${of}`, many: `CVSS vectors${of}`, write: String, weight: "material" });

function withdrawal(before: Advisory["withdrawn"], after: Advisory["withdrawn"]): Change[] {
  if (!before && !after) return [];
  if (!after) return [fact("no longer withdrawn")];
  const reason = after.reason === undefined ? "" : `: ${after.reason}`;
  if (!before) return [{ ...fact(`advisory withdrawn${reason}`), event: "withdrawn" }];
  if (before.reason !== after.reason)
    return [
      fact(
        after.reason === undefined
          ? "reason of the withdrawal removed"
          : `reason of the withdrawal changed to ${quote(after.reason)}`,
      ),
    ];
  return before.at === after.at ? [] : [fact("time of the withdrawal changed")];
}

/** Data that is only passed on: that it changed is all there is to tell. */
const passedOn =
  (of: string): Teller<Readonly<Record<string, unknown>>> =>
  (before, after) =>
    JSON.stringify(before) === JSON.stringify(after) ? [] : [fact(`data of other tools${of} changed`)];

/** What an entry is about. */
function nameOf({ package: named, repo }: Affected): string {
  return named ? named.name : (repo ?? "nothing");
}

/** The first ranges, and how many more there are: in a sentence, nobody reads a hundred. */
function firstRanges(ranges: readonly VersionRange[]): string {
  const words = ranges.slice(0, 3).map(rangeText);
  return [...words, ...(ranges.length > 3 ? [`${ranges.length - 3} more`] : [])].join("; ");
}

const affected = entries<Affected>({
  key: (entry) => `${entry.package?.ecosystem ?? ""} ${nameOf(entry)}`,
  whole: (entry) => `affected package ${nameOf(entry)} (${firstRanges(entry.ranges) || "single versions"})`,
  within: () => "",
  weight: "material",
  fields: (before, after, all) => {
    const of = ` of ${after ? nameOf(after) : ""}`;
    return [
      ...ranges(of)(before?.ranges, after?.ranges, all),
      ...list({
        one: `affected version${of}`,
        many: `affected versions${of}`,
        write: String,
        weight: "material",
      })(before?.versions, after?.versions, all),
      ...list({
        one: `tested version${of}`,
        many: `tested versions${of}`,
        write: String,
        weight: "material",
      })(
        before && [...before.vulnerableAt, ...before.notAffectedAt],
        after && [...after.vulnerableAt, ...after.notAffectedAt],
        all,
      ),
      ...vectors(of)(before?.severity, after?.severity, all),
      ...value<string>(`package URL${of}`, String, "material")(
        before?.package?.purl,
        after?.package?.purl,
        all,
      ),
      ...passedOn(of)(before?.ecosystemSpecific, after?.ecosystemSpecific, all),
      ...passedOn(of)(before?.databaseSpecific, after?.databaseSpecific, all),
    ];
  },
});

const ranges = (of: string) =>
  entries<VersionRange>({
    key: ({ introduced, repo }) => `${repo ?? ""} ${introduced}`,
    whole: (range) => `affected versions${of}, ${rangeText(range)},`,
    within: () => "",
    weight: "material",
    fields: (before, after, all) => [
      ...value(`fixed version${of}`, String, "material")(before?.fixed, after?.fixed, all),
      ...value(`last affected version${of}`, String, "material")(
        before?.lastAffected,
        after?.lastAffected,
        all,
      ),
      ...passedOn(of)(before?.databaseSpecific, after?.databaseSpecific, all),
    ],
  });

const steps: Teller<AdvisoryFrontMatter["timeline"]> = (before, after, names) =>
  list({ one: "step of the disclosure", many: "steps of the disclosure", write: String, weight: "material" })(
    before?.map(stepWords),
    after?.map(stepWords),
    names,
  );

function stepWords({ at, event }: AdvisoryFrontMatter["timeline"][number]): string {
  return `${event} (${new Date(at).toISOString().slice(0, 10)})`;
}

const credits = entries<AdvisoryFrontMatter["credits"][number]>({
  key: ({ name }) => name,
  whole: ({ name, type }) => `credit of ${quote(name)}${type ? ` (${spaced(type)})` : ""}`,
  within: ({ name }) => `credit of ${quote(name)}: `,
  weight: "material",
  fields: (before, after, all) => [
    ...value("type", spaced, "material")(before?.type, after?.type, all),
    ...list({ one: "address", many: "addresses", weight: "material" })(before?.contact, after?.contact, all),
  ],
});

const references = entries<AdvisoryFrontMatter["references"][number]>({
  key: ({ type, url }) => `${type} ${url}`,
  whole: ({ type, url }) => `reference ${url} (${type})`,
  within: () => "",
  weight: "material",
  fields: () => [],
});
