import type { Message } from "../../notify/message.ts";
import type { Instant } from "../../records/instant.ts";
import type { Courier } from "./courier.ts";
import type { Ledger, Pending } from "./ledger.ts";
import type { Outcome } from "./outcome.ts";

/** Milliseconds to wait before the next attempt. */
export const WAITS = [1000, 4000, 16_000];
/** A receiver that asks for more patience, in milliseconds, is left to the next run. */
const LONGEST = 120_000;
/** So many targets are served at a time. */
const AT_ONCE = 4;

/** Time as deliveries see it; tests hand in their own. */
export interface Clock {
  now(): Instant;
  wait(milliseconds: number): Promise<void>;
}

/** A target and what waits for it, in order of time. */
export interface Round {
  readonly label: string;
  readonly courier: Courier;
  readonly pending: readonly Pending[];
}

/** What came of a run. */
export interface Delivered {
  readonly done: number;
  /** Refused, and not sent again. */
  readonly refused: number;
  /** Left to the next run. */
  readonly failed: number;
}

/**
 * Delivers everything that waits: several targets at a time, each in order. What cannot be delivered for now holds up
 * what follows for the same target, so that an end is never told before its beginning; what is refused does not.
 */
export async function deliver(
  rounds: readonly Round[],
  ledger: Ledger,
  clock: Clock,
  tell: (text: string) => void,
): Promise<Delivered> {
  const total = { done: 0, refused: 0, failed: 0 };
  const waiting = rounds.filter(({ pending }) => pending.length > 0);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let round = waiting[next++]; round; round = waiting[next++]) {
      const { done, refused } = await serve(round, ledger, clock, tell);
      total.done += done;
      total.refused += refused;
      total.failed += round.pending.length - done - refused;
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  // Only the ledger throws. A worker whose ledger failed has stopped, and the others have found it failing too.
  for (const ended of workers) if (ended.status === "rejected") throw ended.reason;
  return total;
}

/** Serves one target; returns the numbers of messages that it acknowledged and refused. */
async function serve(
  round: Round,
  ledger: Ledger,
  clock: Clock,
  tell: (text: string) => void,
): Promise<Omit<Delivered, "failed">> {
  const { label, courier, pending } = round;
  const parcels = courier.batch ? [pending] : pending.map((one) => [one]);
  const settled = { done: 0, refused: 0 };
  for (const [index, parcel] of parcels.entries()) {
    const name = nameOf(parcel);
    if (!courier.keyed && parcel.some(({ tried }) => tried)) {
      tell(`again   ${label}: ${name}. An earlier run may have delivered it just before it ended.`);
    }
    const note = (event: "try" | "failed" | "refused" | "done"): void =>
      ledger.append(...parcel.map(({ message, target }) => ({ event, id: message.id, target })));
    note("try");
    const { outcome, known } = await persist(
      courier,
      parcel.map(({ message }) => message),
      clock,
      (text) => tell(`wait    ${label}: ${name}: ${text}`),
    );
    if (outcome.kind === "done") {
      note("done");
      settled.done += parcel.length;
      tell(`sent    ${label}: ${name}`);
      continue;
    }
    if (outcome.kind === "refused") {
      note("refused");
      settled.refused += parcel.length;
      tell(`refused ${label}: ${name}: ${outcome.reason}`);
      continue;
    }
    if (known && !parcel.some(({ tried }) => tried)) note("failed");
    tell(`failed  ${label}: ${name}: ${outcome.reason}`);
    const left = parcels.length - index - 1;
    if (left > 0) tell(`held    ${label}: ${left} more, which must not come before it`);
    return settled;
  }
  return settled;
}

/** Tries until it is settled, or until there is no use in waiting any more. `known`: each attempt was answered. */
async function persist(
  courier: Courier,
  messages: readonly Message[],
  clock: Clock,
  tell: (text: string) => void,
): Promise<{ readonly outcome: Outcome; readonly known: boolean }> {
  let known = true;
  for (let tries = 0; ; tries++) {
    const outcome = await courier.send(messages, clock.now());
    const wait = WAITS[tries];
    if (outcome.kind !== "later") return { outcome, known };
    known &&= outcome.answered === true;
    if (wait === undefined) return { outcome, known };
    const { after = 0, reason } = outcome;
    const pause = Math.max(wait, after);
    if (pause > LONGEST) {
      const asked = `${reason}; it asks to wait for ${Math.ceil(after / 1000)} seconds`;
      return { outcome: { ...outcome, reason: asked }, known };
    }
    tell(`${reason}; trying again in ${Math.ceil(pause / 1000)} s`);
    await clock.wait(pause);
  }
}

function nameOf(parcel: readonly Pending[]): string {
  const [first] = parcel;
  return parcel.length === 1 && first ? first.message.title : `${parcel.length} changes`;
}
