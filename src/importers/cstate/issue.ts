import type { Instant } from "../../records/instant.ts";
import type { ImpactLevel, IncidentKind } from "../../records/schema/vocabulary.ts";
import type { Tell } from "../importer.ts";
import { fold, quoted } from "../text.ts";
import { type Ending, informationalEnding, readEnd } from "./ending.ts";
import { readTime } from "./time.ts";
import { isTrue, type YamlFields, type YamlValue } from "./yaml.ts";

/** What the front matter of a cState notice says, in Daymark's terms. */
export interface Issue {
  readonly title: string;
  readonly kind: IncidentKind;
  readonly severity: "major" | "minor" | "none";
  /** How much the services are affected; undefined where they are only named. */
  readonly level?: ImpactLevel;
  readonly start: Instant;
  /** Undefined while it goes on. */
  readonly ending?: Ending;
  /** The planned window of a maintenance. */
  readonly window?: { readonly from: Instant; readonly to: Instant };
  /** Names of services as they were typed. */
  readonly affected: readonly YamlValue[];
}

/** cState's severities, and what becomes of a notice that has none of them. */
const SEVERITIES = {
  down: { severity: "major", level: "major" },
  disrupted: { severity: "minor", level: "partial" },
  notice: { severity: "none", level: undefined },
  unknown: { severity: "none", level: undefined },
} as const;

const KEYS: ReadonlySet<string> = new Set(
  "title date resolved resolvedWhen severity affected section informational pin draft".split(" "),
);

/**
 * Reads the front matter of the notice with this id, and reports what has no place in a record. Undefined, with the
 * reason reported, if it cannot become a record.
 */
export function readIssue(id: string, fields: YamlFields, tell: Tell): Issue | undefined {
  const start = readStart(fields.get("date"), tell);
  if (start === undefined) return undefined;

  const informational = isTrue(fields.get("informational"));
  const severity = informational ? "notice" : readSeverity(fields.get("severity"), tell);
  const { ending: written, until } = readEnd(fields, start, tell);
  const ending = informational ? informationalEnding(written, start, fields.get("pin"), tell) : written;
  const title = readTitle(id, fields.get("title"), tell);
  const sign = severity === "notice" ? undefined : maintenanceSign(id, title);
  const window = sign && until !== undefined && until > start ? { from: start, to: until } : undefined;
  if (sign) {
    const verdict = window ? ": read as one" : ", but it has no end after its start: read as an incident";
    tell("adapted", `Its ${sign} says maintenance${verdict}.`, fields.get("title")?.line);
  }
  const unused = new Set([...(informational ? [] : ["pin"]), ...(written || window ? [] : ["resolvedWhen"])]);
  reportRest(fields, unused, tell);
  const isEndUnknown = ending !== undefined && ending.at === undefined;
  const level = window ? "maintenance" : isEndUnknown ? undefined : SEVERITIES[severity].level;
  return {
    title,
    kind: window ? "maintenance" : severity === "notice" ? "notice" : "incident",
    severity: SEVERITIES[severity].severity,
    ...(level && { level }),
    start,
    ...(ending && { ending }),
    ...(window && { window }),
    affected: readAffected(fields.get("affected"), tell),
  };
}

function readStart(date: YamlValue | undefined, tell: Tell): Instant | undefined {
  if (!date?.text) {
    tell("not-imported", "The front matter has no date.", date?.line);
    return undefined;
  }
  const time = readTime(date.text);
  if (typeof time === "string") {
    tell("not-imported", `date: ${time}`, date.line);
    return undefined;
  }
  for (const note of time.notes) tell("adapted", `date: ${note}`, date.line);
  return time.at;
}

function readTitle(id: string, title: YamlValue | undefined, tell: Tell): string {
  const line = fold(title?.text ?? "");
  if (line === "") {
    tell("adapted", `There is no title: ${quoted(id)} is taken.`, title?.line);
    return id;
  }
  if (title?.text.trim().includes("\n")) tell("adapted", "The title is put on one line.", title.line);
  return line;
}

function readSeverity(severity: YamlValue | undefined, tell: Tell): keyof typeof SEVERITIES {
  const typed = severity?.text.trim() ?? "";
  const word = typed.toLowerCase();
  if (word === "down" || word === "disrupted" || word === "notice") return word;
  const found = typed === "" ? "There is no severity" : `cState has no severity ${quoted(typed)}`;
  tell("adapted", `${found}: its services are named without an impact.`, severity?.line);
  return "unknown";
}

/** What shows that a notice was a maintenance. cState itself does not tell. */
function maintenanceSign(id: string, title: string): "title" | "file name" | undefined {
  const word = /(?<!\p{L})maintenances?(?!\p{L})/iu;
  if (word.test(title)) return "title";
  return word.test(id) ? "file name" : undefined;
}

function readAffected(affected: YamlValue | undefined, tell: Tell): YamlValue[] {
  if (!affected || affected.text === "") return [];
  return (affected.list ?? [affected]).filter((name) => {
    if (fold(name.text) !== "") return true;
    tell("not-imported", "A service without a name is left out.", name.line);
    return false;
  });
}

/** Reports the keys that are not known, and those that are of no use here unless they say nothing. */
function reportRest(fields: YamlFields, unused: ReadonlySet<string>, tell: Tell): void {
  for (const [key, value] of fields) {
    const isUseless = unused.has(key) && !/^(?:false|no|off|)$/i.test(value.text);
    if (KEYS.has(key) && !isUseless) continue;
    tell("not-imported", `A key has no place here: ${fold(`${key}: ${value.text}`)}`, value.line);
  }
  const section = fields.get("section");
  if (section?.text === "issue") return;
  const found = section?.text ? quoted(section.text) : "missing";
  tell("adapted", `section is ${found}, not issue: cState does not list this, Daymark does.`, section?.line);
}
