import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { crc32 } from "node:zlib";
import type { LogCommit, Signature } from "./log.ts";

/** What was read of a repository, up to one commit. */
export interface Reading {
  readonly head: string;
  /** Folders that were read, and where they lie in the repository: another question has another answer. */
  readonly scope: readonly string[];
  /** Oldest first. */
  readonly commits: readonly LogCommit[];
  /** Contents by their names; undefined for those that are too large. */
  readonly contents: ReadonlyMap<string, Uint8Array | undefined>;
}

/** Raised when the form of the files below changes. */
const FORMAT = 1;
const LIST = "segments.json";
/** With so many pieces, all are written anew as one. */
const SEGMENTS = 20;

/** What was added by one reading: `<name>.json` and, with the contents one after the other, `<name>.bin`. */
interface Segment {
  /** Names and addresses, each pair once. */
  readonly people: readonly (readonly [string, string])[];
  readonly rows: readonly Row[];
  /** The name and length of each content; -1: not kept. */
  readonly index: readonly (readonly [string, number])[];
  /** CRC-32 of the contents: a file that was cut off or mixed up is not believed. */
  readonly checksum: number;
}

interface List {
  readonly format: number;
  readonly head: string;
  readonly scope: readonly string[];
  /** Names of the segments, oldest first. */
  readonly segments: readonly string[];
}

type Row = readonly [
  hash: string,
  parents: string,
  author: number,
  authored: number,
  authorZone: string,
  committer: number,
  committed: number,
  committerZone: string,
  message: string,
  signed: LogCommit["signed"] | 0,
  changes: readonly (readonly [path: string, before: string | 0, after: string | 0, from?: string])[],
];

/** Reads what was kept; undefined where nothing was, for another scope, or where it is damaged. */
export function loadReading(folder: string, scope: readonly string[]): Reading | undefined {
  try {
    const list = readList(folder);
    if (list.format !== FORMAT || !isDeepStrictEqual(list.scope, scope)) return undefined;
    const commits: LogCommit[] = [];
    const contents = new Map<string, Uint8Array | undefined>();
    for (const name of list.segments) {
      const segment: Segment = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
      const pack = readFileSync(join(folder, `${name}.bin`));
      let at = 0;
      for (const [hash, length] of segment.index) {
        contents.set(hash, length < 0 ? undefined : pack.subarray(at, at + length));
        at += Math.max(0, length);
      }
      if (at !== pack.length || crc32(pack) !== segment.checksum) return undefined;
      for (const row of segment.rows) commits.push(commitOf(row, segment.people));
    }
    return { head: list.head, scope, commits, contents };
  } catch {
    return undefined;
  }
}

/**
 * Keeps a reading; `base` is the one that was loaded and is continued. Only what is new is written, into files of a new
 * name, and the list that names them takes the place of the old one at once: a build that is killed, or another one at the
 * same time, leaves a whole reading behind.
 */
export function saveReading(folder: string, reading: Reading, base: Reading | undefined): void {
  mkdirSync(folder, { recursive: true });
  const before = base ? readList(folder).segments : [];
  const first = before.length < SEGMENTS ? base : undefined;
  const name = randomBytes(8).toString("hex");
  const contents = [...reading.contents].slice(first?.contents.size ?? 0);
  const people = new Map<string, number>();
  const rows = reading.commits.slice(first?.commits.length ?? 0).map((commit) => rowOf(commit, people));
  const pack = Buffer.concat(contents.flatMap(([, one]) => one ?? []));
  const segment: Segment = {
    people: [...people.keys()].map((pair) => {
      const [own = "", email = ""] = pair.split("\0");
      return [own, email];
    }),
    rows,
    index: contents.map(([hash, bytes]) => [hash, bytes?.length ?? -1]),
    checksum: crc32(pack),
  };
  const { head, scope } = reading;
  const list: List = { format: FORMAT, head, scope, segments: [...(first ? before : []), name] };
  writeFileSync(join(folder, `${name}.bin`), pack);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(segment));
  writeFileSync(join(folder, `${name}.list`), JSON.stringify(list));
  renameSync(join(folder, `${name}.list`), join(folder, LIST));
  const needed = new Set([LIST, ...list.segments.flatMap((one) => [`${one}.json`, `${one}.bin`])]);
  for (const file of readdirSync(folder)) if (!needed.has(file)) rmSync(join(folder, file), { force: true });
}

function readList(folder: string): List {
  return JSON.parse(readFileSync(join(folder, LIST), "utf8"));
}

function rowOf(commit: LogCommit, people: Map<string, number>): Row {
  const { author, committer } = commit;
  const person = ({ name, email }: Signature): number => {
    const key = `${name}\0${email}`;
    const known = people.get(key);
    if (known !== undefined) return known;
    people.set(key, people.size);
    return people.size - 1;
  };
  return [
    commit.hash,
    commit.parents.join(" "),
    person(author),
    author.at,
    author.zone,
    person(committer),
    committer.at,
    committer.zone,
    commit.message,
    commit.signed ?? 0,
    commit.changes.map(({ path, from, before, after }) =>
      from === undefined ? [path, before ?? 0, after ?? 0] : [path, before ?? 0, after ?? 0, from],
    ),
  ];
}

function commitOf(row: Row, people: Segment["people"]): LogCommit {
  const [
    hash,
    parents,
    author,
    authored,
    authorZone,
    committer,
    committed,
    committerZone,
    message,
    signed,
    changes,
  ] = row;
  const signature = (index: number, at: number, zone: string): Signature => {
    const [name, email] = people[index] ?? ["", ""];
    return { name, email, at, zone };
  };
  return {
    hash,
    parents: parents === "" ? [] : parents.split(" "),
    author: signature(author, authored, authorZone),
    committer: signature(committer, committed, committerZone),
    message,
    ...(signed !== 0 && signed !== undefined && { signed }),
    changes: changes.map(([path, before, after, from]) => ({
      path,
      ...(from !== undefined && { from }),
      before: before === 0 ? undefined : before,
      after: after === 0 ? undefined : after,
    })),
  };
}
