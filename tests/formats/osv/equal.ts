import MarkdownIt from "markdown-it";
import { isSafeLink } from "../../../src/records/markdown.ts";
import { schemeOf } from "../../../src/versions/ecosystem.ts";

/*
 * When two records of OSV say the same. What may differ is listed once, here and in docs/advisories-import.md.
 */

// biome-ignore lint/suspicious/noExplicitAny: records of other databases, as JSON.parse gives them
type Json = any;

/** What may come back in another way than it was imported, and why: field, difference, reason. */
export const differences: readonly (readonly [field: string, difference: string, reason: string])[] = [
  ["`schema_version`", "always `1.8.0`", "the version that is written"],
  [
    "every field of OSV itself",
    "an empty list or `null` is left out",
    "it says the same as a missing field; what databases add of their own stays as it is, empty or not",
  ],
  [
    "`modified`",
    "not before `published`, nor before `withdrawn`",
    "consumers fetch by `modified`, and a record cannot have changed before it was there",
  ],
  [
    "`modified`, `published`, `withdrawn`",
    "what is finer than a millisecond is cut off",
    "times are kept in milliseconds",
  ],
  ["`published`", "`modified`, where the record has none", "an advisory without it is a draft"],
  ["`summary`", "on one line, without space around it", "it is a title"],
  [
    "`details`",
    "HTML outside of code is escaped; links are `http`, `https` and `mailto` only; no space around it; control characters are U+FFFD",
    "OSV wants CommonMark; readers that pass HTML through would run it",
  ],
  [
    "`severity`",
    "the metrics of a vector in the order of its specification; on the packages, where it was on both levels",
    "CVSS 4.0 asks for the order, OSV for one level",
  ],
  [
    "`severity`",
    "only CVSS; not who gave the score (`source`)",
    "there is no place for it; the report names each",
  ],
  [
    "`affected[].package.purl`",
    "added where it follows from the name; without a version",
    "scanners look packages up by it; OSV wants it without",
  ],
  [
    "`affected[].ranges[].type`",
    "`SEMVER` where the ecosystem and all its versions are SemVer, otherwise `ECOSYSTEM`",
    "it follows from the package; versions are compared in the same way",
  ],
  [
    "`affected[].ranges[]`",
    "the same intervals, sorted, in as few ranges as can hold them, `GIT` last",
    "scanners stop at the first `GIT` range",
  ],
  [
    "`affected[].ranges[].events[]`",
    "events that change nothing, and intervals that hold no version, are left out",
    "the same versions are affected without them",
  ],
  [
    "`affected[].ranges[]`",
    "ranges of commits are left out where a commit is no full hash, or the repository cannot be named; the report names each",
    "the schema refuses the whole record; one without other ranges or versions is not imported",
  ],
  ["`affected[].versions`", "a version that is there twice is there once", "it says nothing"],
  [
    "`affected[].ranges[].events[].limit`",
    "left out; the report names each",
    "there is no place for it; without it, rather more counts as affected",
  ],
  [
    "`references`",
    "this site's page (`ADVISORY`) and the package's page (`PACKAGE`) are added",
    "whoever reads the record should find both",
  ],
  [
    "`references`",
    "signs that an address may not have are percent-encoded; other addresses than `http` and `https` are left out",
    "the schema asks for URIs; the report names each that is left out",
  ],
  ["`withdrawn`", "not before `published`", "nothing can be withdrawn before it was there"],
  ["`credits[].name`", "on one line, without space around it", "it is a name"],
  ["`credits[].contact`", "a bare mail address gets `mailto:`", "the schema asks for URLs"],
  [
    "`aliases`, `related`, `upstream`",
    "an id that is there twice, or is the record's own, is left out",
    "it says nothing",
  ],
  [
    "`aliases`, `related`, `upstream`",
    "an address becomes a reference (`WEB`)",
    "it is no id; two records of RustSec have one",
  ],
  [
    "`database_specific.native_id`",
    "added where the id has no prefix that OSV has registered",
    "the id is `x_` and the native one",
  ],
];

const markdown = new MarkdownIt({ html: false });
markdown.validateLink = isSafeLink;

/** A record with everything that may differ brought into one form. References are compared by themselves. */
export function normal(record: Json): Json {
  const { schema_version: _version, references: _references, ...rest } = record;
  const published = instant(record.published ?? record.modified);
  const withdrawn = record.withdrawn ? instant(record.withdrawn) : undefined;
  return withoutEmpty({
    ...rest,
    related: record.related?.filter((id: string) => !id.startsWith("https://")),
    published,
    modified: Math.max(instant(record.modified), published, withdrawn ?? 0),
    withdrawn,
    summary: record.summary?.replace(/\s*\n\s*/g, " ").trim(),
    details: record.details && markdown.render(record.details.trim()),
    affected: record.affected?.map(normalAffected),
  });
}

/** The references of a record, each as one line. */
export function references(record: Json): string[] {
  return (record.references ?? []).map(
    ({ type, url }: Json) => `${type} ${new URL(url).href.replaceAll("[", "%5B").replaceAll("]", "%5D")}`,
  );
}

function normalAffected(entry: Json): Json {
  const { purl: _purl, ...named } = entry.package ?? {};
  const intervals = (entry.ranges ?? []).flatMap((range: Json) => intervalsOf(range, named.ecosystem ?? ""));
  return withoutEmpty({
    ...entry,
    package: entry.package && named,
    versions: entry.versions && [...new Set(entry.versions)],
    ranges: [...new Set(intervals)].sort(),
  });
}

/** Each interval of a range as one line. */
function intervalsOf({ type, repo, events, database_specific }: Json, ecosystem: string): string[] {
  const kindOf = (event: Json): string => Object.keys(event)[0] ?? "";
  const line = (from: string, end: string): string =>
    JSON.stringify([type === "GIT" ? repo : "versions", database_specific ?? null, from, end]);
  if (type === "GIT") {
    const starts = events.filter((event: Json) => event.introduced !== undefined);
    const ends = events.filter((event: Json) => event.introduced === undefined && event.limit === undefined);
    return starts.flatMap((start: Json) =>
      ends.length === 0
        ? [line(start.introduced, "")]
        : ends.map((end: Json) => line(start.introduced, JSON.stringify(end))),
    );
  }
  const scheme = schemeOf(ecosystem);
  const key = (event: Json): string => String(Object.values(event)[0]);
  const sorted = scheme
    ? [...events].sort((a: Json, b: Json) =>
        key(a) === "0" ? -1 : key(b) === "0" ? 1 : scheme.compare(key(a), key(b)),
      )
    : events;
  const lines: string[] = [];
  let since: string | undefined;
  for (const event of sorted) {
    if (kindOf(event) === "introduced") since ??= event.introduced;
    else if (kindOf(event) !== "limit" && since !== undefined) {
      if (since !== event.fixed) lines.push(line(since, JSON.stringify(event)));
      since = undefined;
    }
  }
  return since === undefined ? lines : [...lines, line(since, "")];
}

function withoutEmpty(object: Json): Json {
  return Object.fromEntries(
    Object.entries(object).filter(
      ([key, value]) =>
        value !== undefined &&
        (key.endsWith("_specific") || (value !== null && !(Array.isArray(value) && value.length === 0))),
    ),
  );
}

/** In milliseconds: what is finer is cut off. */
function instant(time: string): number {
  return Date.parse(time.replace(/(\.\d{3})\d+/, "$1"));
}
