import { describe, expect, test } from "vitest";
import { lastDays, lastMonths } from "../../src/model/calendar.ts";
import { type ServiceState, serviceState } from "../../src/model/service.ts";
import { timelineOf } from "../../src/model/timeline.ts";
import { availability, uptimePercent } from "../../src/model/uptime.ts";
import type { ServiceFrontMatter } from "../../src/records/schema/service.ts";
import { at, type Facts, incident, service, short, site } from "./record.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The service `api` with incidents that are told, at noon of 20 November unless said. */
function api(
  incidents: readonly Facts[],
  {
    now = "12:00",
    settings = {},
    ...facts
  }: Partial<ServiceFrontMatter> & { now?: string; settings?: object } = {},
): ServiceState {
  const timelines = incidents.map((one) => timelineOf(incident(one), at(now)));
  return serviceState(service("api", facts), timelines, site(settings), at(now));
}

/** Uptime over the last days up to now. */
function uptime(state: ServiceState, days: number, now = "12:00", zone = "UTC"): number | undefined {
  const all = lastDays(at(now), days, zone);
  return uptimePercent(
    availability(state.spans, { from: all[0]?.from ?? 0, to: all.at(-1)?.to ?? 0 }, state.life),
  );
}

const resolved = ["investigating 10:00", "resolved 11:59"];

describe("The level of a service", () => {
  test("is operational where nothing is said of it", () => {
    expect(api([]).level).toBe("operational");
    expect(api([{ impact: ["web major 11:00"], updates: ["investigating 11:00"] }]).level).toBe(
      "operational",
    );
  });

  test("is the worst that holds now, of all records", () => {
    const state = api([
      { id: "a", impact: ["api degraded 11:00"], updates: ["investigating 11:00"] },
      { id: "b", impact: ["api partial 11:30"], updates: ["investigating 11:30"] },
      { id: "c", impact: ["api major 10:00 11:00"], updates: resolved },
      { id: "d", scheduled: ["11:00", "13:00"], impact: ["api maintenance"] },
    ]);
    expect(state.level).toBe("partial");
  });

  test("is not touched by a maintenance or an incident to come", () => {
    const state = api([
      { id: "a", scheduled: ["13:00", "14:00"], impact: ["api major"] },
      { id: "b", impact: ["api major 13:00"], updates: ["investigating 11:00"] },
    ]);
    expect([state.level, state.spans]).toEqual(["operational", []]);
  });
});

describe("What happened to a service", () => {
  test("is flattened over all records and ends now", () => {
    const state = api([
      { id: "a", impact: ["api degraded 11:00", "web major 09:00"], updates: ["investigating 11:00"] },
      { id: "b", impact: ["api major 10:30 11:30", "api major 10:00 10:45"], updates: resolved },
      { id: "c", scheduled: ["11:50", "18:00"], impact: ["api maintenance"] },
    ]);
    expect(state.spans.map((span) => `${span.level} ${short(span.from)} ${short(span.to)}`)).toEqual([
      "major 10:00 11:30",
      "degraded 11:30 12:00",
    ]);
  });

  test("is weighed as the site says", () => {
    const impact = ["api partial 06:00 12:00"];
    const records = [{ impact, updates: ["investigating 06:00", "resolved 12:00"] }];
    expect(uptime(api(records), 1)).toBe(85);
    expect(uptime(api(records, { settings: { uptime: { weights: { partial: 1 } } } }), 1)).toBe(50);
    expect(uptime(api(records, { settings: { uptime: { weights: { partial: 0 } } } }), 1)).toBe(100);
  });

  test("takes the larger weight even where the worse level has the smaller", () => {
    const records: Facts[] = [
      { id: "a", impact: ["api major 06:00 12:00"], updates: ["resolved 12:00"] },
      { id: "b", impact: ["api maintenance 00:00 09:00"], updates: ["resolved 12:00"] },
    ];
    const state = api(records, { settings: { uptime: { weights: { major: 0.5, maintenance: 1 } } } });
    expect(uptime(state, 1)).toBe(Math.floor(10_000 * (1 - (9 + 1.5) / 12)) / 100);
  });
});

describe("The time that counts", () => {
  const day = (key: string): number => at(`${key}T00:00Z`);
  const outage: Facts = {
    impact: ["api major 2026-11-18T00:00Z 2026-11-18T12:00Z"],
    updates: ["resolved 18T12:00"],
  };

  test("is all time up to now for a service that does not say since when", () => {
    expect(api([]).life).toEqual({ from: Number.NEGATIVE_INFINITY, to: at("12:00") });
    expect(uptime(api([]), 90)).toBe(100);
  });

  test("begins with the service where that is younger than the window", () => {
    const state = api([outage], { since: "2026-11-17" });
    expect(state.life.from).toBe(day("2026-11-17"));
    // Half a day of three and a half.
    expect(uptime(state, 90)).toBe(85.71);
    expect(uptime(state, 2)).toBe(100);
  });

  test("does not include what happened before", () => {
    expect(uptime(api([outage], { since: "2026-11-19" }), 90)).toBe(100);
  });

  test("begins at midnight in the site's zone", () => {
    const settings = { timeZone: "America/New_York" };
    expect(api([], { since: "2026-11-20", settings }).life.from).toBe(at("05:00"));
  });

  test("is nothing for a service that begins in the future, and its uptime unknown", () => {
    const state = api([outage], { since: "2026-12-01" });
    expect([uptime(state, 90), state.level, state.retired]).toEqual([undefined, "operational", false]);
    expect(
      lastMonths(at("12:00"), 12, "UTC").map(
        (month) => availability(state.spans, month, state.life).observed,
      ),
    ).toEqual(Array.from({ length: 12 }, () => 0));
  });

  test("ends when the service is retired, within the window", () => {
    const state = api([outage], { since: "2026-11-15", retired: "2026-11-19" });
    expect([state.retired, state.life.to]).toEqual([true, day("2026-11-19")]);
    expect(uptime(state, 90)).toBe(87.5);
    expect(uptime(state, 1)).toBeUndefined();
  });

  test("does not include what happens after that", () => {
    const open: Facts = { impact: ["api major 2026-11-18T12:00Z"], updates: ["investigating 18T12:00"] };
    expect(uptime(api([open], { since: "2026-11-17", retired: "2026-11-19" }), 90)).toBe(75);
  });

  test("goes on until a retirement that lies ahead", () => {
    const state = api([], { retired: "2026-12-01" });
    expect([state.retired, state.life.to]).toEqual([false, at("12:00")]);
  });

  test("is nothing for a service that was retired before it began", () => {
    expect(uptime(api([], { since: "2026-11-10", retired: "2026-11-01" }), 90)).toBeUndefined();
  });
});

describe("Uptime of a month", () => {
  test("belongs to the month of the site's zone", () => {
    const outage: Facts = {
      impact: ["api major 2026-10-31T22:00Z 2026-11-01T00:00Z"],
      updates: ["resolved 2026-11-01T00:00Z"],
    };
    const lost = (timeZone: string): number[] => {
      const state = api([outage], { settings: { timeZone } });
      return lastMonths(at("12:00"), 2, timeZone).map(
        (month) => availability(state.spans, month, state.life).down / HOUR,
      );
    };
    expect(lost("UTC")).toEqual([2, 0]);
    expect(lost("Europe/Berlin")).toEqual([1, 1]);
    expect(lost("Asia/Kathmandu")).toEqual([0, 2]);
  });

  test("in progress is that of the days until now", () => {
    const outage: Facts = { impact: ["api major 01T00:00 02T00:00"], updates: ["resolved 02T00:00"] };
    const state = api([outage]);
    const [month] = lastMonths(at("12:00"), 1, "UTC");
    if (!month) throw new Error("no month");
    const of = availability(state.spans, month, state.life);
    expect([of.observed / DAY, uptimePercent(of)]).toEqual([19.5, Math.floor(10_000 * (18.5 / 19.5)) / 100]);
  });
});
