import { repository, type ScriptedCommit } from "./repository.ts";

/*
 * A site with a past: every kind of revision that pages show. Times are those of November 2026, so that the moment of
 * the build is `auditedNow`.
 */

/** The moment at which the site with a past is built. */
export const auditedNow = "2026-11-21T12:00Z";

const settings = `name: Small
url: https://status.example.org
groups: [{ id: all, name: All }]
feeds: { entries: 10 }
repository: { url: https://git.example.org/team/status }
`;

const uploads = (parts: { severity?: string; to?: string; first?: string; more?: string }): string => `---
title: Uploads failing
severity: ${parts.severity ?? "minor"}
impact: [{ service: uploads, level: major, from: 2026-11-20T09:30Z${parts.to ? `, to: ${parts.to}` : ""} }]
---

Package uploads fail.

## Investigating — 2026-11-20 10:40 UTC

${parts.first ?? "Uploads fail for everybody. We look into it and will say more as soon as we know more."}

Posted-by: eve
${parts.more ?? ""}`;

const identified = `
## Identified — 2026-11-20 11:25 UTC

A certificate has expired.

Next-update: 2026-11-20 12:30 UTC
`;

const resolved = `
## Resolved — 2026-11-20 12:20 UTC

Uploads work again.
`;

const reworded =
  "Uploads fail for most people, not for everybody as we first said. We look into it and will say more soon.";

const plain = (title: string, day: string, text = "Something is slow."): string =>
  `---\ntitle: ${title}\nservices: [api]\n---\n\n## Resolved — ${day} 10:00 UTC\n\n${text}\n`;

/** A text of many lines, of which every third is another one in the second edition. */
const long = (edition: string): string =>
  Array.from(
    { length: 60 },
    (_, index) => `Line ${index} of ${index % 3 === 0 ? edition : "the report"}.`,
  ).join("\n\n");

const many = Array.from({ length: 12 }, (_, index) => {
  const day = String(index + 1).padStart(2, "0");
  return [
    `incidents/2026/2026-09-${day}-old.md`,
    plain(`Old incident ${index + 1}`, `2026-09-${day}`),
  ] as const;
});

const ann = { author: "Ann Example", email: "ann@example.org" };
const bob = { author: "Bob Builder", email: "bob@example.org" };

const commits: readonly (ScriptedCommit & { readonly name: string })[] = [
  {
    name: "begin",
    at: "2026-10-01T09:00:00Z",
    ...ann,
    message: "Begin the status page",
    files: {
      ".gitignore": "dist/\n.daymark/\n",
      "content/site.yaml": settings,
      "content/people.yaml":
        "ann: { name: Ann, consent: public, git: [ann@example.org] }\nbob: { consent: handle, git: [bob@example.org] }\neve: { consent: anonymous }\n",
      "content/services/uploads.md": "---\nname: Uploads\ngroup: all\n---\n",
      "content/services/api.md": "---\nname: API\ngroup: all\n---\n",
    },
  },
  {
    name: "bulk",
    at: "2026-10-05T09:00:00Z",
    ...ann,
    message: "Add the incidents of September",
    files: Object.fromEntries(many),
  },
  {
    name: "opened",
    at: "2026-11-20T10:42:00Z",
    ...bob,
    message: "Uploads fail (told by eve and carol@example.com)",
    files: { "incidents/2026/uploads-failing.md": uploads({}) },
  },
  {
    name: "reworded",
    at: "2026-11-20T10:54:00Z",
    ...bob,
    message: "Say who is affected",
    files: { "incidents/2026/uploads-failing.md": uploads({ first: reworded }) },
  },
  {
    name: "identified",
    at: "2026-11-20T11:27:00Z",
    author: "Carol Odd \u202e",
    email: "carol@example.org",
    message: "Certificate",
    files: {
      "incidents/2026/uploads-failing.md": uploads({ severity: "major", first: reworded, more: identified }),
    },
  },
  {
    name: "resolved",
    at: "2026-11-20T12:22:00Z",
    ...ann,
    message: "Resolved",
    files: {
      "incidents/2026/uploads-failing.md": uploads({
        severity: "major",
        to: "2026-11-20T12:10Z",
        first: reworded,
        more: identified + resolved,
      }),
    },
  },
  {
    name: "moved",
    at: "2026-11-20T13:00:00Z",
    ...ann,
    message: "Sort by month",
    moves: { "incidents/2026/uploads-failing.md": "incidents/2026/11/uploads-failing.md" },
  },
  {
    name: "others",
    at: "2026-11-20T14:00:00Z",
    ...ann,
    message: "Three more",
    files: {
      "incidents/2026/broken.md": plain("API slow", "2026-11-19"),
      "incidents/2026/gone.md": plain("Mail late", "2026-11-18", "Mail was late."),
      "incidents/2026/report.md": plain("Long report", "2026-11-17", long("first edition")),
    },
  },
  {
    name: "report",
    at: "2026-11-20T15:00:00Z",
    ...ann,
    message: "Second edition",
    files: { "incidents/2026/report.md": plain("Long report", "2026-11-17", long("second edition")) },
  },
  {
    name: "broken",
    at: "2026-11-20T16:00:00Z",
    ...bob,
    message: "A slip",
    files: { "incidents/2026/broken.md": plain("API slow", "2026-11-19").replace("services:", "servces:") },
  },
  {
    name: "removed",
    at: "2026-11-20T17:00:00Z",
    ...bob,
    message: "Nobody wants to read this",
    files: { "incidents/2026/gone.md": null },
  },
  {
    name: "settings",
    at: "2026-11-20T18:00:00Z",
    ...ann,
    message: "Count partial outages more",
    files: { "content/site.yaml": `${settings}uptime: { weights: { partial: 0.5 } }\n` },
  },
  {
    name: "spaces",
    at: "2026-11-20T19:00:00Z",
    ...ann,
    message: "Tidy",
    files: { "content/services/api.md": "---\nname:  API\ngroup: all\n---\n" },
  },
  {
    name: "tags",
    at: "2026-11-20T20:00:00Z",
    ...ann,
    message: "Tag the old ones",
    files: Object.fromEntries(
      many.map(([path, text]) => [path, text.replace("services:", "tags: [old]\nservices:")]),
    ),
  },
];

/** Makes the site with a past: its folder, and the full hashes of its commits by name. */
export function auditedSite(): { readonly root: string; readonly hash: (name: string) => string } {
  const made = repository();
  const hashes = new Map(commits.map((commit) => [commit.name, made.commit(commit)]));
  const hash = (name: string): string => hashes.get(name) ?? "";
  made.commit({
    at: "2026-11-20T21:00:00Z",
    message: "Do not count the tags",
    files: { ".audit-ignore-revs": `${hash("tags")} # only tags\n` },
  });
  made.write("incidents/2026/report.md", plain("Long report", "2026-11-17", "It has become short."));
  return { root: made.root, hash };
}
