import { renderMarkdown, textHtml } from "../records/markdown.ts";
import { attributeOf, componentOf, type MdxNode, nodesOf } from "../records/mdx.ts";
import type { Postmortem } from "../records/postmortem.ts";
import type { Term } from "../records/term.ts";
import { type Finder, findTerms, termFinder } from "./glossary/find.ts";
import { treeOf } from "./similar/text.ts";

/** A link that is put around a piece of the text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

/** The path of the glossary; views say the same. */
const GLOSSARY = "/glossary/";

/** What has no links put into it: what is a link, a heading or a picture, and what explains a term by itself. */
const CLOSED: ReadonlySet<string> = new Set([
  "link",
  "linkReference",
  "heading",
  "image",
  "imageReference",
  "definition",
  "footnoteDefinition",
  "html",
]);

/**
 * A report's text in which the first use of each term of the glossary is a link, `[word](/glossary/#id "what it means")`:
 * whole words, never in code, links, headings, pictures, attributes or HTML. Nothing else of the text is changed; where a
 * link would change how the rest is read, there is none. `base` goes before the path; it is empty where the renderer puts
 * it there.
 */
export function linkTerms(
  text: string,
  markup: Postmortem["markup"],
  terms: readonly Term[],
  base: string,
): string {
  const finder = termFinder(terms);
  if (finder.size === 0) return text;
  const tree = treeOf({ body: text, markup });
  if (!tree) return text;
  const edits = editsOf(text, tree, finder);
  // Beside a sign of emphasis, a bracket may keep it from being one.
  const careful = edits.filter(
    ({ start, end }) => !/[*_~]/.test((text[start - 1] ?? "") + (text[end] ?? "")),
  );
  for (const tried of careful.length < edits.length ? [edits, careful] : [edits]) {
    const linked = edited(text, tried, base);
    if (linked === text || isSame({ text, tree }, linked, markup, tried, base)) return linked;
  }
  return text;
}

/** Where links go, in the order of the text. A term that the text links or explains by itself counts as used. */
function editsOf(text: string, tree: MdxNode, finder: Finder): Edit[] {
  const edits: Edit[] = [];
  // What the author explains, be it further down, is explained there alone.
  const used = new Set(
    [...nodesOf(tree)].flatMap((node) => (componentOf(node) === "Definition" ? (ownTerm(node) ?? []) : [])),
  );
  const walk = (node: MdxNode): void => {
    const own = ownTerm(node);
    if (own !== undefined) used.add(own);
    if (CLOSED.has(node.type) || componentOf(node) === "Definition") return;
    const children = node.children ?? [];
    // Between two tags of HTML in a line, nobody can say what is inside of them.
    const hasHtml = children.some(({ type }) => type === "html");
    for (const child of children) {
      if (child.type !== "text") {
        walk(child);
        continue;
      }
      const { start, end } = child.position ?? {};
      if (hasHtml || !start || !end) continue;
      for (const found of findTerms(text, finder, start.offset, end.offset)) {
        if (used.has(found.term.id)) continue;
        used.add(found.term.id);
        edits.push(found);
      }
    }
  };
  walk(tree);
  return edits;
}

/** The id of the term that a node of the author's own links or explains; undefined for other nodes. */
function ownTerm(node: MdxNode): string | undefined {
  if (componentOf(node) === "Definition") return attributeOf(node, "term");
  if (node.type !== "link" || !node.url?.startsWith(`${GLOSSARY}#`)) return undefined;
  return node.url.slice(GLOSSARY.length + 1);
}

function edited(text: string, edits: readonly Edit[], base: string): string {
  const pieces: string[] = [];
  let end = 0;
  for (const edit of edits) {
    pieces.push(
      text.slice(end, edit.start),
      `[${text.slice(edit.start, edit.end)}]`,
      target(edit.term, base),
    );
    end = edit.end;
  }
  pieces.push(text.slice(end));
  return pieces.join("");
}

function target(term: Term, base: string): string {
  return `(${addressOf(term, base)} "${titleOf(term)}")`;
}

function addressOf({ id }: Term, base: string): string {
  return `${base}${GLOSSARY}#${encodeURIComponent(id)}`;
}

/** The meaning as the title of a link: whatever could end the title, the cell of a table or the text is a reference. */
function titleOf({ short }: Term): string {
  return short.replace(/[!-/:-@[-`{-~]/g, (sign) =>
    /[,.;:'()/?-]/.test(sign) ? sign : `&#${sign.charCodeAt(0)};`,
  );
}

/** Whether a text with links reads as it did without them, by the parser of MDX and, for Markdown, by that of pages. */
function isSame(
  { text, tree }: { readonly text: string; readonly tree: MdxNode },
  linked: string,
  markup: Postmortem["markup"],
  edits: readonly Edit[],
  base: string,
): boolean {
  const after = treeOf({ body: linked, markup });
  if (!after) return false;
  const places = new Set<number>();
  let added = 0;
  for (const { start, term } of edits) {
    places.add(start + added);
    added += "[]".length + target(term, base).length;
  }
  if (outline(tree, new Set()) !== outline(after, places)) return false;
  return markup === "mdx" || html(text) === withoutLinks(html(linked), edits, base);
}

/** A tree as one text, without the links that begin at some places; pieces of text that then stand side by side are one. */
function outline(tree: MdxNode, places: ReadonlySet<number>): string {
  const parts: string[] = [];
  let isText = false;
  const walk = (node: MdxNode): void => {
    if (node.type === "text") {
      parts.push(isText ? "" : "\u0001", String(node.value));
      isText = true;
      return;
    }
    const isAdded = node.type === "link" && places.has(node.position?.start.offset ?? -1);
    if (!isAdded) {
      isText = false;
      const { type, name, value, url, alt, depth } = node;
      const attributes = node.attributes?.map((one) => [one.type, one.name, one.value]);
      parts.push("\u0002", JSON.stringify([type, name, value, url, alt, depth, attributes]));
    }
    for (const child of node.children ?? []) walk(child);
    if (!isAdded) {
      isText = false;
      parts.push("\u0003");
    }
  };
  walk(tree);
  return parts.join("");
}

function html(text: string): string {
  return renderMarkdown(text, { headingLevel: 3 });
}

/** A rendered text without the links that were added, which stand in it in their order. */
function withoutLinks(rendered: string, edits: readonly Edit[], base: string): string {
  const pieces: string[] = [];
  let end = 0;
  for (const { term } of edits) {
    const tag = `<a href="${textHtml(addressOf(term, base))}">`;
    const start = rendered.indexOf(tag, end);
    const close = rendered.indexOf("</a>", start);
    if (start === -1 || close === -1) return "";
    pieces.push(rendered.slice(end, start), rendered.slice(start + tag.length, close));
    end = close + "</a>".length;
  }
  pieces.push(rendered.slice(end));
  return pieces.join("");
}
