import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildModel } from "../../src/model/site.ts";
import { loadRecords } from "../../src/records/load.ts";
import { renderMarkdown } from "../../src/records/markdown.ts";
import { noHistory, origin } from "../model/record.ts";
import { memoryFolder, rightSite } from "./memory.ts";

const FILE = "incidents/2026/2026-11-20-uploads-failing.md";
const TEXT = `---
title: Package uploads failing
severity: major
impact:
  - service: uploads
    level: major
    from: 2026-11-20T10:02Z
    to: 2026-11-20T11:30Z
  - { service: api, level: degraded, from: 2026-11-20 10:15 UTC, to: 2026-11-20 11:30 UTC }
detected: { at: 2026-11-20T10:07Z, by: monitoring-alert }
roles: { incident-commander: alice }
related: [{ id: 2026-11-02-mail-delayed, relation: similar }]
tags: [storage, "disk: full"]
---

Uploads fail. See [the log](https://example.org/).

## Investigating — 2026-11-20 10:10 UTC

### Known
\`503\` for **40 %**.

- one
- two

Next-update: 10:40 UTC
Posted-by: bob

## Resolved — 2026-11-20 11:34 UTC

\`\`\`
log
\`\`\`

Uploads work.
`;

const UPDATE = "## Investigating — 2026-11-20 10:10 UTC\n\nText.\n";

/** Where time grows with a power of the length, this is long enough to be seen; a megabyte was tried by hand. */
const LENGTH = 20_000;

/** Builds the site with a file in it and gives back how many problems there are. Whatever is in the file. */
function problems(file: string, content: string | Uint8Array): number {
  const records = loadRecords(memoryFolder(new Map([...rightSite, [file, content]])));
  const model = buildModel(records, origin, Date.parse("2026-11-20T12:00Z"), noHistory);
  if (!file.startsWith("incidents/2026/2026-11-02")) {
    expect(model.timelinesById.has("2026-11-02-mail-delayed")).toBe(true);
  }
  for (const { source, summary, updates } of records.incidents) {
    if (source.file === FILE)
      for (const text of [summary, ...updates.map((update) => update.text)])
        renderMarkdown(text, { headingLevel: 3 });
  }
  return model.problems.length;
}

describe("Whatever is in a file", () => {
  it("the test's own text is right", () => {
    expect(problems(FILE, TEXT)).toBe(0);
  });

  const snippets = [
    ..."\n\t\r\0 :-#'\"[]{}|>*&!%@`~<>()\\—：\u00a0\ufeff\u202e",
    "---\n",
    "\n## ",
    "<!--",
    "```",
    "\r\n",
    "__proto__",
    "constructor",
    "2026",
    "UTC",
    "{{x}}",
    "*a",
    "&a ",
    "!!x ",
    "? ",
    ".inf",
    "null",
    "\ud800",
  ];

  it("no edit of a right file escapes as an exception", () => {
    const edit = fc.record({
      at: fc.nat({ max: TEXT.length }),
      remove: fc.nat({ max: 40 }),
      insert: fc.oneof(fc.constantFrom(...snippets), fc.string({ unit: "binary", maxLength: 8 })),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edits.reduce(
          (before, { at, remove, insert }) => before.slice(0, at) + insert + before.slice(at + remove),
          TEXT,
        );
        problems(FILE, text);
      }),
      { numRuns: 500 },
    );
  });

  it("no bytes escape as an exception", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(FILE, "content/site.yaml", "content/people.yaml", "content/services/uploads.md"),
        (bytes, file) => {
          problems(file, bytes);
          problems(
            file,
            Buffer.concat([Buffer.from("---\ntitle: a\n"), bytes, Buffer.from("\n---\n"), bytes]),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Pieces that make regular expressions and parsers slow when they are repeated. */
const PIECES = [
  "a",
  " ",
  "-",
  ":",
  "#",
  "*a, ",
  "_",
  "`",
  "[",
  "](",
  "![",
  "<a ",
  "<!--",
  "&a ",
  "{",
  "? ",
  "'",
  "\\",
  "a: ",
  "- ",
  "http://a.b/",
  "\u00a0",
  "\n",
  "\n## ",
  "\n> ",
  "\n[a]: b",
  "\nNext-update: ",
];

describe("A long run of anything", () => {
  const frontMatter = (value: string): string =>
    `---\n${value}\n---\n\n## Investigating — 2026-11-20 10:10 UTC\n\nText.\n`;
  const body = (text: string): string => `---\ntitle: a\n---\n\n${text}`;
  const places: readonly [string, (long: string) => string][] = [
    ["a title", (long) => frontMatter(`title: ${long}`)],
    ["a title in quotes", (long) => frontMatter(`title: "${long}"`)],
    ["a key", (long) => frontMatter(`title: a\n${long}: b`)],
    ["an instant", (long) => frontMatter(`title: a\ndetected: { at: "2026-11-20 ${long}", by: luck }`)],
    ["a list", (long) => frontMatter(`title: a\ntags: [${long}]`)],
    ["a heading", (long) => body(`## Investigating ${long}`)],
    ["the time of a heading", (long) => body(`## Investigating — 2026-11-20 ${long}`)],
    ["a paragraph", (long) => body(`## Investigating — 2026-11-20 10:10 UTC\n\n${long}`)],
    ["a trailer", (long) => body(`## Investigating — 2026-11-20 10:10 UTC\n\nNext-update: ${long}`)],
    ["the end of a trailer", (long) => body(`## Investigating — 2026-11-20 10:10 UTC\n\n${long}: a`)],
    ["a file", (long) => long],
  ];

  it.each(places)("in the place of %s is read at once", (_, write) => {
    for (const piece of PIECES) {
      problems(FILE, write(piece.repeat(LENGTH / piece.length)));
    }
  });

  it("of keys within keys is told, not an exception", () => {
    const text = (yaml: string): string => loadProblem(frontMatter(yaml));
    expect(text(`title: ${"[".repeat(40)}`)).toBe(
      "yaml-syntax There are too many brackets or keys within each other.",
    );
    expect(text(`tags: [${"a: ".repeat(100_000)}]`)).toBe(
      "yaml-syntax There are too many brackets or keys within each other.",
    );
    expect(text("title: a\n? b\n: c")).toBe(
      "yaml-syntax A value cannot begin with ? unless it is in quotes.",
    );
  });
});

describe("Mistake upon mistake", () => {
  const repeat = (count: number, piece: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => piece(index)).join("");

  it.each([
    ["unknown keys", 20_000, `---\ntitle: a\n${repeat(20_000, (index) => `k${index}: v\n`)}---\n\n${UPDATE}`],
    [
      "numbers as tags",
      20_000,
      `---\ntitle: a\ntags: [${repeat(20_000, (index) => `${index}, `)}]\n---\n\n${UPDATE}`,
    ],
    [
      "unknown services",
      5_000,
      `---\ntitle: a\nservices: [${repeat(5_000, (index) => `s${index}, `)}]\n---\n\n${UPDATE}`,
    ],
    [
      "unknown people",
      5_000,
      `---\ntitle: a\n---\n\n${repeat(5_000, () => `${UPDATE}\nPosted-by: carol\n\n`)}`,
    ],
    [
      "merge conflicts",
      30_000,
      `---\ntitle: a\n---\n\n${UPDATE}${repeat(30_000, () => "\n<<<<<<< a\n=======\n>>>>>>> b")}`,
    ],
    ["placeholders", 150_000, `---\ntitle: a\n---\n\n${UPDATE}${repeat(150_000, () => "{{x}} ")}`],
    ["more than a record can be", 1, `---\ntitle: a\n---\n\n${UPDATE}${repeat(300_000, () => "{{x}} ")}`],
  ])("is told in time: %s", (_, count, text) => {
    expect(problems(FILE, text)).toBe(count);
  });
});

function loadProblem(content: string): string {
  const { problems } = loadRecords(memoryFolder(new Map([...rightSite, [FILE, content]])));
  return problems.map(({ code, message }) => `${code} ${message}`).join("\n");
}
