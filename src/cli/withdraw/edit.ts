import { NO_REASON } from "../../model/advisory.ts";
import { withdraw } from "../../records/advisory/edit.ts";
import {
  type Advisory,
  isDraft,
  isPublished,
  type PublishedAdvisory,
  parseAdvisory,
} from "../../records/advisory.ts";
import { type Instant, writeHeadingInstant, writeInstant } from "../../records/instant.ts";
import type { Problem } from "../../records/problem.ts";
import { report } from "../report.ts";
import { sourceOf } from "../update/examine.ts";
import { UsageError } from "../verb.ts";

/** The advisory that a file holds. Throws `UsageError` unless it can be read, is public and is not withdrawn. */
export function requirePublic(file: string, text: string, now: Instant): PublishedAdvisory {
  const { record, problems } = parseAdvisory(sourceOf(file, text));
  if (!record) {
    throw new UsageError(
      `${file} cannot be read as an advisory. Mend it first:\n\n${report(problems.filter(isError), "text").trimEnd()}`,
    );
  }
  const { id, withdrawn } = record;
  if (isDraft(record)) {
    throw new UsageError(
      `${id} is ${record.reserved ? "a reserved number" : "a draft"}, so there is nothing to withdraw. Delete ${file} instead. If it was published before, put its "published" back first.`,
    );
  }
  if (!isPublished(record, now)) {
    throw new UsageError(
      `${id} is to be published at ${writeHeadingInstant(record.published ?? now)} and is no more than a draft until then. Delete ${file}, or remove "published" from it.`,
    );
  }
  if (withdrawn) {
    throw new UsageError(
      `${id} was withdrawn already, at ${writeHeadingInstant(withdrawn.at)}: ${withdrawn.reason ?? NO_REASON} To say more about it, edit "withdrawn" in ${file}.`,
    );
  }
  return record;
}

/**
 * The text of an advisory with its withdrawal. Throws `UsageError` where the result would be wrong, or would say anything
 * else than before besides.
 */
export function withdrawnText(file: string, text: string, at: Instant, reason: string): string {
  const edited = withdraw(text, at, reason);
  const before = parseAdvisory(sourceOf(file, text));
  const after = edited === undefined ? undefined : parseAdvisory(sourceOf(file, edited));
  const known = new Set(before.problems.map(named));
  const added = after?.problems.filter((one) => isError(one) && !known.has(named(one))) ?? [];
  if (added.length > 0) {
    throw new UsageError(
      `nothing was written to ${file}, because it would be wrong:\n\n${report(added, "text").trimEnd()}`,
    );
  }
  const isOnlyThat =
    said({ ...before.record, withdrawn: { at, reason } }) === said({ ...after?.record }) && after?.record;
  if (edited !== undefined && isOnlyThat) return edited;
  throw new UsageError(
    `the front matter of ${file} is written in a way that Daymark cannot add to. Add by hand: withdrawn: { at: ${writeInstant(at)}, reason: ${JSON.stringify(reason)} }`,
  );
}

/** Everything that an advisory says, without its text as a file. */
function said({ source: _, withdrawn, ...rest }: Partial<Advisory>): string {
  return JSON.stringify([withdrawn?.at, withdrawn?.reason, Object.entries(rest).sort()]);
}

/** A problem without its place, which the new lines move. */
function named({ code, message, found }: Problem): string {
  return JSON.stringify([code, message, found]);
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}
