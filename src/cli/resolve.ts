import { finalStatuses, type IncidentKind, type Status } from "../records/schema/vocabulary.ts";
import { readNow } from "./now.ts";
import { timesHelp } from "./update/moment.ts";
import { impactEndOption, post, postOptions } from "./update/post.ts";
import { finalStatus } from "./update/status.ts";
import { findTarget } from "./update/target.ts";
import { tellTemplates } from "./update/template.ts";
import { UsageError, type Verb } from "./verb.ts";

const { "next-update": _, ...options } = postOptions;

/** `daymark resolve`: appends the final update and ends the open impact. */
export const resolveVerb: Verb = {
  name: "resolve",
  summary: "Append the final update (resolved, completed or ended) and end the open impact",
  positionals: "[id]",
  arity: { min: 0, max: 1 },
  options: { "impact-end": impactEndOption, ...options },
  more: [
    timesHelp,
    "Without an id it is the one open incident. Impact without an end gets one: the time of this update, or --impact-end.",
    "Example: daymark resolve --impact-end 00:20Z -m 'Search works normally again.'",
  ].join("\n"),
  run(input, io) {
    if (tellTemplates(input, io)) return 0;
    const [id] = input.positionals;
    const target = findTarget(id, [], readNow(input, io), input, io);
    const choose = (kind: IncidentKind, template: Status | undefined): Status => {
      if (template === undefined) return finalStatus[kind];
      if (finalStatuses.includes(template)) return template;
      throw new UsageError(
        `this template is for status ${template}, which ends nothing. Use daymark update, or a template for ${finalStatus[kind]}.`,
      );
    };
    return post(target, choose, input, io);
  },
};
