import { join } from "node:path";
import { writeHeadingInstant } from "../records/instant.ts";
import { commitOption, concludeWith } from "./git.ts";
import { locked } from "./lock.ts";
import { nowOption, readNow } from "./now.ts";
import { printable } from "./report.ts";
import { requireSite } from "./site/records.ts";
import { readText } from "./update/append.ts";
import { fullMinute, pastMoment } from "./update/moment.ts";
import { type Input, type Io, textOption, UsageError, type Verb } from "./verb.ts";
import { requirePublic, withdrawnText } from "./withdraw/edit.ts";
import { findAdvisory } from "./withdraw/target.ts";
import { writeWhole } from "./write.ts";

/** How often a file is tried that changes meanwhile. */
const ATTEMPTS = 5;

/** `daymark withdraw`: says that a published advisory was a mistake, and leaves it where it is. */
export const withdrawVerb: Verb = {
  name: "withdraw",
  summary: "Withdraw a published advisory; it stays on the site, marked as withdrawn",
  positionals: "<id>",
  arity: { min: 1, max: 1 },
  options: {
    reason: { type: "string", value: "TEXT", about: "Why, in one plain sentence. Readers see it." },
    at: { type: "string", value: "T", about: "When it was withdrawn, if not now." },
    commit: commitOption,
    now: nowOption,
  },
  more: "Example: daymark withdraw EX-2026-0004 --reason 'The code in question was never in a release.'",
  async run(input, io) {
    requireSite(input, io);
    const [word = ""] = input.positionals;
    const file = findAdvisory(word, input.root);
    const now = readNow(input, io);
    const wanted = textOption(input, "at");
    const begun = wanted === undefined ? fullMinute(now) : pastMoment("at", wanted, now);
    // What cannot be withdrawn is said before anybody is asked for a reason.
    requirePublic(file, readText(input.root, file), now);
    const reason = await readReason(input, io);
    const { title, at, id } = await locked(join(input.root, file), () => {
      for (let left = ATTEMPTS; left > 0; left--) {
        const text = readText(input.root, file);
        const advisory = requirePublic(file, text, now);
        // Within its first minute, it cannot be withdrawn before it was published.
        const at = wanted === undefined ? Math.max(begun, advisory.published) : begun;
        const edited = withdrawnText(file, text, at, reason);
        if (writeWhole(join(input.root, file), edited, text)) return { ...advisory, at };
      }
      throw new UsageError(
        `nothing was written to ${file}, because something else changed it ${ATTEMPTS} times meanwhile. Run this again when that is over.`,
      );
    });
    io.err(`${id}: ${printable(title)}: withdrawn at ${writeHeadingInstant(at)}.\n`);
    io.err("It stays on the site and in every format, marked as withdrawn, once this is pushed and built.\n");
    return concludeWith(file, `${id}: withdrawn`, input, io);
  },
};

/** `--reason`, or the answer to a question. Throws `UsageError` for none. */
async function readReason(input: Input, io: Io): Promise<string> {
  const option = textOption(input, "reason")?.trim() ?? "";
  const reason =
    option || (io.interactive && io.ask ? (await io.ask("Why, in one plain sentence: ")).trim() : "");
  if (reason === "" || /^none\.?$/i.test(reason)) {
    throw new UsageError(
      "there is no reason. Readers and scanners' users want to know why: --reason 'The code in question was never in a release.'",
    );
  }
  if (/[\r\n]/.test(reason))
    throw new UsageError("the reason has more than one line. Put the rest into the text of the advisory.");
  return reason;
}
