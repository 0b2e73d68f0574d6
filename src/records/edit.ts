import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
} from "yaml";
import { type Instant, writeHeadingInstant, writeInstant } from "./instant.ts";
import { statusWord } from "./parse/heading.ts";
import { splitTrailers } from "./parse/trailer.ts";
import type { ImpactLevel, IncidentKind, Status } from "./schema/vocabulary.ts";

/*
 * Edits of a record's text. Everything that a person wrote stays as it is, to the byte: a diff shows the new lines only.
 */

/** An update that is not written down yet. */
export interface NewUpdate {
  readonly status: Status;
  readonly at: Instant;
  /** Markdown; it may end with trailers of its own, which go before the two below. */
  readonly text: string;
  readonly nextUpdate?: Instant | undefined;
  readonly postedBy?: string | undefined;
}

/** A record that is not written down yet. */
export interface NewRecord {
  readonly kind: IncidentKind;
  readonly title: string;
  readonly severity?: string | undefined;
  readonly scheduled?: { readonly from: Instant; readonly to: Instant } | undefined;
  readonly impact: readonly NewImpact[];
  /** Services without a level of their own. */
  readonly services: readonly string[];
  readonly update: NewUpdate;
}

/** An interval of impact that is not written down yet. */
export interface NewImpact {
  readonly service: string;
  readonly level: ImpactLevel;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** An interval of impact that got its end, as the file has it. */
export interface ClosedImpact {
  readonly service: string;
  readonly level: string;
  readonly from: string;
}

/** An update as Markdown: heading, text, trailers. Ends with one line break. */
export function writeUpdate(update: NewUpdate): string {
  const lines = update.text.replace(/\r\n?/g, "\n").trim().split("\n");
  const { trailers, textLines } = splitTrailers(lines, update.at);
  const text = lines.slice(0, textLines).join("\n").trim();
  const own = lines.slice(textLines);
  if (update.nextUpdate !== undefined && trailers.nextUpdate === undefined) {
    own.push(`Next-update: ${writeHeadingInstant(update.nextUpdate)}`);
  }
  if (update.postedBy !== undefined && trailers.postedBy === undefined)
    own.push(`Posted-by: ${update.postedBy}`);
  const heading = `## ${statusWord(update.status)} — ${writeHeadingInstant(update.at)}`;
  return `${[heading, text, own.join("\n")].filter((part) => part !== "").join("\n\n")}\n`;
}

/**
 * Puts an update at the end of a record's text, an empty line before it. The text before it is kept as it is, a byte
 * order mark included; the new lines end as the text's own lines do.
 */
export function appendUpdate(text: string, update: NewUpdate): string {
  const end = lineEnd(text);
  const unfinished = /[^\r\n]$/.test(text) ? end : "";
  const gap = /(?:\r\n|\n|\r(?!\n))[^\S\r\n]*(?:\r\n|\n|\r)$/.test(text) ? "" : end;
  return `${text}${unfinished}${gap}${writeUpdate(update).replaceAll("\n", end)}`;
}

/** The text of a new record. */
export function writeRecord(record: NewRecord): string {
  const lines = [`title: ${scalar(record.title)}`];
  if (record.kind !== "incident") lines.push(`kind: ${record.kind}`);
  if (record.severity !== undefined) lines.push(`severity: ${scalar(record.severity)}`);
  if (record.scheduled) {
    const { from, to } = record.scheduled;
    lines.push(`scheduled: { from: ${writeInstant(from)}, to: ${writeInstant(to)} }`);
  }
  if (record.impact.length > 0)
    lines.push("impact:", ...record.impact.map((one) => `  - ${writeImpact(one)}`));
  if (record.services.length > 0) lines.push(`services: [${record.services.map(scalar).join(", ")}]`);
  return `---\n${lines.join("\n")}\n---\n\n${writeUpdate(record.update)}`;
}

/**
 * Gives an end to every impact that has a start and no end. Comments, order, quotes and style of the front matter are
 * kept. An entry written as an alias (`*name`) is left as it is, and so is YAML that cannot be read.
 */
export function closeImpacts(text: string, to: Instant): { text: string; closed: ClosedImpact[] } {
  const place = frontMatter(text);
  const document = place && parseDocument(place.yaml, { stringKeys: true, prettyErrors: false });
  const impact =
    document?.errors.length === 0 && isMap(document.contents) ? document.get("impact") : undefined;
  const edits: { at: number; remove: number; insert: string }[] = [];
  const closed: ClosedImpact[] = [];
  for (const item of isSeq(impact) ? impact.items : []) {
    if (!place || !isMap(item)) continue;
    const edit = closing(item, place.yaml, writeInstant(to), lineEnd(text));
    if (!edit) continue;
    edits.push({ ...edit, at: place.start + edit.at });
    const word = (key: string): string => String(item.get(key) ?? "");
    closed.push({ service: word("service"), level: word("level"), from: word("from") });
  }
  let result = text;
  for (const { at, remove, insert } of edits.reverse()) {
    result = `${result.slice(0, at)}${insert}${result.slice(at + remove)}`;
  }
  return { text: result, closed };
}

/** The edit that ends one entry; nothing if it has an end or no start. Offsets count from the start of the YAML. */
function closing(
  item: YAMLMap,
  yaml: string,
  to: string,
  end: string,
): { at: number; remove: number; insert: string } | undefined {
  const from = contentOf(pairOf(item, "from"));
  const old = pairOf(item, "to");
  if (!from || (isScalar(from) && from.value === null)) return undefined;
  if (old) {
    const value = contentOf(old);
    if (isAlias(value) || !isScalar(value) || value.value !== null) return undefined;
    const [start, stop] = value.range ?? [0, 0];
    if (stop > start) return { at: start, remove: stop - start, insert: to };
    const colon = yaml.indexOf(":", (old.key as Node).range?.[1] ?? 0);
    return { at: colon + 1, remove: 0, insert: ` ${to}` };
  }
  const behind = from.range?.[1] ?? 0;
  if (item.flow) return { at: behind, remove: 0, insert: `, to: ${to}` };
  const start = item.range?.[0] ?? 0;
  const column = start - (Math.max(yaml.lastIndexOf("\n", start - 1), yaml.lastIndexOf("\r", start - 1)) + 1);
  const rest = yaml.slice(behind).search(/[\r\n]/);
  const at = rest === -1 ? yaml.length : behind + rest;
  return { at, remove: 0, insert: `${end}${" ".repeat(column)}to: ${to}` };
}

/** The entry with a key. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function contentOf(pair: Pair | undefined): Node | undefined {
  return (pair?.value ?? undefined) as Node | undefined;
}

/** The YAML between the two `---` lines, and where it begins in the text. */
export function frontMatter(text: string): { start: number; yaml: string } | undefined {
  const opening = /^\uFEFF?---[^\S\r\n]*(?:\r\n|\n|\r)/.exec(text);
  if (!opening) return undefined;
  const start = opening[0].length;
  const length = text.slice(start).search(/^---[^\S\r\n]*$/m);
  // A lone CR is no line break for the YAML parser; an LF in its place keeps every offset.
  return length === -1
    ? undefined
    : { start, yaml: text.slice(start, start + length).replace(/\r(?!\n)/g, "\n") };
}

/** How the lines of a text end: as its first one does. */
export function lineEnd(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}

function writeImpact({ service, level, from, to }: NewImpact): string {
  const times = [
    from === undefined ? "" : `, from: ${writeInstant(from)}`,
    to === undefined ? "" : `, to: ${writeInstant(to)}`,
  ];
  return `{ service: ${scalar(service)}, level: ${level}${times.join("")} }`;
}

/** A value as YAML, in quotes where it would not be read as the same text without; safe inside of `{ }` and `[ ]`. */
export function scalar(value: string): string {
  return stringify({ k: value }, { lineWidth: 0, collectionStyle: "flow", defaultStringType: "PLAIN" })
    .trim()
    .replace(/^\{ ?k: ([\s\S]*?) ?\}$/, "$1");
}
