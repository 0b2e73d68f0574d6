import { checkRecords } from "../../src/model/checks.ts";
import { buildModel } from "../../src/model/site.ts";
import { timelineOf } from "../../src/model/timeline.ts";
import { availability } from "../../src/model/uptime.ts";
import { parseInstant } from "../../src/records/instant.ts";
import { loadRecords } from "../../src/records/load.ts";
import { noHistory, origin } from "../model/record.ts";
import { generatedNow, generateFiles } from "./generate.ts";

/*
 * What the model alone costs, in this process: node tests/bench/model.ts [records] [time zone]
 */

const RUNS = 7;

const size = Number(process.argv[2] ?? 10_000);
const timeZone = process.argv[3] ?? "UTC";
const now = parseInstant(generatedNow);
if (typeof now === "object") throw new Error(now.message);

const files = new Map([...generateFiles(size)].map(({ path, text }) => [path, text]));
const encoder = new TextEncoder();
const paths = [...files.keys()].sort();
const read = (): ReturnType<typeof loadRecords> => {
  const loaded = loadRecords({
    list: (folder) => paths.filter((path) => path.startsWith(`${folder}/`)),
    read: (path) => encoder.encode(files.get(path)),
  });
  return { ...loaded, site: { ...loaded.site, timeZone } };
};
const records = read();
const model = buildModel(records, origin, now, noHistory);

process.stdout.write(`${size.toLocaleString("en")} records, days in ${timeZone}; middle of ${RUNS} runs\n`);
time("loadRecords (parse)", read);
time("buildModel, all of it", () => buildModel(records, origin, now, noHistory));
time("  of this timelineOf", () => records.incidents.map((record) => timelineOf(record, now)));
time("  of this checkRecords", () => checkRecords(records, now));
time("availability, each day of each service", () =>
  [...model.services.values()].map(({ spans, life }) =>
    model.days.map((day) => availability(spans, day, life)),
  ),
);

function time(name: string, run: () => unknown): void {
  const runs = Array.from({ length: RUNS }, () => {
    const begin = performance.now();
    run();
    return performance.now() - begin;
  }).sort((a, b) => a - b);
  process.stdout.write(`${name.padEnd(42)}${(runs[RUNS >> 1] ?? 0).toFixed(1).padStart(9)} ms\n`);
}
