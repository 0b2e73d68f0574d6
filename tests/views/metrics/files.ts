/*
 * A site whose figures are known: fourteen incidents, some without times, with times that contradict each other, going on;
 * a maintenance that lasted for days; reports, one of them about two incidents; advisories; promises, kept and not.
 */

/** What a test says of an incident. Times are written as they stand in its file. */
interface IncidentFacts {
  readonly severity?: string;
  readonly from?: string;
  readonly to?: string;
  readonly detected?: readonly [at: string, by: string];
  /** `Investigating 2026-03-01T10:10Z`, with the promise after `>`. */
  readonly updates: readonly string[];
}

function incident(title: string, { severity, from, to, detected, updates }: IncidentFacts): string {
  const impact = from
    ? `impact: [{ service: api, level: major, from: ${from}${to ? `, to: ${to}` : ""} }]\n`
    : "";
  const seen = detected ? `detected: { at: ${detected[0]}, by: ${detected[1]} }\n` : "";
  const front = `---\ntitle: ${title}\n${severity ? `severity: ${severity}\n` : ""}${impact}${seen}---\n`;
  const texts = updates.map((text) => {
    const [said = "", promise] = text.split(" > ");
    const [status, at = ""] = said.split(" ");
    return `## ${status} — ${at.replace("T", " ").replace("Z", " UTC")}\n\nText.\n${promise ? `\nNext-update: ${promise}\n` : ""}`;
  });
  return `${front}\n${texts.join("\n")}`;
}

const report = (title: string, incidents: readonly string[], front: string): string => `---
title: ${title}
summary: What happened, in a sentence.
incidents: [${incidents.join(", ")}]
owner: infra
type: service-outage
trigger: config-change
${front}---

## What happened

Text.
`;

const advisory = (
  title: string,
  score: string,
  timeline: readonly (readonly [string, string])[],
  more = "",
): string => `---
title: ${title}
published: ${timeline.find(([event]) => event === "disclosed")?.[1] ?? "2026-09-01T10:00Z"}
${score ? `severity: [${score}]\n` : ""}${more}affected:
  - package: pkg:npm/widget
    ranges: [{ introduced: "0", fixed: 1.2.3 }]
timeline: [${timeline.map(([event, at]) => `{ at: ${at}, event: ${event} }`).join(", ")}]
---

## Impact

Text.
`;

const HIGH = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N";
const CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

/** The moment at which the site is built. */
export const metricsNow = "2026-11-20T18:00Z";

/** Front matter and text of every file, by path. */
export const metricsFiles: Readonly<Record<string, string>> = {
  "content/site.yaml": `name: Figures
url: https://status.example.org
history: "off"
groups: [{ id: all, name: All }]
severities:
  - { id: critical, label: Critical, criteria: Most users cannot use it., firstUpdateWithin: 15m, updateEvery: 30m, postmortem: { required: true, dueDays: 14 } }
  - { id: major, label: Major, criteria: An important service is down., firstUpdateWithin: 30m, updateEvery: 1h, postmortem: { required: true, dueDays: 30 } }
  - { id: minor, label: Minor, criteria: A service is slow., firstUpdateWithin: 1h, updateEvery: 4h }
  - { id: none, label: None, criteria: Nobody is affected. }
`,
  "content/services/api.md": "---\nname: API\ngroup: all\n---\n",
  "content/people.yaml": "{}\n",
  "incidents/a-uploads.md": incident("Package uploads failing", {
    severity: "major",
    from: "2026-01-10T10:00Z",
    to: "2026-01-10T11:20Z",
    detected: ["2026-01-10T10:05Z", "monitoring-alert"],
    updates: [
      "Investigating 2026-01-10T10:15Z > 2026-01-10T10:45Z",
      "Identified 2026-01-10T10:45Z > 2026-01-10T11:15Z",
      "Correction 2026-01-10T11:00Z",
      "Resolved 2026-01-10T11:30Z",
    ],
  }),
  "incidents/b-login.md": incident("Signing in fails for those who use a second factor", {
    severity: "critical",
    from: "2026-02-03T22:00Z",
    to: "2026-02-03T22:09Z",
    detected: ["2026-02-03T22:02Z", "synthetic-check"],
    updates: ["Investigating 2026-02-03T22:30Z > 2026-02-03T23:00Z", "Resolved 2026-02-03T22:50Z"],
  }),
  "incidents/c-search.md": incident("Search slow", {
    severity: "minor",
    from: "2026-02-20T08:00Z",
    to: "2026-02-20T13:00Z",
    detected: ["2026-02-20T09:30Z", "user-report"],
    updates: ["Investigating 2026-02-20T09:50Z > 2026-02-20T12:00Z", "Resolved 2026-02-20T13:05Z"],
  }),
  "incidents/d-mail.md": incident("Mail delayed", {
    severity: "minor",
    from: "2026-03-02T06:00Z",
    to: "2026-03-03T07:30Z",
    detected: ["2026-03-02T12:00Z", "issue-tracker"],
    updates: ["Investigating 2026-03-02T12:40Z", "Resolved 2026-03-03T08:00Z"],
  }),
  "incidents/e-cdn.md": incident("Downloads fail in one region", {
    severity: "critical",
    from: "2026-03-15T15:00Z",
    to: "2026-03-15T15:48Z",
    detected: ["2026-03-15T15:00Z", "monitoring-alert"],
    updates: [
      "Investigating 2026-03-15T15:04Z > 2026-03-15T15:30Z",
      "Update 2026-03-15T15:29Z",
      "Resolved 2026-03-15T16:00Z",
    ],
  }),
  "incidents/f-disk.md": incident("Documentation builds fail", {
    severity: "minor",
    from: "2026-04-01T01:00Z",
    to: "2026-04-01T03:10Z",
    detected: ["2026-04-01T01:12Z", "monitoring-alert"],
    updates: ["Investigating 2026-04-01T01:40Z", "Resolved 2026-04-01T03:20Z"],
  }),
  // Without a time of detection.
  "incidents/g-index.md": incident("Index not renewed", {
    severity: "major",
    from: "2026-04-18T02:00Z",
    to: "2026-04-18T04:40Z",
    updates: ["Investigating 2026-04-18T03:00Z", "Resolved 2026-04-18T05:00Z"],
  }),
  // The file gives the impact no end: the incident's own stands in for it.
  "incidents/h-api.md": incident("API answers with errors", {
    severity: "major",
    from: "2026-05-09T17:00Z",
    detected: ["2026-05-09T17:20Z", "downstream-report"],
    updates: ["Investigating 2026-05-09T17:35Z", "Resolved 2026-05-09T18:10Z"],
  }),
  // Told of before it was detected, says its file.
  "incidents/i-dns.md": incident("Names do not resolve", {
    severity: "critical",
    from: "2026-06-12T12:00Z",
    to: "2026-06-12T12:35Z",
    detected: ["2026-06-12T12:40Z", "provider-notice"],
    updates: ["Investigating 2026-06-12T12:30Z", "Resolved 2026-06-12T13:00Z"],
  }),
  "incidents/j-queue.md": incident("Publishing waits in a queue", {
    from: "2026-07-07T07:00Z",
    to: "2026-07-07T07:40Z",
    detected: ["2026-07-07T07:03Z", "monitoring-alert"],
    updates: ["Investigating 2026-07-07T07:20Z", "Resolved 2026-07-07T08:00Z"],
  }),
  // Nobody has said what it did.
  "incidents/k-tokens.md": incident("Tokens in logs", {
    severity: "major",
    detected: ["2026-08-11T09:00Z", "audit-or-scan"],
    updates: ["Investigating 2026-08-11T09:25Z", "Resolved 2026-08-12T10:00Z"],
  }),
  "incidents/l-proxy.md": incident("Proxy refuses large files", {
    severity: "minor",
    from: "2026-09-01T10:00Z",
    to: "2026-09-01T10:50Z",
    detected: ["2026-09-01T10:31Z", "user-report"],
    updates: ["Investigating 2026-09-01T10:40Z", "Resolved 2026-09-01T11:00Z"],
  }),
  "incidents/m-proxy-again.md": incident("Proxy refuses large files again", {
    severity: "minor",
    from: "2026-09-02T10:00Z",
    to: "2026-09-02T12:00Z",
    detected: ["2026-09-02T10:01Z", "monitoring-alert"],
    updates: ["Investigating 2026-09-02T10:20Z", "Resolved 2026-09-02T12:10Z"],
  }),
  // Goes on, with one promise broken and one to come.
  "incidents/n-mirror.md": incident("Mirror feed behind", {
    severity: "minor",
    from: "2026-11-20T14:00Z",
    detected: ["2026-11-20T14:10Z", "synthetic-check"],
    updates: [
      "Investigating 2026-11-20T14:30Z > 2026-11-20T15:30Z",
      "Update 2026-11-20T16:00Z > 2026-11-20T22:00Z",
    ],
  }),
  "incidents/z-upgrade.md": `---
title: Database upgrade
kind: maintenance
scheduled: { from: 2026-10-01T08:00Z, to: 2026-10-09T08:00Z }
impact: [{ service: api, level: maintenance }]
---

## Scheduled — 2026-09-20 08:00 UTC

Text.

Next-update: 2026-09-21 08:00 UTC
`,
  "content/postmortems/a-report.md": report(
    "Uploads failed while a disk was full",
    ["a-uploads"],
    `status: final
published: 2026-01-20T10:00Z
times:
  impactStart: 2026-01-10T10:00Z
  detected: 2026-01-10T10:05Z
  declared: 2026-01-10T10:10Z
  mitigated: 2026-01-10T11:00Z
  impactEnd: 2026-01-10T11:20Z
  resolved: 2026-01-10T11:30Z
detection: { source: monitoring-alert, usersFirst: yes }
actions:
  - { id: alert-on-disk, title: Alert before a disk is full, kind: detect, owner: infra, due: 2026-03-01, status: done, done: 2026-02-20 }
  - { id: quota, title: Give each project a quota, kind: prevent, owner: infra, due: 2026-03-01, status: done, done: 2026-04-11 }
  - { id: move, title: Move uploads to the object store, kind: prevent, owner: infra, due: 2026-10-01, status: in-progress }
  - { id: rewrite, title: Write the upload service anew, kind: prevent, owner: infra, status: wont-do, statusReason: "The quota makes it needless." }
`,
  ),
  // The report knows better than the incident, and says what nobody knows.
  "content/postmortems/b-report.md": report(
    "Signing in failed after a change meant for the test system",
    ["b-login"],
    `status: final
published: 2026-02-10T10:00Z
times:
  impactStart: { at: 2026-02-03T21:50Z, confidence: estimated }
  detected: 2026-02-03T22:02Z
  declared: { confidence: unknown }
  mitigated: { confidence: unknown }
  impactEnd: 2026-02-03T22:10Z
  resolved: 2026-02-03T22:50Z
detection: { source: synthetic-check, usersFirst: no }
actions:
  - { id: two-files, title: Keep the settings of test and production apart, kind: prevent, owner: infra, due: 2026-12-24, status: open }
`,
  ),
  "content/postmortems/d-report.md": report(
    "Mail waited for a day behind one message",
    ["d-mail"],
    `status: in-review
times:
  mitigated: { at: 2026-03-02T20:00Z, confidence: estimated }
`,
  ),
  "content/postmortems/e-report.md": report(
    "Downloads failed where one cache was ill",
    ["e-cdn"],
    `status: final
published: 2026-04-20T10:00Z
times:
  impactStart: 2026-03-15T15:00Z
  detected: 2026-03-15T15:00Z
  mitigated: 2026-03-15T15:20Z
  impactEnd: 2026-03-15T15:48Z
noActionsReason: The provider has mended it.
`,
  ),
  // About two incidents: its times are those of neither.
  "content/postmortems/l-report.md": report(
    "The proxy refused large files, twice",
    ["l-proxy", "m-proxy-again"],
    `status: final
published: 2026-09-12T12:00Z
times:
  impactStart: 2026-09-01T10:00Z
  mitigated: 2026-09-02T11:30Z
  impactEnd: 2026-09-02T12:00Z
detection: { source: user-report, usersFirst: yes }
actions:
  - { id: test-large, title: Upload a large file in the nightly test, kind: detect, owner: infra, noDueReason: "Waits for new machines.", status: blocked, statusReason: "No machine to run it on." }
`,
  ),
  "content/postmortems/x-draft.md": report(
    "SECRET-DRAFT",
    ["c-search"],
    `status: draft
times: { impactStart: 2026-02-20T00:00Z }
`,
  ),
  "advisories/DM-2026-0001.md": advisory("Path traversal", HIGH, [
    ["reported", "2026-02-01T10:00Z"],
    ["fixed", "2026-02-04T10:00Z"],
    ["released", "2026-02-05T10:00Z"],
    ["disclosed", "2026-02-05T12:00Z"],
  ]),
  "advisories/DM-2026-0002.md": advisory("Wrong check of names", CRITICAL, [
    ["reported", "2026-03-01T10:00Z"],
    ["fixed", "2026-03-02T10:00Z"],
    ["released", "2026-03-02T16:00Z"],
    ["disclosed", "2026-03-02T18:00Z"],
  ]),
  // Disclosed by others before there was a release.
  "advisories/DM-2026-0003.md": advisory("Loop without end", HIGH, [
    ["reported", "2026-05-01T10:00Z"],
    ["disclosed", "2026-05-03T10:00Z"],
    ["fixed", "2026-05-08T10:00Z"],
    ["released", "2026-05-10T10:00Z"],
  ]),
  "advisories/DM-2026-0004.md": advisory("Words in the log", "", [["disclosed", "2026-06-01T10:00Z"]]),
  "advisories/DM-2026-0005.md": advisory(
    "Not a vulnerability after all",
    HIGH,
    [
      ["reported", "2026-01-01T10:00Z"],
      ["disclosed", "2026-07-01T10:00Z"],
    ],
    "withdrawn: { at: 2026-07-05T10:00Z, reason: It was as it should be. }\n",
  ),
};
