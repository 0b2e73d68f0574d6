import { printable } from "../report.ts";
import type { Io } from "../verb.ts";
import type { Clock, Round } from "./deliver.ts";

/** Prints everything that would be sent. Returns the number of messages. */
export function preview(rounds: readonly Round[], clock: Clock, io: Io): number {
  for (const { label, courier, pending } of rounds) {
    const parcels = courier.batch && pending.length > 0 ? [pending] : pending.map((one) => [one]);
    for (const parcel of parcels) {
      const messages = parcel.map(({ message }) => message);
      io.out(`--- ${printable(label)}\n${printable(courier.preview(messages, clock.now()))}\n`);
    }
  }
  return rounds.reduce((sum, { pending }) => sum + pending.length, 0);
}
