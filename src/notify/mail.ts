import { factsOf, type Message } from "./message.ts";
import { clipped } from "./text.ts";

/** What a mail says; who sends it to whom, and how, is added where it is sent. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same however often it is sent, so that a receiver tells a second copy. */
  readonly messageId: string;
  /** The same for all updates of a record, which mail programs then show together. */
  readonly references: string;
  readonly listId: string;
}

/** Writes the mail of a message. `key` and `thread` are hexadecimal digits made of the ids of update and record. */
export function mailText(message: Message, key: string, thread: string): MailText {
  const { title, text, html, url, site } = message;
  const host = URL.parse(site.url)?.hostname ?? "localhost";
  const facts = factsOf(message);
  return {
    subject: clipped(title, 200),
    text: [title, text, facts, `Read on: ${url}`, `-- \n${site.name}\n${site.url}`]
      .filter((part) => part !== "")
      .join("\n\n")
      .concat("\n"),
    html: [
      `<!doctype html>\n<html><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>`,
      `<h1 style="font-size: 1.25em"><a href="${escaped(url)}">${escaped(title)}</a></h1>`,
      html,
      `<p>${escaped(facts)}</p>`,
      `<p><a href="${escaped(site.url)}">${escaped(site.name)}</a></p>`,
      "</body></html>\n",
    ].join("\n"),
    messageId: `<${key}@${host}>`,
    references: `<${thread}@${host}>`,
    listId: `<updates.${host}>`,
  };
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
