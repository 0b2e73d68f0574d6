import { withoutConflicts } from "./conflict.ts";
import type { Parsed } from "./parse/record.ts";
import { isBroken, type Problem } from "./problem.ts";
import { decodeSource, type Source } from "./source.ts";

/** A file without an error: what it is as text, and as a record. */
export interface Strict<P> {
  readonly source: Source;
  readonly parsed: P;
}

/** Reads a file as strictly as `check`: with an error in it, that is all that comes of it. */
export function readStrictly<P extends Parsed<object>>(
  file: string,
  bytes: Uint8Array,
  parse: (source: Source) => P,
): Strict<P> | Problem {
  const decoded = decodeSource(file, bytes);
  if (!("text" in decoded)) return decoded;
  const { source, problems } = withoutConflicts(decoded);
  const parsed = parse(source);
  return [...problems, ...parsed.problems].find(isBroken) ?? { source, parsed };
}
