import type { Collector } from "../collector.ts";
import { readCargo } from "../formats/cargo.ts";
import { readPoetry, readUv } from "../formats/python.ts";
import { field, isTable, listField, type Table } from "../json.ts";
import { shown, Unreadable } from "../mistake.ts";
import { parseToml } from "../toml.ts";

/** Readers by the name of the file. */
const readers = {
  "Cargo.lock": readCargo,
  "poetry.lock": readPoetry,
  "uv.lock": readUv,
} as const satisfies Record<string, (lock: Table, found: Collector) => void>;

/** Reads Cargo.lock, poetry.lock or uv.lock, which all have a list of `package`. */
export function readTomlFile(text: string, found: Collector, name: string): string {
  const lock = parseToml(text);
  if (!Array.isArray(field(lock, "package"))) throw withoutPackages(lock);
  const file =
    name === "cargo.lock"
      ? "Cargo.lock"
      : name === "poetry.lock" || name === "uv.lock"
        ? name
        : byShape(lock);
  readers[file](lock, found);
  return file;
}

/** Poetry alone writes which Pythons a package is for; uv alone has a table as its source. */
function byShape(lock: Table): keyof typeof readers {
  const entries = listField(lock, "package");
  if (entries.some((entry) => isTable(entry) && Object.hasOwn(entry, "python-versions")))
    return "poetry.lock";
  return entries.some((entry) => isTable(field(entry, "source"))) ? "uv.lock" : "Cargo.lock";
}

function withoutPackages(lock: Table): Unreadable {
  const keys = Object.keys(lock).slice(0, 5).map(shown);
  return new Unreadable({
    message: "This TOML has no list of packages.",
    found: keys.length === 0 ? "nothing" : keys.join(", "),
    expected: "[[package]] entries, as in Cargo.lock, poetry.lock and uv.lock",
    hint: "Cargo.toml and pyproject.toml name ranges: use the lockfile beside them.",
  });
}
