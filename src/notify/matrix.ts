import { factsOf, type Message } from "./message.ts";
import { clipped } from "./text.ts";

/**
 * The content of a Matrix event `m.room.message` (spec.matrix.org, client-server API). `m.mentions` is there and empty,
 * so that `@room` in a text calls nobody. An event may have 65,536 bytes.
 */
export function matrixBody(message: Message): string {
  const title = clipped(message.title, 500);
  const text = clipped(message.text, 4000);
  const facts = `${clipped(message.site.name, 100)} · ${clipped(factsOf(message), 400)}`;
  const html = [
    `<strong><a href="${escaped(message.url)}">${escaped(title)}</a></strong>`,
    escaped(text).replaceAll("\n", "<br>"),
    escaped(facts),
  ];
  return JSON.stringify({
    msgtype: "m.text",
    body: [title, text, facts, message.url].filter((part) => part !== "").join("\n\n"),
    format: "org.matrix.custom.html",
    formatted_body: html.filter((part) => part !== "").join("<br><br>"),
    "m.mentions": {},
  });
}

/** The path that sends an event; the transaction's id makes it the same event however often it is sent. */
export function matrixPath(room: string, transaction: string): string {
  return `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${encodeURIComponent(transaction)}`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
