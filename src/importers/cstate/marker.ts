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
  /** Whether the label says more than its role and its time, as `Update 2` and `Edit - Monday 25th` do. */
  readonly saysMore: boolean;
  /** What follows on the same line. */
  readonly rest: string;
}

/** `[Final message]`, `**Update at 2021-06-08 11:20 UTC**`, `*Monitoring* - text`, `Initial message:`, `### Update`. */
const FORMS = [
  /^ {0,3}\[(?<label>[^\][]+)\](?![([]|:\s*\S*\s*$):?[ \t]*(?<rest>.*)$/,
  /^ {0,3}(?<mark>\*\*|__)(?=\S)(?<label>[^*_]+?):?(?:\k<mark>)?[ \t]*:?[ \t]*$/,
  /^ {0,3}(?<mark>\*\*|__|\*|_)(?=\S)(?<label>[^*_]+?)(?::\k<mark>|\k<mark>[ \t]*[-–—:])[ \t]*(?<rest>.*)$/,
  /^ {0,3}(?<label>(?:initial|opening|final|closing) message)[ \t]*:[ \t]*(?<rest>.*)$/i,
  /^ {0,3}#{1,6}[ \t]+(?<label>.*?)[ \t]*#*[ \t]*$/,
] as const;

const NOUNS = "(?:\\s+(?:message|issue|incident|maintenance|outage|report|announcement))*";
const OPENING = new RegExp(`^(?:initial|opening|opened|open)\\b${NOUNS}`, "i");
const CLOSING = new RegExp(`^(?:final|closing|closed|close|end of)\\b${NOUNS}`, "i");
const UPDATE = new RegExp(`^(?:updated|update|edited|edit)\\b${NOUNS}`, "i");

const OPENING_STATUSES: readonly Status[] = ["investigating", "scheduled"];
/** `notice` and `update` are left out: the first is a word for any box of text, the second is in the list above. */
const STATUSES: readonly Status[] = Object.values(statuses)
  .flat()
  .filter((status) => status !== "notice" && status !== "update");

/** Reads a line as a marker, if it is one. */
export function readMarker(line: string): Marker | undefined {
  for (const form of FORMS) {
    const groups = form.exec(line)?.groups;
    const meaning = groups?.["label"] && readLabel(groups["label"].trim());
    if (meaning) return { ...meaning, rest: groups["rest"] ?? "" };
  }
  return undefined;
}

function readLabel(label: string): Omit<Marker, "rest"> | undefined {
  const status = STATUSES.find((word) => label.toLowerCase().replace(/[\s_-]+/g, "-") === word);
  if (status) return { role: roleOf(status), label, status, saysMore: false };
  const bare = readLabelTime(label);
  if (bare) return { role: "update", label, time: bare, saysMore: false };
  for (const [role, words] of [
    ["opening", OPENING],
    ["closing", CLOSING],
    ["update", UPDATE],
  ] as const) {
    const match = words.exec(label);
    if (!match) continue;
    const more = label.slice(match[0].length);
    if (!/^(?:\s*[-–—:,(]|\s+#?\d|\s+(?:at|on)\b|$)/i.test(more)) return undefined;
    const time = readLabelTime(more);
    return { role, label, ...(time && { time }), saysMore: more !== "" && !time };
  }
  return undefined;
}

function roleOf(status: Status): Role {
  if (OPENING_STATUSES.includes(status)) return "opening";
  return finalStatuses.includes(status) ? "closing" : "update";
}
