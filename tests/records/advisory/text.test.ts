import { describe, expect, test } from "vitest";
import { type Advisory, parseAdvisory } from "../../../src/records/advisory.ts";
import type { Parsed } from "../../../src/records/parse/record.ts";

const PUBLISHED = "published: 2026-11-20T10:00Z\nkind: informational\n";

function parse(body: string, front = PUBLISHED, id = "EX-2026-0001"): Parsed<Advisory> {
  return parseAdvisory({ file: `advisories/${id}.md`, text: `---\ntitle: A hole\n${front}---\n\n${body}` });
}

function codes({ problems }: Parsed<Advisory>): string[] {
  return problems.map(({ line, code }) => `${line} ${code}`);
}

describe("The text of an advisory", () => {
  test("is taken apart at its headings, in whatever order, case and punctuation", () => {
    const body =
      "Before.\n\n## details:\n\nWhere.\n\n### Deeper\n\nMore.\n\n## AM I  AFFECTED\n\nPerhaps.\n\n## Impact\n\nBad.\n\nWorse.\n";
    const { record } = parse(body);
    expect(record?.sections).toEqual({
      details: "Where.\n\n### Deeper\n\nMore.",
      affected: "Perhaps.",
      impact: "Bad.\n\nWorse.",
    });
    expect([record?.rest, record?.body]).toEqual(["Before.", body.trim()]);
  });

  test("keeps what stands under headings of its own, with them", () => {
    const { record, problems } = parse(
      "# A hole\n\nIn short.\n\n## Impact\n\nBad.\n\n## How it was found\n\nBy luck.\n",
    );
    expect(record?.rest).toBe("# A hole\n\nIn short.\n\n## How it was found\n\nBy luck.");
    expect(problems).toEqual([]);
  });

  test("has no headings in quotes, lists and code", () => {
    const { record } = parse("## Impact\n\n> ## Patches\n\n- ## Details\n\n```\n## Workarounds\n```\n");
    expect(Object.keys(record?.sections ?? {})).toEqual(["impact"]);
  });

  test("may be that of another database, or missing where a number is only reserved", () => {
    const imported = `${PUBLISHED}modified: 2026-11-20T11:00Z\n`;
    expect(
      codes(parse("TODO by @ricky.\n\n## Patch\n\nA.\n\n## Patches\n\nA.\n\n## Patches\n\nB.\n", imported)),
    ).toEqual([]);
    expect(codes(parse("", "reserved: true\n"))).toEqual([]);
    expect(codes(parse("Some.\n", "reserved: true\n"))).toEqual(["5 section-missing"]);
  });

  test("is looked at also where the front matter is wrong", () => {
    expect(codes(parse("Some, by @ricky.\n", "published: soon\n"))).toEqual([
      "3 instant-invalid",
      "5 section-missing",
      "6 mention-bare",
    ]);
  });
});

describe("A mention", () => {
  test.each([
    "as @ricky found",
    "as @ricky.",
    "(@ricky)",
    "@ricky, @ricky's",
    "@a-b",
    "**@ricky**",
    "- @ricky\n- x",
    "| a |\n|---|\n| @ricky |",
  ])("is told: %j", (text) => {
    expect(parse(`## Impact\n\n${text}\n`).problems.map(({ code }) => code)).toContain("mention-bare");
  });

  test.each([
    "`@ricky`",
    "ricky@example.org",
    "pkg@1.0.0",
    "@acme/widget",
    "@acme.example",
    "[@](https://example.org/@ricky)",
    "<https://example.org/@ricky>",
    "```java\n@Override\n```",
    "2 @ 3",
    "@",
  ])("is none: %j", (text) => {
    expect(parse(`## Impact\n\n${text}\n`).problems).toEqual([]);
  });
});

test("A mention is told where it stands, in a table too", () => {
  const { problems } = parse("## Impact\n\nSome,\nby @ricky.\n\n| a |\n|---|\n| x |\n| @rob |\n");
  expect(problems.map(({ line, column, found }) => [line, column, found])).toEqual([
    [10, 4, '"@ricky"'],
    [15, 3, '"@rob"'],
  ]);
});

describe("A mark of unfinished work", () => {
  test.each(["TODO", "TODO: more", "(FIXME)", "**TBD**"])("is told of a published advisory: %s", (text) => {
    expect(codes(parse(`## Impact\n\n${text}\n`))).toEqual(["9 text-unfinished"]);
  });

  test("may stand in a draft, in code, and within a word", () => {
    expect(codes(parse("## Impact\n\nTODO\n", "kind: informational\n"))).toEqual([]);
    expect(codes(parse("## Impact\n\n`TODO`, AUTODOCS, todo\n"))).toEqual([]);
  });
});

describe("A number that is still to be chosen", () => {
  test.each(["EX-2026-XXXX", "EX-2026-0000", "EX-TBD", "ex-2026-nnnn"])("publishes nothing: %s", (id) => {
    const { record, problems } = parse("## Impact\n\nBad.\n", PUBLISHED, id);
    expect([record, problems.map(({ code, leavesOut }) => [code, leavesOut])]).toEqual([
      undefined,
      [["id-placeholder", true]],
    ]);
    expect(parse("## Impact\n\nBad.\n", "kind: informational\n", id)).toMatchObject({ problems: [] });
  });

  test("is another database's business", () => {
    const { record, problems } = parse(
      "Text.\n",
      `${PUBLISHED}modified: 2026-11-20T11:00Z\n`,
      "RUSTSEC-0000-0000",
    );
    expect([record?.id, problems]).toEqual(["RUSTSEC-0000-0000", []]);
  });

  test.each(["EX-2026-0001", "EXXX-2026-1000", "EX-2026-10000", "GHSA-9c5g-6jv3-m2rw"])("is not %s", (id) => {
    expect(parse("## Impact\n\nBad.\n", PUBLISHED, id).record?.id).toBe(id);
  });
});

test("Ids of other databases may have signs that a file name has not", () => {
  const ids = [
    "RHSA-2026:1234",
    "openSUSE-SU-2026:0001-1",
    "VU#123456",
    "GO-2026-1234",
    "cisco-sa-20261120-a",
  ];
  const { record, problems } = parse(
    "## Impact\n\nBad.\n",
    `${PUBLISHED}aliases: [${ids.map((id) => `"${id}"`).join(", ")}]\n`,
  );
  expect([record?.aliases, problems]).toEqual([ids, []]);
});
