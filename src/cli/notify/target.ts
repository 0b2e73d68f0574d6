import { createHash } from "node:crypto";
import { type Policy, passes } from "../../notify/filter.ts";
import type { Mailbox } from "../../notify/mailbox.ts";
import type { Message } from "../../notify/message.ts";
import type { Receivers, ReceiverType } from "../../notify/receiver.ts";

type Entry<T extends ReceiverType> = Receivers[T][number];

/** Everything that is needed to deliver to one place. */
export type Place =
  | { readonly type: "webhook"; readonly entry: Entry<"webhook"> }
  | { readonly type: "slack" | "discord" | "mattermost"; readonly entry: Entry<"slack"> }
  | { readonly type: "matrix"; readonly entry: Entry<"matrix"> }
  | { readonly type: "mail"; readonly entry: Entry<"mail">; readonly to: Mailbox }
  | { readonly type: "websub"; readonly entry: Entry<"websub"> };

/** One place that messages are delivered to, in their order: a receiver, or one address of it. */
export interface Target {
  /** How the ledger calls it. A mail address is not written there, only a digest of it. */
  readonly key: string;
  /** How people call it. */
  readonly label: string;
  readonly place: Place;
}

/** Everybody who is told, in the order of the types and then of the file. */
export function targetsOf(receivers: Receivers): readonly Target[] {
  const { webhook, slack, discord, mattermost, matrix, mail, websub } = receivers;
  const plain = [
    ...webhook.map((entry): Place => ({ type: "webhook", entry })),
    ...slack.map((entry): Place => ({ type: "slack", entry })),
    ...discord.map((entry): Place => ({ type: "discord", entry })),
    ...mattermost.map((entry): Place => ({ type: "mattermost", entry })),
    ...matrix.map((entry): Place => ({ type: "matrix", entry })),
    ...websub.map((entry): Place => ({ type: "websub", entry })),
  ].map((place): Target => ({ key: place.entry.id, label: `${place.entry.id} (${place.type})`, place }));
  const mails = mail.flatMap((entry) =>
    entry.to.map((to): Target => {
      const digest = createHash("sha256").update(to.address.toLowerCase()).digest("hex").slice(0, 12);
      return {
        key: `${entry.id}:${digest}`,
        label: `${entry.id} (mail to ${to.address})`,
        place: { type: "mail", entry, to },
      };
    }),
  );
  // An address that is given twice gets one mail.
  return [...new Map([...plain, ...mails].map((target) => [target.key, target])).values()];
}

/** Whether a target wants a message. A hub gets none: it is told that feeds changed. */
export function wants({ place }: Target, message: Message, policy: Policy): boolean {
  return place.type !== "websub" && passes(place.entry.filter, message, policy);
}
