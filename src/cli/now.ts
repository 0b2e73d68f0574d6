import { type Instant, parseInstant } from "../records/instant.ts";
import type { Input, Io, Option } from "./verb.ts";
import { textOption, UsageError } from "./verb.ts";

/** The option that sets the clock. */
export const nowOption: Option = {
  type: "string",
  value: "T",
  about:
    "Take this as the present moment, such as 2026-11-20T10:42Z (default: SOURCE_DATE_EPOCH, or the clock).",
};

/** The present moment, read once: `--now`, then SOURCE_DATE_EPOCH (reproducible-builds.org), then the clock. */
export function readNow(input: Input, io: Io): Instant {
  const text = textOption(input, "now");
  if (text !== undefined) {
    const instant = parseInstant(text);
    if (typeof instant === "object") {
      throw new UsageError(`--now ${text}: ${instant.message} Expected ${instant.expected}.`);
    }
    return instant;
  }
  const epoch = io.env["SOURCE_DATE_EPOCH"];
  if (epoch === undefined || epoch === "") return Math.floor(Date.now() / 1000) * 1000;
  if (!/^\d{1,12}$/.test(epoch)) {
    throw new UsageError(`SOURCE_DATE_EPOCH is ${JSON.stringify(epoch)}; expected whole seconds since 1970.`);
  }
  return Number(epoch) * 1000;
}
