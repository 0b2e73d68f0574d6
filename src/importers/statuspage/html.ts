import TurndownService from "turndown";
import { isSafeLink } from "../../records/markdown.ts";
import type { Tell } from "../importer.ts";
import { fold } from "../text.ts";
import { escapeText } from "./escape.ts";
import { prepareHtml, withoutTags } from "./prepare.ts";
import { tableRules } from "./table.ts";

/** A line break within a paragraph, until all is put together; a noncharacter, which is taken out of the source. */
const BREAK = "\uFFFE";

/**
 * Writes HTML as Markdown. Scripts, styles and whatever else is no text is left out, links that could run code become
 * text, pictures become links; each is reported. `base` is the address against which links are resolved.
 */
export function htmlToMarkdown(html: string, base: string | undefined, tell: Tell): string {
  const prepared = prepareHtml(html.replace(/[\uFFFE\uFFFF]/g, ""), tell);
  if (!prepared.excessive) return settleBreaks(converter(base, tell).turndown(prepared.html));
  tell("adapted", "HTML with too many elements in each other is written as one paragraph of plain text.");
  return settleBreaks(converter(base, tell).turndown(withoutTags(prepared.html)));
}

function converter(base: string | undefined, tell: Tell): TurndownService {
  const service = new TurndownService({ headingStyle: "atx", hr: "---", bulletListMarker: "-" });
  service.escape = escapeText;
  const numbers = new Map<unknown, number>();
  const rules: Record<string, TurndownService.Rule> = {
    break: { filter: "br", replacement: () => BREAK },
    heading: {
      filter: ["h1", "h2", "h3", "h4", "h5", "h6"],
      replacement: (content, node) =>
        `\n\n${"#".repeat(Number(node.nodeName.charAt(1)))} ${onLine(content)}\n\n`,
    },
    strong: { filter: "strong", replacement: (content, node) => marked(content, "**", node) },
    emphasis: { filter: "em", replacement: (content, node) => marked(content, "*", node) },
    struck: { filter: "del", replacement: (content, node) => marked(content, "~~", node) },
    code: {
      filter: "code",
      replacement: (content, node) =>
        codeSpan(onLine(node.firstElementChild ? content : (node.textContent ?? ""))),
    },
    pre: { filter: "pre", replacement: (_content, node) => `\n\n${codeBlock(node.textContent ?? "")}\n\n` },
    list: {
      filter: ["ul", "ol"],
      replacement(content, node) {
        const inner = content.replace(/^\n+|\n+$/g, "");
        const isLast = node.parentNode?.nodeName === "LI" && node.nextSibling === null;
        return isLast ? `\n${inner}` : `\n\n${inner}\n\n`;
      },
    },
    item: {
      filter: "li",
      replacement(content, node) {
        const list = node.parentNode;
        const number = numbers.get(list) ?? startOf(list);
        numbers.set(list, number + 1);
        const mark = list?.nodeName === "OL" ? `${number}. ` : "- ";
        const text = content
          .replace(/^[\n\uFFFE]+|[\n\uFFFE]+$/g, "")
          .replaceAll("\n", `\n${" ".repeat(mark.length)}`);
        return `\n${mark}${text}\n`;
      },
    },
    link: {
      filter: (node) => node.nodeName === "A",
      replacement: (content, node) => link(content, node, base, tell),
    },
    picture: { filter: "img", replacement: (_content, node) => picture(node, base, tell) },
    ...tableRules(onLine),
  };
  for (const [name, rule] of Object.entries(rules)) service.addRule(name, rule);
  return service;
}

function link(content: string, node: HTMLElement, base: string | undefined, tell: Tell): string {
  const typed = node.getAttribute("href") ?? "";
  const text = onLine(content.replace(/<(https?:[^<>\s]*)>/gi, "$1"));
  const address = typed.trim() === "" ? undefined : resolved(typed, base);
  if (address === undefined) {
    if (typed.trim() !== "" && !typed.startsWith("#"))
      tell("kept-as-text", `A link is kept as its text, as nobody may follow it: ${fold(typed)}`);
    return text;
  }
  if (!isAbsolute(typed)) tell("adapted", `A link within the old site is written whole: ${address}`);
  const title = fold(node.getAttribute("title") ?? "");
  return text === "" || (node.textContent ?? "").trim() === typed.trim()
    ? `<${address}>`
    : `[${text}](${destination(address)}${title === "" ? "" : ` ${JSON.stringify(title)}`})`;
}

/** A picture would be a request to another host: it becomes a link to it, or its text where it is in a link. */
function picture(node: HTMLElement, base: string | undefined, tell: Tell): string {
  const typed = node.getAttribute("src") ?? "";
  const words = fold([node.getAttribute("alt"), node.getAttribute("title")].filter(Boolean).join(" "));
  const text = escapeText(words) || "Image";
  const address = typed.trim() === "" ? undefined : resolved(typed, base);
  if (address === undefined || isWithin(node, "A")) {
    tell("not-imported", `A picture is left out, but for its text: ${fold(typed) || "it has no address"}`);
    return words === "" && !isWithin(node, "A") ? "" : text;
  }
  tell("adapted", `A picture is written as a link to it: ${address}`);
  return `[${text}](${destination(address)})`;
}

/** The whole address of a link that may be followed. */
function resolved(typed: string, base: string | undefined): string | undefined {
  const address = URL.parse(typed.trim(), base)?.href;
  const isWeb = address !== undefined && /^(?:https?|mailto):/i.test(address) && isSafeLink(address);
  return isWeb && !/[\s<>]/.test(address) ? address : undefined;
}

function isAbsolute(typed: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:/i.test(typed);
}

function destination(address: string): string {
  return /[()]/.test(address) ? `<${address}>` : address;
}

function isWithin(node: HTMLElement, name: string): boolean {
  for (let parent = node.parentNode; parent; parent = parent.parentNode)
    if (parent.nodeName === name) return true;
  return false;
}

/**
 * Text between marks. Marks beside a space, or a punctuation mark within and a letter outside, are no marks in Markdown:
 * what is at the ends goes outside of them.
 */
function marked(content: string, mark: string, node: HTMLElement): string {
  if (/\n\n/.test(content)) return content;
  const isWord = (text: string | null | undefined, at: number): boolean =>
    /[\p{L}\p{N}]/u.test(text?.at(at) ?? "");
  const edge = /[\s\uFFFE]/;
  const loose = /[\s\uFFFE\p{P}\p{S}]/u;
  const before = isWord(node.previousSibling?.textContent, -1) ? loose : edge;
  const after = isWord(node.nextSibling?.textContent, 0) ? loose : edge;
  let start = 0;
  let end = content.length;
  while (start < end && before.test(content.charAt(start))) start++;
  while (end > start && after.test(content.charAt(end - 1))) end--;
  if (start === end) return content;
  return `${content.slice(0, start)}${mark}${content.slice(start, end)}${mark}${content.slice(end)}`;
}

function codeSpan(code: string): string {
  if (code === "") return "";
  const ticks = "`".repeat(longestRun(code) + 1);
  const space = code.startsWith("`") || code.endsWith("`") ? " " : "";
  return `${ticks}${space}${code}${space}${ticks}`;
}

function codeBlock(code: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}\n${code.replace(/^\n+/, "").trimEnd()}\n${fence}`;
}

function longestRun(code: string): number {
  return (code.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}

function startOf(list: ParentNode | Node | null): number {
  const typed = (list as HTMLElement | null)?.getAttribute?.("start") ?? "";
  return /^\d{1,8}$/.test(typed) ? Number(typed) : 1;
}

/** A text on one line, for where a line cannot be broken. */
function onLine(content: string): string {
  return content.replace(/[\s\uFFFE]+/g, " ").trim();
}

/** Writes breaks as hard ones, and none where a paragraph begins or ends. */
function settleBreaks(markdown: string): string {
  const [first = "", ...rest] = markdown.split(BREAK);
  let out = first;
  for (const piece of rest) {
    const opens = out === "" || out.endsWith("\n");
    const text = piece.replace(/^[ \t]+/, "");
    const closes = text === "" || text.startsWith("\n");
    out = opens || closes ? out + text : `${out.trimEnd()}\\\n${text}`;
  }
  return out.trim();
}
