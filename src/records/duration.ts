import type { Mistake } from "./problem.ts";
import { quote } from "./quote.ts";

/** A length of time in milliseconds. */
export type Duration = number;

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Reads a length of time: a whole number and one of m, h, d, w (`30m`, `2h`, `90d`). */
export function parseDuration(text: string): Duration | Mistake {
  const match = /^(\d{1,6}) ?([mhdw])$/.exec(text.trim());
  const unit = match?.[2] as keyof typeof UNITS | undefined;
  if (match && unit && Number(match[1]) > 0) return Number(match[1]) * UNITS[unit];
  return {
    code: "duration-invalid",
    message: "This is no length of time.",
    found: quote(text),
    expected: "a whole number and m, h, d or w, such as 30m or 14d",
    hint: match ? "Write a number above 0." : "Minutes are m, hours h, days d, weeks w.",
  };
}
