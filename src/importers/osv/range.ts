import { isCommit } from "../../records/advisory/software.ts";
import { type AffectedEntry, advisorySchema } from "../../records/schema/advisory.ts";
import { version } from "../../records/schema/software.ts";
import { schemeOf } from "../../versions/ecosystem.ts";
import type { Tell } from "../importer.ts";
import { isObject, type Json, objectsOf, shownValue, textOf } from "../statuspage/value.ts";
import { reportUnknown, shortened, specificIn } from "./value.ts";

/** A range as the front matter has it. */
export type WrittenRange = AffectedEntry["ranges"][number];

/** Why the versions of a record cannot be said here: half of them would be worse than none. */
export class Unspeakable extends Error {}

const KINDS = ["introduced", "fixed", "last_affected", "limit"] as const;
const repository = advisorySchema.shape.affected.unwrap().element.shape.repo;
/** More intervals than this nobody wrote. */
const MOST = 5000;

interface Event {
  readonly kind: (typeof KINDS)[number];
  readonly version: string;
}

/**
 * The intervals of an OSV range. Throws `Unspeakable` where a version in it cannot be written. Undefined, with the reason
 * reported, where its repository cannot.
 */
export function readRange(range: Json, ecosystem: string, tell: Tell): WrittenRange[] | undefined {
  reportUnknown(range, ["type", "repo", "events", "database_specific"], "affected[].ranges[].", tell);
  const databaseSpecific = specificIn(range["database_specific"], "database_specific of a range", tell);
  const isGit = range["type"] === "GIT";
  const events = objectsOf(range["events"]).flatMap((event) => readEvents(event, isGit, tell));
  const repo = range["repo"];
  if (isGit && (typeof repo !== "string" || !repository.safeParse(repo).success)) {
    tell(
      "not-imported",
      `A range of commits is in no repository that can be named: ${shortened(shownValue(repo))}`,
    );
    return undefined;
  }
  const short = events.find((event) => isGit && event.version !== "0" && !isCommit(event.version));
  if (short) {
    tell("not-imported", `A range of commits has one that is no full hash: ${shortened(short.version)}`);
    return undefined;
  }
  if (!isGit && typeof repo === "string") {
    tell("not-imported", `repo of a range of versions has no place here: ${shortened(repo)}`);
  }
  const intervals = isGit ? commitIntervals(events, tell) : versionIntervals(events, ecosystem, tell);
  return intervals.map((interval) => ({
    ...interval,
    ...(isGit && { repo: textOf(repo).trim() }),
    ...(databaseSpecific && { databaseSpecific }),
  }));
}

function readEvents(event: Json, isGit: boolean, tell: Tell): Event[] {
  reportUnknown(event, KINDS, "affected[].ranges[].events[].", tell);
  return KINDS.flatMap((kind): Event[] => {
    const value = event[kind];
    if (value === undefined || value === null) return [];
    if (kind === "limit") {
      const isNone = value === "*";
      if (!isNone)
        tell(
          "not-imported",
          `A limit of a range has no place here, so more may be affected: ${shortened(shownValue(value))}`,
        );
      return [];
    }
    const read = version.safeParse(value);
    if (!read.success) throw new Unspeakable(`${kind} is no version: ${shortened(shownValue(value))}`);
    return [{ kind, version: isGit && /^[0-9a-f]+$/i.test(read.data) ? read.data.toLowerCase() : read.data }];
  });
}

/** Walks the events in the order of versions, as OSV evaluates them ("Evaluation"); without an order, in that of the list. */
function versionIntervals(events: readonly Event[], ecosystem: string, tell: Tell): WrittenRange[] {
  const scheme = schemeOf(ecosystem);
  const compare = (a: Event, b: Event): number => {
    const [first, other] = [a, b].map(({ kind, version }) => kind === "introduced" && version === "0");
    return first || other ? Number(other) - Number(first) : (scheme?.compare(a.version, b.version) ?? 0);
  };
  const intervals: WrittenRange[] = [];
  let since: string | undefined;
  for (const event of scheme ? events.toSorted(compare) : events) {
    if (event.kind === "introduced" && since === undefined) since = event.version;
    else if (event.kind !== "introduced" && since !== undefined) {
      const isNothing =
        event.kind === "fixed" && since !== "0" && (scheme?.compare(since, event.version) ?? 1) === 0;
      if (isNothing)
        tell(
          "adapted",
          `A range that is fixed where it begins holds no version, and is left out: ${shortened(since)}`,
        );
      else intervals.push({ introduced: since, ...ended(event) });
      since = undefined;
    } else
      tell("adapted", `An event that changes nothing is left out: ${event.kind} ${shortened(event.version)}`);
  }
  if (since !== undefined) intervals.push({ introduced: since, fixed: "none" });
  return intervals;
}

/** Each commit that brought it in, with each that ended it: which of them meet is for the repository to say. */
function commitIntervals(events: readonly Event[], tell: Tell): WrittenRange[] {
  const of = (kind: Event["kind"]): Event[] => events.filter((event) => event.kind === kind);
  const fixes = of("fixed");
  const lasts = of("last_affected");
  if (fixes.length > 0 && lasts.length > 0) {
    tell(
      "not-imported",
      `last_affected beside fixed in one range is left out: ${shortened(lasts.map(({ version }) => version).join(", "))}`,
    );
  }
  const ends = fixes.length > 0 ? fixes : lasts;
  const starts = of("introduced");
  if (starts.length * Math.max(1, ends.length) > MOST)
    throw new Unspeakable("a range of commits has too many events");
  return starts.flatMap(({ version: introduced }): WrittenRange[] =>
    ends.length === 0 ? [{ introduced, fixed: "none" }] : ends.map((end) => ({ introduced, ...ended(end) })),
  );
}

function ended({ kind, version }: Event): Pick<WrittenRange, "fixed" | "lastAffected"> {
  return kind === "fixed" ? { fixed: version } : { lastAffected: version };
}

/** Whether a value is a range at all. */
export function isRange(value: unknown): value is Json {
  return isObject(value) && Array.isArray(value["events"]);
}
