import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actionAge, actionOutcome } from "../../src/model/metrics/action.ts";
import { type Figure, summaryOf } from "../../src/model/metrics/figure.ts";
import type { IncidentTimeName, IncidentTimes } from "../../src/model/metrics/incident.ts";
import { seededRandom } from "../../src/model/metrics/random.ts";
import { improvements, ROUNDS, resample, sampleSizes } from "../../src/model/metrics/resample.ts";
import { targetShare } from "../../src/model/metrics/target.ts";
import { metrics, publishedAt, report } from "./metrics-records.ts";
import { runs } from "./random.ts";
import { at, type Facts, short, site } from "./record.ts";

const MINUTE = 60_000;

/** Ids with minutes, and ids with the reason why there are none. */
function minutes(figure: Figure<IncidentTimes, IncidentTimeName>): Record<string, number | string> {
  const gap = (reason: (typeof figure.gaps)[number]["reason"]): string =>
    reason.kind === "missing" ? `no ${reason.times.join(", ")}` : reason.kind;
  return Object.fromEntries([
    ...figure.points.map(({ subject, value }) => [subject.timeline.record.id, value / MINUTE] as const),
    ...figure.gaps.map(({ subject, reason }) => [subject.timeline.record.id, gap(reason)] as const),
  ]);
}

const uploads: Facts = {
  id: "uploads",
  impact: ["api major 10:00 11:20"],
  detected: "10:05",
  updates: ["investigating 10:15", "resolved 11:30"],
};

describe("The times of an incident", () => {
  test("are its own where there is no report", () => {
    const { detect, notice, mitigate, restore } = metrics({ incidents: [uploads] });
    expect([detect, notice, mitigate, restore].map(minutes)).toEqual([
      { uploads: 5 },
      { uploads: 10 },
      { uploads: "no mitigated" },
      { uploads: 80 },
    ]);
  });

  test("are those of its report, which may also say that nobody knows", () => {
    const times = {
      impactStart: { at: "2026-11-20T09:50Z", confidence: "estimated" },
      detected: { confidence: "unknown" },
      mitigated: "2026-11-20T10:50Z",
    };
    const postmortems = [report("r", { incidents: ["uploads"], times })];
    const { detect, notice, mitigate, restore } = metrics({ incidents: [uploads], postmortems });
    expect([detect, notice, mitigate, restore].map(minutes)).toEqual([
      { uploads: "no detected" },
      { uploads: "no detected" },
      { uploads: 60 },
      { uploads: 90 },
    ]);
    expect(restore.points[0]?.from).toEqual({ at: at("09:50"), confidence: "estimated", source: "report" });
    expect(restore.points[0]?.to).toEqual({ at: at("11:20"), confidence: "exact", source: "incident" });
  });

  test("are not those of a report about several incidents, of a draft, or of one that was replaced", () => {
    const times = { impactStart: "2026-11-20T08:00Z" };
    const other = { ...uploads, id: "other" };
    for (const facts of [
      { incidents: ["uploads", "other"], times },
      { incidents: ["uploads"], status: "draft", times },
      { incidents: ["uploads"], status: "superseded", supersededBy: "s", times },
    ]) {
      const { restore } = metrics({ incidents: [uploads, other], postmortems: [report("r", facts)] });
      expect(minutes(restore)).toEqual({ uploads: 80, other: 80 });
    }
  });

  test("are those of the final report where another one is in review", () => {
    const postmortems = [
      report("a", {
        incidents: ["uploads"],
        status: "in-review",
        times: { impactStart: "2026-11-20T08:00Z" },
      }),
      report("b", { incidents: ["uploads"], times: { impactStart: "2026-11-20T09:00Z" } }),
    ];
    expect(minutes(metrics({ incidents: [uploads], postmortems }).restore)).toEqual({ uploads: 140 });
  });

  test("reach from the first impact to the last, and an end that is not given is an estimate", () => {
    const long = {
      id: "long",
      impact: ["api major 10:10 10:40", "web partial 10:00"],
      updates: uploads.updates ?? [],
    };
    const { restore } = metrics({ incidents: [long] });
    expect(minutes(restore)).toEqual({ long: 90 });
    expect(restore.points[0]?.to.confidence).toBe("estimated");
  });

  test("have no end while it goes on, whatever its impact says", () => {
    const open = { ...uploads, id: "open", updates: ["investigating 10:15", "monitoring 11:30"] };
    const bare = { id: "bare", updates: ["investigating 10:15"] };
    const { restore, mitigate, detect } = metrics({ incidents: [open, bare] });
    expect(minutes(restore)).toEqual({ open: "open", bare: "no impactStart" });
    expect(minutes(mitigate)).toEqual({ open: "open", bare: "no impactStart" });
    expect(minutes(detect)).toEqual({ open: 5, bare: "no impactStart, detected" });
  });

  test("that contradict each other, or lie ahead, are no duration", () => {
    const early = { ...uploads, id: "early", detected: "09:00" };
    const ahead = { ...uploads, id: "ahead", impact: ["api major 10:00 21T10:00"] };
    const { detect, restore } = metrics({ incidents: [early, ahead] });
    expect(minutes(detect)).toEqual({ early: "contradictory", ahead: 5 });
    expect(minutes(restore)).toEqual({ early: 80, ahead: "contradictory" });
  });

  test("are not looked for in maintenance and notices", () => {
    const work: Facts = { id: "work", scheduled: ["08:00", "09:00"], impact: ["api maintenance"] };
    const notice: Facts = { id: "notice", kind: "notice", updates: ["notice 10:00 next 10:30"] };
    const { incidents, promises } = metrics({ incidents: [work, notice] });
    expect(incidents).toEqual([]);
    expect(promises.judged).toBe(0);
  });
});

describe("The first update", () => {
  const [anchor = ""] = ["update-2026-11-20T10:15"];
  const of = (published: string | undefined) =>
    metrics({
      incidents: [uploads],
      history: publishedAt({ uploads: { [anchor]: published === undefined ? undefined : at(published) } }),
    }).notice.points[0];

  test("counts from its own time, if git had it within five minutes", () => {
    expect(
      [of("10:20"), of(undefined), of("10:00")].map((point) => [short(point?.to.at), point?.to.source]),
    ).toEqual([
      ["10:15", "incident"],
      ["10:15", "incident"],
      ["10:15", "incident"],
    ]);
  });

  test("counts from when git had it, where that was later", () => {
    expect([short(of("10:21")?.to.at), of("10:21")?.to.source]).toEqual(["10:21", "git"]);
  });

  test("is held against the target of the severity, the exact target included", () => {
    const incidents = [
      { ...uploads, id: "a", severity: "critical", updates: ["investigating 10:20", "resolved 11:30"] },
      { ...uploads, id: "b", severity: "critical", updates: ["investigating 10:21", "resolved 11:30"] },
      { ...uploads, id: "c", severity: "none" },
      { ...uploads, id: "d" },
    ];
    expect(targetShare(metrics({ incidents }).notice.points, site())).toEqual({
      inTime: 1,
      late: 1,
      without: 2,
    });
  });
});

describe("Promised updates", () => {
  const judged = (updates: readonly string[], history?: ReturnType<typeof publishedAt>) => {
    const { promises } = metrics({ incidents: [{ id: "a", updates }], ...(history && { history }) });
    const misses = promises.misses.map(({ anchor, next, late }) => [anchor, short(next), late / MINUTE]);
    return { ...promises, misses };
  };
  const update = (time: string): string => `update-2026-11-20T${time}`;

  test("are kept by any update until then, also by an earlier one", () => {
    const updates = [
      "investigating 10:00 next 10:30",
      "update 10:10 next 10:40",
      "update 10:40",
      "resolved 11:00",
    ];
    expect(judged(updates)).toEqual({ judged: 2, kept: 2, misses: [], pending: 0, hindsight: 0 });
  });

  test("are missed by how much the next one was late, or is late by now", () => {
    expect(judged(["investigating 10:00 next 10:30", "update 10:45 next 17:00"])).toEqual({
      judged: 2,
      kept: 0,
      misses: [
        [update("10:00"), "10:45", 15],
        [update("10:45"), undefined, 60],
      ],
      pending: 0,
      hindsight: 0,
    });
  });

  test("are not kept by a correction, unless it promises anew", () => {
    expect(judged(["investigating 10:00 next 10:30", "correction 10:20", "resolved 10:50"]).kept).toBe(0);
    expect(
      judged(["investigating 10:00 next 10:30", "correction 10:20 next 10:55", "resolved 10:50"]).kept,
    ).toBe(2);
  });

  test("are left out until they are due", () => {
    expect(judged(["investigating 17:30 next 18:30"])).toMatchObject({ judged: 0, pending: 1 });
    expect(judged(["investigating 17:30 next 18:00"])).toMatchObject({ judged: 1, kept: 0, pending: 0 });
  });

  test("are kept when readers could see the update, as git knows it", () => {
    const updates = ["investigating 10:00 next 10:30", "update 10:30", "resolved 11:00"];
    const late = publishedAt({ a: { [update("10:30")]: at("10:50") } });
    expect(judged(updates, late)).toMatchObject({ kept: 0, misses: [[update("10:00"), "10:50", 20]] });
  });

  test("that nobody could read before they were due are left out", () => {
    const updates = ["investigating 10:00 next 10:30", "resolved 11:00"];
    const afterwards = publishedAt({ a: { [update("10:00")]: at("12:00"), [update("11:00")]: at("12:00") } });
    expect(judged(updates, afterwards)).toMatchObject({ judged: 0, hindsight: 1 });
  });
});

describe("Who noticed first", () => {
  test("is what the report says, else what the source of detection says", () => {
    const of = (facts: object | undefined, detected?: string) => {
      const postmortems = facts ? [report("r", { incidents: ["a"], ...facts })] : [];
      const one = { id: "a", updates: ["resolved 10:00"], ...(detected && { detected }) };
      const { users } = metrics({ incidents: [one], postmortems });
      return (["yes", "no", "unknown"] as const).filter((word) => users[word].length > 0);
    };
    expect(of(undefined)).toEqual(["unknown"]);
    // The tests' incidents are detected by a user report.
    expect(of(undefined, "09:00")).toEqual(["yes"]);
    expect(of({ detection: { source: "user-report", usersFirst: "no" } }, "09:00")).toEqual(["no"]);
    expect(of({ detection: { source: "user-report", usersFirst: "unknown" } }, "09:00")).toEqual(["unknown"]);
  });
});

describe("Action items", () => {
  const items = [
    { id: "a", status: "done", due: "2026-11-10", done: "2026-11-10" },
    { id: "b", status: "done", due: "2026-11-10", done: "2026-11-11" },
    { id: "c", status: "done", done: "2026-11-11" },
    { id: "d", status: "open", due: "2026-11-20" },
    { id: "e", status: "blocked", due: "2026-11-19" },
    { id: "f", status: "delayed" },
    { id: "g", status: "wont-do", due: "2026-11-01" },
    { id: "h", status: "unknown" },
  ].map((one) => ({ title: one.id, kind: "prevent", ...one }));

  test("are counted once each by what became of them", () => {
    const postmortems = [
      report("r", { incidents: ["x"], published: "2026-11-01T00:00Z", actions: items }),
      report("s", { incidents: ["x"], status: "superseded", supersededBy: "r", actions: items }),
      report("t", { incidents: ["x"], status: "draft", actions: items }),
    ];
    const { actions } = metrics({ postmortems });
    expect(Object.fromEntries(actions.all.map((one) => [one.record.id, actionOutcome(one)]))).toEqual({
      a: "done-in-time",
      b: "done-late",
      c: "done-without-due",
      d: "open-in-time",
      e: "overdue",
      f: "open-without-due",
      g: "wont-do",
      h: "unknown",
    });
    expect(actions.all).toHaveLength(items.length);
    expect([...actions.ages].map(([age, own]) => [age, own.length])).toEqual([["month", 3]]);
  });

  test("are as old as the public's knowledge of them", () => {
    const { actions } = metrics({ postmortems: [report("r", { incidents: ["x"], actions: items })] });
    const [one] = actions.all;
    if (!one) throw new Error("no action");
    const now = at("18:00");
    const ages = [0, 29, 30, 90, 91, 181, 182, 364, 365, 9000].map((days) =>
      actionAge({ ...one, opened: now - days * 86_400_000 }, now),
    );
    expect(ages).toEqual([
      ...["month", "month", "quarter", "quarter", "half-year", "half-year", "year", "year", "older", "older"],
    ]);
    expect(actionAge({ ...one, opened: undefined }, now)).toBe("unknown");
  });
});

describe("Reports", () => {
  const two = {
    ...uploads,
    id: "two",
    impact: ["api major 12:00 13:00"],
    updates: ["investigating 12:10", "resolved 13:30"],
  };

  test("count once each, from the last end of impact, and a replacement does not", () => {
    const postmortems = [
      report("joint", { incidents: ["uploads", "two"], published: "2026-11-20T15:00Z" }),
      report("old", {
        incidents: ["two"],
        status: "superseded",
        supersededBy: "new",
        published: "2026-11-20T14:00Z",
      }),
      report("new", { incidents: ["two"], published: "2026-11-20T17:00Z" }),
      report("review", { incidents: ["two"], status: "in-review" }),
      report("lost", { incidents: ["nowhere"], published: "2026-11-20T17:00Z" }),
    ];
    const { latency } = metrics({ incidents: [uploads, two], postmortems }).reports;
    const values = Object.fromEntries(
      latency.points.map(({ subject, value }) => [subject.record.id, value / MINUTE]),
    );
    expect(values).toEqual({ joint: 120, old: 60 });
    expect(latency.gaps.map(({ subject, reason }) => [subject.record.id, reason.kind])).toEqual(
      expect.arrayContaining([
        ["review", "open"],
        ["lost", "missing"],
      ]),
    );
    expect(latency.gaps).toHaveLength(2);
  });
});

describe("The middle of some values", () => {
  test("is not told of fewer than five", () => {
    expect(summaryOf([1, 2, 3, 4])).toBeUndefined();
    expect(summaryOf([1, 2, 3, 4, 5])?.median).toBe(3);
  });

  test("is not moved by one value out of all bounds, as the mean is", () => {
    const usual = [10, 20, 30, 40, 50, 60, 70];
    const calm = summaryOf([...usual, 80]);
    const wild = summaryOf([...usual, 80_000]);
    expect(wild?.median).toBe(calm?.median);
    expect([wild?.lower, wild?.upper]).toEqual([calm?.lower, calm?.upper]);
    expect(wild?.spread.mean).toBeGreaterThan(100 * (calm?.spread.mean ?? 0));
    expect(wild?.spread.withoutLongest).toEqual({ mean: 40, median: 40 });
  });
});

describe("The experiment", () => {
  const durations = [9, 12, 35, 48, 60, 75, 90, 130, 170, 300, 700, 1530];

  test("says nothing with fewer than five durations", () => {
    expect(resample([1, 2, 3, 4])).toBeUndefined();
  });

  test("gives the same in every build, whatever the order of the records", () => {
    expect(resample(durations)).toEqual(resample(durations.toReversed()));
  });

  test("agrees with one that draws otherwise", () => {
    // Linear congruential, multiplier 48271 modulo 2^31 - 1 (Park and Miller 1993): nothing that the engine uses.
    let state = 4711;
    const random = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const draw = (size: number, left: number): number => {
      const drawn = Array.from(
        { length: size },
        () => left * (durations[Math.floor(random() * durations.length)] ?? 0),
      );
      drawn.sort((a, b) => a - b);
      return size % 2 === 1
        ? (drawn[(size - 1) / 2] ?? 0)
        : ((drawn[size / 2 - 1] ?? 0) + (drawn[size / 2] ?? 0)) / 2;
    };
    const ours = resample(durations) ?? [];
    expect(ours.map(({ size }) => size)).toEqual([3, 8, 15, 30]);
    for (const { size, worse } of ours) {
      for (const [index, { left }] of improvements.entries()) {
        let count = 0;
        for (let round = 0; round < 4000; round++) {
          const before = draw(size, 1);
          if (draw(size, left) > before) count++;
        }
        expect(Math.abs(count / 4000 - (worse[index] ?? 0) / ROUNDS), `${size} ${left}`).toBeLessThan(0.04);
      }
    }
  });

  test("is certain where all durations are alike", () => {
    const alike = resample([60, 60, 60, 60, 60]);
    expect(alike?.flatMap(({ worse }) => worse)).toEqual(
      sampleSizes.flatMap(() => improvements.map(() => 0)),
    );
  });

  test("draws evenly", () => {
    const random = seededRandom(7);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 100_000; draw++) {
      const place = Math.floor(random() * 10);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

describe("Whatever the records say", () => {
  const minute = fc.integer({ min: 0, max: 180 }).map((count) => {
    const [hour, rest] = [10 + Math.floor(count / 60), count % 60];
    return `${hour}:${String(rest).padStart(2, "0")}`;
  });
  const facts = fc.record(
    { from: minute, to: minute, detected: minute, first: minute },
    { requiredKeys: ["first"] },
  );
  const incidents = fc.array(facts, { maxLength: 14 }).map((all) =>
    all.map(
      ({ from, to, detected, first }, index): Facts => ({
        id: `i-${index}`,
        impact: from ? [`api major ${from}${to ? ` ${to}` : ""}`] : [],
        updates: [`investigating ${first}`, "resolved 14:00"],
        ...(detected && { detected }),
      }),
    ),
  );
  const plain = (values: readonly number[]): number | undefined => {
    if (values.length < 5) return undefined;
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length / 2;
    return sorted.length % 2 === 1
      ? sorted[Math.floor(half)]
      : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
  };
  const figures = ["detect", "notice", "mitigate", "restore"] as const;

  test("the order of the files changes no figure", () => {
    fc.assert(
      fc.property(
        incidents.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const [one, other] = [metrics({ incidents: all }), metrics({ incidents: shuffled })];
          for (const name of figures) {
            expect(minutes(other[name])).toEqual(minutes(one[name]));
            expect(other[name].summary).toEqual(one[name].summary);
          }
          expect(other.experiments).toEqual(one.experiments);
          expect(other.quality).toEqual(one.quality);
        },
      ),
      { ...runs, numRuns: 40 },
    );
  });

  test("every incident counts once in every figure, and medians are those of plain arithmetic", () => {
    fc.assert(
      fc.property(incidents, (all) => {
        const one = metrics({ incidents: all });
        for (const name of figures) {
          const { points, gaps, summary } = one[name];
          expect(points.length + gaps.length).toBe(all.length);
          expect(points.every(({ value }) => value >= 0)).toBe(true);
          expect(summary?.median).toBe(plain(points.map(({ value }) => value)));
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });

  test("a time that is taken away makes n smaller by one and invents nothing", () => {
    fc.assert(
      fc.property(incidents, fc.nat(), (all, pick) => {
        const before = metrics({ incidents: all });
        const known = before.detect.points;
        if (known.length === 0) return;
        const gone = known[pick % known.length]?.subject.timeline.record.id;
        const after = metrics({
          incidents: all.map(({ detected, ...rest }) =>
            rest.id === gone || !detected ? rest : { ...rest, detected },
          ),
        });
        const left = known.filter(({ subject }) => subject.timeline.record.id !== gone);
        expect(after.detect.points).toHaveLength(known.length - 1);
        expect(after.detect.points.length + after.detect.gaps.length).toBe(all.length);
        expect(after.detect.summary?.median).toBe(plain(left.map(({ value }) => value)));
        expect(minutes(after.restore)).toEqual(minutes(before.restore));
        expect(after.experiments).toEqual(before.experiments);
      }),
      { ...runs, numRuns: 60 },
    );
  });
});
