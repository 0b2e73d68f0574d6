import type { Collector } from "../collector.ts";
import { indentOf, linesOf } from "../line.ts";
import { isRepository, originOf } from "./origin.ts";

/** What one entry says; texts without their quotes. */
interface Entry {
  /** The first of the requests that it answers: `name@range`. */
  readonly request: string;
  version: string;
  resolved: string;
  /** Berry only: name and where it comes from. */
  resolution: string;
}

/**
 * Reads yarn.lock, Yarn 1 and Berry, and gives back which of them. Yarn 1's form is no YAML and Berry's a small part
 * of it; in both, an entry is a line that is not indented, and its fields are the lines below.
 */
export function readYarn(text: string, found: Collector): "Yarn 1" | "Berry" {
  let berry = false;
  let entry: Entry | undefined;
  /** How far the fields of this entry are indented; what is deeper are its dependencies. */
  let indent = 0;
  for (const { text: line } of linesOf(text)) {
    const depth = indentOf(line);
    if (depth === line.length || line[depth] === "#") continue;
    if (depth > 0) {
      indent ||= depth;
      if (entry && depth === indent) readField(entry, line.slice(depth));
    } else if (line !== ":") {
      if (entry) addEntry(entry, found);
      indent = 0;
      const request = firstRequest(line);
      berry ||= request === "__metadata";
      entry = request === "__metadata" ? undefined : { request, version: "", resolved: "", resolution: "" };
    }
  }
  if (entry) addEntry(entry, found);
  return berry ? "Berry" : "Yarn 1";
}

/** The first request of an entry's line; Berry puts `?` before those of over 1024 characters. */
function firstRequest(line: string): string {
  const [first = ""] = line.replace(/^\? /, "").split(",", 1);
  return first.replace(/:$/, "").replace(/^"/, "").replace(/":?$/, "");
}

/** Older versions of both put the keys in quotes too. */
function readField(entry: Entry, text: string): void {
  const [, key, value = ""] = /^"?(version|resolved|resolution)"?:? (.*)$/s.exec(text) ?? [];
  const plain = value.replace(/^"|"$/g, "");
  if (key === "version") entry.version = plain;
  else if (key === "resolved") entry.resolved = plain;
  else if (key === "resolution") entry.resolution = plain;
}

function addEntry({ request, version, resolved, resolution }: Entry, found: Collector): void {
  const [name, range] = splitRequest(resolution || request);
  const origin = originOf(range) ?? (isRepository(resolved) ? "git" : undefined);
  if (!request.includes("@", 1)) found.leaveOut("unread", request);
  else if (range.startsWith("npm:") && !resolution) found.add("npm", aliased(range), version);
  else if (/^(?:npm|patch):/.test(range)) found.add("npm", name, version);
  else if (origin) found.leaveOut(origin, name, { ecosystem: "npm", name });
  else found.add("npm", name, version);
}

/** The name behind an alias of Yarn 1, whose range is `npm:name@range`. */
function aliased(range: string): string {
  const [name] = splitRequest(range.slice("npm:".length));
  return name;
}

/** `@scope/name@range` in its two parts; the range is empty where there is none. */
function splitRequest(request: string): [name: string, range: string] {
  const at = request.indexOf("@", 1);
  return at === -1 ? [request, ""] : [request.slice(0, at), request.slice(at + 1)];
}
