import { describe, expect, test } from "vitest";
import type { RecordHistory } from "../../src/history/revision.ts";
import type { Person } from "../../src/records/schema/person.ts";
import { glossaryView } from "../../src/views/glossary.ts";
import { actionRowAnchor, actionsView } from "../../src/views/lesson/actions.ts";
import { lessonsNamingIncident, lessonsOfAdvisory, lessonsOfIncident } from "../../src/views/lesson/back.ts";
import { digestMonths, digestOf, digestView } from "../../src/views/lesson/digest.ts";
import { recurrenceViews, similarViews } from "../../src/views/lesson/similar.ts";
import { serviceView } from "../../src/views/service.ts";
import { at, incident } from "../model/record.ts";
import { library, report, term } from "../model/report.ts";

const act = { title: "Do it", kind: "prevent", owner: "team" };

/** What git knows of a report whose action item `a` was put off twice. */
const history: RecordHistory = {
  kind: "postmortem",
  id: "one",
  firstId: "one",
  title: "one",
  file: "content/postmortems/one.md",
  revisions: [],
  published: at("2026-09-15T10:00Z"),
  modified: undefined,
  updates: new Map(),
  actions: new Map([
    [
      "a",
      {
        opened: at("2026-09-16T10:00Z"),
        slips: [
          { at: at("2026-10-01T10:00Z"), commit: "c1", from: "2026-09-30", to: "2026-10-20" },
          { at: at("2026-11-02T10:00Z"), commit: "c2", from: "2026-10-20", to: "2026-11-19" },
        ],
      },
    ],
  ]),
};

const people = new Map<string, Person>([
  ["ann", { name: "Ann Example", consent: "public" }],
  ["mallory", { name: "Mallory Hidden", consent: "anonymous" }],
]);

const factor = { id: "gap", category: "monitoring-gap", summary: "Nothing watched it." };

const model = library(
  {
    people,
    terms: [term("mirror", { see: ["cap", "mirror", "nothing"] }), term("cap", { term: "CAP" }), term("2fa")],
    incidents: [
      incident({
        id: "i1",
        services: ["api"],
        impact: ["api major 2026-09-01T10:00Z 2026-09-01T11:00Z"],
        updates: ["resolved 2026-09-01T11:00Z"],
      }),
      incident({
        id: "i2",
        services: ["api"],
        impact: ["api major 2026-11-03T10:00Z 2026-11-03T11:00Z"],
        updates: ["resolved 2026-11-03T11:00Z"],
      }),
    ],
    postmortems: [
      report({
        id: "one",
        incidents: ["i1"],
        start: "2026-09-01T10:00Z",
        published: "2026-09-15T10:00Z",
        title: "The first one, about the CAP",
        trigger: "expiry",
        factors: [factor],
        related: [
          { url: "https://example.org/report", relation: "same-cause", note: "Elsewhere." },
          { id: "i2", relation: "causes" },
          { id: "KELP-2026-0001", relation: "similar" },
        ],
        actions: [
          { ...act, id: "a", owner: "ann", due: "2026-11-19", factors: ["gap"] },
          {
            ...act,
            id: "b",
            owner: "mallory",
            due: "2026-12-01",
            status: "delayed",
            statusReason: "Waits for a vendor.",
          },
          { ...act, id: "c", noDueReason: "upstream decides" },
          { ...act, id: "d", due: "2026-10-10", status: "done", done: "2026-11-05", factors: ["gap"] },
          { ...act, id: "e", status: "wont-do", statusReason: "Costs more than it helps." },
          { ...act, id: "f", due: "2026-10-10", status: "done", done: "2026-10-01", factors: ["gap"] },
        ],
      }),
      report({
        id: "two",
        incidents: ["i2"],
        start: "2026-11-03T10:00Z",
        published: "2026-11-10T10:00Z",
        title: "The second one",
        trigger: "expiry",
        factors: [factor],
        related: [{ id: "one", relation: "follows", note: "It was not finished." }],
      }),
      report({
        id: "three",
        incidents: ["i2"],
        start: "2026-08-01T10:00Z",
        published: "2026-08-10T10:00Z",
        title: "The third",
        trigger: "expiry",
        factors: [factor],
      }),
      report({
        id: "hidden",
        incidents: ["i2"],
        start: "2026-11-03T10:00Z",
        status: "draft",
        related: [{ id: "one", relation: "similar" }],
        factors: [factor],
      }),
    ],
  },
  [history],
);

function similar(id: string): string[] {
  const state = model.postmortemsById.get(id);
  return state ? similarViews(model, state).map((one) => `${one.relation}: ${one.label}, ${one.reason}`) : [];
}

describe("Reports beside a report", () => {
  test("come in the order of who says so: the authors, other authors, what they share; drafts never", () => {
    expect(similar("one")).toEqual([
      "Same cause: https://example.org/report, Elsewhere.",
      "Caused: i2, ",
      "Followed by: The second one, It was not finished.",
      "Similar: The third, shares: expiry, monitoring gap, service API",
    ]);
    expect(similar("two")).toEqual([
      "Follows: The first one, about the CAP, It was not finished.",
      "Similar: The third, shares: expiry, monitoring gap, service API",
    ]);
  });

  test("are told to be of another site where they are", () => {
    const state = model.postmortemsById.get("one");
    expect(state && similarViews(model, state)[0]).toMatchObject({
      isExternal: true,
      date: undefined,
      href: "https://example.org/report",
    });
  });

  test("a factor that came back is told with what had been done", () => {
    expect(recurrenceViews(model, "two")).toEqual([
      {
        factor: "Monitoring gap",
        where: "on API",
        later: { label: "The second one", href: "/lessons/two/#f-gap" },
        laterDate: { iso: "2026-11-03T10:00:00Z", text: "3 Nov 2026, 10:00 UTC" },
        earlier: { label: "The first one, about the CAP", href: "/lessons/one/" },
        action: { label: "Do it", href: "/lessons/one/#a-f" },
        done: "1 Oct 2026",
      },
    ]);
    expect(recurrenceViews(model, "one")).toEqual([]);
  });
});

describe("Back-links", () => {
  test("of an incident leave out its own reports, and what is said of a report with its id", () => {
    const other = { related: [{ id: "same", relation: "follows" }], factors: [factor] };
    const naming = report({ ...other, id: "other", incidents: ["i1"], title: "Another" });
    const incidents = [incident({ id: "same", updates: ["resolved 2026-09-01T11:00Z"] })];
    const own = report({ ...other, id: "own", incidents: ["same"] });
    expect(lessonsNamingIncident(library({ incidents, postmortems: [own, naming] }), "same")).toEqual([
      { label: "Another", href: "/lessons/other/", relation: "Followed by" },
    ]);
    const same = report({ id: "same", incidents: ["same"], factors: [factor] });
    expect(lessonsNamingIncident(library({ incidents, postmortems: [same, naming] }), "same")).toEqual([]);
  });

  test("lead from incidents, advisories and services to their reports, drafts never", () => {
    expect(lessonsOfIncident(model, "i2").map(({ href }) => href)).toEqual([
      "/lessons/two/",
      "/lessons/three/",
    ]);
    expect(lessonsOfIncident(model, "i3")).toEqual([]);
    expect(lessonsNamingIncident(model, "i2")).toEqual([
      { label: "The first one, about the CAP", href: "/lessons/one/", relation: "Caused by" },
    ]);
    expect(lessonsOfAdvisory(model, "KELP-2026-0001", []).map(({ href }) => href)).toEqual(["/lessons/one/"]);
    expect(lessonsOfAdvisory(model, "KELP-2026-0001", ["i1"])).toHaveLength(1);
    const api = model.services.get("api");
    expect(api && serviceView(model, api).lessons.map(({ id }) => id)).toEqual(["two", "one", "three"]);
    const db = model.services.get("db");
    expect(db && serviceView(model, db)).toMatchObject({ lessons: [], moreLessons: undefined });
  });

  test("a service has the newest five and the way to all", () => {
    const postmortems = Array.from({ length: 6 }, (_, index) =>
      report({ id: `r${index}`, start: `2026-0${index + 1}-01T10:00Z`, services: ["web"] }),
    );
    const many = library({ postmortems });
    const web = many.services.get("web");
    expect(web && serviceView(many, web).lessons.map(({ id }) => id)).toEqual(["r5", "r4", "r3", "r2", "r1"]);
    expect(web && serviceView(many, web).moreLessons).toEqual({
      label: "All 6 reports about it",
      href: "/lessons/by/service/web/",
    });
  });
});

describe("All action items", () => {
  const view = actionsView(model);

  test("are counted, and come in the order of what is to be done first", () => {
    expect(view.note).toBe("6 action items: 3 open, 1 of them overdue, 2 done, 1 decided against.");
    expect(
      view.sections.map(({ id, count, actions }) => [id, count, actions.map(({ key }) => key).join(" ")]),
    ).toEqual([
      ["overdue", 1, "one/a"],
      ["due", 1, "one/b"],
      ["undated", 1, "one/c"],
      ["done", 2, "one/d one/f"],
      ["wont-do", 1, "one/e"],
    ]);
  });

  test("say how late, how old and how often put off they are, and what they answer", () => {
    expect(view.sections[0]?.actions[0]).toMatchObject({
      href: "/lessons/one/#a-a",
      anchor: "a-a",
      overdue: "1 day overdue",
      state: { label: "Open" },
      when: "due 19 Nov 2026",
      day: "2026-11-19",
      age: "open for 65 days",
      slips: "put off twice, by 50 days",
      owner: "Ann Example",
      factors: [{ label: "Nothing watched it.", href: "/lessons/one/#f-gap" }],
      report: { label: "The first one, about the CAP", href: "/lessons/one/" },
    });
    expect(view.sections[1]?.actions[0]).toMatchObject({
      overdue: undefined,
      reason: "Waits for a vendor.",
      slips: undefined,
    });
    expect(view.sections[2]?.actions[0]?.when).toBe("no due day: upstream decides");
    expect(view.sections[3]?.actions[0]).toMatchObject({ when: "done on 5 Nov 2026", age: undefined });
  });

  test("are listed by owner in the order of the alphabet; who is not to be named is not", () => {
    expect(view.owners.map(({ name, actions }) => [name, actions.map(({ href }) => href).join()])).toEqual([
      ["a maintainer", "#one:b"],
      ["Ann Example", "#one:a"],
      ["team", "#one:c"],
    ]);
    expect(JSON.stringify(view)).not.toContain("mallory");
    expect(JSON.stringify(view)).not.toContain("Hidden");
    expect(actionRowAnchor("one/a")).toBe("one:a");
  });

  test("where nobody can be told from a team, nobody is named", () => {
    const unknown = actionsView({ ...model, peopleKnown: false });
    expect(unknown.owners.map(({ name }) => name)).toEqual(["a maintainer"]);
  });

  test("more of a kind than a page holds are counted and found elsewhere", () => {
    const actions = Array.from({ length: 101 }, (_, index) => ({ ...act, id: `a${index}` }));
    const postmortems = [report({ id: "r", actions }), report({ id: "s", actions: actions.slice(1) })];
    const [section] = actionsView(library({ postmortems })).sections;
    expect(section?.count).toBe(201);
    expect(section?.actions).toHaveLength(200);
    expect(section?.more).toEqual({
      label: "1 more in the reports",
      href: "/lessons/by/action-state/open/",
    });
  });

  test("without any, the page says so", () => {
    expect(actionsView(library({}))).toMatchObject({
      note: "No report has an action item yet.",
      sections: [],
      owners: [],
    });
  });
});

describe("The digest of a month", () => {
  test("there is one for each month in which something happened", () => {
    expect(digestMonths(model)).toEqual(["2026-11", "2026-10", "2026-09", "2026-08"]);
    expect(digestMonths(library({}))).toEqual([]);
  });

  test("tells what began, was written, done and put off, and what is overdue", () => {
    const digest = digestOf(model, "2026-11");
    expect(digest).toMatchObject({ label: "November 2026", path: "/lessons/digest/2026-11/", isOver: false });
    expect(digest.lead).toBe(
      "1 incident began. 1 report was published. 1 action item was done. 1 due day was moved to a later one. 1 action item is overdue now.",
    );
    expect(
      digest.sections.map(({ id, items }) => [
        id,
        items.map(({ href, day, note }) => `${day} ${href} ${note}`),
      ]),
    ).toEqual([
      ["incidents", ["2026-11-03 /incidents/i2/ lasted 1 h, has a report"]],
      ["reports", ["2026-11-10 /lessons/two/ published"]],
      ["done", ["2026-11-05 /lessons/one/#a-d of “The first one, about the CAP”"]],
      ["slipped", ["2026-11-02 /lessons/one/#a-a from 20 Oct 2026 to 19 Nov 2026, 30 days later"]],
      ["overdue", ["undefined /lessons/one/#a-a was due 19 Nov 2026"]],
    ]);
  });

  test("tells of a month that is over what was overdue when it ended, by the day that was set then", () => {
    const digest = digestOf(model, "2026-10");
    expect(digest).toMatchObject({ isOver: true, end: at("2026-11-01T00:00Z") });
    expect(
      digest.sections.find(({ id }) => id === "overdue")?.items.map(({ href, note }) => `${href} ${note}`),
    ).toEqual(["/lessons/one/#a-d was due 10 Oct 2026", "/lessons/one/#a-a was due 20 Oct 2026"]);
    expect(digest.lead).toContain("2 action items were overdue when the month ended.");
  });

  test("counts new action items by when the public could read of them", () => {
    const opened = digestOf(model, "2026-09").sections.find(({ id }) => id === "opened");
    expect(opened?.items.map(({ day, note }) => `${day} ${note}`)).toEqual([
      "2026-09-15 due 1 Dec 2026",
      "2026-09-15 no due day",
      "2026-09-15 due 10 Oct 2026",
      "2026-09-15 no due day",
      "2026-09-15 due 10 Oct 2026",
      "2026-09-16 due 30 Sep 2026",
    ]);
  });

  test("tells when a report was published, also where git has it only since it was brought in, and when it became final", () => {
    const told = (published: string, since: string, month: string): string[] => {
      const site = library({ postmortems: [report({ id: "one", start: "2026-08-01T10:00Z", published })] }, [
        { ...history, published: at(since), actions: new Map() },
      ]);
      const reports = digestOf(site, month).sections.find(({ id }) => id === "reports")?.items ?? [];
      return reports.map(({ day, note }) => `${day} ${note}`);
    };
    expect(told("2026-09-15T10:00Z", "2026-11-19T10:00Z", "2026-09")).toEqual(["2026-09-15 published"]);
    expect(told("2026-09-15T10:00Z", "2026-11-19T10:00Z", "2026-11")).toEqual([]);
    expect(told("2026-09-15T10:00Z", "2026-09-01T10:00Z", "2026-09")).toEqual([
      "2026-09-01 published for review",
      "2026-09-15 final",
    ]);
  });

  test("leads to the months beside it", () => {
    const view = digestView(model, "2026-10", digestMonths(model));
    expect(view.newer).toEqual({ label: "November 2026", href: "/lessons/digest/2026-11/" });
    expect(view.older?.label).toBe("September 2026");
    expect(digestView(model, "2026-11", digestMonths(model)).newer).toBeUndefined();
  });
});

describe("The glossary", () => {
  const view = glossaryView(model);

  test("is in the order of the alphabet, by letters", () => {
    expect(view.letters.map(({ letter, terms }) => [letter, terms.map(({ id }) => id).join()])).toEqual([
      ["#", "2fa"],
      ["C", "cap"],
      ["M", "mirror"],
    ]);
  });

  test("leads to other terms that there are, and to where a term is used", () => {
    const [, cap, mirror] = view.letters.flatMap(({ terms }) => terms);
    expect(mirror?.see).toEqual([{ label: "CAP", href: "#cap" }]);
    expect(mirror?.uses).toBe("");
    expect(cap?.uses).toBe("in 1 report");
    expect(cap?.lessons).toEqual([{ label: "The first one, about the CAP", href: "/lessons/one/" }]);
  });
});
