import { describe, expect, test } from "vitest";
import { cveDocuments } from "../../src/formats/cve.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { advisories, advisory, advisorySite, settings } from "./csaf/model.ts";
import { checkOfCve, hasSchemas } from "./csaf/schema.ts";
import { hostileTexts, type Json } from "./site.ts";

const organization = "12345678-1234-4123-8123-123456789abc";
const numbering = { ...settings, advisories: { ...settings.advisories, cveOrganization: organization } };

function draftsOf(model: SiteModel): Map<string, Json> {
  return new Map(
    Array.from(cveDocuments(model), ({ path, body }) => [path.split("/").at(2) ?? "", JSON.parse(body)]),
  );
}

/** What the schema finds wrong, with the advisories' ids. A container alone is completed as CVE Services do. */
function wrong(model: SiteModel): string[] {
  const record = checkOfCve();
  const published = checkOfCve("cnaPublishedContainer");
  const rejected = checkOfCve("cnaRejectedContainer");
  return [...draftsOf(model)].flatMap(([id, draft]) => {
    const container = { providerMetadata: { orgId: organization }, ...draft.cnaContainer };
    if (!draft.cnaContainer) return record(draft).map((one) => `${id}${one}`);
    return (container.rejectedReasons ? rejected : published)(container).map((one) => `${id}${one}`);
  });
}

const long = "a".repeat(5000);
const extreme: Readonly<Record<string, string>> = Object.fromEntries(
  [...hostileTexts, long, "\ud800"].map((text, index) => [
    `X-${index}`,
    advisory(
      `
title: ${JSON.stringify(text.toWellFormed())}
cwe: [CWE-1, CWE-1, CWE-99999]
affected: [{ package: { ecosystem: npm, name: ${JSON.stringify(text.toWellFormed().slice(0, 2000))} }, ranges: [{ introduced: "0", fixed: none }, { introduced: "0", fixed: none }] }, { repo: "https://example.org/a|b", versions: [1.0.0, 1.0.0] }, { package: pkg:npm/empty }]
credits: [{ name: ${JSON.stringify(text.toWellFormed())} }, { name: a, type: other }, { name: a, type: other }]
references: [{ type: web, url: "https://example.org/${"b".repeat(2100)}" }, { type: fix, url: https://example.org }, { type: fix, url: https://example.org }]
timeline: [{ at: 2026-11-02T09:00Z, event: fixed }, { at: 2026-11-02T09:00Z, event: fixed }]`,
      `## Impact\n\n${text}\n\n## Patches\n\n${text.repeat(4)}\n`,
    ),
  ]),
);

describe("A draft of a CVE record", () => {
  test.skipIf(!hasSchemas)("is valid, whatever the advisory is like", () => {
    for (const facts of [settings, numbering]) {
      expect(wrong(advisorySite(advisories, facts))).toEqual([]);
      expect(wrong(advisorySite(extreme, facts))).toEqual([]);
    }
  });

  test("is a whole record where the site is a CNA and the advisory has an id", () => {
    const drafts = draftsOf(advisorySite(advisories, numbering));
    expect(drafts.get("DM-2026-0001")).toMatchObject({
      dataType: "CVE_RECORD",
      dataVersion: "5.1.1",
      cveMetadata: { cveId: "CVE-2026-12345", assignerOrgId: organization, state: "PUBLISHED" },
      containers: { cna: { providerMetadata: { orgId: organization }, title: "Path traversal" } },
    });
    expect(drafts.get("many-cves").cveMetadata.cveId).toBe("CVE-2026-11111");
    expect(Object.keys(drafts.get("debian"))).toEqual(["cnaContainer"]);
  });

  test("is the container alone where there is no id or no CNA, and mints no id", () => {
    const drafts = draftsOf(advisorySite(advisories));
    for (const draft of drafts.values()) expect(Object.keys(draft)).toEqual(["cnaContainer"]);
    expect(drafts.get("debian").cnaContainer).not.toHaveProperty("providerMetadata");
    expect(JSON.stringify(drafts.get("debian"))).not.toContain("CVE-");
  });

  test("tells versions, scores and what to do", () => {
    const { cnaContainer: container } = draftsOf(advisorySite(advisories)).get("DM-2026-0001");
    expect(container.affected[0]).toEqual({
      vendor: "Acme",
      product: "@acme/widget",
      defaultStatus: "unaffected",
      versions: [
        { version: "0", status: "affected", versionType: "semver", lessThan: "1.4.3" },
        { version: "2.0.0", status: "affected", versionType: "semver", lessThan: "2.1.1" },
      ],
    });
    expect(container.affected[1]).toMatchObject({ product: "widget", versions: [{ versionType: "git" }] });
    expect(container.descriptions).toEqual([
      {
        lang: "en",
        value: "Files can be overwritten, see the incident.",
        supportingMedia: [
          {
            type: "text/markdown",
            value: "Files can be overwritten, see [the incident](https://status.example.org/incidents/one/).",
          },
        ],
      },
    ]);
    expect(container.metrics.map((one: Json) => Object.keys(one).at(-1))).toEqual(["cvssV4_0", "cvssV3_1"]);
    expect(container.problemTypes[0].descriptions[0]).toMatchObject({ cweId: "CWE-22", type: "CWE" });
    expect(container.solutions[0].value).toBe("In 1.4.3 and 2.1.1.");
    expect(container.credits[0]).toEqual({ lang: "en", value: "R. Example", type: "remediation developer" });
    expect(container.references[1]).toEqual({
      url: "https://example.org/fix?a=%5Bb%5D%7Cc#d%23e",
      tags: ["patch"],
    });
  });

  test("rejects what was withdrawn, if it had an id", () => {
    const drafts = draftsOf(advisorySite(advisories, numbering));
    expect(drafts.get("withdrawn")).toMatchObject({
      cveMetadata: { cveId: "CVE-2026-33333", state: "REJECTED" },
      containers: { cna: { rejectedReasons: [{ lang: "en", value: "A mistake." }] } },
    });
    expect(drafts.has("withdrawn-silently")).toBe(false);
  });

  test("is not made of what the format has no place for", () => {
    const drafts = draftsOf(advisorySite(advisories));
    for (const id of ["malware", "informational", "draft", "nothing-affected"])
      expect(drafts.has(id)).toBe(false);
    expect(draftsOf(advisorySite(advisories, { ...settings, locale: "de" })).size).toBe(0);
  });
});
