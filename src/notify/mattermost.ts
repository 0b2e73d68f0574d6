import { factsOf, type Message } from "./message.ts";
import { clipped, plainAddress, withBareAddress } from "./text.ts";

/**
 * The body of a Mattermost incoming webhook: Markdown, in which every sign of markup is escaped. A post may have 16,383
 * characters; older servers took 4,000.
 */
export function mattermostBody(message: Message): string {
  const title = `#### [${clipped(message.title, 300, inTitle)}](${message.url})`;
  const facts = `${clipped(message.site.name, 100, escaped)} · ${clipped(factsOf(message), 400, escaped)}`;
  return JSON.stringify({
    text: [title, clipped(message.text, 3000, escaped), facts].filter((part) => part !== "").join("\n\n"),
  });
}

/** In the words of a link there are no other links. */
const inTitle = withBareAddress(escaped);

/**
 * Mattermost takes a backslash before some signs only, and shows it before others (`escape` in mattermost/marked). A `<`
 * would be Slack's markup to its server (`<!channel>`, `<address|words>`), and two `$` are a formula: both are written as
 * references. No backslash keeps `@all`, `:tada:` or `&#64;all` from being what they are; a space without width does.
 */
function escaped(piece: string): string {
  if (piece.length > 2) return `<${plainAddress(piece)}>`;
  if (piece === "<") return "&lt;";
  if (piece === "$") return "&#36;";
  return piece.replace(/[@:&]/, "$&\u200b").replace(/[\\`*_{}[\]()#+\-!|>~]/, "\\$&");
}
