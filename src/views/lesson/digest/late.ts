import type { ActionState } from "../../../model/postmortem.ts";
import type { SiteModel } from "../../../model/site.ts";

/** An action item that was not done by its day, since when it was known, and the day on which it was over. */
export interface LateAction {
  readonly action: ActionState;
  readonly since: number;
  /** `2026-11-20`; after every other day where it is not over. */
  readonly over: string;
}

const late = new WeakMap<SiteModel, readonly LateAction[]>();

/** Action items that were overdue at some time. One that will not be done has no known end, so it is none of them. */
export function lateActions(model: SiteModel): readonly LateAction[] {
  const made = late.get(model);
  if (made) return made;
  const found = model.postmortems.flatMap((state) =>
    state.actions.flatMap((action): LateAction[] => {
      const { due, done, status } = action.record;
      if (due === undefined || status === "wont-do" || (status === "done" && done === undefined)) return [];
      const first = action.slips[0]?.from ?? due;
      const over = status === "done" && done !== undefined ? done : "~";
      return over <= first ? [] : [{ action, since: action.opened ?? state.start, over }];
    }),
  );
  late.set(model, found);
  return found;
}
