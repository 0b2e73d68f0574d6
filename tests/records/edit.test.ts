import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  appendUpdate,
  closeImpacts,
  type NewUpdate,
  writeRecord,
  writeUpdate,
} from "../../src/records/edit.ts";
import { parseIncident } from "../../src/records/incident.ts";
import { decodeSource, type Source } from "../../src/records/source.ts";

const at = Date.UTC(2026, 10, 21, 1, 30);
const update: NewUpdate = { status: "in-progress", at, text: "Work goes on.\n" };
const written = "## In progress — 2026-11-21 01:30 UTC\n\nWork goes on.\n";

function parse(text: string): ReturnType<typeof parseIncident> {
  const source = decodeSource("incidents/2026/a.md", new TextEncoder().encode(text));
  expect(source).toHaveProperty("text");
  return parseIncident(source as Source);
}

describe("writeUpdate", () => {
  test("writes heading, text and trailers with empty lines between them", () => {
    expect(writeUpdate({ ...update, nextUpdate: at + 1_800_000, postedBy: "yutok" })).toBe(
      `${written}\nNext-update: 2026-11-21 02:00 UTC\nPosted-by: yutok\n`,
    );
  });

  test("adds to the trailers that the text has, and keeps those as they are", () => {
    const text = "Text.\r\n\r\nNext-update: 10:40 UTC\r\n";
    expect(writeUpdate({ status: "update", at, text, nextUpdate: at + 1_800_000, postedBy: "yutok" })).toBe(
      "## Update — 2026-11-21 01:30 UTC\n\nText.\n\nNext-update: 10:40 UTC\nPosted-by: yutok\n",
    );
  });
});

describe("appendUpdate", () => {
  test.each([
    ["a text that ends with a line break", "a\n", `a\n\n${written}`],
    ["a text without a line break at its end", "a\nb", `a\nb\n\n${written}`],
    ["a text with an empty line at its end", "a\n\n", `a\n\n${written}`],
    ["a text with several empty lines at its end", "a\n\n \n", `a\n\n \n${written}`],
    ["Windows line ends", "a\r\nb\r\n", `a\r\nb\r\n\r\n${written.replaceAll("\n", "\r\n")}`],
    [
      "Windows line ends without one at the end",
      "a\r\nb",
      `a\r\nb\r\n\r\n${written.replaceAll("\n", "\r\n")}`,
    ],
    ["line ends of an old Mac", "a\rb", `a\rb\r\r${written.replaceAll("\n", "\r")}`],
    ["a byte order mark", "\uFEFFa\n", `\uFEFFa\n\n${written}`],
    ["a single line", "a", `a\n\n${written}`],
  ])("keeps %s", (_, text, expected) => {
    expect(appendUpdate(text, update)).toBe(expected);
  });

  test("keeps every text to the byte and is found again as the last update", () => {
    const line = fc.constantFrom(
      "Text.",
      "",
      "* a list",
      "> a quote",
      "### Known",
      "1. one",
      "    code",
      "| a | b |",
    );
    const end = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        end,
        fc.boolean(),
        fc.boolean(),
        (lines, eol, mark, finished) => {
          const head = [
            "---",
            "title: A",
            "kind: maintenance",
            "scheduled: { from: 2026-11-21T01:00Z, to: 2026-11-21T02:00Z }",
            "---",
          ];
          const text = `${mark ? "\uFEFF" : ""}${[...head, ...lines].join(eol)}${finished ? eol : ""}`;
          const result = appendUpdate(text, update);
          expect(result.startsWith(text)).toBe(true);
          const { record, problems } = parse(result);
          expect(problems).toEqual([]);
          expect(record?.updates.map(({ status, text: words }) => [status, words])).toEqual([
            ["in-progress", "Work goes on."],
          ]);
        },
      ),
    );
  });
});

describe("closeImpacts", () => {
  const to = "2026-11-21T01:30Z";

  test.each([
    [
      "a flow map",
      "  - { service: a, level: major, from: 2026-11-20T10:02Z }",
      `  - { service: a, level: major, from: 2026-11-20T10:02Z, to: ${to} }`,
    ],
    [
      "a flow map without spaces",
      "- {service: a,from: 2026-11-20T10:02Z,level: major}",
      `- {service: a,from: 2026-11-20T10:02Z, to: ${to},level: major}`,
    ],
    [
      "a flow map with a comma at its end",
      "- { service: a, from: 2026-11-20 10:02 UTC, }",
      `- { service: a, from: 2026-11-20 10:02 UTC, to: ${to}, }`,
    ],
    [
      "a flow map on several lines",
      "- { service: a, # x\n    from: 2026-11-20T10:02Z # y\n  }",
      `- { service: a, # x\n    from: 2026-11-20T10:02Z, to: ${to} # y\n  }`,
    ],
    [
      "a block map",
      "  - service: a\n    from: 2026-11-20T10:02Z",
      `  - service: a\n    from: 2026-11-20T10:02Z\n    to: ${to}`,
    ],
    [
      "a block map with comments",
      "  - service: a # x\n    from: '2026-11-20T10:02Z'   # y\n    # z\n    level: major",
      `  - service: a # x\n    from: '2026-11-20T10:02Z'   # y\n    to: ${to}\n    # z\n    level: major`,
    ],
    [
      "a block map below its hyphen",
      "-\n  service: a\n  from: 2026-11-20T10:02Z",
      `-\n  service: a\n  from: 2026-11-20T10:02Z\n  to: ${to}`,
    ],
    [
      "an end that is empty",
      "- service: a\n  from: 2026-11-20T10:02Z\n  to: # unknown",
      `- service: a\n  from: 2026-11-20T10:02Z\n  to: ${to} # unknown`,
    ],
    [
      "an end that is null",
      "- { service: a, from: 2026-11-20T10:02Z, to: null }",
      `- { service: a, from: 2026-11-20T10:02Z, to: ${to} }`,
    ],
  ])("ends %s", (_, entry, expected) => {
    const around = (impact: string): string =>
      `---\ntitle: A\nimpact:\n${impact}\ntags: [x] # tags\n---\n\nText: { from: x }\n`;
    const { text, closed } = closeImpacts(around(entry), at);
    expect(text).toBe(around(expected));
    expect(closed.map((one) => one.service)).toEqual(["a"]);
  });

  test.each([
    ["an end", "- { service: a, from: 2026-11-20T10:02Z, to: 2026-11-20T11:02Z }"],
    ["no start, as in a maintenance", "- { service: a, level: maintenance }"],
    ["an alias in its place", "- &x { service: a, level: major }\n- *x"],
    ["YAML that cannot be read", "- { service: a, from: 2026-11-20T10:02Z"],
  ])("leaves an entry alone that has %s", (_, entry) => {
    const text = `---\nimpact:\n${entry}\n---\n`;
    expect(closeImpacts(text, at)).toEqual({ text, closed: [] });
  });

  test("uses the line ends of the file and keeps its byte order mark", () => {
    const text = "\uFEFF---\r\nimpact:\r\n  - service: a\r\n    from: 2026-11-20T10:02Z # x\r\n---\r\nText";
    expect(closeImpacts(text, at).text).toBe(
      `\uFEFF---\r\nimpact:\r\n  - service: a\r\n    from: 2026-11-20T10:02Z # x\r\n    to: ${to}\r\n---\r\nText`,
    );
  });

  test("leaves a file without front matter alone", () => {
    expect(closeImpacts("# Title\n", at)).toEqual({ text: "# Title\n", closed: [] });
    expect(closeImpacts("---\nimpact: [", at)).toEqual({ text: "---\nimpact: [", closed: [] });
  });

  test("ends every impact of this repository's incidents again after its end was taken out", () => {
    const folder = new URL("../../incidents/", import.meta.url);
    let ends = 0;
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".md")) continue;
      const whole = readFileSync(new URL(name, folder), "utf8");
      const open = whole.replace(/(\bfrom: [^,}\n]+?),? *(?:\n +)?to: [^,}\n]+?(?= *[},\n])/g, "$1");
      const result = closeImpacts(open, at);
      ends += result.closed.length;
      const expected = parse(open).record?.impact.map((one) =>
        one.from === undefined ? one : { ...one, to: at },
      );
      expect(parse(result.text).record?.impact, name).toEqual(expected);
      expect(result.text.replace(/, to: 2026-11-21T01:30Z|\n +to: 2026-11-21T01:30Z/g, ""), name).toBe(open);
    }
    expect(ends).toBeGreaterThan(10);
  });
});

describe("writeRecord", () => {
  test("writes front matter in the order in which people read it", () => {
    const text = writeRecord({
      kind: "incident",
      title: "Uploads failing",
      severity: "major",
      impact: [
        { service: "uploads", level: "major", from: at },
        { service: "api", level: "degraded", from: at, to: at + 60_000 },
      ],
      services: ["search"],
      update: { status: "investigating", at, text: "Uploads return 503." },
    });
    expect(text).toBe(
      [
        "---",
        "title: Uploads failing",
        "severity: major",
        "impact:",
        "  - { service: uploads, level: major, from: 2026-11-21T01:30Z }",
        "  - { service: api, level: degraded, from: 2026-11-21T01:30Z, to: 2026-11-21T01:31Z }",
        "services: [search]",
        "---",
        "",
        "## Investigating — 2026-11-21 01:30 UTC",
        "",
        "Uploads return 503.",
        "",
      ].join("\n"),
    );
    expect(parse(text).problems).toEqual([]);
  });

  test.each([
    "Plain words",
    "a: b",
    "- x",
    "# x",
    "x # y",
    'it\'s "quoted"',
    "[x]",
    "{x}",
    "{{title}}",
    "2026",
    "1e3",
    "true",
    "null",
    "~",
    "@x",
    "`x`",
    "%x",
    "&x",
    "*x",
    "!x",
    "|",
    ">",
    "?",
    "'",
    '"',
    "\\n",
    "a, b",
    "日本",
    "é",
    "🔥 fire",
    "no",
    "2026-11-20",
    "---",
  ])("writes the title %s so that it is read as the same", (title) => {
    const { record, problems } = parse(
      writeRecord({
        kind: "notice",
        title,
        impact: [],
        services: [],
        update: { status: "notice", at, text: "Text." },
      }),
    );
    expect(problems).toEqual([]);
    expect(record?.title).toBe(title);
  });
});
