import { z } from "zod";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";
import { day, id, instant, line, lineUpTo, webUrl } from "./value.ts";
import {
  actionKinds,
  actionStatuses,
  answers,
  confidences,
  consents,
  dataImpacts,
  detectionSources,
  evidenceAccess,
  factorCategories,
  incidentTypes,
  type keyTimes,
  playbookVerdicts,
  postmortemStatuses,
  relations,
  rollbacks,
  triggers,
} from "./vocabulary.ts";

/** Most entries of one list: a page of more is read by nobody, and lists that name each other multiply. */
const MOST = { few: 30, some: 100, many: 200 } as const;

/** Largest value of a chart: what is beyond cannot be drawn to scale with the rest. */
const LARGEST = 1e15;

/** Longest summary: what fits where reports are listed, counted in UTF-16 code units. */
const SUMMARY = 280;

const summary = lineUpTo(SUMMARY, {
  message: "The summary is too long for a list.",
  expected: "in plain words",
  hint: "Keep what happened, to whom and for how long; the rest belongs into the text.",
});

/** A time and how sure it is; without `at` where nobody knows it. */
const keyTime = z
  .union([
    instant.transform((at): KeyTime => ({ at, confidence: "exact" })),
    z
      .strictObject({
        at: instant.optional().meta({ description: "When; left out where nobody knows." }),
        confidence: z.enum(confidences).meta({ description: "exact, estimated or unknown." }),
      })
      .check(knownOrNot)
      .transform(({ at, confidence }): KeyTime => ({ at, confidence })),
  ])
  .optional();

/** One of the times from which durations are computed. */
export interface KeyTime {
  /** Milliseconds since the epoch; undefined where nobody knows. */
  readonly at: number | undefined;
  readonly confidence: (typeof confidences)[number];
}

const keyTimeDescriptions = {
  impactStart: "When users first felt it.",
  detected: "When somebody of the project first noticed.",
  declared: "When it was called an incident.",
  mitigated: "When the worst was over for users.",
  impactEnd: "When users felt nothing any more.",
  resolved: "When the incident was closed.",
} as const satisfies Record<(typeof keyTimes)[number], string>;

const times = z
  .strictObject({
    impactStart: keyTime.meta({ description: keyTimeDescriptions.impactStart }),
    detected: keyTime.meta({ description: keyTimeDescriptions.detected }),
    declared: keyTime.meta({ description: keyTimeDescriptions.declared }),
    mitigated: keyTime.meta({ description: keyTimeDescriptions.mitigated }),
    impactEnd: keyTime.meta({ description: keyTimeDescriptions.impactEnd }),
    resolved: keyTime.meta({ description: keyTimeDescriptions.resolved }),
  })
  .default({})
  .meta({
    description: "The times from which durations come; { confidence: unknown } for those nobody knows.",
  });

const factor = z
  .strictObject({
    id: id.meta({ description: "A short name, unique in this report; its anchor on the page." }),
    category: z.enum(factorCategories).meta({ description: "What kind of factor it is." }),
    summary: line.meta({ description: "What contributed, in a sentence or two." }),
    introduced: line.optional().meta({ description: "Since when, or with which change, it was there." }),
    whyUndetected: line.optional().meta({ description: "Why nobody saw it before." }),
  })
  .meta({ description: "One contributing factor." });

const action = z
  .strictObject({
    id: id.meta({ description: "A short name, unique in this report; its anchor on the page." }),
    title: line.meta({ description: "What is to be done." }),
    kind: z.enum(actionKinds).meta({ description: "What it is to achieve." }),
    factors: z
      .array(id)
      .max(MOST.some)
      .default([])
      .meta({ description: "Ids of the factors that it answers." }),
    owner: line.optional().meta({ description: "The handle or team who sees to it." }),
    due: day.optional().meta({ description: "The day by which it is to be done." }),
    noDueReason: line.optional().meta({ description: "Why there is no such day." }),
    status: z.enum(actionStatuses).default("open").meta({ description: "Where it stands." }),
    statusReason: line.optional().meta({ description: "Why it is delayed, blocked or will not be done." }),
    done: day.optional().meta({ description: "The day on which it was done." }),
    issue: webUrl.optional().meta({ description: "Where the work is followed." }),
    evaluation: line.optional().meta({ description: "How a reader can tell that it worked." }),
  })
  .meta({ description: "One action item." });

const point = z
  .strictObject({
    at: instant.optional().meta({ description: "The time that it belongs to." }),
    label: line.optional().meta({ description: "What it belongs to, where that is no time." }),
    value: z.number().min(-LARGEST).max(LARGEST).meta({ description: "A number in the chart's unit." }),
  })
  .check(placedOnce);

const chart = z
  .strictObject({
    id: id.meta({ description: "The name by which <Chart> in the text shows it." }),
    title: line.meta({ description: "What it shows." }),
    unit: line.optional().meta({ description: "The unit of its values, such as % or requests per second." }),
    points: z
      .array(point)
      .min(1)
      .max(500)
      .meta({ description: "Its values: { at, value } or { label, value }." }),
  })
  .meta({ description: "Figures that the text shows as a chart with its table." });

/** Front matter of a file in `content/postmortems/`. Which keys a final report must have is checked with the record. */
export const postmortemSchema = z
  .strictObject({
    title: line.meta({ description: "What happened, in a few plain words." }),
    summary: summary.meta({
      description: `What happened, in plain words; at most ${SUMMARY} characters.`,
      maxLength: SUMMARY,
    }),
    incidents: z
      .array(id)
      .min(1)
      .max(MOST.some)
      .meta({ description: "Ids of the incidents that it reviews; at least one." }),
    status: z.enum(postmortemStatuses).meta({ description: "draft, in-review, final or superseded." }),
    owner: line.meta({ description: "The handle or team who sees to this report." }),
    authors: z.array(id).max(MOST.some).default([]).meta({ description: "Handles of those who wrote it." }),
    reviews: z
      .array(
        z.strictObject({
          by: id.meta({ description: "Handle of the reviewer." }),
          org: line.optional().meta({ description: "The organisation that the reviewer belongs to." }),
          independent: z
            .boolean()
            .default(false)
            .meta({ description: "Whether the reviewer had no part in what happened." }),
          on: day.meta({ description: "The day of the review." }),
        }),
      )
      .max(MOST.some)
      .default([])
      .meta({ description: "Who reviewed it, and when." }),
    published: instant.optional().meta({ description: "When the final report was published." }),
    supersededBy: id.optional().meta({ description: "Id of the report that replaces this one." }),
    type: z.enum(incidentTypes).meta({ description: "What kind of event it was." }),
    trigger: z.enum(triggers).meta({ description: "What set it off." }),
    services: z
      .array(id)
      .max(MOST.many)
      .default([])
      .meta({ description: "Services that it is about beside those that the incidents name." }),
    times,
    detection: z
      .strictObject({
        source: z.enum(detectionSources).meta({ description: "How it was first noticed." }),
        usersFirst: z.enum(answers).meta({ description: "Whether users noticed before the project did." }),
        gap: line.optional().meta({ description: "Why it was not noticed earlier." }),
      })
      .optional()
      .meta({ description: "How it was noticed." }),
    impact: z
      .strictObject({
        userFacing: z.enum(answers).meta({ description: "Whether users felt it." }),
        users: z
          .strictObject({
            count: z.number().int().nonnegative().optional().meta({ description: "How many users." }),
            percent: z
              .number()
              .min(0)
              .max(100)
              .optional()
              .meta({ description: "How many percent of the users." }),
            basis: line.meta({ description: "What the figure comes from." }),
          })
          .optional()
          .meta({ description: "How many users were affected, and how that is known." }),
        data: z.enum(dataImpacts).meta({ description: "What became of data." }),
        statement: line.meta({ description: "What users could not do, in a sentence." }),
      })
      .optional()
      .meta({ description: "What it meant for users." }),
    factors: z
      .array(factor)
      .max(MOST.some)
      .default([])
      .meta({ description: "What contributed; never a single root cause." }),
    mitigation: line.optional().meta({ description: "What made it better for users." }),
    resolution: line.optional().meta({ description: "What ended it." }),
    rollbackUsed: z.enum(rollbacks).optional().meta({ description: "Whether a change was taken back." }),
    playbooks: z
      .array(
        z.strictObject({
          id: id.meta({ description: "Id of the playbook." }),
          verdict: z.enum(playbookVerdicts).meta({ description: "How it did." }),
        }),
      )
      .max(MOST.some)
      .default([])
      .meta({ description: "Playbooks that were followed, or would have been needed." }),
    actions: z.array(action).max(MOST.many).default([]).meta({ description: "What is to be done about it." }),
    noActionsReason: line.optional().meta({ description: "Why nothing is to be done." }),
    surprises: z.array(line).max(MOST.many).default([]).meta({ description: "What nobody had expected." }),
    openQuestions: z.array(line).max(MOST.many).default([]).meta({ description: "What is still not known." }),
    related: z
      .array(
        z
          .strictObject({
            id: id.optional().meta({ description: "Id of another report or incident on this site." }),
            url: webUrl.optional().meta({ description: "The address of a report elsewhere." }),
            relation: z.enum(relations).meta({ description: "How they are related." }),
            note: line.optional().meta({ description: "What is alike." }),
          })
          .check(namedOnce),
      )
      .max(MOST.some)
      .default([])
      .meta({ description: "Other reports that have to do with this one." }),
    evidence: z
      .array(
        z.strictObject({
          label: line.meta({ description: "What it is." }),
          url: webUrl
            .optional()
            .meta({ description: "Where it is; never shown where access is restricted." }),
          access: z.enum(evidenceAccess).meta({ description: "public or restricted." }),
        }),
      )
      .max(MOST.many)
      .default([])
      .meta({ description: "Logs, dashboards, threads." }),
    credits: z
      .array(
        z
          .strictObject({
            person: id.optional().meta({ description: "Handle of a person." }),
            org: line.optional().meta({ description: "Name of an organisation." }),
            roles: z
              .array(line)
              .min(1)
              .max(MOST.few)
              .meta({ description: "What for, such as incident-commander." }),
            consent: z.enum(consents).meta({ description: "public, handle or anonymous." }),
          })
          .check(personOrOrg),
      )
      .max(MOST.many)
      .default([])
      .meta({ description: "Who helped, as far as they agreed to be named." }),
    charts: z
      .array(chart)
      .max(MOST.few)
      .default([])
      .meta({ description: "Figures for <Chart> in the text." }),
    tags: z.array(line).max(MOST.some).default([]).meta({ description: "Free words to find it by." }),
  })
  .meta({
    title: "Daymark postmortem",
    description: "Front matter of content/postmortems/<id>.mdx.",
  });

/** The typed front matter of a postmortem. */
export type PostmortemFrontMatter = z.output<typeof postmortemSchema>;
/** One contributing factor. */
export type Factor = PostmortemFrontMatter["factors"][number];
/** One action item as it was written. */
export type Action = PostmortemFrontMatter["actions"][number];
/** Figures for a chart as they were written. */
export type ChartData = PostmortemFrontMatter["charts"][number];

/** A time that is not known has no `at`, and every other has one. */
function knownOrNot({
  value,
  issues,
}: z.core.ParsePayload<{ at?: unknown; confidence: (typeof confidences)[number] }>): void {
  if ((value.at === undefined) === (value.confidence === "unknown")) return;
  const mistake: Mistake =
    value.at === undefined
      ? {
          code: "key-missing",
          message: "This time has a confidence and no time.",
          found: `confidence: ${value.confidence} without at`,
          expected: "at with a time and its zone, or confidence: unknown",
          hint: 'Add "at:" with the time, or write { confidence: unknown }.',
        }
      : {
          code: "key-misplaced",
          message: "A time that is given is not unknown.",
          found: "at with confidence: unknown",
          expected: "confidence: exact or confidence: estimated",
          hint: "Write estimated if it is a guess; remove at if nobody knows.",
        };
  issues.push({ code: "custom", input: value, path: [], message: mistake.message, params: { mistake } });
}

/** Exactly one of two keys. */
function oneOf(value: object, keys: readonly [string, string], what: string): Mistake | undefined {
  const given = keys.filter((key) => Object.hasOwn(value, key) && Reflect.get(value, key) !== undefined);
  if (given.length === 1) return undefined;
  return {
    code: given.length === 0 ? "key-missing" : "key-misplaced",
    message:
      given.length === 0
        ? `${what} has neither ${keys[0]} nor ${keys[1]}.`
        : `${what} has ${keys[0]} and ${keys[1]}.`,
    found: given.length === 0 ? "neither" : quote(`${keys[0]}, ${keys[1]}`),
    expected: `one of ${keys[0]} and ${keys[1]}`,
    hint: given.length === 0 ? `Add "${keys[0]}:" or "${keys[1]}:".` : "Remove one of the two.",
  };
}

function refuse({ value, issues }: z.core.ParsePayload<object>, mistake: Mistake | undefined): void {
  if (!mistake) return;
  issues.push({ code: "custom", input: value, path: [], message: mistake.message, params: { mistake } });
}

function placedOnce(payload: z.core.ParsePayload<object>): void {
  refuse(payload, oneOf(payload.value, ["at", "label"], "This point"));
}

function namedOnce(payload: z.core.ParsePayload<object>): void {
  refuse(payload, oneOf(payload.value, ["id", "url"], "This relation"));
}

function personOrOrg(payload: z.core.ParsePayload<object>): void {
  refuse(payload, oneOf(payload.value, ["person", "org"], "This credit"));
}
