import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { engineRoot, engineVersion } from "./engine.ts";
import { quoted } from "./git.ts";
import { nowOption, readNow } from "./now.ts";
import { ownFolders } from "./site/past.ts";
import { switchOption, UsageError, type Verb } from "./verb.ts";

const SKELETON = join(engineRoot, "src/cli/init/site");

/** Files that npm leaves out of a package under their own names. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: ".gitignore" };

/** `daymark init`: a new site that checks and builds at once. */
export const init: Verb = {
  name: "init",
  summary: "Begin a new site in an empty folder",
  positionals: "DIR",
  arity: { min: 1, max: 1 },
  rootless: true,
  options: {
    records: {
      type: "boolean",
      about: "Only content, incidents, advisories and public, into a fork that has deleted its own.",
    },
    now: nowOption,
  },
  more: "It has one service and no incidents; comments in its files teach the format.",
  run(input, io) {
    const folder = resolve(io.cwd, input.positionals[0] ?? ".");
    const records = switchOption(input, "records");
    requireEmpty(folder, input.positionals[0] ?? ".", records ? ownFolders : undefined);
    const today = new Date(readNow(input, io)).toISOString().slice(0, 10);
    const dependency = dependencyOf(folder);
    const names = skeletonFiles().filter((name) => !records || isOwn(name));
    for (const name of names) {
      const target = join(folder, RENAMED[name] ?? name);
      mkdirSync(dirname(target), { recursive: true });
      const text = readFileSync(join(SKELETON, name), "utf8");
      writeFileSync(target, text.replaceAll("__TODAY__", today).replaceAll("__DAYMARK__", dependency), {
        flag: "wx",
      });
    }
    const place = relative(io.cwd, folder) || ".";
    io.out(`${place}\n`);
    io.err(
      [
        `A new site is in ${place === "." ? "this folder" : place}. Next:`,
        ...(place === "." ? [] : [`  cd ${quoted(place)}`]),
        ...(existsSync(join(folder, ".git")) ? [] : ["  git init"]),
        ...(records ? [] : ["  npm install"]),
        "  npx daymark check",
        "  npx daymark dev",
        `${records ? "First" : "README.md tells the rest"}: name and address in content/site.yaml, your services in content/services/.`,
        ...(!records && dependency.startsWith("file:")
          ? [
              "package.json takes daymark from this checkout; put a released version there before you push it.",
            ]
          : []),
        "",
      ].join("\n"),
    );
    return 0;
  },
};

/** Paths of the skeleton's files, relative to it. */
export function skeletonFiles(): string[] {
  return readdirSync(SKELETON, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(SKELETON, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .sort();
}

function isOwn(name: string): boolean {
  return ownFolders.some((folder) => name.startsWith(`${folder}/`));
}

/** Refuses a folder that has something in it; with `only`, that has one of these in it. */
function requireEmpty(folder: string, name: string, only: readonly string[] | undefined): void {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat && !stat.isDirectory())
    throw new UsageError(`${name} is a file. Expected an empty folder, or the name of a new one.`);
  const found = stat
    ? readdirSync(folder).filter((entry) => (only ? only.includes(entry) : entry !== ".git"))
    : [];
  if (found.length === 0) return;
  const some = found.slice(0, 3).join(", ");
  throw new UsageError(
    `${name} is not empty: it has ${some}${found.length > 3 ? ` and ${found.length - 3} more` : ""}. Nothing was written. Name a new folder, such as daymark init ${quoted(`${name === "." ? "" : `${name}/`}status`)}`,
  );
}

/** How a site names this package: by version where it was installed, by its place where it is a checkout. */
function dependencyOf(folder: string): string {
  const installed = engineRoot.split(sep).includes("node_modules");
  return installed ? `^${engineVersion()}` : `file:${relative(folder, engineRoot).replaceAll(sep, "/")}`;
}
