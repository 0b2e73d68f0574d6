import type { PlacedMistake } from "./parse/frontmatter.ts";
import { type MarkdownRecord, type Parsed, parsed, parseMarkdownRecord } from "./parse/record.ts";
import { alternatives, quote } from "./quote.ts";
import { charterKeys, type ServiceFrontMatter, serviceSchema } from "./schema/service.ts";
import { idOf, type Source } from "./source.ts";

/** One service: a file in `content/services/`. Its group is empty where it could not be read. */
export interface Service extends ServiceFrontMatter {
  readonly id: string;
  readonly source: Source;
  /** Markdown below the front matter. */
  readonly body: string;
}

/** Reads one file in `content/services/`. What is wrong is left out and the rest is a service. */
export function parseService(source: Source): Parsed<Service> {
  const id = idOf(source.file);
  const frontMatter = parseMarkdownRecord(source, serviceSchema, { instead: { name: id, group: "none" } });
  const { data, body, unread } = frontMatter;
  const mistakes = [...frontMatter.mistakes, ...(data ? checkCharter(frontMatter, data) : [])];
  if (!data) return parsed<Service>(source, undefined, mistakes);
  const group = unread.has("group") ? "" : data.group;
  return parsed(source, { ...data, group, id, source, body: body.trim() }, mistakes);
}

function checkCharter(
  { locate, unread }: MarkdownRecord<unknown>,
  data: ServiceFrontMatter,
): PlacedMistake[] {
  const mistakes: PlacedMistake[] = [];
  const given = charterKeys.filter((key) => data[key] !== undefined || unread.has(key));
  const missing = charterKeys.filter((key) => !given.includes(key));
  const first = given[0];
  if (first !== undefined && missing.length > 0) {
    const mistake = {
      code: "charter-incomplete",
      message: "The charter is only half written: its keys go together.",
      found: alternatives(given, "and"),
      expected: alternatives(charterKeys, "and"),
      hint: `Add ${alternatives(missing, "and")}, or remove the others until you know them.`,
    } as const;
    mistakes.push({ at: locate([first], "key"), mistake });
  }
  if (data.owner !== undefined && data.owner === data.backupOwner) {
    const mistake = {
      code: "owner-twice",
      message: "The backup owner is the owner.",
      found: quote(data.backupOwner),
      expected: "another person or team",
      hint: "Name somebody who can act while the owner is away.",
    } as const;
    mistakes.push({ at: locate(["backupOwner"]), mistake });
  }
  return mistakes;
}
