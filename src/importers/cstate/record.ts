import { recordText } from "../record.ts";
import type { Issue } from "./issue.ts";

/** The text of a record: its front matter, then its body. `services` are the ids of what it affects or names. */
export function writeRecord(issue: Issue, services: readonly string[], body: string): string {
  const { title, kind, severity, level, start, ending, window } = issue;
  const to = window?.to ?? ending?.at;
  const impact = services.flatMap((service) =>
    level ? [{ service, level, from: start, ...(to !== undefined && { to }) }] : [],
  );
  return recordText(
    {
      title,
      kind,
      severity,
      ...(window && { scheduled: window }),
      impact,
      services: level ? [] : services,
    },
    body,
  );
}
