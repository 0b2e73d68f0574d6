import { describe, expect, test } from "vitest";
import { type Timeline, timelineOf } from "../../src/model/timeline.ts";
import { at, type Facts, incident, short } from "./record.ts";

const NOW = "12:00";

function timeline(facts: Facts, now = NOW): Timeline {
  return timelineOf(incident(facts), at(now));
}

/** Impact as text: `api major 10:00 11:00`. */
function impactOf({ impact }: Timeline): string[] {
  return impact.map((one) => [one.service, one.level, short(one.from), short(one.to) ?? "…"].join(" "));
}

describe("The status of a record", () => {
  test("is that of its newest update", () => {
    const { status, phase } = timeline({ updates: ["investigating 10:00", "identified 10:30"] });
    expect([status, phase]).toEqual(["identified", "active"]);
  });

  test("is not changed by an update or a correction", () => {
    const updates = ["investigating 10:00", "identified 10:30", "update 10:45", "correction 10:50"];
    expect(timeline({ updates }).status).toBe("identified");
  });

  test("is the first of its kind where only neutral updates were written", () => {
    expect(timeline({ updates: ["update 10:00"] }).status).toBe("investigating");
    expect(timeline({ kind: "notice", updates: ["update 10:00"] }).status).toBe("notice");
    expect(timeline({ scheduled: ["13:00", "14:00"], updates: ["update 10:00"] }).status).toBe("scheduled");
  });

  test("follows the times of the updates, not their order in the file", () => {
    const { status, updates } = timeline({
      updates: ["resolved 11:00", "investigating 10:00", "identified 10:30"],
    });
    expect(status).toBe("resolved");
    expect(updates.map((update) => update.status)).toEqual(["investigating", "identified", "resolved"]);
  });

  test("is that of the later one in the file where two updates have the same minute", () => {
    expect(timeline({ updates: ["investigating 10:00", "identified 10:00"] }).status).toBe("identified");
    expect(timeline({ updates: ["identified 10:00", "investigating 10:00"] }).status).toBe("investigating");
  });

  test("is believed even where the time of the update is mistyped and lies ahead", () => {
    const { status, phase } = timeline({ updates: ["investigating 10:00", "resolved 13:00"] });
    expect([status, phase]).toEqual(["resolved", "over"]);
  });

  test("leaves the record as it was read", () => {
    const record = incident({ updates: ["resolved 11:00", "investigating 10:00"] });
    const before = structuredClone(record);
    timelineOf(record, at(NOW));
    expect(record).toEqual(before);
  });
});

describe("A resolved incident", () => {
  const updates = ["investigating 10:00", "resolved 11:00"];

  test("is over, and not due for an update", () => {
    const { phase, nextUpdate, level } = timeline({
      updates: ["investigating 10:00", "resolved 11:00 next 11:30"],
    });
    expect([phase, nextUpdate, level]).toEqual(["over", undefined, "operational"]);
  });

  test("stays over when it is corrected or added to", () => {
    const { status, phase, end } = timeline({ updates: [...updates, "correction 11:10", "update 11:20"] });
    expect([status, phase, short(end)]).toEqual(["resolved", "over", "11:00"]);
  });

  test("is active again once it is reopened", () => {
    const { status, phase, end } = timeline({ updates: [...updates, "reopened 11:10"] });
    expect([status, phase, end]).toEqual(["reopened", "active", undefined]);
  });

  test("ends with the last of several resolutions", () => {
    const { status, end } = timeline({
      updates: [...updates, "reopened 11:10", "resolved 11:40", "resolved 11:50"],
    });
    expect([status, short(end)]).toEqual(["resolved", "11:50"]);
  });
});

describe("The next update", () => {
  test("is what the newest update promises", () => {
    const updates = ["investigating 10:00 next 10:30", "identified 10:20 next 11:00"];
    expect(short(timeline({ updates }).nextUpdate)).toBe("11:00");
  });

  test("is promised no more after an update without a promise", () => {
    const updates = ["investigating 10:00 next 10:30", "identified 10:20"];
    expect(timeline({ updates }).nextUpdate).toBeUndefined();
  });

  test("stays promised after a correction, unless that promises another", () => {
    const updates = ["investigating 10:00 next 10:30", "correction 10:05"];
    expect(short(timeline({ updates }).nextUpdate)).toBe("10:30");
    expect(short(timeline({ updates: [...updates, "correction 10:06 next 10:45"] }).nextUpdate)).toBe(
      "10:45",
    );
  });

  test("stays promised when a maintenance begins by the clock", () => {
    const facts: Facts = { scheduled: ["11:00", "13:00"], updates: ["scheduled 09:00 next 12:30"] };
    const { status, nextUpdate } = timeline(facts);
    expect([status, short(nextUpdate)]).toEqual(["in-progress", "12:30"]);
  });

  test("is told even when it is overdue", () => {
    expect(short(timeline({ updates: ["investigating 10:00 next 10:30"] }).nextUpdate)).toBe("10:30");
  });
});

describe("Start and end of an incident", () => {
  test("are those of its impact, not of what was said about it", () => {
    const { start, end } = timeline({
      impact: ["api degraded 09:50 10:50", "web major 09:40 10:20"],
      updates: ["investigating 10:00", "resolved 11:00"],
    });
    expect([short(start), short(end)]).toEqual(["09:40", "10:50"]);
  });

  test("are those of its updates where it names no impact", () => {
    const { start, end } = timeline({
      detected: "09:55",
      updates: ["investigating 10:00", "resolved 11:00"],
    });
    expect([short(start), short(end)]).toEqual(["10:00", "11:00"]);
  });

  test("lack the end while it is active, even if all impact has ended", () => {
    const { start, end, level, worstLevel } = timeline({
      impact: ["api major 09:40 10:20"],
      updates: ["investigating 10:00", "monitoring 10:20"],
    });
    expect([short(start), end, level, worstLevel]).toEqual(["09:40", undefined, "operational", "major"]);
  });

  test("are never the wrong way round, whatever was mistyped", () => {
    for (const updates of [
      ["resolved 13:00"],
      ["investigating 12:30", "resolved 13:00"],
      ["resolved 01:00"],
    ]) {
      for (const impact of [[], ["api major 11:00"], ["api major 14:00 15:00"], ["api major 11:00 10:00"]]) {
        const { start, end } = timeline({ updates, impact });
        expect(end).toBeGreaterThanOrEqual(start);
      }
    }
  });
});

describe("Impact", () => {
  test("goes on while its end is missing and the incident is active", () => {
    const it = timeline({ impact: ["api partial 10:00"], updates: ["investigating 10:05"] });
    expect([impactOf(it), it.level]).toEqual([["api partial 10:00 …"], "partial"]);
  });

  test("left open in a resolved incident ends with it", () => {
    const it = timeline({
      impact: ["api partial 10:00", "web degraded 10:00 10:30"],
      updates: ["investigating 10:05", "resolved 11:00"],
    });
    expect(impactOf(it)).toEqual(["api partial 10:00 11:00", "web degraded 10:00 10:30"]);
    expect([it.level, short(it.end)]).toEqual(["operational", "11:00"]);
  });

  test("left open goes on again in a reopened incident", () => {
    const updates = ["investigating 10:05", "resolved 11:00", "reopened 11:10"];
    const it = timeline({ impact: ["api partial 10:00"], updates });
    expect([impactOf(it), it.level]).toEqual([["api partial 10:00 …"], "partial"]);
  });

  test("that ends before it begins is left out", () => {
    const it = timeline({
      impact: ["api major 11:00 10:00", "web degraded 10:00 10:30"],
      updates: ["investigating 10:05"],
    });
    expect([impactOf(it), it.worstLevel]).toEqual([["web degraded 10:00 10:30"], "degraded"]);
    expect(it.services).toEqual(["api", "web"]);
  });

  test("that begins after the resolution and has no end is left out", () => {
    expect(impactOf(timeline({ impact: ["api major 11:30"], updates: ["resolved 11:00"] }))).toEqual([]);
  });

  test("may outlast the resolution where the file says so", () => {
    const it = timeline({
      impact: ["api major 10:00 11:30"],
      updates: ["investigating 10:05", "resolved 11:00"],
    });
    expect([impactOf(it), short(it.end)]).toEqual([["api major 10:00 11:30"], "11:30"]);
  });

  test("of a record that is over does not reach into the future", () => {
    const it = timeline({
      impact: ["api major 10:00 23:00"],
      updates: ["investigating 10:05", "resolved 11:00"],
    });
    expect([impactOf(it), it.level]).toEqual([["api major 10:00 12:00"], "operational"]);
    const ahead = timeline({
      impact: ["api major 10:00"],
      updates: ["investigating 10:05", "resolved 13:00"],
    });
    expect([impactOf(ahead), ahead.level]).toEqual([["api major 10:00 12:00"], "operational"]);
  });

  test("holds from its first moment to just before its last", () => {
    const facts: Facts = { impact: ["api major 10:00 11:00"], updates: ["investigating 10:05"] };
    const levels = ["09:59", "10:00", "10:59", "11:00"].map((now) => timeline(facts, now).level);
    expect(levels).toEqual(["operational", "major", "major", "operational"]);
  });

  test("of several levels gives the worst of any time and the worst of the moment", () => {
    const it = timeline({
      impact: ["api major 09:00 10:00", "api degraded 10:00", "web partial 10:00 11:00"],
      updates: ["investigating 09:05"],
    });
    expect([it.worstLevel, it.level]).toEqual(["major", "degraded"]);
  });

  test("may be very long a list", () => {
    const impact = Array.from({ length: 1000 }, () => "api major 10:00 11:00");
    const record = incident({ impact, updates: ["resolved 11:00"] });
    const many = { ...record, impact: Array.from({ length: 200 }, () => record.impact).flat() };
    expect(short(timelineOf(many, at(NOW)).end)).toBe("11:00");
  });
});

describe("The services of a record", () => {
  test("are each named once, those with impact first", () => {
    const { services } = timeline({
      impact: ["web major 10:00", "api major 10:00", "web degraded 11:00"],
      services: ["docs", "api"],
      updates: ["investigating 10:00"],
    });
    expect(services).toEqual(["web", "api", "docs"]);
  });
});

describe("A notice", () => {
  test("is active until it is ended", () => {
    const facts: Facts = { kind: "notice", services: ["api"], updates: ["notice 10:00"] };
    expect(timeline(facts)).toMatchObject({
      status: "notice",
      phase: "active",
      level: "operational",
      end: undefined,
    });
  });

  test("is over once it is ended, and neutral updates do not wake it up", () => {
    const it = timeline({ kind: "notice", updates: ["notice 10:00", "ended 11:00", "update 11:30"] });
    expect([it.status, it.phase, short(it.start), short(it.end)]).toEqual([
      "ended",
      "over",
      "10:00",
      "11:00",
    ]);
  });
});
