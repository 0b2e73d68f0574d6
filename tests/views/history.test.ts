import { expect, test } from "vitest";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { historyView, monthView } from "../../src/views/history.ts";
import { at, type Facts, incident, noHistory, origin, records, service, site } from "../model/record.ts";

function model(incidents: readonly Facts[], timeZone = "UTC"): SiteModel {
  return buildModel(
    records({ site: site({ timeZone }), services: [service("api")], incidents: incidents.map(incident) }),
    origin,
    at("12:00"),
    noHistory,
  );
}

const late = {
  id: "late",
  impact: ["api major 2026-10-31T23:30Z 2026-11-01T01:00Z"],
  updates: ["resolved 2026-11-01T01:00Z"],
};
const plan = { id: "plan", scheduled: ["2026-12-05T08:00Z", "2026-12-05T09:00Z"] as const };
const note = { id: "note", kind: "notice" as const, updates: ["notice 2026-10-02T10:00Z"] };

test("The history counts what each month has, newest first, and says nothing of the future as news", () => {
  const view = historyView(model([late, plan, note]));
  const months = view.years.flatMap(({ months: own }) =>
    own.map(({ key, incidents, maintenances, notices }) => [key, incidents, maintenances, notices]),
  );
  expect(months).toEqual([
    ["2026-12", 0, 1, 0],
    ["2026-10", 1, 0, 1],
  ]);
  expect(view.newest.map((record) => record.title)).toEqual(["late", "note"]);
});

test("A month's page lists its days and knows its neighbours", () => {
  const own = model([late, plan, note]);
  const view = monthView(own, "2026-10", [...own.months.keys()]);
  expect(view.days.map(({ text, records: all }) => [text, all.map((record) => record.title)])).toEqual([
    ["Saturday 31 October 2026", ["late"]],
    ["Friday 2 October 2026", ["note"]],
  ]);
  expect([view.older, view.newer?.href, view.note]).toEqual([
    undefined,
    "/history/2026-12/",
    "2 entries, newest first.",
  ]);
});

test("Months and days are those of the site's zone, which the page then names", () => {
  const own = model([late], "Europe/Berlin");
  expect([...own.months.keys()]).toEqual(["2026-11"]);
  const view = monthView(own, "2026-11", ["2026-11"]);
  expect(view.days[0]?.text).toBe("Sunday 1 November 2026");
  expect(view.note).toBe("1 entry, newest first. Days begin at midnight in Europe/Berlin.");
});
