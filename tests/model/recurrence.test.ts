import { describe, expect, test } from "vitest";
import { recurrences, recurrencesOf } from "../../src/model/recurrence.ts";
import { library, type ReportFacts, report } from "./report.ts";

function found(...facts: ReportFacts[]): string[] {
  return recurrences(library({ postmortems: facts.map(report) })).map(
    ({ category, services, later, earlier, action, factors }) =>
      `${category} on ${services.join(" and ")}: ${later.record.id} (${factors.join()}) after ${earlier.record.id}/${action.record.id}`,
  );
}

const gap = { id: "gap", category: "monitoring-gap", summary: "Nothing watched." };
const watch = {
  id: "watch",
  title: "Watch it",
  kind: "prevent",
  factors: ["gap"],
  owner: "team",
  status: "done",
  done: "2026-02-01",
};

/** A report of January whose factor was answered in February. */
function earlier(facts: object = {}, action: object = {}): ReportFacts {
  return {
    id: "earlier",
    start: "2026-01-10T10:00Z",
    services: ["api"],
    factors: [gap],
    actions: [{ ...watch, ...action }],
    ...facts,
  };
}

/** A report of March with the same factor. */
function later(facts: object = {}): ReportFacts {
  return {
    id: "later",
    start: "2026-03-10T10:00Z",
    services: ["api"],
    factors: [{ ...gap, id: "again" }],
    ...facts,
  };
}

describe("A factor that came back", () => {
  test("is told of the later report, with what had been done", () => {
    expect(found(earlier(), later())).toEqual(["monitoring-gap on api: later (again) after earlier/watch"]);
  });

  test.each([
    ["another service", earlier(), later({ services: ["web"] })],
    ["another category", earlier(), later({ factors: [{ ...gap, category: "process" }] })],
    [
      "unknown",
      earlier({ factors: [{ ...gap, category: "unknown" }] }),
      later({ factors: [{ ...gap, category: "unknown" }] }),
    ],
    ["an action that is not done", earlier({}, { status: "open", done: undefined }), later()],
    ["an action that is not to prevent it", earlier({}, { kind: "detect" }), later()],
    ["an action that answers another factor", earlier({}, { factors: [] }), later()],
    ["an action that was done on the same day", earlier({}, { done: "2026-03-10" }), later()],
    ["an action that was done later", earlier({}, { done: "2026-04-01" }), later()],
    ["a report that was superseded", earlier({ status: "superseded" }), later()],
    ["a later report that was superseded", earlier(), later({ status: "superseded" })],
    ["a draft", earlier({ status: "draft" }), later()],
  ])("is not %s", (_name, one, other) => {
    expect(found(one, other)).toEqual([]);
  });

  test("is told once for all services that both have, and for each category", () => {
    const both = {
      services: ["api", "web", "db"],
      factors: [gap, { ...gap, id: "other", category: "process" }],
    };
    expect(
      found(earlier(both, { factors: ["gap", "other"] }), later({ ...both, services: ["web", "api"] })),
    ).toEqual([
      "monitoring-gap on web and api: later (gap) after earlier/watch",
      "process on web and api: later (other) after earlier/watch",
    ]);
  });

  test("is told with the last action before it, and never with one of its own report", () => {
    expect(
      found(
        earlier(),
        later({
          id: "middle",
          actions: [{ ...watch, id: "better", factors: ["again"], done: "2026-04-01" }],
        }),
        later({
          id: "last",
          start: "2026-06-01T10:00Z",
          actions: [{ ...watch, id: "own", factors: ["again"], done: "2026-05-01" }],
        }),
      ),
    ).toEqual([
      "monitoring-gap on api: last (again) after middle/better",
      "monitoring-gap on api: middle (again) after earlier/watch",
    ]);
  });

  test("is found by its report", () => {
    const model = library({ postmortems: [earlier(), later()].map(report) });
    expect(recurrencesOf(model, "later")).toHaveLength(1);
    expect(recurrencesOf(model, "earlier")).toEqual([]);
  });
});
