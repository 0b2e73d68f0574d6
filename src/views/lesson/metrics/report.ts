import type { ReportFigures, ReportTimeName } from "../../../model/metrics/report.ts";
import type { PostmortemState } from "../../../model/postmortem.ts";
import type { DueReport } from "../../../model/postmortem-due.ts";
import type { SiteModel } from "../../../model/site.ts";
import { type LinkView, lessonPath, link } from "../../page.ts";
import { durationText, type TimeView, timeView } from "../../time.ts";
import { type FigureView, type FigureWords, figureView } from "./figure.ts";
import { figure, ofText, percentText, type Sentence } from "./phrase.ts";
import { listed, timelineLink } from "./row.ts";
import { type ShareView, shareView } from "./share.ts";

/** How long reports took, and which of the required ones are there. */
export interface ReportFiguresView {
  readonly latency: FigureView;
  readonly sentence: Sentence;
  readonly share: ShareView;
  readonly required: readonly RequiredView[];
  readonly more: number;
  readonly data: { readonly written: number; readonly required: number; readonly overdue: number };
}

/** An incident for which a report is required; the link leads to the report, if there is one. */
export interface RequiredView extends LinkView {
  readonly state: DueReport["state"];
  readonly word: string;
  readonly due: TimeView | undefined;
}

const words: FigureWords<ReportTimeName> = {
  id: "report-latency",
  title: "Time to a published report",
  definition:
    "From the end of impact, of the last incident where a report reviews several, to the report's publication. A report in review is not published yet.",
  thing: "report",
  done: "published within",
  after: " of the end of impact",
  times: { impactEnd: "an end of impact", published: "a time of publication" },
  from: "Impact ended",
  to: "Published",
  open: "still in review",
  reversed: "published before the impact ended",
};

/** Overdue ones first: those are what somebody has to do. */
const order: readonly DueReport["state"][] = ["overdue", "due", "in-review", "written"];

/** Puts into words how reports come along. */
export function reportFiguresView(model: SiteModel, { latency, required }: ReportFigures): ReportFiguresView {
  const linkOf = ({ record }: PostmortemState): LinkView => ({
    label: record.title,
    href: link(model, lessonPath(record.id)),
  });
  const written = required.filter(({ state }) => state === "written").length;
  const overdue = required.filter(({ state }) => state === "overdue").length;
  const { shown, more } = listed(order.flatMap((state) => required.filter((one) => one.state === state)));
  const total = required.length;
  return {
    latency: figureView(latency, words, { linkOf }),
    sentence:
      total === 0
        ? ["The severity policy has required no report so far."]
        : [
            figure(ofText(written, total)),
            `${percentText(written, total)} ${total === 1 ? "report" : "reports"} that the severity policy requires ${written === 1 ? "is" : "are"} published`,
            overdue > 0 ? `; ${overdue} ${overdue === 1 ? "is" : "are"} overdue.` : ".",
          ],
    share: shareView(written, total),
    required: shown.map(({ timeline, report, state, due }) => ({
      ...timelineLink(model, timeline),
      ...(report && { href: link(model, lessonPath(report.record.id)) }),
      state,
      word: wordOf(state, due, model.now),
      due: due === undefined ? undefined : timeView(due),
    })),
    more,
    data: { written, required: total, overdue },
  };
}

function wordOf(state: DueReport["state"], due: number | undefined, now: number): string {
  if (state === "overdue") return `Overdue${due === undefined ? "" : ` by ${durationText(now - due)}`}`;
  return { written: "Published", "in-review": "In review", due: "Not written yet" }[state];
}
