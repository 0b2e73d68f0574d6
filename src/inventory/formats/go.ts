import { type Collector, tooManyEntries } from "../collector.ts";
import { MAX_ENTRIES } from "../limit.ts";
import { linesOf } from "../line.ts";

/**
 * Reads go.sum: https://go.dev/ref/mod#go-sum-files. A module's code was fetched where it has a line without `/go.mod`;
 * the other lines only helped to choose versions.
 */
export function readGoSum(text: string, found: Collector): void {
  for (const { text: line, number } of linesOf(text)) {
    const fields = line.split(" ", 4);
    const [path, version, hash] = fields;
    if (line.trim() === "") continue;
    if (!path || !version?.startsWith("v") || !hash || fields.length > 3) {
      found.leaveOut("unread", `line ${number}`);
    } else if (!version.endsWith("/go.mod")) found.add("Go", path, version);
  }
  found.note(
    "go.sum may also list versions that are no longer built: go list -m all tells which are. Lines for go.mod files alone were passed over.",
  );
}

/** What go.mod asks for, and what it puts in place of that. */
interface Replacement {
  readonly path: string;
  /** Empty where a folder takes the module's place. */
  readonly version: string;
}

/** Reads go.mod: https://go.dev/ref/mod#go-mod-file. From Go 1.17 on it names all modules that are built. */
export function readGoMod(text: string, found: Collector): void {
  const required: [path: string, version: string][] = [];
  const replaced = new Map<string, Replacement>();
  let block = "";
  /** Of Go 1, the number after the point. Without the line, Go takes it to be 1.16. */
  let goVersion = "16";
  for (const { text: line } of linesOf(text)) {
    goVersion = /^go 1\.(\d+)/.exec(line)?.[1] ?? goVersion;
    const [code = ""] = line.split("//", 1);
    const words = code.trim().split(/\s+/).map(unquoted);
    if (words[0] === ")") block = "";
    else if (words[1] === "(") block = words[0] ?? "";
    else readDirective(block ? [block, ...words] : words, required, replaced);
    if (required.length + replaced.size > MAX_ENTRIES) throw tooManyEntries();
  }
  for (const [path, version] of required) {
    const other = replaced.get(`${path} ${version}`) ?? replaced.get(path);
    if (other?.version === "") found.leaveOut("local", path, { ecosystem: "Go", name: path });
    else found.add("Go", other?.path ?? path, other?.version ?? version);
  }
  if (Number(goVersion) < 17)
    found.note("Before Go 1.17, go.mod names only a part of the modules that are built.");
}

function readDirective(
  [verb, ...words]: readonly string[],
  required: [path: string, version: string][],
  replaced: Map<string, Replacement>,
): void {
  const arrow = words.indexOf("=>");
  const [path, version = ""] = words;
  if (!path) return;
  if (verb === "require") required.push([path, version]);
  else if (verb === "replace" && arrow > 0) {
    const [target = "", targetVersion = ""] = words.slice(arrow + 1);
    replaced.set(words.slice(0, arrow).join(" "), { path: target, version: targetVersion });
  }
}

function unquoted(word: string): string {
  return word.replace(/^["`]|["`]$/g, "");
}
