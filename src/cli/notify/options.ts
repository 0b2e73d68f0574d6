import { join, resolve } from "node:path";
import { parseDuration } from "../../records/duration.ts";
import { type Input, type Io, switchOption, textOption, UsageError } from "../verb.ts";

/** What was asked for. */
export interface Options {
  /** Absolute paths. */
  readonly config: string;
  readonly ledger: string;
  /** Milliseconds. */
  readonly maxAge: number;
  /** So many new updates may go out. */
  readonly limit: number;
  readonly dry: boolean;
  readonly queue: boolean;
  readonly pending: boolean;
  readonly since: string | undefined;
}

/** Reads the command line of `daymark notify`. Throws `UsageError`. */
export function readOptions(input: Input, io: Io): Options {
  const file = (name: string, instead: string): string => {
    const text = textOption(input, name);
    return text === undefined ? join(input.root, instead) : resolve(io.cwd, text);
  };
  const maxAge = parseDuration(textOption(input, "max-age") ?? "7d");
  if (typeof maxAge === "object") throw new UsageError(`--max-age: expected ${maxAge.expected}.`);
  const limit = textOption(input, "limit") ?? "20";
  if (!/^\d{1,6}$/.test(limit)) throw new UsageError(`--limit ${limit}: expected a whole number.`);
  const options = {
    config: file("config", "daymark.notify.yaml"),
    ledger: file("ledger", ".daymark/notify.jsonl"),
    maxAge,
    limit: Number(limit),
    dry: switchOption(input, "dry-run"),
    queue: switchOption(input, "queue"),
    pending: switchOption(input, "pending"),
    since: textOption(input, "since"),
  };
  const given = input.positionals.length;
  if (options.pending && options.queue) throw new UsageError("--queue and --pending exclude each other.");
  if (options.pending || options.since !== undefined) {
    if (given > 0 || (options.pending && options.since !== undefined)) {
      throw new UsageError("--pending, --since COMMIT, and OLD with NEW exclude each other.");
    }
  } else if (given !== 2) {
    throw new UsageError(
      `expected OLD and NEW: the folder (or address) of the site as it was, and the folder as it is now. ${given === 0 ? "Or --since COMMIT, or --pending." : "What is new cannot be told from one alone."}`,
    );
  }
  return options;
}
