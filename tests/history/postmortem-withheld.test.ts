import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HistorySource, siteHistory } from "../../src/history/site.ts";
import { withheldOf } from "../../src/history/withheld.ts";
import { loadRecords } from "../../src/records/load.ts";
import { addressHider, RESTRICTED } from "../../src/records/postmortem/address.ts";
import { runs } from "../model/random.ts";
import { memoryFolder, rightSite } from "../records/memory.ts";

const ADDRESS = "https://intern.example.org/kraken/logs?id=7&view=a%20b#top";
const hide = addressHider([
  ADDRESS,
  "https://forge.example/issues/1",
  "https://host.example/",
  "https://b\u00fccher.example/kraken",
]);

describe("An address that may not be shown", () => {
  test.each([
    ["as it was written", `See ${ADDRESS}, and`, `See ${RESTRICTED}, and`],
    ["without scheme and fragment", "(intern.example.org/kraken/logs?id=7&view=a%20b)", `(${RESTRICTED})`],
    [
      "with another scheme, a user and a port",
      "http://me@intern.example.org:443/kraken/logs?id=7&view=a%20b.",
      `${RESTRICTED}.`,
    ],
    ["in capitals", ADDRESS.toUpperCase(), RESTRICTED],
    ["percent-encoded", "https://intern.example.org/%6braken/logs%3Fid=7&view=a%2520b", RESTRICTED],
    [
      "within another address",
      `https://go.example/?to=${encodeURIComponent(ADDRESS)}`,
      `https://go.example/?to=${RESTRICTED}`,
    ],
    [
      "encoded twice",
      `https://go.example/?to=${encodeURIComponent(encodeURIComponent(ADDRESS))}`,
      `https://go.example/?to=${RESTRICTED}`,
    ],
    ["with entities", "https&colon;//forge.example&sol;issues/&#x31;", RESTRICTED],
    ["with escapes of YAML", '"https://forge.example\\/\\x69ssues\\u002f1"', `"${RESTRICTED}"`],
    ["with escapes of Markdown", "https://forge\\.example/issues/1", RESTRICTED],
    [
      "over lines of YAML",
      '"https://intern.exam\\\n  ple.org/kraken\\\n  /logs?id=7&view=a b"',
      `"${RESTRICTED}"`,
    ],
    ["over quoted lines", "https://intern.example.org/kra\n> ken/logs?id=7&view=a%20b", RESTRICTED],
    ["with what cannot be seen", "https://forge.example/is\u200bsu\u00ades/1", RESTRICTED],
    ["in wide letters", "\uff48\uff54tps://forge.example/issues/\uff11", RESTRICTED],
    ["in a file of another encoding", [...ADDRESS].join("\ufffd"), RESTRICTED],
    ["with a host in other letters", "https://xn--bcher-kva.example/kraken", RESTRICTED],
    [
      "in a link",
      `[a](https://forge.example/issues/1 "t") <https://forge.example/issues/1>`,
      `[a](${RESTRICTED} "t") <${RESTRICTED}>`,
    ],
    [
      "between marks",
      "_https://forge.example/issues/1_ **https://forge.example/issues/1**",
      `_${RESTRICTED}_ **${RESTRICTED}**`,
    ],
    [
      "before other letters",
      "https://forge.example/issues/1\u3092\u898b\u308b",
      `${RESTRICTED}\u3092\u898b\u308b`,
    ],
    ["with more behind it", "https://forge.example/issues/1/comments?page=2#top.", `${RESTRICTED}.`],
    ["cut", '"https://intern.example.org/kraken/lo\u2026', `"${RESTRICTED}\u2026`],
    ["cut within its host", '"https://intern.exa\u2026', `"${RESTRICTED}\u2026`],
    [
      "cut within a letter",
      "https://intern.example.org/kraken/logs?id=7&view=a%2\u2026",
      `${RESTRICTED}\u2026`,
    ],
    [
      "that is a whole host",
      "https://host.example https://host.example/a?b=c",
      `${RESTRICTED} ${RESTRICTED}`,
    ],
  ])("is taken out: %s", (_, text, shown) => expect(hide(text)).toBe(shown));

  test.each([
    "https://forge.example/issues/12",
    "https://forge.example/issues",
    "https://otherforge.example/issues/1",
    "https://intern.example.org/kraken/logs?id=8",
    "intern\u2026 and int\u2026",
    "100 % of &c. and \\ and \u2026",
    "",
  ])("is another one: %s", (text) => expect(hide(text)).toBe(text));

  test("is found however its letters are written", () => {
    const spelled = fc
      .array(fc.integer({ min: 0, max: 7 }), { minLength: 40, maxLength: 40 })
      .map((ways) =>
        [..."intern.example.org/kraken/logs"]
          .map((letter, index) => spell(letter, ways[index] ?? 0))
          .join(""),
      );
    const secret = addressHider(["https://intern.example.org/kraken/logs"]);
    fc.assert(
      fc.property(
        spelled,
        fc.constantFrom("", "a ", "\n> ", "("),
        fc.constantFrom("", ".", " z", "\n"),
        (text, before, after) => {
          expect(secret(before + text + after).replace("\u200b", "")).toBe(before + RESTRICTED + after);
        },
      ),
      runs,
    );
  });

  test("leaves every other text as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(hide(text)).toBe(text);
      }),
      runs,
    );
  });

  test("changes no long text that holds none of them", () => {
    const long = (text: string): number => hide(text.repeat(100_000)).length;
    expect([long("%25"), long("//a@"), long("intern."), long("https://intern.example.org/\n")]).toEqual([
      300_000, 400_000, 700_000, 2_800_000,
    ]);
  });
});

/** One letter in one of the ways in which texts hold it. */
function spell(letter: string, way: number): string {
  const hex = letter.charCodeAt(0).toString(16);
  return (
    [
      letter,
      letter.toUpperCase(),
      `%${hex}`,
      `%25${hex}`,
      `&#${letter.charCodeAt(0)};`,
      `&#x${hex};`,
      `\\x${hex}`,
      `${letter}\u200b`,
    ][way] ?? letter
  );
}

/** A report with evidence and credits as they are given. */
function report(front: string, status = "in-review"): string {
  return `---\ntitle: T\nsummary: S\nincidents: [2026-11-02-mail-delayed]\nstatus: ${status}\nowner: alice\ntype: unknown\ntrigger: unknown\n${front}\n---\n\nText.\n`;
}

/** What versions of one file, oldest first, and what other files keep back. */
function withheld(versions: readonly string[], others: Readonly<Record<string, string>> = {}) {
  const path = "content/postmortems/a.md";
  const files = new Map([...rightSite, [path, versions.at(-1) ?? ""], ...Object.entries(others)]);
  const records = loadRecords(memoryFolder(files));
  const bytes = versions.map((text) => new TextEncoder().encode(text));
  const steps = versions.map((_, index) => ({
    path,
    before: index === 0 ? undefined : String(index - 1),
    after: String(index),
    commit: {
      hash: String(index),
      at: index,
      authored: index,
      author: { name: "Ann", email: "" },
      subject: "",
      declared: undefined,
      signature: "unsigned" as const,
      merge: false,
      ignored: false,
      changes: [],
    },
  }));
  const source: HistorySource = {
    lineages: [{ path, deleted: false, steps }],
    contents: { get: (name) => bytes[Number(name)] },
    working: new Map(),
  };
  const { addresses, credits } = withheldOf(records, source);
  expect(siteHistory(source, records, 10).withheld.addresses).toEqual(addresses);
  return { addresses: [...addresses], credits: [...(credits.get("a") ?? [])] };
}

const evidence = (url: string, access: string): string =>
  `evidence: [{ label: L, url: "${url}", access: ${access} }]`;
const [X, Y] = ["https://x.example/1", "https://y.example/2"];

describe("What is kept back", () => {
  test.each([
    ["what is restricted now", [evidence(X, "public"), evidence(X, "restricted")], [X]],
    ["what was restricted, and is not there any more", [evidence(X, "restricted"), "tags: [a]"], [X]],
    ["nothing of what is public now", [evidence(X, "restricted"), evidence(X, "public")], []],
    ["what is not plainly public", [evidence(X, "Restricted"), evidence(Y, "internal")], [X, Y]],
    ["what lacks a word on it", ['evidence: [{ label: L, url: "https://x.example/1" }]', "tags: [a]"], [X]],
  ])("is %s", (_, fronts, addresses) => {
    expect(withheld(fronts.map((front) => report(front))).addresses).toEqual(addresses);
  });

  test("is what a draft calls restricted, and a draft opens nothing", () => {
    expect(withheld([report(evidence(X, "restricted"), "draft")]).addresses).toEqual([X]);
    expect(
      withheld([report(evidence(X, "restricted")), report(evidence(X, "public"), "draft")]).addresses,
    ).toEqual([X]);
  });

  test("is what another report calls restricted, whatever this one says", () => {
    const others = { "content/postmortems/b.md": report(evidence(X, "restricted"), "draft") };
    expect(withheld([report(evidence(X, "public"))], others).addresses).toEqual([X]);
  });

  test.each([
    [
      "as a list",
      `evidence:\n  - label: L\n    url: ${X}\n    access: restricted\n  - label: M\n    url: ${Y}\n    access: public\n: [`,
    ],
    ["in braces", `evidence: [{ url: ${X}, access: "restricted" }, { url: ${Y}, access: public }]\n: [`],
    ["given twice", `${evidence(X, "restricted")}\n${evidence(Y, "public")}`],
    [
      "in a conflict",
      `<<<<<<< a\n${evidence(X, "restricted")}\n=======\n${evidence(X, "public")}\n>>>>>>> b`,
    ],
  ])("is what a version that is no YAML seems to call so: %s", (_, front) => {
    expect(withheld([report(front), report("tags: [a]")]).addresses).toEqual([X]);
  });

  test("is what stands above a text without a beginning", () => {
    expect(withheld([report(evidence(X, "restricted")).slice(4), report("tags: [a]")]).addresses).toEqual([
      X,
    ]);
  });

  test("is whom a version of the report credits anonymously, unless the shown one names them", () => {
    const credit = (consent: string): string =>
      report(
        `credits: [{ person: eve, roles: [a], consent: ${consent} }, { org: Elsewhere, roles: [b], consent: ${consent} }]`,
      );
    expect(withheld([credit("public"), credit("anonymous")]).credits).toEqual(["eve", "Elsewhere"]);
    expect(withheld([credit("anonymous"), report("tags: [a]")]).credits).toEqual(["eve", "Elsewhere"]);
    expect(withheld([credit("anonymous"), credit("handle")]).credits).toEqual([]);
    expect(
      withheld([report("credits:\n  - person: eve\n    consent: anonymous\n: ["), report("tags: [a]")])
        .credits,
    ).toEqual(["eve"]);
  });
});
