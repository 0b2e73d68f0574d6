import type { Site } from "../../records/schema/site.ts";
import { idOf } from "../../records/source.ts";
import { readPast } from "../site/past.ts";
import { markdownFiles } from "../site/records.ts";
import { type Io, UsageError } from "../verb.ts";

/** Words that may begin a number: `KELP`, `KELP-SA`. */
const PREFIX = /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/;

/** The site's prefix of advisory numbers. Throws `UsageError` that says how to set one. */
export function readPrefix({ name, advisories }: Site, year: number): string {
  const prefix = advisories?.prefix;
  if (prefix !== undefined && PREFIX.test(prefix)) return prefix;
  if (prefix !== undefined) {
    throw new UsageError(
      `advisories.prefix in content/site.yaml is ${JSON.stringify(prefix)}. Expected letters and digits, such as KELP for KELP-2026-0001.`,
    );
  }
  const word = /[A-Za-z][A-Za-z0-9]*/.exec(name)?.[0].toUpperCase().slice(0, 10) ?? "EX";
  throw new UsageError(
    `content/site.yaml does not say what the numbers of advisories begin with. Add to it:\n\nadvisories:\n  prefix: ${word}\n\nThe first advisory of ${year} is ${numbered(word, year, 1)} then. It is a part of addresses, so choose it for good.`,
  );
}

/** An advisory's id: `KELP-2026-0001`. */
export function numbered(prefix: string, year: number, number: number): string {
  return `${prefix}-${year}-${String(number).padStart(4, "0")}`;
}

/**
 * The number after the highest one of a year. Drafts, reserved and withdrawn numbers are taken, and so are those of files
 * that git knows to have been there. A gap is left: nobody can tell what it was.
 */
export async function nextNumber(
  root: string,
  history: "git" | "off",
  prefix: string,
  year: number,
  io: Io,
): Promise<number> {
  const begin = `${prefix}-${year}-`.toLowerCase();
  const numbers = [...markdownFiles(root, "advisories"), ...(await pastFiles(root, history, io))].map(
    (file) => {
      const id = idOf(file).toLowerCase();
      const digits = id.startsWith(begin) ? id.slice(begin.length) : "";
      return /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
    },
  );
  return numbers.reduce((highest, one) => Math.max(highest, one), 0) + 1;
}

/** Paths below `advisories/` that git knows, under all names that files had. */
async function pastFiles(root: string, setting: "git" | "off", io: Io): Promise<string[]> {
  try {
    const { history } = await readPast(root, setting);
    if (typeof history === "string") return [];
    return history.lineages
      .flatMap(({ path, steps }) => [path, ...steps.map((step) => step.path)])
      .filter((path) => path.startsWith("advisories/"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    io.err(`Numbers of files that were deleted are not known: ${reason}\n`);
    return [];
  }
}
