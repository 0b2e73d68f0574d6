import { attributeOf, componentOf, isComment, type MdxNode, readMdx } from "../../records/mdx.ts";
import type { Postmortem } from "../../records/postmortem.ts";
import type { ChartData } from "../../records/schema/postmortem.ts";
import { glossaryPath, incidentPath } from "../page.ts";
import { timeView } from "../time.ts";

const known = new WeakMap<Postmortem, string>();

/**
 * The text of a report as plain Markdown, for all that is no page: components become what Markdown has for them, and
 * comments are dropped. Links within the site begin with a slash. Made once for each report.
 */
export function lessonMarkdown(record: Postmortem): string {
  const made = known.get(record) ?? (record.markup === "mdx" ? flatText(record) : record.body.trim());
  known.set(record, made);
  return made;
}

function flatText(record: Postmortem): string {
  const reading = readMdx(record.body);
  // A record in MDX could be read as such, or it would be none.
  return "mistake" in reading ? "" : flat(record, reading.tree.children ?? [], 0, record.body.length).trim();
}

/** A piece of the text, with what stands in the place of its components. */
function flat(record: Postmortem, nodes: readonly MdxNode[], from: number, to: number): string {
  const pieces: string[] = [];
  let end = from;
  for (const node of replaceable(nodes)) {
    const { start, end: last } = node.position ?? { start: { offset: end, column: 1 }, end: { offset: end } };
    const before = record.body.slice(end, start.offset);
    const lineStart = record.body.lastIndexOf("\n", start.offset - 1) + 1;
    // What a line of a list or of a quotation begins with, the next lines of it begin with, too.
    const prefix = record.body.slice(lineStart, start.offset).replace(/[^>]/g, " ");
    pieces.push(before, replacement(record, node).split("\n").join(`\n${prefix}`));
    end = last.offset;
  }
  pieces.push(record.body.slice(end, to));
  return pieces.join("");
}

/** The outermost nodes that Markdown does not have, in the order of the text. */
function* replaceable(nodes: readonly MdxNode[]): Generator<MdxNode> {
  for (const node of nodes) {
    if (componentOf(node) !== undefined || isComment(node)) yield node;
    else yield* replaceable(node.children ?? []);
  }
}

function replacement(record: Postmortem, node: MdxNode): string {
  const inside = (): string => {
    const children = node.children ?? [];
    const first = children[0]?.position?.start.offset;
    const last = children.at(-1)?.position?.end.offset;
    return first === undefined || last === undefined ? "" : undent(flat(record, children, first, last));
  };
  switch (componentOf(node)) {
    case "Timeline": {
      const named = attributeOf(node, "incident");
      const ids = named === undefined ? record.incidents : [named];
      return ids.map((id) => `Timeline: [${id}](${incidentPath(id)})`).join("  \n");
    }
    case "Figure": {
      const caption = inside();
      const picture = `![${escaped(attributeOf(node, "alt") ?? "")}](<${(attributeOf(node, "src") ?? "").replace(/[<>\n]/g, "")}>)`;
      return caption === "" ? picture : `${picture}\n\n${caption}`;
    }
    case "Chart": {
      const chart = record.charts.find(({ id }) => id === attributeOf(node, "id"));
      return chart ? chartTable(chart) : "";
    }
    case "Callout": {
      const word = calloutWords[attributeOf(node, "kind") ?? "note"] ?? "Note";
      return quoted(attributeOf(node, "title") ?? word, inside());
    }
    case "Differently":
      return quoted(differently, inside());
    case "Definition": {
      const term = attributeOf(node, "term") ?? "";
      return `[${inside()}](${glossaryPath}#${encodeURIComponent(term)})`;
    }
    default:
      return "";
  }
}

/** The title of what authors would do differently. */
export const differently = "What we would do differently";

/** What each kind of callout is called. */
export const calloutWords: Readonly<Record<string, string>> = {
  note: "Note",
  warning: "Warning",
  lesson: "Lesson",
};

function quoted(title: string, text: string): string {
  return [`**${escaped(title)}**`, "", ...text.split("\n")].map((line) => `> ${line}`.trimEnd()).join("\n");
}

/** The figures of a chart as a table. */
export function chartTable({ title, unit, points }: ChartData): string {
  const head = `| ${points.some(({ at }) => at !== undefined) ? "Time" : ""} | ${cell(title)}${unit === undefined ? "" : ` (${cell(unit)})`} |`;
  const rows = points.map(
    ({ at, label, value }) => `| ${at === undefined ? cell(label ?? "") : timeView(at).text} | ${value} |`,
  );
  return [head, "| --- | ---: |", ...rows].join("\n");
}

function cell(text: string): string {
  return escaped(text).replaceAll("|", "\\|");
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>{}#]/g, "\\$&");
}

/** Text without the spaces that all its lines after the first begin with. */
function undent(text: string): string {
  const [first = "", ...rest] = text.split("\n");
  const depths = rest
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const depth = depths.length === 0 ? 0 : Math.min(...depths);
  return [
    first,
    ...rest.map((line) => line.slice(Math.min(depth, line.length - line.trimStart().length))),
  ].join("\n");
}
