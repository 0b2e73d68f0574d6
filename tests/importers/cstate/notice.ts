import { importCstate, type ReportLine } from "../../../src/importers/cstate.ts";

/** The moment at which all of these imports happen. */
export const now = Date.parse("2026-07-01T00:00Z");

/** Front matter of an incident that is over; a key set to undefined is left out. */
export interface Fields {
  readonly [key: string]: string | undefined;
}

const usual: Fields = {
  title: "Builds fail",
  date: "2024-01-01T10:00:00-00:00",
  resolved: "true",
  resolvedWhen: "2024-01-01T12:00:00-00:00",
  severity: "down",
  section: "issue",
};

/** A cState notice; the body begins on line 9 unless fields are added or left out. */
export function notice(fields: Fields, ...body: readonly string[]): string {
  const lines = Object.entries({ ...usual, ...fields }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}:${value.startsWith("\n") ? "" : " "}${value}`],
  );
  return ["---", ...lines, "---", ...body, ""].join("\n");
}

/** What becomes of one notice. */
export interface Imported {
  /** The record, or undefined where the notice does not become one. */
  readonly text: string | undefined;
  readonly path: string | undefined;
  /** The record below its front matter. */
  readonly body: string;
  /** The report on the notice, as `line outcome: message`, without the line that says where the record is. */
  readonly report: readonly string[];
}

/** Imports one notice on its own. */
export function importOne(text: string, path = "content/issues/x.md"): Imported {
  const { files, report } = importCstate([{ path, text }], { now });
  const record = files.find((file) => file.path.startsWith("incidents/"));
  return {
    text: record?.text,
    path: record?.path,
    body: (record?.text ?? "").replace(/^---\n[\s\S]*?\n---\n\n?/, ""),
    report: report.filter((line) => line.source === path && line.outcome !== "record").map(lineText),
  };
}

/** A line of the report as text. */
export function lineText({ line, outcome, message }: ReportLine): string {
  return `${line ?? "-"} ${outcome}: ${message}`;
}
