import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { SiteModel } from "../model/site.ts";
import { provideSite } from "../site.ts";
import { engineRoot } from "./engine.ts";
import { nowOption, readNow } from "./now.ts";
import { count, report, summary } from "./report.ts";
import { astroConfig } from "./site/astro.ts";
import { loadModel, ownFolders } from "./site/load.ts";
import { switchOption, textOption, UsageError, type Verb } from "./verb.ts";

/** `daymark build`: the whole site, as static files. */
export const build: Verb = {
  name: "build",
  summary: "Build the site from the records",
  options: {
    out: {
      type: "string",
      value: "DIR",
      about: "Where the site is written (default: dist in the site's folder).",
    },
    base: {
      type: "string",
      value: "PATH",
      about: "Path below which it is served (default: the path of url in site.yaml).",
    },
    now: nowOption,
    strict: {
      type: "boolean",
      about: "Exit with 1 if a record has an error; the site is built all the same.",
    },
  },
  more:
    "A file that cannot be read is left out, printed, and mentioned on the site. The output appears whole or not at\n" +
    "all: until the new one is complete, the previous one stays as it is.",
  async run(input, io) {
    const out = behindLink(resolve(io.cwd, textOption(input, "out") ?? join(input.root, "dist")));
    const base = readBase(textOption(input, "base"));
    const now = readNow(input, io);
    checkOut(out, input.root);
    const started = performance.now();
    const lap = (text: string): void => {
      io.err(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
    };
    const model = loadModel(input.root, now, base);
    lap(`${count(model.timelines.length, "record")} and ${count(model.services.size, "service")} read`);
    if (model.problems.length > 0) {
      io.err(`\n${report(model.problems, "text")}${summary(model.problems)}`);
      io.err(` ${omissions(model)}\n\n`);
    }
    provideSite(model);
    process.env["NODE_ENV"] = "production";
    const partial = `${out}.partial-${process.pid}`;
    recover(out);
    try {
      const astro = await import("astro");
      lap("rendering pages");
      await inWorkshop(() => astro.build(astroConfig(model, input.root, partial)));
      const size = sizeOf(partial);
      replace(out, partial);
      lap(
        `${count(size.pages, "page")}, ${count(size.files, "file")}, ${(size.bytes / 1e6).toFixed(1)} MB in ${relative(io.cwd, out) || "."}`,
      );
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
    return switchOption(input, "strict") && model.problems.some((problem) => problem.severity === "error")
      ? 1
      : 0;
  },
};

/** What the mistakes do to the site, in words. */
function omissions({ leftOut, mistaken }: SiteModel): string {
  const parts = [
    leftOut.length > 0 ? `${count(leftOut.length, "file")} left out` : "",
    mistaken.length > 0 ? `${count(mistaken.length, "file")} published without what is wrong` : "",
  ].filter((part) => part !== "");
  return parts.length > 0 ? `${parts.join(", ")}.` : "Everything is published.";
}

function readBase(text: string | undefined): string | undefined {
  if (text === undefined || /^\/[\w./~-]*$/.test(text)) return text;
  throw new UsageError(`--base ${text}: expected a path that begins with a slash, such as /status.`);
}

/** Refuses to put a site where something else is. */
function checkOut(out: string, root: string): void {
  if (isWithin(root, out)) throw new UsageError(`--out ${out}: the site's own folder is in it.`);
  const own = ownFolders.find((folder) => isWithin(out, join(root, folder)));
  if (own !== undefined) throw new UsageError(`--out ${out}: it is in ${own}, which is the site's own.`);
  const stat = statSync(out, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) throw new UsageError(`--out ${out}: this is a file, expected a folder.`);
  const names = readdirSync(out);
  if (names.length > 0 && !existsSync(join(out, "api/v1/build.json"))) {
    throw new UsageError(
      `--out ${out}: the folder holds something that is no site built by Daymark; empty it first.`,
    );
  }
}

/** The folder that a link leads to, so that the link stays; any other path as it is. */
function behindLink(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** Whether a path is a folder or lies below it. */
function isWithin(path: string, folder: string): boolean {
  const steps = relative(folder, path);
  return steps !== ".." && !steps.startsWith(`..${sep}`) && !isAbsolute(steps);
}

/** Swaps the finished site in: two renames, so that a reader meets the old site or the new one. */
function replace(out: string, partial: string): void {
  mkdirSync(dirname(out), { recursive: true });
  const previous = `${out}.previous`;
  rmSync(previous, { recursive: true, force: true });
  if (existsSync(out)) renameSync(out, previous);
  renameSync(partial, out);
  rmSync(previous, { recursive: true, force: true });
}

/**
 * Runs Astro in a folder of its own below the engine. It writes the compiled pages below the folder it is run in and
 * imports them from there: from that place they find the engine's packages, and two builds do not meet.
 */
async function inWorkshop(work: () => Promise<void>): Promise<void> {
  const before = process.cwd();
  const workshop = join(engineRoot, ".astro", `build-${process.pid}`);
  removeAbandoned(dirname(workshop), "build-");
  mkdirSync(workshop, { recursive: true });
  process.chdir(workshop);
  try {
    await work();
  } finally {
    process.chdir(before);
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** Cleans up after a build that was killed: unfinished output goes, a previous site caught between renames comes back. */
function recover(out: string): void {
  const previous = `${out}.previous`;
  if (existsSync(previous) && !existsSync(out)) renameSync(previous, out);
  removeAbandoned(dirname(out), `${basename(out)}.partial-`);
}

/** Removes the folders, named `<prefix><process id>`, whose process is no more. */
function removeAbandoned(folder: string, prefix: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (!/^[1-9]\d*$/.test(pid) || isRunning(Number(pid))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function sizeOf(folder: string): { pages: number; files: number; bytes: number } {
  let pages = 0;
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files++;
    if (entry.name.endsWith(".html")) pages++;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return { pages, files, bytes };
}
