import type { ParseArgsOptionDescriptor } from "node:util";

/** The world as a verb sees it; tests hand in their own. */
export interface Io {
  /** Folder in which the command is run. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person sees the output and can answer. */
  readonly interactive: boolean;
  /** Writes results. */
  out(text: string): void;
  /** Writes progress and problems. */
  err(text: string): void;
  /** Reads all of standard input. */
  stdin(): Promise<string>;
  /** Asks a question and reads one line; absent where nobody can answer. */
  ask?(question: string): Promise<string>;
}

/** An option of a verb: what `parseArgs` needs, and what `--help` says. */
export interface Option extends ParseArgsOptionDescriptor {
  /** Placeholder of the value in `--help`; none for a switch. */
  readonly value?: string;
  readonly about: string;
}

/** What a person typed, taken apart. */
export interface Input {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
  /** Absolute path of the site's folder: `--root`, or where the command is run. */
  readonly root: string;
}

/** One verb of the command line. */
export interface Verb {
  readonly name: string;
  /** One line for the list of verbs. */
  readonly summary: string;
  /** Positional arguments as `--help` shows them, such as `<id>`. */
  readonly positionals?: string;
  /** How many positional arguments may be given; none unless said. */
  readonly arity?: { readonly min: number; readonly max: number };
  readonly options: Readonly<Record<string, Option>>;
  /** What to do with one argument too many, where that can be told. */
  surplus?(word: string): string | undefined;
  /** The verb works on no site, so that it has no --root. */
  readonly rootless?: true;
  /** Examples and remarks below the options in `--help`. */
  readonly more?: string;
  /** Does the work. Returns the exit code: 0 done, 1 problems in the records. Throws `UsageError` for wrong use. */
  run(input: Input, io: Io): Promise<number> | number;
}

/** Wrong use of the command line: printed without a stack trace, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The value of a text option, or undefined. */
export function textOption(input: Input, name: string): string | undefined {
  const value = input.values[name];
  return typeof value === "string" ? value : undefined;
}

/** Whether a switch was given. */
export function switchOption(input: Input, name: string): boolean {
  return input.values[name] === true;
}
