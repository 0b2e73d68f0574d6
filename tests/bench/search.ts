import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { close, createIndex } from "pagefind";
import type { Browser } from "playwright-core";
import { loadModel } from "../../src/cli/site/load.ts";
import { searchDocuments } from "../../src/documents.ts";
import { parseInstant } from "../../src/records/instant.ts";
import { launchBrowser } from "../browser/browser.ts";
import { generatedNow, writeSite } from "./generate.ts";
import { measure } from "./measure.ts";

/*
 * What the search costs: node tests/bench/search.ts [sizes…] (default: 1000 10000). Prints, and asserts nothing. CPU and
 * memory of Pagefind are read on Linux only. Run it on an idle machine.
 */

const daymark = fileURLToPath(new URL("../../bin/daymark.js", import.meta.url));
const sizes = process.argv.slice(2).map(Number);
const questions = ["certificate", "database connections deploy", "503"];
const compressed: ReadonlySet<string> = new Set([".html", ".css", ".js", ".json", ".svg"]);
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** A file that a server sent: when, its bytes as they are, and as hosts send them, which compress texts. */
interface Sent {
  readonly at: number;
  readonly bytes: number;
  readonly sent: number;
}

/** Documents of an index by the year of the record; what has none is in the newest. */
type Years = ReadonlyMap<string, { url: string; content: string }[]>;

const browser = await launchBrowser();
for (const size of sizes.length > 0 ? sizes : [1000, 10_000]) await bench(browser, size);
await browser.close();

async function bench(chromium: Browser, size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), `daymark-search-${size}-`));
  try {
    const root = join(folder, "site");
    const out = join(folder, "dist");
    writeSite(root, size);
    const cost = await measure(process.execPath, [
      daymark,
      "build",
      "--root",
      root,
      "--out",
      out,
      "--now",
      generatedNow,
    ]);
    print(size, "build with search, wall", seconds(cost.wall));
    print(size, "build with search, CPU", seconds(cost.cpu ?? 0));
    print(size, "build with search, peak memory of all processes", megabytes(cost.memory ?? 0));
    const years = await documentsByYear(root);
    const all = [...years.values()].flat();
    const one = await indexed(all, join(folder, "one"));
    print(size, "one index: Pagefind's CPU", seconds(one.cpu));
    print(size, "one index: wall", seconds(one.wall));
    print(size, "one index: Pagefind's peak memory", megabytes(one.memory));
    print(size, "one index: size", megabytes(sizeOf(join(folder, "one"))));
    const split: Awaited<ReturnType<typeof indexed>>[] = [];
    for (const [year, documents] of years) split.push(await indexed(documents, join(folder, "split", year)));
    print(
      size,
      `index split by year: all ${split.length}, Pagefind's CPU`,
      seconds(sum(split.map(({ cpu }) => cpu))),
    );
    print(size, "index split by year: the newest alone, Pagefind's CPU", seconds(split.at(-1)?.cpu ?? 0));
    print(size, "index split by year: size", megabytes(sizeOf(join(folder, "split"))));
    for (const question of questions) await ask(chromium, out, size, question);
    await merged(chromium, join(folder, "split"), [...years.keys()], size);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function documentsByYear(root: string): Promise<Years> {
  const now = parseInstant(generatedNow);
  if (typeof now === "object") throw new Error(now.message);
  const { model } = await loadModel(root, { now });
  const documents = [...searchDocuments(model)].map(({ url, html }) => ({ url, content: html }));
  const newest = new Date(now).toISOString().slice(0, 4);
  const yearOf = (html: string): string =>
    /data-pagefind-filter="year\[content\]" content="(\d+)"/.exec(html)?.[1] ?? newest;
  const grouped = Map.groupBy(documents, ({ content }) => yearOf(content));
  return new Map([...grouped].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Makes an index in a process of its own. Times in milliseconds, memory in bytes. */
async function indexed(
  documents: readonly { url: string; content: string }[],
  folder: string,
): Promise<{ wall: number; cpu: number; memory: number }> {
  const started = performance.now();
  const { index } = await createIndex({ forceLanguage: "en" });
  if (!index) throw new Error("Pagefind gave no index");
  await Promise.all(documents.map((document) => index.addHTMLFile(document)));
  await index.writeFiles({ outputPath: folder });
  const wall = performance.now() - started;
  const child = childNamed("pagefind");
  const stat = child === undefined ? "" : readFileSync(`/proc/${child}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const status = child === undefined ? "" : readFileSync(`/proc/${child}/status`, "utf8");
  await close();
  for (const name of readdirSync(folder)) {
    if (/ui\.|highlight|component|wasm\.unknown/.test(name)) rmSync(join(folder, name));
  }
  return {
    wall,
    // Ticks of a hundredth of a second (proc_pid_stat(5), fields 14 and 15).
    cpu: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10,
    memory: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024,
  };
}

function childNamed(name: string): string | undefined {
  try {
    return readdirSync("/proc").find((pid) => {
      if (!/^\d+$/.test(pid)) return false;
      const stat = readFileSync(`/proc/${pid}/stat`, { encoding: "utf8", flag: "r" });
      const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
      return parent === String(process.pid) && stat.includes(`(${name}`);
    });
  } catch {
    return undefined;
  }
}

/** Types a question into the page as a reader does, in a browser that has nothing in its cache. */
async function ask(chromium: Browser, site: string, size: number, question: string): Promise<void> {
  const { url, files, stop } = await served(site);
  const context = await chromium.newContext();
  const page = await context.newPage();
  // Told by the page itself: what is loaded after the first result is no part of what comes before it.
  await page.addInitScript(() => {
    const seen = (selector: string, name: string): void => {
      if (!document.querySelector(selector) || Reflect.has(window, name)) return;
      Reflect.set(window, name, Date.now());
    };
    new MutationObserver(() => {
      seen(".results > li", "firstResult");
      seen(".narrow fieldset:not([hidden])", "firstNumber");
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  const time = (name: string): Promise<number> =>
    page
      .waitForFunction((key) => Reflect.get(window, key) as number | undefined, name)
      .then((handle) => handle.jsonValue())
      .then(Number);
  await page.goto(`${url}/search/`, { waitUntil: "networkidle" });
  const started = Date.now();
  await page.locator("input[type=search]").fill(question);
  const [first, numbers] = [await time("firstResult"), await time("firstNumber")];
  const name = `“${question}”`;
  const told = (from: number, to: number): string => {
    const own = files.filter(({ at }) => at > from && at <= to);
    return `${kilobytes(sum(own.map(({ sent }) => sent)))} in ${own.length} requests (${kilobytes(sum(own.map(({ bytes }) => bytes)))} without compression)`;
  };
  print(size, `${name}: page and its files`, told(0, started));
  print(size, `${name}: until the first result`, told(started, first));
  print(size, `${name}: numbers of the facets after that`, told(first, numbers));
  print(
    size,
    `${name}: time to the first result, with 200 ms of waiting for more letters`,
    `${first - started} ms`,
  );
  print(size, `${name}: time to the numbers`, `${numbers - started} ms`);
  const again = Date.now();
  await page.locator("input[type=search]").fill(`${question} checksum`);
  await page.waitForFunction(() => document.querySelector(".found")?.textContent?.includes("checksum"));
  print(size, `${name}: one word more`, `${Date.now() - again} ms`);
  await context.close();
  await stop();
}

/** Asks all years at once, as Pagefind merges indexes. */
async function merged(
  chromium: Browser,
  folder: string,
  years: readonly string[],
  size: number,
): Promise<void> {
  const { url, files, stop } = await served(folder);
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/`);
  const before = files.length;
  const wall = await page.evaluate(async (all) => {
    const begin = performance.now();
    const [newest = "", ...others] = all.toReversed();
    const module = await import(/* @vite-ignore */ `/${newest}/pagefind.js`);
    const pagefind = module.createInstance({ basePath: `/${newest}/`, baseUrl: "/", metaCacheTag: "1" });
    await pagefind.init();
    await Promise.all(others.map((year) => pagefind.mergeIndex(`/${year}/`, { metaCacheTag: "1" })));
    const { results } = await pagefind.search("certificate");
    await Promise.all(results.slice(0, 10).map((result: { data(): Promise<object> }) => result.data()));
    return performance.now() - begin;
  }, years);
  print(
    size,
    `merged, ${years.length} years: until the first ten results of “certificate”`,
    `${kilobytes(sum(files.slice(before).map(({ sent }) => sent)))} in ${files.length - before} requests, ${wall.toFixed(0)} ms`,
  );
  await context.close();
  await stop();
}

async function served(folder: string): Promise<{ url: string; files: Sent[]; stop(): Promise<void> }> {
  const files: Sent[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(path === "/" ? 200 : 404, { "content-type": "text/html" }).end();
      return;
    }
    const bytes = readFileSync(file);
    const sent = compressed.has(extname(file)) ? gzipSync(bytes).length : bytes.length;
    files.push({ at: Date.now(), bytes: bytes.length, sent });
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((bytes, entry) => bytes + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function print(size: number, what: string, value: string): void {
  process.stdout.write(`${size.toLocaleString("en").padStart(7)}  ${what}: ${value}\n`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1e3).toFixed(1)} kB`;
}
