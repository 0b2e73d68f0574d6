import type { FileChange } from "../lineage.ts";
import { startGit } from "./process.ts";
import { literal } from "./repository.ts";

/** A person and a time, as a commit names them. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since 1970 (UTC). */
  readonly at: number;
  /** Offset as git writes it, such as `+0200`. */
  readonly zone: string;
}

/** A commit with what it did to the files that were asked for. Contents are named by their full hashes; links and submodules have none. */
export interface LogCommit {
  /** Full hash. */
  readonly hash: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  /** The whole message, without the line end. */
  readonly message: string;
  /** What kind of signature it carries, if any. */
  readonly signed?: "ssh" | "other";
  readonly changes: readonly FileChange[];
}

/** What is to be read. */
export interface LogRange {
  /** Where it ends: a commit. */
  readonly head: string;
  /** Commits reachable from this one are left out. */
  readonly since?: string;
  /** Files and folders, relative to `root`; changes of others are not looked at. */
  readonly paths: readonly string[];
}

/**
 * Reads the history of some paths in one pass, newest commit first, no commit before its descendants, and a merged
 * branch in one piece before what it was merged into (`--topo-order`). Renames are found as `git log -M` finds them; of a
 * merge only those files are told that differ from all its parents. Paths are relative to `root`. Throws `GitError`.
 */
export async function* readLog(root: string, range: LogRange): AsyncGenerator<LogCommit> {
  const { output, done } = startGit(root, [
    "log",
    "-z",
    "--raw",
    "--format=raw",
    "--encoding=UTF-8",
    "--no-abbrev",
    "--no-show-signature",
    "--no-notes",
    "--no-decorate",
    "--no-color",
    "--no-ext-diff",
    "--full-history",
    "--topo-order",
    "-M",
    "-c",
    "--relative",
    range.head,
    ...(range.since === undefined ? [] : [`^${range.since}`]),
    "--",
    ...range.paths.map(literal),
  ]);
  let header = "";
  let changes: FileChange[] = [];
  const tokens = nulSeparated(output);
  for await (const token of tokens) {
    let meta = token;
    if (token.startsWith("commit ")) {
      if (header !== "") yield commitOf(header, changes);
      changes = [];
      // The first change follows the header without a NUL; lines of the message are indented.
      const at = token.lastIndexOf("\n:");
      header = at === -1 ? token : token.slice(0, at);
      if (at === -1) continue;
      meta = token.slice(at + 1);
    }
    if (!meta.startsWith(":")) continue;
    const change = await changeOf(meta, tokens);
    if (change) changes.push(change);
  }
  if (header !== "") yield commitOf(header, changes);
  await done;
}

/** Splits a stream at NUL bytes. Decodes each piece by itself: a character never spans two. */
async function* nulSeparated(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, start)) {
      const piece = chunk.subarray(start, at);
      yield (rest.length === 0 ? piece : Buffer.concat([...rest, piece])).toString("utf8");
      rest = [];
      start = at + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString("utf8");
}

/** Reads `:100644 100644 <hash> <hash> R086` and the paths that follow; a merge has one colon and mode more for each parent. */
async function changeOf(meta: string, tokens: AsyncIterator<string>): Promise<FileChange | undefined> {
  const parents = meta.search(/[^:]/);
  const words = meta.slice(parents).split(" ");
  const modes = words.slice(0, parents + 1);
  const hashes = words.slice(parents + 1, 2 * parents + 2);
  const status = words.at(-1) ?? "";
  const next = async (): Promise<string> => (await tokens.next()).value ?? "";
  const first = await next();
  const renamed = parents === 1 && /^[RC]/.test(status);
  const path = renamed ? await next() : first;
  const before = contentOf(modes[0], hashes[0]);
  const after = contentOf(modes.at(-1), hashes.at(-1));
  if (before === undefined && after === undefined) return undefined;
  return { path, ...(renamed && { from: first }), before, after };
}

/** The hash of a regular file's content; undefined for nothing, a link (120000) and a submodule (160000). */
function contentOf(mode: string | undefined, hash: string | undefined): string | undefined {
  return mode?.startsWith("100") ? hash : undefined;
}

/** Reads what `--format=raw` prints: the commit object's own header lines, and the message indented by four spaces. */
function commitOf(text: string, changes: readonly FileChange[]): LogCommit {
  const end = text.indexOf("\n\n");
  const header = end === -1 ? text : text.slice(0, end);
  const message =
    end === -1
      ? ""
      : text
          .slice(end + 2)
          .replace(/^ {4}/gm, "")
          .replace(/\n+$/, "");
  const hash = /^commit (\S+)/.exec(header)?.[1] ?? "";
  const signature = /^gpgsig(?:-sha256)? (.*)$/m.exec(header)?.[1];
  return {
    hash,
    parents: [...header.matchAll(/^parent (\S+)$/gm)].map((match) => match[1] ?? ""),
    author: signatureOf(header, "author"),
    committer: signatureOf(header, "committer"),
    message,
    ...(signature !== undefined && { signed: signature.includes("SSH SIGNATURE") ? "ssh" : "other" }),
    changes,
  };
}

function signatureOf(header: string, role: "author" | "committer"): Signature {
  const line = new RegExp(`^${role} (.*)$`, "m").exec(header)?.[1] ?? "";
  const open = line.indexOf("<");
  const close = line.lastIndexOf(">");
  const [seconds = "", zone = "+0000"] = line
    .slice(close + 1)
    .trim()
    .split(" ");
  return {
    name: line.slice(0, open).trim(),
    email: line.slice(open + 1, close).trim(),
    at: (Number(seconds) || 0) * 1000,
    zone,
  };
}
