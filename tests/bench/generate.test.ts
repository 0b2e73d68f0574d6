import { expect, test } from "vitest";
import { checkRecords } from "../../src/model/checks.ts";
import { loadRecords, type Records } from "../../src/records/load.ts";
import { at } from "../model/record.ts";
import { generateAdvisories } from "./advisories.ts";
import { type GeneratedFile, generatedNow, generateFiles } from "./generate.ts";
import { generatePostmortems } from "./postmortems.ts";

function load(generated: readonly GeneratedFile[]): Records {
  const files = new Map(generated.map(({ path, text }) => [path, text]));
  return loadRecords({
    list: (folder) => [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
    read: (path) => new TextEncoder().encode(files.get(path)),
  });
}

test("A generated site is the same each time", () => {
  expect([...generateFiles(50)]).toEqual([...generateFiles(50)]);
});

test("A generated site has as many records as were asked for, over ten services and fifteen years", () => {
  const { incidents, services } = load([...generateFiles(300)]);
  expect([incidents.length, services.length]).toEqual([300, 10]);
  expect(incidents.every((incident) => incident.updates.length === 4)).toBe(true);
  const years = new Set(incidents.map((incident) => incident.source.file.split("/")[1]));
  expect([years.size, years.has("2012"), years.has("2026")]).toEqual([16, true, true]);
});

test.each([1, 2, 300, 20_000])("A generated site of %d records has no problem", (size) => {
  const files = [...generateFiles(size)];
  const content = files.filter(({ path }) => path.startsWith("content/"));
  // Of a large one, the newest: if any, these reach into the future.
  const records = load([...content, ...files.slice(content.length).slice(-300)]);
  expect([...records.problems, ...checkRecords(records, at(generatedNow))]).toEqual([]);
});

test.each([1, 300, 20_000])("%d generated advisories have no problem", (size) => {
  const content = [...generateFiles(0)];
  const records = load([...content, ...[...generateAdvisories(size)].slice(-300)]);
  expect([...records.problems, ...checkRecords(records, at(generatedNow))]).toEqual([]);
  expect(records.advisories).toHaveLength(Math.min(size, 300));
});

test("Generated postmortems are the same each time, one for every tenth record", () => {
  const files = [...generatePostmortems(300)];
  expect(files).toEqual([...generatePostmortems(300)]);
  const { postmortems, terms } = load([...generateFiles(300), ...files]);
  expect([postmortems.length, terms.length]).toEqual([30, 12]);
  expect(new Set(postmortems.map(({ body }) => body)).size).toBe(30);
  const words = postmortems.map(({ body }) => body.split(/\s+/).length);
  expect([Math.min(...words) > 300, Math.max(...words) < 1000]).toEqual([true, true]);
});

test.each([1, 300, 2000])("Generated postmortems of %d records have no problem", (size) => {
  const records = load([...generateFiles(size), ...generatePostmortems(size)]);
  expect([...records.problems, ...checkRecords(records, at(generatedNow))]).toEqual([]);
});
