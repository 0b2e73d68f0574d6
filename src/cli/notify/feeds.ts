import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Instant } from "../../records/instant.ts";
import { readNow } from "../now.ts";
import { type Input, type Io, UsageError } from "../verb.ts";
import { inPrivateFolder } from "../verify/private.ts";
import { Unverifiable } from "../verify/unverifiable.ts";
import type { Options } from "./options.ts";
import { buildAt, spanSince } from "./since.ts";
import {
  type FeedSource,
  folderOf,
  type KnownFeed,
  knownFeed,
  type MessageFeed,
  messageFeed,
  sourceOf,
} from "./source.ts";

/** Two feeds to be compared. */
export interface Feeds {
  /** Undefined where the published site has none yet. */
  readonly older: KnownFeed | undefined;
  readonly newer: MessageFeed;
}

/** Reads the two feeds that were asked for: of two built sites, or of two commits. Throws `UsageError`. */
export async function feedsOf(input: Input, io: Io, options: Options): Promise<Feeds> {
  const { since, maxAge } = options;
  if (since !== undefined) return feedsSince(since, input, io, maxAge);
  const [old = "", recent = ""] = input.positionals;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(recent)) {
    throw new UsageError("NEW is the folder of a built site; only OLD may be an address.");
  }
  return compared(sourceOf(old, io.cwd, new AbortController().signal), folderOf(recent, io.cwd), maxAge);
}

async function compared(old: FeedSource, recent: FeedSource, maxAge: number): Promise<Feeds> {
  const newer = await messageFeed(recent);
  return { newer, older: await knownFeed(old, newer.builtAt - maxAge) };
}

/** Builds both commits: the older one as of its own time, so that what the clock has published since is new. */
async function feedsSince(name: string, input: Input, io: Io, maxAge: number): Promise<Feeds> {
  try {
    return await inPrivateFolder(async (folder, signal) => {
      const span = await spanSince(input.root, name);
      const build = async (which: "from" | "to", moment: Instant): Promise<FeedSource> => {
        const commit = span[which];
        io.err(`building commit ${commit.hash}\n`);
        const place = join(folder, which);
        mkdirSync(place);
        const site = await buildAt(span, commit, moment, place, io.env, signal);
        return folderOf(site, io.cwd, `the site of commit ${commit.hash.slice(0, 12)}`);
      };
      const old = await build("from", span.from.at);
      return compared(old, await build("to", readNow(input, io)), maxAge);
    });
  } catch (error) {
    if (error instanceof Unverifiable) throw new UsageError(error.message);
    throw error;
  }
}
