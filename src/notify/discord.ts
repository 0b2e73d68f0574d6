import { factsOf, type Message } from "./message.ts";
import { clipped, plainAddress, withBareAddress } from "./text.ts";

/** Colour of the bar beside the text; it only repeats what the words say. */
const OVER = 0x2e7d32;
const PLANNED = 0x1565c0;
const ONGOING = 0xb3541e;

/**
 * The body of a Discord webhook: one embed, in which nothing calls anybody, and `allowed_mentions` that allows none.
 * Limits: title 256, description 4,096, footer 2,048, all together 6,000 characters (discord.com/developers/docs).
 */
export function discordBody(message: Message): string {
  return JSON.stringify({
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: clipped(message.title, 256, inTitle),
        url: message.url,
        description: clipped(message.text, 4000, escaped),
        color: colourOf(message),
        timestamp: new Date(message.published).toISOString(),
        footer: { text: clipped(`${message.site.name} · ${factsOf(message)}`, 500) },
      },
    ],
  });
}

function colourOf({ kind, status }: Message): number {
  if (["resolved", "completed", "cancelled", "ended"].includes(status)) return OVER;
  return kind === "incident" ? ONGOING : PLANNED;
}

/** In a title, which is a link itself, there are no other ones. */
const inTitle = withBareAddress(escaped);

/** Markup is escaped by a backslash before every sign that could be one; addresses stay whole, and end where they end. */
function escaped(piece: string): string {
  if (piece.length > 2) return `<${plainAddress(piece)}>`;
  return piece.replace(/[\\`*_~|<>[\]()#+\-:@]/, "\\$&");
}
