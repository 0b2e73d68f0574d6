import { type Parsed, parseMarkdownRecord } from "./parse/record.ts";
import { problemAt } from "./problem.ts";
import { alternatives, quote } from "./quote.ts";
import { type TemplateFrontMatter, templateSchema } from "./schema/template.ts";
import { statuses } from "./schema/vocabulary.ts";
import { idOf, positionOf, type Source } from "./source.ts";

/** A predrafted update: a file in `content/templates/`. */
export interface Template extends TemplateFrontMatter {
  readonly id: string;
  readonly source: Source;
  /** Markdown with placeholders such as `{{services}}`. */
  readonly body: string;
}

/** Reads one file in `content/templates/`. */
export function parseTemplate(source: Source): Parsed<Template> {
  const { data, body, problems } = parseMarkdownRecord(source, templateSchema);
  if (!data) return { record: undefined, problems };
  const words: readonly string[] = statuses[data.for];
  if (!words.includes(data.status)) {
    const problem = problemAt(source.file, positionOf(source, ["status"]), {
      code: "value-unknown",
      message: `${quote(data.status)} is no status of kind ${data.for}.`,
      found: quote(data.status),
      expected: `one of ${alternatives(words)}`,
      hint: "Change the status, or what the template is for.",
    });
    return { record: undefined, problems: [...problems, problem] };
  }
  return { record: { ...data, id: idOf(source.file), source, body: body.trim() }, problems };
}
