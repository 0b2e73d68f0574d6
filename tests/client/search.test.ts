import { describe, expect, test } from "vitest";
import { nearest } from "../../src/client/search/near.ts";
import { type Fragment, type Piece, resultOf } from "../../src/client/search/result.ts";
import { loosePlan, planOf, readState, tidy, without, writeState } from "../../src/client/search/state.ts";
import { HIDDEN } from "../../src/search/hidden.ts";

const facets = ["kind", "factor"];

describe("The address", () => {
  test("says what is looked for, and is read as it was written", () => {
    const state = readState(
      "?factor=config&q=a+%22b%22&kind=lesson&kind=incident&kind=lesson&other=x&factor=",
      facets,
    );
    expect(state).toEqual({
      query: 'a "b"',
      chosen: new Map([
        ["kind", ["lesson", "incident"]],
        ["factor", ["config"]],
      ]),
    });
    expect(writeState(state)).toBe("?q=a+%22b%22&kind=lesson&kind=incident&factor=config");
    expect(readState(writeState(state), facets)).toEqual(state);
    expect(writeState(readState("?other=1", facets))).toBe("");
    expect([...without(state.chosen, "kind").keys()]).toEqual(["factor"]);
  });

  test("holds no endless query", () => {
    expect(tidy(`  ${"a ".repeat(5000)}`).length).toBeLessThanOrEqual(300);
  });
});

describe("A query", () => {
  test("is taken apart into words and names that must be there exactly", () => {
    expect(planOf("proxy v1.1.1 503", "en")).toEqual({
      phrase: undefined,
      words: ["proxy"],
      exact: ["1.1.1", "503"],
    });
    expect(planOf("sign-in failing", "en")).toEqual({
      phrase: undefined,
      words: ["sign-in", "failing"],
      exact: [],
    });
    expect(loosePlan("proxy v1.1.1").words).toEqual(["proxy", "v1.1.1"]);
  });

  test("between quotation marks is a phrase, unless it is one word", () => {
    expect(planOf("“no space left”", "en").phrase).toBe('"no space left"');
    expect(planOf('"503"', "en")).toEqual({ phrase: undefined, words: [], exact: ["503"] });
    expect(planOf('say "no space', "en").words).toEqual(["say", "space"]);
  });

  test("that is a question loses the words that say nothing, in English", () => {
    expect(planOf("why did the disk fill up", "en-GB").words).toEqual(["disk", "fill"]);
    expect(planOf("why did the disk fill up", "de").words).toHaveLength(6);
    expect(planOf("how to", "en").words).toEqual(["how", "to"]);
  });
});

function fragment(content: string, found: readonly number[], more: Partial<Fragment> = {}): Fragment {
  return {
    url: "/incidents/a/",
    raw_content: content,
    meta: { title: "Disk full", date: "6 Oct 2026", id: "a" },
    filters: { kind: ["incident"] },
    anchors: [{ id: "update-1", text: "Resolved at 10:00", location: 8 }],
    weighted_locations: found.map((location) => ({ location, balanced_score: 10 })),
    ...more,
  };
}

function text(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.found ? `[${piece.text}]` : piece.text)).join("");
}

describe("A result", () => {
  const content = "Disk full. A node had no space left. Resolved at 10:00. The disk was made larger.";

  test("marks what was found in title, text and section, and leads to the section", () => {
    const result = resultOf(fragment(content, [0, 12, 13]), []);
    expect(text(result.title)).toBe("[Disk] full");
    expect(text(result.excerpt)).toBe("A node had no space left.");
    expect(
      result.sections.map((section) => [section.href, text(section.title), text(section.excerpt)]),
    ).toEqual([["/incidents/a/#update-1", "Resolved at 10:00", "The [disk was] made larger."]]);
  });

  test("marks names that were looked for exactly, and no longer ones", () => {
    const other = fragment(
      "Disk full. Versions 1.1.1 and 1.1.10, in v1.1.1. Resolved at 10:00. CVE-2026-1234 too.",
      [],
    );
    expect(text(resultOf(other, ["1.1.1"]).excerpt)).toBe("Versions [1.1.1] and 1.1.10, in [v1.1.1.]");
    expect(resultOf(other, ["1.1.1"]).sections).toEqual([]);
    const numbered = fragment(
      "Disk full. One two three four five six Resolved at 10:00. CVE-2026-1234 too.",
      [],
    );
    expect(text(resultOf(numbered, ["1234"]).sections[0]?.excerpt ?? [])).toBe("[CVE-2026-1234] too.");
  });

  test("does not show hidden names, and marks the word that stands for them", () => {
    const hidden = `Disk full. We used PITR ${HIDDEN}point ${HIDDEN}recovery today`;
    const result = resultOf(fragment(hidden, [6], { anchors: [] }), []);
    expect(text(result.excerpt)).toBe("We used [PITR] today");
  });

  test("is a piece of a long text around what was found", () => {
    const long = `Disk full. ${Array.from({ length: 300 }, (_, number) => `w${number}`).join(" ")}`;
    const result = resultOf(fragment(long, [152], { anchors: [] }), []);
    expect(text(result.excerpt)).toMatch(/^… w144 .* w149 \[w150\] w151 .* w173 …$/);
  });

  test("keeps signs of HTML as text", () => {
    const html = "Disk full. &lt;img src=x onerror=alert(1)&gt; one two three four five";
    expect(text(resultOf(fragment(html, []), []).excerpt)).toContain("<img src=x onerror=alert(1)>");
  });

  test("in a language without spaces is taken apart at the signs between its words", () => {
    const japanese = fragment("Disk\u200b full\u200b 証明書\u200bが\u200b切れた", [3], { anchors: [] });
    expect(text(resultOf(japanese, []).excerpt)).toContain("[が]");
  });
});

test("What may have been meant is what shares most of its letters", () => {
  const known = [
    ["point-in-time recovery", "/glossary/#pitr"],
    ["certificate", "/glossary/#certificate"],
    ["certificates", "/glossary/#certificate"],
    ["queue", "/glossary/#queue"],
  ] as const;
  expect(nearest("certifikate", known)).toEqual(
    [["certificates", "/glossary/#certificate"]].map(() => known[1]),
  );
  expect(nearest("xyz", known)).toEqual([]);
});
