import type { AdvisoryState } from "../../../model/advisory.ts";
import { type Gap, type KnownTime, summaryOf } from "../../../model/metrics/figure.ts";
import type { PatchStep } from "../../../model/metrics/patch.ts";
import type { SiteModel } from "../../../model/site.ts";
import type { DisclosureEvent } from "../../../records/schema/vocabulary.ts";
import { type FacetWord, facetWord, severityLabels } from "../../advisory/summary.ts";
import { type StripView, stripView } from "../../chart/strip.ts";
import { counted } from "../../count.ts";
import { advisoryPath, type LinkView, link } from "../../page.ts";
import { durationText } from "../../time.ts";
import { middleOf, rowsText } from "./figure.ts";
import { andList, figure as big, countText, type Sentence, tightDuration } from "./phrase.ts";
import { LISTED, listed } from "./row.ts";

/** How long vulnerabilities took from report to disclosure. */
export interface PatchView {
  readonly sentence: Sentence;
  readonly chart: StripView | undefined;
  readonly steps: readonly PatchStepView[];
  /** By severity, worst first; the columns are the steps. */
  readonly bySeverity: readonly {
    readonly label: string;
    readonly count: number;
    readonly cells: readonly string[];
  }[];
  readonly rows: readonly PatchRowView[];
  readonly summary: string;
  /** That only some are drawn and listed; undefined where all are. */
  readonly part: string | undefined;
}

/** One step of a disclosure. */
export interface PatchStepView {
  readonly id: string;
  /** `Reported to fixed`. */
  readonly label: string;
  readonly count: string;
  readonly n: number;
  readonly total: number;
  readonly median: number | undefined;
}

/** An advisory, and how long each step took. */
export interface PatchRowView extends LinkView {
  readonly severity: string;
  readonly cells: readonly { readonly text: string; readonly value: number | undefined }[];
}

const times = {
  reported: "a time of the report",
  acknowledged: "a time of the answer",
  fixed: "a time of the fix",
  released: "a time of the release",
  disclosed: "a time of the disclosure",
} as const satisfies Record<DisclosureEvent, string>;

/** Puts the steps of disclosures into words; undefined where there is no advisory that counts. */
export function patchView(model: SiteModel, steps: readonly PatchStep[]): PatchView | undefined {
  const whole = steps.at(-1);
  if (!whole || whole.figure.points.length + whole.figure.gaps.length === 0) return undefined;
  const linkOf = ({ record }: AdvisoryState): LinkView => ({
    label: record.id,
    href: link(model, advisoryPath(record.id)),
  });
  const known = steps.map(
    ({ figure }) => new Map(figure.points.map(({ subject, value }) => [subject, value])),
  );
  const advisories = newestFirst(whole);
  const { shown, more } = listed(advisories);
  const bySeverity = Map.groupBy(advisories, facetWord);
  return {
    sentence: sentenceOf(whole),
    chart: stripView(
      steps.map(({ figure, ...step }) => ({
        label: `${labelOf(step)}${figure.summary ? `, median ${durationText(figure.summary.median)}` : ""}`,
        target: undefined,
        middle: figure.summary && middleOf(figure.summary),
        dots: figure.points.slice(0, LISTED).map(({ subject, value, from, to }) => ({
          ...linkOf(subject),
          value,
          name: `${subject.record.id}, ${labelOf(step).toLowerCase()} in ${durationText(value)}`,
          isEstimated: [from, to].some(isEstimated),
          isLate: false,
        })),
      })),
      undefined,
    ),
    steps: steps.map(({ figure, ...step }) => ({
      id: step.id,
      label: labelOf(step),
      count: countText(
        figure.points.length,
        counted(figure.points.length + figure.gaps.length, "advisory", "advisories"),
        figure.gaps.map((gap) => reasonText(step, gap)),
      ),
      n: figure.points.length,
      total: figure.points.length + figure.gaps.length,
      median: figure.summary?.median,
    })),
    bySeverity: (Object.keys(severityLabels) as FacetWord[]).flatMap((word) => {
      const own = bySeverity.get(word) ?? [];
      if (own.length === 0) return [];
      const cells = known.map((values) => cellText(own.flatMap((one) => values.get(one) ?? [])));
      return [{ label: severityLabels[word], count: own.length, cells }];
    }),
    rows: shown.map((advisory) => ({
      ...linkOf(advisory),
      severity: severityLabels[facetWord(advisory)],
      cells: known.map((values) => {
        const value = values.get(advisory);
        return { text: value === undefined ? "not known" : durationText(value), value };
      }),
    })),
    summary: rowsText(shown.length, advisories.length),
    part: more > 0 ? `The newest ${LISTED} are drawn; the figures are those of all.` : undefined,
  };
}

function newestFirst({ figure: { points, gaps } }: PatchStep): readonly AdvisoryState[] {
  return [...points, ...gaps]
    .map(({ subject }) => subject)
    .toSorted((a, b) => b.record.published - a.record.published || (a.record.id < b.record.id ? 1 : -1));
}

function labelOf({ from, to }: Pick<PatchStep, "from" | "to">): string {
  return `${from.slice(0, 1).toUpperCase()}${from.slice(1)} to ${to}`;
}

function sentenceOf({ figure: { points, summary } }: PatchStep): Sentence {
  if (summary) {
    return [
      `Half of ${counted(summary.count, "advisory", "advisories")} were disclosed within `,
      big(tightDuration(summary.median)),
      " of the report.",
    ];
  }
  if (points.length === 0) return ["Of no advisory are the times of report and disclosure known."];
  const values = points.map(({ value }) => value).toSorted((a, b) => a - b);
  return [
    `${points.length === 1 ? "One advisory was" : `${points.length} advisories were`} disclosed within `,
    big(andList(values.map(tightDuration))),
    " of the report: too few for a median.",
  ];
}

/** Why an advisory has no such duration. What is public already may well be disclosed before there is a release. */
function reasonText({ id }: Pick<PatchStep, "id">, { reason }: Gap<AdvisoryState, DisclosureEvent>): string {
  if (reason.kind === "missing") return `without ${andList(reason.times.map((name) => times[name]))}`;
  return id === "disclosure" ? "disclosed before the release" : "with times that cannot be right";
}

/** The median of enough values, else the values. */
function cellText(values: readonly number[]): string {
  if (values.length === 0) return "not known";
  const summary = summaryOf(values);
  if (summary) return `median ${durationText(summary.median)} (${values.length})`;
  return values
    .toSorted((a, b) => a - b)
    .map(durationText)
    .join("; ");
}

function isEstimated({ confidence }: KnownTime): boolean {
  return confidence === "estimated";
}
