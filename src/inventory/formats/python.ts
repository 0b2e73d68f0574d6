import type { Collector, Reason } from "../collector.ts";
import { field, isTable, listField, type Table, textField } from "../json.ts";

/** Kinds of source in poetry.lock that are no registry; `legacy` is one. */
const poetrySources: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ["directory", "local"],
  ["file", "local"],
  ["git", "git"],
  ["url", "address"],
]);

/** Reads poetry.lock: https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock. */
export function readPoetry(lock: Table, found: Collector): void {
  for (const entry of listField(lock, "package")) {
    addEntry(entry, poetrySources.get(textField(field(entry, "source"), "type") ?? ""), found);
  }
}

/** Keys of a source in uv.lock that are no registry. */
const uvSources = [
  ["git", "git"],
  ["url", "address"],
  ["path", "local"],
  ["directory", "local"],
  ["editable", "local"],
  ["virtual", "local"],
] as const;

/** Reads uv.lock: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile. */
export function readUv(lock: Table, found: Collector): void {
  for (const entry of listField(lock, "package")) {
    const source = field(entry, "source");
    const kind = uvSources.find(([key]) => isTable(source) && Object.hasOwn(source, key));
    addEntry(entry, kind?.[1], found);
  }
}

function addEntry(entry: unknown, reason: Reason | undefined, found: Collector): void {
  const name = textField(entry, "name") ?? "";
  if (reason) found.leaveOut(reason, name, { ecosystem: "PyPI", name });
  else found.add("PyPI", name, textField(entry, "version") ?? "");
}
