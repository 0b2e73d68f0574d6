import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { daymark, emptyFolder, OPEN, read, site, write } from "./terminal.ts";

/** What an update added to the open incident. */
function added(folder: string, before: string): string {
  const after = read(folder, OPEN);
  expect(after.startsWith(before)).toBe(true);
  return after.slice(before.length);
}

describe("daymark update", () => {
  test("appends to the one open incident, and prints its path and the git command to run next", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const session = await daymark(
      { cwd },
      ...["update", "--status", "Monitoring", "--next-update", "30m", "--posted-by", "@hroarr"],
      ...["-m", "A disk was replaced.\n\n* nothing to do"],
    );
    expect(session.transcript).toMatchInlineSnapshot(`
      "! Search slow: Monitoring at 2026-11-21 01:30 UTC.
      ! Next update promised for 2026-11-21 02:00 UTC.
      incidents/2026/2026-11-20-search-slow.md
      git add -- incidents/2026/2026-11-20-search-slow.md && git commit -m "Search slow: monitoring" -- incidents/2026/2026-11-20-search-slow.md
      git push
      exit 0
      "
    `);
    expect(added(cwd, before)).toBe(
      [
        "",
        "## Monitoring — 2026-11-21 01:30 UTC",
        "",
        "A disk was replaced.",
        "",
        "* nothing to do",
        "",
        "Next-update: 2026-11-21 02:00 UTC",
        "Posted-by: hroarr",
        "",
      ].join("\n"),
    );
    expect((await daymark({ cwd }, "check")).transcript).toBe("! 10 files checked: no problem.\nexit 0\n");
  });

  test("reads the text from standard input", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    expect((await daymark({ cwd, stdin: "From a pipe.\r\nTwo lines.\n" }, "update", "-m", "-")).code).toBe(0);
    expect(added(cwd, before)).toBe("\n## Update — 2026-11-21 01:30 UTC\n\nFrom a pipe.\nTwo lines.\n");
  });

  test("keeps Windows line ends, a byte order mark and a missing line break at the end", async () => {
    const cwd = site();
    const before = `\uFEFF${read(cwd, OPEN).trimEnd().replaceAll("\n", "\r\n")}`;
    writeFileSync(join(cwd, OPEN), before);
    expect((await daymark({ cwd }, "update", "-m", "Text.")).code).toBe(0);
    expect(
      readFileSync(join(cwd, OPEN)).subarray(0, Buffer.byteLength(before)).equals(Buffer.from(before)),
    ).toBe(true);
    expect(added(cwd, before)).toBe("\r\n\r\n## Update — 2026-11-21 01:30 UTC\r\n\r\nText.\r\n");
  });

  test.each([
    ["2026-11-20-search-slow"],
    ["2026-11-20-SEARCH-slow"],
    ["incidents/2026/2026-11-20-search-slow.md"],
    ["./incidents/2026/2026-11-20-search-slow.md"],
    ["2026-11-20-search-slow.md"],
  ])("takes %s for the incident", async (id) => {
    const cwd = site();
    const before = read(cwd, OPEN);
    expect((await daymark({ cwd }, "update", id, "-m", "Text.")).code).toBe(0);
    expect(added(cwd, before)).toContain("Text.");
  });

  test("takes the time of --at, and a bare time for the last one", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    expect(
      (await daymark({ cwd }, "update", "-m", "Text.", "--at", "23:50 UTC", "--next-update", "01:00+01:00"))
        .code,
    ).toBe(0);
    expect(added(cwd, before)).toBe(
      "\n## Update — 2026-11-20 23:50 UTC\n\nText.\n\nNext-update: 2026-11-21 00:00 UTC\n",
    );
  });

  test("takes the time of the newest update where this clock is a little behind", async () => {
    const cwd = site();
    await daymark({ cwd }, "update", "-m", "First.");
    const before = read(cwd, OPEN);
    expect((await daymark({ cwd }, "update", "-m", "Second.", "--now", "2026-11-21T01:27Z")).code).toBe(0);
    expect(added(cwd, before)).toContain("## Update — 2026-11-21 01:30 UTC");
  });

  test("says which git command to run from another folder", async () => {
    const cwd = site({ "x/.keep": "" });
    const below = join(cwd, "x");
    const session = await daymark({ cwd: below }, "update", "--root", "..", "-m", "Text.");
    expect(session.out.replaceAll(cwd, "<site>")).toBe(
      [
        "<site>/incidents/2026/2026-11-20-search-slow.md",
        'git -C <site> add -- incidents/2026/2026-11-20-search-slow.md && git -C <site> commit -m "Search slow: update" -- incidents/2026/2026-11-20-search-slow.md',
        "git -C <site> push",
        "",
      ].join("\n"),
    );
  });

  test("writes nothing but the file itself", async () => {
    const cwd = site();
    await daymark({ cwd }, "update", "-m", "Text.");
    expect(readdirSync(join(cwd, "incidents/2026"))).toEqual([
      "2026-10-06-sign-in-failing.md",
      "2026-11-20-search-slow.md",
    ]);
  });

  test("tells what was wrong in the file before, and appends all the same", async () => {
    const cwd = site();
    const before = read(cwd, OPEN).replace("severity: minor", "serverity: minor");
    writeFileSync(join(cwd, OPEN), before);
    const session = await daymark({ cwd }, "update", "2026-11-20-search-slow", "-m", "Text.");
    expect(session.code).toBe(0);
    expect(session.err).toContain(
      `${OPEN} was wrong before, which is not mended by this:\n\n${OPEN}:3:1 error key-unknown\n`,
    );
    expect(added(cwd, before)).toContain("Text.");
  });

  test("appends to a file whose front matter was never closed", async () => {
    const cwd = site();
    const before = read(cwd, OPEN).replace("a little later\n---", "a little later\n");
    writeFileSync(join(cwd, OPEN), before);
    const session = await daymark(
      { cwd },
      "update",
      "2026-11-20-search-slow",
      "-s",
      "monitoring",
      "-m",
      "Text.",
    );
    expect(session.err).toContain("error front-matter-unclosed");
    expect(added(cwd, before)).toBe("\n## Monitoring — 2026-11-21 01:30 UTC\n\nText.\n");
  });

  test("chooses a maintenance in progress where no incident is open, or where the status is one of its own", async () => {
    const maintenance = (status: string): Record<string, string> => ({
      "incidents/2026/m.md": `---\ntitle: Move\nkind: maintenance\nscheduled: { from: 2026-11-21T01:00Z, to: 2026-11-21T03:00Z }\n---\n\n## ${status} — 2026-11-20 09:00 UTC\n\nText.\n`,
    });
    const cwd = site(maintenance("Scheduled"));
    expect((await daymark({ cwd }, "update", "-s", "in_progress", "-m", "Text.")).out).toContain(
      "incidents/2026/m.md\n",
    );
    expect((await daymark({ cwd }, "resolve", "-m", "Over.")).out).toContain("2026-11-20-search-slow.md\n");
    expect((await daymark({ cwd }, "update", "-m", "Text.")).out).toContain("incidents/2026/m.md\n");
    const ended = await daymark({ cwd }, "resolve", "-m", "Over.");
    expect(ended.err).toBe("Move: Completed at 2026-11-21 01:30 UTC.\n");
  });
});

describe("daymark update in doubt", () => {
  test("ends the impact where it is told when the services worked again", async () => {
    const cwd = site();
    const session = await daymark({ cwd }, "update", "-s", "monitoring", "-m", "x", "--impact-end", "00:35Z");
    expect(session.err).toContain(
      "Impact on search (degraded), api (partial) ended at 2026-11-21 00:35 UTC.\n",
    );
    expect(read(cwd, OPEN)).toContain("    to: 2026-11-21T00:35Z\n");
    const again = await daymark({ cwd }, "update", "-m", "x", "--impact-end", "00:40Z");
    expect(again.err).toContain(
      "--impact-end changed nothing: no impact in the file has a start and no end.\n",
    );
  });

  test("tells that a reopened incident affects nothing until its file says so", async () => {
    const cwd = site();
    await daymark({ cwd }, "resolve", "-m", "Over.");
    const session = await daymark({ cwd }, "update", "2026-11-20-search-slow", "-s", "reopened", "-m", "x");
    expect(session.err).toContain(
      'No service counts as affected again. Add to "impact" in the file what is:\n  - { service: api, level: partial, from: 2026-11-21T01:30Z }\n',
    );
  });

  test("does not commit what is still to be filled in", async () => {
    const cwd = site({
      "content/templates/open.md":
        "---\ntitle: Open\nfor: incident\nstatus: update\n---\n\n{{what}} is slow.\n",
    });
    const before = read(cwd, OPEN);
    const session = await daymark({ cwd }, "update", "--template", "open", "--commit");
    expect(session.err).toContain(
      "nothing was written, because --commit would publish what is still to be filled in: {{what}}.",
    );
    expect(read(cwd, OPEN)).toBe(before);
  });

  test("says what the severity policy wants where no next update is promised", async () => {
    const cwd = site();
    const wanted = "No next update promised; the policy for minor is every 4 h: --next-update 4h\n";
    expect((await daymark({ cwd }, "update", "-m", "x")).err).toContain(wanted);
    expect((await daymark({ cwd }, "update", "-m", "x", "--next-update", "1h")).err).not.toContain("policy");
    expect((await daymark({ cwd }, "update", "-m", "x\n\nNext-update: 03:00 UTC")).err).not.toContain(
      "policy",
    );
    expect((await daymark({ cwd }, "resolve", "-m", "x")).err).not.toContain("policy");
    const id = "2026-11-20-search-slow";
    expect((await daymark({ cwd }, "update", id, "-m", "x")).err).not.toContain("policy");
    expect((await daymark({ cwd }, "update", id, "-s", "reopened", "-m", "x")).err).toContain(wanted);
  });

  test("says how to go on after a cancelled maintenance", async () => {
    const cwd = site({
      "incidents/2026/m.md":
        "---\ntitle: Move\nkind: maintenance\nscheduled: { from: 2026-11-28T08:00Z, to: 2026-11-28T10:00Z }\n---\n\n## Cancelled — 2026-11-20 09:00 UTC\n\nText.\n",
    });
    const since = "this maintenance is cancelled since 2026-11-20 09:00 UTC.";
    const anew =
      "If it takes place after all, announce it anew: daymark new maintenance TITLE --from T --to T\n";
    expect((await daymark({ cwd }, "update", "m", "-s", "scheduled", "-m", "x")).err).toContain(
      `${since} Use --status update or correction. ${anew}`,
    );
    expect((await daymark({ cwd }, "resolve", "m", "-m", "x")).err).toContain(
      `${since} To add something, use daymark update --status update, or correction. ${anew}`,
    );
  });

  test("does not complete a maintenance that has not begun", async () => {
    const planned =
      "---\ntitle: Move\nkind: maintenance\nscheduled: { from: 2026-11-28T08:00Z, to: 2026-11-28T10:00Z }\n---\n\n## Scheduled — 2026-11-20 09:00 UTC\n\nText.\n";
    const cwd = site({ "incidents/2026/m.md": planned });
    const session = await daymark({ cwd }, "resolve", "m", "-m", "Done.");
    expect(session.err).toContain(
      "daymark resolve: this maintenance has not begun: it is planned from 2026-11-28 08:00 UTC. To call it off: daymark update m --status cancelled. If the work was done earlier, say first when it began: daymark update m --status in-progress --at T\n",
    );
    expect(read(cwd, "incidents/2026/m.md")).toBe(planned);
  });
});

describe("daymark update refuses, and writes nothing:", () => {
  const wrong: readonly [string, argv: readonly string[], message: string][] = [
    [
      "no text",
      [],
      'there is no text. Give --message "Uploads fail for about half of all requests.", --message - to read it from standard input, or --template ID.',
    ],
    ["an empty text", ["-m", " \n"], "the text is empty, so nothing was written."],
    ["an empty standard input", ["-m", "-"], "the text is empty, so nothing was written."],
    [
      "text and template",
      ["-m", "x", "--template", "resolved"],
      "--message and --template are both given. Leave one out.",
    ],
    [
      "a mistyped status",
      ["-s", "monitering", "-m", "x"],
      "--status monitering: this is no status of an incident. Did you mean monitoring? Expected investigating, identified, monitoring, resolved, reopened, update or correction.",
    ],
    [
      "a shortened status",
      ["-s", "ident", "-m", "x"],
      "--status ident: this is no status of an incident. Did you mean identified? Expected investigating, identified, monitoring, resolved, reopened, update or correction.",
    ],
    [
      "an unknown status",
      ["-s", "fixed", "-m", "x"],
      "--status fixed: this is no status of an incident. Expected investigating, identified, monitoring, resolved, reopened, update or correction.",
    ],
    [
      "a status of another kind",
      ["2026-11-20-search-slow", "-s", "verifying", "-m", "x"],
      "--status verifying: this is no status of an incident but of a maintenance. Expected investigating, identified, monitoring, resolved, reopened, update or correction.",
    ],
    [
      "reopening what is open",
      ["-s", "reopened", "-m", "x"],
      "this incident is not over, so it cannot be reopened. Use --status update, identified or monitoring.",
    ],
    [
      "a status after the end",
      ["2026-10-06-sign-in-failing", "-s", "monitoring", "-m", "x"],
      "this incident is resolved since 2026-10-06 11:00 UTC. Use --status update or correction, or reopened if it goes on.",
    ],
    [
      "a nearly right id",
      ["2026-11-20-search-slwo", "-m", "x"],
      'there is no record "2026-11-20-search-slwo" under incidents/. Did you mean 2026-11-20-search-slow?',
    ],
    [
      "a part of an id",
      ["sign-in", "-m", "x"],
      'there is no record "sign-in" under incidents/. Did you mean 2026-10-06-sign-in-failing?',
    ],
    [
      "an unknown id",
      ["nonsense", "-m", "x"],
      'there is no record "nonsense" under incidents/. Expected a file\'s name without .md, such as 2026-11-20-uploads-failing.',
    ],
    ["two ids", ["a", "b", "-m", "x"], "too many arguments: b."],
    [
      "a status after the id",
      ["2026-11-20-search-slow", "Identified", "-m", "x"],
      "too many arguments: Identified. For the new status write --status identified.",
    ],
    [
      "a bare time that may be that of yesterday or of today",
      ["-m", "x", "--at", "12:00Z"],
      "--at 12:00Z was more than 12 hours ago. Write it in full: 2026-11-20T12:00Z if that is meant; 2026-11-21T12:00Z is still to come.",
    ],
    [
      "a time without a zone",
      ["-m", "x", "--next-update", "10:40"],
      '--next-update "10:40": This time does not say which zone it is in. Expected a time with Z, UTC or an offset, or 30m. If it is UTC, write "10:40 UTC".',
    ],
    [
      "a length of time without its unit",
      ["-m", "x", "--next-update", "30"],
      '--next-update "30": This is no time that Daymark can read. Expected a time with its zone, such as 2026-11-20T10:02Z or 2026-11-20 10:02 UTC, or 30m. For a length of time write 30m, or h or d.',
    ],
    [
      "nonsense for a time",
      ["-m", "x", "--next-update", "soon"],
      '--next-update "soon": This is no time that Daymark can read. Expected a time with its zone, such as 2026-11-20T10:02Z or 2026-11-20 10:02 UTC, or 30m. Write year-month-day, hour:minute and UTC.',
    ],
    [
      "a next update in the past",
      ["-m", "x", "--next-update", "2026-11-20T10:40Z"],
      "--next-update 2026-11-20T10:40Z is not after 2026-11-21 01:30 UTC. Expected a later time, such as 2026-11-20T10:42Z, 10:42Z (the next one) or 30m.",
    ],
    [
      "a time in the future",
      ["-m", "x", "--at", "2026-11-22T10:40Z"],
      "--at 2026-11-22T10:40Z lies in the future: it is 2026-11-21 01:30 UTC. Expected a time up to now, such as 2026-11-20T10:42Z, 10:42Z (the last one) or 30m (ago).",
    ],
    [
      "a time before the newest update",
      ["-m", "x", "--at", "3h"],
      "the newest update is of 2026-11-20 23:05 UTC, and a new one cannot come before it. Give a later --at, or leave it out.",
    ],
    [
      "a clock that is far behind",
      ["-m", "x", "--now", "2026-11-20T22:00Z"],
      "the newest update is of 2026-11-20 23:05 UTC, and a new one cannot come before it. It is 2026-11-20 22:00 UTC by this clock: correct the clock or that update.",
    ],
    [
      "a mistyped handle",
      ["-m", "x", "--posted-by", "hroar"],
      "--posted-by hroar: this handle is not in content/people.yaml. Did you mean hroarr?",
    ],
    [
      "an unknown handle",
      ["-m", "x", "--posted-by", "nobody"],
      "--posted-by nobody: this handle is not in content/people.yaml. Add it there with the person's consent, or leave --posted-by out.",
    ],
    [
      "a mistyped template",
      ["--template", "monitring"],
      'there is no template "monitring" in content/templates. Did you mean monitoring?',
    ],
    [
      "a template for another kind",
      ["--template", "announced"],
      "template announced is for a maintenance, and this is an incident. Expected one of monitoring, resolved.",
    ],
    [
      "a heading in the text",
      ["-m", "x\n\n## Later\n\ny"],
      'the text has a heading of level 2, "Later", which would begin another update. Write ### Later.',
    ],
    [
      "a heading made by hyphens",
      ["-m", "x\n---\ny"],
      'the text has a heading of level 2, "x", which would begin another update. Write ### x (a line of hyphens right below a text makes a heading of it).',
    ],
    [
      "an open code block",
      ["-m", "```\nx"],
      "the text begins a code block and does not end it. Close it with the same fence, such as ```.",
    ],
    ["an unknown option", ["--mesage", "x"], "Unknown option '--mesage'. Did you mean --message?"],
    [
      "a text that begins with a hyphen",
      ["-m", "- first"],
      "the value of --message is missing or begins with a hyphen. If the hyphen belongs to it, write it after an equals sign, as in --message='- first'.",
    ],
    ["an option without its value", ["--message"], "Option '-m, --message <value>' argument missing."],
  ];

  test.each(wrong)("%s", async (_, argv, message) => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const session = await daymark({ cwd }, "update", ...argv);
    expect(session.transcript).toBe(
      `! daymark update: ${message}\n! daymark update --help tells how it is used.\nexit 2\n`,
    );
    expect(read(cwd, OPEN)).toBe(before);
  });

  test("a trailer that cannot be read, with the problem as check would print it", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const session = await daymark({ cwd }, "update", "-m", "Text.\n\nNext-updaet: 10:40 UTC");
    expect(session.code).toBe(2);
    expect(session.err).toContain(
      `nothing was written to ${OPEN}, because the update would be wrong:\n\n${OPEN}:`,
    );
    expect(session.err).toContain("error trailer-unknown\n");
    expect(read(cwd, OPEN)).toBe(before);
  });

  test("a file that ends within a code block, which would swallow the update", async () => {
    const cwd = site();
    const before = `${read(cwd, OPEN)}\n\`\`\`\nlog\n`;
    writeFileSync(join(cwd, OPEN), before);
    const session = await daymark({ cwd }, "update", "2026-11-20-search-slow", "-m", "Text.");
    expect(session.err).toContain(
      `${OPEN} ends within a code block that is not closed, so a new update would be part of it.`,
    );
    expect(read(cwd, OPEN)).toBe(before);
  });

  test("a file that is not UTF-8", async () => {
    const cwd = site();
    const before = Buffer.from(read(cwd, OPEN).replace("slow.", "slöw."), "latin1");
    writeFileSync(join(cwd, OPEN), before);
    const session = await daymark({ cwd }, "update", "2026-11-20-search-slow", "-m", "Text.");
    expect(session.err).toContain(`${OPEN}: The file is not UTF-8 text. Found bytes that are no UTF-8.`);
    expect(readFileSync(join(cwd, OPEN)).equals(before)).toBe(true);
  });

  test("to choose among several open incidents, and lists them", async () => {
    const cwd = site({
      "incidents/2026/2026-11-21-uploads.md":
        "---\ntitle: Uploads failing\n---\n\n## Identified — 2026-11-21 01:00 UTC\n\nText.\n",
    });
    expect((await daymark({ cwd }, "update", "-m", "x")).transcript).toMatchInlineSnapshot(`
      "! daymark update: 2 incidents are open. Say which one:
      !   2026-11-20-search-slow  Search slow (investigating)
      !   2026-11-21-uploads      Uploads failing (identified)
      ! daymark update --help tells how it is used.
      exit 2
      "
    `);
  });

  test("to guess where no incident is open, and lists what is not over", async () => {
    const cwd = site({
      [OPEN]: "---\ntitle: Search ends\nkind: notice\n---\n\n## Notice — 2026-11-20 23:05 UTC\n\nText.\n",
    });
    expect((await daymark({ cwd }, "update", "-m", "x")).transcript).toMatchInlineSnapshot(`
      "! daymark update: no incident is open. Name the record by its id; not over yet:
      !   2026-11-20-search-slow  Search ends (notice, notice)
      ! daymark update --help tells how it is used.
      exit 2
      "
    `);
  });

  test("a folder without a site, and tells where one is", async () => {
    const cwd = site();
    const below = join(cwd, "incidents/2026");
    expect((await daymark({ cwd: below }, "update", "-m", "x")).err).toBe(
      "daymark update: there is no site in <cwd>: it has no content/site.yaml. Add this: --root ../..\ndaymark update --help tells how it is used.\n",
    );
    expect((await daymark({ cwd: emptyFolder() }, "update", "-m", "x")).err).toContain(
      "Run it in the site's folder, or name that with --root DIR.",
    );
  });
});

describe("daymark update --template", () => {
  test("lists the templates", async () => {
    expect(
      (await daymark({ cwd: site() }, "update", "--template", "list")).transcript,
    ).toMatchInlineSnapshot(`
      "announced   maintenance, scheduled  Announcing
      monitoring  incident, monitoring    It works again
      resolved    incident, resolved      It is over
      exit 0
      "
    `);
  });

  test("fills in what is known, leaves the rest, names it, and promises what the severity policy says", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    expect((await daymark({ cwd }, "update", "--template", "monitoring")).transcript).toMatchInlineSnapshot(`
      "! Still to be filled in, and reported by daymark check until then: {{what changed}}
      ! Search slow: Monitoring at 2026-11-21 01:30 UTC.
      ! Next update promised for 2026-11-21 05:30 UTC.
      incidents/2026/2026-11-20-search-slow.md
      git add -- incidents/2026/2026-11-20-search-slow.md && git commit -m "Search slow: monitoring" -- incidents/2026/2026-11-20-search-slow.md
      git push
      exit 0
      "
    `);
    expect(added(cwd, before)).toBe(
      "\n## Monitoring — 2026-11-21 01:30 UTC\n\nSearch and Web API: {{what changed}} at 2026-11-21 01:30 UTC.\n\nNext-update: 2026-11-21 05:30 UTC\n",
    );
    expect((await daymark({ cwd }, "check")).err).toContain("1 error in 1 file");
  });

  test("leaves out a trailer for which nothing is known", async () => {
    const cwd = site();
    writeFileSync(join(cwd, OPEN), read(cwd, OPEN).replace(/severity.*\n/, ""));
    const before = read(cwd, OPEN);
    await daymark({ cwd }, "update", "--template", "monitoring");
    expect(added(cwd, before)).not.toContain("Next-update");
  });

  test("takes the promise and the status of the options before its own", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    await daymark({ cwd }, "update", "--template", "monitoring", "-s", "update", "--next-update", "45m");
    expect(added(cwd, before)).toContain("## Update — ");
    expect(added(cwd, before)).toContain("\nNext-update: 2026-11-21 02:15 UTC\n");
  });
});

describe("daymark update with an editor", () => {
  /** An editor that notes what it was shown and writes something of its own. */
  function editor(folder: string, script: string): Record<string, string> {
    write(folder, {
      "editor.mjs": `import { readFileSync, writeFileSync } from "node:fs";\nconst file = process.argv.at(-1);\n${script}`,
    });
    return { VISUAL: `"${process.execPath}" editor.mjs --wait` };
  }

  test("takes what was written, without the remarks below the line", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const env = editor(
      cwd,
      'writeFileSync("seen.txt", readFileSync(file)); writeFileSync(file, "Written by hand." + readFileSync(file, "utf8"));',
    );
    const session = await daymark({ cwd, env, interactive: true }, "update", "-s", "monitoring");
    expect(session.code).toBe(0);
    expect(added(cwd, before)).toBe("\n## Monitoring — 2026-11-21 01:30 UTC\n\nWritten by hand.\n");
    expect(read(cwd, "seen.txt")).toMatchInlineSnapshot(`
      "

      <!-- daymark: this line and everything below it is left out -->

      Search slow (2026-11-20-search-slow)
      Status of this update: monitoring

      Write Markdown. Say what fails and for whom, what works, and what readers can do.
      Headings inside of an update begin with ### (### Known, ### Not known, ### Doing are shown as blocks).
      An empty text writes nothing.
      "
    `);
  });

  test("opens a template that has something left to fill in", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const env = editor(
      cwd,
      'writeFileSync(file, readFileSync(file, "utf8").replace("{{what changed}}", "a new disk"));',
    );
    const session = await daymark({ cwd, env, interactive: true }, "update", "--template", "monitoring");
    expect(session.err).not.toContain("Still to be filled in");
    expect(added(cwd, before)).toContain("Search and Web API: a new disk at 2026-11-21 01:30 UTC.");
  });

  test("writes nothing for an empty text", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const session = await daymark({ cwd, env: editor(cwd, ""), interactive: true }, "update");
    expect(session.err).toContain("the text is empty, so nothing was written.");
    expect(read(cwd, OPEN)).toBe(before);
  });

  test("writes nothing when the editor fails", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const session = await daymark({ cwd, env: editor(cwd, "process.exit(3);"), interactive: true }, "update");
    expect(session.err).toContain("ended with code 3, so nothing was written.");
    expect(read(cwd, OPEN)).toBe(before);
  });

  test("keeps a text that cannot be used, and tells where it is", async () => {
    const cwd = site();
    const env = editor(cwd, 'writeFileSync(file, "Much work.\\n\\n## Heading\\n");');
    const session = await daymark({ cwd, env, interactive: true }, "update");
    expect(session.code).toBe(2);
    const kept = /Your text is kept in (.*?)\. Mend it there/m.exec(session.err)?.[1] ?? "";
    expect(readFileSync(kept, "utf8")).toBe("Much work.\n\n## Heading\n");
  });

  test("is not opened where nobody sits at the terminal", async () => {
    const cwd = site();
    const session = await daymark({ cwd, env: editor(cwd, 'writeFileSync(file, "x");') }, "update");
    expect(session.err).toContain("there is no text.");
  });

  test("asks for one line where there is none", async () => {
    const cwd = site();
    const before = read(cwd, OPEN);
    const session = await daymark({ cwd, answers: ["It is the disk."] }, "update");
    expect(session.err).toContain('What do readers need to know of "Search slow"? ');
    expect(added(cwd, before)).toContain("It is the disk.");
  });
});
