import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkDocuments } from "../../src/formats/check.ts";
import type { CheckData } from "../../src/inventory/data.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { checkView } from "../../src/views/advisory/check.ts";
import { modelOf } from "../formats/site.ts";
import { smallSite, temporarySite } from "../site/build.ts";

const now = "2026-11-20T12:00Z";

async function siteOf(advisories: Readonly<Record<string, string>>): Promise<SiteModel> {
  const files = Object.entries(advisories).map(([id, text]) => [
    `advisories/2026/${id}.md`,
    `---\npublished: 2026-11-01T09:00Z\n${text}\n---\n\n## Impact\n\nBad.\n`,
  ]);
  const root = temporarySite({ ...smallSite, ...Object.fromEntries(files) });
  try {
    return await modelOf(root, now);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function dataOf(model: SiteModel): CheckData {
  const [document, ...rest] = [...checkDocuments(model)];
  expect([document?.path, rest]).toEqual(["/advisories/check/data.json", []]);
  return JSON.parse(document?.body ?? "");
}

const critical = "severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H]";

describe("The data of the check", () => {
  it("has each package once, with the worst advisory first", async () => {
    const model = await siteOf({
      "ACME-2026-0001": `title: Mild\naffected:\n  - { package: "pkg:npm/%40acme/widget", ranges: [{ introduced: "0", fixed: 1.4.2 }] }`,
      "ACME-2026-0002": `title: Worst\n${critical}\naffected:\n  - { package: "pkg:npm/%40acme/widget", ranges: [{ introduced: "0", lastAffected: 1.3.0 }] }\n  - { package: "pkg:npm/%40acme/widget", ranges: [{ introduced: 2.0.1, fixed: none }] }\n  - { package: "pkg:pypi/Acme_Tool", ranges: [{ introduced: "0", fixed: "1.0" }], versions: ["0.9", "1.1"] }`,
      "ACME-2026-0003": `title: Stolen\nkind: malware\naffected:\n  - { package: "pkg:npm/stolen", ranges: [{ introduced: "0", fixed: none }] }`,
    });
    expect(dataOf(model)).toEqual({
      form: 1,
      severities: [
        ["major", "Critical, 9.8"],
        ["major", "Malware", 1],
        ["notice", "Not scored"],
      ],
      advisories: [
        ["ACME-2026-0002", "Worst", 0],
        ["ACME-2026-0003", "Stolen", 1],
        ["ACME-2026-0001", "Mild", 2],
      ],
      packages: [
        // The version below 1.0 is in the interval already.
        ["PyPI", "acme-tool", [[0, [["0", "1.0"]], ["1.1"]]]],
        [
          "npm",
          "@acme/widget",
          [
            [0, [["0", null, "1.3.0"], ["2.0.1"]]],
            [2, [["0", "1.4.2"]]],
          ],
        ],
        ["npm", "stolen", [[1, [["0"]]]]],
      ],
    });
  });

  it("leaves out what nobody need act on, and what no inventory can name", async () => {
    const affected = `affected:\n  - { package: "pkg:npm/widget", ranges: [{ introduced: "0", fixed: 1.4.2 }] }`;
    const commit = "6c0e1508a23f21563b13ee4a65fcba9c37bc48c0";
    const model = await siteOf({
      "ACME-2026-0001": `title: Withdrawn\nwithdrawn: { at: 2026-11-02T09:00Z, reason: Wrong. }\n${affected}`,
      "ACME-2026-0002": `title: Told\nkind: informational\n${affected}`,
      "ACME-2026-0003": `title: Commits\naffected:\n  - { repo: "https://git.example.org/a", ranges: [{ introduced: "0", fixed: ${commit} }] }`,
      "ACME-2026-0004": `title: Elsewhere\naffected:\n  - { package: "pkg:generic/widget", ranges: [{ introduced: "0", fixed: 1.4.2 }] }`,
    });
    expect(model.advisories.length).toBe(4);
    expect(dataOf(model)).toEqual({ form: 1, severities: [], advisories: [], packages: [] });
  });

  it("does not tell of drafts and reserved numbers", async () => {
    const root = temporarySite({
      ...smallSite,
      "advisories/2026/ACME-2026-0001.md": `---\ntitle: Embargoed\naffected:\n  - { package: "pkg:npm/secretpackage", ranges: [{ introduced: "0", fixed: 1.4.2 }] }\n---\n\n## Impact\n\nBad.\n`,
    });
    const model = await modelOf(root, now);
    rmSync(root, { recursive: true });
    expect(JSON.stringify([dataOf(model), checkView(model)])).not.toMatch(/Embargoed|secretpackage/);
  });
});

describe("The page of the check", () => {
  const manyOf = (count: number): Promise<SiteModel> =>
    siteOf(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `ACME-2026-${String(index + 1).padStart(4, "0")}`,
          `title: Bad\naffected:\n  - { package: "pkg:npm/p${index}", ranges: [{ introduced: "0", fixed: 1.4.2 }] }`,
        ]),
      ),
    );

  it("has the table of packages as long as it is short", async () => {
    expect(checkView(await manyOf(50)).rows?.length).toBe(50);
    const { rows, count, packages } = checkView(await manyOf(51));
    expect([rows, count, packages]).toEqual([undefined, 51, "/advisories/packages/"]);
  });

  it.each([
    [["source"], "1 advisory is about source code in a repository and is not part of this check."],
    [
      ["source", "source"],
      "2 advisories are about source code in a repository and are not part of this check.",
    ],
    [
      ["source", "other"],
      "2 advisories are about source code or other things that are in no registry and are not part of this check.",
    ],
    [["package", "withdrawn", "both"], undefined],
  ] as const)("says what the check cannot see: %j", async (kinds, sentence) => {
    const commit = "6c0e1508a23f21563b13ee4a65fcba9c37bc48c0";
    const source = `  - { repo: "https://git.example.org/a", ranges: [{ introduced: "0", fixed: ${commit} }] }`;
    const named = `  - { package: "pkg:npm/widget", ranges: [{ introduced: "0", fixed: 1.4.2 }] }`;
    const texts = {
      source: `affected:\n${source}`,
      both: `affected:\n${source}\n${named}`,
      package: `affected:\n${named}`,
      withdrawn: `withdrawn: { at: 2026-11-02T09:00Z, reason: Wrong. }\naffected:\n${source}`,
      other: `affected:\n  - { package: "pkg:generic/widget", ranges: [{ introduced: "0", fixed: 1.4.2 }] }`,
    };
    const files = kinds.map((kind, index) => [`ACME-2026-000${index + 1}`, `title: Bad\n${texts[kind]}`]);
    expect(checkView(await siteOf(Object.fromEntries(files))).unseen).toBe(sentence);
  });

  it("is there before the first advisory", async () => {
    expect(checkView(await siteOf({}))).toMatchObject({
      count: 0,
      rows: [],
      data: "/advisories/check/data.json",
      page: { canonical: "https://status.example.org/advisories/check/" },
    });
  });
});
