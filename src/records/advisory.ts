import { checkAffected } from "./advisory/affected.ts";
import { type AdvisoryText, parseAdvisoryText } from "./advisory/body.ts";
import { checkFacts, isPageName, isPlaceholder } from "./advisory/facts.ts";
import { type Affected, affectedOf } from "./advisory/software.ts";
import { checkWords } from "./advisory/words.ts";
import type { Instant } from "./instant.ts";
import { type MarkdownRecord, type Parsed, parsed, parseMarkdownRecord } from "./parse/record.ts";
import { type AdvisoryFrontMatter, advisorySchema } from "./schema/advisory.ts";
import { idOf, type Source } from "./source.ts";

/** A security advisory: one file under `advisories/`. */
export interface Advisory extends Omit<AdvisoryFrontMatter, "affected" | "withdrawn">, AdvisoryText {
  readonly id: string;
  readonly source: Source;
  /** Affected packages and repositories, named and with the ends of their ranges. */
  readonly affected: readonly Affected[];
  /** That it was a mistake, and why; the reason is undefined where its source gave none. */
  readonly withdrawn?: { readonly at: Instant; readonly reason: string | undefined } | undefined;
}

/** An advisory that may be shown: a draft or a reserved number is none. */
export interface PublishedAdvisory extends Advisory {
  readonly published: Instant;
}

/** Keys without which the rest would say something else, or say it too soon. */
const ESSENTIAL = ["published", "reserved", "withdrawn", "affected", "kind", "severity"] as const;

/**
 * Reads one file under `advisories/`; all mistakes come at once. An advisory of which something essential cannot be read is
 * no record: half of its affected versions would be worse than the version before.
 */
export function parseAdvisory(source: Source): Parsed<Advisory> {
  const id = idOf(source.file);
  const frontMatter = parseMarkdownRecord(source, advisorySchema, {
    instead: { title: id },
    essential: ESSENTIAL,
  });
  const { data, locate } = frontMatter;
  const written = keysOf(frontMatter);
  const isEmpty = data?.reserved === true && frontMatter.body.trim() === "";
  const imported = !written || written.has("modified");
  const text = parseAdvisoryText(frontMatter.body, frontMatter.bodyLine, imported || isEmpty);
  const affected = (data?.affected ?? []).map(affectedOf);
  const mistakes = [
    ...frontMatter.mistakes,
    ...(data ? [...checkFacts(id, data, locate), ...checkAffected(data, affected, locate)] : []),
    ...text.mistakes,
    ...(imported ? [] : checkWords(frontMatter.body, frontMatter.bodyLine, !written.has("published"))),
  ];
  const { body, sections, rest } = text;
  // A number is for ever, so nothing is published under one that is still to be chosen.
  const isNameless =
    isPageName(id) || (data !== undefined && !imported && isPlaceholder(id) && !isDraft(data));
  const record = isNameless
    ? undefined
    : data && { ...data, id, source, affected, withdrawn: withdrawalOf(data), body, sections, rest };
  return parsed(source, record, mistakes);
}

/** What is said of a withdrawal: `none` is the word for no reason. */
function withdrawalOf({ withdrawn }: AdvisoryFrontMatter): Advisory["withdrawn"] {
  if (!withdrawn) return undefined;
  const { at, reason } = withdrawn;
  return { at, reason: reason.toLowerCase() === "none" ? undefined : reason };
}

/** The keys of a front matter, wrong ones included; undefined where there is none, or where its YAML cannot be read. */
function keysOf({ raw, brokenYaml }: MarkdownRecord<unknown>): ReadonlySet<string> | undefined {
  if (brokenYaml !== undefined || raw === undefined) return undefined;
  return new Set(Object.keys(raw ?? {}));
}

/** Whether a file, wherever it lies, has keys in its front matter that only an advisory has. */
export function looksLikeAdvisory(text: string): boolean {
  const frontMatter = text.slice(0, Math.max(0, text.indexOf("\n---", 3)));
  return /^(?:affected|reserved|cwe)[ \t]*:/m.test(frontMatter);
}

/** Whether nothing of an advisory may be shown: it has no time of publication, or is a number that is only reserved. */
export function isDraft(advisory: Pick<Advisory, "published" | "reserved">): boolean {
  return advisory.published === undefined || advisory.reserved;
}

/** Whether an advisory is public at a time: one that is dated ahead is not yet. */
export function isPublished(advisory: Advisory, now: Instant): advisory is PublishedAdvisory {
  return advisory.published !== undefined && !advisory.reserved && advisory.published <= now;
}
