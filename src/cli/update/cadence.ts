import type { NewUpdate } from "../../records/edit.ts";
import { splitTrailers } from "../../records/parse/trailer.ts";
import { alternatives } from "../../records/quote.ts";
import type { Severity } from "../../records/schema/site.ts";
import type { Io } from "../verb.ts";

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
] as const;

/** Says how often the severity policy wants an update, where this one promises none. */
export function tellCadence(update: NewUpdate, severity: Severity | undefined, io: Io): void {
  if (severity?.updateEvery === undefined) return;
  const promised = splitTrailers(update.text.split("\n"), update.at).trailers.nextUpdate ?? update.nextUpdate;
  if (promised !== undefined) return;
  const [unit, length] = UNITS.find(([, size]) => (severity.updateEvery ?? 0) % size === 0) ?? ["m", 60_000];
  const number = severity.updateEvery / length;
  io.err(
    `No next update promised; the policy for ${severity.id} is every ${number} ${unit === "m" ? "min" : unit}: --next-update ${number}${unit}\n`,
  );
}

/** Says which severities there are, where an incident has none. */
export function tellSeverities(severities: readonly Severity[], io: Io): void {
  if (severities.length === 0) return;
  const ids = alternatives(severities.map(({ id }) => id));
  io.err(`No severity is named: add it to the file ("severity"), or --severity next time: ${ids}.\n`);
}
