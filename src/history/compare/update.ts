import type { Incident } from "../../records/incident.ts";
import type { Instant } from "../../records/instant.ts";
import type { Update } from "../../records/parse/body.ts";
import { statusWord } from "../../records/parse/heading.ts";
import { quote } from "../../records/quote.ts";
import type { Change, Names } from "../change.ts";
import type { Clock } from "./clock.ts";
import { personChange } from "./fields.ts";
import type { Pair } from "./match.ts";
import { inTimeOrder, pairUpdates, type UpdatePairs, wholeText } from "./updates.ts";
import { textChange } from "./words.ts";

/** What happened to the updates of a record, in time order. They are counted in that order too, from 1. */
export function compareUpdates(before: Incident, after: Incident, names: Names, clock: Clock): Change[] {
  const { pairs, added, removed } = updatePairs(before.updates, after.updates);
  const numbers = new Map(inTimeOrder(after.updates).map((update, index) => [update, index + 1]));
  const told: { readonly at: Instant; readonly changes: readonly Change[] }[] = [
    ...pairs.map((pair) => ({
      at: pair.after.at,
      changes: comparePair(pair, numbers.get(pair.after) ?? 0, names, clock),
    })),
    ...removed.map((one) => ({ at: one.at, changes: [wholeChange(one, "removed", clock)] })),
    ...added.map((one) => ({ at: one.at, changes: [wholeChange(one, "added", clock)] })),
  ];
  return told.sort((a, b) => a.at - b.at).flatMap(({ changes }) => changes);
}

const paired = new WeakMap<
  readonly Update[],
  { readonly before: readonly Update[]; readonly result: UpdatePairs }
>();

/**
 * Which update became which, as `pairUpdates` finds out. The last result for a version's updates is kept: what changed
 * and what is marked are asked for one after the other.
 */
export function updatePairs(before: readonly Update[], after: readonly Update[]): UpdatePairs {
  const known = paired.get(after);
  if (known?.before === before) return known.result;
  const result = pairUpdates(before, after);
  paired.set(after, { before, result });
  return result;
}

function wholeChange(update: Update, verb: "added" | "removed", clock: Clock): Change {
  const text = wholeText(update);
  return {
    text: `update ${quote(statusWord(update.status))} of ${clock.moment(update.at)} ${verb}`,
    material: true,
    anchor: update.anchor,
    ...(text !== "" && {
      words: verb === "added" ? { before: "", after: text } : { before: text, after: "" },
    }),
  };
}

function comparePair({ before, after }: Pair<Update>, number: number, names: Names, clock: Clock): Change[] {
  const word = quote(statusWord(after.status));
  const whole = `update ${number} (${word}, ${clock.moment(after.at)})`;
  const changes: (Change | undefined)[] = [
    before.at === after.at
      ? undefined
      : fact(`time of update ${number} (${word}) moved ${clock.move(before.at, after.at)}`),
    before.status === after.status
      ? undefined
      : fact(
          `status of update ${number} changed from ${statusWord(before.status)} to ${statusWord(after.status)}`,
        ),
    momentChange(`next update promised in ${whole}`, before.nextUpdate, after.nextUpdate, clock),
    textChange(`text of ${whole}`, before.text, after.text),
    textChange(`block "Known" of ${whole}`, before.known ?? "", after.known ?? ""),
    textChange(`block "Not known" of ${whole}`, before.notKnown ?? "", after.notKnown ?? ""),
    textChange(`block "Doing" of ${whole}`, before.doing ?? "", after.doing ?? ""),
    personChange(`who posted ${whole}`, before.postedBy, after.postedBy, names),
  ];
  return changes.flatMap((change) => (change ? [{ ...change, anchor: after.anchor }] : []));
}

/** One time that was moved, set or removed. */
export function momentChange(
  label: string,
  before: Instant | undefined,
  after: Instant | undefined,
  clock: Clock,
): Change | undefined {
  if (before === after) return undefined;
  if (after === undefined) return fact(`${label} removed`);
  return fact(
    before === undefined
      ? `${label} set to ${clock.moment(after)}`
      : `${label} moved ${clock.move(before, after)}`,
  );
}

/** A change of facts. */
export function fact(text: string): Change {
  return { text, material: true };
}
