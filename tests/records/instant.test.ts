import { describe, expect, it } from "vitest";
import { parseDuration } from "../../src/records/duration.ts";
import {
  parseDay,
  parseInstant,
  parseInstantAfter,
  toRfc3339,
  writeHeadingInstant,
  writeInstant,
} from "../../src/records/instant.ts";

function utc(text: string): number {
  return Date.parse(text);
}

describe("instants", () => {
  it.each([
    ["2026-11-20T10:02Z", "2026-11-20T10:02:00Z"],
    ["2026-11-20t10:02z", "2026-11-20T10:02:00Z"],
    ["2026-11-20 10:02Z", "2026-11-20T10:02:00Z"],
    ["2026-11-20 10:02 UTC", "2026-11-20T10:02:00Z"],
    ["2026-11-20 10:02 utc", "2026-11-20T10:02:00Z"],
    ["2026-11-20 10:02UTC", "2026-11-20T10:02:00Z"],
    ["  2026-11-20   10:02   UTC  ", "2026-11-20T10:02:00Z"],
    ["2026-11-20\u00a010:02\u202fUTC", "2026-11-20T10:02:00Z"],
    ["2026-11-20T10:02:05Z", "2026-11-20T10:02:05Z"],
    ["2026-11-20T10:02:05.5Z", "2026-11-20T10:02:05.500Z"],
    ["2026-11-20T10:02:05.123456789Z", "2026-11-20T10:02:05.123Z"],
    ["2026-11-20T10:02+01:00", "2026-11-20T09:02:00Z"],
    ["2026-11-20 10:02 +0100", "2026-11-20T09:02:00Z"],
    ["2026-11-20 10:02 -05:30", "2026-11-20T15:32:00Z"],
    ["2026-11-20T10:02-00:00", "2026-11-20T10:02:00Z"],
    ["2026-11-20T23:30-02:00", "2026-11-21T01:30:00Z"],
    ["2026-01-01T00:30+14:00", "2025-12-31T10:30:00Z"],
    ["2028-02-29T12:00Z", "2028-02-29T12:00:00Z"],
    ["1970-01-01T00:00Z", "1970-01-01T00:00:00Z"],
    ["9999-12-31T23:59Z", "9999-12-31T23:59:00Z"],
  ])("reads %s", (text, expected) => {
    expect(parseInstant(text)).toBe(utc(expected));
  });

  it.each([
    "",
    "2026",
    "2026-11-20",
    "10:02 UTC",
    "2026-11-20T10:02",
    "2026-11-20T10Z",
    "2026-11-20T1002Z",
    "2026-11-20T10:02:60Z",
    "2026-02-29T10:02Z",
    "2026-00-10T10:02Z",
    "2026-11-20T10:02 CET",
    "２０２６-11-20T10:02Z",
    "9999-12-31T23:59-05:00",
    `2026-11-20T10:02${" ".repeat(100)}Z`,
  ])("does not guess what %j means", (text) => {
    expect(parseInstant(text)).toBeTypeOf("object");
  });

  it.each([
    ["10:40 UTC", "2026-11-20T10:10Z", "2026-11-20T10:40Z"],
    ["10:10 UTC", "2026-11-20T10:10Z", "2026-11-20T10:10Z"],
    ["9:40 UTC", "2026-11-20T10:10Z", "2026-11-21T09:40Z"],
    ["00:30Z", "2026-11-20T23:50Z", "2026-11-21T00:30Z"],
    ["00:30 UTC", "2026-12-31T23:50Z", "2027-01-01T00:30Z"],
    ["00:30 +01:00", "2026-11-20T23:10Z", "2026-11-20T23:30Z"],
    ["23:30 -05:00", "2026-11-20T02:00Z", "2026-11-20T04:30Z"],
    ["01:00 +14:00", "2026-11-20T10:30Z", "2026-11-20T11:00Z"],
    ["2026-11-22 08:00 UTC", "2026-11-20T10:10Z", "2026-11-22T08:00Z"],
  ])("reads %s after %s as %s", (text, after, expected) => {
    expect(parseInstantAfter(text, utc(after))).toBe(utc(expected));
  });

  it("are not read beyond the year 9999", () => {
    const mistake = { code: "date-invalid", hint: "Correct the year." };
    expect(parseInstant("9999-12-31 23:59 -00:01")).toMatchObject(mistake);
    expect(parseInstantAfter("10:00 UTC", utc("9999-12-31T10:10Z"))).toMatchObject(mistake);
  });

  it("writes what it reads", () => {
    for (const text of [
      "2026-11-20T10:02Z",
      "2026-11-20T10:02:05Z",
      "2026-11-20T10:00Z",
      "2026-11-20T00:00Z",
    ]) {
      expect(writeInstant(utc(text))).toBe(text);
      expect(parseInstant(writeHeadingInstant(utc(text)))).toBe(utc(text));
      expect(Date.parse(toRfc3339(utc(text)))).toBe(utc(text));
    }
    expect(writeHeadingInstant(utc("2026-11-20T10:02Z"))).toBe("2026-11-20 10:02 UTC");
    expect(toRfc3339(utc("2026-11-20T10:02:05.900Z"))).toBe("2026-11-20T10:02:05Z");
  });
});

describe("days", () => {
  it("are kept as they are written", () => {
    expect(parseDay("2026-11-20")).toBe("2026-11-20");
    expect(parseDay(" 2028-02-29 ")).toBe("2028-02-29");
  });

  it.each(["2026-02-29", "2026-13-01", "2026-11-00", "26-11-20", "2026-11-20T10:02Z", ""])(
    "cannot be %j",
    (text) => {
      expect(parseDay(text)).toMatchObject({ code: "date-invalid" });
    },
  );
});

describe("lengths of time", () => {
  it.each([
    ["1m", 60_000],
    ["90 m", 5_400_000],
    ["2h", 7_200_000],
    ["14d", 1_209_600_000],
    ["1w", 604_800_000],
    [" 30d ", 2_592_000_000],
  ])("reads %s", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each(["", "0m", "-1h", "1.5h", "1h30m", "30", "30 days", "P30D", "1M", "9999999d"])(
    "cannot be %j",
    (text) => {
      expect(parseDuration(text)).toMatchObject({ code: "duration-invalid" });
    },
  );
});
