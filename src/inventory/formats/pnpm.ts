import type { Package } from "../../versions/naming.ts";
import type { Collector, Reason } from "../collector.ts";
import { indentOf, linesOf } from "../line.ts";
import { originOf } from "./origin.ts";

/**
 * Reads pnpm-lock.yaml, lockfile versions 5 to 9, and gives back the version. Everything needed is in the keys of
 * `packages` and `snapshots`, one on each line that pnpm writes, so lines are read and no YAML is parsed: a parser
 * takes seconds for a megabyte.
 */
export function readPnpm(text: string, found: Collector): string {
  let version = "";
  let section = "";
  /** How far the keys of this section are indented. */
  let indent = 0;
  /** Of an entry whose key does not name its package: why it is left out. A line below it may have the name. */
  let nameless: { readonly reason: Reason; readonly key: string } | undefined;
  /** The last key with lines below it: a package's name, where `version: link:…` follows. */
  let above = "";
  const endEntry = (name?: string): void => {
    if (nameless) found.leaveOut(nameless.reason, nameless.key, npm(name));
    nameless = undefined;
  };
  for (const { text: line } of linesOf(text)) {
    const depth = indentOf(line);
    if (depth === line.length || line[depth] === "#") continue;
    if (depth === 0) {
      endEntry();
      section = keyOf(line);
      indent = 0;
      if (section === "lockfileVersion") version = line.slice(line.indexOf(":") + 1).replace(/['"\s]/g, "");
    } else if (section === "packages" || section === "snapshots") {
      indent ||= depth;
      if (depth === indent) {
        endEntry();
        const key = keyOf(line.slice(depth));
        const reason = addKey(key, found);
        nameless = reason && { reason, key };
      } else if (line.startsWith("name: ", depth)) endEntry(unquoted(line.slice(depth + "name: ".length)));
    } else {
      // Workspace packages appear only where they are used.
      const key = keyOf(line.slice(depth));
      const link = /(?:^|\s)link:(\S+)/.exec(line.slice(depth))?.[1];
      if (link) found.leaveOut("local", link.replace(/['"]/g, ""), npm(key === "version" ? above : key));
      if (line.endsWith(":")) above = key;
    }
  }
  endEntry();
  return version;
}

function npm(name: string | undefined): Package | undefined {
  return name === undefined ? undefined : { ecosystem: "npm", name };
}

function unquoted(text: string): string {
  return text.trim().replace(/^['"]|['"]$/g, "");
}

/** The key that a line begins with: plain, quoted, or after the `?` that YAML puts before keys of over 1024 characters. */
function keyOf(line: string): string {
  const explicit = line.startsWith("? ");
  const text = explicit ? line.slice(2) : line;
  const quote = text[0];
  if (quote === "'" || quote === '"') {
    const end = text.indexOf(quote, 1);
    return text.slice(1, end === -1 ? undefined : end);
  }
  if (explicit) return text.trimEnd();
  const end = text.indexOf(": ");
  return end === -1 ? text.trimEnd().replace(/:$/, "") : text.slice(0, end);
}

/**
 * Adds what a key names: `/name/1.0.0_peer@2.0.0` (version 5), `/name@1.0.0(peer@2.0.0)` (6), `name@1.0.0` (9); names
 * may have a scope. Peers behind the version only tell copies of one package apart. Gives back why an entry that is not
 * named by its key is to be left out.
 */
function addKey(key: string, found: Collector): Reason | undefined {
  const [bare = ""] = key.replace(/^\//, "").split("(", 1);
  const parts =
    /^((?:@[^/@]+\/)?[^/@]+)@(.+)$/s.exec(bare) ??
    // Below other registries than the first one, version 5 has the registry's host in front.
    /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?\/)?((?:@[^/@]+\/)?[^/@]+)\/(\d+\.[^/_]*)(?:[/_].*)?$/s.exec(bare);
  const [, name, version] = parts ?? [];
  if (key === "" || key === ":") return undefined;
  if (originOf(bare) === "local") return "local";
  if (name === undefined || version === undefined) return placeOf(bare);
  const origin = /^\d/.test(version) ? undefined : originOf(version);
  if (origin) found.leaveOut(origin, name, npm(name));
  else if (/^\d/.test(version)) found.add("npm", name, version);
  else return placeOf(bare);
  return undefined;
}

/** What a key is that names no version: a repository, below its host or behind git@, or a tarball below @host. */
function placeOf(key: string): Reason {
  if (/^(?:git[@/]|[\w-]+(?:\.[\w-]+)+\/.+\/)/s.test(key)) return "git";
  return /^@[\w-]+(?:\.[\w-]+)+\/.+\//s.test(key) ? "address" : "unread";
}
