import { describe, expect, test } from "vitest";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Records } from "../../src/records/load.ts";
import { statusView } from "../../src/views/status.ts";
import { at, type Facts, incident, noHistory, origin, records, service, site } from "../model/record.ts";

/** A site with three services, at noon of 20 November 2026. */
function model(incidents: readonly Facts[], facts: Partial<Records> = {}): SiteModel {
  const services = [service("api"), service("web"), service("docs")];
  return buildModel(
    records({ services, ...facts, incidents: incidents.map(incident) }),
    origin,
    at("12:00"),
    noHistory,
  );
}

describe("The sentence at the top", () => {
  const sentence = (...incidents: Facts[]): string => statusView(model(incidents)).sentence;
  const open = (id: string, ...impact: string[]): Facts => ({ id, impact, updates: ["investigating 10:00"] });

  test("says that all is well", () => {
    expect(sentence()).toBe("All systems operational");
  });

  test.each([
    ["Degraded: api", [open("a", "api degraded 10:00")]],
    ["Partial outage: api and web", [open("a", "api partial 10:00", "web partial 10:00")]],
    [
      "Major outage: api, web and docs",
      [open("a", "api major 10:00", "docs major 10:00", "web major 10:00")],
    ],
    ["Major outage: web", [open("a", "api degraded 10:00"), open("b", "web major 10:00")]],
    ["Something is wrong, and we are looking into it", [open("a")]],
  ] as const)("names what is affected: %s", (expected, incidents) => {
    expect(sentence(...incidents)).toBe(expected);
  });

  test("does not say that all is well while an incident goes on whose impact is said to have ended", () => {
    const ended = { impact: ["api major 09:00 10:00"], updates: ["resolved 10:00", "reopened 11:00"] };
    expect(sentence(ended)).toBe("Something is wrong, and we are looking into it");
    expect(sentence({ ...ended, updates: ["monitoring 10:00"] })).toBe("All systems operational");
  });

  test("tells planned work from trouble", () => {
    expect(sentence({ scheduled: ["11:00", "13:00"], impact: ["api maintenance"] })).toBe(
      "Maintenance under way: api",
    );
  });
});

describe("The recent days", () => {
  const days = (...incidents: Facts[]): [string, string | undefined, string[]][] =>
    statusView(model(incidents)).days.map(({ key, since, records }) => [
      key,
      since,
      records.map((one) => one.title),
    ]);

  test("are one row while nothing was recorded", () => {
    expect(days()).toEqual([["2026-11-20", "Saturday 14 November 2026", []]]);
  });

  test("show what lasted for days on each of them", () => {
    const long = {
      id: "long",
      impact: ["api major 2026-11-10T10:00Z 18T09:00"],
      updates: ["investigating 2026-11-10T10:00Z", "resolved 18T09:00"],
    };
    expect(days(long)).toEqual([
      ["2026-11-20", "Thursday 19 November 2026", []],
      ...["18", "17", "16", "15", "14"].map((day) => [`2026-11-${day}`, undefined, ["long"]]),
    ]);
  });

  test("show a notice on the day of its start only, and nothing that is still to come", () => {
    expect(
      days(
        { id: "note", kind: "notice", updates: ["notice 18T10:00"] },
        { id: "plan", scheduled: ["21T10:00", "21T11:00"] },
      ),
    ).toEqual([
      ["2026-11-20", "Thursday 19 November 2026", []],
      ["2026-11-18", undefined, ["note"]],
      ["2026-11-17", "Saturday 14 November 2026", []],
    ]);
  });
});

describe("A service's row", () => {
  test("says which days count, and marks those on which something happened", () => {
    const services = [service("api", { since: "2026-11-01", retired: "2026-11-30" })];
    const view = statusView(
      model(
        [
          {
            impact: ["api major 18T23:00 19T01:00"],
            updates: ["investigating 18T23:00", "resolved 19T01:00"],
          },
        ],
        {
          services,
        },
      ),
    );
    const bars = view.groups[0]?.services[0]?.bars;
    expect(bars?.observed).toEqual({ from: 70, to: 90 });
    expect(bars?.marked.map(({ day, level, text, records }) => [day, level, text, records[0]?.href])).toEqual(
      [
        ["18 Nov 2026", "major", "Major outage 1 h", "/incidents/record/"],
        ["19 Nov 2026", "major", "Major outage 1 h", "/incidents/record/"],
      ],
    );
    expect(bars?.uptime).toBe("99.57 %");
  });

  test("is left out where the service wants to be seen in trouble only", () => {
    const services = [service("api"), service("quiet", { visibleOnlyWhenAffected: true })];
    const names = (incidents: Facts[]): string[] =>
      statusView(model(incidents, { services })).groups.flatMap((group) =>
        group.services.map((row) => row.name),
      );
    expect(names([])).toEqual(["api"]);
    expect(names([{ impact: ["quiet degraded 10:00"], updates: ["investigating 10:00"] }])).toEqual([
      "api",
      "quiet",
    ]);
  });

  test("stands below Other services where its group is not known", () => {
    const view = statusView(model([], { services: [service("api", { group: "gone" })] }));
    expect(view.groups.map((group) => group.name)).toEqual(["Other services"]);
  });
});

describe("The honest line", () => {
  test("counts the files that are missing and those that are missing in part", () => {
    const problem = (file: string, leavesOut: boolean): Records["problems"][number] => ({
      code: "value-unknown",
      severity: "error",
      file,
      line: 1,
      column: 1,
      message: "",
      found: "",
      expected: "",
      hint: "",
      leavesOut,
    });
    const line = (...problems: Records["problems"]): string | undefined =>
      statusView(model([], { problems })).page.incomplete;
    expect(line()).toBeUndefined();
    expect(line(problem("a.md", true), problem("a.md", false))).toContain(
      "1 file could not be read and is missing",
    );
    expect(line(problem("a.md", true), problem("b.md", false), problem("c.md", false))).toContain(
      "parts of 2 files",
    );
  });
});

test("a site below a path links below that path", () => {
  const below = buildModel(
    records({
      services: [service("api")],
      site: site({ url: "https://example.org/status", groups: [{ id: "main", name: "Main" }] }),
    }),
    { ...origin, base: "/status" },
    at("12:00"),
    noHistory,
  );
  const view = statusView(below);
  expect(view.groups[0]?.services[0]?.href).toBe("/status/services/api/");
  expect(view.page.canonical).toBe("https://example.org/status/");
});
