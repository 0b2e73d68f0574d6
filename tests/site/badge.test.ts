import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import nodeIcal from "node-ical";
import { expect, inject, test } from "vitest";
import { levelLabels } from "../../src/model/level.ts";
import type { Level } from "../../src/records/schema/vocabulary.ts";

const dist = inject("demonstration");

function read(path: string): string {
  return readFileSync(join(dist, path), "utf8");
}

function titleOf(path: string): string {
  return /<title>(.*)<\/title>/.exec(read(path))?.[1] ?? "";
}

/** The levels that a page tells, by services; `overall` for the site. */
function levelsOf(path: string): [string, Level][] {
  const found = read(path).matchAll(/data-(?:service="([^"]+)" data-level|(overall))="(\w+)"/g);
  return [...found].map((match) => [match[1] ?? "overall", match[3] as Level]);
}

test("Badges say the level and the uptime that the pages say", () => {
  const [overall] = levelsOf("index.html");
  expect(overall?.[0]).toBe("overall");
  expect(titleOf("badge.svg")).toBe(`Kelp Registry: ${levelLabels[overall?.[1] ?? "major"]}`);
  const services = readdirSync(join(dist, "services")).filter((name) => !name.includes("."));
  expect(services.length).toBeGreaterThan(10);
  for (const id of services) {
    const page = `services/${id}/index.html`;
    const retired = /Retired on/.test(read(page));
    const [own] = levelsOf(page);
    const word = retired ? "Retired" : levelLabels[own?.[1] ?? "major"];
    expect(titleOf(`services/${id}/badge.svg`).endsWith(`: ${word}`), id).toBe(true);
    const uptime = /days: ([\d.]+ %|no data yet)/.exec(read(page))?.[1];
    expect(titleOf(`services/${id}/uptime.svg`), id).toContain(`: Uptime: ${uptime}`);
  }
});

test("Calendars have the maintenance of the site and of each service", () => {
  const events = (path: string): string[] =>
    Object.values(nodeIcal.sync.parseICS(read(path))).flatMap((one) =>
      one?.type === "VEVENT" ? [`${one.uid} ${one.status}`] : [],
    );
  expect(events("maintenance.ics")).toEqual([
    "2026-02-21-database-upgrade@status.kelp.example CONFIRMED",
    "2026-07-07-checksum-log-host-move@status.kelp.example CONFIRMED",
    "2026-08-29-archive-storage-move@status.kelp.example CANCELLED",
    "2026-10-17-search-upgrade@status.kelp.example CONFIRMED",
    "2026-12-05-northmoor-network@status.kelp.example CONFIRMED",
  ]);
  expect(events("services/docs/maintenance.ics")).toEqual([
    "2026-12-05-northmoor-network@status.kelp.example CONFIRMED",
  ]);
  expect(events("services/website/maintenance.ics")).toEqual([]);
});
