/** One file of the site that is imported. */
export interface SourceFile {
  /** Relative to that site's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** One file to be written. */
export interface ImportedFile {
  /** Relative to the Daymark site's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Path of the source file that it comes from. */
  readonly source?: string;
}

/**
 * How a source file, or a piece of it, came over. `record`: the file became a record. `adapted`: something is
 * written in another way than in the source. `kept-as-text`: the words are in the record, but as text only.
 * `not-imported`: it is in no record, and the message says what it was and why.
 */
export type Outcome = "record" | "adapted" | "kept-as-text" | "not-imported";

/** One line of an import's report. */
export interface ReportLine {
  /** Path of the source file. */
  readonly source: string;
  /** Line of the source file, counted from 1. */
  readonly line?: number;
  readonly outcome: Outcome;
  readonly message: string;
}

/** What was recognised in a source that becomes a draft, and what a person must fill in. */
export interface Review {
  /** Path of the source file. */
  readonly source: string;
  /** Path of the draft. */
  readonly path: string;
  /** Times of its timeline that became entries, and those that did not. */
  readonly timesFound: number;
  readonly timesMissed: number;
  /** Each in a few words. */
  readonly recognised: readonly string[];
  /** Each in a few words. */
  readonly missing: readonly string[];
}

/** What an importer makes of a site. Each source is the `source` of a file, or the report says why it is not. */
export interface Import {
  readonly files: ImportedFile[];
  readonly report: ReportLine[];
  /** One for each draft, by importers that make drafts. */
  readonly reviews?: readonly Review[];
}

/** Adds a line on one source file to the report. */
export type Tell = (outcome: Outcome, message: string, line?: number) => void;

/** The way in which one source file's lines get into a report. */
export function teller(report: ReportLine[], source: string): Tell {
  return (outcome, message, line) => {
    report.push(line === undefined ? { source, outcome, message } : { source, line, outcome, message });
  };
}

/** The order of a report. */
export function byPlace(a: ReportLine, b: ReportLine): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}
