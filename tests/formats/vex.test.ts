import { PackageURL } from "packageurl-js";
import { describe, expect, test } from "vitest";
import { vexDocuments } from "../../src/formats/vex.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { at } from "../model/record.ts";
import { advisories, advisorySite, settings } from "./csaf/model.ts";
import { checkOf, hasSchemas } from "./csaf/schema.ts";
import { hostileTexts, type Json } from "./site.ts";

function documentsOf(model: SiteModel): Map<string, Json> {
  return new Map(
    Array.from(vexDocuments(model), ({ path, body }) => [path.split("/").at(2) ?? "", JSON.parse(body)]),
  );
}

function statementsOf(id: string): string[] {
  const { statements } = documentsOf(advisorySite(advisories)).get(id);
  return statements.flatMap(({ status, products }: Json) =>
    products.map((one: Json) => `${status} ${one["@id"]}`),
  );
}

describe("An OpenVEX document", () => {
  test.skipIf(!hasSchemas)("holds to the schema", () => {
    const check = checkOf("openvex/openvex_json_schema.json");
    const hostile = Object.fromEntries(
      hostileTexts.map((text, index) => [
        `H-${index}`,
        `---\ntitle: ${JSON.stringify(text)}\npublished: 2026-11-20T12:00Z\naffected: [{ package: { ecosystem: PyPI, name: ${JSON.stringify(text)} }, ranges: [{ introduced: "0", fixed: "1" }] }]\n---\n\n## Impact\n\n${text}\n\n## Patches\n\n${text}\n`,
      ]),
    );
    const documents = [...documentsOf(advisorySite({ ...advisories, ...hostile }))];
    expect(documents.length).toBe(Object.keys(advisories).length - 3 + hostileTexts.length);
    expect(documents.flatMap(([id, document]) => check(document).map((one) => `${id}${one}`))).toEqual([]);
  });

  test("says which versions are affected, fixed and not affected", () => {
    const widget = "pkg:npm/%40acme/widget";
    expect(statementsOf("DM-2026-0001").slice(0, 7)).toEqual([
      `affected ${widget}?vers=vers:npm%2F%3C1.4.3`,
      `affected ${widget}?vers=vers:npm%2F%3E%3D2.0.0%7C%3C2.1.1`,
      `affected ${widget}@1.4.2`,
      `affected ${widget}@2.1.0`,
      `fixed ${widget}@1.4.3`,
      `fixed ${widget}@2.1.1`,
      `not_affected ${widget}@2.0.0-rc.1`,
    ]);
    expect(statementsOf("versions-only")).toEqual([
      "affected pkg:golang/acme.example.org/widget@1.0.0",
      "affected pkg:golang/acme.example.org/widget@1.0.1",
    ]);
  });

  test("names products by package URLs that can be read", () => {
    for (const { statements } of documentsOf(advisorySite(advisories)).values()) {
      for (const { products } of statements) {
        for (const { identifiers } of products)
          expect(() => PackageURL.fromString(identifiers.purl)).not.toThrow();
      }
    }
  });

  test("has the CVE id as its name, the record's times, and what to do", () => {
    const document = documentsOf(advisorySite(advisories)).get("DM-2026-0001");
    expect(document).toMatchObject({
      "@context": "https://openvex.dev/ns/v0.2.0",
      "@id": "https://status.example.org/advisories/DM-2026-0001/openvex.json",
      author: "Acme",
      timestamp: "2026-11-20T12:00:00Z",
      last_updated: "2026-11-20T12:00:00Z",
      version: 1,
    });
    expect(document.statements[0]).toMatchObject({
      vulnerability: { name: "CVE-2026-12345", aliases: ["DM-2026-0001", "GHSA-9c5g-6jv3-m2rw"] },
      status_notes: "Affected versions of @acme/widget: vers:npm/<1.4.3, vers:npm/>=2.0.0|<2.1.1",
      action_statement:
        "Upgrade @acme/widget to 1.4.3.\n\nUpgrade @acme/widget to 2.1.1.\n\nIn 1.4.3 and 2.1.1.\n\nUnpack nothing.",
    });
  });

  test("claims nothing any more once the advisory is withdrawn", () => {
    expect(documentsOf(advisorySite(advisories)).get("withdrawn").statements).toMatchObject([
      {
        status: "under_investigation",
        status_notes: "The advisory was withdrawn. A mistake.",
        products: [{ "@id": "pkg:npm/%40acme/widget" }],
      },
    ]);
  });

  test("is not there for drafts, what is informational, and what names no product, nor does it depend on the clock", () => {
    const model = advisorySite(advisories, settings);
    const documents = documentsOf(model);
    for (const id of ["draft", "informational", "nothing-affected"]) expect(documents.has(id)).toBe(false);
    expect(documentsOf({ ...model, now: at("2027-11-21T00:00Z") })).toEqual(documents);
  });
});
