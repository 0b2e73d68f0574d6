import type { Policy } from "../../notify/filter.ts";
import type { Message } from "../../notify/message.ts";
import { pingOf } from "../../notify/websub.ts";
import type { Instant } from "../../records/instant.ts";
import { count } from "../report.ts";
import { UsageError } from "../verb.ts";
import type { Feeds } from "./feeds.ts";
import type { Ledger } from "./ledger.ts";
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
  /** What hubs are told; undefined where the feed is the same, or there is no hub. */
  readonly ping: Planned | undefined;
  /** Number of new ones that are too old to be sent. */
  readonly old: number;
}

/**
 * Says what is new in a feed, and for whom. New is an entry whose id the older feed does not have and the ledger does not
 * know. Where an earlier build was published without having been compared, the older feed may have what nobody was told
 * of, and the ledger alone decides. What was published before `from` is counted only. Throws `UsageError` if the feeds
 * are of two sites, or if more messages than `limit` would go out.
 */
export function planOf(
  { older, newer }: Feeds,
  ledger: Pick<Ledger, "knows" | "compared" | "unqueued">,
  targets: readonly Target[],
  policy: Policy,
  options: { readonly from: Instant; readonly limit: number },
): Plan {
  if (older?.home !== undefined && older.home !== newer.home) {
    throw new UsageError(
      `these are two sites: the older one is ${older.home}, the newer one ${newer.home}. Everything would count as new. After a move of the site, compare two builds with the new address.`,
    );
  }
  const missed = ledger.compared() && ledger.unqueued() !== undefined;
  const unknown = newer.messages.filter(({ id }) => older !== undefined && !ledger.knows(id));
  const fresh = unknown.filter(({ id }) => !older?.ids.has(id));
  const recent = (missed ? unknown : fresh).filter(({ published }) => published >= options.from);
  const planned = recent.map((message) => ({
    message,
    targets: targets.filter((target) => wants(target, message, policy)).map(({ key }) => key),
  }));
  const outgoing = planned.filter((one) => one.targets.length > 0).length;
  if (outgoing > options.limit) {
    throw new UsageError(
      `${count(outgoing, "update")} would be sent, and the limit is ${options.limit}. If that is right, add --limit ${outgoing}; --dry-run shows them. To send the newest alone, add --max-age 1h, say.`,
    );
  }
  const hubs = targets.filter(({ place }) => place.type === "websub").map(({ key }) => key);
  const ping = pingOf(newer.home, newer.builtAt, newer.digest);
  const due = hubs.length > 0 && (missed || older?.digest !== newer.digest) && !ledger.knows(ping.id);
  return {
    planned,
    ping: due ? { message: ping, targets: hubs } : undefined,
    old: fresh.filter(({ published }) => published < options.from).length,
  };
}
