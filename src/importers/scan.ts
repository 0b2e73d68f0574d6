import MarkdownIt from "markdown-it";

/** A piece of a Markdown text that is not running text. Offsets count from the start of that text. */
export interface Span {
  readonly kind: "code" | "comment" | "shortcode" | "tag";
  readonly start: number;
  readonly end: number;
}

/** The blocks of a text as Hugo sees them: HTML is HTML, so what stands in a comment is no code and no heading. */
const markdown = new MarkdownIt({ html: true });

/** The tokens of a text; `map` tells their lines, counted from 0. */
export function blockTokens(text: string): ReturnType<typeof markdown.parse> {
  return markdown.parse(text, {});
}

/** The link definitions of a text: Markdown of the address by label, in the way labels are compared. */
export function linkDefinitions(text: string): Map<string, string> {
  const env: { references?: Record<string, { href: string; title: string }> } = {};
  markdown.parse(text, env);
  return new Map(
    Object.entries(env.references ?? {}).map(([label, { href, title }]) => [
      label,
      `<${href}>${title && ` ${JSON.stringify(title)}`}`,
    ]),
  );
}

/** Any character that does not end the paragraph. */
const WITHIN = "(?:(?!\\n[ \\t]*\\n)[\\s\\S])";
const INLINE = new RegExp(
  [
    "(?<plain>\\\\[\\s\\S]|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\\s<>]*>|<[^\\s<>@]+@[^\\s<>@]+>)",
    `(?<code>(?<ticks>\`+)(?!\`)${WITHIN}*?(?<!\`)\\k<ticks>(?!\`)|\`+)`,
    `(?<comment>(?<=^[ \\t]*)<!--(?:[\\s\\S]*?-->|[\\s\\S]*)|<!--${WITHIN}*?-->)`,
    "(?<shortcode>\\{\\{[<%][\\s\\S]*?[%>]\\}\\})",
    "(?<tag></?[A-Za-z][A-Za-z0-9-]*(?:(?:\\s|/|(?<==\\s*)(?:\"[^\"\\n]*\"|'[^'\\n]*'))(?:[^\\s\"'<>/]+)?)*>)",
  ].join("|"),
  "gm",
);

/** Finds code, HTML comments, HTML tags and Hugo shortcodes, in the order of the text. */
export function scan(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const code of codeBlocks(text)) {
    spans.push(...scanRunning(text.slice(from, code.start), from), code);
    from = code.end;
  }
  spans.push(...scanRunning(text.slice(from), from));
  return spans;
}

function scanRunning(text: string, offset: number): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(INLINE)) {
    const kind = (["code", "comment", "shortcode", "tag"] as const).find(
      (name) => match.groups?.[name] !== undefined,
    );
    if (kind) spans.push({ kind, start: offset + match.index, end: offset + match.index + match[0].length });
  }
  return spans;
}

function codeBlocks(text: string): Span[] {
  const lineStarts = [0];
  for (const match of text.matchAll(/\n/g)) lineStarts.push(match.index + 1);
  const spans: Span[] = [];
  for (const token of blockTokens(text)) {
    if ((token.type !== "fence" && token.type !== "code_block") || !token.map) continue;
    const [first, end] = token.map;
    spans.push({ kind: "code", start: lineStarts[first] ?? 0, end: lineStarts[end] ?? text.length });
  }
  return spans;
}
