import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { byTime, type Message, messageSchema } from "../../notify/message.ts";
import type { Instant } from "../../records/instant.ts";
import { keyOf } from "./key.ts";

/*
 * What is to be sent, and what was: one JSON object in each line of a file that only grows. A message is written down
 * with everybody who gets it before the first one is sent, so that a run that was killed can be finished by the next,
 * whatever was built or published in between.
 */

const at = z.string();
const line = z.discriminatedUnion("event", [
  /** Two builds were compared, and everything new is written down above. */
  z.object({
    event: z.literal("run"),
    at,
    /** The address of the site. */
    site: z.string().optional(),
    /** What the WebSub hubs are told to fetch. */
    feeds: z.array(z.string()),
    /** What the newer build had of the last weeks and was not new, as `keyOf` its ids. */
    seen: z.array(z.string()).default([]),
  }),
  /** Two builds were to be compared before the newer one was published, and could not be. */
  z.object({ event: z.literal("unqueued"), at }),
  /** A new message and who gets it; the message itself where somebody does. */
  z.object({
    event: z.literal("new"),
    at,
    id: z.string(),
    targets: z.array(z.string()),
    message: messageSchema.optional(),
  }),
  /** It is being sent. */
  z.object({ event: z.literal("try"), at, id: z.string(), target: z.string() }),
  /** Its receiver said that it has not taken it, so that it is known not to have arrived. */
  z.object({ event: z.literal("failed"), at, id: z.string(), target: z.string() }),
  /** Its receiver said that it will never take it. */
  z.object({ event: z.literal("refused"), at, id: z.string(), target: z.string() }),
  /** Its receiver said that it has it. */
  z.object({ event: z.literal("done"), at, id: z.string(), target: z.string() }),
  /** It became too old to be sent. */
  z.object({ event: z.literal("expired"), at, id: z.string(), target: z.string() }),
]);
type Line = z.output<typeof line>;
/** A line before its time is written into it. */
type Entry = Line extends infer L ? (L extends { readonly at: string } ? Omit<L, "at"> : never) : never;

/** How every line begins. */
const BEGIN = '{"event":"';

/** One message that somebody has not acknowledged yet. */
export interface Pending {
  readonly target: string;
  readonly message: Message;
  /** Whether an earlier run began to send it, so that it may have arrived. */
  readonly tried: boolean;
}

/** What a ledger file says. */
export interface Ledger {
  /** Whether a message was ever written down, for anybody or for nobody, or seen in a build that was compared. */
  knows(id: string): boolean;
  /** The site that it is about; undefined where no builds were compared. */
  site(): string | undefined;
  /** Whether two builds were ever compared. */
  compared(): boolean;
  /** When two builds could not be compared, if none were since. */
  unqueued(): string | undefined;
  /** What is still to be sent, in order of time. */
  pending(): readonly Pending[];
  /** Addresses of feeds that the newest run named. */
  feeds(): readonly string[];
  /** Writes lines and returns when they are on the disk. */
  append(...entries: readonly Entry[]): void;
  close(): void;
}

/** Reads a ledger, and makes one where there is none; `readOnly` changes nothing. Throws an error that names the broken line. */
export function openLedger(path: string, label: string, now: () => Instant, readOnly = false): Ledger {
  if (!readOnly) mkdirSync(dirname(path), { recursive: true });
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const state = emptyState();
  const end = bytes.lastIndexOf(10) + 1;
  const lines = bytes.toString("utf8", 0, end).split("\n").slice(0, -1);
  for (const [index, text] of lines.entries()) {
    const read = readLine(text);
    if (read) take(state, read);
    else throw new Error(brokenLine(label, index + 1));
  }
  // What stands after the last line end was not written to its end: whoever wrote it was killed before it counted.
  const torn = bytes.toString("latin1", end, end + BEGIN.length);
  if (!BEGIN.startsWith(torn)) throw new Error(brokenLine(label, lines.length + 1));
  const file = readOnly ? undefined : openSync(path, "a", 0o600);
  if (file !== undefined) {
    if (end < bytes.length) ftruncateSync(file, end);
    fsyncSync(file);
    syncFolder(dirname(path));
  }
  return {
    knows: (id) => state.known.has(id) || state.seen.has(keyOf(id)),
    site: () => state.site,
    compared: () => state.compared,
    unqueued: () => state.unqueued,
    pending: () => [...state.pending.values()].sort((a, b) => byTime(a.message, b.message)),
    feeds: () => state.feeds,
    append(...entries) {
      const written = entries.map((entry) => ({ ...entry, at: new Date(now()).toISOString() }) as Line);
      if (file !== undefined && written.length > 0) {
        writeAll(file, Buffer.from(written.map((entry) => `${JSON.stringify(entry)}\n`).join("")));
        fsyncSync(file);
      }
      for (const entry of written) take(state, entry);
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
  };
}

/** Writes down that two builds could not be compared, into a ledger that another process has open. */
export function appendUnqueued(path: string, now: Instant): void {
  const entry: Line = { event: "unqueued", at: new Date(now).toISOString() };
  appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}

interface State {
  readonly known: Set<string>;
  readonly seen: Set<string>;
  /** By message and target. */
  readonly pending: Map<string, Pending>;
  feeds: readonly string[];
  site: string | undefined;
  compared: boolean;
  unqueued: string | undefined;
}

function emptyState(): State {
  return {
    known: new Set(),
    seen: new Set(),
    pending: new Map(),
    feeds: [],
    site: undefined,
    compared: false,
    unqueued: undefined,
  };
}

function take(state: State, entry: Line): void {
  switch (entry.event) {
    case "run":
      state.feeds = entry.feeds;
      state.site = entry.site ?? state.site;
      for (const key of entry.seen) state.seen.add(key);
      // One that an earlier Daymark wrote does not say what it had seen.
      state.compared ||= entry.site !== undefined;
      state.unqueued = undefined;
      return;
    case "unqueued":
      state.unqueued = entry.at;
      return;
    case "new":
      state.known.add(entry.id);
      if (entry.message === undefined) return;
      for (const target of entry.targets) {
        state.pending.set(placeOf(entry.id, target), { target, message: entry.message, tried: false });
      }
      return;
    case "try":
    case "failed": {
      const place = placeOf(entry.id, entry.target);
      const pending = state.pending.get(place);
      if (pending) state.pending.set(place, { ...pending, tried: entry.event === "try" });
      return;
    }
    default:
      state.pending.delete(placeOf(entry.id, entry.target));
  }
}

function placeOf(id: string, target: string): string {
  return `${target}\n${id}`;
}

function readLine(text: string): Line | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function brokenLine(label: string, number: number): string {
  return `line ${number} of ${label} is none that Daymark wrote, so what was sent is not known for certain. Restore the file; if you move it away, only what is new between the two builds is sent, and what was sent of that is sent again.`;
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** A new file is there for certain when its folder is on the disk. Windows cannot, and need not. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
