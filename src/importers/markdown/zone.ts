import { tzOffset } from "@date-fns/tz";
import type { Instant } from "../../records/instant.ts";

/** A zone as a report names it. */
export interface Zone {
  /** The words of the report, such as `PST` or `UTC+1`. */
  readonly said: string;
  /** IANA name of a region, or minutes east of UTC. */
  readonly place: string | number;
  /** Minutes east of UTC that the abbreviation stands for; its region may have kept another time on that day. */
  readonly literal?: number;
}

/** An abbreviation that several regions use. */
export interface AmbiguousZone {
  readonly said: string;
  /** Names of `--time-zone` that it may stand for. */
  readonly candidates: readonly string[];
}

/** A day and a time of day as clocks showed them. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const MINUTE = 60_000;
const HALF_DAY = 720 * MINUTE;

/**
 * Abbreviations with the region that people mean by them, and the minutes that they stand for. People go on writing
 * PST and CET in summer: what counts is the region, and whoever imports is told where the two differ.
 */
const abbreviations: ReadonlyMap<string, readonly [region: string, minutes?: number]> = new Map([
  ["UTC", ["UTC", 0]],
  ["GMT", ["UTC", 0]],
  ["Z", ["UTC", 0]],
  ["WET", ["Europe/Lisbon", 0]],
  ["WEST", ["Europe/Lisbon", 60]],
  ["CET", ["Europe/Berlin", 60]],
  ["CEST", ["Europe/Berlin", 120]],
  ["MEZ", ["Europe/Berlin", 60]],
  ["MESZ", ["Europe/Berlin", 120]],
  ["EET", ["Europe/Helsinki", 120]],
  ["EEST", ["Europe/Helsinki", 180]],
  ["MSK", ["Europe/Moscow", 180]],
  ["PT", ["America/Los_Angeles"]],
  ["PST", ["America/Los_Angeles", -480]],
  ["PDT", ["America/Los_Angeles", -420]],
  ["MDT", ["America/Denver", -360]],
  ["CDT", ["America/Chicago", -300]],
  ["ET", ["America/New_York"]],
  ["EST", ["America/New_York", -300]],
  ["EDT", ["America/New_York", -240]],
  ["AKST", ["America/Anchorage", -540]],
  ["AKDT", ["America/Anchorage", -480]],
  ["HST", ["Pacific/Honolulu", -600]],
  ["BRT", ["America/Sao_Paulo", -180]],
  ["SAST", ["Africa/Johannesburg", 120]],
  ["JST", ["Asia/Tokyo", 540]],
  ["KST", ["Asia/Seoul", 540]],
  ["HKT", ["Asia/Hong_Kong", 480]],
  ["SGT", ["Asia/Singapore", 480]],
  ["AEDT", ["Australia/Sydney", 660]],
  ["AWST", ["Australia/Perth", 480]],
  ["NZST", ["Pacific/Auckland", 720]],
  ["NZDT", ["Pacific/Auckland", 780]],
]);

/** Abbreviations that are asked for. */
const ambiguous: ReadonlyMap<string, readonly string[]> = new Map([
  ["CST", ["America/Chicago", "Asia/Shanghai", "America/Havana"]],
  ["CT", ["America/Chicago", "Europe/Berlin"]],
  ["MST", ["America/Denver", "America/Phoenix"]],
  ["MT", ["America/Denver", "America/Phoenix"]],
  ["IST", ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]],
  ["BST", ["Europe/London", "Asia/Dhaka"]],
  ["AST", ["America/Halifax", "Asia/Riyadh"]],
  ["ADT", ["America/Halifax", "Asia/Baghdad"]],
  ["AEST", ["Australia/Sydney", "Australia/Brisbane"]],
  ["ACST", ["Australia/Adelaide", "Australia/Darwin"]],
  ["SST", ["Asia/Singapore", "Pacific/Pago_Pago"]],
  ["GST", ["Asia/Dubai", "Atlantic/South_Georgia"]],
  ["ECT", ["America/Guayaquil", "Europe/Berlin"]],
  ["WST", ["Australia/Perth", "Pacific/Apia"]],
]);

/** Names written out. */
const names: readonly (readonly [name: RegExp, region: string])[] = [
  [/\bCentral European (?:Summer |Standard )?Time\b/i, "Europe/Berlin"],
  [/\bEastern European (?:Summer |Standard )?Time\b/i, "Europe/Helsinki"],
  [/\bWestern European (?:Summer |Standard )?Time\b/i, "Europe/Lisbon"],
  [/\bPacific\b/i, "America/Los_Angeles"],
  [/\b(?:US |North American )?Eastern\b/i, "America/New_York"],
  [/\b(?:US|North American) Central\b/i, "America/Chicago"],
  [/\b(?:US|North American) Mountain\b/i, "America/Denver"],
  [/\bCoordinated Universal Time\b/i, "UTC"],
];

const OFFSET = /(?:\b(?:UTC|GMT)\s?|(?<![\w:.-]))([+\u2212-])(\d{1,2})(?::?([0-5]\d))?(?![\w:-]|\.\d)/;
const REGION = /\b[A-Z][A-Za-z]{1,20}(?:\/[A-Z][A-Za-z_+-]{1,30}){1,2}/;
const WORDS = /(?<![\w/.-])[A-Z]{1,4}(?![\w/-]|\.\w)/g;

/**
 * Finds the zone that a few words name: an offset first, as it can mean one thing only, then the name of a region, an
 * abbreviation, a name written out. Undefined where there is none.
 */
export function readZone(text: string): Zone | AmbiguousZone | undefined {
  const short = text.slice(0, 300);
  const offset = OFFSET.exec(short);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    if (minutes <= 14 * 60) return { said: offset[0].trim(), place: offset[1] === "+" ? minutes : -minutes };
  }
  const region = REGION.exec(short)?.[0];
  if (region !== undefined && isRegion(region)) return { said: region, place: region };
  for (const [word] of short.matchAll(WORDS)) {
    const known = abbreviated(word);
    if (known) return known;
  }
  for (const [name, place] of names) {
    const said = name.exec(short)?.[0];
    if (said !== undefined) return { said, place };
  }
  return undefined;
}

/** The zone of an abbreviation in capitals. */
export function abbreviated(word: string): Zone | AmbiguousZone | undefined {
  const [place, literal] = abbreviations.get(word) ?? [];
  if (place !== undefined) return { said: word, place, ...(literal !== undefined && { literal }) };
  const candidates = ambiguous.get(word);
  return candidates && { said: word, candidates };
}

/** Whether several regions use an abbreviation. */
export function isAmbiguous(zone: Zone | AmbiguousZone): zone is AmbiguousZone {
  return "candidates" in zone;
}

/** When clocks of a zone showed a time; of the two times at which they did when they went back, the first. */
export function instantOf(local: LocalTime, { place }: Pick<Zone, "place">): Instant {
  const { year, month, day, hour, minute, second } = local;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  if (typeof place === "number") return shown - place * MINUTE;
  const before = shown - offsetAt(place, shown - HALF_DAY) * MINUTE;
  const after = shown - offsetAt(place, shown + HALF_DAY) * MINUTE;
  const first = Math.min(before, after);
  const last = Math.max(before, after);
  if (first + offsetAt(place, first) * MINUTE === shown) return first;
  // A time that clocks left out is taken as if they had not gone forward yet.
  return last + offsetAt(place, last) * MINUTE === shown ? last : before;
}

/** Whether a region kept another time at a moment than the abbreviation stands for. */
export function isOutOfSeason({ place, literal }: Zone, at: Instant): boolean {
  return typeof place === "string" && literal !== undefined && offsetAt(place, at) !== literal;
}

/** A region, or an offset as `UTC+02:00`. */
export function placeName({ place }: Pick<Zone, "place">): string {
  if (typeof place === "string") return place;
  const minutes = Math.abs(place);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `UTC${place < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function offsetAt(region: string, at: Instant): number {
  return region === "UTC" ? 0 : tzOffset(region, new Date(at));
}

function isRegion(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
