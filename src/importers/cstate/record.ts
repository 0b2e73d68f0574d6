import { Document, isMap, isSeq } from "yaml";
import { writeInstant } from "../../records/instant.ts";
import type { Issue } from "./issue.ts";

/** The text of a record: its front matter, then its body. `services` are the ids of what it affects or names. */
export function writeRecord(issue: Issue, services: readonly string[], body: string): string {
  const { title, kind, severity, level, start, ending, window } = issue;
  const to = window?.to ?? ending?.at;
  const scheduled = window && { from: writeInstant(window.from), to: writeInstant(window.to) };
  const impact =
    level &&
    services.map((service) => ({
      service,
      level,
      from: writeInstant(start),
      ...(to !== undefined && { to: writeInstant(to) }),
    }));
  const front = new Document({
    title,
    kind,
    severity,
    ...(scheduled && { scheduled }),
    ...(services.length > 0 && (impact ? { impact } : { services })),
  });
  const lists = [front.get("scheduled"), front.get("impact")];
  for (const node of lists.flatMap((list) => (isSeq(list) ? list.items : [list]))) {
    if (isMap(node)) node.flow = true; // one line for each
  }
  return `---\n${front.toString({ lineWidth: 0 })}---\n${body === "" ? "" : `\n${body}\n`}`;
}
