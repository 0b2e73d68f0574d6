import { keyTimes } from "../../records/schema/vocabulary.ts";
import type { Review } from "../importer.ts";
import type { Report } from "./report.ts";
import { placeName } from "./zone.ts";

/** What was recognised in a report, and what a person must fill in. */
export function reviewOf(
  report: Report,
  { source, path, owner, isOwn }: { source: string; path: string; owner: boolean; isOwn: boolean },
): Review {
  const { timeline, times, actions, factors } = report;
  const missed = timeline.remarks.filter(({ isMissed }) => isMissed).length;
  const total = timeline.entries.length + missed;
  const zones = timeline.zones.map((zone) => {
    const place = placeName(zone);
    return zone.said === place ? place : `${zone.said} = ${place}`;
  });
  const found = keyTimes.filter((key) => Object.hasOwn(times, key));
  const recognised = [
    total === 0
      ? "no timeline"
      : `${timeline.entries.length} of ${total} times${zones.length > 0 ? ` (${zones.join(", ")})` : ""}`,
    ...(actions.length > 0 ? [counted(actions.length, "action")] : []),
    ...(factors.length > 0 ? [counted(factors.length, "factor")] : []),
    ...(found.length > 0 ? [`times of ${found.join(", ")}`] : []),
  ];
  const ticked = actions.filter(({ isTicked }) => isTicked).length;
  const unknown = keyTimes.filter((key) => !Object.hasOwn(times, key));
  const missing = [
    ...(report.owner === undefined && !owner ? ["owner"] : []),
    ...(report.summary === "" ? ["summary"] : []),
    ...(report.type === undefined ? ["type"] : []),
    ...(report.trigger === undefined ? ["trigger"] : []),
    ...(unknown.length > 0 ? [`times: ${unknown.join(", ")}`] : []),
    ...(found.length > 0 ? [`times: whether ${found.join(" and ")} ${verb(found.length)} right`] : []),
    "detection",
    "impact",
    factors.length > 0 ? `category of ${counted(factors.length, "factor")}` : "factors",
    "mitigation",
    "resolution",
    actions.length > 0
      ? `kind, status, owner and due of ${counted(actions.length, "action")}`
      : "actions, or noActionsReason",
    ...(ticked > 0
      ? [`the day on which ${counted(ticked, "action")} ${ticked === 1 ? "was" : "were"} done`]
      : []),
    ...(missed > 0 ? [`${counted(missed, "time")} in the text that ${verb(missed)} no entry`] : []),
    ...(isOwn ? ["in the incident: services, impact, severity, whether its last update was its end"] : []),
  ];
  const counts = { timesFound: timeline.entries.length, timesMissed: missed };
  return { source, path, recognised, missing, ...counts };
}

function verb(number: number): string {
  return number === 1 ? "is" : "are";
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
