import { factsOf, type Message } from "./message.ts";
import { clipped } from "./text.ts";

/**
 * The body of a Slack incoming webhook. Text stands in `plain_text` objects, in which there is no markup, and `&`, `<`
 * and `>` are escaped there too, so that `<!channel>` and `<@U123>` call nobody. Limits: header 150, section 3,000
 * characters (docs.slack.dev/reference/block-kit). The outer `text` is for notifications.
 */
export function slackBody(message: Message): string {
  const plain = (text: string, limit: number) => ({
    type: "plain_text",
    text: clipped(text, limit, escaped),
    emoji: false,
  });
  return JSON.stringify({
    text: clipped(message.title, 300, (piece) => escaped(piece).replace("@", "@\u200b")),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: "header", text: plain(message.title, 150) },
      ...(message.text === "" ? [] : [{ type: "section", text: plain(message.text, 3000) }]),
      { type: "context", elements: [plain(factsOf(message), 300)] },
      {
        type: "context",
        elements: [
          {
            type: "mrkdwn",
            text: `<${escaped(message.url)}|Read on at ${clipped(message.site.name, 100, label)}>`,
            verbatim: true,
          },
        ],
      },
    ],
  });
}

/** Slack's three control characters (docs.slack.dev/messaging/formatting-message-text). */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** In the label of a link `|` has a meaning too, and so have the signs of emphasis. */
function label(piece: string): string {
  return escaped(piece).replace(/[|*_~`:@#]/g, " ");
}
