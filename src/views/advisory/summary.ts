import type { AdvisoryState } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import { plainText } from "../../records/markdown.ts";
import { alternatives } from "../../records/quote.ts";
import type { Score, SeverityWord } from "../../scores/cvss.ts";
import { leadText } from "../cut.ts";
import { advisoryPath, link } from "../page.ts";
import { type TimeView, timeView } from "../time.ts";
import { affectedRows } from "./versions.ts";

/** How bad an advisory is, as it is shown wherever it is named. */
export interface SeverityView {
  /** Class of the colour and name of the sign: those of the levels of services. */
  readonly sign: "major" | "partial" | "degraded" | "maintenance" | "operational" | "notice";
  /** `High, 7.5` or `Withdrawn`. */
  readonly label: string;
}

/** An advisory in a list. */
export interface AdvisorySummaryView {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly severity: SeverityView;
  /** By which it is found: its severity, or what it is instead of a vulnerability. */
  readonly word: FacetWord;
  readonly isWithdrawn: boolean;
  readonly published: TimeView;
  readonly year: string;
  /** Names of the affected packages. */
  readonly packages: readonly string[];
  /** `Fixed in 1.4.3 and 2.1.1`, `No fix yet`; empty where nothing is to be said. */
  readonly fix: string;
  readonly excerpt: string;
}

const SIGNS = {
  critical: "major",
  high: "partial",
  medium: "degraded",
  low: "maintenance",
  none: "operational",
} as const satisfies Record<SeverityWord, SeverityView["sign"]>;

/** What advisories are sorted into by how bad they are, worst first. */
export type FacetWord = SeverityWord | "malware" | "unknown" | "information";

/** The same as readers see them, in the order of lists. */
export const severityLabels = {
  malware: "Malware",
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  none: "None",
  unknown: "Not scored",
  information: "For information",
} as const satisfies Record<FacetWord, string>;

const EXCERPT = 180;

/** An advisory as it stands in lists. */
export function advisorySummary(model: SiteModel, state: AdvisoryState): AdvisorySummaryView {
  const { record, isWithdrawn } = state;
  return {
    id: record.id,
    title: record.title,
    href: link(model, advisoryPath(record.id)),
    severity: severityView(state),
    word: facetWord(state),
    isWithdrawn,
    published: timeView(record.published),
    year: new Date(record.published).toISOString().slice(0, 4),
    packages: packageNames(state),
    fix: fixSentence(state),
    excerpt: advisoryExcerpt(state),
  };
}

/** The word by which an advisory is found. */
export function facetWord({ record, severity }: AdvisoryState): FacetWord {
  if (record.kind === "malware") return "malware";
  return record.kind === "informational" ? "information" : (severity ?? "unknown");
}

/** The severity of an advisory, or what goes before it. */
export function severityView({ record, score, isWithdrawn }: AdvisoryState): SeverityView {
  if (isWithdrawn) return { sign: "notice", label: "Withdrawn" };
  if (record.kind === "malware") return { sign: "major", label: severityLabels.malware };
  if (record.kind === "informational") return { sign: "notice", label: severityLabels.information };
  return score === undefined ? { sign: "notice", label: severityLabels.unknown } : scoreView(score);
}

/** A score with its word: `High, 7.5`. */
export function scoreView({ severity, score }: Score): SeverityView {
  return { sign: SIGNS[severity], label: `${severityLabels[severity]}, ${score.toFixed(1)}` };
}

/** Names of the affected packages, each once; of repositories, where there is no package. */
export function packageNames({ record }: AdvisoryState): string[] {
  return [...new Set(record.affected.flatMap((entry) => entry.package?.name ?? entry.repo ?? []))];
}

/** The first words of what it is about. */
export function advisoryExcerpt({ record }: AdvisoryState): string {
  const text = record.sections.impact ?? record.sections.details ?? record.rest;
  return leadText(plainText(text.slice(0, EXCERPT * 4)), EXCERPT);
}

/**
 * Where it is fixed, in a few words. One range without a fix is said even where others have one: who reads no further must
 * not take it for mended.
 */
export function fixSentence({ record, isWithdrawn }: AdvisoryState): string {
  if (isWithdrawn || record.kind === "informational" || record.affected.length === 0) return "";
  if (record.kind === "malware") return "Remove it";
  const rows = record.affected.flatMap((entry) => affectedRows(entry, record.kind, () => undefined));
  const packages = rows.filter(({ isRepo }) => !isRepo);
  const told = packages.length > 0 ? packages : rows;
  const lines = told.flatMap((row) => row.lines);
  const open = lines.filter(({ isFixed }) => !isFixed);
  if (open.length === lines.length) return "No fix yet";
  if (told.length > 1) return open.length === 0 ? "Fixed versions exist" : "Fixed in part only";
  const fixes = [...new Set(lines.filter(({ isFixed }) => isFixed).map(({ fix }) => fix))];
  const fixed = `Fixed in ${alternatives(fixes.slice(0, 4), "and")}`;
  return open.length === 0
    ? fixed
    : `${fixed}; no fix for ${alternatives(
        open.map(({ affected }) => affected),
        "and",
      )}`;
}
