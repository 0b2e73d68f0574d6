import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { versOf } from "../../src/formats/advisory/vers.ts";
import { advisoriesPages } from "../../src/formats/api/advisories.ts";
import { advisoryCsaf } from "../../src/formats/csaf/advisory.ts";
import { csafDocuments } from "../../src/formats/csaf.ts";
import { formatLinks } from "../../src/formats/links.ts";
import { importOsv } from "../../src/importers/osv.ts";
import type { SiteModel } from "../../src/model/site.ts";
import { weaknessName } from "../../src/scores/weakness.ts";
import { at, incident } from "../model/record.ts";
import { projectRoot } from "../site/build.ts";
import { advisories, advisory, advisorySite, settings } from "./csaf/model.ts";
import { checkOf, hasSchemas } from "./csaf/schema.ts";
import { findings, mandatoryTests, optionalTests, weaknesses } from "./csaf/validator.ts";
import { hostileTexts, type Json } from "./site.ts";

const FOLDER = "/.well-known/csaf/";
const WHITE = `${FOLDER}white/`;

function filesOf(model: SiteModel): Map<string, string> {
  return new Map(Array.from(csafDocuments(model), ({ path, body }) => [path, body]));
}

/** CSAF documents by their paths below the folder of white ones. */
function documentsOf(model: SiteModel): Map<string, Json> {
  const files = [...filesOf(model)].filter(([path]) => /\/white\/\d{4}\/[^/]+\.json$/.test(path));
  return new Map(files.map(([path, body]) => [path.slice(WHITE.length), JSON.parse(body)]));
}

function only(text: string): Json {
  const [document] = documentsOf(advisorySite({ one: text })).values();
  return document;
}

/** What the validator finds in all documents, with their paths. */
async function allFindings(model: SiteModel): Promise<string[]> {
  const found: string[] = [];
  for (const [path, document] of documentsOf(model)) {
    found.push(...(await findings(document)).map((one) => `${path}: ${one}`));
  }
  return found;
}

/** Products of a document: status, name and package URL. */
function productsOf({ product_tree, vulnerabilities }: Json): string[] {
  const status = new Map<string, string>();
  for (const [word, ids] of Object.entries<string[]>(vulnerabilities[0].product_status)) {
    for (const id of ids) status.set(id, word);
  }
  const leaves = product_tree.branches.flatMap(({ branches }: Json) =>
    branches.flatMap((one: Json) => one.branches),
  );
  return leaves.map(({ name, product }: Json) => {
    return `${status.get(product.product_id)} ${name} ${product.product_identification_helper.purl}`;
  });
}

/** The one test that a document without a score of CVSS 2 or 3 cannot pass: the standard has no other place for one. */
const UNSCORED = /optionalTest_6_2_3: .*: missing score$/;

describe("A CSAF document", () => {
  test("passes all tests of the standard, but for a score that nobody has given", async () => {
    expect([Object.keys(mandatoryTests).length, Object.keys(optionalTests).length]).toEqual([43, 20]);
    const model = advisorySite(advisories);
    expect(documentsOf(model).size).toBe(Object.keys(advisories).length - 2);
    const found = await allFindings(model);
    expect(found.filter((one) => !UNSCORED.test(one))).toEqual([]);
    expect(found.map((one) => one.split(":")[0])).toEqual([
      "2026/severity-4.json",
      "2026/severity-none.json",
    ]);
  });

  test("passes them with hostile texts everywhere, and has these as they are", async () => {
    const text = JSON.stringify;
    const texts = hostileTexts.map((hostile, index) => {
      const next = hostileTexts[(index + 1) % hostileTexts.length] ?? "";
      const frontMatter = `
title: ${text(hostile)}
severity: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N"]
affected: [{ package: { ecosystem: npm, name: ${text(next)} }, ranges: [{ introduced: "0", fixed: "1.0.0" }], versions: ["${"${1}"}"] }]
credits: [{ name: ${text(hostile)} }]
withdrawn: ${index % 3 === 0 ? `{ at: 2026-11-21T08:00Z, reason: ${text(next)} }` : "null"}`;
      const body = `${next}\n\n## Impact\n\n${hostile}\n\n## Patches\n\n${next}\n\n## Workarounds\n\n${hostile}\n`;
      return [`H-${index}`, advisory(frontMatter.replace("withdrawn: null", ""), body)] as const;
    });
    const model = advisorySite(Object.fromEntries(texts), { ...settings, name: hostileTexts[0] });
    expect(await allFindings(model)).toEqual([]);
    const documents = documentsOf(model);
    for (const [index, hostile] of hostileTexts.entries()) {
      const title = index % 3 === 0 ? `Withdrawn: ${hostile}` : hostile;
      expect(documents.get(`2026/h-${index}.json`).document.title).toBe(title);
    }
    const notes = JSON.stringify(
      [...documents.values()].map(({ vulnerabilities }) => vulnerabilities?.[0].notes),
    );
    expect(notes).not.toMatch(/(?<!\\\\)<(?:script|img|svg|iframe)/);
  });

  test("names ranges, fixed versions and commits as products", () => {
    const document = documentsOf(advisorySite(advisories)).get("2026/dm-2026-0001.json");
    const repo = "pkg:generic/widget?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Facme%2Fwidget";
    const [from, to] = [
      "0123456789abcdef0123456789abcdef01234567",
      "f123456789abcdef0123456789abcdef01234567",
    ];
    expect(productsOf(document)).toEqual([
      "known_affected vers:npm/<1.4.3 pkg:npm/%40acme/widget",
      "known_affected vers:npm/>=2.0.0|<2.1.1 pkg:npm/%40acme/widget",
      "fixed 1.4.3 pkg:npm/%40acme/widget@1.4.3",
      "fixed 2.1.1 pkg:npm/%40acme/widget@2.1.1",
      "known_not_affected 2.0.0-rc.1 pkg:npm/%40acme/widget@2.0.0-rc.1",
      `known_affected vers:git/>=${from}|<${to} ${repo}`,
      `fixed ${to} ${repo}%40${to}`,
    ]);
    const [vendor] = document.product_tree.branches;
    expect(vendor.name).toBe("Acme");
    expect(vendor.branches.map(({ name }: Json) => name)).toEqual(["@acme/widget", "widget"]);
    expect(vendor.branches[0].branches[1].product.name).toBe("@acme/widget from 2.0.0, before 2.1.1");
  });

  test("takes overlapping ranges and versions within them for one product, and says nothing twice", () => {
    const ranges =
      '{ introduced: "0", fixed: 1.5.0 }, { introduced: 1.0.0, fixed: 2.0.0 }, { introduced: 3.0.0, fixed: 4.0.0 }';
    const affected = `affected: [{ package: pkg:npm/a, ranges: [${ranges}], versions: [1.2.0, 2.5.0, 2.5.0], notAffectedAt: [2.0.0, 9.0.0] }, { package: pkg:npm/a, ranges: [{ introduced: 4.0.0, fixed: none }, { introduced: 3.0.0, fixed: 4.0.0 }] }]`;
    expect(productsOf(only(advisory(affected)))).toEqual([
      "known_affected vers:npm/<2.0.0 pkg:npm/a",
      "known_affected vers:npm/>=3.0.0|<4.0.0 pkg:npm/a",
      "known_affected 2.5.0 pkg:npm/a@2.5.0",
      "known_affected vers:npm/>=3.0.0 pkg:npm/a",
      "fixed 2.0.0 pkg:npm/a@2.0.0",
    ]);
  });

  test("says for each product what to do", () => {
    const remediations = (text: string): Json => only(text).vulnerabilities[0].remediations;
    const affected = `affected:
  - { package: pkg:npm/a, ranges: [{ introduced: "0", fixed: 1.0.0 }], versions: [7.0.0] }
  - { package: pkg:npm/b, ranges: [{ introduced: "0", lastAffected: 1.0.0 }] }
  - { package: pkg:npm/c, ranges: [{ introduced: "0", fixed: none }] }`;
    expect(remediations(advisory(affected))).toEqual([
      { category: "vendor_fix", details: "Upgrade a to 1.0.0.", product_ids: ["CSAFPID-0001"] },
      { category: "none_available", details: "No fixed version is known.", product_ids: ["CSAFPID-0002"] },
      {
        category: "vendor_fix",
        details: "Upgrade b to a version after 1.0.0.",
        product_ids: ["CSAFPID-0004"],
      },
      {
        category: "none_available",
        details: "There is no fixed version of c.",
        product_ids: ["CSAFPID-0005"],
      },
    ]);
    const body = "## Impact\n\nBad.\n\n## Patches\n\nTake the newest.\n\n## Workarounds\n\nUnplug it.\n";
    expect(remediations(advisory(affected, body)).slice(-2)).toEqual([
      {
        category: "vendor_fix",
        details: "Take the newest.",
        product_ids: ["CSAFPID-0001", "CSAFPID-0002", "CSAFPID-0004"],
      },
      {
        category: "workaround",
        details: "Unplug it.",
        product_ids: ["CSAFPID-0001", "CSAFPID-0002", "CSAFPID-0004", "CSAFPID-0005"],
      },
    ]);
  });

  test("has base scores of CVSS 2 and 3 as such, and of CVSS 4 in a note", () => {
    const { scores, notes } = documentsOf(advisorySite(advisories)).get("2026/severity-all.json")
      .vulnerabilities[0];
    expect(scores).toEqual([
      {
        cvss_v2: { baseScore: 5, vectorString: "AV:N/AC:L/Au:N/C:N/I:P/A:N", version: "2.0" },
        cvss_v3: {
          baseScore: 6.5,
          baseSeverity: "MEDIUM",
          vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N/E:P/CR:H",
          version: "3.1",
        },
        products: ["CSAFPID-0001"],
      },
    ]);
    expect(notes.at(-1)).toEqual({
      category: "other",
      text: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N/E:A (base score 7.1, high)",
      title: "CVSS 4.0",
    });
  });

  test("has its own CVE id in a vulnerability of its own, and other ids by whose they are", () => {
    const documents = documentsOf(advisorySite(advisories));
    const many = documents.get("2026/many-cves.json").vulnerabilities;
    expect(many.map(({ cve }: Json) => cve)).toEqual(["CVE-2026-11111", "CVE-2026-22222"]);
    expect(documents.get("2026/dm-2026-0001.json").vulnerabilities[0]).toMatchObject({
      cve: "CVE-2026-12345",
      cwe: { id: "CWE-22" },
      ids: [
        { system_name: "Acme", text: "DM-2026-0001" },
        { system_name: "GitHub Security Advisory", text: "GHSA-9c5g-6jv3-m2rw" },
      ],
    });
  });

  test("tells revisions by number, from the publication on", () => {
    const model = advisorySite(advisories);
    const state = model.advisoriesById.get("DM-2026-0001");
    if (!state) throw new Error("There is no such advisory.");
    const [first] = state.changes;
    const change = {
      number: 2,
      kind: "changed",
      at: at("21T10:00"),
      commit: "abc",
      words: ["fixed", "title"],
    } as const;
    const place = {
      id: "DM-2026-0001",
      path: "2026/dm-2026-0001.json",
      url: "https://example.org/dm-2026-0001.json",
    };
    const changed = { ...state, modified: at("21T10:00"), changes: [first, change] as const };
    expect(advisoryCsaf(model, changed, place).document.tracking).toMatchObject({
      current_release_date: "2026-11-21T10:00:00Z",
      initial_release_date: "2026-11-20T12:00:00Z",
      revision_history: [
        { date: "2026-11-20T12:00:00Z", number: "1", summary: "Published." },
        { date: "2026-11-21T10:00:00Z", number: "2", summary: "Changed: fixed; title." },
      ],
      status: "final",
      version: "2",
    });
  });

  test("says of a withdrawn advisory that and why, and nothing of products", () => {
    const documents = documentsOf(advisorySite(advisories));
    const { document, ...rest } = documents.get("2026/withdrawn.json");
    expect(rest).toEqual({});
    expect(document).toMatchObject({ category: "csaf_base", title: "Withdrawn: Path traversal" });
    expect(document.notes.at(-1)).toEqual({
      category: "description",
      text: "A mistake.",
      title: "Reasoning for Withdrawal",
    });
    expect(document.tracking.revision_history.at(-1)).toEqual({
      date: "2026-11-21T08:00:00Z",
      number: "2",
      summary: "Withdrawn. A mistake.",
    });
    const silent = documents.get("2026/withdrawn-silently.json").document.notes.at(-1);
    expect(silent.text).toBe("No reason was given.");
  });

  test("is a generic one where no product is named", () => {
    const document = documentsOf(advisorySite(advisories)).get("2026/nothing-affected.json");
    expect(document.document.category).toBe("csaf_base");
    expect(document).not.toHaveProperty("product_tree");
    expect(document.vulnerabilities[0]).not.toHaveProperty("product_status");
  });
});

describe("An incident that affected users' security", () => {
  const breach = {
    ...incident({ id: "2026-11-20-breach", updates: ["investigating 10:00", "resolved 11:00"] }),
    type: "security-breach",
  } as const;
  const named = {
    ...incident({ id: "one", updates: ["investigating 10:00", "update 10:30"] }),
    summary: "Down.",
    advisories: ["DM-2026-0001", "draft"],
  };
  const other = { ...incident({ id: "other", updates: ["resolved 11:00"] }), advisories: ["informational"] };
  const planned = {
    ...incident({ id: "plan", scheduled: ["10:00", "11:00"] }),
    type: "security-breach",
  } as const;

  test("is a document of its own, interim while it goes on", async () => {
    const model = advisorySite(advisories, settings, [breach, named, other, planned]);
    const found = await allFindings(model);
    expect(found.filter((one) => !UNSCORED.test(one))).toEqual([]);
    const documents = documentsOf(model);
    const incidents = [...documents].filter(([, { document }]) =>
      document.category.endsWith("incident_response"),
    );
    expect(incidents.map(([path]) => path)).toEqual(["2026/2026-11-20-breach.json", "2026/one.json"]);
    expect(documents.get("2026/2026-11-20-breach.json").document).toMatchObject({
      notes: [
        { category: "summary", text: "2026-11-20-breach", title: "Summary" },
        { category: "general", title: "Investigating, 2026-11-20 10:00 UTC" },
        { category: "general", title: "Resolved, 2026-11-20 11:00 UTC" },
      ],
      tracking: {
        current_release_date: "2026-11-20T11:00:00Z",
        initial_release_date: "2026-11-20T10:00:00Z",
        revision_history: [
          { date: "2026-11-20T10:00:00Z", number: "1", summary: "Investigating" },
          { date: "2026-11-20T11:00:00Z", number: "2", summary: "Resolved" },
        ],
        status: "final",
      },
    });
    expect(documents.get("2026/one.json").document.tracking.status).toBe("interim");
    expect(documents.get("2026/one.json").document.references.at(-1)).toEqual({
      category: "external",
      summary: "Advisory DM-2026-0001: Path traversal",
      url: "https://status.example.org/advisories/DM-2026-0001/",
    });
    const back = documents.get("2026/dm-2026-0001.json").document.references.at(-1);
    expect(back.url).toBe("https://status.example.org/incidents/one/");
  });
});

describe("The CSAF provider", () => {
  test.skipIf(!hasSchemas)("has metadata and a ROLIE feed that hold to their schemas", () => {
    const csaf = "csaf-2.0/json_schema";
    const others = Object.fromEntries(
      ["2.0", "3.0", "3.1"].map((version) => {
        const name = `cvss-v${version}.json`;
        return [`https://www.first.org/cvss/${name}`, `csaf-2.0/referenced_schema/first/${name}`] as const;
      }),
    );
    const provider = checkOf(`${csaf}/provider_json_schema.json`, {
      ...others,
      "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json": `${csaf}/csaf_json_schema.json`,
    });
    const feed = checkOf(`${csaf}/ROLIE_feed_json_schema.gocsaf.json`);
    for (const facts of [
      settings,
      {},
      { ...settings, url: "https://example.org/a b", name: hostileTexts[4] },
    ]) {
      const files = filesOf(advisorySite(advisories, facts));
      expect(provider(JSON.parse(files.get(`${FOLDER}provider-metadata.json`) ?? ""))).toEqual([]);
      expect(feed(JSON.parse(files.get(`${WHITE}csaf-feed-tlp-white.json`) ?? ""))).toEqual([]);
    }
  });

  test("lists every document, newest change first, and hashes it", () => {
    const files = filesOf(advisorySite(advisories));
    const documents = [...files.keys()].filter((path) => /\/white\/\d{4}\/[^/]+\.json$/.test(path));
    const names = documents.map((path) => path.slice(WHITE.length));
    const index = files.get(`${WHITE}index.txt`)?.trimEnd().split("\n") ?? [];
    expect(index.toSorted()).toEqual(names.toSorted());
    const changes = files.get(`${WHITE}changes.csv`)?.trimEnd().split("\n") ?? [];
    expect(changes.slice(0, 3)).toEqual([
      '"2026/withdrawn-silently.json","2026-11-21T08:00:00Z"',
      '"2026/withdrawn.json","2026-11-21T08:00:00Z"',
      '"2026/debian.json","2026-11-20T12:00:00Z"',
    ]);
    expect(changes.map((line) => line.split('"')[1])).toEqual(index);
    const { feed } = JSON.parse(files.get(`${WHITE}csaf-feed-tlp-white.json`) ?? "");
    expect(feed.entry.map(({ content }: Json) => new URL(content.src).pathname.slice(WHITE.length))).toEqual(
      index,
    );
    for (const path of documents) {
      for (const algorithm of ["sha256", "sha512"]) {
        const digest = createHash(algorithm)
          .update(files.get(path) ?? "")
          .digest("hex");
        expect(files.get(`${path}.${algorithm}`)).toBe(
          `${digest}  ${path.slice(path.lastIndexOf("/") + 1)}\n`,
        );
      }
    }
    const metadata = JSON.parse(files.get(`${FOLDER}provider-metadata.json`) ?? "");
    expect(metadata).toMatchObject({ last_updated: "2026-11-21T08:00:00Z", role: "csaf_provider" });
  });

  test("is the same bytes whenever it is built, and has no word of a draft", () => {
    const model = advisorySite(advisories);
    expect(filesOf({ ...model, now: at("2027-11-21T00:00Z") })).toEqual(filesOf(model));
    expect(JSON.stringify([...filesOf(model)])).not.toMatch(/draft|Secret|Hidden/);
  });

  test("gives ids that would have one file name a digest each", () => {
    const model = advisorySite({ "A.b": advisory(""), a_b: advisory("published: 2026-11-21T09:00Z") });
    const documents = [...documentsOf(model)].map(([path, { document }]) => [path, document.tracking.id]);
    expect(documents).toEqual([
      ["2026/a_b.json", "A.b"],
      ["2026/a_b-648fa9b3.json", "a_b-648fa9b3"],
    ]);
  });

  test("is where pages and the API say, ids that would have one file name included", () => {
    const model = advisorySite({
      "A.B-2026-0001": advisory(""),
      "A_B-2026-0001": advisory("published: 2026-11-21T09:00Z"),
      informational: advisories["informational"] ?? "",
    });
    const files = filesOf(model);
    const [page] = Array.from(advisoriesPages(model), ({ body }): Json => JSON.parse(body));
    const found = model.advisories.map((state) => {
      const { href } = formatLinks(model, state).find(({ label }) => label === "CSAF") ?? {};
      const { csaf } = page.advisories.find(({ id }: Json) => id === state.record.id);
      expect(csaf && new URL(csaf).pathname).toBe(href ?? null);
      const id = href && JSON.parse(files.get(href) ?? "").document.tracking.id;
      return [state.record.id, id] as const;
    });
    expect(Object.fromEntries(found)).toEqual({
      "A.B-2026-0001": "A.B-2026-0001",
      "A_B-2026-0001": "A_B-2026-0001-aed880b8",
      informational: undefined,
    });
  });

  test("is not there where there is nothing to tell, or no TLS", () => {
    const nothing = { informational: advisories["informational"] ?? "", draft: advisories["draft"] ?? "" };
    expect(filesOf(advisorySite(nothing)).size).toBe(0);
    expect(filesOf(advisorySite(advisories, { ...settings, url: "http://status.example.org" })).size).toBe(0);
  });
});

describe("A version range specifier", () => {
  test.each([
    [{ introduced: "0" }, "vers:npm/*"],
    [{ introduced: "0", fixed: "1.4.3" }, "vers:npm/<1.4.3"],
    [{ introduced: "1.0.0", fixed: "1.4.3" }, "vers:npm/>=1.0.0|<1.4.3"],
    [{ introduced: "1.0.0", lastAffected: "1.4.3" }, "vers:npm/>=1.0.0|<=1.4.3"],
    [{ introduced: "1|2", fixed: "3 <=!*%é" }, "vers:npm/>=1%7C2|<3%20%3C%3D%21%2A%25%C3%A9"],
  ])("of %j is %s", (interval, vers) => {
    expect(versOf("npm", interval)).toBe(vers);
  });
});

describe("The names of weaknesses", () => {
  test("are those of the validator's table", () => {
    expect(weaknesses.filter(({ id, name }) => weaknessName(id) !== name)).toEqual([]);
    expect(weaknessName("CWE-29")).toBe("Path Traversal: '\\..\\filename'");
    expect(weaknessName("CWE-16")).toBeUndefined();
    expect(weaknessName("constructor")).toBeUndefined();
  });
});

const rustsec = join(projectRoot, "../shared/data/osv-corpus/rustsec");

describe.skipIf(!existsSync(rustsec))("RustSec's advisories", () => {
  test("pass all tests, but for scores that they do not have", async () => {
    const sources = readdirSync(rustsec).map((path) => ({
      path,
      text: readFileSync(join(rustsec, path), "utf8"),
    }));
    const texts = importOsv(sources).files.map(({ path, text }) => [path.replace(/^.*\/|\.md$/g, ""), text]);
    const model = advisorySite(Object.fromEntries(texts));
    expect(model.advisories.length).toBeGreaterThan(580);
    const found = await allFindings(model);
    expect(found.filter((one) => !UNSCORED.test(one))).toEqual([]);
    const documents = documentsOf(model);
    const unscored = [...documents].filter(
      ([, { vulnerabilities }]) => vulnerabilities && !vulnerabilities[0].scores,
    );
    expect(new Set(found.map((one) => one.split(":")[0]))).toEqual(new Set(unscored.map(([path]) => path)));
  });
});
