import { describe, expect, test } from "vitest";
import { courseOf } from "../../src/model/maintenance.ts";
import { type Timeline, timelineOf } from "../../src/model/timeline.ts";
import { at, type Facts, incident, short } from "./record.ts";

/** A maintenance planned from 08:00 to 09:00 and announced the evening before, at a moment. */
function maintenance(now: string, updates: readonly string[] = [], facts: Facts = {}): Timeline {
  const all: Facts = { scheduled: ["08:00", "09:00"], impact: ["api maintenance"], ...facts };
  return timelineOf(incident({ ...all, updates: ["scheduled 19T18:00", ...updates] }), at(now));
}

/** Everything about it in one line. */
function told({ updates, status, phase, impact, start, end, level }: Timeline): string {
  const stages = updates
    .filter((update) => update.status !== "scheduled")
    .map((update) => `${update.status} ${short(update.at)}${update.byClock ? " by clock" : ""}`);
  const times = impact.map((one) => `${short(one.from)}–${short(one.to) ?? ""}`);
  return [
    `${status} (${phase})`,
    stages.join(", ") || "no stage",
    `${short(start)}–${short(end) ?? ""}`,
    times.length === 0 ? "no impact" : `impact ${times.join(", ")}`,
    level,
  ].join("; ");
}

describe("A maintenance of which nobody writes anything", () => {
  test.each([
    ["07:59", "scheduled (upcoming); no stage; 08:00–; impact 08:00–09:00; operational"],
    ["08:00", "in-progress (active); in-progress 08:00 by clock; 08:00–; impact 08:00–09:00; maintenance"],
    ["08:59", "in-progress (active); in-progress 08:00 by clock; 08:00–; impact 08:00–09:00; maintenance"],
    [
      "09:00",
      "completed (over); in-progress 08:00 by clock, completed 09:00 by clock; 08:00–09:00; impact 08:00–09:00; operational",
    ],
    [
      "29T12:00",
      "completed (over); in-progress 08:00 by clock, completed 09:00 by clock; 08:00–09:00; impact 08:00–09:00; operational",
    ],
  ])("is at %s: %s", (now, expected) => {
    expect(told(maintenance(now))).toBe(expected);
  });

  test("needs not even an announcement", () => {
    const record = incident({ scheduled: ["08:00", "09:00"] });
    const phases = ["07:00", "08:30", "09:30"].map((now) => timelineOf(record, at(now)).phase);
    expect(phases).toEqual(["upcoming", "active", "over"]);
  });

  test("passes through the same stages when reminders and corrections are written", () => {
    const updates = ["update 07:00", "correction 07:10", "scheduled 07:30", "update 08:10"];
    expect(told(maintenance("08:30", updates))).toContain("in-progress (active)");
    expect(told(maintenance("09:30", updates))).toContain("completed (over)");
  });

  test("lasts as long as its window in real time when clocks change in the night", () => {
    // Europe/Berlin, 02:00 to 04:00 on the wall: the clock goes back at 03:00, so these are three hours.
    const scheduled = ["2026-10-25T02:00+02:00", "2026-10-25T04:00+01:00"] as const;
    const record = incident({ scheduled, impact: ["api maintenance"] });
    const it = timelineOf(record, at("2026-10-25T03:00Z"));
    expect([it.phase, (it.end ?? 0) - it.start]).toEqual(["over", 3 * 3_600_000]);
    expect(timelineOf(record, at("2026-10-25T02:59Z")).phase).toBe("active");
  });
});

describe("A maintenance that is begun by hand", () => {
  test.each([
    [
      "early, before its window",
      "07:50",
      ["in-progress 07:40"],
      "in-progress 07:40; 07:40–; impact 07:40–09:00",
    ],
    ["late, before that is written", "08:10", [], "in-progress 08:00 by clock; 08:00–; impact 08:00–09:00"],
    [
      "late, once that is written",
      "08:30",
      ["in-progress 08:20"],
      "update 08:00 by clock, in-progress 08:20; 08:20–; impact 08:20–09:00",
    ],
    ["on time", "08:30", ["in-progress 08:00"], "in-progress 08:00; 08:00–; impact 08:00–09:00"],
  ])("%s", (_, now, updates, expected) => {
    expect(told(maintenance(now, updates))).toBe(`in-progress (active); ${expected}; maintenance`);
  });

  test("is completed by the clock all the same", () => {
    expect(told(maintenance("09:00", ["in-progress 07:40"]))).toBe(
      "completed (over); in-progress 07:40, completed 09:00 by clock; 07:40–09:00; impact 07:40–09:00; operational",
    );
  });

  test("after its planned end goes on until people complete it", () => {
    expect(told(maintenance("09:10"))).toContain("completed (over)");
    expect(told(maintenance("09:40", ["in-progress 09:30"]))).toBe(
      "in-progress (active); update 08:00 by clock, update 09:00 by clock, in-progress 09:30; 09:30–; impact 09:30–; maintenance",
    );
  });
});

describe("An entry that the clock has published", () => {
  const anchors = (...updates: string[]): string[] =>
    courseOf(
      incident({ scheduled: ["08:00", "09:00"], updates }).updates.map((one) => ({ ...one, byClock: false })),
      { from: at("08:00"), to: at("09:00") },
      at("12:00"),
    )
      .updates.filter((one) => one.byClock)
      .map((one) => one.anchor);

  test.each([
    [[]],
    [["in-progress 08:20"]],
    [["in-progress 08:20", "completed 09:30"]],
    [["update 09:10"]],
    [["update 09:10", "completed 11:00"]],
    [["cancelled 09:40"]],
  ])("keeps its anchor whatever is written later: %j", (updates) => {
    expect(anchors(...updates)).toEqual(["in-progress", "completed"]);
  });

  test("never was, where people were first", () => {
    expect(anchors("in-progress 07:50", "completed 08:50")).toEqual([]);
    expect(anchors("cancelled 07:00")).toEqual([]);
  });
});

describe("A maintenance that is being verified", () => {
  test("has begun by the clock before that", () => {
    expect(told(maintenance("08:50", ["verifying 08:45"]))).toBe(
      "verifying (active); in-progress 08:00 by clock, verifying 08:45; 08:00–; impact 08:00–09:00; maintenance",
    );
  });

  test("is not put back into progress by a window that begins later", () => {
    expect(told(maintenance("08:10", ["verifying 07:50"]))).toBe(
      "verifying (active); verifying 07:50; 07:50–; impact 07:50–09:00; maintenance",
    );
  });

  test("from the first moment of the window on is verified, not in progress", () => {
    expect(told(maintenance("08:10", ["verifying 08:00"]))).toContain(
      "verifying (active); verifying 08:00; 08:00–",
    );
  });

  test("is completed by the clock", () => {
    expect(told(maintenance("09:00", ["in-progress 08:05", "verifying 08:45"]))).toContain(
      "completed (over)",
    );
  });

  test("after the planned end is not completed by the clock", () => {
    expect(told(maintenance("10:00", ["verifying 09:00"]))).toContain("verifying (active)");
  });
});

describe("A maintenance that is completed by hand", () => {
  test("early is over early", () => {
    expect(told(maintenance("08:45", ["completed 08:40"]))).toBe(
      "completed (over); in-progress 08:00 by clock, completed 08:40; 08:00–08:40; impact 08:00–08:40; operational",
    );
    expect(told(maintenance("10:00", ["in-progress 08:10", "completed 08:40"]))).toBe(
      "completed (over); update 08:00 by clock, in-progress 08:10, completed 08:40; 08:10–08:40; impact 08:10–08:40; operational",
    );
  });

  test("before its window, and without a word that it began, never took place", () => {
    for (const now of ["07:55", "08:30", "10:00"]) {
      const it = maintenance(now, ["completed 07:50"], {
        impact: ["api maintenance", "web major 07:40 07:45"],
      });
      expect(told(it)).toBe("completed (over); completed 07:50; 08:00–08:00; no impact; operational");
      expect(it.tookPlace).toBe(false);
    }
  });

  test("before its window, once it was begun, took place early", () => {
    for (const begin of ["in-progress", "verifying"]) {
      const it = maintenance("10:00", [`${begin} 07:30`, "completed 07:50"]);
      expect(told(it)).toContain(`${begin} 07:30, completed 07:50; 07:30–07:50; impact 07:30–07:50;`);
      expect(it.tookPlace).toBe(true);
    }
  });

  test("in the minute in which its window begins took place", () => {
    expect(maintenance("10:00", ["completed 08:00"]).tookPlace).toBe(true);
  });

  test("stays over when something is added after the planned end", () => {
    const updates = ["completed 08:40", "update 09:30", "correction 09:40"];
    expect(told(maintenance("10:00", updates))).toContain("completed (over)");
  });

  test("can be taken up again, and is completed by the clock then", () => {
    const updates = ["completed 08:30", "in-progress 08:40"];
    expect(told(maintenance("08:45", updates))).toBe(
      "in-progress (active); in-progress 08:00 by clock, completed 08:30, in-progress 08:40; 08:00–; impact 08:00–09:00; maintenance",
    );
    expect(told(maintenance("09:00", updates))).toContain("completed (over)");
  });

  test("can be taken up again after the planned end, until people complete it again", () => {
    const updates = ["completed 08:50", "in-progress 09:10"];
    expect(told(maintenance("09:20", updates))).toContain("; 08:00–; impact 08:00–; maintenance");
    expect(told(maintenance("10:00", [...updates, "completed 09:30"]))).toContain(
      "; 08:00–09:30; impact 08:00–09:30; operational",
    );
  });
});

describe("A maintenance that is cancelled", () => {
  test("before its window never takes place", () => {
    for (const now of ["07:30", "08:30", "10:00"]) {
      expect(told(maintenance(now, ["cancelled 07:00"]))).toBe(
        "cancelled (over); cancelled 07:00; 08:00–08:00; no impact; operational",
      );
    }
  });

  test("never took place either if its window had begun, but nobody wrote that the work had", () => {
    expect(told(maintenance("08:25"))).toContain("in-progress (active)");
    expect(told(maintenance("08:40", ["cancelled 08:30"]))).toBe(
      "cancelled (over); update 08:00 by clock, cancelled 08:30; 08:00–08:30; no impact; operational",
    );
  });

  test("has no impact even where that has times of its own", () => {
    const impact = ["api major 08:10 08:20"];
    expect(told(maintenance("10:00", ["cancelled 07:00"], { impact }))).toContain("no impact");
  });

  test("during the work had impact until then", () => {
    const impact = ["api maintenance", "web major 08:10 08:50", "docs major 08:40 08:50"];
    expect(told(maintenance("10:00", ["in-progress 08:00", "cancelled 08:30"], { impact }))).toBe(
      "cancelled (over); in-progress 08:00, cancelled 08:30; 08:00–08:30; impact 08:00–08:30, 08:10–08:30; operational",
    );
  });

  test("is scheduled again when that is written after it", () => {
    const updates = ["cancelled 07:00", "scheduled 07:30"];
    expect(told(maintenance("07:40", updates))).toContain("scheduled (upcoming)");
    expect(told(maintenance("08:10", updates))).toContain("in-progress (active)");
    expect(told(maintenance("09:00", updates))).toContain("completed (over)");
  });
});

describe("A maintenance that overruns", () => {
  test.each(["update", "in-progress", "verifying"])("goes on after an update that says %s", (status) => {
    const it = maintenance("10:00", [`${status} 09:05`]);
    expect([it.phase, it.end, it.level, it.impact[0]?.to]).toEqual([
      "active",
      undefined,
      "maintenance",
      undefined,
    ]);
  });

  test("goes on after an update of the last moment of its window", () => {
    expect(maintenance("10:00", ["update 09:00"]).phase).toBe("active");
    expect(maintenance("10:00", ["update 08:59"]).phase).toBe("over");
  });

  test("does not go on because of a correction", () => {
    expect(told(maintenance("10:00", ["correction 09:05"]))).toBe(
      "completed (over); in-progress 08:00 by clock, completed 09:00 by clock, correction 09:05; 08:00–09:00; impact 08:00–09:00; operational",
    );
  });

  test("ends when people complete it", () => {
    expect(told(maintenance("10:00", ["update 09:05", "completed 09:50"]))).toBe(
      "completed (over); in-progress 08:00 by clock, update 09:00 by clock, update 09:05, completed 09:50; 08:00–09:50; impact 08:00–09:50; operational",
    );
  });

  test("ends when people complete it without a word before", () => {
    expect(told(maintenance("10:00", ["completed 09:50"]))).toBe(
      "completed (over); in-progress 08:00 by clock, update 09:00 by clock, completed 09:50; 08:00–09:50; impact 08:00–09:50; operational",
    );
  });
});

describe("A maintenance that is put off", () => {
  // The window in the file is the new one.
  const updates = ["scheduled 19T12:00", "in-progress 19T22:00", "scheduled 19T22:30"];
  const put = (now: string): Timeline =>
    timelineOf(incident({ scheduled: ["08:00", "09:00"], impact: ["api maintenance"], updates }), at(now));

  test("waits for its new window and passes through it by the clock", () => {
    expect(put("07:00")).toMatchObject({ phase: "upcoming", level: "operational" });
    expect(told(put("08:30"))).toBe(
      "in-progress (active); in-progress 19T22:00, in-progress 08:00 by clock; 08:00–; impact 08:00–09:00; maintenance",
    );
    expect(told(put("09:30"))).toContain("completed (over)");
  });
});

describe("A maintenance that is announced late", () => {
  const announced = (time: string, now: string, more: string[] = []): string =>
    told(
      timelineOf(
        incident({
          scheduled: ["08:00", "09:00"],
          impact: ["api maintenance"],
          updates: [`scheduled ${time}`, ...more],
        }),
        at(now),
      ),
    );

  test("is in progress from the announcement on, and affects services as planned", () => {
    expect(announced("08:05", "08:30")).toBe(
      "in-progress (active); in-progress 08:05 by clock; 08:00–; impact 08:00–09:00; maintenance",
    );
    expect(announced("08:05", "09:00")).toContain(
      "in-progress 08:05 by clock, completed 09:00 by clock; 08:00–09:00",
    );
  });

  test("in the minute in which it begins is in progress", () => {
    expect(announced("08:00", "08:00")).toContain("in-progress (active)");
  });

  test("when it is past is completed at once", () => {
    expect(announced("09:30", "10:00")).toBe(
      "completed (over); completed 09:30 by clock; 08:00–09:00; impact 08:00–09:00; operational",
    );
  });

  test("keeps the order of what is written in the same minute", () => {
    expect(announced("08:05", "08:30", ["verifying 08:05"])).toContain(
      "verifying (active); in-progress 08:05 by clock, verifying 08:05",
    );
  });
});

describe("Impact of a maintenance with times of its own", () => {
  test("is the part of the window that it says", () => {
    const impact = ["api major 08:10 08:20", "web maintenance"];
    const levels = ["08:05", "08:15", "08:25"].map((now) => maintenance(now, [], { impact }).level);
    expect(levels).toEqual(["maintenance", "major", "maintenance"]);
    expect(told(maintenance("10:00", [], { impact }))).toContain("impact 08:10–08:20, 08:00–09:00");
  });

  test("may begin before the window and outlast it", () => {
    const impact = ["api degraded 07:30 09:30"];
    expect(maintenance("07:40", [], { impact })).toMatchObject({ phase: "upcoming", level: "degraded" });
    expect(told(maintenance("10:00", [], { impact }))).toContain("08:00–09:00; impact 07:30–09:30");
  });

  test("holds at no time at which the maintenance is over", () => {
    const impact = ["api degraded 08:00 09:30"];
    expect(told(maintenance("09:10", [], { impact }))).toContain("completed (over)");
    expect(maintenance("09:10", [], { impact }).level).toBe("operational");
  });

  test("is cut where the work was completed early: its times were a plan", () => {
    const impact = ["api major 08:10 08:50", "web major 08:45 08:55"];
    expect(told(maintenance("10:00", ["completed 08:40"], { impact }))).toContain("impact 08:10–08:40;");
  });

  test("that has only a begin ends with the work", () => {
    const impact = ["api major 08:10"];
    expect(told(maintenance("08:30", [], { impact }))).toContain("impact 08:10–09:00");
    expect(told(maintenance("08:50", ["completed 08:40"], { impact }))).toContain("impact 08:10–08:40");
    expect(told(maintenance("09:30", ["update 09:10"], { impact }))).toContain("impact 08:10–;");
  });

  test("that has only an end begins with the work", () => {
    const impact = ["api major - 08:50"];
    expect(told(maintenance("08:30", ["in-progress 07:50"], { impact }))).toContain("impact 07:50–08:50");
  });
});

describe("A window that ends before it begins", () => {
  const facts: Facts = { scheduled: ["09:00", "08:00"] };

  test("is over as soon as it has begun, and not before", () => {
    expect(maintenance("08:30", [], facts).phase).toBe("upcoming");
    expect(maintenance("09:30", [], facts)).toMatchObject({
      phase: "over",
      start: at("09:00"),
      end: at("09:00"),
    });
  });
});
