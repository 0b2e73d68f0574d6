import { describe, expect, test } from "vitest";
import { securityDocuments } from "../../src/formats/securitytxt.ts";
import { buildModel } from "../../src/model/site.ts";
import { loadRecords } from "../../src/records/load.ts";
import { at, noHistory, origin } from "../model/record.ts";
import { memoryFolder, rightSite } from "../records/memory.ts";
import { advisories, advisorySite, settings } from "./csaf/model.ts";

function textOf(facts: object, texts: Readonly<Record<string, string>> = {}): string | undefined {
  const [document] = securityDocuments(advisorySite(texts, facts));
  return document?.body;
}

/** Problems of a site with these lines about security. */
function problemsOf(security: string): string[] {
  const files = new Map([
    ...rightSite,
    ["content/site.yaml", `${rightSite.get("content/site.yaml")}${security}\n`],
  ]);
  const { problems } = buildModel(
    loadRecords(memoryFolder(files)),
    origin,
    at("2026-11-21T12:00Z"),
    noHistory,
  );
  return problems.map(
    ({ severity, code, line, column, found, hint }) =>
      `${line}:${column} ${severity} ${code} ${found} -> ${hint}`,
  );
}

const contacts = "contacts: [mailto:security@example.org]";

describe("security.txt", () => {
  test("has the fields of RFC 9116, each contact on a line of its own", () => {
    const security = {
      contacts: ["mailto:security@example.org", "https://example.org/report?a=[b]"],
      policy: "https://example.org/policy",
      expires: "2027-06-01T00:00+02:00",
    };
    expect(textOf({ ...settings, security, locale: "de-AT" }, advisories)).toBe(
      `Contact: mailto:security@example.org
Contact: https://example.org/report?a=%5Bb%5D
Expires: 2027-05-31T22:00:00Z
Preferred-Languages: de-AT
Canonical: https://status.example.org/.well-known/security.txt
Policy: https://example.org/policy
CSAF: https://status.example.org/.well-known/csaf/provider-metadata.json
`,
    );
  });

  test("cannot be made to hold other fields", () => {
    const security = {
      contacts: ["https://example.org/\nContact: mailto:eve@example.org"],
      expires: "2027-06-01T00:00Z",
    };
    expect(textOf({ ...settings, security })).toMatch(
      /^Contact: https:\/\/example\.org\/Contact:%20mailto:eve@example\.org\nExpires/,
    );
  });

  test("names no CSAF where there is none, and is not there without an end", () => {
    expect(textOf(settings)).not.toContain("CSAF");
    expect(textOf({ ...settings, security: { contacts: ["mailto:a@example.org"] } })).toBeUndefined();
    expect(textOf({ name: "Example" })).toBeUndefined();
  });

  test("is for the root of the host, also where the site is below a path", () => {
    const model = advisorySite({}, { ...settings, url: "https://example.org/status" });
    const [document] = securityDocuments({ ...model, origin: { ...origin, base: "/status" } });
    expect(document?.path).toBe("/.well-known/security.txt");
    expect(document?.body).toContain("Canonical: https://example.org/.well-known/security.txt\n");
  });
});

describe("The end of security.txt", () => {
  test.each([
    ["2026-11-21T12:00Z", "error security-expired 2026-11-21 12:00 UTC"],
    ["2026-11-21T12:01Z", "warning security-expiring 2026-11-21 12:01 UTC"],
    ["2026-12-21T11:59Z", "warning security-expiring 2026-12-21 11:59 UTC"],
    ["2027-11-22T12:01Z", "error value-invalid 2027-11-22 12:01 UTC"],
  ])("at %s is %s", (expires, expected) => {
    const [problem, ...rest] = problemsOf(`security: { ${contacts}, expires: ${expires} }`);
    expect(rest).toEqual([]);
    expect(problem).toMatch(/^10:63 /);
    expect(problem).toContain(expected);
    expect(problem).toContain(" expires: 2027-10-17T00:00Z");
  });

  test.each(["2026-12-21T12:00Z", "2027-10-17T00:00Z", "2027-11-22T12:00Z"])("may be at %s", (expires) => {
    expect(problemsOf(`security: { ${contacts}, expires: ${expires} }`)).toEqual([]);
  });

  test("must be said, and the hint says one that is right", () => {
    expect(problemsOf(`security: { ${contacts} }`)).toEqual([
      '10:1 error key-missing security without expires -> Add "expires: 2027-10-17T00:00Z" to security.',
    ]);
  });

  test("that cannot be read is told once", () => {
    expect(problemsOf(`security: { ${contacts}, expires: soon }`)).toEqual([
      '10:63 error instant-invalid "soon" -> Write year-month-day, hour:minute and UTC.',
    ]);
  });
});

describe("The settings for it", () => {
  test("refuse pages without TLS", () => {
    const [contact, policy] = problemsOf(
      "security: { contacts: [http://example.org/a], policy: http://example.org/p, expires: 2027-10-17T00:00Z }",
    );
    expect(contact).toContain('error url-invalid "http://example.org/a" -> Write https://example.org/a,');
    expect(policy).toContain('error url-invalid "http://example.org/p" -> Write https://example.org/p,');
  });

  test("refuse an organization that is no UUID, and a category that CSAF does not have", () => {
    expect(problemsOf("advisories: { cveOrganization: acme }")[0]).toContain('error value-invalid "acme"');
    expect(problemsOf("advisories: { category: seller }")[0]).toContain('error value-unknown "seller"');
  });
});
