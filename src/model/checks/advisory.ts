import { type Advisory, isDraft } from "../../records/advisory.ts";
import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import type { Records } from "../../records/load.ts";
import type { Mistake, Position } from "../../records/problem.ts";
import { quote } from "../../records/quote.ts";
import { placesOf } from "../../records/source.ts";
import { clockSkew, draftNamed } from "./incident.ts";
import { type Known, unknownIncident } from "./known.ts";

type Report = (file: string, position: Position, mistake: Mistake) => void;

/** Checks advisories against each other, the site's incidents and the clock. */
export function checkAdvisories(records: Records, known: Known, now: Instant, report: Report): void {
  const owners = new Map<string, string>();
  for (const advisory of records.advisories) {
    const place = placesOf(advisory.source);
    const tell = (path: readonly (string | number)[], mistake: Mistake): void =>
      report(advisory.source.file, place(path), mistake);
    checkClock(advisory, now, tell);
    for (const [index, id] of advisory.incidents.entries()) {
      if (!known.incidentIds.has(id)) tell(["incidents", index], unknownIncident(id, known));
    }
    if (isDraft(advisory)) continue;
    for (const key of ["aliases", "related", "upstream"] as const) {
      for (const [index, id] of advisory[key].entries()) {
        if (known.drafts.has(id)) tell([key, index], draftNamed(id));
      }
    }
    for (const [index, alias] of advisory.aliases.entries()) {
      const other = owners.get(alias.toLowerCase());
      if (other !== undefined && other !== advisory.id) tell(["aliases", index], sharedAlias(alias, other));
      owners.set(alias.toLowerCase(), advisory.id);
    }
  }
}

function checkClock(
  advisory: Advisory,
  now: Instant,
  tell: (path: readonly (string | number)[], mistake: Mistake) => void,
): void {
  const { published, withdrawn, timeline } = advisory;
  if (published !== undefined && published > now) {
    tell(["published"], {
      code: "publication-ahead",
      message: "This advisory is dated ahead, so it is not on the site yet.",
      found: writeHeadingInstant(published),
      expected: `a time up to now, ${writeHeadingInstant(now)}`,
      hint: "Leave it if that is meant: the first build after that time publishes it. In a public repository the text can be read already.",
    });
  }
  const steps = timeline.map(({ at }, index) => [["timeline", index, "at"], at] as const);
  for (const [path, at] of [...steps, [["withdrawn", "at"], withdrawn?.at] as const]) {
    if (at === undefined || at <= Math.max(now, published ?? now) + clockSkew) continue;
    tell(path, {
      code: "time-order",
      message: "This lies in the future.",
      found: writeHeadingInstant(at),
      expected: `a time up to now, ${writeHeadingInstant(now)}`,
      hint: "Correct the day, the time or the zone.",
    });
  }
}

function sharedAlias(alias: string, other: string): Mistake {
  return {
    code: "alias-shared",
    message: `Another advisory has the same alias, so both are told to be the same.`,
    found: `${quote(alias)}, also in ${other}`,
    expected: "one advisory for one vulnerability",
    hint: "If they are the same, withdraw one; if one only has to do with it, write it under related.",
  };
}
