import { existsSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { isFile } from "./build/digest.ts";
import { MANIFEST } from "./build/manifest.ts";
import { count, printable } from "./report.ts";
import { type Input, type Io, UsageError, type Verb } from "./verb.ts";
import { type Comparison, compare } from "./verify/compare.ts";
import { type Clone, cloneOf, copyAt, hasCommit } from "./verify/git.ts";
import { type BuildManifest, LONGEST_MANIFEST, readManifest } from "./verify/manifest.ts";
import { inPrivateFolder } from "./verify/private.ts";
import { engineFor, rebuild } from "./verify/rebuild.ts";
import { readAddress, remoteSource } from "./verify/remote.ts";
import { isIdentical, listFindings, reasons } from "./verify/report.ts";
import { type Found, folderSource, type Source } from "./verify/source.ts";
import { Unverifiable } from "./verify/unverifiable.ts";

/** `daymark verify`: whether a built site is what its commit gives. */
export const verify: Verb = {
  name: "verify",
  summary: "Rebuild the commit that a built site names, and say which files differ",
  positionals: "[DIR|URL]",
  arity: { min: 0, max: 1 },
  options: {},
  more:
    "Run it in a clone of the site's repository. It reads api/v1/build.json of the folder (default: dist in the site's\n" +
    "folder) or of the published site, builds that commit again in a temporary folder and compares every file. The working\n" +
    "tree is not touched. A commit that holds the engine is built with that one.\n" +
    "\n" +
    "  daymark verify                              # dist\n" +
    "  daymark verify https://status.example.org/  # what is published\n" +
    "\n" +
    "Exit code 0 only if all files are identical; 1 if one differs or the site cannot be verified. To see without building\n" +
    "whether files are as they were built: cd dist && sha256sum -c --quiet api/v1/digests/*.sha256",
  async run(input, io) {
    try {
      return await inPrivateFolder((folder, signal) => verifyIn(folder, input, io, signal));
    } catch (error) {
      if (!(error instanceof Unverifiable)) throw error;
      io.err(`This cannot be verified: ${error.message}\n`);
      return 1;
    }
  },
};

async function verifyIn(folder: string, input: Input, io: Io, signal: AbortSignal): Promise<number> {
  const source = sourceOf(input, io, signal);
  const first = await manifestOf(source);
  const stated = readManifest(first.content ?? new Uint8Array(), source.label);
  const { commit } = stated;
  if (commit === null) {
    throw new Unverifiable(
      `${source.label} was built outside of a git repository, or before its first commit, and names no commit. Build it in a clone.`,
    );
  }
  const clone = await cloneOf(input.root);
  await requireCommit(clone, commit, stated, source);
  const copy = join(folder, "copy");
  await copyAt(clone, commit, copy, io.env, signal);
  const engine = await engineFor(clone, copy, commit);
  io.err(
    `rebuilding commit ${commit} as of ${stated.builtAt} with ${engine.own ? "its own engine" : "the engine that runs now"}\n`,
  );
  const out = join(folder, "dist");
  await rebuild(engine, join(copy, clone.prefix), out, stated, io.env, signal);
  const comparison = await compare(source, out, (files, of) => {
    if (source.paths === undefined && (files % 500 === 0 || files === of)) {
      io.err(`${files.toLocaleString("en")} of ${count(of, "file")} fetched\n`);
    }
  });
  if ((await manifestOf(source)).sha256 !== first.sha256) {
    throw new Unverifiable(`${source.label} was built anew in the meantime. Run verify again.`);
  }
  io.out(listFindings(comparison));
  const why = (): readonly string[] =>
    reasons(stated, readManifest(readFileSync(join(out, MANIFEST)), "the rebuilt site"), engine);
  return conclude(comparison, source, stated, why, io);
}

function conclude(
  comparison: Comparison,
  source: Source,
  stated: BuildManifest,
  why: () => readonly string[],
  io: Io,
): number {
  const commit = stated.commit?.slice(0, 12);
  if (isIdentical(comparison)) {
    io.out(
      `${source.label} is what commit ${commit} gives, as of ${stated.builtAt}, with Daymark ${stated.engine}.\n`,
    );
    return 0;
  }
  for (const reason of why()) io.out(`${reason}\n`);
  io.out(`${source.label} is not what commit ${commit} gives.\n`);
  return 1;
}

/** The site that is asked for. Throws `UsageError` for a folder that is not there, or an address of another kind. */
function sourceOf(input: Input, io: Io, signal: AbortSignal): Source {
  const [text] = input.positionals;
  if (text !== undefined && /^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    return remoteSource(readAddress(text), signal);
  }
  const folder = text === undefined ? join(input.root, "dist") : resolve(io.cwd, text);
  const below = relative(io.cwd, folder) || ".";
  const label = printable(below.startsWith("..") || isAbsolute(below) ? folder : below);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(
      `there is no folder ${label}. Run daymark build first, or give the folder or the address of a built site.`,
    );
  }
  // A large file would be read for nothing.
  const manifest = join(folder, MANIFEST);
  if (isFile(manifest) && statSync(manifest).size > LONGEST_MANIFEST) {
    throw new Unverifiable(`${MANIFEST} of ${label} is too long to be one that Daymark wrote.`);
  }
  return folderSource(folder, label);
}

/** Reads what a site says of itself. Throws `Unverifiable` if it says nothing. */
async function manifestOf(source: Source): Promise<Found> {
  const found = await source.read(MANIFEST, 0);
  if (typeof found !== "string") return found;
  throw new Unverifiable(
    `${source.label} has no ${MANIFEST}${found === "" ? "" : ` (${found})`}, so it is no site that Daymark built. Give the folder or the address of one.`,
  );
}

async function requireCommit(
  clone: Clone,
  commit: string,
  stated: BuildManifest,
  source: Source,
): Promise<void> {
  if (clone.shallow) {
    throw new Unverifiable(
      "this clone is shallow: it lacks the older commits from which pages are made. Get them with git fetch --unshallow",
    );
  }
  if (await hasCommit(clone, commit)) return;
  throw new Unverifiable(
    `${source.label} says that it was made from commit ${commit}, which is not in this repository. If this is a clone of the repository of ${stated.url}, get the newest commits with git fetch`,
  );
}
