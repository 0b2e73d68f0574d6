import type { Impact } from "../../records/schema/incident.ts";
import { type ImpactLevel, impactLevels } from "../../records/schema/vocabulary.ts";
import type { Change, Names } from "../change.ts";
import type { Clock } from "./clock.ts";
import { match, type Pair } from "./match.ts";
import { fact, momentChange } from "./update.ts";

/**
 * What happened to the intervals of impact. One interval became another of the same service: the same begin first,
 * then the same level, then by order. An interval that is the only one of its service needs no more to be told by.
 */
export function compareImpact(
  before: readonly Impact[],
  after: readonly Impact[],
  names: Names,
  clock: Clock,
): Change[] {
  const { pairs, ...rest } = match(before, after, [
    (one) => `${one.service} ${one.from} ${one.level} ${one.to}`,
    (one) => `${one.service} ${one.from} ${one.level}`,
    (one) => `${one.service} ${one.from}`,
    (one) => `${one.service} ${one.level} ${one.to}`,
    (one) => `${one.service} ${one.level}`,
    (one) => one.service,
  ]);
  const repeated = new Set([...repeatedIn(before), ...repeatedIn(after)]);
  const whole = (one: Impact): string => `impact on ${names.service(one.service)} (${facts(one, clock)})`;
  const place = new Map(after.map((one, index) => [one, index]));
  const inOrder = pairs.toSorted((a, b) => (place.get(a.after) ?? 0) - (place.get(b.after) ?? 0));
  return [
    ...inOrder.flatMap((pair) => comparePair(pair, repeated.has(pair.after.service), names, clock)),
    ...rest.before.map((one) => fact(`${whole(one)} removed`)),
    ...rest.after.map((one) => fact(`${whole(one)} added`)),
  ];
}

function comparePair(
  { before, after }: Pair<Impact>,
  isRepeated: boolean,
  names: Names,
  clock: Clock,
): Change[] {
  // What the interval was before tells it from the others of its service.
  const { service, level, from } = before;
  const since = from === undefined ? undefined : `since ${clock.moment(from)}`;
  const impact = (...marks: readonly (string | undefined)[]): string => {
    const known = marks.filter((mark) => mark !== undefined);
    const mark = isRepeated && known.length > 0 ? ` (${known.join(", ")})` : "";
    return `impact on ${names.service(service)}${mark}`;
  };
  return [
    level === after.level
      ? undefined
      : fact(`level of ${impact(since)} ${stepWord(level, after.level)} from ${level} to ${after.level}`),
    momentChange(`begin of ${impact(level)}`, before.from, after.from, clock),
    momentChange(`end of ${impact(level, since)}`, before.to, after.to, clock),
  ].filter((change) => change !== undefined);
}

function stepWord(before: ImpactLevel, after: ImpactLevel): string {
  return impactLevels.indexOf(after) > impactLevels.indexOf(before) ? "raised" : "lowered";
}

/** `major, from 10:00 to 11:30 UTC`. */
function facts({ level, from, to }: Impact, clock: Clock): string {
  if (from !== undefined && to !== undefined) return `${level}, from ${clock.span(from, to)}`;
  if (from !== undefined) return `${level}, since ${clock.moment(from)}`;
  return to === undefined ? level : `${level}, until ${clock.moment(to)}`;
}

/** Services that have more than one interval. */
function repeatedIn(impact: readonly Impact[]): string[] {
  const seen = new Set<string>();
  return impact.flatMap(({ service }) => {
    const again = seen.has(service);
    seen.add(service);
    return again ? [service] : [];
  });
}
