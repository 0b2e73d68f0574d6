/** A piece of HTML that is not running text. */
export interface Tag {
  readonly kind: "open" | "close" | "comment";
  /** In lower case; empty for comments. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Elements whose content is no text, so that a tag within it is none. */
const RAW: ReadonlySet<string> = new Set(["script", "style"]);

/**
 * Finds the tags and comments of a text in one pass, in the order of the text. A tag or comment without an end is text,
 * and so is everything after it: a browser would show nothing of it.
 */
export function scanTags(html: string): Tag[] {
  const tags: Tag[] = [];
  let offset = html.indexOf("<");
  while (offset !== -1) {
    const tag = html.startsWith("<!", offset) || html.startsWith("<?", offset) ? comment : element;
    const found = tag(html, offset);
    if (found === "endless") break;
    if (found) tags.push(found);
    const raw = found?.kind === "open" && RAW.has(found.name) ? found : undefined;
    offset = html.indexOf("<", raw ? endOfRaw(html, raw) : (found?.end ?? offset + 1));
  }
  return tags;
}

/** The attributes of an opening tag, names in lower case, values with their entities as they were typed. */
export function attributesOf(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  const inner = tag.replace(/^<\/?[a-z][^\s/>]*/i, "").replace(/\/?>$/, "");
  for (const [, name = "", value = ""] of inner.matchAll(
    /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g,
  )) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, value.replace(/^(["'])([\s\S]*)\1$/, "$2"));
  }
  return attributes;
}

function comment(html: string, start: number): Tag | "endless" {
  const long = html.startsWith("<!--", start);
  const end = long ? html.indexOf("-->", start + 4) : html.indexOf(">", start);
  return end === -1
    ? "endless"
    : { kind: "comment", name: "", start, end: end + (long ? "-->".length : ">".length) };
}

function element(html: string, start: number): Tag | "endless" | undefined {
  const closing = html.charAt(start + 1) === "/";
  const name = /^[a-z][a-z0-9:-]*(?=[\s/>])/i.exec(
    html.slice(start + (closing ? 2 : 1), start + LONGEST_NAME),
  )?.[0];
  if (name === undefined) return undefined;
  const end = endOfTag(html, start + name.length);
  return end === undefined
    ? "endless"
    : { kind: closing ? "close" : "open", name: name.toLowerCase(), start, end };
}

const LONGEST_NAME = 40;

/** The offset after the `>` of a tag; one in a quoted value does not count. A quote begins one only after a `=`. */
function endOfTag(html: string, from: number): number | undefined {
  let quote = "";
  let before = "";
  for (let index = from; index < html.length; index++) {
    const sign = html.charAt(index);
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (before === "=" && (sign === '"' || sign === "'")) {
      quote = sign;
    } else if (sign === ">") {
      return index + 1;
    }
    if (!/\s/.test(sign)) before = sign;
  }
  return undefined;
}

function endOfRaw(html: string, { name, end }: Tag): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  close.lastIndex = end;
  return close.exec(html)?.index ?? html.length;
}
