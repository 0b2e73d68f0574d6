import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import type { Factor } from "../../records/schema/postmortem.ts";
import { type dataImpacts, keyTimes } from "../../records/schema/vocabulary.ts";
import { timeView } from "../time.ts";
import type { ActionView } from "./action.ts";
import { detectionWords, triggerWords, typeWords, usersFirstWords } from "./label.ts";

/** One thing that is known of a report, as plain text. */
export interface LessonFact {
  readonly label: string;
  readonly text: string;
}

const timeLabels: Readonly<Record<(typeof keyTimes)[number], string>> = {
  impactStart: "Users first felt it",
  detected: "First noticed",
  declared: "Called an incident",
  mitigated: "The worst was over",
  impactEnd: "Users felt nothing any more",
  resolved: "Closed",
};

const dataLabels: Readonly<Record<(typeof dataImpacts)[number], string>> = {
  none: "none was affected",
  exposed: "exposed",
  lost: "lost",
  corrupted: "corrupted",
  unknown: "not known",
};

/** What is known of a report in lines, for texts that are no page: feeds and Markdown. What nobody knows is told as that. */
export function lessonFacts(model: SiteModel, state: PostmortemState): LessonFact[] {
  const { record, severity, services } = state;
  const { detection, impact } = record;
  const names = services.flatMap((id) => model.services.get(id)?.record.name ?? []);
  const label = severity === undefined ? undefined : model.severities.get(severity)?.label;
  const facts: (LessonFact | false | undefined)[] = [
    { label: "Kind of event", text: typeWords[record.type].label },
    { label: "Set off by", text: triggerWords[record.trigger].label },
    label !== undefined && { label: "Severity", text: label },
    names.length > 0 && { label: "Services", text: names.join(", ") },
    ...keyTimes.map((name): LessonFact | false => {
      const time = record.times[name];
      if (!time) return false;
      if (time.at === undefined) return { label: timeLabels[name], text: "not known" };
      const about = time.confidence === "exact" ? "" : " (estimated)";
      return { label: timeLabels[name], text: `${timeView(time.at).text}${about}` };
    }),
    detection && { label: "Noticed by", text: detectionWords[detection.source].label },
    detection && { label: "Who noticed first", text: usersFirstWords[detection.usersFirst].label },
    impact?.users && { label: "Users affected", text: usersText(impact.users) },
    impact && { label: "Data", text: dataLabels[impact.data] },
  ];
  return facts.filter((fact) => fact !== false && fact !== undefined);
}

/** `1,200, 4 % (access logs)`: how many, what share, and what that comes from. */
function usersText({
  count,
  percent,
  basis,
}: {
  count?: number | undefined;
  percent?: number | undefined;
  basis: string;
}): string {
  const figures = [count?.toLocaleString("en"), percent === undefined ? undefined : `${percent} %`].filter(
    (one) => one !== undefined,
  );
  return figures.length === 0 ? basis : `${figures.join(", ")} (${basis})`;
}

/** What is known of a factor, in sentences. */
export function factorSentences({ summary, introduced, whyUndetected }: Factor): string {
  return [
    summary,
    introduced !== undefined && `Introduced: ${introduced}`,
    whyUndetected !== undefined && `Why nobody saw it: ${whyUndetected}`,
  ]
    .filter((one) => one !== false)
    .join(" ");
}

/** Where an action item stands, without anything that is the clock's: `Open; due 20 Nov 2026`, `Done on 3 Nov 2026`. */
export function standing({ state, when, reason }: ActionView): string {
  const isDone = when.startsWith("done");
  const what = isDone ? `Done${when.slice(4)}` : `${state.label}; ${when}`;
  return reason === undefined ? what : `${what}: ${reason}`;
}
