import ICAL from "ical.js";
import nodeIcal, { type VEvent } from "node-ical";
import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/cli/site/load.ts";
import { actionItems } from "../../src/feeds/action.ts";
import { calendarDocuments } from "../../src/feeds/calendar.ts";
import { digestItems } from "../../src/feeds/digest.ts";
import { feedDocuments } from "../../src/feeds/document.ts";
import { type FeedItem, feedItems } from "../../src/feeds/item.ts";
import { opmlDocument } from "../../src/feeds/opml.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Postmortem } from "../../src/records/postmortem.ts";
import { type FeedFormat, feedFormats, feedScopes } from "../../src/views/feed.ts";
import { subscribeView } from "../../src/views/subscribe.ts";
import { alertAction, report, written } from "../formats/lessons.ts";
import { at, incident, noHistory, origin, records, service, site } from "../model/record.ts";
import { smallSite } from "../site/build.ts";
import { repository, type ScriptedCommit } from "../site/repository.ts";
import { faults, feedsmithEntries, NO_XML, rssParserEntries } from "./read.ts";

const formats = Object.keys(feedFormats) as FeedFormat[];
const people = new Map([
  ["ann", { consent: "public", name: "Ann Example" }],
  ["eve", { consent: "anonymous", name: "Eve Secret" }],
] as const);

const ONE = incident({
  id: "one",
  severity: "critical",
  impact: ["api major 2026-11-01T10:00Z 2026-11-01T11:00Z"],
  updates: ["investigating 2026-11-01T10:20Z", "resolved 2026-11-01T11:00Z"],
});

function modelOf(postmortems: readonly Postmortem[], now = "12:00", base = ""): SiteModel {
  return buildModel(
    records({
      postmortems: [...postmortems],
      incidents: [ONE],
      services: [service("api", { name: "API" }), service("mail")],
      site: site({
        groups: [{ id: "main", name: "Main" }],
        severities: [{ id: "critical", label: "Critical", criteria: "All is down" }],
      }),
      people,
    }),
    { ...origin, base },
    at(now),
    noHistory,
  );
}

function texts(model: SiteModel): ReadonlyMap<string, string> {
  return new Map(
    Array.from(feedDocuments(model), ({ path, body }) => [
      path,
      typeof body === "string"
        ? body
        : Buffer.concat(body instanceof Uint8Array ? [body] : [...body]).toString("utf8"),
    ]),
  );
}

function idsIn(all: ReadonlyMap<string, string>, path: string): string[] {
  return feedsmithEntries("atom", all.get(`${path}.atom`) ?? "").map(({ id = "" }) => id);
}

function lessons(model: SiteModel): FeedItem[] {
  return feedItems(model).filter(({ facts }) => facts.kind === "postmortem");
}

const page = (id: string): string => `https://status.example.org/lessons/${id}/`;
const update = (time: string): string =>
  `https://status.example.org/incidents/one/#update-2026-11-01T${time}`;

describe("A postmortem in feeds", () => {
  test("is one entry when it is published, with its whole text and absolute links", () => {
    const text =
      "## What happened\n\nSee [the incident](/incidents/one/) and [this](#a-alert).\n\n<script>alert(1)</script>";
    const [item, ...others] = lessons(modelOf([report("expiry", { text })]));
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      id: page("expiry"),
      url: page("expiry"),
      title: "[Postmortem] The certificate expired",
      published: at("2026-11-10T10:00Z"),
      updated: at("2026-11-10T10:00Z"),
      author: undefined,
      categories: ["postmortem", "final", "Critical", "API"],
      facts: {
        record: "expiry",
        kind: "postmortem",
        status: "final",
        severity: "critical",
        services: ["api"],
      },
    });
    const html = item?.html() ?? "";
    for (const part of [
      "<p>Nobody renewed the certificate.</p>\n<p>Nobody could call the API.</p>",
      "<li>First noticed: 1 Nov 2026, 10:20 UTC (estimated)</li>",
      "<li>The worst was over: not known</li>",
      "<li>Users affected: 1,200, 4 % (access log)</li>",
      "<li><strong>Monitoring gap:</strong> Nothing watched the day. Introduced: In 2024. Why nobody saw it: It had always been renewed.</li>",
      `<h3>What happened</h3>\n<p>See <a href="https://status.example.org/incidents/one/">the incident</a> and <a href="${page("expiry")}#a-alert">this</a>.</p>`,
      `<li><a href="${page("expiry")}#a-alert">Alert before it expires</a> (Open; due 25 Nov 2026; Ann Example)</li>`,
      '<li><a href="https://status.example.org/incidents/one/">one</a></li>',
    ]) {
      expect(html).toContain(part);
    }
    expect(html).not.toContain("<script");
  });

  test("in MDX has in the place of its components what Markdown has for them", () => {
    const text = '## What happened\n\n<Timeline />\n\n<Callout kind="lesson">Look at the day.</Callout>';
    const [item] = lessons(modelOf([report("expiry", { text }, "mdx")], "12:00"));
    const html = item?.html() ?? "";
    expect(html).toContain('Timeline: <a href="https://status.example.org/incidents/one/">one</a>');
    expect(html).toContain("<strong>Lesson</strong>");
    expect(html).not.toMatch(/&lt;|Callout/);
  });

  test("says first that it is in review, or that another one replaced it", () => {
    const model = modelOf([
      report("review", { status: "in-review", published: "" }),
      report("old", { status: "superseded", more: "supersededBy: expiry" }),
      report("expiry"),
    ]);
    const told = new Map(lessons(model).map(({ id, title, html }) => [id, [title, html().split("\n")[0]]]));
    expect(told.get(page("review"))).toEqual([
      "[In review] The certificate expired",
      "<p>This report is in review and may still change.</p>",
    ]);
    expect(told.get(page("old"))).toEqual([
      "[Superseded] The certificate expired",
      `<p>Another report has taken the place of this one: <a href="${page("expiry")}">The certificate expired</a>.</p>`,
    ]);
  });

  test("is in no feed, list or calendar while it is a draft", () => {
    const model = modelOf([report("secret", { status: "draft", title: "Nobody knows" })]);
    expect(texts(model)).toEqual(texts(modelOf([])));
    expect([...calendarDocuments(model)]).toEqual([...calendarDocuments(modelOf([]))]);
    expect([...texts(model).keys()].filter((path) => /lessons|actions|digest/.test(path))).toEqual([]);
  });

  test("names nobody who does not want to be named", () => {
    const actions = alertAction.replace("ann", "eve");
    const model = modelOf([
      report("expiry", { actions, more: "credits: [{ person: eve, roles: [scribe], consent: public }]" }),
    ]);
    const all = [...texts(model).values(), ...Array.from(calendarDocuments(model), ({ body }) => body)];
    expect(all.join("\n")).not.toMatch(/\beve\b|Secret/i);
  });

  test("is the same bytes when it is built again later", () => {
    const own = [report("expiry", { actions: alertAction.replace("11-25", "11-15") })];
    expect(texts(modelOf(own, "21T12:00"))).toEqual(texts(modelOf(own)));
    expect([...calendarDocuments(modelOf(own, "21T12:00"))]).toEqual([...calendarDocuments(modelOf(own))]);
  });
});

describe("The scopes of postmortems", () => {
  const model = modelOf([
    report("expiry"),
    report("mail", { incidents: "[gone]", more: "services: [mail]" }),
  ]);
  const all = texts(model);
  const updates = [update("11:00"), update("10:20")];

  test("hold what belongs to them, newest first, in every format", () => {
    expect(idsIn(all, "/feeds/lessons")).toEqual([page("mail"), page("expiry")]);
    expect(idsIn(all, "/feed")).toEqual([page("mail"), page("expiry"), ...updates]);
    expect(idsIn(all, "/services/api/feed")).toEqual([page("expiry"), ...updates]);
    expect(idsIn(all, "/services/mail/feed")).toEqual([page("mail")]);
    expect(idsIn(all, "/feeds/groups/main")).toEqual([page("mail"), page("expiry"), ...updates]);
    // Nobody is to be woken for a report of what is over.
    expect(idsIn(all, "/feeds/severe")).toEqual(updates);
    expect(idsIn(all, "/feeds/incidents")).toEqual(updates);
    expect(idsIn(all, "/feeds/actions")).toEqual([`${page("mail")}#a-alert`, `${page("expiry")}#a-alert`]);
    for (const { path } of feedScopes(model)) {
      for (const format of formats)
        expect(faults(format, all.get(`${path}.${format}`) ?? ""), path).toEqual([]);
    }
  });

  test("are all found: in the list of feeds and on the page of subscriptions, the calendar too", () => {
    const opml = opmlDocument(model);
    const { general, actions } = subscribeView(model);
    for (const path of ["/feeds/lessons", "/feeds/actions", "/feeds/digest"]) {
      expect(opml).toContain(`xmlUrl="https://status.example.org${path}.atom"`);
      const row = general.find(({ links }) => links.some(({ href }) => href === `${path}.atom`));
      expect(row?.links.map(({ label }) => label)).toEqual(
        path === "/feeds/actions" ? ["Atom", "RSS", "JSON", "Calendar"] : ["Atom", "RSS", "JSON"],
      );
    }
    expect(actions).toEqual({
      webcal: "webcal://status.example.org/feeds/actions.ics",
      address: "https://status.example.org/feeds/actions.ics",
    });
    expect(general[0]?.about).toBe(
      "Every update of every incident, maintenance and notice, and every postmortem.",
    );
  });

  test("are not there on a site without postmortems", () => {
    const none = modelOf([]);
    expect(feedScopes(none).map(({ kind }) => kind)).not.toContain("lessons");
    expect(Array.from(calendarDocuments(none), ({ path }) => path)).not.toContain("/feeds/actions.ics");
    expect(subscribeView(none).actions).toBeUndefined();
  });
});

describe("Action items in a feed", () => {
  test("are told when they are new, and on the day on which they were done, without any history", () => {
    const actions = `${alertAction}\n  - { id: renew, title: Renew it, kind: repair, status: done, done: 2026-11-12, issue: https://git.example.org/1 }\n  - { id: early, title: Tell users, kind: process, status: done, done: 2026-11-01 }\n  - { id: ahead, title: Mistyped, kind: process, status: done, done: 2027-11-12 }`;
    const items = actionItems(modelOf([report("expiry", { actions })]));
    expect(
      items.map(({ id, title, published }) => [id.slice(page("expiry").length), title, published]),
    ).toEqual([
      ["#a-renew:done", "[Done] Renew it", at("2026-11-12T00:00Z")],
      ["#a-renew", "[New] Renew it", at("2026-11-10T10:00Z")],
      ["#a-early", "[New] Tell users", at("2026-11-10T10:00Z")],
      ["#a-alert", "[New] Alert before it expires", at("2026-11-10T10:00Z")],
      ["#a-ahead", "[New] Mistyped", at("2026-11-10T10:00Z")],
    ]);
    expect(items[3]).toMatchObject({
      url: `${page("expiry")}#a-alert`,
      facts: {
        record: "expiry/alert",
        kind: "action",
        status: "open",
        severity: "critical",
        services: ["api"],
      },
    });
    expect(items[3]?.html()).toBe(
      `<ul>\n<li>Status: Open; due 25 Nov 2026</li>\n<li>Owner: Ann Example</li>\n<li>What it is to achieve: Detect</li>\n<li>Answers: Nothing watched the day.</li>\n</ul>\n<p>From the report <a href="${page("expiry")}">The certificate expired</a>.</p>`,
    );
    expect(items[1]?.html()).toContain(
      '<li>Followed at <a href="https://git.example.org/1">https://git.example.org/1</a></li>',
    );
  });
});

describe("The digest as a feed", () => {
  test("has an entry for each month that is over, at its end, with absolute links", () => {
    const items = digestItems(modelOf([report("expiry")], "2027-01-05T12:00Z", "/s"));
    expect(items.map(({ id, title, published }) => [id, title, published])).toEqual([
      [
        "https://status.example.org/s/lessons/digest/2026-11/",
        "November 2026 at Example",
        at("2026-12-01T00:00Z"),
      ],
    ]);
    const html = items[0]?.html() ?? "";
    expect(html).toMatch(/^<p>1 incident began\. 1 report was published\./);
    expect(html).toContain(
      '<a href="https://status.example.org/s/lessons/expiry/">The certificate expired</a>',
    );
    expect(digestItems(modelOf([report("expiry")]))).toEqual([]);
  });
});

describe("Changes of a report", () => {
  const FILE = "content/postmortems/expiry.md";
  const start: ScriptedCommit = {
    at: "2026-11-05T10:00:00Z",
    files: {
      ...smallSite,
      "content/people.yaml": "ann: { consent: public, name: Ann }\neve: { consent: anonymous }\n",
      "incidents/2026/one.md":
        "---\ntitle: One\nimpact: [{ service: api, level: major, from: 2026-11-01T10:00Z, to: 2026-11-01T11:00Z }]\n---\n\nText.\n\n## Resolved — 2026-11-01 11:00 UTC\n\nOver.\n",
      [FILE]: written({ status: "draft", published: "" }),
    },
  };
  const moved = alertAction.replace("2026-11-25", "2026-12-10");
  const done = moved
    .replace("status: open", "status: done, done: 2026-11-12")
    .replace("owner: ann", "owner: eve");
  const more = `${done}\n  - { id: renew, title: Renew by itself, kind: prevent, owner: ann, due: 2027-01-10 }`;
  const review = { status: "in-review", published: "" } as const;
  const steps: readonly ScriptedCommit[] = [
    { at: "2026-11-06T10:00:00Z", files: { [FILE]: written(review) } },
    { at: "2026-11-07T10:00:00Z", files: { [FILE]: written({ ...review, actions: moved }) } },
    {
      at: "2026-11-08T10:00:00Z",
      files: { [FILE]: written({ ...review, actions: moved, text: "Other words." }) },
    },
    { at: "2026-11-10T10:05:00Z", files: { [FILE]: written({ actions: moved, text: "Other words." }) } },
    { at: "2026-11-12T10:00:00Z", files: { [FILE]: written({ actions: done, text: "Other words." }) } },
    { at: "2026-11-13T10:00:00Z", files: { [FILE]: written({ actions: more, text: "Other words." }) } },
  ];

  test("are entries of their own, whose ids, times and texts stay when more is changed", async () => {
    const made = repository(start);
    const hashes: string[] = [];
    const seen: { readonly model: SiteModel; readonly lessons: FeedItem[]; readonly actions: FeedItem[] }[] =
      [];
    const read = async (): Promise<void> => {
      const { model } = await loadModel(made.root, { now: at("12:00") });
      seen.push({ model, lessons: lessons(model), actions: actionItems(model) });
    };
    await read();
    for (const step of steps) {
      hashes.push(made.commit(step).slice(0, 12));
      await read();
    }
    const own = page("expiry");
    const of = (index: number): string => `r-${hashes[index]}`;
    // What changes an action item is in their feed alone; that there is one more is news of the report, too.
    const final = [`#${of(3)}`, ""];
    expect(seen.map((one) => one.lessons.map(({ id }) => id.slice(own.length)))).toEqual([
      [],
      [""],
      [""],
      [""],
      final,
      final,
      [`#${of(5)}`, ...final],
    ]);
    expect(seen.map((one) => one.actions.map(({ id }) => id.slice(own.length)))).toEqual([
      [],
      ["#a-alert"],
      [`#a-alert:${of(1)}`, "#a-alert"],
      [`#a-alert:${of(1)}`, "#a-alert"],
      [`#a-alert:${of(1)}`, "#a-alert"],
      [`#a-alert:${of(4)}`, `#a-alert:${of(1)}`, "#a-alert"],
      ["#a-renew", `#a-alert:${of(4)}`, `#a-alert:${of(1)}`, "#a-alert"],
    ]);
    // The report became public when it was in review, and stays where it is in the feed when it is final.
    const times = seen.slice(1).map((one) => one.lessons.at(-1)?.published);
    expect(new Set(times)).toEqual(new Set([at("2026-11-06T10:00Z")]));
    expect(seen.slice(1).map((one) => one.lessons.at(-1)?.title.split(" ")[0])).toEqual([
      "[In",
      "[In",
      "[In",
      "[Postmortem]",
      "[Postmortem]",
      "[Postmortem]",
    ]);
    const last = seen.at(-1);
    expect(last?.lessons.map(({ title }) => title)).toEqual([
      "[Changed] The certificate expired",
      "[Final] The certificate expired",
      "[Postmortem] The certificate expired",
    ]);
    expect(last?.lessons.at(-1)?.updated).toBe(at("2026-11-13T10:00Z"));
    expect(last?.actions.map(({ title, published }) => [title, published])).toEqual([
      ["[New] Renew by itself", at("2026-11-13T10:00Z")],
      ["[Done] Alert before it expires", at("2026-11-12T10:00Z")],
      ["[Changed] Alert before it expires", at("2026-11-07T10:00Z")],
      ["[New] Alert before it expires", at("2026-11-06T10:00Z")],
    ]);
    const told = (items: readonly FeedItem[] = [], hash = ""): unknown[] =>
      items.filter(({ id }) => id.endsWith(hash)).map((item) => [item.url, item.updated, item.html()]);
    for (const index of [1, 4]) {
      const then = seen[index + 1];
      expect(told(last?.actions, hashes[index])).toEqual(told(then?.actions, hashes[index]));
    }
    expect(told(last?.lessons, hashes[3])).toHaveLength(1);
    expect(told(last?.lessons, hashes[3])).toEqual(told(seen[4]?.lessons, hashes[3]));
    const [[url, , html] = []] = told(last?.actions, hashes[1]) as string[][];
    expect(url).toBe(`${own}history/#${of(1)}`);
    expect(html).toContain("due day moved from 2026-11-25 to 2026-12-10");
    expect(JSON.stringify(last?.actions.map((item) => item.html()))).not.toMatch(/\beve\b/);

    const calendars = seen.slice(1).map(({ model }) => {
      const body =
        [...calendarDocuments(model)].find(({ path }) => path === "/feeds/actions.ics")?.body ?? "";
      return events(body).map(({ sequence, uid, component }) => [
        uid,
        sequence,
        component.getFirstPropertyValue("dtstamp")?.toString(),
      ]);
    });
    const alert = "expiry/alert@status.example.org";
    expect(calendars).toEqual([
      [[alert, 0, "2026-11-06T10:00:00Z"]],
      [[alert, 1, "2026-11-07T10:00:00Z"]],
      [[alert, 1, "2026-11-07T10:00:00Z"]],
      [[alert, 1, "2026-11-07T10:00:00Z"]],
      [[alert, 2, "2026-11-12T10:00:00Z"]],
      [
        [alert, 2, "2026-11-12T10:00:00Z"],
        ["expiry/renew@status.example.org", 0, "2026-11-13T10:00:00Z"],
      ],
    ]);
  });
});

/** The events of a calendar as ical.js reads them. */
function events(calendar: string): ICAL.Event[] {
  const root = new ICAL.Component(ICAL.parse(calendar) as unknown[]);
  return root.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
}

function actionsCalendar(model: SiteModel): string {
  return [...calendarDocuments(model)].find(({ path }) => path === "/feeds/actions.ics")?.body ?? "";
}

describe("The calendar of due days", () => {
  test("tells one action item with everything that a calendar program can use", () => {
    expect(actionsCalendar(modelOf([report("expiry")])).split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Daymark//Actions//EN",
      "URL:https://status.example.org/lessons/actions/",
      "SOURCE;VALUE=URI:https://status.example.org/feeds/actions.ics",
      "NAME:Example: action items",
      "X-WR-CALNAME:Example: action items",
      "X-WR-CALDESC:The days by which action items of Example are due.",
      "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
      "X-PUBLISHED-TTL:PT1H",
      "BEGIN:VEVENT",
      "UID:expiry/alert@status.example.org",
      "SEQUENCE:0",
      "DTSTAMP:20261110T100000Z",
      "DTSTART;VALUE=DATE:20261125",
      "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
      "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE",
      "SUMMARY:Due: Alert before it expires",
      "TRANSP:TRANSPARENT",
      "DESCRIPTION:Open\\; due 25 Nov 2026\\n\\nOwner: Ann Example\\n\\nFrom the repor",
      " t: The certificate expired\\n\\nhttps://status.example.org/lessons/expiry/#a",
      " -alert",
      "CATEGORIES:Action item,API",
      "URL;VALUE=URI:https://status.example.org/lessons/expiry/#a-alert",
      "STATUS:CONFIRMED",
      "CREATED:20261110T100000Z",
      "LAST-MODIFIED:20261110T100000Z",
      "BEGIN:VALARM",
      "ACTION:DISPLAY",
      "TRIGGER:-PT15H",
      "DESCRIPTION:Due: Alert before it expires",
      "END:VALARM",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
  });

  test("has the same day wherever it is built", () => {
    const zone = process.env["TZ"];
    try {
      for (const name of ["Pacific/Kiritimati", "America/Los_Angeles", "UTC"]) {
        process.env["TZ"] = name;
        expect(actionsCalendar(modelOf([report("expiry")]))).toContain("\r\nDTSTART;VALUE=DATE:20261125\r\n");
      }
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  test.each([
    ["open", "", "Due", "CONFIRMED", 1],
    ["in-progress", "", "Due", "CONFIRMED", 1],
    ["blocked", "statusReason: Waiting", "Due", "CONFIRMED", 1],
    ["delayed", "statusReason: No time", "Due", "CONFIRMED", 1],
    ["unknown", "", "Due", "CONFIRMED", 1],
    ["done", "done: 2026-11-18", "Done", "CONFIRMED", 0],
    ["wont-do", "statusReason: Too dear", "Won't do", "CANCELLED", 0],
  ])("says how it stands: %s", (status, fact, prefix, word, alarms) => {
    const actions = alertAction.replace("status: open", `status: ${status}${fact && `, ${fact}`}`);
    const [event, ...others] = events(actionsCalendar(modelOf([report("expiry", { actions })])));
    expect(others).toEqual([]);
    expect(event?.summary).toBe(`${prefix}: Alert before it expires`);
    expect(event?.component.getFirstPropertyValue("status")).toBe(word);
    expect(event?.component.getAllSubcomponents("valarm")).toHaveLength(alarms);
    const reason = /statusReason: (.*)/.exec(fact)?.[1] ?? "";
    expect(event?.description).toContain(reason);
  });

  test("has what has a day, and for a year what is over", () => {
    const line = (id: string, facts: string): string =>
      `  - { id: ${id}, title: ${id}, kind: prevent, ${facts} }`;
    const actions = [
      line("none", "noDueReason: Waits"),
      line("long-open", "due: 2020-01-01"),
      line("old", "due: 2025-01-01, status: done, done: 2025-02-01"),
      line("late", "due: 2025-01-01, status: done, done: 2026-02-01"),
      line("off", "due: 2026-01-01, status: wont-do, statusReason: No"),
    ].join("\n");
    expect(events(actionsCalendar(modelOf([report("expiry", { actions })]))).map(({ uid }) => uid)).toEqual(
      ["long-open", "late", "off"].map((id) => `expiry/${id}@status.example.org`),
    );
  });
});

const hostile = [
  "]]>",
  "]]><script>alert(1)</script>",
  "</title></entry></feed>",
  "&amp; &lt; &nbsp; <b>bold</b>",
  "\"quotes\" 'and' $& $1 \\n, ; \\\\",
  "END:VCALENDAR\r\nBEGIN:VCALENDAR",
  "😀 漢字 e\u0301",
  "\u202eright to left\u202c مرحبا",
  "control\u0000\u0001\u001b[31m characters\ufffe",
  "line\u2028and paragraph\u2029separators",
  "half \ud800 of a character",
  "__proto__ constructor {{x}} ${y}",
] as const;

describe("Hostile postmortems", () => {
  const hostileModel = (text: string): SiteModel => {
    const base = report("expiry", { status: "in-review", published: "" });
    const lines = { mitigation: text, resolution: text, surprises: [text], openQuestions: [text] };
    const record: Postmortem = {
      ...base,
      ...lines,
      title: text,
      summary: text,
      body: `${text}\n\n    ${text}\n`,
      factors: base.factors.map((factor) => ({
        ...factor,
        summary: text,
        introduced: text,
        whyUndetected: text,
      })),
      actions: base.actions.map((action) => ({
        ...action,
        title: text,
        owner: text,
        statusReason: text,
        evaluation: text,
      })),
    };
    return modelOf([record], "2027-01-05T12:00Z");
  };

  test.each(hostile)("are valid in feeds and read alike by two readers: %j", async (text) => {
    const model = hostileModel(text);
    const all = texts(model);
    // In CDATA, a carriage return is a line feed to every parser (XML 1.0, section 2.11).
    const clean = (one: string): string =>
      one.toWellFormed().replace(NO_XML, "").replace(/\r\n?/g, "\n").trim();
    const own = {
      "/feeds/lessons": lessons(model),
      "/feeds/actions": actionItems(model),
      "/feeds/digest": digestItems(model),
    };
    for (const [path, items] of Object.entries(own)) {
      expect(items.length, path).toBeGreaterThan(0);
      const expected = items.map((item) => [item.id, item.url, clean(item.title), clean(item.html())]);
      for (const format of formats) {
        const document = all.get(`${path}.${format}`) ?? "";
        expect(document.isWellFormed()).toBe(true);
        expect(faults(format, document), path).toEqual([]);
        const read = [
          feedsmithEntries(format, document),
          ...(format === "json" ? [] : [await rssParserEntries(document)]),
        ];
        for (const entries of read) {
          expect(
            entries.map(({ id, url, title, html }) => [id, url, clean(title ?? ""), clean(html ?? "")]),
          ).toEqual(expected);
        }
      }
      for (const [, , , html] of expected) expect(html).not.toMatch(/<script|<b>/);
    }
  });

  test.each(hostile)("are read without loss from the calendar by two readers: %j", (text) => {
    const calendar = actionsCalendar(hostileModel(text));
    const lines = calendar.split("\r\n");
    expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([]);
    const wanted = text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n]|\p{Cs}/gu, "");
    const [event, ...others] = events(calendar);
    expect(others).toEqual([]);
    expect(event?.summary).toBe(`Due: ${wanted}`);
    // node-ical 0.27.2 takes an escaped backslash before an n for a line end (its own mistake: RFC 5545, 3.3.11).
    if (text.includes("\\n")) return;
    const read = Object.values(nodeIcal.sync.parseICS(calendar)).filter((one) => one?.type === "VEVENT");
    expect(read).toHaveLength(1);
    const { summary, datetype, start } = read[0] as VEvent;
    expect([summary, datetype, [start.getFullYear(), start.getMonth(), start.getDate()]]).toEqual([
      `Due: ${wanted}`,
      "date",
      [2026, 10, 25],
    ]);
  });
});
