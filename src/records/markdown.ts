import MarkdownIt, { type Env, type Token } from "markdown-it";

/** How a text is rendered into its surroundings. */
export interface MarkdownPlace {
  /** The level that the highest heading of the text gets (2 to 6). */
  readonly headingLevel: number;
  /** The highest level of a heading that the text uses: 2 or 3, which it is where nothing is said. */
  readonly highest?: 2 | 3;
  /** Prefix of links to the site's own root, such as `/status`; empty for none. */
  readonly base?: string;
  /** Absolute address against which relative links are resolved, for texts that leave the site (feeds). */
  readonly absolute?: string;
  /** Ids of the text's top-level headings, in their order; with them, each heading has a link to itself. */
  readonly anchors?: readonly string[];
}

const SAFE_LINK = /^(?:https?:|mailto:|[^:]*$|[^:]*[/?#])/i;

/** Whether a link may be followed: http, https, mailto or an address within the site. */
export function isSafeLink(url: string): boolean {
  // Browsers drop control characters and spaces before they look for the scheme.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these characters hide a scheme
  return SAFE_LINK.test(url.replace(/[\u0000-\u0020\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202f]/g, ""));
}

/**
 * CommonMark with tables and strikethrough. Raw HTML is recognised, so that a heading inside of a comment is none, but
 * it is not passed through: comments are dropped, everything else comes out as visible text. Links that could run code
 * are not made into links.
 */
const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
markdown.validateLink = isSafeLink;

/** The same without looking for addresses in the text, which takes a quarter of the time and changes no block. */
const structure = new MarkdownIt({ html: true });
structure.validateLink = isSafeLink;

/** Most letters that the addresses of all references to definitions may come to in one text. */
const MOST_REFERRED = 4_000_000;

/**
 * An address that is written once, `[a]: /long`, comes out wherever `[a]` stands: a file of the largest size would be a page of
 * gigabytes. Where that could be, long addresses are no definitions, and `[a]` stays text.
 */
for (const parser of [markdown, structure]) {
  parser.core.ruler.after("block", "bounded_references", ({ src, env }) => {
    const references = env.references ?? {};
    const lengths = Object.values(references).map(({ href }) => href.length);
    const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
    const most = MOST_REFERRED / Math.max(1, src.split("[").length);
    if (longest <= most) return;
    env.references = Object.fromEntries(
      Object.entries(references).filter(([, { href }]) => href.length <= most),
    );
  });
}

/** One of these is in every text with an address that becomes a link: the library looks at texts as they are written. */
const ADDRESS = /https?:|ftp:|mailto:|\/\//i;

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** A piece of raw HTML without its comments, which readers do not see. */
export function shownHtml(html: string): string {
  return html.replace(COMMENT, "");
}

/** Whether a piece of raw HTML is nothing but comments. */
export function isHiddenHtml(html: string): boolean {
  return shownHtml(html).trim() === "";
}

markdown.renderer.rules["html_inline"] = (tokens, index) =>
  markdown.utils.escapeHtml(shownHtml(tokens[index]?.content ?? ""));
markdown.renderer.rules["html_block"] = (tokens, index) => {
  const text = shownHtml(tokens[index]?.content ?? "").trim();
  return text === "" ? "" : `<pre tabindex="0"><code>${markdown.utils.escapeHtml(text)}</code></pre>\n`;
};
markdown.renderer.rules["heading_open"] = (tokens, index, _options, env) => {
  const place = placeOf(env);
  place.anchor = tokens[index]?.level === 0 ? place.anchors?.[place.headings++] : undefined;
  const id = place.anchor === undefined ? "" : ` id="${markdown.utils.escapeHtml(place.anchor)}"`;
  return `<h${shifted(tokens[index], place)}${id}>`;
};
markdown.renderer.rules["heading_close"] = (tokens, index, _options, env) => {
  const place = placeOf(env);
  const href = markdown.utils.escapeHtml(place.anchor ?? "");
  const name = markdown.utils.escapeHtml(`Link to “${wordsOf(tokens[index - 1])}”`);
  const permalink = href && `<a class="permalink" href="#${href}" aria-label="${name}">#</a>`;
  return `${permalink}</h${shifted(tokens[index], place)}>\n`;
};
markdown.renderer.rules["table_open"] = () =>
  '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>\n';
markdown.renderer.rules["table_close"] = () => "</table></div>\n";
// Alignment by attribute of the cell would be a style attribute, which the content security policy forbids.
for (const cell of ["th_open", "td_open"]) {
  markdown.renderer.rules[cell] = (tokens, index) => {
    const align = /text-align:(\w+)/.exec(attribute(tokens[index], "style"))?.[1];
    // The empty corner of a table is the header of nothing.
    const name = tokens[index + 1]?.content === "" ? "td" : cell.slice(0, 2);
    return align ? `<${name} class="align-${align}">` : `<${name}>`;
  };
}
markdown.renderer.rules["th_close"] = (tokens, index) =>
  tokens[index - 1]?.content === "" ? "</td>\n" : "</th>\n";
for (const code of ["fence", "code_block"]) {
  markdown.renderer.rules[code] = (tokens, index) =>
    `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index]?.content ?? "")}</code></pre>\n`;
}
markdown.renderer.rules["link_open"] = (tokens, index, _options, env) => {
  const href = attribute(tokens[index], "href");
  placeOf(env).inLink = true;
  return `<a href="${markdown.utils.escapeHtml(address(href, placeOf(env)))}"${/^(?:https?:|\/\/)/i.test(href) ? ' rel="noopener"' : ""}>`;
};
markdown.renderer.rules["link_close"] = (_tokens, _index, _options, env) => {
  placeOf(env).inLink = false;
  return "</a>";
};
// An image of another host would be a request to a third party: it becomes a link, or its text where it is in a link.
markdown.renderer.rules["image"] = (tokens, index, _options, env) => {
  const place = placeOf(env);
  const src = attribute(tokens[index], "src");
  const alt = markdown.utils.escapeHtml(tokens[index]?.content ?? "");
  const href = markdown.utils.escapeHtml(address(src, place));
  if (!isForeign(src)) return `<img src="${href}" alt="${alt}" loading="lazy">`;
  return place.inLink ? alt || "Image" : `<a href="${href}" rel="noopener">${alt || "Image"}</a>`;
};

/** Renders Markdown of a record to HTML that is safe to print into a page. */
export function renderMarkdown(text: string, place: MarkdownPlace): string {
  if (text.trim() === "") return "";
  const env = { place: { ...place, inLink: false, headings: 0 } };
  const parser = ADDRESS.test(text) ? markdown : structure;
  return markdown.renderer.render(parser.parse(text, env), markdown.options, env);
}

/** Plain text as HTML that shows it as it is. */
export function textHtml(text: string): string {
  return markdown.utils.escapeHtml(text);
}

/** The block structure of a text, with `map` telling lines counted from 0. */
export function markdownTokens(text: string): Token[] {
  return structure.parse(text, {});
}

/** The same, and the addresses that definitions (`[name]: address`) give, as they come out in links. */
export function markdownStructure(text: string): {
  readonly tokens: Token[];
  readonly defined: ReadonlySet<string>;
} {
  const env: Env = {};
  const tokens = structure.parse(text, env);
  return { tokens, defined: new Set(Object.values(env.references ?? {}).map(({ href }) => href)) };
}

/** The destination that a link or a definition has at a place of a text, as it comes out, and where it ends. */
export function destinationAt(text: string, start: number): { readonly href: string; readonly end: number } {
  const { ok, str, pos } = structure.helpers.parseLinkDestination(text, start, text.length);
  return ok ? { href: structure.normalizeLink(str), end: pos } : { href: "", end: start };
}

/** The words of a text without its markup, on one line. */
export function plainText(text: string): string {
  const words: string[] = [];
  for (const token of structure.parse(text, {})) {
    if (token.type === "inline") words.push(wordsOf(token), " ");
    else if (token.type === "html_block") words.push(shownHtml(token.content), " ");
    else if (token.content) words.push(token.content, " ");
  }
  return words.join("").replace(/\s+/g, " ").trim();
}

/** The words of one inline token without their markup. */
export function wordsOf(token: Token | undefined): string {
  const words = (token?.children ?? []).map((child) => {
    if (child.type === "softbreak" || child.type === "hardbreak") return " ";
    return child.type === "html_inline" ? shownHtml(child.content) : child.content;
  });
  return words.join("").trim();
}

/** Links in an inline token that were refused because they could run code, as they were written. */
export function unsafeLinks(token: Token): string[] {
  if (!/\]\(|\]:|<[a-z]/i.test(token.content)) return [];
  const text = (token.children ?? [])
    .filter((child) => child.type === "text" || child.type === "softbreak")
    .map((child) => (child.type === "text" ? child.content : "\n"))
    .join("");
  return LINKS.flatMap((link) => [...text.matchAll(link)].map((match) => match[1] ?? "")).filter(
    (target) => !isSafeLink(target),
  );
}

/** What a link looks like that was not made into one: `](target`, `[name]: target`, `<scheme:target>`. */
const LINKS = [
  /\]\([\s<]*((?:[^()\s<>]|\([^()\s]*\))+)/g,
  /^\[[^\]]{1,200}\]:\s*<?([^\s>]+)/gm,
  /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*)>/gi,
];

/** A place on its way through markdown-it, and what has to be known of the text before. */
interface PlaceState extends MarkdownPlace {
  /** Whether a link is open. */
  inLink: boolean;
  /** How many top-level headings there were. */
  headings: number;
  /** The id of the heading that is open. */
  anchor?: string | undefined;
}

/** The place travels through markdown-it in its `env`. */
function placeOf(env: unknown): PlaceState {
  return (env as { place: PlaceState }).place;
}

/** The address of a link on a page: within the site, the base goes before it. Empty for one that could run code. */
export function linkAddress(href: string, base: string): string {
  return isSafeLink(href) ? address(href, { headingLevel: 2, base }) : "";
}

/** Whether an address leaves the site. */
function isForeign(href: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);
}

function attribute(token: Token | undefined, name: string): string {
  return String(token?.attrGet(name) ?? "");
}

function shifted(token: Token | undefined, place: MarkdownPlace): number {
  const level = Number(token?.tag.slice(1) ?? 3);
  return Math.min(6, place.headingLevel + Math.max(0, level - (place.highest ?? 3)));
}

function address(href: string, place: MarkdownPlace): string {
  const within = href.startsWith("/") && !href.startsWith("//") ? `${place.base ?? ""}${href}` : href;
  return place.absolute === undefined ? within : (URL.parse(within, place.absolute)?.href ?? within);
}
