import type { Token } from "markdown-it";
import { isHiddenHtml, markdownTokens, shownHtml } from "../../records/markdown.ts";
import { byCell, changedBlocks, inTable } from "./block.ts";
import { inlineStretches } from "./inline.ts";

/*
 * A comment between a list and what would be a part of it ends the list (CommonMark, section 5.3): something that shows
 * nothing must stay there.
 */
const LIST_END: ReadonlySet<string> = new Set(["bullet_list_close", "ordered_list_close"]);
const AFTER_LIST: ReadonlySet<string> = new Set(["bullet_list_open", "ordered_list_open", "code_block"]);
const NOTHING = "&#8203;";

/** Markdown without the comments of HTML, which readers of the pages do not see. In code, they are text and stay. */
export function withoutComments(text: string): string {
  if (!text.includes("<!--")) return text;
  const tokens = markdownTokens(text);
  const lines = text.split("\n");
  return changedBlocks(text, tokens, (token, index) => {
    if (token.type === "html_block") {
      const [first, end] = token.map ?? [0, 0];
      const isApart = isBlank(lines[first - 1]) || isBlank(lines[end]);
      const separates =
        LIST_END.has(tokens[index - 1]?.type ?? "") && AFTER_LIST.has(tokens[index + 1]?.type ?? "");
      return (part) => {
        const shown = shownHtml(part);
        if (separates && isBlank(shown)) return NOTHING;
        return isApart && isBlank(shown) ? undefined : shown;
      };
    }
    if (token.type === "table_open") {
      return inTable(tokens, index).some(hasComment) ? (part) => byCell(part, shownInline) : undefined;
    }
    if (token.type !== "inline" || !hasComment(token)) return undefined;
    // A line that is empty now would end the paragraph.
    return (part) =>
      shownInline(part)
        .split("\n")
        .filter((line) => !isBlank(line))
        .join("\n");
  });
}

function hasComment({ children }: Token): boolean {
  return (children ?? []).some(({ type, content }) => type === "html_inline" && isHiddenHtml(content));
}

function shownInline(part: string): string {
  let shown = "";
  let at = 0;
  for (const { start, end } of inlineStretches(part).comments) {
    shown += part.slice(at, start);
    at = end;
  }
  return shown + part.slice(at);
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}
