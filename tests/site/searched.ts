import { smallSite } from "./build.ts";

/** The moment at which tests build this site. */
export const searchedNow = "2026-11-20T12:00Z";

function incident(title: string, front: string, body: string): string {
  return `---\ntitle: ${JSON.stringify(title)}\n${front}---\n\n${body}`;
}

const signIn = incident(
  "Sign-in failing",
  "severity: major\ntype: certificate-expiry\nimpact: [{ service: api, level: major, from: 2026-10-06T06:00Z, to: 2026-10-06T07:30Z }]\ndetected: { at: 2026-10-06T06:20Z, by: user-report }\nroles: { incident-commander: mallory }\n",
  `Nobody could sign in. <!-- SECRETCOMMENT -->

## Investigating — 2026-10-06 06:25 UTC

Clients stop with \`E1234\`, and the proxy says 503.

Posted-by: mallory

## Identified — 2026-10-06 06:50 UTC

### Known

The wildcard certificate of the load balancer has expired.

### Doing

We are asking for a new one.

## Resolved — 2026-10-06 07:30 UTC

Version v1.1.1 of the proxy loads certificates by itself.
`,
);

const uploads = incident(
  "Uploads slow",
  "impact: [{ service: uploads, level: degraded, from: 2025-03-01T10:00Z, to: 2025-03-01T11:00Z }]\n",
  `## Resolved — 2025-03-01 11:00 UTC

Uploads were slow after the release of v1.1.10, and are not any more. A restore was not needed.
`,
);

const lesson = `---
title: The wildcard certificate expired and nobody was told
summary: Sign-in did not work for ninety minutes.
incidents: [2026-10-06-sign-in-failing]
status: final
owner: platform
authors: [mallory]
published: 2026-10-20T09:00Z
type: certificate-expiry
trigger: expiry
times:
  impactStart: 2026-10-06T06:00Z
  detected: 2026-10-06T06:20Z
  mitigated: 2026-10-06T07:30Z
  impactEnd: 2026-10-06T07:30Z
detection: { source: user-report, usersFirst: "yes", gap: The check looked at another host. }
impact: { userFacing: "yes", data: none, statement: Nobody could sign in. }
factors:
  - { id: unwatched, category: monitoring-gap, summary: The check asked the old load balancer. }
  - { id: by-hand, category: process, summary: Renewal was a task for one person. }
actions:
  - { id: watch-all, title: Watch the certificate of every host, kind: detect, factors: [unwatched], owner: platform, due: 2026-10-30, status: done, done: 2026-10-29 }
  - { id: rehearse, title: Rehearse the renewal, kind: process, factors: [by-hand], owner: platform, due: 2026-11-10, status: open }
mitigation: A new certificate was installed by hand.
evidence:
  - { label: Log of the proxy, url: "https://logs.internal.example.org/RESTRICTEDPATH", access: restricted }
---

{/* MDXCOMMENT */}

## What happened

The certificate ran out at six. <Definition term="pitr">PITR</Definition> had nothing to do with it.

## What went well

<Callout kind="lesson" title="Ask twice">The on-call list was right, and max_map_count was not to blame.</Callout>

## What did not go well

Nobody looked at the calendar.

## Where we got lucky

It was a Tuesday.
`;

const draft = lesson
  .replace("status: final", "status: draft")
  .replaceAll("certificate", "DRAFTWORD")
  .replaceAll("title: The", "title: DRAFTTITLE The");

const advisory = `---
title: Archives can write outside of their folder
published: 2026-11-01T09:00Z
aliases: [CVE-2026-1234]
severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H]
affected:
  - package: pkg:npm/widget
    ranges: [{ introduced: "0", fixed: 1.4.2 }]
---

## Impact

An archive can replace any file.

## Patches

Upgrade to 1.4.2.
`;

const embargoed = advisory
  .replace("2026-11-01", "2026-12-24")
  .replace("CVE-2026-1234", "CVE-2026-9999")
  .replaceAll("rchive", "EMBARGOWORD");

/** A site with a record of every kind that is searched, and with what must never be found. */
export const searchedSite = {
  ...smallSite,
  "content/site.yaml":
    "name: Small\nurl: https://status.example.org\ngroups: [{ id: all, name: All }]\nseverities: [{ id: major, label: Major, criteria: Much is broken. }]\n",
  "content/people.yaml": "mallory: { name: Mallory SECRETNAME, consent: anonymous }\n",
  "content/services/uploads.md": "---\nname: Uploads\ngroup: all\ndescription: Takes packages.\n---\n",
  "content/glossary/pitr.md":
    "---\nterm: point-in-time recovery\naliases: [PITR]\nshort: Going back to any moment of the last days.\n---\n\nNeeds a base backup.\n",
  "content/glossary/restore.md":
    "---\nterm: restore\naliases: [recovery from a backup, Wiederherstellung, E4711]\nshort: Bringing data back.\n---\n",
  "content/postmortems/2026-10-06-sign-in-failing.mdx": lesson,
  "content/postmortems/2026-11-01-draft.mdx": draft,
  "incidents/2026/2026-10-06-sign-in-failing.md": signIn,
  "incidents/2025/2025-03-01-uploads-slow.md": uploads,
  "incidents/2026/2026-12-01-upgrade.md":
    "---\ntitle: Database upgrade\nkind: maintenance\nscheduled: { from: 2026-12-01T08:00Z, to: 2026-12-01T09:00Z }\nimpact: [{ service: api, level: maintenance }]\n---\n\n## Scheduled — 2026-11-19 10:00 UTC\n\nThe API will be read-only.\n",
  "advisories/2026/KELP-2026-0001.md": advisory,
  "advisories/2026/KELP-2026-0002.md": embargoed,
} as const;

/** Words of which no file of a search may have any. */
export const neverFound = [
  "SECRETCOMMENT",
  "SECRETNAME",
  "mallory",
  "RESTRICTEDPATH",
  "MDXCOMMENT",
  "DRAFTWORD",
  "DRAFTTITLE",
  "EMBARGOWORD",
  "9999",
  "KELP-2026-0002",
] as const;
