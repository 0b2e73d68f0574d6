import { describe, expect, test } from "vitest";
import type { Import } from "../../src/importers/importer.ts";
import { importMarkdown, type MarkdownOptions } from "../../src/importers/markdown.ts";
import { parseIncident } from "../../src/records/incident.ts";
import { writeInstant } from "../../src/records/instant.ts";
import { parsePostmortem } from "../../src/records/postmortem.ts";

const now = Date.parse("2026-11-21T00:00Z");

function imported(
  files: Readonly<Record<string, string>>,
  options: Omit<MarkdownOptions, "now"> = {},
): Import {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return importMarkdown(sources, { now, ...options });
}

/** The updates that a timeline became: `10:02 investigating: text`; days other than 10 November are said. */
function entries(timeline: string, options: Omit<MarkdownOptions, "now"> = {}): string[] {
  const { files } = imported({ "2026-11-10-disk.md": `# Disk\n\n## Timeline\n\n${timeline}\n` }, options);
  const file = files.find(({ path }) => path.startsWith("incidents/"));
  const { record, problems } = parseIncident({ file: file?.path ?? "", text: file?.text ?? "" });
  expect(problems).toEqual([]);
  return (record?.updates ?? []).map(({ at, status, text }) => {
    const when = writeInstant(at).replace("2026-11-10T", "");
    return `${when} ${status}: ${text}`;
  });
}

/** What is told of times that are no entries, or entries with a doubt. */
function remarks(timeline: string, options: Omit<MarkdownOptions, "now"> = {}): string[] {
  const { report } = imported({ "2026-11-10-disk.md": `# Disk\n\n## Timeline\n\n${timeline}\n` }, options);
  return report.flatMap(({ line, outcome, message }) =>
    outcome === "record" ? [] : [`${line} ${outcome}: ${message}`],
  );
}

const simple =
  "# Disk full\n\n## Summary\n\nThe disk was full.\n\n## Timeline\n\nAll times UTC\n\n- 10:02 It broke.\n- 11:30 It works.\n";

describe("a report in free form", () => {
  test("becomes a draft with all of its text, and an incident", () => {
    const text = [
      "# 2026-11-10, Disk full",
      "",
      "## Summary",
      "",
      "The disk of `db1` was full, and [uploads](https://example.org/) failed.",
      "",
      "More of it.",
      "",
      "## Timeline",
      "",
      "All times in CET",
      "",
      "### 11:02 - Start of incident",
      "",
      "Uploads fail; see [the chart][chart].",
      "",
      "### 12:30",
      "",
      "Service is restored.",
      "",
      "## Contributing factors",
      "",
      "- Nobody watched the disk.",
      "- Old logs were never removed.",
      "",
      "## Action items",
      "",
      "### Monitoring",
      "",
      "1. Alert when a disk is nearly full ([issue](https://git.example.org/a/b/issues/7))",
      "1. [x] Remove old logs",
      "",
      "[chart]: https://example.org/chart",
      "",
    ].join("\n");
    const { files, report, reviews } = imported({ "2026-11-10-disk-full.md": text }, { owner: "sre" });
    expect(files.map(({ path }) => path)).toEqual([
      "content/postmortems/2026-11-10-disk-full.md",
      "incidents/2026/2026-11-10-disk-full.md",
    ]);
    expect(files[0]?.text).toBe(
      [
        "---",
        "# From 2026-11-10-disk-full.md. To fill in:",
        "#   type",
        "#   trigger",
        "#   times: detected, declared, mitigated, resolved",
        "#   times: whether impactStart and impactEnd are right",
        "#   detection",
        "#   impact",
        "#   category of 2 factors",
        "#   mitigation",
        "#   resolution",
        "#   kind, status, owner and due of 2 actions",
        "#   the day on which 1 action was done",
        "#   in the incident: services, impact, severity, whether its last update was its end",
        "title: Disk full",
        "summary: The disk of db1 was full, and uploads failed.",
        "incidents: [ 2026-11-10-disk-full ]",
        "status: draft",
        "owner: sre",
        "type: unknown",
        "trigger: unknown",
        "times:",
        "  impactStart: { at: 2026-11-10T10:02Z, confidence: estimated }",
        "  impactEnd: { at: 2026-11-10T11:30Z, confidence: estimated }",
        "factors:",
        "  - id: nobody-watched-the-disk",
        "    category: unknown",
        "    summary: Nobody watched the disk.",
        "  - id: old-logs-were-never-removed",
        "    category: unknown",
        "    summary: Old logs were never removed.",
        "actions:",
        "  - id: alert-when-a-disk-is-nearly",
        "    title: Alert when a disk is nearly full",
        "    kind: unknown",
        "    status: unknown",
        "    issue: https://git.example.org/a/b/issues/7",
        "  - id: remove-old-logs",
        "    title: Remove old logs",
        "    kind: unknown",
        "    status: unknown",
        "---",
        "",
        ...text.trimEnd().split("\n").slice(2),
        "",
      ].join("\n"),
    );
    expect(files[1]?.text).toBe(
      [
        "---",
        "# Made from the report 2026-11-10-disk-full.md. Its updates are the report's timeline, which was written afterwards.",
        "title: Disk full",
        "kind: incident",
        "---",
        "",
        "The disk of `db1` was full, and [uploads](https://example.org/) failed.",
        "",
        "## Investigating — 2026-11-10 10:02 UTC",
        "",
        "**Start of incident**",
        "",
        "Uploads fail; see [the chart][chart].",
        "",
        "[chart]: <https://example.org/chart>",
        "",
        "## Resolved — 2026-11-10 11:30 UTC",
        "",
        "Service is restored.",
        "",
      ].join("\n"),
    );
    expect(report.map(({ outcome, message }) => `${outcome}: ${message}`)).toEqual([
      "record: content/postmortems/2026-11-10-disk-full.md, incidents/2026/2026-11-10-disk-full.md",
    ]);
    expect(reviews?.[0]?.recognised).toEqual([
      "2 of 2 times (CET = Europe/Berlin)",
      "2 actions",
      "2 factors",
      "times of impactStart, impactEnd",
    ]);
  });

  test("without an owner says so, and is a record all the same", () => {
    const { files, reviews } = imported({ "2026-11-10-disk.md": simple });
    const { record, problems } = parsePostmortem({ file: files[0]?.path ?? "", text: files[0]?.text ?? "" });
    expect(problems).toEqual([]);
    expect(record?.owner).toBe("unknown");
    expect(reviews?.[0]?.missing[0]).toBe("owner");
  });

  test("gives its incident no texts with timesOnly", () => {
    const { files } = imported({ "2026-11-10-disk.md": simple }, { timesOnly: true });
    expect(files[1]?.text.split("---\n").at(-1)).toBe(
      [
        "",
        "## Investigating — 2026-11-10 10:02 UTC",
        "",
        "The time is that of the report on this incident.",
        "",
        "## Resolved — 2026-11-10 11:30 UTC",
        "",
        "The time is that of the report on this incident.",
        "",
      ].join("\n"),
    );
  });

  test("is told from its neighbours, whatever the order in which they come", () => {
    const files = { "a/2026-11-10-x.md": simple, "b/2026-11-10-x.md": simple, "c d/Über uns.md": simple };
    const first = imported(files);
    const second = imported(Object.fromEntries(Object.entries(files).reverse()));
    expect(second).toEqual(first);
    expect(first.files.map(({ path }) => path)).toEqual([
      "content/postmortems/2026-11-10-x.md",
      "incidents/2026/2026-11-10-x.md",
      "content/postmortems/2026-11-10-x-2.md",
      "incidents/2026/2026-11-10-x-2.md",
    ]);
  });
});

describe("the times of a timeline", () => {
  const zone = { zone: { said: "UTC", place: "UTC" } };

  test("may be headings; a day is carried on, and one without a year is the nearest", () => {
    expect(
      entries(
        [
          "All times in PST",
          "### Nov 10 2026 13:06",
          "a",
          "### 13:35",
          "b",
          "```\n14:00 no entry\n```",
          "### Who was asked",
          "c",
          "## Nov 11, 09:00",
          "d",
          "### 12. November, 7:01am",
          "e",
          "### 2026-11-12 07:30pm - It works",
          "f",
        ].join("\n\n"),
      ),
    ).toEqual([
      "21:06Z investigating: a",
      "21:35Z update: b\n\n```\n14:00 no entry\n```\n\n### Who was asked\n\nc",
      "2026-11-11T17:00Z update: d",
      "2026-11-12T15:01Z update: e",
      "2026-11-13T03:30Z resolved: **It works**\n\nf",
    ]);
  });

  test("may be items of a list, with whatever stands around them", () => {
    expect(
      entries(
        "Times are in UTC.\n\n- 13:44: a\n  goes on\n\n  and on\n* **14:08** b\n+ `14:09` – c\n1. [14:10](https://example.org/x) d\n2. 14:11 UTC — e\n3. (14:12) f\n4. without a time\n5. 14:13\n   - g\n   - h",
      ),
    ).toEqual([
      "13:44Z investigating: a\ngoes on\n\nand on",
      "14:08Z update: b",
      "14:09Z update: c",
      "14:10Z update: d",
      "14:11Z update: e",
      "14:12Z update: f\n\n- without a time",
      "14:13Z resolved: - g\n- h",
    ]);
  });

  test("may be below the days of a list", () => {
    expect(
      entries("- 2026-11-09\n  - 23:50 a\n- 10 November:\n  - 00:10 b\n  - text\n  - 14:00 c", zone),
    ).toEqual(["2026-11-09T23:50Z investigating: a", "00:10Z update: b\n\ntext", "14:00Z resolved: c"]);
  });

  test("may be rows of a table, which says its zone", () => {
    expect(
      entries(
        "| Time (CET) | Who | What |\n|---|---|---|\n| 11:00 | bot | `a` |\n| 11:05 | | b |\n|  | | no time |\n| 11:10 UTC | x | c |",
      ),
    ).toEqual(["10:00Z investigating: bot · `a`", "10:05Z update: b\n\nno time", "11:10Z resolved: x · c"]);
    expect(
      entries("| Date | Time | What |\n|---|---|---|\n| 2026-11-09 | 11:00 | a |\n| | 11:05 | b |", zone),
    ).toEqual(["2026-11-09T11:00Z investigating: a", "2026-11-09T11:05Z resolved: b"]);
  });

  test("may be paragraphs, or lines of one", () => {
    expect(
      entries(
        "**10:00** a\n\nmore of a\n\n10:05 UTC – b\n10:06 UTC – c\nmore of c\n\n10:07 d\nat\n10:08 o'clock",
        zone,
      ),
    ).toEqual([
      "10:00Z investigating: a\n\nmore of a",
      "10:05Z update: b",
      "10:06Z update: c\nmore of c",
      "10:07Z resolved: d\nat\n10:08 o'clock",
    ]);
  });

  test("may be spans and estimates, which are said in words", () => {
    expect(
      entries("### 8:20 - 8:24\n\na\n\n### ca. 18:30\n\nb\n\n### 23:50–00:10 (maybe)\n\nc", zone),
    ).toEqual([
      "08:20Z investigating: Until 2026-11-10 08:24 UTC.\n\na",
      "18:30Z update: The time is an estimate.\n\nb",
      "23:50Z resolved: **(maybe)**\n\nThe time is an estimate. Until 2026-11-11 00:10 UTC.\n\nc",
    ]);
  });

  test("go on with the next day after midnight, and stay where they are out of order", () => {
    const timeline = "- 23:50 a\n- 00:10 b\n- 09:00 c\n- 08:55 d\n- 09:05 e";
    expect(entries(timeline, zone)).toEqual([
      "23:50Z investigating: a",
      "2026-11-11T00:10Z update: b",
      "2026-11-11T08:55Z update: d",
      "2026-11-11T09:00Z update: c",
      "2026-11-11T09:05Z resolved: e",
    ]);
    expect(remarks(timeline, zone)).toEqual([
      "6 adapted: It is earlier than the time before it, so it counts to the next day.",
      "8 adapted: It is a little earlier than the time before it: the incident has it in its place.",
    ]);
  });

  test("of each kind of zone are read: an offset, a region, an abbreviation, a name", () => {
    const at = (said: string): string => entries(`All times in ${said}\n\n- 12:00 a`)[0]?.slice(0, 6) ?? "";
    expect(
      Object.fromEntries(
        ["UTC", "GMT+2", "PST (UTC-7)", "UTC+05:30", "Europe/Berlin", "UC/Pacific", "CET (GMT+1)", "JST"].map(
          (said) => [said, at(said)],
        ),
      ),
    ).toEqual({
      UTC: "12:00Z",
      "GMT+2": "10:00Z",
      "PST (UTC-7)": "19:00Z",
      "UTC+05:30": "06:30Z",
      "Europe/Berlin": "11:00Z",
      "UC/Pacific": "20:00Z",
      "CET (GMT+1)": "11:00Z",
      JST: "03:00Z",
    });
    expect(entries("- 12:00 CET a\n- 12:30 b\n- 07:00 EST c")).toEqual([
      "11:00Z investigating: a",
      "11:30Z update: b",
      "12:00Z resolved: c",
    ]);
  });

  test("of an abbreviation that was not in use are those of its region, once told", () => {
    const timeline = "All times in PST\n\n- 2026-07-01 12:00 a\n- 13:00 b";
    expect(entries(timeline).map((line) => line.slice(0, 17))).toEqual([
      "2026-07-01T19:00Z",
      "2026-07-01T20:00Z",
    ]);
    expect(remarks(timeline)).toEqual([
      "7 adapted: PST was not in use on that day: times are read as those of America/Los_Angeles. Write an offset such as (UTC+2) into the report if it was meant.",
    ]);
  });

  test("stay text where their zone is not said, or is that of several regions, until somebody says it", () => {
    const noon = "12:00Z resolved: Only the day of this incident is known: noon stands for it.";
    expect(entries("- 10:00 a")).toEqual([noon]);
    expect(remarks("- 10:00 a")).toEqual([
      "undefined adapted: No time of its timeline is known: the incident is put at noon of its day.",
      "5 kept-as-text: This time is no entry, as its zone is not said: say it with --time-zone.",
    ]);
    expect(entries("All times in IST\n\n- 10:00 a")).toEqual([noon]);
    expect(remarks("All times in IST\n\n- 10:00 a")[1]).toBe(
      "7 kept-as-text: This time is no entry, as IST is the name of several zones: say which with --time-zone, such as Asia/Kolkata or Asia/Jerusalem or Europe/Dublin.",
    );
    expect(entries("All times in IST\n\n- 10:00 a", { zone: { said: "", place: "Asia/Kolkata" } })).toEqual([
      "04:30Z resolved: a",
    ]);
  });

  test("are told where they cannot be read, have no time, or are in the future", () => {
    expect(
      remarks(
        "### 10:00\n\na\n\n### 2X:XX (not sure)\n\nb\n\n### 2026-11-11\n\nc\n\n### 03/04/2026 10:00\n\nd\n\n### 2027-01-01 10:00\n\ne",
        zone,
      ),
    ).toEqual([
      '9 kept-as-text: No time can be read in "2X:XX (not sure)": it stays with the entry before it.',
      "13 kept-as-text: This has a day and no time, so it is in the report only, not in the incident.",
      "17 kept-as-text: This time is no entry, as its day can be read as day and month or as month and day: write year-month-day.",
      "21 kept-as-text: This time is in the future, or before 1970.",
    ]);
  });

  test("are no entries where something else begins like one", () => {
    expect(
      entries(
        "- 10:00 a\n- 10:15 minutes later\n- 10.128.0.7 b\n- 2018 PRs\n- 4:3 c\n- 10:30x d\n- T+5m e\n- 25:00 f",
        zone,
      ),
    ).toEqual([
      "10:00Z resolved: a\n\n- 10:15 minutes later\n\n- 10.128.0.7 b\n\n- 2018 PRs\n\n- 4:3 c\n\n- 10:30x d\n\n- T+5m e\n\n- 25:00 f",
    ]);
  });

  test("are found without a section that is called timeline, where there are several", () => {
    const record = (body: string): string =>
      imported({ "2026-11-10-disk.md": `# Disk\n\n${body}\n` }, zone).files[1]?.text ?? "";
    expect(record("## 10:02 It broke\n\na\n\n## 11:00 It works\n\nb\n\n## Lessons\n\nc")).toContain(
      "## Investigating — 2026-11-10 10:02 UTC\n\n**It broke**\n\na\n\n## Resolved — 2026-11-10 11:00 UTC\n\n**It works**\n\nb\n",
    );
    expect(record("- 10:02 a\n- 11:00 b\n\nText.")).toContain(
      "10:02 UTC\n\na\n\n## Resolved — 2026-11-10 11:00 UTC\n\nb\n",
    );
    const titled = imported({ "x.md": "# 2026-11-10 09:00 UTC, Disk\n\n## 10:02 UTC a\n\n## 11:00 b\n" });
    expect(titled.files[1]?.text.match(/^## .*$/gm)).toEqual([
      "## Investigating — 2026-11-10 10:02 UTC",
      "## Resolved — 2026-11-10 11:00 UTC",
    ]);
    expect(record("We met at\n\n- 10:02 in the office\n- Berlin\n- Lima")).toContain("noon stands for it");
  });
});

describe("what else a report may be", () => {
  test("its title loses a day that the file's name says too, and no other", () => {
    const title = (heading: string): string | undefined => {
      const [file] = imported({ "2026-11-10-disk.md": `# ${heading}\n\nText.\n` }).files;
      return parsePostmortem({ file: file?.path ?? "", text: file?.text ?? "" }).record?.title;
    };
    expect(title("2026-11-10, disk full")).toBe("disk full");
    expect(title('2026-11-10, "no space left on device"')).toBe('"no space left on device"');
    expect(title("2026-11-10 (EU) disk full")).toBe("(EU) disk full");
    expect(title("2026-11-09: disk full")).toBe("2026-11-09: disk full");
    expect(title("2026-11-10 - 2026-11-12: disk full")).toBe("2026-11-10 - 2026-11-12: disk full");
  });

  test("front matter is read, and what has no place is kept as text", () => {
    const text = [
      "---",
      "title: Disk full",
      "description: The disk was full.",
      "date: 2026-11-09",
      "time_zone: Europe/Berlin",
      "owner: '@alice'",
      "authors: [alice, Bob Example]",
      "type: Service outage",
      "trigger: capacity-exhaustion",
      "tags: [disk, storage]",
      "started: 11:00",
      "resolved: 2026-11-09 12:30 UTC",
      "severity: P1",
      "---",
      "Text.",
      "",
      "## Timeline",
      "",
      "- 11:05 a",
      "",
    ].join("\n");
    const { files, report } = imported({ "disk.md": `\uFEFF${text.replaceAll("\n", "\r\n")}` });
    expect(files.map(({ path }) => path)).toEqual([
      "content/postmortems/disk.md",
      "incidents/2026/2026-11-09-disk.md",
    ]);
    const { record, problems } = parsePostmortem({ file: files[0]?.path ?? "", text: files[0]?.text ?? "" });
    expect(problems).toEqual([]);
    expect(record).toMatchObject({
      title: "Disk full",
      summary: "The disk was full.",
      incidents: ["2026-11-09-disk"],
      owner: "alice",
      authors: [],
      type: "service-outage",
      trigger: "capacity-exhaustion",
      tags: ["disk", "storage"],
      times: {
        impactStart: { at: Date.parse("2026-11-09T10:00Z"), confidence: "estimated" },
        resolved: { at: Date.parse("2026-11-09T12:30Z"), confidence: "estimated" },
      },
    });
    expect(record?.body.trim()).toBe(
      `Text.\n\n## Timeline\n\n- 11:05 a\n\n## Front matter of the source\n\n\`\`\`yaml\n${text.split("\n").slice(1, 13).join("\n")}\n\`\`\``,
    );
    expect(report.map(({ line, outcome, message }) => [line, outcome, message])).toContainEqual([
      7,
      "kept-as-text",
      "The front matter has no place for authors, severity in a report: it is at the end of the text.",
    ]);
  });

  test("an incident that its front matter names is not made again", () => {
    const { files } = imported({ "disk.md": "---\nincidents: [2026-11-09-disk]\n---\n# Disk\n\nText.\n" });
    expect(files.map(({ path }) => path)).toEqual(["content/postmortems/disk.md"]);
    expect(files[0]?.text).toContain("\nincidents: [ 2026-11-09-disk ]\n");
    expect(files[0]?.text).toMatch(/---\n\nText\.\n$/);
  });

  test("front matter that is TOML, broken or none at all stays in the text", () => {
    const body = (text: string): string =>
      imported({ "2026-11-10-x.md": text }).files[0]?.text.split("\n---\n").slice(1).join("\n---\n") ?? "";
    expect(body('+++\ntitle = "X"\n+++\nText.\n')).toBe(
      '\nText.\n\n## Front matter of the source\n\n```toml\ntitle = "X"\n```\n',
    );
    expect(body("---\ntitle: [\n---\nText.\n")).toContain("```yaml\ntitle: [\n```");
    expect(body("---\n\nA rule above.\n\n---\n\nA rule below.\n")).toContain("A rule above.");
  });

  test("links to other reports lead to their pages; files are not copied, and told", () => {
    const { files, report } = imported({
      "a/2026-11-10-x.md":
        "# X\n\n[y](2026-11-09-y.md#action-items), [z](../z.md), [here](#timeline), ![](p.png)\n\n`[y](2026-11-09-y.md)`\n\n[up]: <../b/2026-11-08-w.md>\n",
      "a/2026-11-09-y.md": "# Y",
      "b/2026-11-08-w.md": "# W",
      "z.md": "# No day",
    });
    expect(
      files
        .find(({ path }) => path.endsWith("/2026-11-10-x.md"))
        ?.text.split("---\n")
        .at(-1),
    ).toBe(
      "\n[y](/lessons/2026-11-09-y/#t-action-items), [z](../z.md), [here](#t-timeline), ![](p.png)\n\n`[y](2026-11-09-y.md)`\n\n[up]: /lessons/2026-11-08-w/\n",
    );
    expect(
      report.filter(({ outcome }) => outcome === "adapted").map(({ line, message }) => [line, message]),
    ).toEqual(
      expect.arrayContaining([
        [
          3,
          '"../z.md" leads to a file of the source, which is not copied: put it into public/ and correct the address.',
        ],
        [
          3,
          '"p.png" leads to a file of the source, which is not copied: put it into public/ and correct the address.',
        ],
      ]),
    );
  });

  test("a template, an empty file and one without a day are not imported, with the reason", () => {
    const { files, report } = imported({
      "template.md": "# {{ yyyy-mm-dd }}, {{ name }}\n\n## Timeline\n\n### {{ hh:mm }}\n",
      "empty.md": " \n",
      "README.md": "# Our reports\n\nRead them.\n",
    });
    expect(files).toEqual([]);
    expect(report.map(({ source, outcome, message }) => `${source} ${outcome}: ${message}`)).toEqual([
      "README.md not-imported: Nothing says on which day it was. If it is a report, put the day into the name of the file, such as 2026-11-20-our-reports.md, or above the text: date: 2026-11-20 between two lines of three hyphens.",
      "empty.md not-imported: It is empty.",
      "template.md not-imported: Nothing says on which day it was. It looks like a template. If it is a report, put the day into the name of the file, such as 2026-11-20-yyyy-mm-dd-name.md, or above the text: date: 2026-11-20 between two lines of three hyphens.",
    ]);
  });

  test("the summary is cut at a sentence, or at a word", () => {
    const summaryOf = (words: string): string => {
      const { files } = imported({ "2026-11-10-x.md": `# X\n\n## Summary\n\n${words}\n` });
      return /^summary: (.*)$/m.exec(files[0]?.text ?? "")?.[1] ?? "";
    };
    const sentence = `It was ${"word ".repeat(40)}end.`;
    expect(summaryOf(`${sentence} ${sentence}`)).toBe(sentence);
    expect(summaryOf("word ".repeat(100))).toBe(`${"word ".repeat(54)}word…`);
    expect(summaryOf("It broke. It was found that:")).toBe("It broke.");
  });

  test("actions lose links that only lead to an issue, and nothing else", () => {
    const actions = (items: string): [title: string, issue: string | undefined][] => {
      const { files } = imported({
        "2026-11-10-x.md": `# X\n\n## Follow-ups\n\n${items}\n\n[ref]: https://git.example.org/a/issues/9\n`,
      });
      const { record } = parsePostmortem({ file: files[0]?.path ?? "", text: files[0]?.text ?? "" });
      return (record?.actions ?? []).map(({ title, issue }) => [title, issue]);
    };
    const issue = "https://git.example.org/a/issues/1";
    expect(
      actions(
        [
          `- Do a. [Issue](${issue})`,
          `- Do b ([#1](${issue}), see [the plan](https://example.org/plan))`,
          `- Look into [this issue](${issue}) again`,
          `- Related to [this issue](${issue})`,
          `- Do c: ${issue}`,
          "- Do d ([issue][ref])",
          "- Read https://example.org/manual",
          "- {{ summary }}",
          `- [ ] Do e (${issue})`,
          `- Do f [PR](https://me:secret@git.example.org/a/pull/2)`,
        ].join("\n"),
      ),
    ).toEqual([
      ["Do a.", issue],
      ["Do b (#1, see the plan)", issue],
      ["Look into this issue again", issue],
      ["Related to this issue", issue],
      ["Do c", issue],
      ["Do d", "https://git.example.org/a/issues/9"],
      ["Read https://example.org/manual", undefined],
      ["Do e", issue],
      ["Do f PR", undefined],
    ]);
  });

  test("key times are only what is said in so many words", () => {
    const times = (...texts: readonly string[]): unknown => {
      const list = texts.map((text, index) => `- ${10 + index}:00 UTC ${text}`).join("\n");
      const { files } = imported({ "2026-11-10-x.md": `# X\n\n## Timeline\n\n${list}\n` });
      return parsePostmortem({ file: "content/postmortems/x.md", text: files[0]?.text ?? "" }).record?.times;
    };
    const at = (time: string): unknown => ({
      at: Date.parse(`2026-11-10T${time}Z`),
      confidence: "estimated",
    });
    expect(
      times("Outage begins.", "We first noticed it.", "Service is restored.", "Incident resolved."),
    ).toEqual({
      impactStart: at("10:00"),
      detected: at("11:00"),
      impactEnd: at("12:00"),
      resolved: at("13:00"),
    });
    expect(
      times(
        "Logs around the start of the outage are read.",
        "Is the outage over?",
        "Incident is not resolved.",
      ),
    ).toEqual({});
    expect(times("Service was restored after an earlier one.", "Outage starts.")).toEqual({
      impactStart: at("11:00"),
    });
  });

  test("hostile texts come to an end, and give records or a reason", () => {
    const texts = [
      "- 10:00 ".repeat(20_000),
      `# X\n\n## Timeline\n\n${"- 10:00 UTC a\n".repeat(5000)}`,
      `## Action items\n\n- a ${"https://git.example.org/issues/1 ".repeat(5000)}`,
      `## Action items\n\n- a ${"[issue](https://git.example.org/issues/1) ".repeat(3000)}`,
      `# ${"(".repeat(20_000)}10:00`,
      `a\n\n${"[".repeat(20_000)}](x)`,
      `${"> ".repeat(3000)}a`,
      `${"- ".repeat(3000)}10:00`,
      `---\n${"a: &a [*a]\n".repeat(500)}---\n`,
      "---\n__proto__: x\nconstructor: [y]\ntitle: X\n---\n## constructor\n\n- 10:00 UTC toString\n",
      "## Timeline\n\n### 10:00 UTC\n\n```\nno end\n\n### 11:00 UTC\n",
      "## Timeline\n\n### 10:00 UTC\n\nNext-update: never\n\nPosted-by: nobody\n\n## Resolved — 2026-11-10 11:00 UTC\n",
      "## Timeline\n\n### 10:00 UTC\n\n<!-- no end\n\n<script>alert(1)</script> [x](javascript:alert(1)) \u0000\u001b[2J\ue000\n",
    ];
    for (const text of texts) {
      const { files, report } = imported({ "2026-11-10-x.md": text });
      const [draft, incident] = files;
      expect(report.some(({ outcome }) => outcome === "record")).toBe(true);
      const read = parsePostmortem({ file: draft?.path ?? "", text: draft?.text ?? "" });
      expect(read.record, text.slice(0, 80)).toBeDefined();
      const { record, problems } = parseIncident({ file: incident?.path ?? "", text: incident?.text ?? "" });
      expect(problems, text.slice(0, 80)).toEqual([]);
      expect(record?.updates.length).toBeGreaterThan(0);
    }
  });
});
