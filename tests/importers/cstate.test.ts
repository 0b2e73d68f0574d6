import { describe, expect, it } from "vitest";
import { importCstate } from "../../src/importers/cstate.ts";
import { type Fields, importOne, lineText, notice, now } from "./cstate/notice.ts";

const text = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

describe("a notice becomes a record", () => {
  it("has its front matter, its services and its updates in time order", () => {
    const {
      path,
      text: record,
      report,
    } = importOne(
      notice(
        { affected: "[ci.jenkins.io, Mirrors]" },
        "",
        "[Final message]",
        "All is well.",
        "",
        "[Update - 2024-01-01 11h30 UTC]",
        "We restarted it.",
        "",
        "[Initial message]",
        "Builds fail.",
      ),
      "content/issues/2024-01-01-ci.jenkins.io-Down.md",
    );
    expect(path).toBe("incidents/2024/2024-01-01-ci.jenkins.io-Down.md");
    expect(record).toBe(
      text(
        "---",
        "title: Builds fail",
        "kind: incident",
        "severity: major",
        "impact:",
        "  - { service: ci-jenkins-io, level: major, from: 2024-01-01T10:00Z, to: 2024-01-01T12:00Z }",
        "  - { service: mirrors, level: major, from: 2024-01-01T10:00Z, to: 2024-01-01T12:00Z }",
        "---",
        "",
        "## Investigating — 2024-01-01 10:00 UTC",
        "",
        "Builds fail.",
        "",
        "## Update — 2024-01-01 11:30 UTC",
        "",
        "We restarted it.",
        "",
        "## Resolved — 2024-01-01 12:00 UTC",
        "",
        "All is well.",
      ),
    );
    expect(report).toEqual([
      '8 adapted: "ci.jenkins.io" is no system of the configuration: it becomes the service ci-jenkins-io.',
      '8 adapted: "Mirrors" is no system of the configuration: it becomes the service mirrors.',
    ]);
  });

  it.each([
    ["down", "major", "major"],
    ["disrupted", "minor", "partial"],
  ])("with severity %s has severity %s and impact level %s", (severity, expected, level) => {
    const { text: record } = importOne(notice({ severity, affected: "API" }, "x"));
    expect(record).toContain(`severity: ${expected}\nimpact:\n  - { service: api, level: ${level}, `);
  });

  it("with severity notice names its services without an impact", () => {
    expect(importOne(notice({ severity: "notice", affected: "[API]" }, "Soon.")).text).toBe(
      text(
        "---",
        "title: Builds fail",
        "kind: notice",
        "severity: none",
        "services:",
        "  - api",
        "---",
        "",
        "## Notice — 2024-01-01 10:00 UTC",
        "",
        "Soon.",
        "",
        "## Ended — 2024-01-01 12:00 UTC",
      ),
    );
  });

  it("with the word maintenance in its title is a maintenance with a window", () => {
    const { text: record, report } = importOne(
      notice({ title: "Maintenance of CI", severity: "disrupted", affected: "[API]" }, "We upgrade."),
    );
    expect(record).toBe(
      text(
        "---",
        "title: Maintenance of CI",
        "kind: maintenance",
        "severity: minor",
        "scheduled: { from: 2024-01-01T10:00Z, to: 2024-01-01T12:00Z }",
        "impact:",
        "  - { service: api, level: maintenance, from: 2024-01-01T10:00Z, to: 2024-01-01T12:00Z }",
        "---",
        "",
        "## In progress — 2024-01-01 10:00 UTC",
        "",
        "We upgrade.",
        "",
        "## Completed — 2024-01-01 12:00 UTC",
      ),
    );
    expect(report[0]).toBe("2 adapted: Its title says maintenance: read as one.");
  });

  it("with the word maintenance in its file name is a maintenance too", () => {
    const { text: record, report } = importOne(
      notice({}, "x"),
      "content/issues/2024-01-01-ci_maintenances.md",
    );
    expect(record).toContain("kind: maintenance");
    expect(report).toEqual(["2 adapted: Its file name says maintenance: read as one."]);
  });

  it("is no maintenance without a window, as a planned end cannot be invented", () => {
    const { text: record, report } = importOne(
      notice({ title: "Maintenance", resolved: "false", resolvedWhen: undefined }, "x"),
    );
    expect(record).toContain("kind: incident");
    expect(report).toEqual([
      "2 adapted: Its title says maintenance, but it has no end after its start: read as an incident.",
    ]);
  });

  it("that is a maintenance to come has its text before any update, as the clock begins it", () => {
    const { body } = importOne(
      notice(
        {
          title: "Maintenance",
          date: "2030-01-01 10:00 UTC",
          resolved: "false",
          resolvedWhen: "2030-01-01 12:00 UTC",
        },
        "[Initial message]",
        "We will upgrade.",
        "[Update 1]",
        "An hour later.",
      ),
    );
    expect(body).toBe(text("We will upgrade.", "", "**Update 1**", "", "An hour later."));
  });

  it.each([
    ["a post that is pinned goes on", "true", ""],
    [
      "any other post is over at once, as cState never shows it as active",
      "false",
      "\n## Ended — 2024-01-01 10:00 UTC\n",
    ],
  ])("that is informational is a notice: %s", (_, pin, end) => {
    const { text: record } = importOne(
      notice(
        { informational: "true", pin, severity: undefined, resolved: undefined, resolvedWhen: undefined },
        "News.",
      ),
    );
    expect(record).toContain(
      `kind: notice\nseverity: none\n---\n\n## Notice — 2024-01-01 10:00 UTC\n\nNews.\n${end}`,
    );
  });

  it("that goes on has impact without an end and no closing update", () => {
    const { text: record } = importOne(
      notice({ resolved: "false", resolvedWhen: '""', affected: "[API]" }, "x"),
    );
    expect(record).toContain("- { service: api, level: major, from: 2024-01-01T10:00Z }");
    expect(record).toMatch(/## Investigating — 2024-01-01 10:00 UTC\n\nx\n$/);
  });

  it("without a known severity is an incident that names its services", () => {
    const { text: record, report } = importOne(notice({ severity: "catastrophic", affected: "[API]" }, "x"));
    expect(record).toContain("kind: incident\nseverity: none\nservices:\n  - api\n");
    expect(report).toContain(
      '6 adapted: cState has no severity "catastrophic": its services are named without an impact.',
    );
  });
});

describe("the end of a notice", () => {
  it("before its start is told to the reader, and there is no impact", () => {
    const { text: record, report } = importOne(
      notice(
        { date: "2021-11-18T10:47:00-00:00", resolvedWhen: "2021-11-05T15:30:00-00:00", affected: "[API]" },
        "[Final message]",
        "Up again.",
        "[Initial message]",
        "Down.",
      ),
    );
    expect(record).toBe(
      text(
        "---",
        "title: Builds fail",
        "kind: incident",
        "severity: major",
        "services:",
        "  - api",
        "---",
        "",
        "## Investigating — 2021-11-18 10:47 UTC",
        "",
        "Down.",
        "",
        "## Resolved — 2021-11-18 10:47 UTC",
        "",
        "Up again.",
        "",
        "The source gives the end as 2021-11-05 15:30 UTC, before its start; the real end is not known.",
      ),
    );
    expect(report).toContain(
      "5 adapted: resolvedWhen: 2021-11-05 15:30 UTC is before date. The end is not known, so no impact is written.",
    );
  });

  it.each([
    [
      "that is no time",
      { resolvedWhen: "soon" },
      'The source gives the end as "soon"; the real end is not known.',
    ],
    [
      "that is missing",
      { resolvedWhen: undefined },
      "The source says that this is over, but not since when.",
    ],
  ])("%s is told to the reader", (_, fields, note) => {
    const { text: record } = importOne(notice({ ...fields, affected: "[API]" }, "x"));
    expect(record).toContain(`## Resolved — 2024-01-01 10:00 UTC\n\n${note}\n`);
    expect(record).not.toContain("impact");
  });

  it("that is not known does not make an undated part the last message", () => {
    const { body } = importOne(notice({ resolvedWhen: undefined }, "[Update]", "b", "[Initial]", "a"));
    expect(body).toMatch(
      /\n\na\n\n\*\*Update\*\*\n\nb\n\n## Resolved — 2024-01-01 10:00 UTC\n\nThe source says/,
    );
  });

  it("that is not known comes after the last update with a time", () => {
    const { body } = importOne(
      notice({ resolvedWhen: undefined }, "[Update 2024-01-01 11:00 UTC]", "b", "[Initial]", "a"),
    );
    expect(body).toMatch(
      /## Update — 2024-01-01 11:00 UTC\n\nb\n\n## Resolved — 2024-01-01 11:00 UTC\n\nThe source says/,
    );
  });

  it.each([
    [{ resolved: "perhaps" }, '4 adapted: resolved is "perhaps", taken as false.'],
    [{ resolved: undefined }, "4 adapted: resolved is missing; with a resolvedWhen it is taken as true."],
    [
      { informational: "true", resolved: "false" },
      "5 not-imported: A key has no place here: resolvedWhen: 2024-01-01T12:00:00-00:00",
    ],
    [
      { date: "2030-01-01 10:00 UTC", resolved: "false", resolvedWhen: undefined },
      "- adapted: 2030-01-01T10:00Z is in the future: daymark check will say so until then.",
    ],
  ])("is reported where it is odd: %j", (fields: Fields, line) => {
    expect(importOne(notice(fields, "x")).report).toContain(line);
  });

  it("has no place while resolved is false", () => {
    const { body, report } = importOne(notice({ resolved: "false" }, "x"));
    expect(body).toBe(text("## Investigating — 2024-01-01 10:00 UTC", "", "x"));
    expect(report).toEqual([
      "5 not-imported: A key has no place here: resolvedWhen: 2024-01-01T12:00:00-00:00",
    ]);
  });
});

describe("the date of a notice", () => {
  it.each([
    ["2023-06-06T12:45:00-00:00", "2023-06-06T12:45Z"],
    ["2023-06-06T9:45:07Z", "2023-06-06T09:45:07Z"],
    ["2023-02-03T16:00:00-05:00", "2023-02-03T21:00Z"],
    ['"2023-06-06 12:45:00 +0200"', "2023-06-06T10:45Z"],
    ["2023-06-06 12:45 UTC", "2023-06-06T12:45Z"],
  ])("%s is %s", (date, instant) => {
    const { body, report } = importOne(notice({ date, resolved: "false", resolvedWhen: undefined }, "x"));
    expect(body).toBe(text(`## Investigating — ${instant.replace("T", " ").replace("Z", " UTC")}`, "", "x"));
    expect(report).toEqual([]);
  });

  it.each([
    [
      "2023-06-06 12:45:00",
      "2023-06-06T12:45Z",
      ['"2023-06-06 12:45:00" has no zone: taken as UTC, as Hugo does.'],
    ],
    [
      "2023-06-06",
      "2023-06-06T00:00Z",
      [
        '"2023-06-06" has no time of day: 00:00 is taken.',
        '"2023-06-06" has no zone: taken as UTC, as Hugo does.',
      ],
    ],
    [
      "2023-06-06T12:45:00.482Z",
      "2023-06-06T12:45Z",
      ['The fraction of a second in "2023-06-06T12:45:00.482Z" is left out.'],
    ],
  ])("%s is %s, and the report says what was assumed", (date, instant, notes) => {
    const { body, report } = importOne(notice({ date, resolved: "false", resolvedWhen: undefined }, "x"));
    expect(body).toBe(text(`## Investigating — ${instant.replace("T", " ").replace("Z", " UTC")}`, "", "x"));
    expect(report).toEqual(notes.map((note) => `3 adapted: date: ${note}`));
  });

  it.each([
    [
      "2024-02-30T10:00:00Z",
      '3 not-imported: date: "2024-02-30T10:00:00Z" cannot be read. There is no such day.',
    ],
    ["yesterday", '3 not-imported: date: "yesterday" is no time that can be read.'],
    ["", "3 not-imported: The front matter has no date."],
    [undefined, "- not-imported: The front matter has no date."],
  ])("%s makes no record", (date, reason) => {
    expect(importOne(notice({ date }, "x"))).toMatchObject({ text: undefined, report: [reason] });
  });
});

describe("front matter", () => {
  it.each([
    ["", /^1 not-imported: The file does not begin with front matter\. /],
    [
      "+++\ntitle = 'x'\n+++\n",
      /^1 not-imported: The file does not begin with front matter\. This is TOML\. /,
    ],
    ["---\n- a\n---\n", /^2 not-imported: The front matter has no keys\.$/],
    [
      "---\ndraft: true\ndate: 2024-01-01\n---\n",
      /^2 not-imported: It is a draft, which Hugo does not publish\.$/,
    ],
  ])("%j makes no record", (source, reason) => {
    expect(importOne(source)).toMatchObject({ text: undefined, report: [expect.stringMatching(reason)] });
  });

  it("loses no key and no comment without a word, except what cState's template says", () => {
    const { report } = importOne(
      text(
        "---",
        "title: First",
        "title: Second",
        "date: 2024-01-01T10:00:00Z # about ten",
        "# Possible severity levels: down, disrupted, notice",
        "severity: down",
        "# affected:",
        "#  - Everything",
        "pin: true",
        "aliases: [/old, /older]",
        "---",
        "x",
      ),
    );
    expect(report).toEqual([
      "- adapted: section is missing, not issue: cState does not list this, Daymark does.",
      "3 not-imported: A key is given twice, and only the first counts: title: Second",
      "4 not-imported: A comment is left out: # about ten",
      "7 not-imported: A comment is left out: # affected:",
      "8 not-imported: A comment is left out: #  - Everything",
      "9 not-imported: A key has no place here: pin: true",
      "10 not-imported: A key has no place here: aliases: [/old, /older]",
    ]);
  });

  it("that is broken is read as far as it goes, and reported", () => {
    const { text: record, report } = importOne(notice({ title: "@home" }, "x"));
    expect(record).toContain('title: "@home"');
    expect(report).toEqual([
      "2 adapted: The YAML is broken here, and read as far as it goes: Plain value cannot start with reserved character @",
    ]);
  });

  it.each([
    ['"a: b # c"', '"a: b # c"'],
    ["'quote \" and it''s'", "quote \" and it's"],
    ['"two\\nlines"', "two lines"],
    ["2024", '"2024"'],
    ["[a, b]", '"[a, b]"'],
    ["🔥 ]]> <script>", "🔥 ]]> <script>"],
    ["''", "x"],
  ])("with the title %s is written with the title %s", (title, expected) => {
    expect(importOne(notice({ title }, "x")).text).toContain(`\ntitle: ${expected}\n`);
  });

  it("may have a byte order mark and Windows line ends", () => {
    const source = `\uFEFF${notice({}, "a\tb", "", "c")}`.replaceAll("\n", "\r\n");
    expect(importOne(source).body).toBe(
      text(
        "## Investigating — 2024-01-01 10:00 UTC",
        "",
        "a\tb",
        "",
        "c",
        "",
        "## Resolved — 2024-01-01 12:00 UTC",
      ),
    );
  });

  it("reports characters that were lost before", () => {
    expect(importOne(notice({}, "caf\uFFFD")).report).toEqual([
      "9 kept-as-text: Characters that were not UTF-8 are shown as �.",
    ]);
  });
});

describe("every source file", () => {
  it("ends as a record, or the report says why not", () => {
    const other = [
      "content/issues/.gitkeep",
      "content/issues/_index.md",
      "content/issues/a.html",
      "content/pages/p.md",
      "config.toml",
    ];
    const { files, report } = importCstate(
      [...other, "content/issues/2024/sub/index.md"].map((path) => ({ path, text: notice({}, "x") })),
      { now },
    );
    expect(files.map((file) => file.path)).toEqual(["incidents/2024/sub.md"]);
    expect(report.map((line) => `${line.source} ${lineText(line)}`)).toEqual([
      "config.toml - not-imported: Only a configuration in YAML is read.",
      "config.yml - not-imported: Without a configuration, content/site.yaml must be written by hand, with name and url.",
      "content/issues/.gitkeep - not-imported: It is an empty placeholder file.",
      "content/issues/2024/sub/index.md - record: incidents/2024/sub.md",
      "content/issues/_index.md - not-imported: It is the page of the list, not a notice.",
      "content/issues/a.html - not-imported: It is no Markdown file.",
      "content/pages/p.md - not-imported: It is no notice: only content/issues and the configuration are imported.",
    ]);
  });

  it("keeps its name as id, unless it cannot be one or another file has it", () => {
    const names = ["A.md", "a.md", "sub/a.md", "Über uns!.md", "🔥.md", "2024-01-01-x.y_z.md"];
    const { files } = importCstate(
      names.map((name) => ({ path: `content/issues/${name}`, text: notice({}, "x") })),
      { now },
    );
    expect(files.map((file) => `${file.source?.slice(15)} ${file.path.slice(15)}`)).toEqual([
      "2024-01-01-x.y_z.md 2024-01-01-x.y_z.md",
      "A.md A.md",
      "a.md a-2.md",
      "sub/a.md a-3.md",
      "Über uns!.md uber-uns.md",
      "🔥.md notice.md",
    ]);
  });

  it("gives the same files in whatever order the files come", () => {
    const sources = ["b", "a", "c"].map((name) => ({
      path: `content/issues/${name}.md`,
      text: notice({ affected: `[Service ${name}, service]` }, "x"),
    }));
    expect(importCstate(sources, { now })).toEqual(importCstate(sources.toReversed(), { now }));
  });
});
