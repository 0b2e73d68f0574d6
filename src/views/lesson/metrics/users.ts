import type { UsersFirst } from "../../../model/metrics/users.ts";
import type { SiteModel } from "../../../model/site.ts";
import type { LinkView } from "../../page.ts";
import { usersFirstWords } from "../label.ts";
import { figure, ofText, percentText, type Sentence } from "./phrase.ts";
import { incidentLink, listed } from "./row.ts";
import { type ShareView, shareView } from "./share.ts";

/** Which incidents were first noticed by users. */
export interface UsersView {
  readonly sentence: Sentence;
  readonly share: ShareView;
  readonly note: string;
  readonly groups: readonly GroupView[];
  readonly data: { readonly yes: number; readonly no: number; readonly unknown: number };
}

/** Records that have something in common. */
export interface GroupView {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly links: readonly (LinkView & { readonly note?: string | undefined })[];
  readonly more: number;
}

/** Puts into words who noticed first. */
export function usersView(model: SiteModel, users: UsersFirst): UsersView {
  const { yes, no, unknown } = users;
  const told = yes.length + no.length;
  const rest = unknown.length === 0 ? "" : ` Of ${unknown.length} more nobody knows.`;
  return {
    sentence:
      told === 0
        ? [`Of no incident is it known who noticed it first.`]
        : [
            figure(ofText(yes.length, told)),
            `${percentText(yes.length, told)} ${told === 1 ? "incident was" : "incidents were"} first noticed by users.${rest}`,
          ],
    share: shareView(yes.length, told),
    note: "As the report says. Where it does not, an incident that came to light through a user's report, an issue or a project downstream counts as noticed by users first.",
    groups: (["yes", "no", "unknown"] as const).map((id) => {
      const { shown, more } = listed(users[id]);
      const links = shown.map((incident) => incidentLink(model, incident));
      return { id, label: usersFirstWords[id].label, count: users[id].length, links, more };
    }),
    data: { yes: yes.length, no: no.length, unknown: unknown.length },
  };
}
