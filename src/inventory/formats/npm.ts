import type { Collector } from "../collector.ts";
import { field, isTable, type Table, textField } from "../json.ts";
import { shown, Unreadable } from "../mistake.ts";
import { isRepository, originOf } from "./origin.ts";

const known: ReadonlySet<unknown> = new Set([1, 2, 3]);

/**
 * Reads package-lock.json and npm-shrinkwrap.json: https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json.
 * Gives back the lockfile's version.
 */
export function readNpm(lock: Table, found: Collector): string {
  const version = field(lock, "lockfileVersion") ?? 1;
  if (typeof version !== "number") throw unknown(version);
  const packages = field(lock, "packages");
  const dependencies = field(lock, "dependencies");
  // Version 2 has the same content in both; only the newer form tells aliases and links apart.
  if (isTable(packages)) readPackages(packages, found);
  else if (isTable(dependencies)) readDependencies(dependencies, found);
  // A project without dependencies has neither.
  else if (packages !== undefined || dependencies !== undefined || !known.has(version))
    throw unknown(version);
  return String(version);
}

const FOLDER = "node_modules/";

/** Versions 2 and 3: one entry per folder, relative to the project. */
function readPackages(packages: Table, found: Collector): void {
  for (const path of Object.keys(packages)) {
    const entry = packages[path];
    if (path === "" || !isTable(entry)) continue;
    const at = path.lastIndexOf(FOLDER);
    const folder = at === -1 ? path : path.slice(at + FOLDER.length);
    // An alias is installed in a folder of another name; its own is then written down.
    const name = textField(entry, "name") ?? folder;
    const resolved = textField(entry, "resolved") ?? "";
    // A workspace's name is not written down where it is that of its folder.
    const named = { ecosystem: "npm", name: /(?:@[^/]+\/)?[^/]*$/.exec(name)?.[0] ?? name };
    if (field(entry, "link") === true) {
      // The linked folder has an entry of its own.
      if (!Object.hasOwn(packages, resolved)) found.leaveOut("local", name, named);
      continue;
    }
    const origin = originOf(resolved);
    if (at === -1 || origin === "local") found.leaveOut("local", name, named);
    else if (origin === "git") found.leaveOut("git", name, named);
    // Registries serve their packages from every kind of address: a version is what counts.
    else found.add("npm", name, textField(entry, "version") ?? "");
  }
}

/** Version 1: a tree, where a dependency that others may not see has its place below the one that needs it. */
function readDependencies(top: Table, found: Collector): void {
  const trees: Table[] = [top];
  for (let tree = trees.pop(); tree; tree = trees.pop()) {
    for (const name of Object.keys(tree)) {
      const entry = tree[name];
      if (!isTable(entry)) continue;
      addDependency(name, textField(entry, "version") ?? "", found);
      const below = field(entry, "dependencies");
      if (isTable(below)) trees.push(below);
    }
  }
}

/** A version is a number, an alias (`npm:name@number`), or what is not from a registry. */
function addDependency(key: string, version: string, found: Collector): void {
  const [, name, number] = /^npm:(.[^@]*)@(.+)$/s.exec(version) ?? [];
  const origin = isRepository(version) ? "git" : originOf(version);
  if (name !== undefined && number !== undefined) found.add("npm", name, number);
  else if (origin) found.leaveOut(origin, key, { ecosystem: "npm", name: key });
  else found.add("npm", key, version);
}

function unknown(version: unknown): Unreadable {
  return new Unreadable({
    message: "This package-lock.json has a form that is not known.",
    found: shown(`lockfileVersion: ${JSON.stringify(version) ?? ""}`),
    expected: "lockfileVersion 1, 2 or 3, with packages or dependencies as an object",
    hint: "Write it again with npm install --package-lock-only --lockfile-version=3.",
  });
}
