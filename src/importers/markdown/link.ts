import type { Tell } from "../importer.ts";
import { scan } from "../scan.ts";
import { lineAt, quoted } from "../text.ts";

/** What links of a report are rewritten with. */
export interface LinkContext {
  /** Path of the report. */
  readonly path: string;
  /** Ids of the reports that are imported, by path. */
  readonly ids: ReadonlyMap<string, string>;
  readonly tell: Tell;
  /** Line of the source on which the text begins. */
  readonly line: number;
}

const LINK =
  /(?<picture>!?)\[(?<words>[^[\]]{0,500})\]\(\s{0,3}(?<target><[^<>\n]{1,2000}>|[^\s()<>]{1,2000})/g;
const DEFINITION = /^(?<before> {0,3}\[[^\]\n]{1,200}\]:[ \t]{0,3})(?<target><[^<>\n]{1,2000}>|\S{1,2000})/gm;

/**
 * Points links to other reports of the import to their pages here, and tells of pictures and other relative links, whose
 * files are not copied. Code stays as it is.
 */
export function rewriteLinks(text: string, { path, ids, tell, line }: LinkContext): string {
  const changes: { readonly start: number; readonly end: number; readonly target: string }[] = [];
  const isCode = codeOf(text);
  const told = new Set<string>();
  const matches = [...text.matchAll(LINK), ...text.matchAll(DEFINITION)];
  for (const match of matches.toSorted((a, b) => a.index - b.index)) {
    const raw = match.groups?.["target"] ?? "";
    const end = match.index + match[0].length;
    const typed = raw.replace(/^<|>$/g, "");
    if (isCode(match.index) || !isRelative(typed)) continue;
    const target = match.groups?.["picture"] === "!" ? undefined : addressOf(typed, path, ids);
    if (target !== undefined) changes.push({ start: end - raw.length, end, target });
    else if (!told.has(typed)) {
      told.add(typed);
      tell(
        "adapted",
        `${quoted(typed)} leads to a file of the source, which is not copied: put it into public/ and correct the address.`,
        lineAt(text, match.index, line),
      );
    }
  }
  let out = "";
  let from = 0;
  for (const { start, end, target } of changes) {
    out += text.slice(from, start) + target;
    from = end;
  }
  return out + text.slice(from);
}

/** Whether an offset is in code; the offsets that are asked for must go up. */
function codeOf(text: string): (offset: number) => boolean {
  const spans = scan(text).filter(({ kind }) => kind === "code");
  let next = 0;
  return (offset) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= offset) next++;
    return (spans[next]?.start ?? Number.POSITIVE_INFINITY) <= offset;
  };
}

function isRelative(target: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(target);
}

/** The address of another report's page, or of a heading of this one. */
function addressOf(target: string, path: string, ids: ReadonlyMap<string, string>): string | undefined {
  const [file = "", fragment] = target.split("#", 2);
  const anchor = fragment ? `#t-${fragment.toLowerCase().replace(/^t-/, "")}` : "";
  if (file === "") return anchor === "" ? undefined : anchor;
  // The folder of the source is taken for the root of a site, above which nothing is.
  const base = `https://source.invalid/${path.split("/").map(encodeURIComponent).join("/")}`;
  const other = decoded(URL.parse(file, base)?.pathname ?? "").slice(1);
  const candidates = [other, other.replace(/\.html?$/, ".md"), `${other.replace(/\/$/, "")}.md`];
  const id = candidates.map((one) => ids.get(one)).find((one) => one !== undefined);
  return id === undefined ? undefined : `/lessons/${id}/${anchor}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
