import { blockTokens } from "../scan.ts";
import { slug, takeId } from "../slug.ts";
import { type Definitions, withDefinitions } from "./definition.ts";
import { type Block, itemsOf, sectionAt } from "./outline.ts";
import { cleanLine } from "./words.ts";

/** Something that is to be done, as far as a report says it. */
export interface FoundAction {
  readonly id: string;
  readonly title: string;
  readonly status: "open" | "unknown";
  /** Address of the issue in which the work is followed. */
  readonly issue?: string;
  /** The report ticks it off; on which day is not known. */
  readonly isTicked: boolean;
}

/** Something that contributed, as far as a report says it. */
export interface FoundFactor {
  readonly id: string;
  readonly summary: string;
}

const ACTIONS =
  /^(?:action(?: ?items?|s)?|action plan|follow[- ]?ups?(?: actions| items)?|next steps|what (?:we(?:'|’)ll|we will|will we) (?:do|change).{0,30}|to-?dos?|remediation(?: items| actions)?|corrective actions|preventive actions)$/i;
const FACTORS =
  /^(?:(?:contributing |root |underlying |probable )?(?:factors?|causes?)(?: (?:and|&) triggers?)?|what contributed|root cause analysis)$/i;
/** Sections below the actions in which there are none. */
const NO_ACTIONS = /\b(?:went (?:well|wrong)|lucky|lessons|investigation|background|related|references)\b/i;

/** Words that say that a link leads to an issue, and nothing else. */
const LINK_WORDS =
  /^(?:(?:see|link|to|the|this|a|an|here|for|in|github|issue|issues|pr|prs|pull|request|ticket|bug|task|information|gathering|#?\d{1,9})(?:[\s:.,]{1,3}|$)){1,8}$/i;
const TRACKER =
  /\/(?:issues?|pull|pulls|pull-requests|merge_requests|browse|bugs?|tickets?|work_items|show_bug\.cgi|changes)(?:[/?#]|$)/i;
const ADDRESS = /https?:\/\/[^\s<>()[\]]{1,2000}/g;

/** Sections whose items become actions. */
export function readActions(
  blocks: readonly Block[],
  lines: readonly string[],
  links: Definitions,
): FoundAction[] {
  const taken = new Set<string>();
  return sectionsNamed(blocks, ACTIONS).flatMap((section) => {
    let skips = false;
    let hasList = false;
    return section.flatMap((block, index) => {
      if (block.type === "heading") {
        skips = NO_ACTIONS.test(block.words);
        hasList = false;
        return [];
      }
      if (skips) return [];
      if (block.type === "list") {
        hasList = true;
        return itemsOf(block, lines).flatMap(({ text }) => actionOf(text, links, taken) ?? []);
      }
      // A section without a list may be one action: then it names its issue.
      const isAlone = section[index - 1]?.type === "heading" && section[index + 1]?.type !== "list";
      if (block.type !== "paragraph" || hasList || !isAlone) return [];
      const action = actionOf(block.content, links, new Set());
      return action?.issue === undefined ? [] : (actionOf(block.content, links, taken) ?? []);
    });
  });
}

/** Sections whose items, or whose only paragraph, become contributing factors. */
export function readFactors(
  blocks: readonly Block[],
  lines: readonly string[],
  links: Definitions,
): FoundFactor[] {
  const taken = new Set<string>();
  return sectionsNamed(blocks, FACTORS).flatMap((section) => {
    const own = section.slice(0, endOf(section));
    const items = own.flatMap((block) => (block.type === "list" ? itemsOf(block, lines) : []));
    const texts =
      items.length > 0
        ? items.map(({ text }) => text)
        : own.filter(({ type }) => type === "paragraph").length === 1
          ? own.flatMap(({ type, content }) => (type === "paragraph" ? [content] : []))
          : [];
    return texts.flatMap((text) => {
      const { words } = firstParagraph(text, links);
      return words === "" ? [] : { id: idFor(words, "factor", taken), summary: words };
    });
  });
}

function sectionsNamed(blocks: readonly Block[], name: RegExp): (readonly Block[])[] {
  let end = 0;
  return blocks.flatMap((block, index) => {
    const words = block.words.replace(/[:.!]+$/, "").replace(/^\d{1,2}[.)]\s*/, "");
    if (index < end || block.type !== "heading" || words.length > 80 || !name.test(words)) return [];
    const section = sectionAt(blocks, index);
    end = index + 1 + section.length;
    return [section];
  });
}

function endOf(section: readonly Block[]): number {
  const index = section.findIndex(({ type }) => type === "heading");
  return index === -1 ? section.length : index;
}

function actionOf(text: string, links: Definitions, taken: Set<string>): FoundAction | undefined {
  const tick = /^\[([ xX])\]\s/.exec(text);
  const { words, issue } = firstParagraph(tick ? text.slice(tick[0].length) : text, links);
  const isTicked = (tick !== null && tick[1] !== " ") || /[([]done[)\]]\.?$/i.test(words);
  // A placeholder is nothing to be done.
  if (words === "" || /\{\{.*\}\}/.test(words)) return undefined;
  return {
    id: idFor(words, "action", taken),
    title: words,
    status: tick && !isTicked ? "open" : "unknown",
    ...(issue !== undefined && { issue }),
    isTicked,
  };
}

function idFor(words: string, fallback: string, taken: Set<string>): string {
  return takeId(slug(words.split(/\s+/).slice(0, 6).join(" ").slice(0, 60), fallback), taken);
}

/** What stands around words of a link that may be left out; no text that people write has these signs. */
const [BEGIN, END] = ["\ue000", "\ue001"];
const MARKS = /[\ue000\ue001]/g;
const BRACKETED = /[([]\s*\ue000[^\ue001]*\ue001\s*[)\]]/g;
/** More links at the end of a sentence are left as they are. */
const MOST_LINKS = 20;
/** Without the link, a sentence would end in one of these. */
const NEEDS_MORE = /\b(?:to|on|in|by|of|at|as|is|see|with|from|for|the|this|an?)$/i;

/** The words of the first paragraph without links that only lead to an issue, and the first issue that it names. */
function firstParagraph(
  text: string,
  links: Definitions,
): { readonly words: string; readonly issue?: string } {
  const inline = blockTokens(withDefinitions(text.replace(MARKS, ""), links)).find(
    ({ type }) => type === "inline",
  );
  const issues: string[] = [];
  const words: string[] = [];
  let link: { readonly href: string; readonly words: string[] } | undefined;
  for (const child of inline?.children ?? []) {
    if (child.type === "link_open") link = { href: String(child.attrGet("href") ?? ""), words: [] };
    else if (child.type === "link_close" && link) {
      const said = link.words.join("");
      const isIssue = isTracker(link.href);
      if (isIssue) issues.push(link.href);
      const saysNothing = /^https?:/.test(said) || (said.length < 80 && LINK_WORDS.test(said));
      words.push(isIssue && saysNothing ? BEGIN + said + END : said);
      link = undefined;
    } else (link?.words ?? words).push(/break$/.test(child.type) ? " " : child.content);
  }
  const marked = words.join("").replace(ADDRESS, (address) => {
    const bare = address.replace(/[.,;:!?]+$/, "");
    if (!isTracker(bare)) return address;
    issues.push(bare);
    return BEGIN + bare + END + address.slice(bare.length);
  });
  const [issue] = issues;
  return { words: tidy(marked), ...(issue !== undefined && { issue }) };
}

/** The words of a sentence: links that only lead somewhere are left out in brackets and at its end. */
function tidy(marked: string): string {
  let text = marked.replace(BRACKETED, "");
  for (let count = 0; count < MOST_LINKS; count++) {
    const start = text.lastIndexOf(BEGIN);
    const end = text.slice(text.indexOf(END, start) + 1);
    const before = text.slice(0, Math.max(0, start)).trimEnd();
    if (start === -1 || !/^[\s.]*$/.test(end) || NEEDS_MORE.test(before)) break;
    text = before.replace(/\s*[:,;]$/, "") + (/[.!?]$/.test(before) ? "" : end.trim());
  }
  return cleanLine(text.replace(MARKS, ""))
    .replace(/\s([.,;:])(?=\s|$)/g, "$1")
    .replace(/[:,;]$/, "");
}

function isTracker(href: string): boolean {
  const url = URL.parse(href);
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  return isWeb && url.username === "" && url.password === "" && TRACKER.test(url.pathname + url.search);
}
