import type { Tell } from "../importer.ts";
import { fold } from "../text.ts";
import { attributesOf, scanTags, type Tag } from "./tags.ts";

/** HTML that can be converted: elements that Markdown knows, with the attributes that matter and no other. */
export interface PreparedHtml {
  readonly html: string;
  /** Whether elements are so deep in each other, or so many, that nobody wrote them by hand. */
  readonly excessive: boolean;
}

const names = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Elements that begin a block of their own. */
const BLOCKS =
  names(`address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer
  form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr
  ul caption`);
/** Those of them that are blocks like any other. */
const PLAIN_BLOCKS = names("details dialog legend summary");
/** Elements within a line that Markdown knows. */
const INLINES = names("a b br code del em i img s strike strong");
/** Elements of which Markdown knows nothing, so that their content is left. */
const NEUTRAL =
  names(`abbr acronym audio base bdi bdo big blink body button canvas cite col colgroup data datalist dfn embed
  font frame frameset head html iframe input ins label link map area mark marquee meta meter nobr noembed noframes noscript
  object optgroup option output param picture progress q rp rt ruby select slot small source span textarea time
  title track tt u var video wbr`);
/** Those of them that are the same as another. */
const SAME: ReadonlyMap<string, string> = new Map([
  ["b", "strong"],
  ["i", "em"],
  ["s", "del"],
  ["strike", "del"],
]);
/** Elements that are code of some kind. */
const CODE = names("kbd samp tt code");
/** Elements that go with all that is in them: it is no text. */
const REMOVED = names("script style svg math template");
/** Elements that show what is found at another address. */
const EMBEDS: ReadonlyMap<string, string> = new Map([
  ["iframe", "src"],
  ["frame", "src"],
  ["embed", "src"],
  ["object", "data"],
  ["video", "src"],
  ["audio", "src"],
  ["source", "src"],
]);
/** Attributes with words in them, which are shown or read aloud. */
const SPOKEN = ["title", "alt", "aria-label", "placeholder", "value", "content"] as const;
const KEPT: ReadonlyMap<string, readonly string[]> = new Map([
  ["a", ["href", "title"]],
  ["img", ["src", "alt", "title"]],
  ["ol", ["start"]],
  ["td", ["colspan"]],
  ["th", ["colspan"]],
]);
/** Elements that may stand in each other without end, as none has an end or each ends the one before. */
const FLAT = names("br hr img p li td th tr dd dt thead tbody tfoot");
interface Shift {
  /** What `SHIFTABLE` becomes. */
  readonly signs: string;
  /** What stands before all else. */
  readonly mark: string;
}
/** Elements that are higher or lower than the line. */
const SHIFTED: ReadonlyMap<string, Shift> = new Map([
  ["sup", { signs: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", mark: "^" }],
  ["sub", { signs: "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", mark: "_" }],
]);
const SHIFTABLE = "0123456789+-=()";
const DEEPEST = 60;
const MOST = 5000;

/** Whether a text has HTML in it, rather than signs that look like it: `a <b` or `List<String>`. */
export function isHtml(text: string): boolean {
  return text.includes("<") && scanTags(text).some((tag) => tag.kind === "comment" || isKnown(tag));
}

/**
 * Makes HTML ready to be converted, and reports what is taken out of it: scripts, styles, comments, event handlers,
 * words in attributes. Tags that are no HTML become visible text. Without any block, line ends are those of readers.
 */
export function prepareHtml(typed: string, tell: Tell): PreparedHtml {
  const hasBlocks = scanTags(typed).some(({ name }) => BLOCKS.has(name));
  const html = hasBlocks ? typed : withSingleBreaks(typed);
  const running = (text: string): string => (hasBlocks ? escaped(text) : keepLines(escaped(text)));
  const tags = scanTags(html);
  const out: string[] = [];
  let offset = 0;
  let inPre = false;
  let depth = 0;
  let brackets = 0;
  let deepest = 0;
  for (const [index, tag] of tags.entries()) {
    if (tag.start < offset) continue;
    const raw = html.slice(tag.start, tag.end);
    out.push(running(html.slice(offset, tag.start)));
    offset = tag.end;
    if (REMOVED.has(tag.name)) {
      if (tag.kind === "open") offset = endOf(tag, tags, index, html);
      tell("not-imported", `A <${tag.name}> is left out: ${fold(html.slice(tag.start, offset))}`);
      continue;
    }
    const shift = SHIFTED.get(tag.name);
    if (shift && tag.kind === "open") {
      reportLeft(tag.name, attributesOf(raw), tell);
      const next = tags[index + 1];
      const isSimple = next?.kind === "close" && next.name === tag.name;
      const shifted = isSimple ? shiftedText(fold(html.slice(tag.end, next.start)), shift) : `${shift.mark}(`;
      tell("adapted", `A <${tag.name}> is written as ${isSimple ? shifted : `${shifted}…)`}`);
      out.push(shifted);
      if (isSimple) offset = next.end;
      else brackets++;
      continue;
    }
    if (shift) {
      if (brackets > 0) out.push(")");
      brackets = Math.max(0, brackets - 1);
      continue;
    }
    if (tag.name === "pre") inPre = tag.kind === "open";
    out.push(inPre && tag.name !== "pre" ? lineIn(tag, raw, tell) : written(tag, raw, tell));
    if (shownName(tag.name) === "" || FLAT.has(tag.name)) continue;
    depth = Math.max(0, depth + (tag.kind === "open" ? 1 : -1));
    deepest = Math.max(deepest, depth);
  }
  out.push(running(html.slice(offset)), ")".repeat(brackets));
  const text = withoutSeams(out.join("")).replace(/<br>(?:\s*<br>)+\s*/g, "</p><p>");
  return { html: `<p>${text}</p>`, excessive: deepest > DEEPEST || tags.length > MOST };
}

/** Text that is higher or lower than the line: signs that are so by themselves, or brackets after a mark. */
function shiftedText(text: string, { signs, mark }: Shift): string {
  const places = [...text].map((sign) => SHIFTABLE.indexOf(sign));
  return places.includes(-1)
    ? escaped(`${mark}(${text})`)
    : places.map((place) => signs.charAt(place)).join("");
}

/** Joins what is marked in the same way without anything between, as marks beside each other are none in Markdown. */
function withoutSeams(html: string): string {
  return html.replace(/<\/(strong|em|del)><\1>/g, "");
}

/** The words of prepared HTML, on one line, with their entities as they are. */
export function withoutTags(html: string): string {
  let out = "";
  let offset = 0;
  for (const tag of scanTags(html)) {
    out += html.slice(offset, tag.start) + (BLOCKS.has(tag.name) || tag.name === "br" ? " " : "");
    offset = tag.end;
  }
  return fold(out + html.slice(offset));
}

function isKnown({ name }: Tag): boolean {
  return [BLOCKS, INLINES, NEUTRAL, CODE, REMOVED, SHIFTED].some((set) => set.has(name));
}

/** What is left of a tag. */
function written(tag: Tag, raw: string, tell: Tell): string {
  if (tag.kind === "comment") {
    tell("not-imported", `An HTML comment, which readers did not see, is left out: ${fold(raw)}`);
    return "";
  }
  const { name } = tag;
  if (!isKnown(tag)) {
    tell("kept-as-text", `What is no HTML element is kept as visible text: ${fold(raw)}`);
    return escaped(raw.replaceAll("<", "&lt;"));
  }
  const shown = shownName(name);
  if (tag.kind === "close") return shown === "" || shown === "br" ? "" : `</${shown}>`;
  const attributes = attributesOf(raw);
  reportLeft(name, attributes, tell);
  const address = attributes.get(EMBEDS.get(name) ?? "");
  if (address !== undefined && address !== "") {
    tell("adapted", `What a <${name}> shows becomes a link: ${address}`);
    return `<a href="${quotable(address)}">${escaped(address)}</a> `;
  }
  if (shown === "") return "";
  const kept = (KEPT.get(name) ?? []).flatMap((key) => {
    const value = attributes.get(key);
    return value === undefined ? [] : [` ${key}="${quotable(value)}"`];
  });
  return `<${shown}${kept.join("")}>`;
}

/** What is left of a tag in preformatted text, where nothing but line ends has a meaning. */
function lineIn(tag: Tag, raw: string, tell: Tell): string {
  if (tag.kind === "comment" || !isKnown(tag)) return written(tag, raw, tell);
  const attributes = tag.kind === "open" ? attributesOf(raw) : new Map<string, string>();
  reportLeft(tag.name, attributes, tell);
  for (const key of ["href", "src", "alt"]) {
    const value = attributes.get(key);
    if (value) tell("not-imported", `A link or picture in preformatted text is left out: ${fold(value)}`);
  }
  return BLOCKS.has(tag.name) || tag.name === "br" ? "\n" : "";
}

function reportLeft(name: string, attributes: ReadonlyMap<string, string>, tell: Tell): void {
  for (const [key, value] of attributes) {
    if (key.startsWith("on"))
      tell("not-imported", `An event handler of <${name}> is left out: ${key}=${fold(value)}`);
    if (key === "rowspan" && Number(value) > 1)
      tell("adapted", `A cell over ${fold(value)} rows of a table is written in the first one of them.`);
    const spoken = SPOKEN.some((one) => one === key) && !KEPT.get(name)?.includes(key);
    if (spoken && value !== "")
      tell("not-imported", `Words in an attribute of <${name}> are left out: ${key}=${fold(value)}`);
  }
}

/** The element that stands for one of this name; empty for none. */
function shownName(name: string): string {
  if (PLAIN_BLOCKS.has(name)) return "div";
  if (CODE.has(name)) return "code";
  const same = SAME.get(name);
  if (same !== undefined) return same;
  return BLOCKS.has(name) || INLINES.has(name) ? name : "";
}

/** The same with no line end beside a `<br>`, as people put both. */
function withSingleBreaks(html: string): string {
  const lines = html.replace(/<br(?=[\s/>])[^<>]*>/gi, "<br>").split("<br>");
  return lines.map((line) => line.replace(/^[ \t]*\n/, "").replace(/\n[ \t]*$/, "")).join("<br>");
}

/** A line end is one for readers, and an empty line ends the paragraph. */
function keepLines(text: string): string {
  return text.replace(/\n(?:[ \t]*\n)+/g, "<br><br>").replaceAll("\n", "<br>");
}

/** Where an element ends: after its closing tag, or with the text. */
function endOf({ name }: Tag, tags: readonly Tag[], from: number, html: string): number {
  for (let index = from + 1; index < tags.length; index++) {
    const tag = tags[index];
    if (tag?.kind === "close" && tag.name === name) return tag.end;
  }
  return html.length;
}

/** Text in which a `<` is one. Entities stay as they are. */
function escaped(text: string): string {
  return text.replaceAll("<", "&lt;");
}

function quotable(value: string): string {
  return value.replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
