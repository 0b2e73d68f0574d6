import { describe, expect, test } from "vitest";
import {
  actionKinds,
  actionStatuses,
  detectionSources,
  factorCategories,
  incidentTypes,
  postmortemStatuses,
  relations,
  triggers,
} from "../../src/records/schema/vocabulary.ts";
import { browseFacetView, browseView } from "../../src/views/lesson/browse.ts";
import { facetIds, facetsOf, facetValues, lessonFacet, lessonFacets } from "../../src/views/lesson/facets.ts";
import {
  actionKindWords,
  actionStatusWords,
  detectionWords,
  factorWords,
  relationWords,
  reportStatusWords,
  triggerWords,
  typeWords,
  type Word,
} from "../../src/views/lesson/label.ts";
import { lessonSummary } from "../../src/views/lesson/summary.ts";
import { incident } from "../model/record.ts";
import { library, report } from "../model/report.ts";

const act = { title: "Do it", kind: "prevent", owner: "team" };

const model = library({
  incidents: [
    incident({ id: "bad", severity: "critical", services: ["api"], updates: ["resolved 2026-11-03T10:00Z"] }),
    incident({ id: "mild", severity: "minor", services: ["db"], updates: ["resolved 2026-11-03T10:00Z"] }),
  ],
  postmortems: [
    report({
      id: "one",
      incidents: ["mild", "bad"],
      start: "2026-11-03T10:00Z",
      type: "data-loss",
      trigger: "expiry",
      detection: { source: "luck", usersFirst: "yes" },
      factors: ["process", "process", "config"].map((category, index) => ({
        id: `f${index}`,
        category,
        summary: "So.",
      })),
      actions: [
        { ...act, id: "late", due: "2026-11-19" },
        { ...act, id: "today", due: "2026-11-20", status: "in-progress" },
        { ...act, id: "was", due: "2026-11-01", status: "done", done: "2026-11-02" },
      ],
    }),
    report({ id: "two", start: "2025-12-31T23:30Z", services: ["web", "gone"] }),
    report({
      id: "three",
      start: "2026-01-01T00:30Z",
      status: "superseded",
      factors: [{ id: "f", category: "config", summary: "So." }],
    }),
    report({ id: "draft", start: "2026-11-04T10:00Z", status: "draft", type: "near-miss" }),
  ],
});

describe("The words of vocabularies", () => {
  const tables: [string, readonly string[], Readonly<Record<string, Word>>][] = [
    ["type", incidentTypes, typeWords],
    ["trigger", triggers, triggerWords],
    ["factor", factorCategories, factorWords],
    ["detection", detectionSources, detectionWords],
    ["report status", postmortemStatuses, reportStatusWords],
    ["action status", actionStatuses, actionStatusWords],
    ["action kind", actionKinds, actionKindWords],
    ["relation", relations, relationWords],
  ];
  test.each(tables)("%s: each has a label of its own and a sentence", (_name, words, table) => {
    expect(Object.keys(table)).toEqual([...words]);
    const labels = Object.values(table).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const { label, meaning } of Object.values(table)) {
      expect(label).toMatch(/^[A-Z][^.]+$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
    }
  });
});

describe("Facets", () => {
  test("have all values that occur, counted, the unknown ones last", () => {
    const found = facetsOf(model).map(({ id, values }) => [
      id,
      values.map(({ value, count }) => `${value} ${count}`).join(", "),
    ]);
    expect(Object.fromEntries(found)).toEqual({
      service: "api 1, db 1, web 1, unknown 1",
      factor: "config 2, process 1, unknown 1",
      type: "data-loss 1, unknown 2",
      trigger: "expiry 1, unknown 2",
      detection: "luck 1, unknown 2",
      "users-first": "yes 1, unknown 2",
      severity: "critical 1, unknown 2",
      year: "2026 2, 2025 1",
      "action-state": "overdue 1, open 1, in-progress 1, done 1, none 2",
      status: "final 2, superseded 1",
    });
  });

  test("are those of the site's calendar", () => {
    const berlin = library({
      site: { ...model.site, timeZone: "Europe/Berlin" },
      postmortems: [report({ id: "two", start: "2025-12-31T23:30Z" })],
    });
    expect(lessonFacet(berlin, "year", "2026")?.reports).toHaveLength(1);
  });

  test("of each report lead to a page with it", () => {
    for (const state of model.postmortems) {
      const values = facetValues(model, state);
      for (const id of facetIds) {
        expect(values[id].length).toBeGreaterThan(0);
        for (const value of values[id]) expect(lessonFacet(model, id, value)?.reports).toContain(state);
      }
    }
  });

  test("there are none without reports", () => {
    expect(facetsOf(library({}))).toEqual([]);
    expect(lessonFacets(library({ postmortems: [report({ id: "d", status: "draft" })] }))).toEqual([]);
  });
});

describe("Browse pages", () => {
  const view = (id: (typeof facetIds)[number], value: string): ReturnType<typeof browseView> | undefined => {
    const facet = lessonFacet(model, id, value);
    return facet && browseView(model, facet);
  };

  test("have the reports, newest first, and the way to other values", () => {
    const config = view("factor", "config");
    expect(config?.heading).toBe("Configuration");
    expect(config?.note).toBe("2 reports, newest first.");
    expect(config?.lessons.map(({ id }) => id)).toEqual(["one", "three"]);
    expect(config?.values.map(({ href, current }) => [href, current])).toEqual([
      ["/lessons/by/factor/config/", true],
      ["/lessons/by/factor/process/", false],
      ["/lessons/by/factor/unknown/", false],
    ]);
    expect(config?.page.canonical).toBe("https://status.example.org/lessons/by/factor/config/");
  });

  test("say what services, severities and what is missing mean", () => {
    expect(view("service", "api")).toMatchObject({ heading: "API", meaning: "What happened to API." });
    expect(view("severity", "critical")?.meaning).toBe(
      "Most users cannot use the project, or their data is at risk.",
    );
    expect(view("severity", "unknown")?.meaning).toBe("Its incidents have no severity.");
    expect(view("service", "unknown")?.meaning).toBe("The report names no service.");
    expect(view("type", "near-miss")).toBeUndefined();
  });

  test("have the newest 200, and years have all", () => {
    const postmortems = Array.from({ length: 201 }, (_, index) =>
      report({ id: `r${index}`, start: new Date(Date.UTC(2026, 0, 1) + index * 86_400_000).toISOString() }),
    );
    const many = library({ postmortems });
    const of = (id: (typeof facetIds)[number], value: string): ReturnType<typeof browseView> | undefined => {
      const facet = lessonFacet(many, id, value);
      return facet && browseView(many, facet);
    };
    const final = of("status", "final");
    expect(final?.lessons).toHaveLength(200);
    expect(final?.lessons[0]?.id).toBe("r200");
    expect(final?.note).toBe("201 reports, newest first.");
    expect(final?.more).toEqual({ label: "1 more, by year", href: "/lessons/by/year/" });
    expect(of("year", "2026")).toMatchObject({ more: undefined, lessons: { length: 201 } });
  });

  test("count all values of a facet", () => {
    expect(browseFacetView(model, "factor")).toMatchObject({
      heading: "Contributing factor",
      note: "3 reports. One may be counted under several of them.",
      most: 2,
    });
    expect(browseFacetView(model, "year").note).toBe("3 reports. Each is counted once.");
  });
});

describe("A report in a list", () => {
  test("tells the worst severity, each factor once, and what is open", () => {
    const [one] = model.postmortems;
    expect(one && lessonSummary(model, one)).toMatchObject({
      id: "one",
      href: "/lessons/one/",
      day: "2026-11-03",
      status: { sign: "operational", label: "Final" },
      severity: "Critical",
      type: "Data loss",
      services: [
        { label: "DB", href: "/services/db/" },
        { label: "API", href: "/services/api/" },
      ],
      factors: ["Process", "Configuration"],
      actions: { all: 3, open: 2, overdue: 1, text: "2 of 3 action items open, 1 overdue" },
    });
  });

  test.each([
    [[], "No action items"],
    [[{ status: "done", done: "2026-11-01" }], "1 action item, closed"],
    [
      [
        { status: "done", done: "2026-11-01" },
        { status: "wont-do", statusReason: "No." },
      ],
      "2 action items, all closed",
    ],
    [[{ due: "2026-12-01" }], "1 action item, open"],
    [[{ due: "2026-11-19" }], "1 action item, open, 1 overdue"],
  ])("counts its action items %#", (actions, text) => {
    const { postmortems, ...rest } = library({
      postmortems: [
        report({ id: "r", actions: actions.map((one, index) => ({ ...act, id: `a${index}`, ...one })) }),
      ],
    });
    const [state] = postmortems;
    expect(state && lessonSummary({ postmortems, ...rest }, state).actions.text).toBe(text);
  });
});
