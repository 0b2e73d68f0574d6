import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { availability, uptimePercent } from "../../src/model/uptime.ts";
import type { Records } from "../../src/records/load.ts";
import { impactLevels, statuses } from "../../src/records/schema/vocabulary.ts";
import { runs } from "./random.ts";
import { at, type Facts, incident, noHistory, origin, records, service, site } from "./record.ts";

/** The model of a site with the services api, web and docs, and of an old one, at noon. */
function model(incidents: readonly Facts[], facts: Partial<Records> = {}, now = "12:00"): SiteModel {
  const services = [
    service("api"),
    service("web"),
    service("docs"),
    service("old", { retired: "2026-01-01" }),
  ];
  const all = records({ services, ...facts, incidents: incidents.map(incident) });
  return buildModel(all, origin, at(now), noHistory);
}

const investigating = ["investigating 10:00"];

describe("The level of the whole site", () => {
  const levelOf = (...incidents: Facts[]): string => model(incidents).level;

  test("is operational where nothing is wrong", () => {
    expect(levelOf()).toBe("operational");
    expect(levelOf({ impact: ["api major 10:00 11:00"], updates: ["resolved 11:00"] })).toBe("operational");
  });

  test("is the worst of its services", () => {
    expect(
      levelOf(
        { id: "a", impact: ["api degraded 10:00"], updates: investigating },
        { id: "b", impact: ["web partial 10:00"], updates: investigating },
      ),
    ).toBe("partial");
  });

  test("is maintenance during one, and not before", () => {
    expect(levelOf({ scheduled: ["11:00", "13:00"], impact: ["api maintenance"] })).toBe("maintenance");
    expect(levelOf({ scheduled: ["13:00", "14:00"], impact: ["api major"] })).toBe("operational");
  });

  test("is degraded while an incident is active that does not say what it does", () => {
    expect(levelOf({ updates: investigating })).toBe("degraded");
    expect(levelOf({ services: ["api"], severity: "critical", updates: investigating })).toBe("degraded");
    expect(levelOf({ updates: ["investigating 10:00", "resolved 11:00"] })).toBe("operational");
  });

  test("is operational all the same where its severity says that nobody is affected", () => {
    expect(levelOf({ severity: "none", updates: investigating })).toBe("operational");
  });

  test("is not improved by impact that is mistyped", () => {
    expect(levelOf({ impact: ["apii major 10:00"], updates: investigating })).toBe("degraded");
    expect(levelOf({ impact: ["api major 10:00 01:00"], updates: investigating })).toBe("degraded");
    expect(levelOf({ impact: ["api major 22:00"], updates: investigating })).toBe("degraded");
  });

  test("is operational while an incident is watched whose impact has ended", () => {
    const updates = ["investigating 10:00", "monitoring 11:00"];
    expect(levelOf({ impact: ["api major 10:00 11:00"], updates })).toBe("operational");
  });

  test("is not touched by a notice, a maintenance without impact, or a retired service", () => {
    expect(levelOf({ kind: "notice", updates: ["notice 10:00"] })).toBe("operational");
    expect(levelOf({ scheduled: ["11:00", "13:00"] })).toBe("operational");
    expect(levelOf({ impact: ["old major 10:00"], updates: investigating })).toBe("operational");
  });
});

describe("The lists of the model", () => {
  const many: Facts[] = [
    { id: "past", impact: ["api major 18T10:00 18T11:00"], updates: ["resolved 18T11:00"] },
    { id: "older", updates: ["investigating 10:00"] },
    { id: "newer", updates: ["investigating 11:00"] },
    { id: "far", scheduled: ["25T10:00", "25T11:00"] },
    { id: "near", scheduled: ["22T10:00", "22T11:00"] },
    { id: "last-month", updates: ["resolved 2026-10-31T23:30Z"] },
  ];

  test("have the newest start first", () => {
    expect(model(many).timelines.map((one) => one.record.id)).toEqual([
      "far",
      "near",
      "newer",
      "older",
      "past",
      "last-month",
    ]);
  });

  test("have of what is open the active first, newest first, then what is planned, soonest first", () => {
    expect(model(many).open.map((one) => one.record.id)).toEqual(["newer", "older", "near", "far"]);
  });

  test("have the months of the site's zone, newest first", () => {
    const months = (timeZone: string): unknown =>
      [...model(many, { site: site({ timeZone }) }).months].map(([key, own]) => [key, own.length]);
    expect(months("UTC")).toEqual([
      ["2026-11", 5],
      ["2026-10", 1],
    ]);
    expect(months("Europe/Berlin")).toEqual([["2026-11", 6]]);
  });

  test("have the days of the uptime window", () => {
    const { days } = model(
      [],
      { site: site({ uptime: { window: 7 }, timeZone: "Asia/Kathmandu" }) },
      "19:00",
    );
    expect([days.length, days[0]?.key, days.at(-1)?.key]).toEqual([7, "2026-11-15", "2026-11-21"]);
  });

  test("find each record and each service by its id", () => {
    const { timelinesById, services } = model(many);
    expect(timelinesById.get("near")?.phase).toBe("upcoming");
    expect([...services.keys()]).toEqual(["api", "web", "docs", "old"]);
  });

  test("give each service its own records, those without impact too, newest first", () => {
    const { services } = model([
      { id: "a", impact: ["api major 10:00"], updates: investigating },
      { id: "b", services: ["api"], impact: ["web major 10:30"], updates: ["investigating 10:30"] },
      { id: "c", impact: ["web major 10:45", "web degraded 10:50"], updates: ["investigating 10:45"] },
    ]);
    const ids = (name: string): string[] | undefined =>
      services.get(name)?.timelines.map((one) => one.record.id);
    expect([ids("api"), ids("web"), ids("docs")]).toEqual([["b", "a"], ["c", "b"], []]);
  });

  test("name the files that are missing from the site, each once", () => {
    const problem = {
      code: "yaml-syntax",
      severity: "error",
      message: "",
      found: "",
      expected: "",
      hint: "",
    } as const;
    const place = { file: "incidents/broken.md", line: 1, column: 1 };
    const { leftOut, problems } = model([], {
      problems: [
        { ...problem, ...place, leavesOut: true },
        { ...problem, ...place, leavesOut: true },
        { ...problem, ...place, file: "incidents/fine.md", leavesOut: false },
      ],
    });
    expect([leftOut, problems.length]).toEqual([["incidents/broken.md"], 3]);
  });
});

describe("The groups", () => {
  const groups = (facts: Partial<Records>): unknown =>
    model([], facts).groups.map((group) => [group.name, group.services.map((one) => one.record.id)]);

  test("are in the order of the site, their services by order, then by name", () => {
    expect(
      groups({
        site: site({
          groups: [
            { id: "b", name: "B", order: 2 },
            { id: "a", name: "A", order: 1 },
            { id: "empty", name: "Empty" },
            { id: "c", name: "C", order: 1 },
          ],
        }),
        services: [
          service("zebra", { group: "a" }),
          service("Yak", { group: "a" }),
          service("ant", { group: "a" }),
          service("first", { group: "a", order: -1 }),
          service("bee", { group: "b" }),
          service("cat", { group: "c" }),
          service("gone", { group: "c", retired: "2026-01-01" }),
        ],
      }),
    ).toEqual([
      ["A", ["first", "ant", "Yak", "zebra"]],
      ["C", ["cat"]],
      ["B", ["bee"]],
    ]);
  });

  test("end with one for services whose group is unknown", () => {
    const services = [service("api"), service("lost", { group: "mian" })];
    expect(groups({ services })).toEqual([
      ["Main", ["api"]],
      ["Other services", ["lost"]],
    ]);
    expect(groups({ services, site: site() })).toEqual([["Services", ["api", "lost"]]]);
  });
});

describe("A model", () => {
  test("can be made of nothing", () => {
    const empty = model([], { services: [] });
    expect([empty.level, empty.groups, empty.timelines, empty.months.size, empty.days.length]).toEqual([
      "operational",
      [],
      [],
      0,
      90,
    ]);
  });

  const time = fc
    .integer({ min: 0, max: 20 * 96 })
    .map((quarters) => new Date(at("2026-11-01T00:00Z") + quarters * 900_000).toISOString());
  const level = fc.constantFrom(...impactLevels);
  const name = fc.constantFrom("api", "web", "docs", "old", "unknown");
  const impact = fc.array(
    fc
      .tuple(name, level, time, fc.option(time))
      .map((parts) => parts.filter((part) => part !== null).join(" ")),
    { maxLength: 4 },
  );
  const updates = (kind: keyof typeof statuses): fc.Arbitrary<string[]> =>
    fc.array(
      fc.tuple(fc.constantFrom(...statuses[kind]), time).map((parts) => parts.join(" ")),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
  const facts: fc.Arbitrary<Facts> = fc.oneof(
    fc.record({ kind: fc.constant("incident" as const), impact, updates: updates("incident") }),
    fc.record({ kind: fc.constant("notice" as const), impact, updates: updates("notice") }),
    fc.record({
      kind: fc.constant("maintenance" as const),
      impact,
      scheduled: fc.tuple(time, time),
      updates: updates("maintenance"),
    }),
  );
  const histories = fc
    .array(facts, { maxLength: 12 })
    .map((all) => all.map((one, index) => ({ ...one, id: `r${index}` })));

  test("does not depend on the order of records and services", () => {
    const shuffled = histories.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const services = [service("api"), service("web", { name: "api" }), service("docs"), service("old")];
        const one = model(all, { services });
        const same = model(other, { services: services.toReversed() });
        const { services: byId, timelinesById, problems, ...rest } = one;
        expect(same).toMatchObject(rest);
        expect([...same.months.keys()]).toEqual([...one.months.keys()]);
        expect(new Map(same.services)).toEqual(byId);
        expect(new Map(same.timelinesById)).toEqual(timelinesById);
        expect(same.problems).toEqual(problems);
      }),
      { ...runs, numRuns: 100 },
    );
  });

  test("holds together, whatever is written", () => {
    fc.assert(
      fc.property(histories, time, (all, now) => {
        const made = model(all, {}, now);
        for (const timeline of made.timelines) {
          const { updates: told, impact: intervals, phase, start, end, nextUpdate } = timeline;
          expect(told.map((update) => update.at)).toEqual(
            told.map((update) => update.at).sort((a, b) => a - b),
          );
          for (const interval of intervals)
            expect(interval.to ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(interval.from);
          expect(end === undefined).toBe(phase !== "over");
          if (end !== undefined) expect(end).toBeGreaterThanOrEqual(start);
          if (phase === "over") expect([timeline.level, nextUpdate]).toEqual(["operational", undefined]);
        }
        for (const state of made.services.values()) {
          const uptime = uptimePercent(
            availability(state.spans, { from: 0, to: at("2027-01-01T00:00Z") }, state.life),
          );
          if (uptime !== undefined) expect(uptime >= 0 && uptime <= 100).toBe(true);
          for (const span of state.spans) expect(span.to).toBeLessThanOrEqual(made.now);
          // What is said of the moment agrees with what is said of the time just before and of the records.
          const open = made.open
            .flatMap((timeline) => timeline.impact)
            .filter((one) => one.service === state.record.id);
          if (state.level !== "operational") expect(open.some((one) => one.level === state.level)).toBe(true);
        }
      }),
      { ...runs, numRuns: 200 },
    );
  });

  test("of a maintenance of which nobody writes anything never goes back a stage", () => {
    const order = ["upcoming", "active", "over"];
    fc.assert(
      fc.property(fc.tuple(time, time), fc.array(time), (scheduled, nows) => {
        const phases = nows
          .sort()
          .map((now) => order.indexOf(model([{ scheduled }], {}, now).timelines[0]?.phase ?? ""));
        expect(phases).toEqual(phases.toSorted((a, b) => a - b));
      }),
      { ...runs, numRuns: 50 },
    );
  });
});
