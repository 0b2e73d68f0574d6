import { ID } from "../../records/schema/value.ts";
import { incidentTypes, type keyTimes, triggers } from "../../records/schema/vocabulary.ts";
import type { YamlValue } from "../cstate/yaml.ts";
import type { Tell } from "../importer.ts";
import { createClock, type Day } from "./clock.ts";
import type { ReportFile } from "./frontmatter.ts";
import type { FoundTimes } from "./keytime.ts";
import { readStamp } from "./stamp.ts";
import { cleanLine, cutSummary } from "./words.ts";
import { isAmbiguous, readZone, type Zone } from "./zone.ts";

/** What the front matter of a report says, as far as it has a place in a record. */
export interface Fields {
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly day: Day | undefined;
  readonly zone: Zone | undefined;
  readonly incidents: readonly string[];
  readonly owner: string | undefined;
  readonly type: string | undefined;
  readonly trigger: string | undefined;
  readonly tags: readonly string[];
  readonly times: (zone: Zone | undefined, day: Day | undefined) => FoundTimes;
  /** Everything in the front matter has a place in the record. */
  readonly isWhole: boolean;
}

/** Keys under which people write the times of an incident. */
const TIME_KEYS = {
  impactStart: ["impactstart", "start", "started", "startedat", "starttime", "begin", "began"],
  detected: ["detected", "detectedat", "timedetected"],
  declared: ["declared", "declaredat"],
  mitigated: ["mitigated", "mitigatedat"],
  impactEnd: ["impactend", "end", "ended", "endedat", "endtime"],
  resolved: ["resolved", "resolvedat", "resolvedwhen"],
} as const satisfies Record<(typeof keyTimes)[number], readonly string[]>;

/**
 * What the front matter says in a way that can be taken over. The rest is kept as text, authors too: who is named on the
 * site has agreed to it.
 */
export function readFields({ fields, frontMatter, isRead }: ReportFile, tell: Tell): Fields {
  const used = new Set<string>();
  const take = <T>(names: readonly string[], read: (value: YamlValue) => T | undefined): T | undefined => {
    for (const name of names) {
      const value = fields.get(name);
      const taken = value && read(value);
      if (taken === undefined) continue;
      used.add(name);
      return taken;
    }
    return undefined;
  };
  const line = ({ text, list, map }: YamlValue): string | undefined =>
    list || map ? undefined : cleanLine(text) || undefined;
  const idsIn = (value: YamlValue): string[] | undefined => {
    const values = value.list ? value.list.map(({ text }) => text) : [value.text];
    const ids = values.map((one) => one.trim().replace(/^@/, ""));
    return ids.length > 0 && ids.every((one) => ID.test(one)) ? ids : undefined;
  };
  const word =
    (words: readonly string[]) =>
    (value: YamlValue): string | undefined =>
      words.find(
        (one) =>
          one ===
          value.text
            .trim()
            .toLowerCase()
            .replace(/[\s_]+/g, "-"),
      );
  const zone = take(["timezone", "tz", "zone"], (value) => {
    const read = readZone(value.text);
    return read && !isAmbiguous(read) ? read : undefined;
  });
  const stamps = Object.entries(TIME_KEYS).flatMap(([key, names]) => {
    const stamp = take(names, (value) => {
      const read = readStamp(value.text);
      return read?.time && read.rest === "" ? { ...read, time: read.time } : undefined;
    });
    return stamp ? [{ key, stamp }] : [];
  });
  const summary = take(["summary", "description", "abstract"], line);
  const result: Fields = {
    title: take(["title"], line),
    summary: summary === undefined ? undefined : cutSummary(summary),
    day: take(["date", "incidentdate", "day"], ({ text }) => dayIn(text)),
    zone,
    incidents: take(["incidents", "incident"], idsIn) ?? [],
    owner: take(["owner"], idsIn)?.[0],
    type: take(["type", "incidenttype"], word(incidentTypes)),
    trigger: take(["trigger"], word(triggers)),
    tags: take(["tags", "keywords"], tagsIn) ?? [],
    times: (fallback, day) => {
      const found = stamps.flatMap(({ key, stamp }) => {
        const clock = createClock({ day, declared: undefined, carried: undefined, fallback });
        const reading = clock.read(stamp);
        return "why" in reading ? [] : [[key, reading.at] as const];
      });
      return Object.fromEntries(found);
    },
    isWhole: false,
  };
  const left = [...fields.keys()].filter((name) => !used.has(name));
  if (left.length > 0)
    tell(
      "kept-as-text",
      `The front matter has no place for ${left.join(", ")} in a report: it is at the end of the text.`,
      fields.get(left[0] ?? "")?.line,
    );
  // What was cut, and comments, are not in the record either.
  const isWhole = isRead && left.length === 0 && summary === result.summary && !frontMatter.includes("#");
  return { ...result, isWhole };
}

function tagsIn({ text, list }: YamlValue): string[] | undefined {
  const tags = (list ? list.map((one) => one.text) : text.split(",")).map(cleanLine);
  return tags.every((tag) => tag !== "") ? tags : undefined;
}

/** A day with its year somewhere in a few words. */
export function dayIn(text: string): Day | undefined {
  const short = text.slice(0, 300);
  const numbers = /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(short);
  const date = readStamp(numbers ? `${numbers[1]}-${numbers[2]}-${numbers[3]}` : short)?.date;
  return date?.year === undefined ? undefined : { ...date, year: date.year };
}
