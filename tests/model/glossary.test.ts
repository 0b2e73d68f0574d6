import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { termUses } from "../../src/model/glossary/uses.ts";
import { linkTerms } from "../../src/model/glossary.ts";
import { plainText, renderMarkdown } from "../../src/records/markdown.ts";
import { readMdx } from "../../src/records/mdx.ts";
import { runs } from "./random.ts";
import { incident } from "./record.ts";
import { library, report, term } from "./report.ts";

const terms = [
  term("mirror", { aliases: ["mirrors"], short: "A copy elsewhere." }),
  term("mirror-feed", { term: "mirror feed", short: "What mirrors follow." }),
  term("pitr", { term: "point-in-time recovery", aliases: ["PITR"], short: "Back to a moment." }),
  term("cap", { term: "CAP", short: "Choose two." }),
];

function link(text: string, markup: "markdown" | "mdx" = "markdown"): string {
  return linkTerms(text, markup, terms, "");
}

/** The links that were added, as `mirror>mirror`: the word, and the term's id. */
function links(text: string, markup: "markdown" | "mdx" = "markdown"): string[] {
  const added = [...link(text, markup).matchAll(/\[([^\]]*)\]\(\/glossary\/#([^ ]*) "[^"]*"\)/g)];
  return added.map(([, word, id]) => `${word}>${id}`);
}

describe("Terms in a text", () => {
  test("are links on their first use, with what they mean", () => {
    expect(link("A mirror, another mirror, and more Mirrors.")).toBe(
      'A [mirror](/glossary/#mirror "A copy elsewhere."), another mirror, and more Mirrors.',
    );
    expect(linkTerms("A mirror.", "mdx", terms, "/status")).toBe(
      'A [mirror](/status/glossary/#mirror "A copy elsewhere.").',
    );
  });

  test.each([
    ["the longest name wins", "the mirror feed of a mirror", ["mirror feed>mirror-feed", "mirror>mirror"]],
    [
      "capitals do not matter",
      "MIRROR. Point-in-Time Recovery",
      ["MIRROR>mirror", "Point-in-Time Recovery>pitr"],
    ],
    ["but in abbreviations", "the cap, pitr; CAP and PITR", ["CAP>cap", "PITR>pitr"]],
    ["words may be on two lines", "of a mirror\nfeed", ["mirror\nfeed>mirror-feed"]],
    ["in lists, too", "- of a mirror\n  feed", ["mirror\n  feed>mirror-feed"]],
    ["and in tables", "| a |\n|---|\n| mirror |", ["mirror>mirror"]],
    ["and in emphasis", "the **mirror** and _CAP_", ["mirror>mirror", "CAP>cap"]],
    ["whole words only", "mirrored, unmirror, mirror_x, mirror-like, no-mirror, mirrör", []],
    [
      "not in names of hosts and paths",
      "mirror.example.org, deploy/mirror, mirror/deploy, @mirror, x@mirror.org, #mirror",
      [],
    ],
    ["nor in references and escapes", "&mirror; \\mirror", []],
    ["a sentence may end", "Use the mirror. Or “mirror”: both.", ["mirror>mirror"]],
    ["not in code", "`mirror`\n\n    mirror\n\n```\nmirror\n```", []],
    [
      "not in links, addresses and pictures",
      "[mirror](/a) [mirror][b] <https://mirror.org> https://mirror.org/mirror ![mirror](/c)\n\n[b]: /mirror",
      [],
    ],
    ["not in headings", "# mirror\n\nmirror\n===\n\n## CAP", []],
    ["not in HTML", "<b>mirror</b>\n\n<div>\nmirror\n</div>", []],
    ["an author's own link is the first use", "[that](/glossary/#mirror) mirror", []],
    ["a link after it is not", "mirror [that](/glossary/#mirror) CAP", ["mirror>mirror", "CAP>cap"]],
    ["emphasis stays", "foo**mirror**bar and a CAP", ["CAP>cap"]],
    ["exclamations are no pictures", "So!mirror CAP", ["CAP>cap"]],
  ])("%s", (_name, text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test.each([
    ["in the text of components", "<Callout>\nthe mirror\n</Callout>", ["mirror>mirror"]],
    ["not in their attributes", '<Callout title="mirror">\nthe CAP\n</Callout>', ["CAP>cap"]],
    ["not where one is explained", 'a <Definition term="mirror">mirror</Definition>, a mirror', []],
    ["not in comments", "{/* mirror */}\n\n{/*\nmirror\n*/}", []],
  ])("%s (MDX)", (_name, text, expected) => {
    expect(links(text, "mdx")).toEqual(expected);
  });

  test("what a term means can end neither its link nor its place", () => {
    const short = 'Quote " and \\" ) ] > | } { <b> `code` *x* &amp; and \\';
    const hostile = [term("m", { term: "mirror", short })];
    for (const markup of ["markdown", "mdx"] as const) {
      const linked = linkTerms("| a |\n|---|\n| mirror |\n\nText {/* c */}", markup, hostile, "");
      expect(linked).toContain("[mirror](/glossary/#m ");
      const reading = readMdx(linked);
      expect(JSON.stringify("tree" in reading && reading.tree)).toContain(
        JSON.stringify({ url: "/glossary/#m", title: short }).slice(1, -1),
      );
    }
  });

  test("names with signs of markup are not links, and break nothing", () => {
    const hostile = [
      "]",
      "a]b",
      "*b*",
      "c](/x)",
      "{d}",
      "<e>",
      "`f`",
      "__proto__",
      "constructor",
      "g|h",
      "(i",
      "\\j",
    ].map((name, index) => term(`t${index}`, { term: name }));
    const text = "] a]b *b* c](/x) `f` constructor g|h (i \\j";
    expect(linkTerms(text, "markdown", hostile, "")).toBe(
      '] a]b *b* c](/x) `f` [constructor](/glossary/#t8 "What t8 means.") g|h (i \\j',
    );
  });

  test("removing the links gives the text, and it reads as before", () => {
    const pieces = fc.constantFrom(
      ..."mirror|mirrors|mirror feed|CAP|cap|point-in-time recovery|PITR|[|]|(|)|(/x)|!|*|**|_|~~|`|```|\\|&|&amp;|#|# |> |- |1. |\n|\n\n|    |<b>|</b>|<!-- |-->|<|>|{|}|{/* |*/}|:|.|,|\"|'|://|@|é|😀|x| | | |---|===|www.|[a]: /b".split(
        "|",
      ),
      "|",
      "\n| a | b |\n|---|---|\n| ",
      "<Callout>\n",
      "\n</Callout>",
      '<Definition term="cap">',
      "</Definition>",
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 40 }),
        fc.constantFrom("markdown" as const, "mdx" as const),
        (words, markup) => {
          const text = words.join("");
          const linked = link(text, markup);
          const without = linked.replace(
            /\[([^[\]]*)\]\(\/glossary\/#[^ ]* "(?:A copy elsewhere|What mirrors follow|Back to a moment|Choose two)\."\)/g,
            "$1",
          );
          expect(without).toBe(text);
          if (markup === "mdx") expect("tree" in readMdx(linked)).toBe("tree" in readMdx(text));
          else {
            expect(plainText(linked)).toBe(plainText(text));
            const html = renderMarkdown(linked, { headingLevel: 3 });
            expect(html.replace(/<a href="\/glossary\/#[^"]*">(.*?)<\/a>/gs, "$1")).toBe(
              renderMarkdown(text, { headingLevel: 3 }),
            );
          }
        },
      ),
      { ...runs, numRuns: 1000 },
    );
  });

  test("without terms a text stays as it is", () => {
    expect(linkTerms("mirror", "markdown", [], "")).toBe("mirror");
  });
});

describe("Where terms are used", () => {
  const model = library({
    terms,
    postmortems: [
      report({ id: "new", start: "2026-11-01T10:00Z", title: "The mirror feed stood still" }),
      report({ id: "old", start: "2026-10-01T10:00Z", body: "A MIRROR, and a CAP." }),
      report({ id: "draft", start: "2026-11-02T10:00Z", status: "draft", body: "mirror" }),
    ],
    incidents: [{ ...incident({ id: "i", updates: ["resolved 10:00"] }), summary: "Mirrors were late." }],
  });

  test("drafts are not told, and the longest name counts", () => {
    const uses = [...termUses(model)].map(([id, { reports, incidents }]) => [
      id,
      reports.map(({ record }) => record.id).join(),
      incidents.map(({ record }) => record.id).join(),
    ]);
    expect(uses).toEqual([
      ["cap", "old", ""],
      ["mirror", "old", "i"],
      ["mirror-feed", "new", ""],
      ["pitr", "", ""],
    ]);
  });
});
