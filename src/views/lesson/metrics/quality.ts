import type { Known, Quality } from "../../../model/metrics/quality.ts";
import { ofText, percentText } from "./phrase.ts";
import { type ShareView, shareView } from "./share.ts";

/** How complete the records are. */
export interface QualityView {
  readonly title: string;
  readonly rows: readonly KnownView[];
}

/** In how many records something is known. */
export interface KnownView {
  readonly name: string;
  readonly label: string;
  /** `11 of 14 (78 %), 2 estimated`. */
  readonly text: string;
  readonly share: ShareView;
}

const labels: Readonly<Record<string, string>> = {
  impactStart: "Start of impact",
  detected: "Detection",
  firstUpdate: "First update",
  mitigated: "Mitigation",
  impactEnd: "End of impact",
  resolved: "Closing",
  usersFirst: "Who noticed first",
  reported: "Report",
  fixed: "Fix",
  released: "Release",
  disclosed: "Disclosure",
};

/** Puts into words how complete the records are; kinds without records are left out. */
export function qualityView({ incidents, advisories }: Quality): readonly QualityView[] {
  return [
    { title: "Incidents", rows: incidents.map(knownView) },
    { title: "Advisories", rows: advisories.map(knownView) },
  ].filter(({ rows }) => rows.some(({ share }) => share.total > 0));
}

function knownView({ name, known, estimated, total }: Known): KnownView {
  const guessed = estimated > 0 ? `, ${estimated} estimated` : "";
  return {
    name,
    label: labels[name] ?? name,
    text: total === 0 ? "none yet" : `${ofText(known, total)}${percentText(known, total)}${guessed}`,
    share: shareView(known, total),
  };
}
