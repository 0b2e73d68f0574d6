import type { Token } from "markdown-it";
import { isHiddenHtml, unsafeLinks } from "../markdown.ts";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";
import { isBareUpdate, looksLikeUpdate } from "./heading.ts";

/** Takes a mistake at a line counted from 0 and a column counted from 1. */
type Report = (line: number, mistake: Mistake, column?: number) => void;

/** Whoever pasted a whole page of HTML need not read of every tag in it. */
const MOST_TAGS = 20;

/** Tells mistakes in the text of a record: updates that are none, HTML, placeholders, links that could run code. */
export function checkText(tokens: readonly Token[], lines: readonly string[], report: Report): void {
  let tags = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (!token.map) continue;
    if (token.type === "heading_open" && token.tag === "h2" && token.level === 0) tags = new Set();
    if (token.type === "inline") checkInline(token, tokens[index - 1], lines, tags, report);
    else if (token.type === "heading_open") checkHeading(token, tokens[index + 1]?.content ?? "", report);
    else if (token.type === "fence") checkFence(token, lines, report);
    else if (token.type === "code_block")
      checkSwallowed(token, lines, report, "Remove the spaces before it.");
    else if (token.type === "html_block") checkHtml(token, lines, tags, report);
  }
}

function checkHeading(token: Token, text: string, report: Report): void {
  const words = text.replace(/^#+\s*/, "");
  if (token.tag === "h2" || token.level !== 0 || !looksLikeUpdate(words)) return;
  report(token.map?.[0] ?? 0, headingLevel(`${token.markup} ${text}`, words));
}

/** An open fence makes code of all that follows it, updates included. */
function checkFence(token: Token, lines: readonly string[], report: Report): void {
  const [first, end] = token.map ?? [0, 0];
  const last = (lines[end - 1] ?? "").trim();
  const closed =
    end - 1 > first && last.startsWith(token.markup) && last === token.markup.charAt(0).repeat(last.length);
  if (closed || token.level !== 0) return;
  report(first, {
    code: "block-unclosed",
    message: "This code has no end: everything below it is shown as code.",
    found: quote((lines[first] ?? "").trim()),
    expected: `a line ${token.markup} after the code`,
    hint: `Add a line ${token.markup} where the code ends.`,
  });
}

/** Whether a piece of HTML is the first of its tag in an update: whoever wrote a tag once may have written it often. */
function isNewTag(html: string, tags: Set<string>): boolean {
  const tag = (/^<\/?([^\s/>]*)/.exec(html)?.[1] ?? html).toLowerCase();
  if (isHiddenHtml(html) || tags.has(tag) || tags.size === MOST_TAGS) return false;
  tags.add(tag);
  return true;
}

function checkHtml(token: Token, lines: readonly string[], tags: Set<string>, report: Report): void {
  const first = token.map?.[0] ?? 0;
  const text = token.content.trim();
  if (text.startsWith("<!--") && !text.includes("-->")) {
    report(first, {
      code: "block-unclosed",
      message: "This comment has no end: everything below it is hidden.",
      found: quote(text.split("\n")[0]),
      expected: "--> after the comment",
      hint: "Add --> where the comment ends.",
    });
    return;
  }
  if (isHiddenHtml(token.content)) return;
  if (isNewTag(text, tags))
    report(first, htmlShown(text.split("\n")[0] ?? ""), (lines[first] ?? "").indexOf("<") + 1);
  checkSwallowed(token, lines, report, "Remove the HTML above it, or put it between backticks.");
}

/** Updates that are part of something else. */
function checkSwallowed(token: Token, lines: readonly string[], report: Report, hint: string): void {
  const [first, end] = token.map ?? [0, 0];
  for (let index = first; index < end; index++) {
    const line = lines[index] ?? "";
    const text = /^\s*#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (text === undefined || !looksLikeUpdate(text)) continue;
    report(index, { ...headingLevel(line.trim(), text), hint }, line.indexOf("#") + 1);
  }
}

function checkInline(
  token: Token,
  parent: Token | undefined,
  lines: readonly string[],
  tags: Set<string>,
  report: Report,
): void {
  const [first, end] = token.map ?? [0, 0];
  let line = first;
  const reportText = (text: string, mistake: Mistake): void => {
    for (let index = line; index < end; index++) {
      const column = (lines[index] ?? "").indexOf(text);
      if (column === -1) continue;
      report(index, mistake, column + 1);
      return;
    }
    report(line, mistake);
  };
  let words = "";
  const endLine = (): void => {
    const text = /^[#＃]*\s*(.*)$/.exec(words)?.[1] ?? "";
    if (parent?.type === "paragraph_open" && parent.level === 0 && isUpdateWithoutHeading(words, text)) {
      reportText(words, headingLevel(words, text));
    }
    words = "";
  };
  for (const child of token.children ?? []) {
    if (child.type === "softbreak" || child.type === "hardbreak") {
      endLine();
      line++;
    } else if (child.type === "html_inline") {
      if (isNewTag(child.content, tags)) reportText(child.content, htmlShown(child.content));
    } else if (child.type === "text") {
      words += child.content;
      for (const [placeholder] of child.content.matchAll(/\{\{[^{}]*\}\}/g)) {
        reportText(placeholder, placeholderLeft(placeholder));
      }
    }
  }
  endLine();
  for (const link of unsafeLinks(token)) reportText(link, linkUnsafe(link));
}

/** `##Resolved — …` without a space, or a status and a time without any sign before them. */
function isUpdateWithoutHeading(line: string, text: string): boolean {
  return /^[#＃]/.test(line) ? looksLikeUpdate(text) : isBareUpdate(text);
}

function headingLevel(found: string, text: string): Mistake {
  return {
    code: "heading-level",
    message: "This looks like an update, but only a level-2 heading begins one.",
    found: quote(found),
    expected: "two number signs and a space at the start of the line, before the status word",
    hint: `Write ## ${text.trim()}`,
  };
}

function htmlShown(html: string): Mistake {
  return {
    code: "html-shown-as-text",
    message: "HTML in records is not passed through; readers will see it as text.",
    found: quote(html),
    expected: "Markdown",
    hint: "Write it in Markdown, or put it between backticks if it is meant to be seen.",
  };
}

function placeholderLeft(placeholder: string): Mistake {
  return {
    code: "placeholder-left",
    message: "A placeholder of a template is still there.",
    found: quote(placeholder),
    expected: "your own words",
    hint: "Replace it, braces included.",
  };
}

/** A link that could run code. */
export function linkUnsafe(link: string): Mistake {
  return {
    code: "link-unsafe",
    message: "This kind of link is not allowed, so it is shown as text.",
    found: quote(link),
    expected: "a link beginning with https:, http:, mailto: or /",
    hint: "Replace the address.",
  };
}
