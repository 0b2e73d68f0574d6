import { describe, expect, test } from "vitest";
import { feedDocuments } from "../../src/feeds/document.ts";
import { buildModel } from "../../src/model/site.ts";
import { readMessages } from "../../src/notify/feed.ts";
import { type Filter, passes } from "../../src/notify/filter.ts";
import { factsOf, type Message } from "../../src/notify/message.ts";
import { notifySchema } from "../../src/notify/receiver.ts";
import { webhookBody } from "../../src/notify/webhook.ts";
import { parseAdvisory } from "../../src/records/advisory.ts";
import { at, incident, noHistory, origin, records, service } from "../model/record.ts";

/** What `daymark notify` reads in the feed of a site with an incident and advisories of every kind. */
function messages(): Message[] {
  const scored = (vector: string): string => `severity: [${vector}]\n`;
  const advisories = (
    [
      ["EX-HIGH", scored("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"), "pkg:npm/%40acme/widget"],
      ["EX-LOW", scored("CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N"), "pkg:pypi/flask-cors"],
      ["EX-NONE", "", "pkg:npm/tool"],
      ["EX-MAL", "kind: malware\n", "pkg:npm/evil"],
    ] as const
  ).map(([id, facts, purl]) => {
    const text = `---\ntitle: Bad\npublished: 2026-11-01T10:00Z\n${facts}affected: [{ package: ${purl}, ranges: [{ introduced: "0", fixed: none }] }]\n---\n\n## Impact\n\nBad.\n`;
    const { record, problems } = parseAdvisory({ file: `advisories/${id}.md`, text });
    if (!record) throw new Error(problems.map(({ message }) => message).join("\n"));
    return record;
  });
  const incidents = [
    incident({ id: "one", severity: "minor", services: ["api"], updates: ["investigating 10:00"] }),
  ];
  const model = buildModel(
    records({ advisories, incidents, services: [service("api")] }),
    origin,
    at("12:00"),
    noHistory,
  );
  const body = [...feedDocuments(model)].find(({ path }) => path === "/feed.json")?.body;
  if (!Array.isArray(body)) throw new Error("There is no /feed.json.");
  const read = readMessages(JSON.parse(Buffer.concat(body).toString()));
  if (typeof read === "string") throw new Error(read);
  return [...read.messages];
}

describe("Advisories that are told", () => {
  const all = messages();
  const policy = { severities: ["critical", "major", "minor"], groups: new Map([["api", "main"]]) };
  const passing = (filter: Filter): string[] =>
    all
      .filter((message) => passes(filter, message, policy))
      .map(({ record }) => record)
      .sort();

  test.each<[Filter, readonly string[]]>([
    [{}, ["EX-HIGH", "EX-LOW", "EX-MAL", "EX-NONE", "one"]],
    [{ kinds: ["advisory"] }, ["EX-HIGH", "EX-LOW", "EX-MAL", "EX-NONE"]],
    [{ kinds: ["incident"] }, ["one"]],
    [{ services: ["api"] }, ["one"]],
    [{ groups: ["main"] }, ["one"]],
    [{ packages: ["pkg:npm/tool"] }, ["EX-NONE"]],
    [{ services: ["api"], packages: ["pkg:npm/tool"] }, ["EX-NONE", "one"]],
    [{ severity: "minor" }, ["one"]],
    [{ severity: "major" }, []],
    [{ advisorySeverity: "high" }, ["EX-HIGH", "EX-MAL", "one"]],
    [{ advisorySeverity: "none" }, ["EX-HIGH", "EX-LOW", "EX-MAL", "one"]],
    [{ severity: "major", advisorySeverity: "critical" }, ["EX-MAL"]],
    [{ packages: ["pkg:npm/tool"], advisorySeverity: "high" }, []],
  ])("are those that a filter lets through: %j", (filter, expected) => {
    expect(passing(filter)).toEqual(expected);
  });

  test("have their severity and their packages on the line of facts and in the webhook", () => {
    const high = all.find(({ record }) => record === "EX-HIGH");
    if (!high) throw new Error("It is not told.");
    expect(high.title).toBe("[High] EX-HIGH: Bad");
    expect(factsOf(high)).toBe("advisory · high · pkg:npm/%40acme/widget · 2026-11-01 10:00 UTC");
    expect(JSON.parse(webhookBody(high)).update).toMatchObject({
      kind: "advisory",
      status: "published",
      severity: null,
      services: [],
      advisory: { kind: "vulnerability", severity: "high", packages: ["pkg:npm/%40acme/widget"] },
    });
    const packages = Array.from({ length: 8 }, (_, index) => `pkg:npm/p${index}`);
    const many = { ...high, advisory: { kind: "vulnerability", packages } };
    expect(factsOf(many)).toContain(
      "advisory · pkg:npm/p0, pkg:npm/p1, pkg:npm/p2, pkg:npm/p3, pkg:npm/p4, 3 more ·",
    );
  });

  test("are chosen by package URLs however those are written", () => {
    const filterOf = (filter: object): unknown =>
      notifySchema(() => null).safeParse({
        slack: [{ id: "chat", url: "${URL}", filter }],
      });
    expect(filterOf({ packages: ["pkg:pypi/Flask_Cors"], advisorySeverity: "high" })).toMatchObject({
      data: { slack: [{ filter: { packages: ["pkg:pypi/flask-cors"], advisorySeverity: "high" } }] },
    });
    for (const wrong of [
      { packages: ["npm/tool"] },
      { packages: ["pkg:npm/tool@1.0.0"] },
      { advisorySeverity: "bad" },
      { kinds: ["advisories"] },
    ]) {
      expect(filterOf(wrong)).toMatchObject({ success: false });
    }
  });
});
