import type { TimelineUpdate } from "../model/maintenance.ts";
import type { SiteModel } from "../model/site.ts";
import { type MarkdownPlace, renderMarkdown } from "../records/markdown.ts";
import { statusWord } from "../records/parse/heading.ts";
import { shownName } from "../records/person.ts";
import type { Status } from "../records/schema/vocabulary.ts";
import { type TimeView, timeView } from "./time.ts";

/** One update of a record. */
export interface UpdateView {
  readonly anchor: string;
  readonly status: Status;
  readonly word: string;
  readonly at: TimeView;
  readonly html: string;
  /** Known, not known, doing: those that are there, in this order. */
  readonly blocks: readonly BlockView[];
  readonly nextUpdate: TimeView | undefined;
  readonly postedBy: string | undefined;
}

/** One of the fixed blocks of an update. */
export interface BlockView {
  readonly name: string;
  readonly label: string;
  readonly html: string;
}

/** What readers see above the blocks of an update. */
export const blockLabels = { known: "Known", notKnown: "Not known yet", doing: "What we are doing" } as const;

/** The same above the record's summary, where that follows the text of an update. */
export const summaryLabel = "Summary";

/** Makes an update ready to print. `headingLevel` is the level below the update's own heading. */
export function updateView(model: SiteModel, update: TimelineUpdate, headingLevel: number): UpdateView {
  const place = { headingLevel, base: model.origin.base };
  return {
    anchor: update.anchor,
    status: update.status,
    word: statusWord(update.status),
    at: timeView(update.at),
    html: update.byClock ? `<p>${clockSentence(update)}</p>` : renderMarkdown(update.text, place),
    blocks: blockViews(update, place),
    nextUpdate: update.nextUpdate === undefined ? undefined : timeView(update.nextUpdate),
    postedBy: update.postedBy === undefined ? undefined : shownName(model.people, update.postedBy),
  };
}

/** The blocks of an update that are there: known, not known, doing. */
export function blockViews(update: TimelineUpdate, place: MarkdownPlace): BlockView[] {
  return (["known", "notKnown", "doing"] as const).flatMap((name) => {
    const text = update[name];
    return text === undefined ? [] : [{ name, label: blockLabels[name], html: renderMarkdown(text, place) }];
  });
}

/** What is said of a stage that came by the clock. */
export function clockSentence({ anchor, status }: TimelineUpdate): string {
  if (status === "completed") return "The planned window has ended. Nobody has reported otherwise.";
  return anchor === "completed" ? "The planned window has ended." : "The planned window has begun.";
}
