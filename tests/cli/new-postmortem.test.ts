import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import type { MdxNode } from "../../src/records/mdx.ts";
import { nodesOf, readMdx } from "../../src/records/mdx.ts";
import { mdxText, type NewReport, writeReport } from "../../src/records/postmortem/write.ts";
import { parsePostmortem } from "../../src/records/postmortem.ts";
import { repository, type ScriptedCommit } from "../site/repository.ts";
import { daymark, emptyFolder, files, OPEN, read, type Session, site, write } from "./terminal.ts";

const OVER = "2026-10-06-sign-in-failing";
const SLOW = "2026-11-20-search-slow";
const reportOf = (id: string): string => `content/postmortems/${id}.mdx`;

const UPLOADS = "incidents/2026/2026-11-20-uploads-failing.md";
const head = `---
title: Package uploads failing
severity: major
type: dependency-outage
impact:
  - { service: uploads, level: major, from: 2026-11-20T09:52Z, to: 2026-11-20T10:48Z }
  - { service: api, level: major, from: 2026-11-20T09:52Z, to: 2026-11-20T10:48Z }
  - { service: search, level: degraded, from: 2026-11-20T10:10Z, to: 2026-11-20T11:05Z }
detected: { at: 2026-11-20T09:55Z, by: user-report }
roles: { incident-commander: yutok, scribe: hroarr, communications-liaison: yutok }
related:
  - { id: 2026-10-06-sign-in-failing, relation: similar }
---

Uploads fail for *everybody*; installing works.

`;
const updates = [
  "## Investigating — 2026-11-20 10:00 UTC\n\nUploads return `503`.\n\nNext-update: 10:30 UTC\n",
  "## Identified — 2026-11-20 10:40 UTC\n\nThe store at https://store.example/a_b rejects writes: {quota} < 1.\n\nNext-update: 11:00 UTC\n",
  "## Monitoring — 2026-11-20 10:50 UTC\n\n### Known\n\nUploads work again.\n\nNext-update: 11:30 UTC\n",
  "## Resolved — 2026-11-20 11:15 UTC\n\nIt is over.\n",
];
const withUpdates = (count: number): string => head + updates.slice(0, count).join("\n");

const base: Readonly<Record<string, string>> = {
  "content/site.yaml":
    "name: Kelp\nurl: https://status.kelp.example\ngroups: [{ id: all, name: All }]\nseverities:\n  - { id: major, label: Major, criteria: Much., postmortem: { required: true, dueDays: 14 } }\n",
  "content/people.yaml":
    "ann: { consent: public, name: Ann, git: [ANN@example.org] }\nyutok: { consent: handle }\nhroarr: { consent: anonymous }\n",
  "content/services/search.md": "---\nname: Search\ngroup: all\n---\n",
  "content/services/api.md": "---\nname: Web API\ngroup: all\n---\n",
  "content/services/uploads.md": "---\nname: Package uploads\ngroup: all\n---\n",
  "incidents/2026/2026-10-06-sign-in-failing.md":
    "---\ntitle: Sign-in failing\n---\n\n## Resolved — 2026-10-06 11:00 UTC\n\nOver.\n",
};

/** The commits of one incident: a missed promise, a late publication, an edit afterwards. */
const commits: readonly ScriptedCommit[] = [
  { at: "2026-11-20T10:03:00Z", files: { ...base, [UPLOADS]: withUpdates(1) } },
  { at: "2026-11-20T10:44:00Z", files: { [UPLOADS]: withUpdates(2) } },
  { at: "2026-11-20T10:58:00Z", files: { [UPLOADS]: withUpdates(3) } },
  { at: "2026-11-20T11:16:00Z", files: { [UPLOADS]: withUpdates(4) } },
  {
    at: "2026-11-20T11:40:00Z",
    files: { [UPLOADS]: withUpdates(4).replace("rejects writes", "rejected most writes") },
  },
];

/** A site in a repository that is removed when the test is over. */
function scripted(...more: readonly ScriptedCommit[]): string {
  const { root } = repository(...commits, ...more);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

function begin(cwd: string, ...argv: string[]): Promise<Session> {
  return daymark({ cwd }, "new", "postmortem", ...argv);
}

/** What stands behind a key of the front matter, as it is written. */
function written(text: string, key: string): string | undefined {
  return new RegExp(`^ *${key}: (.*)$`, "m").exec(text)?.[1];
}

describe("daymark new postmortem", () => {
  test("fills in what the incident, its updates and its history know", async () => {
    const cwd = scripted();
    expect((await begin(cwd, "2026-11-20-uploads-failing")).transcript).toMatchInlineSnapshot(`
      "! 2026-11-20-uploads-failing: Package uploads failing (over since 2026-11-20 11:05 UTC)
      ! The policy for major wants the report by 2026-12-04 11:05 UTC.
      ! Filled in: title, summary, times (impactStart, detected, declared, mitigated, impactEnd, resolved), detection, impact, 2 credits, 8 lines of what happened and 3 promised updates (1 missed).
      ! For people to write: the text, what contributed (factors), what is done about it (actions) and what set it off (trigger).
      ! A draft: on no page until its status is in-review or final; whoever can read the repository can read it.
      ! daymark check says what is missing as the status changes.
      content/postmortems/2026-11-20-uploads-failing.mdx
      git add -- content/postmortems/2026-11-20-uploads-failing.mdx && git commit -m "Begin the postmortem 2026-11-20-uploads-failing" -- content/postmortems/2026-11-20-uploads-failing.mdx
      git push
      exit 0
      "
    `);
    expect(read(cwd, reportOf("2026-11-20-uploads-failing"))).toMatchInlineSnapshot(`
      "---
      title: Package uploads failing
      summary: Uploads fail for everybody; installing works.
      incidents:
        - 2026-11-20-uploads-failing
      status: draft
      owner: ann
      # authors: [ann]
      # published: 2026-11-20T12:00Z  # with status: final
      type: dependency-outage
      trigger: unknown  # what set it off: release, config-change, capacity-exhaustion, expiry, provider-failure, …
      times:
        impactStart: 2026-11-20T09:52Z
        detected: 2026-11-20T09:55Z
        declared: 2026-11-20T10:00Z
        mitigated: { at: 2026-11-20T10:50Z, confidence: estimated }
        impactEnd: 2026-11-20T11:05Z
        resolved: 2026-11-20T11:15Z
      detection:
        source: user-report
        usersFirst: "yes"
      impact:
        userFacing: "yes"
        data: unknown
        statement: Uploads fail for everybody; installing works.
      # What contributed; never a single cause, and no person.
      # factors:
      #   - id: no-alert
      #     category: monitoring-gap
      #     summary: Nothing watches the day on which the certificate expires.
      # mitigation: What made it better for users.
      # resolution: What ended it.
      # actions:
      #   - id: alert-before-expiry
      #     title: Alert 14 days before a certificate expires
      #     kind: prevent
      #     factors: [no-alert]
      #     owner: ann
      #     due: 2026-12-15
      #     status: open
      related:
        - id: 2026-10-06-sign-in-failing
          relation: similar
      credits:
        - person: yutok
          roles:
            - incident-commander
            - communications-liaison
          consent: handle
        - person: hroarr
          roles:
            - scribe
          consent: anonymous
      ---

      ## What happened

      {/* For somebody who was not there: what users saw, what we saw, what we did and why it made sense. */}

      <Timeline />

      ### In the order of events

      - 2026-11-20 09:52 UTC, **Impact begins (major)**: Package uploads, Web API
      - 2026-11-20 10:00 UTC, **Investigating**: Uploads return 503. ([update](/incidents/2026-11-20-uploads-failing/#update-2026-11-20-1000))
      - 2026-11-20 10:10 UTC, **Impact begins (degraded)**: Search
      - 2026-11-20 10:40 UTC, **Identified**: The store at https\\://store.example/a\\_b rejected most writes: \\{quota\\} \\< 1. ([update](/incidents/2026-11-20-uploads-failing/#update-2026-11-20-1040)), edited after publication
      - 2026-11-20 10:48 UTC, **Impact ends (major)**: Package uploads, Web API
      - 2026-11-20 10:50 UTC, **Monitoring**: Uploads work again. ([update](/incidents/2026-11-20-uploads-failing/#update-2026-11-20-1050)), published 8 min later
      - 2026-11-20 11:05 UTC, **Impact ends (degraded)**: Search
      - 2026-11-20 11:15 UTC, **Resolved**: It is over. ([update](/incidents/2026-11-20-uploads-failing/#update-2026-11-20-1115))

      ### Promised updates

      - 2026-11-20 10:30 UTC: missed by 10 min, next update at 2026-11-20 10:40 UTC
      - 2026-11-20 11:00 UTC: kept, next update at 2026-11-20 10:58 UTC
      - 2026-11-20 11:30 UTC: kept, next update at 2026-11-20 11:15 UTC

      ## What went well

      {/* What we want to do again. */}

      ## What did not go well

      {/* What made it longer or worse: tools, texts, settings; no names. */}

      ## Where we got lucky

      {/* What could have been worse, and was not by chance. */}
      "
    `);
  });

  test("writes a file in which check finds nothing wrong", async () => {
    const cwd = scripted();
    await begin(cwd, "2026-11-20-uploads-failing");
    expect((await daymark({ cwd }, "check")).transcript).toBe("! 8 files checked: no problem.\nexit 0\n");
  });

  test("has examples in its comments that are right once they are none", async () => {
    const cwd = site({ "content/people.yaml": "ann: { consent: handle }\n" });
    await begin(cwd, SLOW, "--owner", "ann");
    const file = reportOf(SLOW);
    const open = read(cwd, file).replace(/^# (?=[a-z ])/gm, "");
    const { record, problems } = parsePostmortem({ file, text: open });
    expect(problems).toEqual([]);
    expect(record).toMatchObject({
      authors: ["ann"],
      published: Date.parse("2026-11-20T12:00Z"),
      detection: { source: "monitoring-alert", usersFirst: "no" },
      factors: [{ id: "no-alert" }],
      actions: [{ id: "alert-before-expiry", factors: ["no-alert"], owner: "ann" }],
    });
  });

  test("takes an incident that is still open, with the times so far", async () => {
    const cwd = site();
    const { err } = await begin(cwd, SLOW, "--owner", "yutok");
    expect(err).toContain(`${SLOW}: Search slow (not over yet: times so far)\n`);
    expect(err).toContain("times that are not known (detected, mitigated, impactEnd, resolved).");
    const text = read(cwd, reportOf(SLOW));
    expect(written(text, "impactStart")).toBe("2026-11-20T22:30Z");
    expect(written(text, "declared")).toBe("{ at: 2026-11-20T23:05Z, confidence: estimated }");
    expect(written(text, "impactEnd")).toBe("{ confidence: unknown }");
    expect(written(text, "resolved")).toBe("{ confidence: unknown }");
  });

  test("reviews several incidents in one report, each by its title", async () => {
    const cwd = scripted();
    write(cwd, {
      "incidents/2026/2026-11-20-b.md":
        "---\ntitle: Mirrors behind\nimpact:\n  - { service: search, level: partial, from: 2026-11-20T09:00Z, to: 2026-11-20T12:00Z }\nrelated:\n  - { id: 2026-11-20-uploads-failing, relation: caused-by }\n  - { id: 2026-10-06-sign-in-failing, relation: follows }\n---\n\nMirrors lag.\n\n## Investigating — 2026-11-20 10:35 UTC\n\nText.\n\nNext-update: 10:45 UTC\n\n## Resolved — 2026-11-20 12:01 UTC\n\nDone.\n",
    });
    const { err } = await begin(cwd, "2026-11-20-uploads-failing", "2026-11-20-b", "--id", "joint");
    expect(err).toContain("2026-11-20-uploads-failing: Package uploads failing (over since");
    expect(err).toContain("2026-11-20-b: Mirrors behind (over since");
    const text = read(cwd, reportOf("joint"));
    expect(text).toMatch(/^incidents:\n {2}- 2026-11-20-uploads-failing\n {2}- 2026-11-20-b\nstatus/m);
    expect(text).toContain("summary: Uploads fail for everybody; installing works. Mirrors lag.\n");
    expect(text).toContain("related:\n  - id: 2026-10-06-sign-in-failing\n    relation: similar\ncredits:");
    expect([written(text, "impactStart"), written(text, "impactEnd"), written(text, "resolved")]).toEqual([
      "2026-11-20T09:00Z",
      "2026-11-20T12:00Z",
      "2026-11-20T12:01Z",
    ]);
    expect(text).toContain(
      '<Timeline incident="2026-11-20-uploads-failing" />\n\n<Timeline incident="2026-11-20-b" />\n',
    );
    expect(text).toContain("- 2026-11-20 09:00 UTC, **Mirrors behind: impact begins (partial)**: Search\n");
    const promises = text.slice(text.indexOf("### Promised updates"), text.indexOf("## What went well"));
    expect(promises).toBe(`### Promised updates

- 2026-11-20 10:30 UTC: Package uploads failing: missed by 10 min, next update at 2026-11-20 10:40 UTC
- 2026-11-20 10:45 UTC: Mirrors behind: missed by 1 h 16 min, next update at 2026-11-20 12:01 UTC
- 2026-11-20 11:00 UTC: Package uploads failing: kept, next update at 2026-11-20 10:58 UTC
- 2026-11-20 11:30 UTC: Package uploads failing: kept, next update at 2026-11-20 11:15 UTC

`);
    expect(parsePostmortem({ file: reportOf("joint"), text }).problems).toEqual([]);
  });

  test("tells promises apart: without an update, not due yet, and published after it was due", async () => {
    const cwd = site({
      [OPEN]: `---
title: Search slow
---

## Investigating — 2026-11-20 23:05 UTC

A.

Next-update: 23:05 UTC

## Correction — 2026-11-21 00:10 UTC

B.

Next-update: 00:30 UTC

## Correction — 2026-11-21 00:20 UTC

C.

Next-update: 02:00 UTC
`,
    });
    await begin(cwd, SLOW, "--owner", "yutok");
    expect(read(cwd, reportOf(SLOW)).split("### Promised updates\n\n")[1]?.split("\n\n")[0]).toBe(
      [
        "- 2026-11-20 23:05 UTC: published after it was due",
        "- 2026-11-21 00:30 UTC: kept, next update at 2026-11-21 00:20 UTC",
        "- 2026-11-21 02:00 UTC: not due yet",
      ].join("\n"),
    );
    const later = await daymark(
      { cwd },
      ...["new", "postmortem", SLOW, "--owner", "yutok", "--id", "later", "--now", "2026-11-21T03:00Z"],
    );
    expect(later.err).toContain("3 promised updates (1 missed)");
    expect(read(cwd, reportOf("later"))).toContain("- 2026-11-21 02:00 UTC: missed, no update came\n");
  });

  test("takes a maintenance, which is announced and never declared", async () => {
    const cwd = site({
      "incidents/2026/2026-11-10-upgrade.md":
        "---\ntitle: Search upgrade\nkind: maintenance\nscheduled: { from: 2026-11-10 08:00 UTC, to: 2026-11-10 09:00 UTC }\nimpact: [{ service: search, level: maintenance }]\n---\n\n## Scheduled — 2026-11-01 08:00 UTC\n\nSearch is off.\n",
    });
    await begin(cwd, "2026-11-10-upgrade", "--owner", "yutok");
    const text = read(cwd, reportOf("2026-11-10-upgrade"));
    expect(written(text, "declared")).toBe("{ confidence: unknown }");
    expect(written(text, "impactStart")).toBe("{ at: 2026-11-10T08:00Z, confidence: estimated }");
    expect(written(text, "resolved")).toBe("{ at: 2026-11-10T09:00Z, confidence: estimated }");
    expect(text).toContain("- 2026-11-10 09:00 UTC, **Completed**, by the clock\n");
  });

  test("takes an incident without impact, summary and words", async () => {
    const cwd = site({
      "incidents/2026/2026-11-11-a.md":
        "---\ntitle: Nearly\nroles: { witness: nobody }\n---\n\n## Resolved — 2026-11-11 10:00 UTC\n\n<!-- later -->\n",
    });
    const { err, code } = await begin(cwd, "2026-11-11-a", "--owner", "yutok");
    expect(code).toBe(0);
    expect(err).toContain(
      "Filled in: title, summary, times (declared, resolved) and 1 line of what happened.\n",
    );
    expect(err).toContain("how it was noticed (detection)");
    const text = read(cwd, reportOf("2026-11-11-a"));
    expect(text).toContain("title: Nearly\nsummary: Nearly\n");
    expect(text).toContain("# impact:");
    expect(text).not.toMatch(/credits|witness|Promised/);
    expect(text).toContain("- 2026-11-11 10:00 UTC, **Resolved** ([update](");
    expect(parsePostmortem({ file: "a.mdx", text }).problems).toEqual([]);
  });

  test("sets the mitigation before the end of the impact, and leaves out one before its begin", async () => {
    const incident = (monitoring: string): string =>
      `---\ntitle: A\nimpact:\n  - { service: api, level: major, from: 2026-11-11T10:00Z, to: 2026-11-11T11:00Z }\n---\n\n## Monitoring — 2026-11-11 ${monitoring} UTC\n\nA.\n\n## Resolved — 2026-11-11 12:00 UTC\n\nB.\n`;
    const cwd = site({
      "incidents/2026/2026-11-11-early.md": incident("09:00"),
      "incidents/2026/2026-11-11-inside.md": incident("10:30"),
      "incidents/2026/2026-11-11-after.md": incident("11:20"),
    });
    for (const [name, expected] of [
      ["early", "{ confidence: unknown }"],
      ["inside", "{ at: 2026-11-11T10:30Z, confidence: estimated }"],
      ["after", "{ at: 2026-11-11T11:00Z, confidence: estimated }"],
    ] as const) {
      await begin(cwd, `2026-11-11-${name}`, "--owner", "yutok");
      expect(written(read(cwd, reportOf(`2026-11-11-${name}`)), "mitigated"), name).toBe(expected);
    }
    expect((await daymark({ cwd }, "check")).out).not.toContain("content/postmortems");
  });

  test("takes the end of the incident for that of an impact without one, as an estimate", async () => {
    const cwd = site({
      "incidents/2026/2026-11-11-a.md":
        "---\ntitle: A\nimpact: [{ service: api, level: major, from: 2026-11-11T10:00Z }]\n---\n\n## Resolved — 2026-11-11 12:00 UTC\n\nB.\n",
    });
    await begin(cwd, "2026-11-11-a", "--owner", "yutok");
    expect(written(read(cwd, reportOf("2026-11-11-a")), "impactEnd")).toBe(
      "{ at: 2026-11-11T12:00Z, confidence: estimated }",
    );
  });

  test("takes a record that was written down later for what it is", async () => {
    const { root } = repository({
      at: "2026-11-20T15:00:00Z",
      files: { ...base, [UPLOADS]: withUpdates(4) },
    });
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    await begin(root, "2026-11-20-uploads-failing");
    const text = read(root, reportOf("2026-11-20-uploads-failing"));
    expect(written(text, "declared")).toBe("{ at: 2026-11-20T10:00Z, confidence: estimated }");
    expect(text).toContain(", published 5 h later\n");
    expect(text).toContain("- 2026-11-20 10:30 UTC: published after it was due\n");
  });

  test("takes the title and the name that it is given", async () => {
    const cwd = site();
    const { out } = await begin(
      cwd,
      OVER,
      "--owner",
      "yutok",
      "--title",
      " The key: gone ",
      "--id",
      "key.mdx",
    );
    expect(out.split("\n")[0]).toBe("content/postmortems/key.mdx");
    expect(written(read(cwd, reportOf("key")), "title")).toBe('"The key: gone"');
  });

  test("takes a file for its incident, and one that is named twice once", async () => {
    const cwd = site();
    await begin(cwd, `incidents/2026/${OVER}.md`, OVER, "--owner", "yutok");
    expect(read(cwd, reportOf(OVER))).toContain(`incidents:\n  - ${OVER}\nstatus`);
  });

  test("tells of a report that there is on the incident", async () => {
    const cwd = site({
      "content/postmortems/first.md": `---\ntitle: A\nsummary: A\nincidents: [${OVER}]\nstatus: in-review\nowner: yutok\ntype: unknown\ntrigger: unknown\n---\n\nText.\n`,
    });
    const { err } = await begin(cwd, OVER, "--owner", "yutok");
    expect(err).toContain("There is a report on it already: content/postmortems/first.md, in-review.\n");
  });

  test("commits the file where it is asked to", async () => {
    const cwd = scripted();
    const { err, code } = await begin(cwd, "2026-11-20-uploads-failing", "--commit");
    expect(err).toContain("Committed. It is live once it is pushed and built: git push\n");
    expect(code).toBe(0);
  });

  test("is known to the editor at once", async () => {
    const cwd = site();
    await daymark({ cwd }, "schema", "--editor");
    await begin(cwd, OVER, "--owner", "yutok");
    expect(read(cwd, ".astro/collections/collections.json")).toContain(`${OVER}.mdx": "postmortem"`);
  });

  test("is told by the help", async () => {
    const { out } = await daymark({ cwd: emptyFolder() }, "new", "--help");
    expect(out).toContain(
      "  --owner HANDLE      Postmortem: who sees to it (default: you, by git, or who led the response).\n",
    );
    expect(out).toContain("Example: daymark new postmortem 2026-11-20-uploads-failing\n");
  });
});

describe("The owner of a new postmortem", () => {
  const owner = (cwd: string): string | undefined =>
    written(read(cwd, reportOf("2026-11-20-uploads-failing")), "owner");

  test("is who is named, also a team", async () => {
    const cwd = scripted();
    await begin(cwd, "2026-11-20-uploads-failing", "--owner", " storage-team ");
    expect(owner(cwd)).toBe("storage-team");
  });

  test("is whoever git commits with, in any case", async () => {
    const cwd = scripted();
    await begin(cwd, "2026-11-20-uploads-failing");
    expect(owner(cwd)).toBe("ann");
  });

  test("is who led the response, where git names nobody whom people.yaml knows", async () => {
    const people = (base["content/people.yaml"] ?? "").replace("ANN@example.org", "another@example.org");
    const cwd = scripted({ at: "2026-11-20T12:00:00Z", files: { "content/people.yaml": people } });
    await begin(cwd, "2026-11-20-uploads-failing");
    expect(owner(cwd)).toBe("yutok");
  });

  test("is who led the response, where there is no git", async () => {
    const cwd = emptyFolder();
    write(cwd, { ...base, [UPLOADS]: withUpdates(4) });
    mkdirSync(join(cwd, "no-programs"));
    const env = { PATH: join(cwd, "no-programs") };
    const { code } = await daymark({ cwd, env }, "new", "postmortem", "2026-11-20-uploads-failing");
    expect(code).toBe(0);
    expect(owner(cwd)).toBe("yutok");
    const text = read(cwd, reportOf("2026-11-20-uploads-failing"));
    expect(written(text, "declared")).toBe("{ at: 2026-11-20T10:00Z, confidence: estimated }");
    expect(text).not.toMatch(/edited after publication|published .* later/);
  });
});

describe("daymark new postmortem refuses, and writes nothing:", () => {
  const wrong: readonly [string, argv: readonly string[], message: string][] = [
    [
      "no incident",
      [],
      "expected the id of an incident, or of several. Example: daymark new postmortem 2026-11-20-uploads-failing --owner ann",
    ],
    [
      "an incident that is nearly there",
      ["2026-10-06-sign-in-failed", "--owner", "yutok"],
      'there is no incident "2026-10-06-sign-in-failed". Did you mean 2026-10-06-sign-in-failing?',
    ],
    [
      "an incident that is not there",
      [OVER, "__proto__", "--owner", "yutok"],
      'there is no incident "__proto__". Expected the name of a file below incidents/, without .md.',
    ],
    [
      "an incident that cannot be read",
      ["2026-11-12-broken", "--owner", "yutok"],
      "incidents/2026/2026-11-12-broken.md cannot be read. daymark check tells why; mend it first.",
    ],
    [
      "an incident without updates",
      ["2026-11-12-silent", "--owner", "yutok"],
      "incidents/2026/2026-11-12-silent.md cannot be read. daymark check tells why; mend it first.",
    ],
    [
      "a notice",
      ["2026-11-13-note", "--owner", "yutok"],
      "2026-11-13-note is a notice: there is nothing to review. Expected an incident or a maintenance.",
    ],
    [
      "a maintenance that has not begun",
      ["2026-12-05-upgrade", "--owner", "yutok"],
      "2026-12-05-upgrade has not begun: there is nothing to review yet. Run this when it is over.",
    ],
    [
      "a report that is there",
      ["2026-11-14-there", "--owner", "yutok"],
      "content/postmortems/2026-11-14-THERE.mdx is there already. Go on with that one, or give another name: --id 2026-11-14-there-3",
    ],
    [
      "a report in Markdown that is there",
      [OVER, "--id", "2026-11-14-there-2", "--owner", "yutok"],
      "content/postmortems/2026-11-14-there-2.md is there already. Go on with that one, or give another name: --id 2026-11-14-there-2-2",
    ],
    [
      "a name that is none",
      [OVER, "--id", "../key", "--owner", "yutok"],
      '--id "../key": expected letters, digits, hyphens, dots and underscores, such as 2026-11-20-uploads-failing.',
    ],
    [
      "a title of two lines",
      [OVER, "--title", "A\nB", "--owner", "yutok"],
      "the title has more than one line. Put the rest into the text of the report.",
    ],
    [
      "an option of incidents",
      [OVER, "--level", "major"],
      "--level says nothing about a postmortem. Expected --owner, --id or --title; the rest is written into the file.",
    ],
    [
      "nobody who sees to it",
      [OVER],
      "nobody is known to see to this report. Say who: --owner HANDLE, such as yutok or hroarr, or the name of a team.",
    ],
  ];
  const more = {
    "incidents/2026/2026-11-12-broken.md": "---\nkind: [\n---\n",
    "incidents/2026/2026-11-12-silent.md": "---\ntitle: A\n---\n",
    "incidents/2026/2026-11-13-note.md":
      "---\ntitle: A\nkind: notice\n---\n\n## Notice — 2026-11-13 10:00 UTC\n\nA.\n",
    "incidents/2026/2026-12-05-upgrade.md":
      "---\ntitle: A\nkind: maintenance\nscheduled: { from: 2026-12-05 08:00 UTC, to: 2026-12-05 09:00 UTC }\n---\n\n## Scheduled — 2026-11-13 10:00 UTC\n\nA.\n",
    "incidents/2026/2026-11-14-there.md": "---\ntitle: A\n---\n\n## Resolved — 2026-11-14 10:00 UTC\n\nA.\n",
    "content/postmortems/2026-11-14-THERE.mdx": "x",
    "content/postmortems/2026-11-14-there-2.md": "x",
  };

  test.each(wrong)("%s", async (_, argv, message) => {
    const cwd = site(more);
    const before = files(cwd);
    expect((await begin(cwd, ...argv)).transcript).toBe(
      `! daymark new: ${message}\n! daymark new --help tells how it is used.\nexit 2\n`,
    );
    expect(files(cwd)).toEqual(before);
  });

  test("nobody who sees to it, where nobody is known", async () => {
    const cwd = site({ "content/people.yaml": "{}\n" });
    expect((await begin(cwd, OVER)).err).toContain("Say who: --owner HANDLE, or the name of a team.\n");
  });

  test("an owner that is no line of text", async () => {
    const cwd = site();
    const { err, code } = await begin(cwd, OVER, "--owner", "a\u0007b");
    expect(err).toContain(`nothing was written to ${reportOf(OVER)}, because it would be wrong:`);
    expect(err).toContain("This text has a control character in it.");
    expect([code, existsSync(join(cwd, "content/postmortems"))]).toEqual([2, false]);
  });

  test("a folder without a site", async () => {
    expect((await begin(emptyFolder(), OVER)).err).toContain("there is no site in <cwd>");
  });

  test("an owner for an incident", async () => {
    const { err } = await daymark({ cwd: site() }, "new", "incident", "A", "-m", "B", "--owner", "yutok");
    expect(err).toContain("--owner is for postmortems. Expected daymark new postmortem, or leave it out.");
  });
});

/** All nodes of a text that can be read as MDX. */
function nodesIn(text: string): readonly MdxNode[] {
  const reading = readMdx(text);
  return "tree" in reading ? [...nodesOf(reading.tree)] : [];
}

/** The text of a node without its markup. */
function textOf(node: MdxNode): string {
  return [...nodesOf(node)].map(({ type, value }) => (type === "text" ? String(value) : "")).join("");
}

/** Texts of which markup, code and front matter are made. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."{}<>/*`~\"'\\= \n\t-#|[]()!&;:$^_.@+%,?",
        "import x from 'x'",
        "\n\nexport const a = 1\n\n",
        "{/*",
        "*/}",
        "]]",
        "```\n",
        "---\n",
        "<script>",
        "<Callout",
        "</Timeline>",
        "https://a.example/b_c",
        "www.a.example",
        "x_y@a.example",
        "&amp;",
        "[a](javascript:b)",
        "![a](b)",
        "yes",
        "null",
        "2026-11-20",
        "# a",
        " #",
        ": ",
        "\u0085",
        "\u2028",
        "\ufeff",
        "\uf8f0",
        "\ud800",
        "\u202e",
        "{{a}}",
        "1. ",
        " ? ",
        ": ? ",
        "{".repeat(20),
        "some more words of an ordinary text, long enough for a new line ",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join("").slice(0, 270));

describe("Texts of others in a new postmortem", () => {
  test("are shown as they are, and are never markup or code", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (what, text, note) => {
        const file = "content/postmortems/a.mdx";
        const written = hostileReport({ what: `a${what}`, text, note });
        const { record, problems } = parsePostmortem({ file, text: written });
        expect(problems).toEqual([]);
        // The reader of YAML takes so many brackets and no more.
        expect([record?.title, record?.summary, record?.impact?.statement].map(bare)).toEqual(
          [`a${what}`, `a${text}`, `a${note}`].map(shownAs).map(bare),
        );
        const items = nodesIn(record?.body ?? "").filter(({ type }) => type === "listItem");
        expect(items.map(textOf)).toEqual([
          `2026-11-20 10:00 UTC, ${shownAs(`a${what}`)}${behind(": ", text)} (update)${behind(", ", note)}`,
          `2026-11-20 10:30 UTC: ${shownAs(`a${note}`)}`,
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test("keep their addresses as links", () => {
    const nodes = nodesIn(mdxText("See https://a.example/b_c*d~e?f=1&g=$2#h and www.a.example/h_i."));
    expect(nodes.flatMap(({ url }) => url ?? [])).toEqual([
      "https://a.example/b_c*d~e?f=1&g=$2#h",
      "http://www.a.example/h_i",
    ]);
  });

  test("are cut where an incident has more of them than a report may hold", () => {
    const text = hostileReport({ what: "a", text: "{".repeat(160), note: "" }, 2000);
    const { record, problems } = parsePostmortem({ file: "content/postmortems/a.mdx", text });
    expect(problems).toEqual([]);
    expect(record?.body).toMatch(/^- and \d+ more, see the incident$/m);
    expect(record?.body.length).toBeLessThan(64 * 1024);
  });

  test("are cut to what a summary may have, behind a word", async () => {
    const title = `${"A very long title ".repeat(40)}end`;
    const cwd = site({
      "incidents/2026/2026-11-11-a.md": `---\ntitle: ${title}\nimpact:\n  - { service: "${"x".repeat(200)}", level: major, from: 2026-11-11T10:00Z }\n---\n\n${"word ".repeat(100)}\n\n## Investigating — 2026-11-11 10:10 UTC\n\n${"w".repeat(500)}\n`,
      "incidents/2026/2026-11-11-b.md": `---\ntitle: ${title}\n---\n\n## Resolved — 2026-11-11 10:00 UTC\n\n<!-- -->\n`,
    });
    for (const id of ["2026-11-11-a", "2026-11-11-b"]) {
      expect((await begin(cwd, id, "--owner", "yutok")).code).toBe(0);
      const { record, problems } = parsePostmortem({ file: reportOf(id), text: read(cwd, reportOf(id)) });
      expect(problems).toEqual([]);
      expect(record?.title).toBe(title);
      expect(record?.summary).toMatch(/^.{100,279}(?:word|title|very|long|A)…$/);
    }
  });

  test("come out of an incident as they went in", async () => {
    const cwd = site({
      "content/services/api.md": '---\nname: "{api} <b>*x*</b> `y` import"\ngroup: all\n---\n',
      [OPEN]:
        '---\ntitle: "import x from \'y\' {evil()} <script> ]] # -- "\nimpact:\n  - { service: api, level: major, from: 2026-11-20T23:00Z }\n---\n\n{evil()} <Callout> &lt; \u0085\n\n## Investigating — 2026-11-20 23:05 UTC\n\nimport a from "b"\n\n```js\nexport const a = {evil()}\n```\n\n| a |\n|---|\n| {b} |\n',
    });
    const { code } = await begin(cwd, SLOW, "--owner", "yutok");
    expect(code).toBe(0);
    const text = read(cwd, reportOf(SLOW));
    const { record, problems } = parsePostmortem({ file: reportOf(SLOW), text });
    expect(problems).toEqual([]);
    expect(record?.title).toBe("import x from 'y' {evil()} <script> ]] # --");
    expect(text).toContain("**: \\{api\\} \\<b\\>\\*x\\*\\</b\\> \\`y\\` import\n");
    expect(text).toContain('**Investigating**: import a from "b" export const a = \\{evil()\\} a \\{b\\} (');
  });
});

/** A text as a reader of the report sees it: on one line, without what no file may hold. */
function shownAs(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff\uf8f0-\uf8f2]/gu, "\ufffd")
    .trim();
}

/** A text behind a sign; nothing where it is empty. */
function behind(sign: string, text: string): string {
  return shownAs(text) === "" ? "" : `${sign}${shownAs(text)}`;
}

/** A text without brackets, question marks and spaces. */
function bare(text: string | undefined): string | undefined {
  return text?.replace(/[[\]{}?\s]/g, "");
}

/** A draft with the same texts everywhere. */
function hostileReport(
  { what, text, note }: { readonly what: string; readonly text: string; readonly note: string },
  times = 1,
): string {
  const at = Date.parse("2026-11-20T10:00Z");
  const report: NewReport = {
    title: what,
    summary: `a${text}`,
    incidents: ["a"],
    owner: "yutok",
    type: "unknown",
    times: {},
    detection: undefined,
    statement: `a${note}`,
    credits: [],
    related: [],
    timeline: Array.from({ length: times }, () => ({ at, what, text, href: "/incidents/a/#b", note })),
    promises: Array.from({ length: times }, () => ({
      due: at + 30 * 60_000,
      outcome: `a${note}`,
      isMissed: false,
    })),
  };
  return writeReport(report);
}
