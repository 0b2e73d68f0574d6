import { type Parsed, parsed, parseMarkdownRecord } from "./parse/record.ts";
import { alternatives, quote } from "./quote.ts";
import { type TemplateFrontMatter, templateSchema } from "./schema/template.ts";
import { statuses } from "./schema/vocabulary.ts";
import { idOf, type Source } from "./source.ts";

/** A predrafted update: a file in `content/templates/`. */
export interface Template extends TemplateFrontMatter {
  readonly id: string;
  readonly source: Source;
  /** Markdown with placeholders such as `{{services}}`. */
  readonly body: string;
}

/** Reads one file in `content/templates/`. */
export function parseTemplate(source: Source): Parsed<Template> {
  const { data, body, mistakes, locate } = parseMarkdownRecord(source, templateSchema);
  const words: readonly string[] = data ? statuses[data.for] : [];
  if (data && !words.includes(data.status)) {
    const mistake = {
      code: "value-unknown",
      message: `${quote(data.status)} is no status of kind ${data.for}.`,
      found: quote(data.status),
      expected: `one of ${alternatives(words)}`,
      hint: "Change the status, or what the template is for.",
    } as const;
    return parsed<Template>(source, undefined, [...mistakes, { at: locate(["status"]), mistake }]);
  }
  return parsed(source, data && { ...data, id: idOf(source.file), source, body: body.trim() }, mistakes);
}
