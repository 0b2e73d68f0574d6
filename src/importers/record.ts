import { Document, isMap, isSeq } from "yaml";
import { type Instant, writeInstant } from "../records/instant.ts";
import type { ImpactLevel, IncidentKind } from "../records/schema/vocabulary.ts";

/** One interval of impact that a record will have. */
export interface ImpactFact {
  readonly service: string;
  readonly level: ImpactLevel;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** What the front matter of a record will say. Empty lists are left out. */
export interface RecordFacts {
  readonly title: string;
  readonly kind: IncidentKind;
  readonly severity?: string;
  readonly type?: string;
  readonly scheduled?: { readonly from: Instant; readonly to: Instant };
  readonly impact: readonly ImpactFact[];
  /** Ids of services that are named without an impact. */
  readonly services: readonly string[];
  readonly detected?: { readonly at: Instant; readonly by: string };
  readonly related?: readonly { readonly id: string; readonly relation: string }[];
  readonly tags?: readonly string[];
  /** A remark for people who read the file; readers of the site do not see it. */
  readonly comment?: string;
}

/** The text of a record: its front matter, then its body. */
export function recordText(facts: RecordFacts, body: string): string {
  const { title, kind, severity, type, scheduled, impact, services, detected, comment } = facts;
  const { related = [], tags = [] } = facts;
  const front = new Document({
    title,
    kind,
    ...(severity !== undefined && { severity }),
    ...(type !== undefined && { type }),
    ...(scheduled && { scheduled: writtenSpan(scheduled) }),
    ...(impact.length > 0 && {
      impact: impact.map(({ service, level, ...span }) => ({ service, level, ...writtenSpan(span) })),
    }),
    ...(services.length > 0 && { services }),
    ...(detected && { detected: { at: writeInstant(detected.at), by: detected.by } }),
    ...(related.length > 0 && { related }),
    ...(tags.length > 0 && { tags }),
  });
  const lists = ["scheduled", "impact", "detected", "related"].map((key) => front.get(key));
  for (const node of lists.flatMap((list) => (isSeq(list) ? list.items : [list]))) {
    if (isMap(node)) node.flow = true; // one line for each
  }
  const remark = comment === undefined ? "" : `# ${comment}\n`;
  return `---\n${remark}${front.toString({ lineWidth: 0 })}---\n${body === "" ? "" : `\n${body}\n`}`;
}

/** Where the record of something lies that began in a year. */
export function recordPath(year: number, id: string): string {
  return `incidents/${String(year).padStart(4, "0")}/${id}.md`;
}

function writtenSpan({ from, to }: Pick<ImpactFact, "from" | "to">): { from?: string; to?: string } {
  return {
    ...(from !== undefined && { from: writeInstant(from) }),
    ...(to !== undefined && { to: writeInstant(to) }),
  };
}
