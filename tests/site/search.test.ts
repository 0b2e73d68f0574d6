import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { startIndexing } from "../../src/cli/build/search.ts";
import { searchView } from "../../src/views/search.ts";
import { modelOf } from "../formats/site.ts";
import { daymark, type Outcome, temporarySite } from "./build.ts";
import { neverFound, searchedNow, searchedSite } from "./searched.ts";

let root: string;
let built: Outcome;

beforeAll(async () => {
  root = temporarySite(searchedSite);
  built = await daymark("build", "--root", root, "--now", searchedNow);
  expect(built.code, built.err).toBe(0);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The folder of the index, by its path within the site. */
function indexOf(site: string): string {
  const [name, ...others] = readdirSync(join(site, "search")).filter((one) => one.startsWith("index-"));
  expect(others).toEqual([]);
  return `search/${name}`;
}

/** Every file of an index, unpacked. */
function textsOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return new Map(
    files.map((path) => {
      const bytes = readFileSync(join(folder, path));
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
      return [path, (isPacked ? gunzipSync(bytes) : bytes).toString("latin1")];
    }),
  );
}

describe("The search index of a site", () => {
  test("is in a folder that its version and content name, which the page names as well", () => {
    const folder = indexOf(join(root, "dist"));
    expect(folder).toMatch(/^search\/index-\d+\.\d+\.\d+-[0-9a-f]{12}$/);
    const page = readFileSync(join(root, "dist/search/index.html"), "utf8");
    expect(page).toContain(`data-bundle="/${folder}/"`);
  });

  test("has only what is needed to search, and its size is told", () => {
    const folder = join(root, "dist", indexOf(join(root, "dist")));
    const names = [...textsOf(folder).keys()].map((path) => path.replace(/_[0-9a-f]+\./, "_N."));
    expect([...new Set(names)].toSorted()).toEqual([
      "filter/en_N.pf_filter",
      "fragment/en_N.pf_fragment",
      "index/en_N.pf_index",
      "pagefind-entry.json",
      "pagefind-worker.js",
      "pagefind.en_N.pf_meta",
      "pagefind.js",
      "wasm.en.pagefind",
    ]);
    const bytes = [...textsOf(folder).keys()].reduce(
      (sum, path) => sum + statSync(join(folder, path)).size,
      0,
    );
    expect(built.err).toContain("indexing for search\n");
    expect(built.err).toContain(`search index of ${(bytes / 1e6).toFixed(1)} MB\n`);
  });

  test("has a piece for each page, and nothing in any of its files that is not shown", () => {
    const texts = textsOf(join(root, "dist", indexOf(join(root, "dist"))));
    expect([...texts.keys()].filter((path) => path.startsWith("fragment/"))).toHaveLength(9);
    expect([...texts.values()].join("\n")).toContain("wildcard certificate");
    for (const word of neverFound) {
      const found = [...texts].filter(
        ([path, text]) =>
          !path.endsWith(".js") &&
          !path.startsWith("wasm") &&
          text.toLowerCase().includes(word.toLowerCase()),
      );
      // Four digits may come about by chance in a digest.
      expect(found.map(([path]) => path).filter(() => !/^\d+$/.test(word))).toEqual([]);
    }
  });

  test("is named with its digest like every other file", () => {
    const digests = readFileSync(join(root, "dist/api/v1/digests/1.sha256"), "utf8");
    for (const path of textsOf(join(root, "dist", indexOf(join(root, "dist")))).keys()) {
      expect(digests).toContain(`  ${indexOf(join(root, "dist"))}/${path}\n`);
    }
  });

  test("is the same to the byte when it is made again, and elsewhere when a record changes", async () => {
    const again = temporarySite(searchedSite);
    const model = await modelOf(again, searchedNow);
    const indexing = await startIndexing(model, join(again, "dist"));
    const made = await indexing.place(join(again, "dist"));
    await indexing.end();
    expect(made).toHaveProperty("bytes");
    expect(indexOf(join(again, "dist"))).toBe(indexOf(join(root, "dist")));
    expect(textsOf(join(again, "dist", indexOf(join(again, "dist"))))).toEqual(
      textsOf(join(root, "dist", indexOf(join(root, "dist")))),
    );
    rmSync(again, { recursive: true, force: true });
    const changed = temporarySite({
      ...searchedSite,
      "content/glossary/restore.md": "---\nterm: restore\nshort: Bringing data back again.\n---\n",
    });
    const other = await startIndexing(await modelOf(changed, searchedNow), join(changed, "dist"));
    await other.end();
    expect(other.path).toMatch(/^\/search\/index-/);
    expect(other.path).not.toBe(indexing.path);
    expect(readdirSync(changed)).not.toContainEqual(expect.stringContaining("daymark-search"));
    rmSync(changed, { recursive: true, force: true });
  });

  test("leaves nothing beside the site", () => {
    expect(readdirSync(root).filter((name) => name.startsWith("."))).toEqual(
      readdirSync(root).filter((name) => name === ".daymark"),
    );
  });
});

test("A site in another language is searched by the rules of that language", async () => {
  const german = temporarySite({
    ...searchedSite,
    "content/site.yaml": `${searchedSite["content/site.yaml"]}locale: de-AT\n`,
  });
  const indexing = await startIndexing(await modelOf(german, searchedNow), join(german, "dist"));
  expect(await indexing.place(join(german, "dist"))).toHaveProperty("bytes");
  await indexing.end();
  expect(existsSync(join(german, "dist", indexOf(join(german, "dist")), "wasm.de.pagefind"))).toBe(true);
  rmSync(german, { recursive: true, force: true });
});

describe.skipIf(process.platform === "win32")("Where Pagefind cannot be run", () => {
  afterEach(() => {
    delete process.env["PAGEFIND_EXTENDED_BINARY_PATH"];
  });

  test("the build goes on without a search", async () => {
    process.env["PAGEFIND_EXTENDED_BINARY_PATH"] = "/bin/false";
    const site = temporarySite(searchedSite);
    const indexing = await startIndexing(await modelOf(site, searchedNow), join(site, "dist"));
    expect(indexing.path).toBeUndefined();
    expect(await indexing.place(join(site, "dist"))).toEqual({
      trouble: expect.stringMatching(/^Pagefind /),
    });
    await indexing.end();
    rmSync(site, { recursive: true, force: true });
  });

  test("the page of the search has the pages to browse, and no field", async () => {
    const view = searchView(await modelOf(root, searchedNow), undefined);
    expect(view.bundle).toBeUndefined();
    expect(view.missing).toBe(
      "This copy of the site was built without a search. Everything on it is found by way of these pages.",
    );
    expect(view.browse.map(({ label }) => label)).toEqual(["Everything", "Lessons by"]);
  });
});

test("Every page of the demonstration leads to the search", () => {
  const dist = inject("demonstration");
  const pages = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith("index.html") && readFileSync(join(dist, path), "utf8").includes("<header"),
  );
  expect(pages.length).toBeGreaterThan(50);
  const without = pages.filter(
    (path) => !/<a [^>]*href="\/search\/"[^>]*data-search/.test(readFileSync(join(dist, path), "utf8")),
  );
  expect(without).toEqual([]);
});
