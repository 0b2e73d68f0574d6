import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { crc32 } from "node:zlib";
import { GitError } from "./process.ts";
import type { Reading } from "./read.ts";
import { readSegment, writeSegment } from "./segment.ts";
import { contentStore } from "./store.ts";

/** Raised when the form of the files below changes. */
const FORMAT = 3;
const LIST = "segments.json";
/** With so many pieces, all are written anew as one. */
const SEGMENTS = 20;

/** What was kept: up to which commit, of which folders, and in which pieces, oldest first. */
interface List {
  readonly format: number;
  readonly head: string;
  readonly scope: readonly string[];
  /** Each piece is `<name>.txt` and, with the contents one after the other, `<name>.bin`. */
  readonly segments: readonly { readonly name: string; readonly checksums: readonly [number, number] }[];
}

/** Reads what was kept; undefined where nothing was, for another scope, or where it is damaged. */
export function loadReading(folder: string, scope: readonly string[]): Reading | undefined {
  try {
    const list = readList(folder);
    if (list.format !== FORMAT || !isDeepStrictEqual(list.scope, scope)) return undefined;
    const segments = list.segments.map(({ name, checksums }) => {
      const text = readFileSync(join(folder, `${name}.txt`));
      const { commits, contents } = readSegment(text.toString("utf8"));
      const length = contents.reduce((sum, [, one]) => sum + Math.max(0, one), 0);
      // A file that was cut off or mixed up is not believed.
      const whole = crc32(text) === checksums[0] && statSync(join(folder, `${name}.bin`)).size === length;
      return { whole, commits, pack: { index: contents, read: () => readPack(folder, name, checksums[1]) } };
    });
    if (!segments.every(({ whole }) => whole)) return undefined;
    const commits = segments.flatMap((segment) => segment.commits);
    return { head: list.head, scope, commits, contents: contentStore(segments.map(({ pack }) => pack)) };
  } catch {
    return undefined;
  }
}

/**
 * Keeps a reading; `base` is the one that was loaded and is continued. Only what is new is written, into files of a new
 * name, and the list that names them takes the place of the old one at once: a build that is killed, or another one at the
 * same time, leaves a whole reading behind. Where the folder cannot be written to, nothing is kept.
 */
export function saveReading(folder: string, reading: Reading, base: Reading | undefined): void {
  try {
    mkdirSync(folder, { recursive: true });
    // Whoever keeps records in git does not want this in it.
    writeFileSync(join(folder, ".gitignore"), "*\n");
    save(folder, reading, base);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

function save(folder: string, reading: Reading, base: Reading | undefined): void {
  const before = base ? readList(folder).segments : [];
  const first = before.length < SEGMENTS ? base : undefined;
  const name = randomBytes(8).toString("hex");
  const contents = [...(first ? reading.contents.fresh : reading.contents.entries())];
  const pack = Buffer.concat(contents.flatMap(([, one]) => one ?? []));
  const text = Buffer.from(
    writeSegment({
      commits: reading.commits.slice(first?.commits.length ?? 0),
      contents: contents.map(([hash, bytes]) => [hash, bytes?.length ?? -1]),
    }),
  );
  const { head, scope } = reading;
  const segments = [...(first ? before : []), { name, checksums: [crc32(text), crc32(pack)] as const }];
  writeFileSync(join(folder, `${name}.bin`), pack);
  writeFileSync(join(folder, `${name}.txt`), text);
  writeFileSync(
    join(folder, `${name}.list`),
    JSON.stringify({ format: FORMAT, head, scope, segments } satisfies List),
  );
  renameSync(join(folder, `${name}.list`), join(folder, LIST));
  const needed = new Set([
    LIST,
    ".gitignore",
    ...segments.flatMap((one) => [`${one.name}.txt`, `${one.name}.bin`]),
  ]);
  for (const file of readdirSync(folder)) if (!needed.has(file)) rmSync(join(folder, file), { force: true });
}

function readPack(folder: string, name: string, checksum: number): Uint8Array {
  const bytes = readFileSync(join(folder, `${name}.bin`));
  if (crc32(bytes) === checksum) return bytes;
  throw new GitError(`what was kept of the history in ${folder} is damaged; delete that folder`);
}

function readList(folder: string): List {
  return JSON.parse(readFileSync(join(folder, LIST), "utf8"));
}
