import type { Instant } from "../../records/instant.ts";
import type { DisclosureEvent } from "../../records/schema/vocabulary.ts";
import type { AdvisoryState } from "../advisory.ts";
import { type Figure, figureOf, type KnownTime } from "./figure.ts";

/** The ways from one step of a disclosure to another that are measured. */
export const patchSteps = [
  { id: "fix", from: "reported", to: "fixed" },
  { id: "release", from: "fixed", to: "released" },
  { id: "disclosure", from: "released", to: "disclosed" },
  { id: "whole", from: "reported", to: "disclosed" },
] as const satisfies readonly { id: string; from: DisclosureEvent; to: DisclosureEvent }[];

/** How long one step took. */
export interface PatchStep {
  readonly id: (typeof patchSteps)[number]["id"];
  readonly from: DisclosureEvent;
  readonly to: DisclosureEvent;
  readonly figure: Figure<AdvisoryState, DisclosureEvent>;
}

/** Advisories that count: in force, and not merely for information, which nobody need patch. */
export function patchable(advisories: readonly AdvisoryState[]): readonly AdvisoryState[] {
  return advisories.filter(({ record, isWithdrawn }) => record.kind !== "informational" && !isWithdrawn);
}

/** The time of a step: the earliest, where it is there twice. */
export function stepTime({ record }: AdvisoryState, event: DisclosureEvent): KnownTime | undefined {
  const at = record.timeline
    .flatMap((step) => (step.event === event ? step.at : []))
    .toSorted((a, b) => a - b)[0];
  return at === undefined ? undefined : { at, confidence: "exact", source: "advisory" };
}

/** How long each step of a disclosure took, for all advisories that count. */
export function patchLatency(advisories: readonly AdvisoryState[], now: Instant): readonly PatchStep[] {
  const counted = patchable(advisories);
  return patchSteps.map(({ id, from, to }) => ({
    id,
    from,
    to,
    figure: figureOf(
      counted.map((subject) => ({
        subject,
        from: stepTime(subject, from),
        to: stepTime(subject, to),
        names: [from, to] as const,
        isOpen: false,
      })),
      now,
    ),
  }));
}
