import { existsSync, lstatSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { engineRoot } from "../engine.ts";
import { type Clone, gitEnvironment, isFollowed } from "./git.ts";
import type { BuildManifest } from "./manifest.ts";
import { lastLines, runProcess } from "./process.ts";
import { Unverifiable } from "./unverifiable.ts";

/** The engine that rebuilds a site. */
export interface Engine {
  readonly root: string;
  /** Whether it is the one that the commit holds. */
  readonly own: boolean;
  /** Why it is not the commit's own although there is one. */
  readonly remark?: string;
}

/**
 * Chooses the engine. A fork holds its engine beside its records, and what that commit's engine made, no other one can be
 * expected to make: it is used, with packages that are installed already (in the person's working tree, or beside the
 * running engine) if their package-lock.json is the commit's, byte for byte. Nothing is installed for it: that would take
 * a minute and the network, and would run the install scripts of packages. Otherwise the running engine is used.
 *
 * The commit's engine is code, and which commit it is was said by whoever published the site: it runs only if the commit
 * is in a branch that the clone follows. Records are data; the running engine may read those of any commit.
 * Throws `Unverifiable` for an engine in a commit that is in none.
 */
export async function engineFor(clone: Clone, copy: string, hash: string): Promise<Engine> {
  const place = enginePlace(copy, clone.prefix);
  if (place === undefined) return { root: engineRoot, own: false };
  if (!(await isFollowed(clone, hash))) {
    throw new Unverifiable(
      `commit ${hash} is in none of the branches that this clone follows (what is checked out, its upstream, the default branch of origin). It holds an engine of its own, which would run now. If it can be trusted, check it out first: git switch --detach ${hash}`,
    );
  }
  const root = join(copy, place);
  const lock = read(join(root, "package-lock.json"));
  const installed = [join(clone.top, place), engineRoot].find(
    (folder) =>
      lock?.equals(read(join(folder, "package-lock.json")) ?? Buffer.alloc(0)) &&
      existsSync(join(folder, "node_modules")),
  );
  if (installed === undefined) {
    return {
      root: engineRoot,
      own: false,
      remark: `The engine that commit ${hash.slice(0, 12)} holds needs other packages than are installed here (package-lock.json differs), so the running one was used. To use its own: git worktree add --detach ../verify ${hash}, then npm ci and daymark verify there.`,
    };
  }
  if (!existsSync(join(root, "node_modules"))) {
    symlinkSync(join(installed, "node_modules"), join(root, "node_modules"), "junction");
  }
  return { root, own: true };
}

/** The folder of the copy, relative to it, that holds an engine: the site's own, or one above it. */
function enginePlace(copy: string, prefix: string): string | undefined {
  for (let place = prefix.replace(/\/$/, "") || "."; ; place = dirname(place)) {
    const manifest = read(join(copy, place, "package.json"))?.toString("utf8") ?? "";
    const bin = lstatSync(join(copy, place, "bin/daymark.js"), { throwIfNoEntry: false });
    if (bin?.isFile() && nameIn(manifest) === "daymark") return place;
    if (place === ".") return undefined;
  }
}

function nameIn(manifest: string): unknown {
  try {
    const value: unknown = JSON.parse(manifest);
    return typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
  } catch {
    return undefined;
  }
}

function read(path: string): Buffer | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;
}

/** Builds the site in `root` again as its build.json says it was built. Throws `Unverifiable` if the build fails. */
export async function rebuild(
  engine: Engine,
  root: string,
  out: string,
  stated: BuildManifest,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<void> {
  if (!existsSync(join(root, "content")) && !existsSync(join(root, "incidents"))) {
    throw new Unverifiable(
      `commit ${stated.commit} has no site in this folder. Name the site's folder in the repository with --root DIR.`,
    );
  }
  if (realpathSync(root) !== resolve(root)) {
    throw new Unverifiable(`the site's folder in commit ${stated.commit} is a link, which is not followed.`);
  }
  // A cache that was committed is somebody's word for what git says; as a link it would lead out of the copy.
  rmSync(join(root, ".daymark"), { recursive: true, force: true });
  const base = stated.base;
  // What --base does not take was not given with it: it comes from the url in site.yaml, in the commit.
  const given = base !== undefined && /^[\w./~-]*$/.test(base) ? [`--base=${base === "" ? "/" : base}`] : [];
  const { ok, err } = await runProcess(
    process.execPath,
    [
      join(engine.root, "bin/daymark.js"),
      ...["build", `--root=${root}`, `--out=${out}`, `--now=${stated.builtAt}`],
      ...given,
    ],
    { ...gitEnvironment(env), NODE_ENV: undefined },
    signal,
  );
  if (!ok) {
    throw new Unverifiable(
      `commit ${stated.commit} cannot be built again with Daymark ${stated.engine}. The build says:\n${lastLines(err).trimEnd()}`,
    );
  }
}
