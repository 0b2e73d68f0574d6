import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { searchDocuments } from "../../documents.ts";
import type { SiteModel } from "../../model/site.ts";
import { removeAbandoned } from "./abandoned.ts";

/** A search index that Pagefind, a process of its own, is making. */
export interface Indexing {
  /**
   * Where it will be within the site, told by what it is made from before it is made; undefined where there will be none.
   */
  readonly path: string | undefined;
  /** Puts it into the site when it is made. Returns its size in bytes, or why there is none. */
  place(site: string): Promise<{ readonly bytes: number } | { readonly trouble: string }>;
  /** Ends Pagefind and removes what it has not placed. */
  end(): Promise<void>;
}

/** Digits of the digest in the path of an index. */
const DIGITS = 12;

/**
 * Gives Pagefind all that is searched, and lets it work while pages are rendered. A site without search is better than no
 * site: where Pagefind cannot be run or fails, the reason comes back, and the pages by which records are browsed stay.
 */
export async function startIndexing(model: SiteModel, out: string): Promise<Indexing> {
  const prefix = `.${basename(out)}.daymark-search-`;
  removeAbandoned(dirname(out), prefix);
  const folder = join(dirname(out), `${prefix}${process.pid}`);
  try {
    const { path, work, close } = await started(model, folder);
    return {
      path,
      place: async (site) => {
        const trouble = await work;
        if (trouble !== undefined) return { trouble };
        mkdirSync(dirname(join(site, path)), { recursive: true });
        renameSync(folder, join(site, path));
        return { bytes: keepNeeded(join(site, path)) };
      },
      end: async () => {
        await close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    const trouble = reasonOf(error);
    return { path: undefined, place: async () => ({ trouble }), end: async () => undefined };
  }
}

/** Starts the work, which goes on; what comes of it in the end is a reason where it fails. */
async function started(
  model: SiteModel,
  folder: string,
): Promise<{ path: string; work: Promise<string | undefined>; close: () => Promise<unknown> }> {
  const pagefind = await import("pagefind");
  const language = new Intl.Locale(model.site.locale).language;
  const { answer, ended } = watched(() => pagefind.createIndex({ forceLanguage: language }));
  const { index, errors } = await Promise.race([answer, ended]).catch(async (error) => {
    await pagefind.close();
    throw error;
  });
  if (!index) throw new Error(errors.join(" ") || "Pagefind gave no index.");
  const digest = createHash("sha256").update(language);
  const added: Promise<{ readonly errors: readonly string[] }>[] = [];
  // Pagefind takes documents apart slower than they are made, and they wait for it in memory: some 8 kB each.
  for (const { url, html } of searchDocuments(model)) {
    digest.update(`\0${url}\0${html}`);
    added.push(index.addHTMLFile({ url, content: html }));
  }
  const work = async (): Promise<string | undefined> => {
    const answers = await Promise.all(added);
    const { errors: unwritten } = await index.writeFiles({ outputPath: folder });
    return [...answers.flatMap((answer) => answer.errors), ...unwritten][0];
  };
  return {
    path: `/search/index-${pagefindVersion()}-${digest.digest("hex").slice(0, DIGITS)}/`,
    work: Promise.race([work(), ended]).catch(reasonOf),
    close: pagefind.close,
  };
}

/**
 * Starts a process by way of a library that keeps it to itself. `ended` rejects when the process is over: whatever the
 * library was asked then stays unanswered for ever, and Node would end in the middle of the build.
 */
function watched<Answer>(start: () => Promise<Answer>): {
  readonly answer: Promise<Answer>;
  readonly ended: Promise<never>;
} {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  // Nobody waits for it any more when the work is done.
  ended.catch(() => undefined);
  const watch = (message: unknown): void => {
    (message as { readonly process: ChildProcess }).process.once("exit", (code, signal) => {
      reject(new Error(`Pagefind ended before its work was done (${signal ?? `exit code ${code}`}).`));
    });
  };
  subscribe("child_process", watch);
  try {
    return { answer: start(), ended };
  } finally {
    unsubscribe("child_process", watch);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Removes Pagefind's own pages and panels, which this site does not use. Returns the size of the rest in bytes. */
function keepNeeded(folder: string): number {
  const { languages } = JSON.parse(readFileSync(join(folder, "pagefind-entry.json"), "utf8")) as {
    readonly languages: Readonly<Record<string, { readonly wasm: string | null }>>;
  };
  const engines = new Set(Object.values(languages).map(({ wasm }) => `wasm.${wasm ?? "unknown"}.pagefind`));
  const isNeeded = (name: string): boolean =>
    /^pagefind(?:-worker)?\.js$|^pagefind-entry\.json$|\.pf_\w+$/.test(name) || engines.has(name);
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if (isNeeded(entry.name)) bytes += statSync(file).size;
    else rmSync(file);
  }
  return bytes;
}

/** The version of Pagefind that is installed. */
function pagefindVersion(): string {
  const file = fileURLToPath(new URL("../package.json", import.meta.resolve("pagefind")));
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}
