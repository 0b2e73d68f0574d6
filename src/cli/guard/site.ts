import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { isFile } from "../build/digest.ts";
import { printable } from "../report.ts";
import { type Io, UsageError } from "../verb.ts";
import { readAddress, remoteSource } from "../verify/remote.ts";
import { foundIn, type Source } from "../verify/source.ts";
import { Unverifiable } from "../verify/unverifiable.ts";
import { type GuardedRecord, type ListedAdvisory, readIndex, readPage, readRecord } from "./record.ts";
import { type ListedReport, readReports } from "./report.ts";

/** Bytes of the longest index and of the longest record that are read. */
const LONGEST = 3 * 1024 * 1024;

/** A built or published site, of which only what is asked for is read. */
export interface GuardedSite {
  /** How messages call it. */
  readonly label: string;
  readonly isRemote: boolean;
  /** The ids of its advisories; undefined where it has no `osv/all.json`. Throws `Unverifiable` where that cannot be read. */
  ids(): Promise<ReadonlySet<string> | undefined>;
  /** One advisory, or what is wrong with it. */
  record(id: string): Promise<GuardedRecord | string>;
  /** All advisories by their own ids, as the site lists them; none where it has no list. Throws like `ids`. */
  listed(): Promise<ReadonlyMap<string, ListedAdvisory>>;
  /** All postmortems by their ids; none where it has no list of them. Throws like `ids`. */
  reports(): Promise<ReadonlyMap<string, ListedReport>>;
}

/** Lists of advisories and of postmortems, as paths within a site. */
export const OSV_LIST = "osv/all.json";
export const OWN_LIST = "api/v1/advisories.json";
export const REPORT_LIST = "api/v1/lessons.json";

/** Opens a folder, or an address; both may end with `/osv/` or `/osv/all.json`. Throws `UsageError`. */
export function openSite(text: string, io: Io, signal: AbortSignal): GuardedSite {
  const site = text.replace(/([/\\])osv(?:[/\\](?:all\.json)?)?$/, "$1");
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return guarded(remoteSource(readAddress(site), signal), true);
  const whole = resolve(io.cwd, text);
  const folder = isFile(join(whole, "all.json")) ? dirname(whole) : resolve(io.cwd, site);
  const below = relative(io.cwd, folder) || ".";
  const label = printable(below.startsWith("..") || isAbsolute(below) ? folder : below);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(`there is no folder ${label}. Give the folder or the address of a built site.`);
  }
  const read: Source["read"] = (path) =>
    Promise.resolve(isFile(join(folder, path)) ? foundIn(folder, path) : "");
  return guarded({ label, paths: undefined, read }, false);
}

function guarded({ label, read }: Source, isRemote: boolean): GuardedSite {
  const content = async (path: string): Promise<Uint8Array | string> => {
    const found = await read(path, LONGEST);
    return typeof found === "string" ? found : (found.content ?? "it is too long");
  };
  /** All pages of a list; none where there is no such list. */
  const pages = async <T extends { readonly pages: number }>(
    list: string,
    readOne: (bytes: Uint8Array) => T | string,
  ): Promise<T[]> => {
    const found: T[] = [];
    for (let number = 1; number <= (found.at(-1)?.pages ?? 1); number++) {
      const path = number === 1 ? list : list.replace(/\.json$/, `/page/${number}.json`);
      const bytes = await content(path);
      if (bytes === "" && number === 1) return found;
      const page = typeof bytes === "string" ? bytes || "it is not there" : readOne(bytes);
      if (typeof page === "string") throw new Unverifiable(`${path} of ${label} cannot be read: ${page}.`);
      found.push(page);
    }
    return found;
  };
  return {
    label,
    isRemote,
    async ids() {
      const bytes = await content(OSV_LIST);
      if (bytes === "") return undefined;
      const ids = typeof bytes === "string" ? bytes : readIndex(bytes);
      if (typeof ids !== "string") return new Set(ids);
      throw new Unverifiable(`${OSV_LIST} of ${label} cannot be read: ${ids}.`);
    },
    async listed() {
      const all = await pages(OWN_LIST, readPage);
      return new Map(all.flatMap(({ advisories }) => advisories.map((one) => [one.id, one])));
    },
    async reports() {
      const all = await pages(REPORT_LIST, readReports);
      return new Map(all.flatMap(({ lessons }) => lessons.map((one) => [one.id, one])));
    },
    async record(id) {
      const bytes = await content(`osv/${id}.json`);
      if (typeof bytes === "string") return bytes === "" ? "it is not there" : bytes;
      return readRecord(bytes, id);
    },
  };
}
