import type { Signature } from "../../history/git/log.ts";
import type { Writes } from "../../importers/cstate.ts";

/*
 * The input of git-fast-import(1). Its dates must be `raw-permissive`: zones are what they are in the source.
 */

/** A commit to be made. */
export interface NewCommit {
  readonly author: Signature;
  readonly committer: Signature;
  /** To the byte, line ends included. */
  readonly message: string;
  /** By path, relative to the site's folder. */
  readonly writes: Writes;
}

/** Where commits go. */
export interface Branch {
  /** Full name of the reference. */
  readonly ref: string;
  /** What the first commit comes after; undefined where it is the repository's first. */
  readonly parent: string | undefined;
  /** Path of the site's folder within the repository, with a slash at its end; empty at its root. */
  readonly prefix: string;
}

/** What git is told to make one commit; `parent` only for the first one of a stream. */
export function commitCommand(
  { ref, prefix }: Branch,
  commit: NewCommit,
  parent: string | undefined,
): string {
  const files = [...commit.writes].map(([path, text]) => {
    const name = quotedPath(prefix + path);
    return text === undefined ? `D ${name}\n` : `M 100644 inline ${name}\n${data(text)}`;
  });
  return [
    `commit ${ref}\n`,
    `author ${person(commit.author)}\n`,
    `committer ${person(commit.committer)}\n`,
    data(commit.message),
    parent === undefined ? "" : `from ${parent}\n`,
    ...files,
    "\n",
  ].join("");
}

/** Ends a stream. Without it, nothing of the stream counts: whoever wrote it has not come to its end. */
export const DONE = "done\n";

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** A path in quotes, as git takes it whatever is in it. */
function quotedPath(path: string): string {
  return `"${path.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

/** Signs that end a name or an address are in none that git itself has written. */
function person({ name, email, at, zone }: Signature): string {
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, "");
  const seconds = Math.min(Math.max(0, Math.trunc(at / 1000)), Number.MAX_SAFE_INTEGER);
  return `${clean(name)} <${clean(email)}> ${seconds} ${/^[+-]\d+$/.test(zone) ? zone : "+0000"}`;
}
