import { type Advisory, isPublished, type PublishedAdvisory, parseAdvisory } from "../advisory.ts";
import { type Instant, writeHeadingInstant } from "../instant.ts";
import type { Parsed } from "../parse/record.ts";
import type { Past, Version } from "../past.ts";
import { isBroken, type Mistake, problemAt } from "../problem.ts";
import { quote } from "../quote.ts";
import { idOf, placesOf, type Source } from "../source.ts";
import { readStrictly } from "../strict.ts";

/** A version of an advisory that was public before another one took its place. */
interface PublicVersion {
  readonly version: Version;
  readonly source: Source;
  readonly parsed: { readonly record: PublishedAdvisory; readonly problems: Parsed<Advisory>["problems"] };
}

/**
 * An advisory held against its past: what was public stays, and so do its number and the time of its publication. One that
 * is dated ahead and was changed before its time was never public, and may be changed, postponed and deleted.
 */
export function keepPublished(source: Source, parsed: Parsed<Advisory>, past: Past): Parsed<Advisory> {
  const { record, problems } = parsed;
  if (!record || problems.some(isBroken)) return parsed;
  const place = placesOf(source);
  if (!isPublished(record, past.now)) {
    const was = lastPublic(source.file, past)?.parsed.record;
    if (!was) return parsed;
    const at = place(
      [record.reserved ? "reserved" : record.published === undefined ? "title" : "published"],
      "key",
    );
    return { record: was, problems: [...problems, problemAt(source.file, at, unpublished(record, was))] };
  }
  const first = firstPublic(source, past);
  if (!first) return parsed;
  if (first.id !== record.id) {
    const at = { line: 1, column: 1 };
    return { record, problems: [...problems, problemAt(source.file, at, renumbered(record.id, first.id))] };
  }
  if (first.published === record.published) return parsed;
  const mistake = repinned(record.published, first.published);
  return { record, problems: [...problems, problemAt(source.file, place(["published"]), mistake)] };
}

/**
 * The newest public version of a file that has the number and the time of publication which the first one had, under that
 * number; undefined where none was ever public. A version that was replaced before its time of publication was not.
 */
export function lastPublic(file: string, past: Past): PublicVersion | undefined {
  const versions = publicVersions(file, past);
  const first = versions.at(-1);
  if (!first) return undefined;
  const { id, published } = first.parsed.record;
  return versions.find(({ parsed: { record } }) => record.id === id && record.published === published);
}

/** When a file was first public, by its commits; undefined where it never was. */
export function publicSince(file: string, past: Past): Instant | undefined {
  const first = publicVersions(file, past).at(-1);
  return first && Math.max(first.version.at, first.parsed.record.published);
}

/** Newest first. */
function publicVersions(file: string, past: Past): PublicVersion[] {
  return [...past.versions(file)].flatMap((version) => publicVersion(file, version, past) ?? []);
}

function publicVersion(file: string, version: Version, past: Past): PublicVersion | undefined {
  const read = readStrictly(file, version.bytes, parseAdvisory);
  const record = "parsed" in read ? read.parsed.record : undefined;
  if (!("parsed" in read) || !record || !isPublished(record, version.until ?? past.now)) return undefined;
  const { source, parsed } = read;
  return { version, source, parsed: { ...parsed, record: { ...record, id: idOf(version.path) } } };
}

/** The line that tells when it was published, as text: most versions have the same, and need not be parsed. */
const PUBLISHED = /^published[ \t]*:[ \t]*([^#\n]*)/m;

/** What the first public version of a file was; undefined where all versions say the same as the present one. */
function firstPublic({ file, text }: Source, past: Past): PublishedAdvisory | undefined {
  const now = PUBLISHED.exec(text)?.[1]?.trim();
  const versions = [...past.versions(file)];
  const differs = versions.some(({ bytes, path }) => {
    const line = PUBLISHED.exec(new TextDecoder().decode(bytes.subarray(0, 4000)))?.[1]?.trim();
    return (line !== undefined && line !== now) || idOf(path) !== idOf(file);
  });
  if (!differs) return undefined;
  for (const version of versions.reverse()) {
    const found = publicVersion(file, version, past);
    if (found) return found.parsed.record;
  }
  return undefined;
}

function unpublished(record: Advisory, was: PublishedAdvisory): Mistake {
  const { reserved, published } = record;
  const ahead = published === undefined ? "no published" : `published: ${writeHeadingInstant(published)}`;
  return {
    code: "published-changed",
    message:
      "This advisory was published, and what is published stays. The site goes on showing its last public version.",
    found: reserved ? "reserved: true" : ahead,
    expected: `published: ${writeHeadingInstant(was.published)}`,
    hint: 'Put it back. If the advisory was a mistake, withdraw it: daymark withdraw, its id and --reason "…".',
  };
}

function repinned(now: Instant, first: Instant): Mistake {
  return {
    code: "published-changed",
    message: "The time of publication was changed. It is pinned once the advisory is published.",
    found: writeHeadingInstant(now),
    expected: writeHeadingInstant(first),
    hint: `Write published: ${writeHeadingInstant(first)}.`,
  };
}

function renumbered(now: string, first: string): Mistake {
  return {
    code: "published-changed",
    message:
      "This advisory was published under another number, and keeps it. The site goes on showing it as it was.",
    found: quote(now),
    expected: quote(first),
    hint: `Rename the file back to ${first}.md.`,
  };
}
