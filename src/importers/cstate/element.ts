import { isSafeLink } from "../../records/markdown.ts";
import { fold } from "../text.ts";

/** The gap between two blocks, until `settleSpace`; like `BREAK` a noncharacter, which no real text has in it. */
export const GAP = "\uFFFF";
/** A line break within a paragraph, until `settleSpace`. */
const BREAK = "\uFFFE";

/** Writes each gap as one empty line and each break as a hard one, whatever space was around them. */
export function settleSpace(text: string): string {
  const [first = "", ...rest] = text.split(/([\uFFFE\uFFFF](?:\s*[\uFFFE\uFFFF])*)/);
  let out = first;
  for (let index = 0; index < rest.length; index += 2) {
    const marks = (rest[index] ?? "").replace(/\s/g, "");
    const after = rest[index + 1] ?? "";
    const space = after.slice(0, after.length - after.trimStart().length);
    const endsParagraph = space === after || space.split("\n").length > 2;
    if (marks !== BREAK) {
      out = `${out.trimEnd()}\n\n${after.slice(space.includes("\n") ? space.lastIndexOf("\n") + 1 : space.length)}`;
    } else {
      out = out.trimEnd() + (endsParagraph ? after : `\\\n${after.trimStart()}`);
    }
  }
  return out;
}

/** An HTML element with what stands between its tags. */
export interface Element {
  readonly name: string;
  /** The opening tag as it was typed. */
  readonly tag: string;
  /** Its content, already Markdown. */
  readonly inner: string;
  /** The content of each item, where it is a list of nothing but items. */
  readonly items?: readonly string[];
}

const MARKS: ReadonlyMap<string, string> = new Map([
  ["b", "**"],
  ["strong", "**"],
  ["em", "*"],
  ["i", "*"],
  ["del", "~~"],
  ["s", "~~"],
  ["strike", "~~"],
]);

/** The Markdown equal of an element, or undefined where there is none. */
export function elementToMarkdown({ name, tag, inner, items }: Element): string | undefined {
  const mark = MARKS.get(name);
  if (mark) return emphasis(inner, mark);
  switch (name) {
    case "a":
      return link(inner, attribute(tag, "href"));
    case "code":
      return codeSpan(decoded(inner));
    case "ul":
      return items && list(items, () => "- ");
    case "ol":
      return items && list(items, (index) => `${index + 1}. `);
    case "p":
    case "details":
      return GAP + inner.trim() + GAP;
    case "summary": {
      const summary = emphasis(fold(inner), "**");
      return summary && GAP + summary + GAP;
    }
    default:
      return undefined;
  }
}

/** The Markdown equal of a tag that has no content, or undefined where there is none. */
export function voidTagToMarkdown(name: string): string | undefined {
  if (name === "br") return BREAK;
  return name === "hr" ? `${GAP}---${GAP}` : undefined;
}

/** A text as it is, in code, so that nothing in it is read as markup. */
export function codeSpan(text: string): string {
  const content = fold(text);
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const space = /^`|`$/.test(content) ? " " : "";
  return fence + space + content + space + fence;
}

/** Emphasis must touch its words and stay within its paragraph. */
function emphasis(inner: string, mark: string): string | undefined {
  const words = inner.trim();
  if (words === "" || inner.includes(GAP) || /\n[ \t]*\n/.test(inner)) return undefined;
  const start = inner.indexOf(words);
  return inner.slice(0, start) + mark + words + mark + inner.slice(start + words.length);
}

function link(inner: string, href: string | undefined): string | undefined {
  if (!href || !isSafeLink(href) || /[<>\n]/.test(href) || inner.includes(GAP)) return undefined;
  return `[${inner.trim()}](${/[\s()]/.test(href) ? `<${href}>` : href})`;
}

function list(items: readonly string[], markerOf: (index: number) => string): string {
  const lines = items.map((item, index) => {
    const marker = markerOf(index);
    return (
      marker +
      settleSpace(item)
        .trim()
        .replace(/\n(?!\n|$)/g, `\n${" ".repeat(marker.length)}`)
    );
  });
  return GAP + lines.join("\n") + GAP;
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&" };

/** Code spans do not resolve entities, `<code>` does. */
function decoded(html: string): string {
  return html.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ENTITIES[name] ?? "");
}
