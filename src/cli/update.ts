import type { IncidentKind, Status } from "../records/schema/vocabulary.ts";
import { readNow } from "./now.ts";
import { timesHelp } from "./update/moment.ts";
import { impactEndOption, post, postOptions } from "./update/post.ts";
import { kindsWith, readStatus } from "./update/status.ts";
import { findTarget } from "./update/target.ts";
import { tellTemplates } from "./update/template.ts";
import { textOption, type Verb } from "./verb.ts";

/** `daymark update`: appends an update to a record. */
export const update: Verb = {
  name: "update",
  summary: "Append an update to an incident, maintenance or notice",
  positionals: "[id]",
  arity: { min: 0, max: 1 },
  options: {
    status: {
      type: "string",
      short: "s",
      value: "WORD",
      about: "The new status; update (default) leaves it as it is.",
    },
    "impact-end": impactEndOption,
    ...postOptions,
  },
  more: [
    timesHelp,
    "Without an id it is the one open incident. Without --message the text comes from $VISUAL or $EDITOR.",
    "Example: daymark update --status monitoring --next-update 1h -m 'A fix is in place.'",
  ].join("\n"),
  surplus(word) {
    const [kind] = kindsWith(word);
    return kind && `For the new status write --status ${readStatus(word, kind)}.`;
  },
  run(input, io) {
    if (tellTemplates(input, io)) return 0;
    const word = textOption(input, "status");
    const [id] = input.positionals;
    const target = findTarget(id, word === undefined ? [] : kindsWith(word), readNow(input, io), input, io);
    const choose = (kind: IncidentKind, template: Status | undefined): Status =>
      word === undefined ? (template ?? "update") : readStatus(word, kind);
    return post(target, choose, input, io);
  },
};
