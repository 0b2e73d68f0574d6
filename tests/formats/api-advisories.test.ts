import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { advisoriesPages } from "../../src/formats/api/advisories.ts";
import { schemaText } from "../../src/formats/api/schema.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import { type Advisory, parseAdvisory } from "../../src/records/advisory.ts";
import { at, incident, noHistory, origin, records, site } from "../model/record.ts";
import { hostileTexts, type Json } from "./site.ts";

const front = `title: Parser hangs
published: 2026-11-01T10:00Z
severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H]
aliases: [CVE-2026-12345]
incidents: [one, unknown]
affected:
  - package: pkg:npm/%40acme/widget
    ranges:
      - { introduced: "0", fixed: 1.4.2 }
      - { introduced: 2.0.0, lastAffected: 2.0.3 }
  - repo: https://git.example.org/widget
    ranges:
      - { introduced: "0", fixed: 8cab19284b5ca41f594648763de787e9b0002dce }`;

function advisory(id: string, text = front): Advisory {
  const source = { file: `advisories/2026/${id}.md`, text: `---\n${text}\n---\n\n## Impact\n\nBad.\n` };
  const { record, problems } = parseAdvisory(source);
  if (!record) throw new Error(problems.map(({ message }) => message).join("\n"));
  return record;
}

function modelOf(advisories: readonly Advisory[], url = "https://status.example.org"): SiteModel {
  const incidents = [incident({ id: "one", updates: ["resolved 10:00"] })];
  const facts = records({ advisories: [...advisories], incidents, site: site({ url }) });
  return buildModel(facts, origin, at("12:00"), noHistory);
}

/** The pages, which hold to the schema that is published. */
function pagesOf(model: SiteModel): Json[] {
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile(
    JSON.parse(schemaText(model, "advisories")),
  );
  return Array.from(advisoriesPages(model), ({ body }) => {
    const page: Json = JSON.parse(body);
    expect(validate(page) ? [] : validate.errors).toEqual([]);
    return page;
  });
}

describe("The list of advisories", () => {
  test("says what is affected, where it is fixed, and where to find it in other formats", () => {
    const [page] = pagesOf(modelOf([advisory("EX-2026-0001")]));
    expect(page).toMatchObject({ page: 1, pages: 1, next: null, total: 1 });
    expect(page.advisories).toEqual([
      {
        id: "EX-2026-0001",
        kind: "vulnerability",
        title: "Parser hangs",
        url: "https://status.example.org/advisories/EX-2026-0001/",
        severity: "high",
        score: 7.5,
        vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
        published: "2026-11-01T10:00:00Z",
        modified: "2026-11-01T10:00:00Z",
        withdrawn: null,
        aliases: ["CVE-2026-12345"],
        affected: [
          {
            ecosystem: "npm",
            name: "@acme/widget",
            purl: "pkg:npm/%40acme/widget",
            page: "https://status.example.org/advisories/packages/npm/@acme/widget/",
            repo: null,
            ranges: [
              { introduced: "0", fixed: "1.4.2", lastAffected: null, repo: null },
              { introduced: "2.0.0", fixed: null, lastAffected: "2.0.3", repo: null },
            ],
            versions: [],
            fixed: ["1.4.2"],
          },
          {
            ecosystem: null,
            name: null,
            purl: null,
            page: null,
            repo: "https://git.example.org/widget",
            ranges: [
              {
                introduced: "0",
                fixed: "8cab19284b5ca41f594648763de787e9b0002dce",
                lastAffected: null,
                repo: "https://git.example.org/widget",
              },
            ],
            versions: [],
            fixed: ["8cab19284b5ca41f594648763de787e9b0002dce"],
          },
        ],
        incidents: [{ id: "one", url: "https://status.example.org/incidents/one/" }],
        osv: "https://status.example.org/osv/x_EX-2026-0001.json",
        csaf: "https://status.example.org/.well-known/csaf/white/2026/ex-2026-0001.json",
        history: null,
      },
    ]);
  });

  test("has no address of a format in which an advisory is not published", () => {
    const informational = advisory("EX-1", front.replace("published:", "kind: informational\npublished:"));
    expect(pagesOf(modelOf([informational]))[0].advisories[0]).toMatchObject({ osv: null, csaf: null });
    const unsafe = pagesOf(modelOf([advisory("EX-1")], "http://status.example.org"))[0].advisories[0];
    expect(unsafe.csaf).toBeNull();
    expect(unsafe.osv).toBe("http://status.example.org/osv/x_EX-1.json");
  });

  test("says why one was withdrawn, or that no reason was given", () => {
    const withdrawn = (reason: string): Json =>
      pagesOf(
        modelOf([advisory("EX-1", `${front}\nwithdrawn: { at: 2026-11-02T10:00Z, reason: ${reason} }`)]),
      )[0].advisories[0];
    expect(withdrawn("Not reachable").withdrawn).toEqual({
      at: "2026-11-02T10:00:00Z",
      reason: "Not reachable",
    });
    expect(withdrawn("none").withdrawn.reason).toBeNull();
    expect(withdrawn("none").modified).toBe("2026-11-02T10:00:00Z");
  });

  test("is read to its end by following next, newest publication first, each once, and without drafts", () => {
    const many = Array.from({ length: 250 }, (_, index) => {
      const day = new Date(at("2026-11-01T10:00Z") - index * 86_400_000).toISOString().slice(0, 10);
      return advisory(`EX-${index}`, front.replace("2026-11-01", day));
    });
    const drafts = [
      advisory("EX-draft", front.replace(/^published.*\n/m, "")),
      advisory("EX-ahead", front.replace("2026-11-01", "2026-11-21")),
    ];
    const model = modelOf([...drafts, ...many.toReversed()]);
    const pages = pagesOf(model);
    expect(pages.map(({ page, pages: all, total, next }) => [page, all, total, next])).toEqual([
      [1, 3, 250, "https://status.example.org/api/v1/advisories/page/2.json"],
      [2, 3, 250, "https://status.example.org/api/v1/advisories/page/3.json"],
      [3, 3, 250, null],
    ]);
    const ids = pages.flatMap(({ advisories }) => advisories.map(({ id }: Json) => id));
    expect(ids).toEqual(many.map(({ id }) => id));
  });

  test("holds to its schema without any advisory, and with hostile texts in every field", () => {
    expect(pagesOf(modelOf([]))).toMatchObject([{ page: 1, pages: 1, next: null, total: 0, advisories: [] }]);
    const texts = [...hostileTexts, "half \ud800 of a character", "\u0000 and \u2028"];
    const hostile = texts.map((text, index): Advisory => {
      const base = advisory(`EX-${index}`);
      return {
        ...base,
        title: text,
        aliases: [text],
        withdrawn: { at: at("10:00"), reason: text },
        affected: base.affected.map((entry) => ({
          ...entry,
          package: { ecosystem: text, name: text, purl: undefined },
          versions: [text],
          ranges: [{ introduced: text, fixed: text }],
        })),
      };
    });
    const model = modelOf(hostile);
    const titles = pagesOf(model)[0].advisories.map(({ title }: Json) => title);
    expect(titles.toSorted()).toEqual(texts.map((text) => text.toWellFormed()).toSorted());
    for (const { body } of advisoriesPages(model)) expect(body.isWellFormed()).toBe(true);
  });
});
