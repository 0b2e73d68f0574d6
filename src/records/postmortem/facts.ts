import { writeHeadingInstant } from "../instant.ts";
import { nearest } from "../nearest.ts";
import type { PlacedMistake } from "../parse/frontmatter.ts";
import type { MarkdownRecord } from "../parse/record.ts";
import type { Unread } from "../parse/schema.ts";
import type { Path } from "../parse/yaml.ts";
import type { Mistake } from "../problem.ts";
import { alternatives, quote } from "../quote.ts";
import type { Action, PostmortemFrontMatter } from "../schema/postmortem.ts";
import { type KeyTimeName, keyTimes } from "../schema/vocabulary.ts";
import { checkEvidence } from "./evidence.ts";

/** What is wrong, at a path of the front matter. */
export interface FactMistake {
  readonly path: Path;
  readonly what?: "key";
  readonly mistake: Mistake;
}

/** Times that there are none of where users felt nothing. */
const FELT: ReadonlySet<KeyTimeName> = new Set(["impactStart", "mitigated", "impactEnd"]);

/** Checks one report against itself: what its status requires, its factors and actions, its times, its evidence. */
export function checkFacts(
  {
    locate,
    unread,
    body,
    bodyLine,
  }: Pick<MarkdownRecord<unknown>, "locate" | "unread" | "body" | "bodyLine">,
  data: PostmortemFrontMatter,
): PlacedMistake[] {
  const found = [
    ...checkStatus(data, unread),
    ...checkIds(data),
    ...checkActions(data),
    ...checkOrder(data),
  ].map(({ path, what, mistake }) => ({ at: locate(path, what), mistake }));
  return [...found, ...checkEvidence(data, body, bodyLine, locate)];
}

/** What a final report must have and this one has not, each with what to write. */
function lacking(data: PostmortemFrontMatter, unread: Unread): (readonly [key: string, hint: string])[] {
  const top: readonly (readonly [keyof PostmortemFrontMatter & string, string])[] = [
    ["detection", 'Add "detection:" with source and usersFirst, each of which may be unknown.'],
    ["impact", 'Add "impact:" with userFacing, data and statement.'],
    ["mitigation", 'Add "mitigation:" with what made it better for users.'],
    ["resolution", 'Add "resolution:" with what ended it.'],
  ];
  const lacks: (readonly [string, string])[] = [];
  if (!unread.has("times")) {
    const isFelt = data.type !== "near-miss" && data.impact?.userFacing !== "no";
    for (const name of keyTimes) {
      if (data.times[name] || (!isFelt && FELT.has(name))) continue;
      lacks.push([
        `times.${name}`,
        `Add "${name}:" to times; { confidence: unknown } where nobody knows it.`,
      ]);
    }
  }
  for (const [key, hint] of top) if (data[key] === undefined && !unread.has(key)) lacks.push([key, hint]);
  if (data.factors.length === 0 && !unread.has("factors"))
    lacks.push([
      "factors",
      'Add "factors:" with at least one contributing factor; its category may be unknown.',
    ]);
  const hasActions = data.actions.length > 0 || data.noActionsReason !== undefined;
  if (!hasActions && !unread.has("actions") && !unread.has("noActionsReason"))
    lacks.push(["actions", 'Add "actions:", or "noActionsReason:" with why nothing is to be done.']);
  return lacks;
}

function* checkStatus(data: PostmortemFrontMatter, unread: Unread): Generator<FactMistake> {
  const lacks = lacking(data, unread);
  if (data.status === "final") {
    const published: readonly [string, string] = [
      "published",
      'Add "published:" with the time of publication.',
    ];
    const withDate = data.published === undefined && !unread.has("published") ? [published, ...lacks] : lacks;
    for (const [key, hint] of withDate) yield { path: ["status"], mistake: requiredBy("final", key, hint) };
  }
  if (data.status === "in-review") {
    const missing = [...lacks.map(([key]) => key), ...data.actions.flatMap(lackingOf)];
    if (missing.length > 0) yield { path: ["status"], mistake: stillMissing(missing) };
  }
  if (data.actions.length > 0 && data.noActionsReason !== undefined) {
    const mistake: Mistake = {
      code: "key-misplaced",
      message: "The report has actions, and a reason for having none.",
      found: "noActionsReason with actions",
      expected: "one of actions and noActionsReason",
      hint: "Remove noActionsReason.",
    };
    yield { path: ["noActionsReason"], what: "key", mistake };
  }
  if (data.status === "superseded" && data.supersededBy === undefined && !unread.has("supersededBy")) {
    const hint = 'Add "supersededBy:" with the id of the report that replaces it.';
    yield { path: ["status"], mistake: requiredBy("superseded", "supersededBy", hint) };
  }
  if (data.status !== "superseded" && data.supersededBy !== undefined) {
    const mistake: Mistake = {
      code: "key-misplaced",
      message: "Only a superseded report names the one that replaces it.",
      found: `supersededBy with status: ${data.status}`,
      expected: "supersededBy with status: superseded",
      hint: "Write status: superseded, or remove supersededBy.",
    };
    yield { path: ["supersededBy"], what: "key", mistake };
  }
}

/** What a final report must say of an action and this one does not. */
function lackingOf({ id, owner, due, noDueReason }: Action): string[] {
  const dated = due !== undefined || noDueReason !== undefined;
  return [...(owner === undefined ? [`owner of ${id}`] : []), ...(dated ? [] : [`due of ${id}`])];
}

function requiredBy(status: "final" | "superseded", key: string, hint: string): Mistake {
  return {
    code: "key-missing",
    message: `${key} is missing, and a ${status} report must have it.`,
    found: `status: ${status} without ${key}`,
    expected: key,
    hint,
  };
}

function stillMissing(keys: readonly string[]): Mistake {
  const shown = keys.slice(0, 12);
  return {
    code: "report-incomplete",
    message: "A final report must say more than this one does so far.",
    found: `nothing of ${alternatives(keys.length > shown.length ? [...shown, `${keys.length - shown.length} more`] : shown, "and")}`,
    expected: "all of it before the status is final",
    hint: "Add what is known; unknown is an answer too.",
  };
}

function* checkIds({ factors, actions }: PostmortemFrontMatter): Generator<FactMistake> {
  for (const [key, entries] of [
    ["factors", factors],
    ["actions", actions],
  ] as const) {
    const seen = new Set<string>();
    for (const [index, { id }] of entries.entries()) {
      if (seen.has(id.toLowerCase())) {
        const mistake: Mistake = {
          code: "id-duplicate",
          message: "Two entries have the same id. Capitals do not tell ids apart.",
          found: quote(id),
          expected: `an id that no other entry of ${key} has`,
          hint: "Rename one of the two.",
        };
        yield { path: [key, index, "id"], mistake };
      }
      seen.add(id.toLowerCase());
    }
  }
}

function* checkActions({
  status,
  factors,
  actions,
  noActionsReason,
}: PostmortemFrontMatter): Generator<FactMistake> {
  const known = new Set(factors.map(({ id }) => id));
  const answered = new Set<string>();
  for (const [index, action] of actions.entries()) {
    for (const [place, id] of action.factors.entries()) {
      answered.add(id);
      if (known.has(id)) continue;
      const near = nearest(id, known);
      if (near !== undefined) answered.add(near);
      const mistake: Mistake = {
        code: "factor-unknown",
        message: "There is no such factor in this report.",
        found: quote(id),
        expected:
          known.size === 0
            ? "the id of a factor; there is none so far"
            : `one of ${alternatives([...known])}`,
        hint: near === undefined ? "Correct the id, or remove it." : `Write ${near}.`,
      };
      yield { path: ["actions", index, "factors", place], mistake };
    }
    for (const { path, what, mistake } of checkAction(action, status)) {
      yield { path: ["actions", index, ...path], ...(what && { what }), mistake };
    }
  }
  if (status === "draft" || status === "superseded" || noActionsReason !== undefined || actions.length === 0)
    return;
  for (const [index, { id, category }] of factors.entries()) {
    if (answered.has(id) || category === "unknown") continue;
    const mistake: Mistake = {
      code: "factor-unanswered",
      message: "No action answers this factor.",
      found: quote(id),
      expected: "an action that names it under factors",
      hint: `Add an action with factors: [${id}], or name it in one that answers it already.`,
    };
    yield { path: ["factors", index, "id"], mistake };
  }
}

function* checkAction(action: Action, report: PostmortemFrontMatter["status"]): Generator<FactMistake> {
  const { status, due, noDueReason, done, statusReason } = action;
  if (report === "final" && lackingOf(action).length > 0) {
    if (action.owner === undefined)
      yield { path: [], mistake: lacksKey("owner", 'Add "owner:" with the handle or team who sees to it.') };
    if (due === undefined && noDueReason === undefined)
      yield { path: [], mistake: lacksKey("due", 'Add "due:" with a day, or "noDueReason:".') };
  }
  if (due !== undefined && noDueReason !== undefined) {
    const mistake: Mistake = {
      code: "key-misplaced",
      message: "The action has a day, and a reason for having none.",
      found: `noDueReason with due: ${due}`,
      expected: "one of due and noDueReason",
      hint: "Remove one of the two.",
    };
    yield { path: ["noDueReason"], what: "key", mistake };
  }
  if (done !== undefined && status !== "done") {
    const mistake: Mistake = {
      code: "key-misplaced",
      message: "Only an action that is done has a day on which it was.",
      found: `done: ${done} with status: ${status}`,
      expected: "done with status: done",
      hint: "Write status: done, or remove done.",
    };
    yield { path: ["done"], what: "key", mistake };
  }
  if (done === undefined && status === "done") {
    const mistake: Mistake = {
      code: "key-missing",
      message: "done is missing: the action is done, and nothing says since when.",
      found: "status: done without done",
      expected: "the day on which it was done",
      hint: 'Add "done:" with that day.',
    };
    yield { path: ["status"], mistake };
  }
  if (report !== "draft" && statusReason === undefined && /^(?:delayed|wont-do|blocked)$/.test(status))
    yield { path: ["status"], mistake: withoutReason(status) };
}

function lacksKey(key: string, hint: string): Mistake {
  return {
    code: "key-missing",
    message: `${key} is missing in this action, and those of a final report must have it.`,
    found: "nothing",
    expected: key === "due" ? "due or noDueReason" : key,
    hint,
  };
}

function withoutReason(status: string): Mistake {
  return {
    code: status === "blocked" ? "reason-missing" : "key-missing",
    message: `statusReason is missing: nothing says why the action is ${status === "wont-do" ? "not done" : status}.`,
    found: `status: ${status} without statusReason`,
    expected: "a reason that readers understand",
    hint: 'Add "statusReason:".',
  };
}

/** Pairs of times of which the second is not before the first. */
const ORDER = [
  ["impactStart", "impactEnd", "error"],
  ["impactStart", "mitigated", "error"],
  ["mitigated", "impactEnd", "warning"],
  ["detected", "declared", "warning"],
  ["impactEnd", "resolved", "warning"],
] as const;

const SAYS = {
  impactStart: "users felt it",
  detected: "it was noticed",
  declared: "it was called an incident",
  mitigated: "the worst was over",
  impactEnd: "users felt nothing any more",
  resolved: "the incident was closed",
} as const;

function* checkOrder({ times }: PostmortemFrontMatter): Generator<FactMistake> {
  for (const [first, second, severity] of ORDER) {
    const [from, to] = [times[first]?.at, times[second]?.at];
    if (from === undefined || to === undefined || to >= from) continue;
    const mistake: Mistake = {
      code: severity === "error" ? "time-order" : "time-unusual",
      message: `By these times ${SAYS[second]} before ${SAYS[first]}.`,
      found: `${second} ${writeHeadingInstant(to)}`,
      expected: `a time from ${first} ${writeHeadingInstant(from)} on`,
      hint:
        severity === "error"
          ? "Correct one of the two times."
          : "Correct one of the two times, or leave them if that is how it was.",
    };
    yield { path: ["times", second], mistake };
  }
}
