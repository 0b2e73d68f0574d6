import { type Parsed, parseMarkdownRecord } from "./parse/record.ts";
import { type ServiceFrontMatter, serviceSchema } from "./schema/service.ts";
import { idOf, type Source } from "./source.ts";

/** One service: a file in `content/services/`. */
export interface Service extends ServiceFrontMatter {
  readonly id: string;
  readonly source: Source;
  /** Markdown below the front matter. */
  readonly body: string;
}

/** Reads one file in `content/services/`. */
export function parseService(source: Source): Parsed<Service> {
  const { data, body, problems } = parseMarkdownRecord(source, serviceSchema);
  return { record: data && { ...data, id: idOf(source.file), source, body: body.trim() }, problems };
}
