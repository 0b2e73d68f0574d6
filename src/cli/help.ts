import { table } from "./table.ts";
import type { Option, Verb } from "./verb.ts";

/** Options that every verb has. */
const commonOptions = {
  root: { type: "string", value: "DIR", about: "The site's folder (default: where the command is run)." },
  help: { type: "boolean", short: "h", about: "Show this text." },
} as const satisfies Record<string, Option>;

/** The options of a verb: its own, then the common ones that it has. */
export function optionsOf(verb: Verb): Readonly<Record<string, Option>> {
  const { root, help } = commonOptions;
  return { ...verb.options, ...(verb.rootless ? {} : { root }), help };
}

/** The text of `daymark --help`. */
export function overview(verbs: readonly Verb[]): string {
  const rows = verbs.map((verb) => [
    `${verb.name}${verb.positionals ? ` ${verb.positionals}` : ""}`,
    verb.summary,
  ]);
  return [
    "daymark: a status site from Markdown files in git",
    "",
    "Usage: daymark <verb> [options]",
    "",
    table(rows, "  "),
    "",
    "daymark <verb> --help tells more of each. --version prints the version.",
    "Exit codes: 0 done, 1 problems in the records, 2 wrong use.",
    "",
  ].join("\n");
}

/** The text of `daymark <verb> --help`. */
export function verbHelp(verb: Verb): string {
  const options = Object.entries(optionsOf(verb));
  const rows = options.map(([name, option]) => [
    `${option.short ? `-${option.short}, ` : ""}--${name}${option.value ? ` ${option.value}` : ""}`,
    option.about,
  ]);
  return [
    `${verb.summary}.`,
    "",
    `Usage: daymark ${verb.name}${verb.positionals ? ` ${verb.positionals}` : ""} [options]`,
    "",
    table(rows, "  "),
    ...(verb.more ? ["", verb.more] : []),
    "",
  ].join("\n");
}
