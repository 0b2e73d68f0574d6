import type { PlacedMistake } from "./parse/frontmatter.ts";
import { type Parsed, parsed, parseMarkdownRecord } from "./parse/record.ts";
import { type PostmortemText, parsePostmortemText } from "./postmortem/body.ts";
import { checkFacts } from "./postmortem/facts.ts";
import { withoutRestricted } from "./postmortem/restricted.ts";
import { type PostmortemFrontMatter, postmortemSchema } from "./schema/postmortem.ts";
import { idOf, type Source } from "./source.ts";

/** A review of one or more incidents: one file in `content/postmortems/`. */
export interface Postmortem extends PostmortemFrontMatter, PostmortemText {
  readonly id: string;
  readonly source: Source;
}

/**
 * Keys without which the rest would say something else, or say it too soon: without its status nobody knows whether a
 * report may be shown, and without `evidence` nobody knows what must not be.
 */
const ESSENTIAL = ["status", "incidents", "evidence", "credits"] as const;

/** Reads one file in `content/postmortems/`; all mistakes come at once. */
export function parsePostmortem(source: Source): Parsed<Postmortem> {
  const id = idOf(source.file);
  const frontMatter = parseMarkdownRecord(source, postmortemSchema, {
    instead: { title: id, summary: id, owner: "unknown", type: "unknown", trigger: "unknown" },
    essential: ESSENTIAL,
  });
  const { data, body, bodyLine } = frontMatter;
  const isMdx = source.file.endsWith(".mdx");
  const text = parsePostmortemText(body, bodyLine, isMdx);
  const facts = data ? checkFacts(frontMatter, data) : [];
  const mistakes: PlacedMistake[] = [...frontMatter.mistakes, ...facts, ...text.mistakes];
  const shown = data && withoutRestricted(data, body);
  // What is left of a text without an address is another text, and may be read in another way.
  const shownText =
    shown && (shown.body === body ? text : parsePostmortemText(shown.body, bodyLine, isMdx)).text;
  // Text that may hold code is not rendered in part: nobody could say what the rest means.
  const record = text.text && shownText ? { ...shown.data, ...shownText, id, source } : undefined;
  return parsed<Postmortem>(source, record, mistakes);
}

/** Whether a report may be shown: a draft may not. */
export function isPublicReport({ status }: Pick<Postmortem, "status">): boolean {
  return status !== "draft";
}
