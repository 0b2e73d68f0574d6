import { isSafeLink } from "../../records/markdown.ts";
import { isBareUpdate, looksLikeUpdate } from "../../records/parse/heading.ts";
import { blockTokens, scan } from "../scan.ts";

/** How a text without HTML was meant. */
export interface PlainText {
  /** Line ends are those of readers, as on a Statuspage. */
  readonly breaks: boolean;
  /** Address against which links within the old site are resolved. */
  readonly base: string | undefined;
  /** HTML comments in it are not shown, as in a record. */
  readonly hidden?: boolean;
}

/**
 * Text that was typed as Markdown or as it came, as Markdown for a record: what would be HTML, a placeholder of a
 * template or a link that could run code stays visible text.
 */
export function plainToMarkdown(text: string, { breaks, base, hidden = false }: PlainText): string {
  const toSafe = (running: string): string =>
    running
      .replace(/(?<!\\)<(?!https?:|mailto:)[a-z][a-z0-9+.-]{1,31}:[^\s<>`]*>/gi, "`$&`")
      .replace(
        /^[ \t]*(\[[^[\]`\n]{1,200}\]:[ \t]*<?([^\s>`]+)[^\n`]*)/gm,
        (line, whole: string, target: string) => (isSafeLink(target) ? line : `\`${whole}\``),
      )
      .replace(/(?<![\\`])<(?!(?:https?:\/\/|mailto:|[\w.+-]{1,64}@)[^\s<>]*>)(?=[a-z/!?])/gi, "\\<")
      .replace(/\{\{[^{}`]*\}\}/g, "`$&`")
      .replace(/\]\((?=\s*<?([^\s()<>]*))/g, (sign, target: string) => (isSafeLink(target) ? sign : "] ("))
      .replace(/\]\((?![a-z][a-z0-9+.-]*:)([^\s()<>#][^\s()<>]*)/gi, (sign, path: string) => {
        const whole = base === undefined ? undefined : URL.parse(path, base)?.href;
        return whole === undefined ? sign : `](${whole}`;
      });
  const safe = mapText(text, toSafe, (code) => code, hidden);
  return breaks ? keepLines(safe) : safe;
}

/** Puts lines that read like an update of a record, but are part of a text, between backticks. */
export function hideUpdates(text: string): string {
  return mapText(text, (running) =>
    running
      .split("\n")
      .map((line) => {
        const words = line.trim().replace(/\\$/, "");
        const bare = words.replaceAll("*", "");
        const isOne = /^[#＃]/.test(bare)
          ? looksLikeUpdate(bare.replace(/^[#＃]+\s*/, ""))
          : isBareUpdate(bare);
        return isOne && !words.includes("`") ? line.replace(words, `\`${bare}\``) : line;
      })
      .join("\n"),
  );
}

/** Changes a text outside of its code, and of its comments too if they are `hidden`. */
export function mapText(
  text: string,
  change: (running: string) => string,
  changeCode: (code: string) => string = (code) => code,
  hidden = false,
): string {
  let out = "";
  let offset = 0;
  for (const { kind, start, end } of scan(text)) {
    if (kind !== "code" && !(hidden && kind === "comment")) continue;
    out += change(text.slice(offset, start)) + changeCode(text.slice(start, end));
    offset = end;
  }
  return out + change(text.slice(offset));
}

/** Makes line ends within paragraphs hard ones, but for those within code, where a backslash would be one. */
function keepLines(text: string): string {
  const lines = text.split("\n");
  const tokens = blockTokens(text);
  const inCode = linesInCode(text);
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "inline" || tokens[index - 1]?.type !== "paragraph_open" || !token.map) continue;
    for (let line = token.map[0]; line < token.map[1] - 1; line++) {
      if (inCode.has(line)) continue;
      const typed = lines[line]?.trimEnd() ?? "";
      lines[line] = typed.endsWith("\\") ? typed : `${typed}\\`;
    }
  }
  return lines.join("\n");
}

/** The lines, counted from 0, that end within code. */
function linesInCode(text: string): ReadonlySet<number> {
  const codes = scan(text).filter(({ kind }) => kind === "code");
  const inside = new Set<number>();
  let next = 0;
  let line = 0;
  for (const { index } of text.matchAll(/\n/g)) {
    while ((codes[next]?.end ?? Number.POSITIVE_INFINITY) <= index) next++;
    if ((codes[next]?.start ?? Number.POSITIVE_INFINITY) < index) inside.add(line);
    line++;
  }
  return inside;
}
