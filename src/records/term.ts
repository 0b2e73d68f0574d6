import { type Parsed, parsed, parseMarkdownRecord } from "./parse/record.ts";
import { type TermFrontMatter, termSchema } from "./schema/term.ts";
import { idOf, type Source } from "./source.ts";

/** A term of the glossary: a file in `content/glossary/`. */
export interface Term extends TermFrontMatter {
  readonly id: string;
  readonly source: Source;
  /** Markdown below the front matter; may be empty. */
  readonly body: string;
}

/** Reads one file in `content/glossary/`. */
export function parseTerm(source: Source): Parsed<Term> {
  const { data, body, mistakes } = parseMarkdownRecord(source, termSchema);
  return parsed(source, data && { ...data, id: idOf(source.file), source, body: body.trim() }, mistakes);
}
