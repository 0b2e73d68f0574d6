import type { Message } from "./message.ts";

/** The body of a generic webhook, JSON. Keys are never renamed or removed while `version` is 1; others may come. */
export function webhookBody(message: Message): string {
  const { id, url, title, text, html, record, kind, status, severity, services, advisory, site } = message;
  return JSON.stringify({
    version: 1,
    event: "update.published",
    site,
    update: {
      id,
      url,
      title,
      text,
      html,
      published: new Date(message.published).toISOString(),
      modified: new Date(message.modified).toISOString(),
      record,
      kind,
      status,
      severity: severity ?? null,
      services,
      ...(advisory && { advisory: { ...advisory, severity: advisory.severity ?? null } }),
    },
  });
}
