import { describe, expect, test } from "vitest";
import type { Records } from "../../../src/records/load.ts";
import type { Sentence } from "../../../src/views/lesson/metrics/phrase.ts";
import { type MetricsView, metricsView } from "../../../src/views/lesson/metrics.ts";
import { metrics, modelOf, report, type SiteFacts } from "../../model/metrics-records.ts";
import type { Facts } from "../../model/record.ts";

/** Incidents that began at noon on one day each, and lasted so many minutes. */
function lasting(...minutes: readonly number[]): Facts[] {
  return minutes.map((count, index) => {
    const from = Date.UTC(2026, 0, 1 + index, 12);
    const [begin, end] = [from, from + count * 60_000].map((time) => new Date(time).toISOString());
    return {
      id: `i-${index}`,
      impact: [`api major ${begin} ${end}`],
      updates: [`investigating ${begin}`, `resolved ${end}`],
    };
  });
}

const view = (facts: SiteFacts): MetricsView => metricsView(modelOf(facts));
const figure = (facts: SiteFacts, id: string): MetricsView["figures"][number] => {
  const found = view(facts).figures.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const said = (sentence: Sentence): string =>
  sentence
    .map((part) => (typeof part === "string" ? part : part.figure))
    .join("")
    .replaceAll("\u00a0", " ");

describe("With few incidents", () => {
  test.each([
    [[], "No incident is recorded yet.", "0 of 0 incidents."],
    [[12], "One incident was restored within 12 min: too few for a median.", "1 of 1 incident."],
    [
      [12, 90],
      "2 incidents were restored within 12 min and 1 h 30 min: too few for a median.",
      "2 of 2 incidents.",
    ],
    [
      [90, 12, 0, 300],
      "4 incidents were restored within less than 1 min, 12 min, 1 h 30 min and 5 h: too few for a median.",
      "4 of 4 incidents.",
    ],
  ])("each value is told, and no middle: %j", (minutes, sentence, count) => {
    const one = figure({ incidents: lasting(...minutes) }, "restore");
    expect(said(one.sentence)).toBe(sentence);
    expect(one.count).toBe(count);
    expect(one.data).toMatchObject({
      n: minutes.length,
      median: undefined,
      lower: undefined,
      upper: undefined,
    });
    expect(one.chart?.bands ?? []).toEqual([]);
    expect(one.spread).toBeUndefined();
    expect(view({ incidents: lasting(...minutes) }).experiment).toBeUndefined();
  });

  test("no share is in per cent", () => {
    const incidents = lasting(1, 2, 3).map((one) => ({ ...one, detected: "2026-01-01T11:00Z" }));
    expect(said(view({ incidents }).users.sentence)).toBe("3 of 3 incidents were first noticed by users.");
  });

  test("with five there are a middle, a share in per cent and the experiment", () => {
    const incidents = lasting(1, 2, 3, 4, 50).map((one) => ({ ...one, detected: "2026-01-01T11:00Z" }));
    const one = figure({ incidents }, "restore");
    expect(said(one.sentence)).toBe(
      "Half of 5 incidents were restored within 3 min; the middle half took 2 min to 4 min.",
    );
    expect(said(view({ incidents }).users.sentence)).toBe(
      "5 of 5 (100 %) incidents were first noticed by users.",
    );
    expect(view({ incidents }).experiment?.rows.map(({ size }) => size)).toEqual([3, 8, 15, 30]);
  });
});

test("one incident out of all bounds moves the mean and not the median, and the page says so", () => {
  const usual = [20, 35, 40, 55, 60, 75, 80, 95];
  const calm = figure({ incidents: lasting(...usual, 100) }, "restore");
  // Sixty days.
  const wild = figure({ incidents: lasting(...usual, 86_400) }, "restore");
  expect(said(wild.sentence)).toBe(said(calm.sentence));
  expect(said(wild.sentence)).toBe(
    "Half of 9 incidents were restored within 1 h; the middle half took 40 min to 1 h 20 min.",
  );
  expect([wild.data.median, wild.data.lower, wild.data.upper]).toEqual([
    calm.data.median,
    calm.data.lower,
    calm.data.upper,
  ]);
  expect(wild.spread?.caution).toBe(
    "Do not compare by the mean: of 9 incidents, leaving out the longest one alone moves it from 6 d 16 h to 58 min, and the median from 1 h to 58 min.",
  );
  expect(wild.spread?.rows.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    "Median: 1 h",
    "Mean: 6 d 16 h",
    "Standard deviation: 19 d 23 h",
    "Shortest: 20 min",
    "Longest: 60 d",
    "Mean without the longest: 58 min",
    "Median without the longest: 58 min",
  ]);
  // The mean stands in that table and nowhere else.
  const { spread, ...rest } = wild;
  expect(JSON.stringify(rest)).not.toMatch(/mean|deviation/i);
});

describe("A large site", () => {
  const incidents = Array.from({ length: 1000 }, (_, index): Facts => {
    const from = Date.UTC(2020, 0, 1 + 2 * index, 12);
    const [begin, end] = [from, from + (5 + index) * 60_000].map((time) => new Date(time).toISOString());
    return {
      id: `i-${index}`,
      impact: [`api major ${begin} ${end}`],
      updates: [`investigating ${begin}`, `resolved ${end}`],
    };
  });

  test("has figures of all records, and shows the newest of them", () => {
    const one = figure({ incidents }, "restore");
    expect(one.data.n).toBe(1000);
    expect(one.data.median).toBe((5 + 499.5) * 60_000);
    expect(one.table.rows).toHaveLength(300);
    expect(one.table.summary).toBe("The newest 300 of 1000 rows of this figure");
    expect(one.part).toBe("The newest 300 are drawn; the figures are those of all.");
    expect(one.table.rows[0]?.label).toBe("i-999");
    expect(one.chart?.lanes.flatMap(({ dots }) => dots)).toHaveLength(300);
  });
});

describe("Sections without records", () => {
  test("say that there is nothing, or are left out", () => {
    const empty = view({});
    expect(empty.lead).toBe("Nothing is recorded yet from which a figure could come.");
    expect([empty.patch, empty.actions, empty.experiment, empty.quality]).toEqual([
      undefined,
      undefined,
      undefined,
      [],
    ]);
    expect(said(empty.promises.sentence)).toBe("No promise of an update has come due yet.");
    expect(said(empty.users.sentence)).toBe("Of no incident is it known who noticed it first.");
    expect(said(empty.reports.sentence)).toBe("The severity policy has required no report so far.");
    const places = empty.contents.map(({ href }) => href);
    expect(places).not.toContain("#patch");
    expect(places).not.toContain("#actions");
  });
});

test("names of any length and direction are cut in the names of dots, and whole in the rows", () => {
  const long = `${"very ".repeat(60)}long שלום <b>`;
  const [one] = lasting(10);
  if (!one) throw new Error("no incident");
  const model = modelOf({ incidents: [one] });
  const [timeline] = model.timelines;
  if (!timeline) throw new Error("no timeline");
  const renamed = { ...model, timelines: [{ ...timeline, record: { ...timeline.record, title: long } }] };
  const restore = metricsView(renamed).figures.find(({ id }) => id === "restore");
  const [dot] = restore?.chart?.lanes[0]?.dots ?? [];
  expect(dot?.name.length).toBeLessThan(100);
  expect(dot?.name).toMatch(/very\s…, 10 min$/);
  expect(restore?.table.rows[0]?.label).toBe(long);
});

test("an incident of two reports leads to the one whose times it has", () => {
  const postmortems: Records["postmortems"] = [
    report("joint", { incidents: ["i-0", "i-1"] }),
    report("own", { incidents: ["i-0"], times: { mitigated: "2026-01-01T12:05Z" } }),
  ];
  const facts = { incidents: lasting(10, 20), postmortems };
  const links = figure(facts, "restore").table.rows.map(({ href, note }) => [href, note]);
  expect(links).toEqual([
    ["/incidents/i-1/", ""],
    ["/lessons/own/", ""],
  ]);
  expect(metrics(facts).mitigate.points.map(({ value }) => value)).toEqual([5 * 60_000]);
});
