import type { PostmortemState } from "../../model/postmortem.ts";
import type { SiteModel } from "../../model/site.ts";
import { shownName } from "../../records/person.ts";
import { ownerName } from "../owner.ts";
import { shortDayText } from "../time.ts";
import { creditedName } from "./credit.ts";

/** People with one part in a report. */
export interface PeopleView {
  /** `Reviewed by` */
  readonly label: string;
  readonly texts: readonly string[];
}

/** Who wrote it, who reviewed it, who helped: as far as they agreed to be named. */
export function lessonPeople(model: SiteModel, { record }: PostmortemState): PeopleView[] {
  const name = (handle: string): string | undefined => shownName(model.people, handle);
  const credits = record.credits.map((credit) => {
    const who = creditedName(model, credit);
    return who === undefined
      ? undefined
      : `${who}: ${credit.roles.map((role) => role.replaceAll("-", " ")).join(", ")}`;
  });
  const unnamed = credits.filter((text) => text === undefined).length;
  const thanks =
    unnamed === 0
      ? []
      : [unnamed === 1 ? "Somebody who is not named" : `${unnamed} people who are not named`];
  const reviews = record.reviews.flatMap(({ by, org, independent, on }) => {
    // Of somebody who is not to be named, the organisation may tell who it was.
    const shown = name(by);
    const who = shown === undefined ? "" : [shown, org].filter((one) => one !== undefined).join(", ");
    const note = `${shortDayText(on)}${independent ? ", independent" : ""}`;
    return who === "" ? [`A reviewer (${note})`] : [`${who} (${note})`];
  });
  return [
    { label: "Owner", texts: [ownerName(model, record.owner)] },
    { label: "Written by", texts: record.authors.flatMap((author) => name(author) ?? []) },
    { label: "Reviewed by", texts: reviews },
    { label: "Thanks to", texts: [...credits.filter((text) => text !== undefined), ...thanks] },
  ].filter(({ texts }) => texts.length > 0);
}
