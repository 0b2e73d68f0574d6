import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import MarkdownIt from "markdown-it";
import { describe, expect, inject, test } from "vitest";
import { incidentDocument } from "../../src/formats/api/incident.ts";
import { apiDocuments } from "../../src/formats/api.ts";
import { sitemapDocuments } from "../../src/formats/sitemap.ts";
import { statuspageDocuments } from "../../src/formats/statuspage.ts";
import { lessonTwin } from "../../src/formats/text/lesson.ts";
import { textDocuments } from "../../src/formats/text.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Postmortem } from "../../src/records/postmortem.ts";
import type { Term } from "../../src/records/term.ts";
import { at, incident, noHistory, origin, records, service, site } from "../model/record.ts";
import { alertAction, report, term } from "./lessons.ts";
import { hostileTexts, type Json, parsed } from "./site.ts";

const people = new Map([
  ["ann", { consent: "public", name: "Ann Example" }],
  ["bob", { consent: "public", name: "Bob Example" }],
  ["han", { consent: "handle", name: "Hannah Example" }],
  ["eve", { consent: "anonymous", name: "Eve Secret" }],
] as const);

function modelOf(postmortems: readonly Postmortem[], terms: readonly Term[] = []): SiteModel {
  return buildModel(
    records({
      postmortems: [...postmortems],
      terms: [...terms],
      incidents: [
        incident({
          id: "one",
          impact: ["api major 2026-11-01T10:00Z 2026-11-01T11:00Z"],
          updates: ["investigating 2026-11-01T10:20Z", "resolved 2026-11-01T11:00Z"],
        }),
      ],
      services: [service("api", { name: "API [v2]" })],
      site: site({ groups: [{ id: "main", name: "Main" }] }),
      people,
    }),
    origin,
    at("12:00"),
    noHistory,
  );
}

/** The documents of the API about postmortems, which hold to the schemas that are published with them. */
function documentsOf(model: SiteModel): Map<string, Json> {
  const documents = parsed(apiDocuments(model));
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  for (const name of ["lesson", "lessons"]) {
    ajv.addSchema(documents.get(`/api/v1/schemas/${name}.schema.json`));
  }
  const own = new Map([...documents].filter(([path]) => path.startsWith("/api/v1/lessons")));
  for (const document of own.values()) {
    const validate = ajv.getSchema(document.$schema);
    expect(validate?.(document) ? [] : validate?.errors).toEqual([]);
  }
  return own;
}

const FULL = `services: [api]
authors: [ann, eve]
reviews:
  - { by: bob, org: Elsewhere, independent: true, on: 2026-11-09 }
  - { by: eve, on: 2026-11-09 }
rollbackUsed: not-possible
playbooks: [{ id: renew-certificate, verdict: outdated }]
surprises: [Nobody had the password.]
openQuestions: [Who pays?]
related:
  - { id: one, relation: follows }
  - { id: hidden, relation: similar }
  - { id: nowhere, relation: similar }
  - { url: https://example.org/their-report, relation: similar, note: The same expiry. }
evidence:
  - { label: Graph, url: https://example.org/graph, access: public }
  - { label: Chat, url: https://chat.example.org/secret-room, access: restricted }
credits:
  - { person: ann, roles: [incident-commander], consent: public }
  - { person: bob, roles: [scribe], consent: handle }
  - { person: han, roles: [expert], consent: public }
  - { person: eve, roles: [helper], consent: public }
  - { person: ann, roles: [witness], consent: anonymous }
  - { org: Provider, roles: [provider], consent: public }
  - { org: Shy, roles: [provider], consent: anonymous }
tags: [tls]`;

describe("The API of postmortems", () => {
  test("says everything that the page says, and nothing that is not public", () => {
    const actions = `${alertAction}\n  - { id: renew, title: Renew by itself, kind: prevent, owner: eve, due: 2026-11-12, status: delayed, statusReason: No time, evaluation: No alert in a year. }`;
    const hidden = report("hidden", { status: "draft" });
    const documents = documentsOf(modelOf([report("expiry", { actions, more: FULL }), hidden]));
    expect([...documents.keys()]).toEqual(["/api/v1/lessons.json", "/api/v1/lessons/expiry.json"]);
    const head = {
      id: "expiry",
      title: "The certificate expired",
      summary: "Nobody renewed the certificate.",
      url: "https://status.example.org/lessons/expiry/",
      status: "final",
      type: "certificate-expiry",
      trigger: "expiry",
      severity: null,
      start: "2026-11-01T10:00:00Z",
      services: ["api"],
      incidents: [{ id: "one", url: "https://status.example.org/incidents/one/" }],
      published: "2026-11-10T10:00:00Z",
      modified: "2026-11-10T10:00:00Z",
    };
    const { lessons, total } = documents.get("/api/v1/lessons.json");
    expect(total).toBe(1);
    expect(lessons).toEqual([{ ...head, details: "https://status.example.org/api/v1/lessons/expiry.json" }]);
    expect(documents.get("/api/v1/lessons/expiry.json")).toEqual({
      $schema: "https://status.example.org/api/v1/schemas/lesson.schema.json",
      ...head,
      supersededBy: null,
      times: {
        impactStart: { at: "2026-11-01T10:00:00Z", confidence: "exact" },
        detected: { at: "2026-11-01T10:20:00Z", confidence: "estimated" },
        declared: { at: "2026-11-01T10:25:00Z", confidence: "exact" },
        mitigated: { at: null, confidence: "unknown" },
        impactEnd: { at: "2026-11-01T11:00:00Z", confidence: "exact" },
        resolved: { at: "2026-11-01T11:10:00Z", confidence: "exact" },
      },
      detection: { source: "user-report", usersFirst: "yes", gap: "Nothing watched it." },
      impact: {
        userFacing: "yes",
        users: { count: 1200, percent: 4, basis: "access log" },
        data: "none",
        statement: "Nobody could call the API.",
      },
      factors: [
        {
          id: "expired",
          url: "https://status.example.org/lessons/expiry/#f-expired",
          category: "monitoring-gap",
          summary: "Nothing watched the day.",
          introduced: "In 2024.",
          whyUndetected: "It had always been renewed.",
        },
      ],
      mitigation: "Renewed it.",
      resolution: "It renews itself.",
      rollbackUsed: "not-possible",
      playbooks: [{ id: "renew-certificate", verdict: "outdated" }],
      actions: [
        {
          id: "alert",
          url: "https://status.example.org/lessons/expiry/#a-alert",
          title: "Alert before it expires",
          kind: "detect",
          factors: ["expired"],
          owner: "Ann Example",
          due: "2026-11-25",
          noDueReason: null,
          status: "open",
          statusReason: null,
          done: null,
          overdue: false,
          opened: "2026-11-10T10:00:00Z",
          slips: [],
          issue: null,
          evaluation: null,
        },
        {
          id: "renew",
          url: "https://status.example.org/lessons/expiry/#a-renew",
          title: "Renew by itself",
          kind: "prevent",
          factors: [],
          owner: "a maintainer",
          due: "2026-11-12",
          noDueReason: null,
          status: "delayed",
          statusReason: "No time",
          done: null,
          overdue: true,
          opened: "2026-11-10T10:00:00Z",
          slips: [],
          issue: null,
          evaluation: "No alert in a year.",
        },
      ],
      noActionsReason: null,
      surprises: ["Nobody had the password."],
      openQuestions: ["Who pays?"],
      related: [
        { id: "one", url: "https://status.example.org/incidents/one/", relation: "follows", note: null },
        { id: null, url: "https://example.org/their-report", relation: "similar", note: "The same expiry." },
      ],
      evidence: [
        { label: "Graph", url: "https://example.org/graph", access: "public" },
        { label: "Chat", url: null, access: "restricted" },
      ],
      owner: "Ann Example",
      authors: ["Ann Example"],
      reviews: [{ by: "Bob Example", org: "Elsewhere", independent: true, on: "2026-11-09" }],
      credits: [
        { name: "Ann Example", roles: ["incident-commander"] },
        { name: "bob", roles: ["scribe"] },
        { name: "han", roles: ["expert"] },
        { name: "Provider", roles: ["provider"] },
      ],
      text: "## What happened\n\nIt **expired** at night.",
      tags: ["tls"],
      history: null,
    });
  });

  test("is read to its end by following next, newest first, each once", () => {
    const many = Array.from({ length: 250 }, (_, index) => {
      const day = new Date(at("2026-11-01T10:00Z") - index * 86_400_000).toISOString();
      const record = report(`r${index}`, { actions: "" });
      const impactStart = { at: Date.parse(day), confidence: "exact" } as const;
      return { ...record, times: { ...record.times, impactStart } };
    });
    const documents = documentsOf(modelOf(many.toReversed()));
    const pages = [...documents].filter(([path]) => /lessons(?:\/page\/\d)?\.json$/.test(path));
    expect(pages.map(([path, { page, pages: all, total }]) => [path, page, all, total])).toEqual([
      ["/api/v1/lessons.json", 1, 3, 250],
      ["/api/v1/lessons/page/2.json", 2, 3, 250],
      ["/api/v1/lessons/page/3.json", 3, 3, 250],
    ]);
    expect(pages.flatMap(([, { lessons }]) => lessons.map(({ id }: Json) => id))).toEqual(
      many.map(({ id }) => id),
    );
  });

  test("names the report that took the place of one, and none that nobody may read", () => {
    const old = (by: string): Json => {
      const model = modelOf([
        report("old", { status: "superseded", more: `supersededBy: ${by}` }),
        report("next"),
        report("draft", { status: "draft" }),
      ]);
      return documentsOf(model).get("/api/v1/lessons/old.json").supersededBy;
    };
    expect(old("next")).toEqual({ id: "next", url: "https://status.example.org/lessons/next/" });
    expect(old("draft")).toBeNull();
  });

  test("is what an incident names, while Statuspage's shape goes on saying resolved", () => {
    const model = modelOf([report("expiry"), report("draft", { status: "draft" })]);
    const [timeline] = model.timelines;
    expect(timeline && incidentDocument(model, timeline).postmortems).toEqual(["expiry"]);
    const [one] = parsed(statuspageDocuments(model)).get("/api/v2/incidents.json").incidents;
    expect(one.status).toBe("resolved");
  });
});

test("The API of the demonstration's postmortems links to what is there", () => {
  const dist = inject("demonstration");
  const read = (address: string): string => {
    const path = new URL(address).pathname;
    return readFileSync(join(dist, path, path.endsWith("/") ? "index.html" : ""), "utf8");
  };
  const { lessons } = JSON.parse(read("https://status.kelp.example/api/v1/lessons.json"));
  expect(lessons.length).toBeGreaterThanOrEqual(8);
  for (const { details, ...head } of lessons) {
    const document: Json = JSON.parse(read(details));
    expect(document).toMatchObject(head);
    const page = read(head.url);
    for (const { url } of [...document.factors, ...document.actions]) {
      expect(url.startsWith(`${head.url}#`) && page.includes(`id="${url.split("#")[1]}"`), url).toBe(true);
    }
    const own = [...document.incidents, ...document.related.filter(({ id }: Json) => id !== null)];
    for (const address of [document.history, ...own.map(({ url }: Json) => url)])
      expect(read(address)).not.toBe("");
    expect(read(head.url.replace(/\/$/, ".md"))).toMatch(/^# /);
  }
});

/** A reader that lets all HTML and every link through, as some do. */
const careless = new MarkdownIt({ html: true });
careless.validateLink = () => true;

/** A report whose every text is hostile. */
function hostileReport(id: string, text: string): Postmortem {
  const base = report(id, { more: FULL });
  return {
    ...base,
    title: text,
    summary: text,
    body: text,
    impact: base.impact && { ...base.impact, statement: text, users: { basis: text } },
    detection: base.detection && { ...base.detection, gap: text },
    mitigation: text,
    resolution: text,
    owner: text,
    authors: [text],
    surprises: [text],
    openQuestions: [text],
    tags: [text],
    factors: base.factors.map((one) => ({ ...one, summary: text, introduced: text, whyUndetected: text })),
    actions: base.actions.map((one) => ({
      ...one,
      title: text,
      owner: text,
      noDueReason: text,
      statusReason: text,
    })),
    related: [{ url: "https://example.org/", relation: "similar", note: text }],
    evidence: [{ label: text, access: "restricted" }],
    credits: [{ org: text, roles: [text], consent: "public" }],
  };
}

const hostile = [
  ...hostileTexts,
  "half \ud800 of a character",
  "\u0000 and \u2028",
  "| a table | \\| of [links](javascript:x) |",
];

describe("Hostile postmortems", () => {
  test("hold to the schema in every field", () => {
    const model = modelOf(hostile.map((text, index) => hostileReport(`r${index}`, text)));
    const documents = documentsOf(model);
    for (const [index, text] of hostile.entries()) {
      const { title, owner, credits } = documents.get(`/api/v1/lessons/r${index}.json`);
      expect([title, owner, credits[0].name]).toEqual(Array(3).fill(text.toWellFormed()));
    }
    for (const { body } of apiDocuments(model)) expect(body.isWellFormed()).toBe(true);
  });

  test.each(hostile)("stay text in Markdown: %j", (text) => {
    const model = modelOf(
      [hostileReport("expiry", text)],
      [term("tls", "term: x\nshort: y")].map((one) => ({
        ...one,
        term: text,
        short: text,
        aliases: [text],
        body: text,
      })),
    );
    const files = [...textDocuments(model)].filter(({ path }) => /^\/(?:lessons|glossary|llms)/.test(path));
    expect(files.map(({ path }) => path)).toEqual(["/llms.txt", "/lessons/expiry.md", "/glossary.md"]);
    for (const { path, body } of files) {
      const html = careless.render(body);
      expect(html, path).not.toMatch(/<(?:script|img|svg|iframe|b)\b|href="javascript/i);
      if (path === "/lessons/expiry.md") expect(html.match(/<td>/g)).toHaveLength(4);
    }
  });
});

describe("The twin in Markdown", () => {
  test("of a postmortem says what its page says", () => {
    const model = modelOf([
      report("expiry", {
        status: "in-review",
        published: "",
        more: "surprises: [Nobody had *the* password.]",
      }),
    ]);
    const [state] = model.postmortems;
    expect(state && lessonTwin(model, state)).toMatchInlineSnapshot(`
      "# The certificate expired

      Nobody renewed the certificate.

      - Status: In review
      - Kind of event: Certificate expiry
      - Set off by: Expiry
      - Services: API \\[v2\\]
      - Users first felt it: 1 Nov 2026, 10:00 UTC
      - First noticed: 1 Nov 2026, 10:20 UTC (estimated)
      - Called an incident: 1 Nov 2026, 10:25 UTC
      - The worst was over: not known
      - Users felt nothing any more: 1 Nov 2026, 11:00 UTC
      - Closed: 1 Nov 2026, 11:10 UTC
      - Noticed by: User report
      - Who noticed first: Users noticed first
      - Users affected: 1,200, 4 % (access log)
      - Data: none was affected

      Page: https://status.example.org/lessons/expiry/

      Nobody could call the API.

      ## What happened

      It **expired** at night.

      ## Contributing factors

      - **Monitoring gap:** Nothing watched the day. Introduced: In 2024. Why nobody saw it: It had always been renewed.

      ## Why it was not noticed earlier

      Nothing watched it.

      ## What made it better

      Renewed it.

      ## What ended it

      It renews itself.

      ## Surprises

      - Nobody had \\*the\\* password.

      ## Action items

      | Action | Status | When | Owner |
      | --- | --- | --- | --- |
      | Alert before it expires | Open | due 25 Nov 2026 | Ann Example |

      ## Incidents

      - [one](https://status.example.org/incidents/one.md)

      ## People

      - Owner: Ann Example
      "
    `);
  });

  test("of a report without action items says why there are none", () => {
    const model = modelOf([
      report("expiry", { actions: "", more: "noActionsReason: Nothing could be done." }),
    ]);
    const [state] = model.postmortems;
    expect(state && lessonTwin(model, state)).toContain("\n## Action items\n\nNothing could be done.\n");
  });

  test("of a report and of the glossary have absolute links", () => {
    const link = "[b](/x) [c](#y)";
    const model = modelOf(
      [report("expiry", { text: `## What happened\n\n${link}` })],
      [term("tls", "term: TLS\nshort: It.", link)],
    );
    const twins = new Map([...textDocuments(model)].map(({ path, body }) => [path, body]));
    for (const page of ["/lessons/expiry", "/glossary"]) {
      expect(twins.get(`${page}.md`)).toContain(
        `\n[b](https://status.example.org/x) [c](https://status.example.org${page}/#y)\n`,
      );
    }
  });

  test("of the glossary has each term, and is not there without one", () => {
    const glossary = (...terms: readonly Term[]): string | undefined =>
      [...textDocuments(modelOf([], terms))].find(({ path }) => path === "/glossary.md")?.body;
    expect(glossary()).toBeUndefined();
    expect(
      glossary(
        term("tls", "term: TLS\nshort: Encryption on the way.\naliases: [SSL]\nsee: [certificate, gone]"),
        term("certificate", "term: certificate\nshort: Says who somebody is.", "It **expires**."),
      ),
    ).toMatchInlineSnapshot(`
      "# Glossary

      Page: https://status.example.org/glossary/

      ## certificate

      Says who somebody is.

      It **expires**.

      ## TLS

      Encryption on the way.

      Also: SSL

      See: certificate
      "
    `);
  });
});

test("The sitemap and llms.txt have every public page of the library, and nothing without one", () => {
  const addresses = (model: SiteModel): string[] => {
    const files = [...sitemapDocuments(model)];
    const text = files.find(({ path }) => path === "/sitemap.xml")?.body ?? "";
    return [...text.matchAll(/<loc>https:\/\/status\.example\.org([^<]*)<\/loc>/g)].map(
      ([, path = ""]) => path,
    );
  };
  const model = modelOf(
    [report("expiry"), report("secret", { status: "draft" })],
    [term("tls", "term: TLS\nshort: Encryption.")],
  );
  const own = addresses(model);
  for (const path of [
    "/lessons/",
    "/lessons/expiry/",
    "/lessons/actions/",
    "/lessons/metrics/",
    "/lessons/by/trigger/",
    "/lessons/by/trigger/expiry/",
    "/lessons/digest/2026-11/",
    "/glossary/",
  ]) {
    expect(own).toContain(path);
  }
  expect(new Set(own).size).toBe(own.length);
  expect(own.join("\n")).not.toContain("secret");
  const text = [...textDocuments(model)].find(({ path }) => path === "/llms.txt")?.body ?? "";
  expect(text).toContain(
    "- [The certificate expired](https://status.example.org/lessons/expiry.md): Final, 1 Nov 2026, 10:00 UTC. Nobody renewed the certificate.\n",
  );
  expect(text).not.toContain("secret");
  expect(addresses(modelOf([])).filter((path) => /lessons|glossary/.test(path))).toEqual([]);
});
