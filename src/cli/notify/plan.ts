import type { Policy } from "../../notify/filter.ts";
import type { Message } from "../../notify/message.ts";
import type { Instant } from "../../records/instant.ts";
import { count } from "../report.ts";
import { UsageError } from "../verb.ts";
import type { Ledger } from "./ledger.ts";
import type { KnownFeed, MessageFeed } from "./source.ts";
import { type Target, wants } from "./target.ts";

/** A new message and who gets it. */
export interface Planned {
  readonly message: Message;
  /** Keys of targets; none if nobody wants it. */
  readonly targets: readonly string[];
}

/** What is new between two builds. */
export interface Plan {
  readonly planned: readonly Planned[];
  /** Number of new ones that are too old to be sent. */
  readonly old: number;
}

/**
 * Says what is new in a feed, and for whom. New is an entry whose id the older feed does not have and the ledger does not
 * know. What was published before `from` is counted only. Throws `UsageError` if the feeds are of two sites, or if more
 * messages than `limit` would go out.
 */
export function planOf(
  older: KnownFeed,
  newer: MessageFeed,
  ledger: Pick<Ledger, "knows">,
  targets: readonly Target[],
  policy: Policy,
  options: { readonly from: Instant; readonly limit: number },
): Plan {
  if (older.home !== undefined && older.home !== newer.home) {
    throw new UsageError(
      `these are two sites: the older one is ${older.home}, the newer one ${newer.home}. Everything would count as new. After a move of the site, compare two builds with the new address.`,
    );
  }
  const fresh = newer.messages.filter(({ id }) => !older.ids.has(id) && !ledger.knows(id));
  const recent = fresh.filter(({ published }) => published >= options.from);
  const planned = recent.map((message) => ({
    message,
    targets: targets.filter((target) => wants(target, message, policy)).map(({ key }) => key),
  }));
  // A hub is told once, however much is new.
  const hubs = new Set(targets.filter(({ place }) => place.type === "websub").map(({ key }) => key));
  const outgoing = planned.filter((one) => one.targets.some((key) => !hubs.has(key))).length;
  if (outgoing > options.limit) {
    throw new UsageError(
      `${count(outgoing, "update")} would be sent, and the limit is ${options.limit}. If that is right, add --limit ${outgoing}; --dry-run shows them.`,
    );
  }
  return { planned, old: fresh.length - recent.length };
}
