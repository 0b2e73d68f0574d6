import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { nearest } from "../records/nearest.ts";
import { build } from "./build.ts";
import { check } from "./check.ts";
import { dev } from "./dev.ts";
import { guard } from "./guard.ts";
import { optionsOf, overview, verbHelp } from "./help.ts";
import { importVerb } from "./import.ts";
import { init } from "./init.ts";
import { newVerb } from "./new.ts";
import { notify } from "./notify.ts";
import { preview } from "./preview.ts";
import { resolveVerb } from "./resolve.ts";
import { schema } from "./schema.ts";
import { update } from "./update.ts";
import { type Io, type Option, UsageError, type Verb } from "./verb.ts";
import { verify } from "./verify.ts";
import { withdrawVerb } from "./withdraw.ts";

/** Every verb, in the order of the help. */
const verbs: readonly Verb[] = [
  newVerb,
  update,
  resolveVerb,
  withdrawVerb,
  check,
  build,
  dev,
  preview,
  verify,
  guard,
  notify,
  importVerb,
  init,
  schema,
];

/**
 * Runs one command line and returns its exit code: 0 done, 1 problems in the records, 2 wrong use. Errors that are
 * nobody's wrong use are printed in one line; DAYMARK_DEBUG=1 adds the stack trace.
 */
export async function run(argv: readonly string[], version: string, io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const verb = verbs.find((known) => known.name === rest[0]);
    (name === undefined ? io.err : io.out)(verb ? verbHelp(verb) : overview(verbs));
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    io.out(`${version}\n`);
    return 0;
  }
  const verb = verbs.find((known) => known.name === name);
  if (!verb) return unknownVerb(name, io);
  try {
    return await runVerb(verb, rest, io);
  } catch (error) {
    const usage = error instanceof UsageError;
    io.err(`daymark ${verb.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    if (usage) io.err(`daymark ${verb.name} --help tells how it is used.\n`);
    else if (io.env["DAYMARK_DEBUG"] && error instanceof Error) io.err(`${error.stack ?? ""}\n`);
    return 2;
  }
}

async function runVerb(verb: Verb, argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parse(verb, argv);
  if (values["help"] === true) {
    io.out(verbHelp(verb));
    return 0;
  }
  const arity = verb.arity ?? { min: 0, max: 0 };
  if (positionals.length < arity.min) throw new UsageError(`expected ${verb.positionals ?? "an argument"}.`);
  if (positionals.length > arity.max) {
    const surplus = positionals.slice(arity.max);
    const advice = surplus.map((word) => verb.surplus?.(word)).find((known) => known !== undefined);
    throw new UsageError(
      `too many arguments: ${surplus.join(" ")}.${advice === undefined ? "" : ` ${advice}`}`,
    );
  }
  const root = typeof values["root"] === "string" ? values["root"] : ".";
  return verb.run({ values, positionals, root: resolve(io.cwd, root) }, io);
}

function parse(verb: Verb, argv: readonly string[]): ReturnType<typeof parseArgs> {
  const options = optionsOf(verb);
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? (error.message.split(/\.\s/)[0] ?? "") : String(error);
    const ambiguous = /'-{1,2}(\w[\w-]*)[^']*' argument is ambiguous/.exec(message)?.[1];
    if (ambiguous) throw new UsageError(withHyphen(ambiguous, options));
    const unknown = /option '-*([\w-]+)/.exec(message)?.[1];
    const near = unknown && !(unknown in options) ? nearest(unknown, Object.keys(options)) : undefined;
    throw new UsageError(`${message}.${near ? ` Did you mean --${near}?` : ""}`);
  }
}

/** parseArgs takes a value that begins with a hyphen for an option, unless it is written after `=`. */
function withHyphen(name: string, options: Readonly<Record<string, Option>>): string {
  const long = Object.keys(options).find((known) => known === name || options[known]?.short === name) ?? name;
  return `the value of --${long} is missing or begins with a hyphen. If the hyphen belongs to it, write it after an equals sign, as in --${long}='- first'.`;
}

function unknownVerb(name: string, io: Io): number {
  const near = nearest(
    name,
    verbs.map((verb) => verb.name),
  );
  io.err(`daymark: there is no verb ${JSON.stringify(name)}.${near ? ` Did you mean ${near}?` : ""}\n`);
  io.err("daymark --help lists them.\n");
  return 2;
}
