import { type NewUpdate, writeUpdate } from "../../records/edit.ts";
import { type Incident, parseIncident } from "../../records/incident.ts";
import { markdownTokens } from "../../records/markdown.ts";
import { parseBody } from "../../records/parse/body.ts";
import { splitFrontMatter } from "../../records/parse/frontmatter.ts";
import { type Problem, problemAt } from "../../records/problem.ts";
import { quote } from "../../records/quote.ts";
import type { IncidentKind } from "../../records/schema/vocabulary.ts";
import { decodeSource, type Source } from "../../records/source.ts";
import { UsageError } from "../verb.ts";

/** What a record's text would mean, were it written down. */
export interface Examined {
  readonly record: Incident | undefined;
  /** Wrong in the new update itself. */
  readonly added: readonly Problem[];
  /** Wrong elsewhere in the file. */
  readonly older: readonly Problem[];
}

/** Text of a file as the parser takes it. */
export function sourceOf(file: string, text: string): Source {
  const source = decodeSource(file, new TextEncoder().encode(text));
  if ("text" in source) return source;
  throw new UsageError(`${file}: ${source.message} ${source.hint}`);
}

/** Throws `UsageError` for a text that would not stay one update: a level-2 heading, a code block without an end. */
export function requireOneUpdate(text: string): void {
  const heading = headings(text)[0];
  if (heading !== undefined) {
    throw new UsageError(
      `the text has a heading of level 2, ${quote(heading)}, which would begin another update. Write ### ${heading}${
        text.includes(`## ${heading}`) ? "" : " (a line of hyphens right below a text makes a heading of it)"
      }.`,
    );
  }
  if (headings(`${text}\n\n## Update`).length === 0) {
    throw new UsageError(
      "the text begins a code block and does not end it. Close it with the same fence, such as ```.",
    );
  }
}

/** Reads a text to whose end an update was put. Throws `UsageError` if the update would not be seen as one. */
export function examineAppended(file: string, text: string, update: NewUpdate, kind: IncidentKind): Examined {
  const source = sourceOf(file, text);
  const section = writeUpdate(update);
  const line = source.text.split("\n").length - section.split("\n").length + 1;
  const { record, problems } = parseIncident(source);
  const split = splitFrontMatter(source.text);
  const broken = "mistake" in split;
  const body = broken ? parseBody(section, line, kind) : parseBody(split.body, split.bodyLine, kind);
  if (body.updates.at(-1)?.line !== line && !body.mistakes.some(({ at }) => at.line === line)) {
    throw new UsageError(
      `${file} ends within a code block that is not closed, so a new update would be part of it. Add its closing fence (\`\`\`) to the end of the file first.`,
    );
  }
  const own = broken ? body.mistakes.map(({ at, mistake }) => problemAt(file, at, mistake)) : [];
  const all = [...problems, ...own];
  return {
    record,
    added: all.filter((problem) => problem.line >= line),
    older: all.filter((problem) => problem.line < line),
  };
}

/** Whether a problem keeps a new text from being written. A placeholder may stay: its author was told. */
export function refuses(problem: Problem): boolean {
  return problem.severity === "error" && problem.code !== "placeholder-left";
}

function headings(text: string): string[] {
  const tokens = markdownTokens(text);
  return tokens.flatMap((token, index) =>
    token.type === "heading_open" && token.tag === "h2" && token.level === 0
      ? [tokens[index + 1]?.content ?? ""]
      : [],
  );
}
