import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { sizeOf } from "../../src/cli/build/output.ts";
import { generateAdvisories } from "./advisories.ts";
import { type GeneratedFile, generatedNow, writeSite } from "./generate.ts";
import { type Cost, measure } from "./measure.ts";
import { generatePostmortems } from "./postmortems.ts";

const help = `Usage: npm run bench -- [sizes…] [--keep] [--folder DIR]

Generates sites of so many records (default: 100 1000 10000) with 4 updates each over 10 services, runs check and build
on each as a child process, and prints what they cost as a Markdown table. Every tenth record has a postmortem. Asserts
nothing.

  --no-postmortems  Generate none.
  --advisories      Generate so many security advisories instead of incidents and postmortems.
  --keep            Leave the generated sites where they are, and tell where.
  --folder DIR      Make them in a folder of DIR (default: the system's for temporary files).
  --help            Show this.

CPU and memory are measured on Linux only. Run it on an idle machine.
`;

const daymark = fileURLToPath(new URL("../../bin/daymark.js", import.meta.url));
const defaultSizes = [100, 1000, 10_000];

/** One line of the table. */
interface Row {
  readonly records: number;
  readonly postmortems: number;
  readonly verb: string;
  readonly cost: Cost;
  readonly written: ReturnType<typeof sizeOf> | undefined;
}

const started = performance.now();
process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      postmortems: { type: "boolean", default: true },
      advisories: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      folder: { type: "string", default: tmpdir() },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const sizes = positionals.length === 0 ? defaultSizes : positionals.map(Number);
  if (!sizes.every((size) => Number.isSafeInteger(size) && size > 0)) {
    process.stderr.write(`Sizes are whole numbers above 0, found: ${positionals.join(" ")}\n`);
    return 2;
  }
  const rows: Row[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(join(values.folder, `daymark-bench-${size}-`));
    try {
      rows.push(...(await bench(folder, size, values)));
    } finally {
      if (values.keep) say(`kept: ${folder}`);
      else rmSync(folder, { recursive: true, force: true });
    }
  }
  process.stdout.write(`\n${caption(rows)}\n\n${table(rows)}\n${ratios(rows)}`);
  return rows.every((row) => row.cost.code === 0) ? 0 : 1;
}

/** Measures one site. The first build of a folder is measured: nothing is in any cache. */
async function bench(folder: string, records: number, kinds: Kinds): Promise<Row[]> {
  const name = records.toLocaleString("en");
  const root = join(folder, "site");
  const out = join(folder, "dist");
  say(`${name} records: generating`);
  const more = moreFiles(records, kinds);
  writeSite(root, kinds.advisories ? 0 : records, more);
  const postmortems = more.filter(({ path }) => path.startsWith("content/postmortems/")).length;
  const rows: Row[] = [];
  for (const verb of ["check", "build"]) {
    say(`${name} records: ${verb}`);
    const to = verb === "build" ? ["--out", out] : [];
    const cost = await measure(process.execPath, [
      daymark,
      verb,
      "--root",
      root,
      "--now",
      generatedNow,
      ...to,
    ]);
    const failed = cost.code === 0 ? "" : `, exit code ${cost.code}:\n${cost.errors}`;
    say(`${name} records: ${verb} took ${seconds(cost.wall)}${failed}`);
    rows.push({
      records,
      postmortems,
      verb,
      cost,
      written: verb === "build" && existsSync(out) ? sizeOf(out) : undefined,
    });
  }
  return rows;
}

/** What a site has beside its frame and, unless it is one of advisories, incidents. */
interface Kinds {
  readonly advisories: boolean;
  readonly postmortems: boolean;
}

function moreFiles(records: number, { advisories, postmortems }: Kinds): GeneratedFile[] {
  if (advisories) return [...generateAdvisories(records)];
  return postmortems ? [...generatePostmortems(records)] : [];
}

/** What the rows are about, in a sentence. */
function caption(rows: readonly Row[]): string {
  const builds = rows.filter(({ verb }) => verb === "build");
  const parts = builds.map(
    ({ records, postmortems }) =>
      `${postmortems.toLocaleString("en")} with ${records.toLocaleString("en")} records`,
  );
  return `Postmortems: ${parts.join(", ")}.`;
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ records, verb, cost, written }) => [
    records.toLocaleString("en"),
    cost.code === 0 ? verb : `${verb} (exit code ${cost.code})`,
    seconds(cost.wall),
    cost.cpu === undefined ? "–" : seconds(cost.cpu),
    cost.memory === undefined ? "–" : megabytes(cost.memory),
    written === undefined ? "" : written.pages.toLocaleString("en"),
    written === undefined ? "" : written.files.toLocaleString("en"),
    written === undefined ? "" : megabytes(written.bytes),
  ]);
  const head = ["records", "verb", "wall", "CPU", "peak memory", "pages", "files", "written"];
  const rule = head.map((_, index) => (index === 1 ? "---" : "--:"));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** How much more each size costs than the one before it: less than the ratio of sizes, if all is well. */
function ratios(rows: readonly Row[]): string {
  const builds = rows.filter((row) => row.verb === "build").toSorted((a, b) => a.records - b.records);
  return builds
    .slice(1)
    .map((row, index) => {
      const before = builds[index];
      if (!before) return "";
      const times = (of: (cost: Cost) => number | undefined): string => {
        const [one, other] = [of(row.cost), of(before.cost)];
        return one === undefined || !other ? "–" : `× ${(one / other).toFixed(1)}`;
      };
      const sizes = `${row.records.toLocaleString("en")} : ${before.records.toLocaleString("en")} records`;
      return `build, ${sizes}: wall ${times((cost) => cost.wall)}, CPU ${times((cost) => cost.cpu)}, memory ${times((cost) => cost.memory)}\n`;
    })
    .join("");
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 9950 ? 2 : 1)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`;
}

function say(text: string): void {
  process.stderr.write(`${seconds(performance.now() - started).padStart(8)}  ${text}\n`);
}
