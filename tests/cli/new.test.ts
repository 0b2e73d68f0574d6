import { describe, expect, test } from "vitest";
import { daymark, files, read, site, write } from "./terminal.ts";

const INCIDENT = ["new", "incident", "Uploads", "failing:", 'it\'s "bad"'] as const;
const PATH = "incidents/2026/2026-11-20-uploads-failing-its-bad.md";

describe("daymark new", () => {
  test("opens an incident with what the responder knows", async () => {
    const cwd = site();
    const session = await daymark(
      { cwd },
      ...INCIDENT,
      ...["--service", "uploads", "--service", "api=degraded", "--level", "major", "--severity", "major"],
      ...["--from", "23:50Z", "-m", "Uploads return 503.", "--next-update", "30m", "--posted-by", "yutok"],
    );
    expect(session.transcript).toMatchInlineSnapshot(`
      "! Uploads failing: it's "bad": Investigating at 2026-11-21 01:30 UTC.
      ! Next update promised for 2026-11-21 02:00 UTC.
      ! Affected from 2026-11-20 23:50 UTC.
      incidents/2026/2026-11-20-uploads-failing-its-bad.md
      git add -- incidents/2026/2026-11-20-uploads-failing-its-bad.md && git commit -m 'Uploads failing: it'\\''s "bad": investigating' -- incidents/2026/2026-11-20-uploads-failing-its-bad.md
      git push
      exit 0
      "
    `);
    expect(read(cwd, PATH)).toBe(
      [
        "---",
        'title: "Uploads failing: it\'s \\"bad\\""',
        "severity: major",
        "impact:",
        "  - { service: uploads, level: major, from: 2026-11-20T23:50Z }",
        "  - { service: api, level: degraded, from: 2026-11-20T23:50Z }",
        "---",
        "",
        "## Investigating — 2026-11-21 01:30 UTC",
        "",
        "Uploads return 503.",
        "",
        "Next-update: 2026-11-21 02:00 UTC",
        "Posted-by: yutok",
        "",
      ].join("\n"),
    );
    expect((await daymark({ cwd }, "check")).transcript).toBe("! 11 files checked: no problem.\nexit 0\n");
  });

  test("announces a maintenance with its planned window", async () => {
    const cwd = site();
    const session = await daymark(
      { cwd },
      ...[
        "new",
        "maintenance",
        "Search upgrade",
        "--service",
        "search",
        "--from",
        "2026-12-05 08:00 UTC",
        "--to",
        "2h",
      ],
      ...["--template", "announced"],
    );
    expect(session.code).toBe(0);
    expect(read(cwd, "incidents/2026/2026-12-05-search-upgrade.md")).toBe(
      [
        "---",
        "title: Search upgrade",
        "kind: maintenance",
        "scheduled: { from: 2026-12-05T08:00Z, to: 2026-12-05T10:00Z }",
        "impact:",
        "  - { service: search, level: maintenance }",
        "---",
        "",
        "## Scheduled — 2026-11-21 01:30 UTC",
        "",
        "On 2026-12-05 08:00 UTC until 2026-12-05 10:00 UTC.",
        "",
      ].join("\n"),
    );
    expect((await daymark({ cwd }, "check")).code).toBe(0);
  });

  test("takes a bare begin of a maintenance for the next one, and one that is past for work in progress", async () => {
    const cwd = site();
    const window = async (...argv: string[]): Promise<string> => {
      const { out } = await daymark({ cwd }, "new", "maintenance", "-m", "Text.", ...argv);
      return read(cwd, out.split("\n")[0] ?? "");
    };
    expect(await window("A", "--from", "00:30Z", "--to", "01:00Z")).toContain(
      "{ from: 2026-11-22T00:30Z, to: 2026-11-22T01:00Z }",
    );
    expect(await window("B", "--from", "2026-11-21T01:00Z", "--to", "3h")).toContain("## In progress — ");
  });

  test("publishes a notice on services without a level", async () => {
    const cwd = site();
    await daymark({ cwd }, "new", "notice", "Kelp 2 is out", "--service", "search", "-m", "Text.");
    expect(read(cwd, "incidents/2026/2026-11-21-kelp-2-is-out.md")).toContain(
      "kind: notice\nservices: [search]\n---\n\n## Notice — ",
    );
  });

  test("writes down an incident that is over", async () => {
    const cwd = site();
    await daymark(
      { cwd },
      ...["new", "incident", "Brief", "--service", "api", "--level", "partial", "--from", "2h", "--to", "1h"],
      ...["-s", "resolved", "-m", "It was short."],
    );
    expect(read(cwd, "incidents/2026/2026-11-20-brief.md")).toContain(
      "from: 2026-11-20T23:30Z, to: 2026-11-21T00:30Z }",
    );
    expect((await daymark({ cwd }, "check")).code).toBe(0);
  });

  test("asks for the title and the text where somebody can answer", async () => {
    const cwd = site();
    const session = await daymark(
      { cwd, answers: ["Sign-in failing", "Nobody can sign in."] },
      "new",
      "incident",
    );
    expect(session.err).toContain("Title, in a few plain words: \n");
    expect(read(cwd, "incidents/2026/2026-11-21-sign-in-failing.md")).toContain("Nobody can sign in.");
  });

  test.each([
    ["Größe & Maße!", "grosse-masse"],
    ["Éàç", "eac"],
    ["日本", "incident"],
    ["../../etc/passwd", "etc-passwd"],
    [
      "A very long title that goes on and on and would make a file name that nobody wants to read",
      "a-very-long-title-that-goes-on-and-on-and-would-make-a-file",
    ],
  ])("makes an id of the title %s", async (title, slug) => {
    const cwd = site();
    const { out } = await daymark({ cwd }, "new", "incident", "--title", title, "-m", "Text.");
    expect(out.split("\n")[0]).toBe(`incidents/2026/2026-11-21-${slug}.md`);
  });

  test("numbers the ids of titles without Latin letters", async () => {
    const cwd = site();
    const create = async (kind: string, title: string): Promise<string | undefined> =>
      (await daymark({ cwd }, "new", kind, title, "-m", "Text.")).out.split("\n")[0];
    expect(await create("incident", "日本")).toBe("incidents/2026/2026-11-21-incident.md");
    expect(await create("incident", "Поиск")).toBe("incidents/2026/2026-11-21-incident-2.md");
    expect(await create("incident", "日本")).toBe("incidents/2026/2026-11-21-incident-3.md");
    expect(await create("notice", "日本")).toBe("incidents/2026/2026-11-21-notice.md");
  });

  test("lists the severities where none is named, and says what the policy of one wants", async () => {
    const cwd = site();
    expect((await daymark({ cwd }, "new", "incident", "A", "-m", "Text.")).err).toContain(
      'No severity is named: add it to the file ("severity"), or --severity next time: critical, major, minor or none.\n',
    );
    const { err } = await daymark({ cwd }, "new", "incident", "B", "-m", "Text.", "--severity", "major");
    expect(err).toContain("No next update promised; the policy for major is every 1 h: --next-update 1h\n");
    expect(err).not.toContain("No severity");
    const notice = await daymark({ cwd }, "new", "notice", "C", "-m", "Text.");
    expect(notice.err).not.toContain("everity");
  });

  test("takes an id of one's own", async () => {
    const cwd = site();
    const { out } = await daymark({ cwd }, "new", "incident", "A", "--id", "outage-7", "-m", "Text.");
    expect(out.split("\n")[0]).toBe("incidents/2026/outage-7.md");
  });
});

describe("daymark new refuses, and writes nothing:", () => {
  const text = ["-m", "Text."];
  const wrong: readonly [string, argv: readonly string[], message: string][] = [
    [
      "no kind",
      [],
      "expected incident, maintenance, notice, advisory or postmortem. Example: daymark new incident Package uploads failing --service uploads --level major",
    ],
    [
      "a mistyped kind",
      ["incidnet", "A"],
      'expected incident, maintenance, notice, advisory or postmortem, and found "incidnet". Did you mean incident?',
    ],
    [
      "a title in place of the kind",
      ["Uploads failing"],
      'expected incident, maintenance, notice, advisory or postmortem, and found "Uploads failing". Example: daymark new incident Package uploads failing --service uploads --level major',
    ],
    [
      "no title",
      ["incident", ...text],
      "there is no title. Write it after the kind: daymark new incident Package uploads failing",
    ],
    [
      "two titles",
      ["incident", "A", "--title", "B", ...text],
      "the title is given twice, after the kind and by --title. Leave one out.",
    ],
    [
      "a title of two lines",
      ["incident", "A\nB", ...text],
      "the title has more than one line. Put the rest into --message.",
    ],
    [
      "a mistyped service",
      ["incident", "A", "--service", "upload", "--level", "major", ...text],
      "--service upload: there is no such service in content/services. Did you mean uploads?",
    ],
    [
      "a service by its name",
      ["incident", "A", "--service", "web api", "--level", "major", ...text],
      "--service web api: there is no such service in content/services. Did you mean api?",
    ],
    [
      "an unknown service",
      ["incident", "A", "--service", "nonsense", "--level", "major", ...text],
      "--service nonsense: there is no such service in content/services. Expected api, search or uploads.",
    ],
    [
      "a service given twice",
      ["incident", "A", "--service", "api", "--service", "api=major", "--level", "major", ...text],
      "--service api is given twice.",
    ],
    [
      "an incident without a level",
      ["incident", "A", "--service", "api", ...text],
      "how much of api is affected? Add --level degraded, partial or major.",
    ],
    [
      "a level without a service",
      ["incident", "A", "--level", "major", ...text],
      "--level major is given without a service. Add --service ID, such as --service api.",
    ],
    [
      "a mistyped level",
      ["incident", "A", "--service", "api", "--level", "mayor", ...text],
      "--level mayor: this is no level. Did you mean major? Expected maintenance, degraded, partial or major.",
    ],
    [
      "a mistyped severity",
      ["incident", "A", "--severity", "majr", ...text],
      "--severity majr: this is not in content/site.yaml. Did you mean major? Expected critical, major, minor or none.",
    ],
    [
      "an end before the begin",
      ["incident", "A", "--from", "1h", "--to", "2h", ...text],
      "--to 2026-11-20 23:30 UTC is before the begin at 2026-11-21 00:30 UTC. Correct --from or --to.",
    ],
    [
      "a begin in the future",
      ["incident", "A", "--from", "2026-11-22T10:00Z", ...text],
      "--from 2026-11-22T10:00Z lies in the future: it is 2026-11-21 01:30 UTC. Expected a time up to now, such as 2026-11-20T10:42Z, 10:42Z (the last one) or 30m (ago).",
    ],
    [
      "a bare begin that may be that of yesterday or of today",
      ["incident", "A", "--from", "03:10Z", ...text],
      "--from 03:10Z was more than 12 hours ago. Write it in full: 2026-11-20T03:10Z if that is meant; 2026-11-21T03:10Z is still to come.",
    ],
    [
      "a maintenance without its window",
      ["maintenance", "A", ...text],
      "a maintenance needs its planned begin and end, and --from is missing. Example: --from 2026-12-05T08:00Z --to 2h",
    ],
    [
      "a maintenance without an end",
      ["maintenance", "A", "--from", "08:00Z", ...text],
      "a maintenance needs its planned begin and end, and --to is missing. Example: --from 2026-12-05T08:00Z --to 2h",
    ],
    [
      "a window the wrong way round",
      ["maintenance", "A", "--from", "2026-12-05T08:00Z", "--to", "2026-12-05T07:00Z", ...text],
      "--to 2026-12-05T07:00Z is not after 2026-12-05 08:00 UTC. Expected a later time, such as 2026-11-20T10:42Z, 10:42Z (the next one) or 30m.",
    ],
    [
      "an id that is none",
      ["incident", "A", "--id", "a b", ...text],
      '--id "a b": expected letters, digits, hyphens, dots and underscores, such as 2026-11-20-uploads-failing.',
    ],
    [
      "an id that is taken",
      ["incident", "A", "--id", "2026-11-20-Search-Slow", ...text],
      "incidents/2026/2026-11-20-search-slow.md is there already. If it is the same, add to it: daymark update 2026-11-20-search-slow. If not: --id 2026-11-20-Search-Slow-2",
    ],
    [
      "no text",
      ["incident", "A"],
      'there is no text. Give --message "Uploads fail for about half of all requests.", --message - to read it from standard input, or --template ID.',
    ],
  ];

  test.each(wrong)("%s", async (_, argv, message) => {
    const cwd = site();
    const before = files(cwd);
    const session = await daymark({ cwd }, "new", ...argv);
    expect(session.transcript).toBe(
      `! daymark new: ${message}\n! daymark new --help tells how it is used.\nexit 2\n`,
    );
    expect(files(cwd)).toEqual(before);
  });

  test("a file that was there in another folder, and tells the next free id", async () => {
    const cwd = site();
    write(cwd, { "incidents/2026-11-21-a.md": "x", "incidents/old/2026-11-21-a-2.md": "x" });
    const session = await daymark({ cwd }, "new", "incident", "A", "-m", "Text.");
    expect(session.err).toContain("incidents/2026-11-21-a.md is there already.");
    expect(session.err).toContain("If not: --id 2026-11-21-a-3\n");
  });

  test("a link that could run code", async () => {
    const cwd = site();
    const before = files(cwd);
    const session = await daymark({ cwd }, "new", "incident", "A", "-m", "[x](javascript:alert(1))");
    expect(session.err).toContain(
      "nothing was written to incidents/2026/2026-11-21-a.md, because it would be wrong:",
    );
    expect(session.err).toContain("error link-unsafe");
    expect(files(cwd)).toEqual(before);
  });
});
