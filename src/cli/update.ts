import type { IncidentKind, Status } from "../records/schema/vocabulary.ts";
import { timesHelp } from "./moment.ts";
import { readNow } from "./now.ts";
import { impactEndOption, post, postOptions } from "./post.ts";
import { kindsWith, readStatus } from "./status.ts";
import { findTarget, loadOnly, requireSite } from "./target.ts";
import { listTemplates } from "./template.ts";
import { type Input, type Io, textOption, type Verb } from "./verb.ts";

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
    ...postOptions,
    "impact-end": impactEndOption,
  },
  more: [
    timesHelp,
    "Without an id it is the one open incident. Without --message the text comes from $VISUAL or $EDITOR.",
    "Example: daymark update --status monitoring --next-update 1h -m 'A fix is in place.'",
  ].join("\n"),
  run(input, io) {
    const listed = templateList(input, io);
    if (listed) return 0;
    const word = textOption(input, "status");
    const [id] = input.positionals;
    const target = findTarget(id, word === undefined ? [] : kindsWith(word), readNow(input, io), input, io);
    const choose = (kind: IncidentKind, template: Status | undefined): Status =>
      word === undefined ? (template ?? "update") : readStatus(word, kind);
    return post(target, choose, input, io);
  },
};

/** Prints the templates for `--template list`. Whether it did. */
export function templateList(input: Input, io: Io): boolean {
  if (textOption(input, "template") !== "list") return false;
  requireSite(input, io);
  io.out(listTemplates(loadOnly(input.root).templates));
  return true;
}
