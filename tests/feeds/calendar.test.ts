import ICAL from "ical.js";
import nodeIcal, { type VEvent } from "node-ical";
import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import { calendarDocuments } from "../../src/feeds/calendar.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Incident } from "../../src/records/incident.ts";
import { at, type Facts, incident, noHistory, origin, records, service, site } from "../model/record.ts";
import { smallSite } from "../site/build.ts";
import { repository } from "../site/repository.ts";

const window = ["21T08:00", "21T09:00"] as const;

function modelOf(now: string, ...incidents: readonly Incident[]): SiteModel {
  const services = [service("api", { name: "API" }), service("uploads", { name: "Uploads, and; more\\" })];
  return buildModel(records({ incidents, services }), origin, at(now), noHistory);
}

function maintenance(facts: Facts = {}, title?: string): Incident {
  const record = incident({ id: "move", scheduled: window, impact: ["api maintenance"], ...facts });
  return title === undefined ? record : { ...record, title };
}

/** The calendar of all maintenance. */
function maintenanceCalendar(model: SiteModel): string {
  const [all] = calendarDocuments(model);
  return String(all?.body);
}

/** A calendar as ical.js reads it. */
function read(calendar: string): ICAL.Event[] {
  const root = new ICAL.Component(ICAL.parse(calendar) as unknown[]);
  return root.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
}

/** `status begin end sequence` of the only event. */
function told(now: string, facts: Facts): string {
  const [event, ...more] = read(maintenanceCalendar(modelOf(now, maintenance(facts))));
  if (!event || more.length > 0) return `${more.length + 1} events`;
  const { component, startDate, endDate, sequence } = event;
  const time = (one: ICAL.Time): string => one.toICALString().slice(4, 13);
  return `${component.getFirstPropertyValue("status")} ${time(startDate)} ${time(endDate)} ${sequence}`;
}

function octets(line: string): number {
  return Buffer.byteLength(line, "utf8");
}

describe("The calendar of maintenance", () => {
  test("tells one maintenance with everything that a calendar program can use", () => {
    const record = {
      ...maintenance({ impact: ["api degraded"], updates: ["scheduled 10:00"] }, "Move to Harbour"),
      summary: "The *API* moves, `slowly`.\n",
    };
    const lines = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Daymark//Maintenance//EN",
      "URL:https://status.example.org/",
      "SOURCE;VALUE=URI:https://status.example.org/maintenance.ics",
      "NAME:Example: maintenance",
      "X-WR-CALNAME:Example: maintenance",
      "X-WR-CALDESC:Planned maintenance of Example.",
      "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
      "X-PUBLISHED-TTL:PT1H",
      "BEGIN:VEVENT",
      "UID:move@status.example.org",
      "SEQUENCE:1",
      "DTSTAMP:20261120T100000Z",
      "DTSTART:20261121T080000Z",
      "DTEND:20261121T090000Z",
      "SUMMARY:Move to Harbour",
      "TRANSP:TRANSPARENT",
      "DESCRIPTION:The API moves\\, slowly.\\n\\nScheduled\\, 20 Nov 2026\\, 10:00 UTC",
      " \\n\\nAffects: API (degraded)\\n\\nhttps://status.example.org/incidents/move/",
      "CATEGORIES:Maintenance,API",
      "URL;VALUE=URI:https://status.example.org/incidents/move/",
      "STATUS:CONFIRMED",
      "CREATED:20261120T100000Z",
      "LAST-MODIFIED:20261120T100000Z",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:-P1D",
      "DESCRIPTION:Move to Harbour",
      "END:VALARM",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:-PT15M",
      "DESCRIPTION:Move to Harbour",
      "END:VALARM",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ];
    expect(maintenanceCalendar(modelOf("12:00", record)).split("\r\n")).toEqual(lines);
  });

  test("gives planned times until people say otherwise, then the real ones", () => {
    const scheduled = "scheduled 10:00";
    const by = (now: string, ...updates: readonly string[]): string =>
      told(now, { updates: [scheduled, ...updates] });
    expect(told("12:00", {})).toBe("CONFIRMED 1121T0800 1121T0900 0");
    expect(by("12:00")).toBe("CONFIRMED 1121T0800 1121T0900 1");
    // By the clock.
    expect(by("21T08:30")).toBe("CONFIRMED 1121T0800 1121T0900 1");
    expect(by("21T10:00")).toBe("CONFIRMED 1121T0800 1121T0900 1");
    // By hand: begun late, shortened, taken longer.
    expect(by("21T08:20", "in-progress 21T08:10")).toBe("CONFIRMED 1121T0810 1121T0900 2");
    expect(by("21T10:00", "in-progress 21T08:10", "completed 21T08:40")).toBe(
      "CONFIRMED 1121T0810 1121T0840 3",
    );
    expect(by("21T10:00", "completed 21T09:45")).toBe("CONFIRMED 1121T0800 1121T0945 2");
    // Overrunning: to the end that was promised last, whenever the calendar is made.
    expect(by("21T09:10", "update 21T09:05")).toBe("CONFIRMED 1121T0800 1121T0905 2");
    expect(by("21T09:10", "update 21T09:05 next 21T10:00")).toBe("CONFIRMED 1121T0800 1121T1000 2");
    expect(by("21T23:00", "update 21T09:05 next 21T10:00")).toBe("CONFIRMED 1121T0800 1121T1000 2");
    // Never begun, and broken off.
    expect(by("12:00", "cancelled 11:00")).toBe("CANCELLED 1121T0800 1121T0900 2");
    expect(by("21T12:00", "cancelled 21T08:30")).toBe("CANCELLED 1121T0800 1121T0900 2");
    expect(by("12:00", "completed 11:00")).toBe("CANCELLED 1121T0800 1121T0900 2");
    expect(by("21T12:00", "in-progress 21T07:00", "completed 21T07:30")).toBe(
      "CONFIRMED 1121T0700 1121T0730 3",
    );
    expect(by("21T12:00", "in-progress 21T08:01", "cancelled 21T08:30")).toBe(
      "CANCELLED 1121T0801 1121T0830 3",
    );
    // Put off after it had begun.
    const later = { scheduled: ["22T08:00", "22T09:00"] as const };
    const updates = [scheduled, "in-progress 21T08:01", "scheduled 21T08:20"];
    expect(told("21T12:00", { ...later, updates })).toBe("CONFIRMED 1122T0800 1122T0900 3");
    // Mistakes of people: a window that ends before it begins.
    expect(told("12:00", { scheduled: ["21T09:00", "21T08:00"] })).toBe("CONFIRMED 1121T0900 1121T0900 0");
  });

  test("has alarms only for what is to come", () => {
    const alarms = (now: string, ...updates: readonly string[]): (string | null)[] =>
      read(maintenanceCalendar(modelOf(now, maintenance({ updates })))).flatMap(({ component }) =>
        component.getAllSubcomponents("valarm").map((one) => String(one.getFirstPropertyValue("trigger"))),
      );
    expect(alarms("12:00")).toEqual(["-P1D", "-PT15M"]);
    expect(alarms("21T08:00")).toEqual([]);
    expect(alarms("21T12:00")).toEqual([]);
    expect(alarms("12:00", "scheduled 10:00", "cancelled 11:00")).toEqual([]);
  });

  test("is the same bytes at another time as long as nothing has happened", () => {
    const record = maintenance({ updates: ["scheduled 10:00"] });
    const calendar = maintenanceCalendar(modelOf("12:00", record));
    expect(maintenanceCalendar(modelOf("12:00", record))).toBe(calendar);
    expect(maintenanceCalendar(modelOf("21T07:59", record))).toBe(calendar);
  });

  test("keeps all that is to come, and for a year what is over, cancelled or not", () => {
    const done = maintenance({ id: "done", scheduled: ["2025-11-20T08:00Z", "2025-11-20T09:00Z"] });
    const old = maintenance({ id: "old", scheduled: ["2025-11-10T08:00Z", "2025-11-10T09:00Z"] });
    const off = maintenance({
      id: "off",
      scheduled: ["2027-11-20T08:00Z", "2027-11-20T09:00Z"],
      updates: ["scheduled 2025-01-01T00:00Z", "cancelled 2025-01-02T00:00Z"],
    });
    const far = maintenance({ id: "far", scheduled: ["2031-11-20T08:00Z", "2031-11-20T09:00Z"] });
    const other = incident({ id: "incident", updates: ["investigating 10:00"] });
    const uids = read(maintenanceCalendar(modelOf("12:00", far, other, old, off, done))).map(
      ({ uid }) => uid,
    );
    expect(uids).toEqual(["done", "off", "far"].map((id) => `${id}@status.example.org`));
  });

  test("exists for each service, with its own maintenance", () => {
    const both = maintenance({ id: "both", impact: ["api maintenance", "uploads maintenance"] });
    const calendars = [...calendarDocuments(modelOf("12:00", both, maintenance()))];
    const own = calendars.map(({ path, body }) => [path, read(String(body)).map(({ uid }) => uid)]);
    expect(own).toEqual([
      ["/maintenance.ics", ["both@status.example.org", "move@status.example.org"]],
      ["/services/api/maintenance.ics", ["both@status.example.org", "move@status.example.org"]],
      ["/services/uploads/maintenance.ics", ["both@status.example.org"]],
    ]);
    expect(calendars[2]?.body).toContain(
      "\r\nX-WR-CALNAME:Uploads\\, and\\; more\\\\: maintenance (Example)\r\n",
    );
  });

  test("names the site's path in its ids, where several sites share a host", () => {
    const settings = site({ url: "https://example.org/a,b;c/" });
    const facts = { incidents: [maintenance()], services: [service("api")], site: settings };
    const model = buildModel(records(facts), { ...origin, base: "/a,b;c" }, at("12:00"), noHistory);
    const [event] = read(maintenanceCalendar(model));
    expect(event?.uid).toBe("move@example.org/a,b;c");
    expect(event?.component.getFirstPropertyValue("url")).toBe(
      "https://example.org/a%2Cb%3Bc/incidents/move/",
    );
  });
});

const hostile = [
  'Comma, semicolon; backslash\\ colon: and "quotes"',
  "\\n is no line end, \\, no comma, and \\\\ two",
  "BEGIN:VEVENT",
  "END:VCALENDAR\r\nBEGIN:VCALENDAR",
  "Two\nlines\r\nand\rmore",
  "line\u2028and paragraph\u2029separators",
  "\u202eright to left\u202c مرحبا שלום",
  "<script>alert(1)</script> ]]> &amp; {{x}}",
  "👩‍👩‍👧‍👦".repeat(40),
  "é".repeat(200),
  "漢字".repeat(100),
  `${"x".repeat(5000)} end`,
] as const;

describe("Hostile texts in a calendar", () => {
  test("are read without loss by ical.js and node-ical", () => {
    for (const [index, text] of hostile.entries()) {
      const record = { ...maintenance({ updates: ["scheduled 10:00"] }, text), summary: "Plain." };
      const named = service("api", { name: "API" });
      const facts = { incidents: [record], services: [{ ...named, name: text }], site: site({ name: "X" }) };
      const calendar = maintenanceCalendar(buildModel(records(facts), origin, at("12:00"), noHistory));
      const wanted = text.replace(/\r\n?|[\u2028\u2029]/g, "\n");
      const about = `Plain.\n\nScheduled, 20 Nov 2026, 10:00 UTC\n\nAffects: ${wanted}\n\nhttps://status.example.org/incidents/move/`;

      const [event, ...more] = read(calendar);
      expect(more, String(index)).toEqual([]);
      expect(event?.summary).toBe(wanted);
      expect(event?.description).toBe(about);
      expect(calendar.indexOf("BEGIN:VALARM")).toBeGreaterThan(calendar.indexOf("LAST-MODIFIED"));
      expect(event?.component.getFirstProperty("categories")?.getValues()).toEqual(["Maintenance", wanted]);

      const events = Object.values(nodeIcal.sync.parseICS(calendar)).filter((one) => one?.type === "VEVENT");
      expect(events).toHaveLength(1);
      const { uid, sequence, summary, description, start, end, status, url } = events[0] as VEvent;
      // node-ical 0.27.2 takes an escaped backslash before an n for a line end (its own mistake: RFC 5545, 3.3.11).
      if (text.includes("\\n")) continue;
      expect({ uid, sequence: String(sequence), summary, description, status }).toEqual({
        uid: "move@status.example.org",
        sequence: "1",
        summary: wanted,
        description: about,
        status: "CONFIRMED",
      });
      expect([start.getTime(), end?.getTime()]).toEqual([at("21T08:00"), at("21T09:00")]);
      expect(url).toEqual({ params: { VALUE: "URI" }, val: "https://status.example.org/incidents/move/" });
    }
  });

  test("lose their control characters and halves of characters, and nothing else", () => {
    const text = "a\u0000b\u0007c\u001b[31m\u007fd\u0085e\ud800f\tg";
    const [event] = read(maintenanceCalendar(modelOf("12:00", maintenance({}, text))));
    expect(event?.summary).toBe("abc[31mdefg");
  });

  test("are folded at 75 octets, never within a character, wherever it stands", () => {
    for (const sign of ["😀", "漢", "é", "👩‍👩‍👧"]) {
      for (let before = 0; before < 160; before++) {
        const title = `${"x".repeat(before)}${sign.repeat(30)}`;
        const calendar = maintenanceCalendar(modelOf("12:00", maintenance({}, title)));
        const lines = calendar.split("\r\n");
        expect(lines.pop()).toBe("");
        expect(lines.filter((line) => octets(line) > 75 || /[\r\n\ufffd]/.test(line))).toEqual([]);
        expect(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(calendar))).toBe(calendar);
        expect(read(calendar)[0]?.summary).toBe(title);
      }
    }
  });
});

test("A calendar stays below 2 MiB whatever happens, and keeps what ended last", () => {
  const incidents = Array.from({ length: 10_000 }, (_, index) => {
    const from = at("2026-01-01T00:00Z") + index * 1_800_000;
    const iso = (time: number): string => new Date(time).toISOString();
    const record = maintenance({ id: `m${index}`, scheduled: [iso(from), iso(from + 1_200_000)] });
    return { ...record, title: "漢字".repeat(50), summary: "長い文。".repeat(200) };
  });
  const calendar = maintenanceCalendar(modelOf("12:00", ...incidents));
  expect(octets(calendar)).toBeGreaterThan(1_700_000);
  expect(octets(calendar)).toBeLessThan(2 * 1024 * 1024);
  expect(read(calendar).at(-1)?.uid).toBe("m9999@status.example.org");
});

describe("SEQUENCE with an audit history", () => {
  const FILE = "incidents/2026/move.md";
  const text = (parts: { title?: string; from?: string; to?: string; more?: string } = {}): string =>
    `---\ntitle: ${parts.title ?? "Move"}\nkind: maintenance\nscheduled: { from: ${parts.from ?? "2026-11-21T08:00Z"}, to: ${parts.to ?? "2026-11-21T09:00Z"} }\nimpact: [{ service: api, level: maintenance }]\n---\n\nThe API moves.\n\n## Scheduled — 2026-11-20 10:00 UTC\n\nWe move it.\n${parts.more ?? ""}`;

  test("rises with every change, and the id and the first time stay", async () => {
    const made = repository({ at: "2026-11-20T09:00:00Z", files: smallSite });
    const cancelled = "\n## Cancelled — 2026-11-20 16:00 UTC\n\nNot now.\n";
    const steps: readonly (readonly [string, Record<string, string | null>])[] = [
      ["added", { [FILE]: text() }],
      ["put off", { [FILE]: text({ from: "2026-11-22T08:00Z", to: "2026-11-22T09:00Z" }) }],
      ["shortened", { [FILE]: text({ from: "2026-11-22T08:00Z", to: "2026-11-22T08:30Z" }) }],
      [
        "reworded",
        { [FILE]: text({ title: "API moves", from: "2026-11-22T08:00Z", to: "2026-11-22T08:30Z" }) },
      ],
      ["another record", { "incidents/2026/other.md": text({ title: "Other" }) }],
      [
        "cancelled",
        {
          [FILE]: text({
            title: "API moves",
            from: "2026-11-22T08:00Z",
            more: cancelled,
            to: "2026-11-22T08:30Z",
          }),
        },
      ],
      ["taken up again", { [FILE]: text({ title: "API moves" }) }],
    ];
    const told: string[] = [];
    for (const [index, [name, files]] of steps.entries()) {
      const commit = made.commit({ at: `2026-11-20T1${index}:30:00Z`, message: name, files });
      if (name === "shortened")
        made.commit({ at: "2026-11-20T12:40:00Z", files: { ".audit-ignore-revs": `${commit}\n` } });
      const { model } = await loadModel(made.root, { now: Date.parse("2026-11-20T18:00Z") });
      const calendar = maintenanceCalendar(model);
      const again = (await loadModel(made.root, { now: Date.parse("2026-11-20T18:00Z") })).model;
      expect(maintenanceCalendar(again)).toBe(calendar);
      const event = read(calendar).find(({ uid }) => uid === "move@status.example.org");
      const value = (property: string): string => String(event?.component.getFirstPropertyValue(property));
      told.push(
        `${name}: ${event?.sequence} ${value("status")} ${value("created")} ${value("last-modified")} ${value("dtstamp")}`,
      );
    }
    const created = "2026-11-20T10:30:00Z";
    const at = (time: string): string => `${created} 2026-11-20T${time}Z 2026-11-20T${time}Z`;
    expect(told).toEqual([
      `added: 0 CONFIRMED ${at("10:30:00")}`,
      `put off: 1 CONFIRMED ${at("11:30:00")}`,
      `shortened: 2 CONFIRMED ${at("12:30:00")}`,
      `reworded: 3 CONFIRMED ${at("13:30:00")}`,
      `another record: 3 CONFIRMED ${at("13:30:00")}`,
      `cancelled: 4 CANCELLED ${at("16:00:00")}`,
      `taken up again: 5 CONFIRMED ${at("16:30:00")}`,
    ]);
  });
});
