import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path/posix";
import { describe, expect, it } from "vitest";

/*
 * The dependencies of docs/architecture: data flows one way, from text to pages. Each layer names what it may import;
 * everything else is a forbidden edge.
 */

interface Layer {
  /** Layers (folders of src, or files directly in it) whose modules it may import; its own always. */
  readonly layers: readonly string[];
  /** Packages, by name or as a pattern. */
  readonly packages: readonly (string | RegExp)[];
  /** Whether the same input must always give the same output: no clock, no chance, no environment. */
  readonly pure: boolean;
}

const time = /^(?:date-fns|@date-fns)(?:\/|$)/;
const node = /^node:/;

const layers: Readonly<Record<string, Layer>> = {
  records: {
    layers: ["versions", "scores"],
    packages: ["zod", "yaml", "markdown-it", "satteri", "fastest-levenshtein"],
    pure: true,
  },
  // How versions are ordered, and how packages are named. In browsers too.
  versions: { layers: [], packages: ["packageurl-js"], pure: true },
  // What is looked for exactly, as the index and the search box have it.
  search: { layers: [], packages: [], pure: true },
  // Severity. Its messages about vectors are worded as those about records are.
  scores: { layers: ["records"], packages: ["ae-cvss-calculator"], pure: true },
  // What readers have, and whether it is affected. In browsers only.
  inventory: { layers: ["versions"], packages: ["smol-toml", "packageurl-js"], pure: true },
  history: { layers: ["records", "versions", "scores"], packages: [], pure: true },
  // Runs git and keeps what it read.
  "history/git": { layers: ["records", "history"], packages: [node], pure: false },
  model: { layers: ["records", "versions", "scores", "history"], packages: [time, "d3-array"], pure: true },
  views: {
    layers: ["records", "versions", "scores", "history", "model"],
    packages: [time, "diff", /^d3-(?:array|scale|shape)$/],
    pure: true,
  },
  // Leaves: nothing but pages and the command line imports them.
  feeds: {
    layers: ["records", "history", "model", "views"],
    packages: [time, "rss", "ical-generator"],
    pure: true,
  },
  formats: {
    layers: ["records", "versions", "scores", "inventory", "history", "model", "views", "search"],
    packages: [time, "zod", "markdown-it", "fflate", "packageurl-js", "node:crypto"],
    pure: true,
  },
  // What is sent to whom; the command line sends it.
  notify: { layers: ["records", "versions", "scores"], packages: ["zod"], pure: true },
  importers: {
    layers: ["records", "versions", "scores"],
    packages: [time, "yaml", "zod", "markdown-it", "turndown"],
    pure: true,
  },
  "site.ts": { layers: ["model"], packages: [], pure: true },
  // The texts of reports, for Astro to compile.
  "lessons.ts": { layers: ["model", "views"], packages: [], pure: true },
  "env.d.ts": { layers: ["views"], packages: [/^astro\//], pure: true },
  "documents.ts": { layers: ["history", "model", "views", "feeds", "formats"], packages: [], pure: true },
  components: { layers: ["records", "model", "views", "client"], packages: [], pure: true },
  layouts: { layers: ["components", "views", "client", "styles"], packages: [], pure: true },
  pages: {
    layers: [
      "site.ts",
      "documents.ts",
      "records",
      "views",
      "feeds",
      "formats",
      "components",
      "layouts",
      "client",
      "embed",
      "styles",
    ],
    packages: ["astro", /^astro:/, "virtual:daymark/lessons"],
    pure: true,
  },
  // What runs in a reader's browser, by the reader's clock.
  client: { layers: ["versions", "inventory", "search"], packages: [], pure: false },
  // What runs in the pages of other sites.
  embed: { layers: [], packages: [], pure: false },
  styles: { layers: [], packages: [], pure: true },
  cli: {
    layers: [
      "site.ts",
      "lessons.ts",
      "documents.ts",
      "records",
      "history",
      "history/git",
      "model",
      "importers",
      "notify",
    ],
    packages: [
      node,
      "astro",
      /^@astrojs\/(?:mdx|markdown-satteri)$/,
      "satteri",
      "pagefind",
      "zod",
      "nodemailer",
      "fflate",
    ],
    pure: false,
  },
};

/** Single files that may do more than their layer. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  "records/folder.ts": ["node:fs", "node:path"],
};

/** Files that may run git: the history reads it, and `--commit` writes to it. */
const runsGit = /^(?:history\/git\/|cli\/(?:[a-z]+\/)?git\.ts$)/;

const src = join(import.meta.dirname, "../src");

/** Modules of the engine, relative to src; what `daymark init` copies into a new site is none. */
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:ts|astro|mjs|js|css)$/.test(entry.name))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)))
  .filter((file) => !file.startsWith("cli/init/site/"))
  .sort();

function layerOf(file: string): string {
  return file.startsWith("history/git/") ? "history/git" : (file.split("/")[0] ?? file);
}

/** What the import lines of a module name: `from "x"`, `import "x"`, `import("x")`, `@import "x"`. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|@import\s+)(["'])([^"']+)\1/g);
  return [...found].map((match) => match[2] ?? "");
}

/** The edges of one file that its layer does not allow. */
function forbidden(file: string, text: string): string[] {
  const layer = layers[layerOf(file)];
  if (!layer) return [`${file} is in no layer that architecture.test.ts knows`];
  return importsOf(text).flatMap((name) => {
    if (!name.startsWith(".")) {
      const allowed = layer.packages.some((one) => (typeof one === "string" ? name === one : one.test(name)));
      return allowed || exceptions[file]?.includes(name) ? [] : [`${file} imports ${name}`];
    }
    const target = join(file, "..", name);
    const inside = !target.startsWith("..") && [layerOf(file), ...layer.layers].includes(layerOf(target));
    return inside ? [] : [`${file} imports ${target}`];
  });
}

const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), "utf8")]));

describe("The architecture", () => {
  it("has no forbidden import", () => {
    expect([...texts].flatMap(([file, text]) => forbidden(file, text))).toEqual([]);
  });

  it("keeps clock, chance and environment at the edge", () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bTemporal\.Now\b|\bperformance\.now\b|\bprocess\./;
    const found = [...texts].filter(([file, text]) => layers[layerOf(file)]?.pure && impure.test(text));
    expect(found.map(([file, text]) => `${file}: ${impure.exec(text)?.[0]}`)).toEqual([]);
  });

  it("runs git in one place only", () => {
    const found = [...texts].filter(
      ([, text]) => importsOf(text).includes("node:child_process") && /"git"/.test(text),
    );
    expect(found.map(([file]) => file).filter((file) => !runsGit.test(file))).toEqual([]);
  });

  it("imports by whole file names, so that Node runs the sources as they are", () => {
    const short = [...texts].flatMap(([file, text]) =>
      importsOf(text)
        .filter((name) => name.startsWith(".") && !/\.(?:ts|js|astro|css|json|svg)(?:\?\w+)?$/.test(name))
        .map((name) => `${file} imports ${name}`),
    );
    expect(short).toEqual([]);
  });

  it("has no modules that import each other in a circle", () => {
    const edges = new Map([...texts].map(([file, text]) => [file, localImports(file, text)]));
    expect(circles(edges)).toEqual([]);
  });

  it("is read right by this test", () => {
    const text =
      'import a, {\n  b,\n} from "./x.ts";\nexport * from "../cli/run.ts";\nawait import("node:fs");\nimport "astro";';
    expect(importsOf(text)).toEqual(["./x.ts", "../cli/run.ts", "node:fs", "astro"]);
    expect(forbidden("records/incident.ts", text)).toEqual([
      "records/incident.ts imports cli/run.ts",
      "records/incident.ts imports node:fs",
      "records/incident.ts imports astro",
    ]);
    expect(forbidden("records/folder.ts", 'import "node:fs"; import "node:os";')).toEqual([
      "records/folder.ts imports node:os",
    ]);
    expect(forbidden("utils/a.ts", "")).toEqual([
      "utils/a.ts is in no layer that architecture.test.ts knows",
    ]);
    expect(
      circles(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
    ).toEqual(["b > c > b"]);
    expect(files.length).toBeGreaterThan(100);
  });
});

/** Imports of other modules that are there when the program runs; types are not. */
function localImports(file: string, text: string): string[] {
  const code = text.replace(/^(?:import|export) type [^;]*;$/gm, "");
  return importsOf(code)
    .filter((name) => name.startsWith("."))
    .map((name) => join(file, "..", name));
}

function circles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at !== -1) found.push([...path.slice(at), file].join(" > "));
    if (at !== -1 || done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) walk(file, []);
  return found;
}
