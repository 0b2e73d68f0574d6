import type { Instant } from "../records/instant.ts";
import type { FileChange } from "./lineage.ts";

/** What git says of a commit's signature, and never more: `verified` by a key that the site's repository allows. */
export type SignatureState = "verified" | "unverified" | "unsigned";

/** A commit as the audit history shows it. */
export interface AuditCommit {
  /** Full hash. */
  readonly hash: string;
  /** When it was committed, which is the nearest that git knows to when it was published. */
  readonly at: Instant;
  /** When its author wrote it. */
  readonly authored: Instant;
  /** The author as written in git, `.mailmap` applied. */
  readonly author: { readonly name: string; readonly email: string };
  /** The first line of its message. */
  readonly subject: string;
  /** What the author says of it with a trailer `Change: editorial` or `Change: material`. */
  readonly declared: "editorial" | "material" | undefined;
  readonly signature: SignatureState;
  /** Whether it joins two lines of work. */
  readonly merge: boolean;
  /** Whether `.audit-ignore-revs` lists it: it counts as no change. */
  readonly ignored: boolean;
  readonly changes: readonly FileChange[];
}

/** Reads the trailer `Change:` of a commit message: one of the last lines, as `git interpret-trailers` has it. */
export function declaredChange(message: string): AuditCommit["declared"] {
  const last = message.trimEnd().slice(message.trimEnd().lastIndexOf("\n\n") + 1);
  const words = last
    .split("\n")
    .flatMap((line) => /^change:[ \t]*(editorial|material)[ \t]*$/i.exec(line)?.[1] ?? []);
  const word = words.at(-1)?.toLowerCase();
  return word === "editorial" || word === "material" ? word : undefined;
}
