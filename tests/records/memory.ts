import type { SiteFolder } from "../../src/records/folder.ts";

/** A site in memory: paths and what is in the files. */
export function memoryFolder(files: ReadonlyMap<string, string | Uint8Array>): SiteFolder {
  const encoder = new TextEncoder();
  return {
    list: (folder) => [...files.keys()].filter((file) => file.startsWith(`${folder}/`)).sort(),
    folders: () =>
      [
        ...new Set(
          [...files.keys()].filter((file) => file.includes("/")).map((file) => file.split("/")[0] ?? ""),
        ),
      ].sort(),
    read(file) {
      const content = files.get(file);
      return typeof content === "string" ? encoder.encode(content) : content;
    },
  };
}

/** A site that is right: two services and a retired one, two people, one incident. */
export const rightSite: ReadonlyMap<string, string> = new Map([
  [
    "content/site.yaml",
    `name: Example status
url: https://status.example.org
groups:
  - { id: core, name: Core }
severities:
  - { id: critical, label: Critical, criteria: Most users cannot use it., firstUpdateWithin: 15m, updateEvery: 30m, postmortem: { required: true, dueDays: 14 } }
  - { id: major, label: Major, criteria: An important service is down., firstUpdateWithin: 30m, updateEvery: 1h, postmortem: { required: true, dueDays: 30 } }
  - { id: minor, label: Minor, criteria: A service is slow., firstUpdateWithin: 1h, updateEvery: 4h }
  - { id: none, label: None, criteria: Nobody is affected. }
`,
  ],
  ["content/people.yaml", "alice: { name: Alice, consent: public }\nbob: { consent: handle }\n"],
  ["content/services/uploads.md", "---\nname: Uploads\ngroup: core\n---\n"],
  ["content/services/api.md", "---\nname: Web API\ngroup: core\n---\n"],
  ["content/services/mirror.md", "---\nname: Old mirror\ngroup: core\nretired: 2026-06-01\n---\n"],
  [
    "incidents/2026/2026-11-02-mail-delayed.md",
    `---
title: Mail delayed
severity: minor
impact:
  - { service: api, level: degraded, from: 2026-11-02T08:00Z, to: 2026-11-02T09:00Z }
---

## Investigating — 2026-11-02 08:10 UTC

Mail is late.

## Resolved — 2026-11-02 09:10 UTC

Mail is on time.
`,
  ],
]);
