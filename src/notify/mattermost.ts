import { factsOf, type Message } from "./message.ts";
import { clipped, plainAddress } from "./text.ts";

/**
 * The body of a Mattermost incoming webhook: Markdown, in which every sign of markup is escaped. A backslash does not
 * keep `@all` from calling everybody, so that a space without width stands after each `@`. A post may have 16,383
 * characters; older servers took 4,000.
 */
export function mattermostBody(message: Message): string {
  const title = `#### [${clipped(message.title, 300, escaped)}](${message.url})`;
  const facts = `${clipped(message.site.name, 100, escaped)} · ${clipped(factsOf(message), 400, escaped)}`;
  return JSON.stringify({
    text: [title, clipped(message.text, 3000, escaped), facts].filter((part) => part !== "").join("\n\n"),
  });
}

function escaped(piece: string): string {
  if (piece.length > 2) return plainAddress(piece);
  if (piece === "@") return "@\u200b";
  return piece.replace(/[\\`*_{}[\]()#+\-!|<>~:&=^$]/, "\\$&");
}
