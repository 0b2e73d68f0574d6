import { z } from "zod";
import {
  actionKinds,
  actionStatuses,
  answers,
  confidences,
  dataImpacts,
  detectionSources,
  evidenceAccess,
  factorCategories,
  type keyTimes,
  playbookVerdicts,
  relations,
  rollbacks,
} from "../../../records/schema/vocabulary.ts";
import { lessonHead } from "./lessons.ts";
import { aboutMarkdown, address, day, id, line, markdown, schemaAddress, time } from "./value.ts";

const keyTime = z
  .strictObject({
    at: time.nullable().meta({ description: "Null where nobody knows." }),
    confidence: z.enum(confidences).meta({ description: "How sure it is." }),
  })
  .nullable();

const timeDescriptions = {
  impactStart: "When users first felt it.",
  detected: "When somebody of the project first noticed.",
  declared: "When it was called an incident.",
  mitigated: "When the worst was over for users.",
  impactEnd: "When users felt nothing any more.",
  resolved: "When the incident was closed.",
} as const satisfies Record<(typeof keyTimes)[number], string>;

const name = line.meta({ description: "A name, as far as it was agreed to; else a handle." });

const factor = z
  .strictObject({
    id,
    url: address.meta({ description: "Its place on the page." }),
    category: z.enum(factorCategories).meta({ description: "What kind of factor it is." }),
    summary: line.meta({ description: "What contributed." }),
    introduced: line.nullable().meta({ description: "Since when, or with which change, it was there." }),
    whyUndetected: line.nullable().meta({ description: "Why nobody saw it before." }),
  })
  .meta({ description: "One contributing factor." });

const action = z
  .strictObject({
    id,
    url: address.meta({ description: "Its place on the page." }),
    title: line.meta({ description: "What is to be done." }),
    kind: z.enum(actionKinds).meta({ description: "What it is to achieve." }),
    factors: z.array(id).meta({ description: "Ids of the factors that it answers." }),
    owner: line.nullable().meta({ description: "Who sees to it, as far as they agreed to be named." }),
    due: day.nullable().meta({ description: "The day by which it is to be done." }),
    noDueReason: line.nullable().meta({ description: "Why there is no such day." }),
    status: z.enum(actionStatuses).meta({ description: "Where it stands." }),
    statusReason: line.nullable().meta({ description: "Why it is delayed, blocked or will not be done." }),
    done: day.nullable().meta({ description: "The day on which it was done." }),
    overdue: z
      .boolean()
      .meta({ description: "Whether its day was past, and it was not over, when the site was built." }),
    opened: time.nullable().meta({ description: "Since when the public could read of it; null if unknown." }),
    slips: z
      .array(z.strictObject({ at: time, from: day, to: day }))
      .meta({ description: "When its day was put off, oldest first; none where there is no history." }),
    issue: address.nullable().meta({ description: "Where the work is followed." }),
    evaluation: line.nullable().meta({ description: "How one can tell that it worked." }),
  })
  .meta({ description: "One action item." });

/** `/api/v1/lessons/<id>.json`. */
export const lessonSchema = z
  .strictObject({
    $schema: schemaAddress,
    ...lessonHead,
    supersededBy: z
      .strictObject({ id, url: address })
      .nullable()
      .meta({ description: "The report that took its place." }),
    times: z
      .strictObject({
        impactStart: keyTime.meta({ description: timeDescriptions.impactStart }),
        detected: keyTime.meta({ description: timeDescriptions.detected }),
        declared: keyTime.meta({ description: timeDescriptions.declared }),
        mitigated: keyTime.meta({ description: timeDescriptions.mitigated }),
        impactEnd: keyTime.meta({ description: timeDescriptions.impactEnd }),
        resolved: keyTime.meta({ description: timeDescriptions.resolved }),
      })
      .meta({
        description: "The times from which durations come; null for those that the report leaves out.",
      }),
    detection: z
      .strictObject({
        source: z.enum(detectionSources).meta({ description: "How it was first noticed." }),
        usersFirst: z.enum(answers).meta({ description: "Whether users noticed before the project did." }),
        gap: line.nullable().meta({ description: "Why it was not noticed earlier." }),
      })
      .nullable()
      .meta({ description: "How it was noticed." }),
    impact: z
      .strictObject({
        userFacing: z.enum(answers).meta({ description: "Whether users felt it." }),
        users: z
          .strictObject({
            count: z.int().min(0).nullable().meta({ description: "How many users." }),
            percent: z.number().min(0).max(100).nullable().meta({ description: "How many per cent." }),
            basis: line.meta({ description: "What the figure comes from." }),
          })
          .nullable()
          .meta({ description: "How many users were affected." }),
        data: z.enum(dataImpacts).meta({ description: "What became of data." }),
        statement: line.meta({ description: "What users could not do." }),
      })
      .nullable()
      .meta({ description: "What it meant for users." }),
    factors: z.array(factor).meta({ description: "What contributed." }),
    mitigation: line.nullable().meta({ description: "What made it better for users." }),
    resolution: line.nullable().meta({ description: "What ended it." }),
    rollbackUsed: z.enum(rollbacks).nullable().meta({ description: "Whether a change was taken back." }),
    playbooks: z
      .array(z.strictObject({ id, verdict: z.enum(playbookVerdicts) }))
      .meta({ description: "Playbooks that were followed, or would have been needed." }),
    actions: z.array(action).meta({ description: "What is to be done about it." }),
    noActionsReason: line.nullable().meta({ description: "Why nothing is to be done." }),
    surprises: z.array(line).meta({ description: "What nobody had expected." }),
    openQuestions: z.array(line).meta({ description: "What is still not known." }),
    related: z
      .array(
        z.strictObject({
          id: id.nullable().meta({ description: "Id of a record of this site; null for one elsewhere." }),
          url: address,
          relation: z.enum(relations),
          note: line.nullable().meta({ description: "What is alike." }),
        }),
      )
      .meta({ description: "Other records that have to do with it." }),
    evidence: z
      .array(
        z.strictObject({
          label: line,
          url: address.nullable().meta({ description: "Null where it is restricted, or has none." }),
          access: z.enum(evidenceAccess),
        }),
      )
      .meta({ description: "Logs, dashboards, threads." }),
    owner: line.meta({ description: "Who sees to this report, as far as they agreed to be named." }),
    authors: z.array(name).meta({ description: "Who wrote it, as far as they agreed to be named." }),
    reviews: z
      .array(
        z.strictObject({
          by: name,
          org: line.nullable().meta({ description: "The reviewer's organisation." }),
          independent: z
            .boolean()
            .meta({ description: "Whether the reviewer had no part in what happened." }),
          on: day,
        }),
      )
      .meta({ description: "Who reviewed it, as far as they agreed to be named." }),
    credits: z
      .array(z.strictObject({ name, roles: z.array(line) }))
      .meta({ description: "Who helped, as far as they agreed to be named." }),
    text: markdown.meta({ description: `The whole text as CommonMark. ${aboutMarkdown}` }),
    tags: z.array(line).meta({ description: "Free words to find it by." }),
    history: address.nullable().meta({ description: "Every version of it; null where there is no history." }),
  })
  .meta({ title: "Postmortem", description: "Everything that is published of one postmortem." });

export type LessonDocument = z.output<typeof lessonSchema>;
