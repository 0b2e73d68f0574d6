import { describe, expect, test } from "vitest";
import { type CalendarSpan, dayKey, dayStart, lastDays, lastMonths } from "../../src/model/calendar.ts";
import { at } from "./record.ts";

const HOUR = 3_600_000;

/** `2026-11-20 24 h` of each span. */
function lengths(spans: readonly CalendarSpan[]): string[] {
  return spans.map(({ key, from, to }) => `${key} ${(to - from) / HOUR} h`);
}

function utc(instant: number): string {
  return new Date(instant).toISOString();
}

describe("The last days", () => {
  test("end with the day of now, and each begins where the one before ended", () => {
    const days = lastDays(at("10:02"), 3, "UTC");
    expect(days).toEqual([
      { key: "2026-11-18", from: at("18T00:00"), to: at("19T00:00") },
      { key: "2026-11-19", from: at("19T00:00"), to: at("20T00:00") },
      { key: "2026-11-20", from: at("20T00:00"), to: at("21T00:00") },
    ]);
  });

  test("begin a new one at midnight, not before", () => {
    const last = (now: string): string | undefined => lastDays(at(now), 1, "UTC")[0]?.key;
    expect([last("2026-11-20T23:59:59.999Z"), last("2026-11-21T00:00Z")]).toEqual([
      "2026-11-20",
      "2026-11-21",
    ]);
  });

  test("are those of the site's zone", () => {
    const now = at("2026-11-20T18:30Z");
    const keys = ["UTC", "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Pago_Pago"].map(
      (zone) => lastDays(now, 1, zone)[0],
    );
    expect(keys.map((day) => `${day?.key} ${utc(day?.from ?? 0)}`)).toEqual([
      "2026-11-20 2026-11-20T00:00:00.000Z",
      "2026-11-21 2026-11-20T18:15:00.000Z",
      "2026-11-21 2026-11-20T11:00:00.000Z",
      "2026-11-20 2026-11-20T11:00:00.000Z",
    ]);
  });

  test("have 23 and 25 hours where clocks change", () => {
    expect(lengths(lastDays(at("2026-03-30T12:00Z"), 3, "Europe/Berlin"))).toEqual([
      "2026-03-28 24 h",
      "2026-03-29 23 h",
      "2026-03-30 24 h",
    ]);
    expect(lengths(lastDays(at("2026-10-26T12:00Z"), 3, "Europe/Berlin"))).toEqual([
      "2026-10-24 24 h",
      "2026-10-25 25 h",
      "2026-10-26 24 h",
    ]);
  });

  test("have half an hour more or less on Lord Howe Island", () => {
    expect(lengths(lastDays(at("2026-04-05T12:00Z"), 1, "Australia/Lord_Howe"))).toEqual([
      "2026-04-05 24.5 h",
    ]);
    expect(lengths(lastDays(at("2026-10-04T12:00Z"), 1, "Australia/Lord_Howe"))).toEqual([
      "2026-10-04 23.5 h",
    ]);
  });

  test("begin at one o'clock where the clocks of São Paulo left midnight out", () => {
    const days = lastDays(at("2018-11-05T12:00Z"), 3, "America/Sao_Paulo");
    expect(lengths(days)).toEqual(["2018-11-03 24 h", "2018-11-04 23 h", "2018-11-05 24 h"]);
    expect(utc(days[1]?.from ?? 0)).toBe("2018-11-04T03:00:00.000Z");
  });

  test("have 25 hours where the clocks of São Paulo repeated the last hour", () => {
    const days = lastDays(at("2018-02-18T12:00Z"), 2, "America/Sao_Paulo");
    expect(lengths(days)).toEqual(["2018-02-17 25 h", "2018-02-18 24 h"]);
  });

  test("begin at the first of two midnights", () => {
    const days = lastDays(at("2024-11-04T12:00Z"), 2, "America/Havana");
    expect(lengths(days)).toEqual(["2024-11-03 25 h", "2024-11-04 24 h"]);
    // Russia, 26 October 2014: in Chita the clock went from 02:00 back to midnight.
    expect(lengths(lastDays(at("2014-10-26T12:00Z"), 2, "Asia/Chita"))).toEqual([
      "2014-10-25 24 h",
      "2014-10-26 26 h",
    ]);
  });

  test("leave out the day that Samoa left out", () => {
    const days = lastDays(at("2011-12-31T20:00Z"), 4, "Pacific/Apia");
    expect(lengths(days)).toEqual([
      "2011-12-28 24 h",
      "2011-12-29 24 h",
      "2011-12-31 24 h",
      "2012-01-01 24 h",
    ]);
    expect(days[2]?.from).toBe(days[1]?.to);
  });

  test("begin a quarter past midnight where Nepal moved its clocks by a quarter of an hour", () => {
    expect(lengths(lastDays(at("1986-01-01T12:00Z"), 2, "Asia/Kathmandu"))).toEqual([
      "1985-12-31 24 h",
      "1986-01-01 23.75 h",
    ]);
  });

  test.each([
    ["Europe/Berlin", 2026],
    ["America/Sao_Paulo", 2018],
    ["America/Havana", 2024],
    ["Pacific/Apia", 2011],
    ["Asia/Kathmandu", 1986],
    ["Asia/Chita", 2014],
    ["Asia/Beirut", 2023],
    ["Africa/Casablanca", 2026],
    ["Australia/Lord_Howe", 2026],
    ["America/Asuncion", 2024],
    ["Antarctica/Troll", 2026],
    ["Pacific/Kiritimati", 1995],
  ])("in %s, in the whole of %d, are those of Intl, without gap or overlap", (zone, year) => {
    const format = new Intl.DateTimeFormat("sv", { timeZone: zone });
    const days = lastDays(at(`${year + 1}-01-03T12:00Z`), 366, zone);
    expect(days).toHaveLength(366);
    for (const [index, day] of days.entries()) {
      expect([format.format(day.from), format.format(day.to - 1)]).toEqual([day.key, day.key]);
      expect(format.format(day.from - 1) < day.key).toBe(true);
      if (index > 0) expect(day.from).toBe(days[index - 1]?.to);
    }
  });
});

describe("The last months", () => {
  test("go back over the turn of years", () => {
    const months = lastMonths(at("2026-02-10T12:00Z"), 15, "UTC").map((month) => month.key);
    expect([months[0], months[2], months[3], months.at(-1)]).toEqual([
      "2024-12",
      "2025-02",
      "2025-03",
      "2026-02",
    ]);
  });

  test("begin and end at midnight in the site's zone", () => {
    const [october, november] = lastMonths(at("2026-11-20T12:00Z"), 2, "Europe/Berlin");
    expect([utc(october?.from ?? 0), utc(october?.to ?? 0)]).toEqual([
      "2026-09-30T22:00:00.000Z",
      "2026-10-31T23:00:00.000Z",
    ]);
    expect(november?.from).toBe(october?.to);
    expect(((october?.to ?? 0) - (october?.from ?? 0)) / HOUR).toBe(31 * 24 + 1);
  });

  test("belong to the site's zone on the evening of the last day", () => {
    const now = at("2026-11-30T23:30Z");
    const keys = ["UTC", "Europe/Berlin", "America/New_York"].map((zone) => lastMonths(now, 1, zone)[0]?.key);
    expect(keys).toEqual(["2026-11", "2026-12", "2026-11"]);
  });

  test("have a day less where Samoa left one out", () => {
    expect(lengths(lastMonths(at("2012-01-15T12:00Z"), 2, "Pacific/Apia"))).toEqual([
      "2011-12 720 h",
      "2012-01 744 h",
    ]);
  });

  test("know leap years", () => {
    const february = (now: string): string[] => lengths(lastMonths(at(now), 1, "UTC"));
    expect([february("2028-02-29T12:00Z"), february("2100-02-28T12:00Z")]).toEqual([
      ["2028-02 696 h"],
      ["2100-02 672 h"],
    ]);
  });

  test("are made of whole days", () => {
    for (const zone of ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"]) {
      const now = at("2019-01-31T20:00Z");
      const begins = new Set(lastDays(now, 366, zone).map((day) => day.from));
      for (const month of lastMonths(now, 11, zone)) expect(begins.has(month.from)).toBe(true);
    }
  });
});

describe("The key of a day", () => {
  test("is that of the site's calendar", () => {
    const instant = at("2026-10-25T00:30Z");
    expect(dayKey(instant, "America/Los_Angeles")).toBe("2026-10-24");
    expect(dayKey(instant, "UTC")).toBe("2026-10-25");
    expect(dayKey(at("2026-11-20T18:14:59Z"), "Asia/Kathmandu")).toBe("2026-11-20");
    expect(dayKey(at("2026-11-20T18:15Z"), "Asia/Kathmandu")).toBe("2026-11-21");
  });

  test("and the moment at which the day begins belong together", () => {
    for (const zone of [
      "UTC",
      "Europe/Berlin",
      "America/Sao_Paulo",
      "Asia/Kathmandu",
      "Pacific/Kiritimati",
    ]) {
      for (const key of ["2018-11-04", "2026-03-29", "2026-10-25", "2028-02-29", "1999-12-31"]) {
        expect(dayKey(dayStart(key, zone), zone)).toBe(key);
        expect(dayKey(dayStart(key, zone) - 1, zone) < key).toBe(true);
      }
    }
  });

  test("of a day that never was begins with the next", () => {
    expect(dayStart("2011-12-30", "Pacific/Apia")).toBe(dayStart("2011-12-31", "Pacific/Apia"));
  });
});
