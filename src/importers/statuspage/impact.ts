import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import type { ImpactLevel } from "../../records/schema/vocabulary.ts";
import type { Tell } from "../importer.ts";
import type { Mention } from "./update.ts";

/** An interval in which a component was affected; open while it goes on. */
export interface ComponentImpact {
  readonly level: ImpactLevel;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** What is known of an incident as a whole. */
export interface Span {
  readonly kind: "incident" | "maintenance";
  /** Whether Daymark exported it, whose changes are exact. */
  readonly own: boolean;
  readonly start: Instant;
  /** Undefined while it goes on. */
  readonly end: Instant | undefined;
  /** Statuspage's word for how bad it was. */
  readonly impact: string;
}

const LEVELS: Readonly<Record<string, ImpactLevel>> = {
  degraded_performance: "degraded",
  partial_outage: "partial",
  major_outage: "major",
  under_maintenance: "maintenance",
};
const BY_IMPACT: Readonly<Record<string, ImpactLevel>> = {
  minor: "degraded",
  major: "partial",
  critical: "major",
};

/** The level that a status of a component says; undefined for one that works. */
export function levelOf(status: string): ImpactLevel | undefined {
  return Object.hasOwn(LEVELS, status) ? LEVELS[status] : undefined;
}

/**
 * When and how much one component was affected: by what the updates say of it, in time order. One that no update names
 * is taken to have been affected all the time, as much as the incident says. `status` is how it is now.
 */
export function impactOf(
  mentions: readonly Mention[],
  status: string,
  span: Span,
  tell: Tell,
): ComponentImpact[] {
  const [first] = mentions;
  if (!first) return whole(status, span, tell);
  const affected = mentions.some(({ before, after }) => levelOf(before) ?? levelOf(after));
  if (!affected && span.kind === "maintenance" && span.end === undefined) return whole(status, span, tell);
  const impact: ComponentImpact[] = [];
  let open = opening(first, span, tell);
  for (const { at, after } of mentions) {
    const level = levelOf(after);
    if (open && open.level === level) continue;
    if (open && open.from < at) impact.push({ ...open, to: at });
    open = level && { level, from: at };
  }
  if (!open) return impact;
  if (span.end === undefined) return [...impact, open];
  const to = Math.max(open.from, span.end);
  tell(
    "adapted",
    `It was not back to operational when this was over: its impact ends at ${writeHeadingInstant(to)}.`,
  );
  return to > open.from ? [...impact, { ...open, to }] : impact;
}

/** What a component was in before the first update that names it. */
function opening(
  { at, before }: Mention,
  { start, own }: Span,
  tell: Tell,
): { readonly level: ImpactLevel; readonly from: Instant } | undefined {
  const level = levelOf(before);
  if (!level) return undefined;
  const from = Math.min(start, at);
  if (from < at || !own)
    tell(
      "adapted",
      `It was affected before the update of ${writeHeadingInstant(at)}: since the start, ${writeHeadingInstant(from)}, is taken.`,
    );
  return { level, from };
}

function whole(status: string, { kind, own, start, end, impact }: Span, tell: Tell): ComponentImpact[] {
  if (kind === "maintenance") {
    tell("adapted", "No update says when it was affected: as long as the maintenance lasts is taken.");
    return [{ level: "maintenance" }];
  }
  const level =
    end === undefined ? levelOf(status) : Object.hasOwn(BY_IMPACT, impact) ? BY_IMPACT[impact] : undefined;
  // Daymark's updates tell every change up to the last of them.
  if (!level || own || (end !== undefined && end <= start)) {
    tell("adapted", "No update says how it was affected: it is named without an impact.");
    return [];
  }
  tell("adapted", `No update says how it was affected: ${level} is taken, all the time.`);
  return [{ level, from: start, ...(end !== undefined && { to: end }) }];
}
