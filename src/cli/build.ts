import { existsSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { SiteModel } from "../model/site.ts";
import { provideSearch, provideSite } from "../site.ts";
import { writeDigests } from "./build/digest.ts";
import { writeDocuments } from "./build/document.ts";
import { completeManifest, MANIFEST } from "./build/manifest.ts";
import { behindLink, checkOut, partialOf, recover, replace, sizeOf } from "./build/output.ts";
import { startIndexing } from "./build/search.ts";
import { inWorkshop } from "./build/workshop.ts";
import { engineDigest } from "./engine.ts";
import { nowOption, readNow } from "./now.ts";
import { count, report, summary } from "./report.ts";
import { astroConfig } from "./site/astro.ts";
import { loadModel } from "./site/load.ts";
import { requireSite } from "./site/records.ts";
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
    // An empty folder would become a site on which all is well.
    if (!existsSync(join(input.root, "content"))) requireSite(input, io);
    const out = behindLink(resolve(io.cwd, textOption(input, "out") ?? join(input.root, "dist")));
    const base = readBase(textOption(input, "base"));
    const now = readNow(input, io);
    checkOut(out, input.root);
    const started = performance.now();
    const lap = (text: string): void => {
      io.err(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
    };
    const { model, trouble } = await loadModel(input.root, { now, base, progress: lap });
    lap(`${count(model.timelines.length, "record")} and ${count(model.services.size, "service")} read`);
    if (trouble !== undefined) io.err(`${trouble}\n`);
    if (model.problems.length > 0) {
      io.err(`\n${report(model.problems, "text")}${summary(model.problems)}`);
      io.err(` ${omissions(model)}\n\n`);
    }
    provideSite(model);
    process.env["NODE_ENV"] = "production";
    const partial = partialOf(out);
    recover(out);
    lap("indexing for search");
    const indexing = await startIndexing(model, out);
    provideSearch(indexing.path);
    try {
      const astro = await import("astro");
      lap("rendering pages");
      await inWorkshop(() => astro.build(astroConfig(model, input.root, partial)));
      lap("writing feeds, data and texts");
      for (const path of writeDocuments(partial, model)) {
        io.err(`public${path} takes the place of a file that Daymark would write.\n`);
      }
      const search = await indexing.place(partial);
      if ("bytes" in search) lap(`search index of ${(search.bytes / 1e6).toFixed(1)} MB`);
      else io.err(`The site has no search: ${search.trouble}\n`);
      if (!completeManifest(partial, engineDigest(), writeDigests(partial))) {
        io.err(
          `public/${MANIFEST} takes the place of the file that says what was built: readers are not told of newer pages, and daymark verify cannot check the site. Rename it.\n`,
        );
      }
      const size = sizeOf(partial);
      replace(out, partial);
      lap(
        `${count(size.pages, "page")}, ${count(size.files, "file")}, ${(size.bytes / 1e6).toFixed(1)} MB in ${relative(io.cwd, out) || "."}`,
      );
    } finally {
      await indexing.end();
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
