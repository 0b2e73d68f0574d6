import { finalStatuses, type Status, statuses } from "../../records/schema/vocabulary.ts";
import { readLabelTime, type SourceTime } from "./time.ts";

/** What a part of a notice is: the first message, the last one, or something in between. */
export type Role = "opening" | "closing" | "update";

/** A line, or the start of one, by which the people of a cState site separate the parts of a notice. */
export interface Marker {
  readonly role: Role;
  /** As it was typed, without the brackets or asterisks around it. */
  readonly label: string;
  /** The status word that the label is, if it is one of Daymark's. */
  readonly status?: Status;
  readonly time?: SourceTime;
  /** Whether the label is nothing but a time. */
  readonly bare: boolean;
  /** Whether the label says more than its role and its time, as `Update 2` and `Edit - Monday 25th` do. */
  readonly saysMore: boolean;
  /** What follows on the same line. */
  readonly rest: string;
}

/** A line without any mark around it must be a word and a time, and nothing else. */
const UNMARKED = /^ {0,3}(?<label>[a-z][a-z ]{1,40}[-–—:, ]*\d.{4,40})$/i;
/** `[Final message]`, `**Update at 2021-06-08 11:20 UTC**`, `*Monitoring* - text`, `Initial message:`, `### Update`. */
const FORMS = [
  /^ {0,3}\[(?<label>[^\][]{1,100})\](?![([]|:\s*\S*\s*$):?[ \t]*(?<rest>.*)$/,
  /^ {0,3}(?<mark>\*\*|__)(?=\S)(?<label>[^*_]{1,100}?):?(?:\k<mark>)?[ \t]*:?[ \t]*$/,
  /^ {0,3}(?<mark>\*\*|__|\*|_)(?=\S)(?<label>[^*_]{1,100}?)(?::\k<mark>|\k<mark>[ \t]*[-–—:])[ \t]*(?<rest>.*)$/,
  /^ {0,3}(?<label>(?:initial|opening|final|closing) message)[ \t]*:[ \t]*(?<rest>.*)$/i,
  /^ {0,3}#{1,6}[ \t]+(?<label>.{1,100}?)[ \t]*#*[ \t]*$/,
  UNMARKED,
];

const NOUNS = "(?:\\s+(?:message|issue|incident|maintenance|outage|report|announcement))*";
const WORDS: readonly { readonly role: Role; readonly pattern: RegExp; readonly status?: Status }[] = [
  { role: "opening", pattern: new RegExp(`^(?:initial|opening|opened|open)\\b${NOUNS}`, "i") },
  { role: "closing", pattern: new RegExp(`^(?:final|closing|closed|close|end of)\\b${NOUNS}`, "i") },
  { role: "update", pattern: new RegExp(`^(?:updated|update|edited|edit)\\b${NOUNS}`, "i") },
  // `notice` is no marker: it is a word for any box of text.
  ...[...new Set(Object.values(statuses).flat())]
    .filter((status) => status !== "notice" && status !== "update")
    .map((status) => ({
      role: roleOf(status),
      pattern: new RegExp(`^${status.replace("-", "[ _-]")}\\b`, "i"),
      status,
    })),
];

/** What may come after such a word: nothing, a number, a day, or anything behind a dash. */
const MORE =
  /^(?:$|\s*[-–—:,(]|\s+#?\d|\s+(?:at|on)\b|\s+(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/i;

/** Reads a line as a marker, if it is one. */
export function readMarker(line: string): Marker | undefined {
  for (const form of FORMS) {
    const groups = form.exec(line)?.groups;
    const meaning = groups && readLabel((groups["label"] ?? "").trim());
    if (meaning && (form !== UNMARKED || meaning.time)) return { ...meaning, rest: groups["rest"] ?? "" };
  }
  return undefined;
}

function readLabel(label: string): Omit<Marker, "rest"> | undefined {
  const bare = readLabelTime(label);
  if (bare) return { role: "update", label, time: bare, bare: true, saysMore: false };
  for (const { role, pattern, status } of WORDS) {
    const word = pattern.exec(label)?.[0];
    if (word === undefined) continue;
    const more = label.slice(word.length);
    const time = readLabelTime(more);
    if (status ? more !== "" && !time : !MORE.test(more)) return undefined;
    return {
      role,
      label,
      ...(status && { status }),
      ...(time && { time }),
      bare: false,
      saysMore: more !== "" && !time,
    };
  }
  return undefined;
}

function roleOf(status: Status): Role {
  if (status === "investigating" || status === "scheduled") return "opening";
  return finalStatuses.includes(status) ? "closing" : "update";
}
