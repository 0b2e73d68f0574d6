import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { daymark } from "./build.ts";
import { repository, type ScriptedCommit } from "./repository.ts";

/*
 * Looks through every byte of a built site for words that stand in drafts, in restricted addresses, and for people who are
 * not to be named. Each has a mark of its own.
 */

const SITE =
  "name: Site\nurl: https://status.example.org\nrepository: { url: https://git.example.org/site }\ngroups: [{ id: all, name: All }]\n";
const INCIDENT = "2026-11-02-uploads";

/** An address with a mark in it. */
const address = (mark: string): string => `https://intern.example.org/${mark}/logs?id=7&view=a%20b`;

interface Parts {
  readonly status: string;
  readonly title?: string;
  readonly evidence?: string;
  readonly credits?: string;
  readonly body?: string;
}

function report({
  status,
  title = "A full disk",
  evidence = "[]",
  credits = "[]",
  body = "",
}: Parts): string {
  return `---
title: ${title}
summary: Nobody could upload for an hour.
incidents: [${INCIDENT}]
status: ${status}
owner: ann
published: 2026-11-05T10:00Z
type: service-outage
trigger: capacity-exhaustion
times: { impactStart: 2026-11-02T10:00Z, detected: 2026-11-02T10:05Z, declared: 2026-11-02T10:05Z, mitigated: 2026-11-02T10:50Z, impactEnd: 2026-11-02T11:00Z, resolved: 2026-11-02T11:10Z }
detection: { source: user-report, usersFirst: "yes" }
impact: { userFacing: "yes", data: none, statement: Uploads failed. }
factors: [{ id: disk, category: capacity, summary: The disk was full. }]
mitigation: Old files were deleted.
resolution: A larger disk.
actions: [{ id: alert, title: Warn of full disks, kind: detect, factors: [disk], owner: ann, due: 2026-12-01 }]
evidence: ${evidence}
credits: ${credits}
---

## What happened

The disk was full. ${body}
`;
}

const evidence = (mark: string, access: string): string =>
  `\n  - { label: Logs of the store, url: "${address(mark)}", access: ${access} }`;
const credits = (consent: string): string =>
  `\n  - { person: zed, roles: [reporter], consent: ${consent} }\n  - { org: Hidden Works, roles: [helper], consent: ${consent} }`;

const start: ScriptedCommit = {
  at: "2026-11-02T12:00:00Z",
  message: "Begin",
  files: {
    "content/site.yaml": SITE,
    "content/people.yaml":
      "ann: { consent: handle, git: [ann@example.org] }\nzed: { name: Zed Zealous, consent: public }\nyve: { name: Yve Young, consent: public, git: [yve@example.org] }\n",
    "content/services/api.md": "---\nname: API\ngroup: all\n---\n",
    [`incidents/${INCIDENT}.md`]: `---
title: Uploads failing
severity: minor
impact:
  - { service: api, level: major, from: 2026-11-02T10:00Z, to: 2026-11-02T11:00Z }
---

## Investigating — 2026-11-02 10:05 UTC

Uploads fail, see ${address("DENEBMARK")}.

## Resolved — 2026-11-02 11:10 UTC

Uploads work.
`,
  },
};

const file = (name: string): string => `content/postmortems/${name}`;

/** One commit a day from the third on. */
const commits: readonly Omit<ScriptedCommit, "at">[] = [
  // A draft that stays one, and whose restricted address an incident names.
  {
    message: "Draft about VEGAMARK",
    files: {
      [file("2026-11-02-vegamark.mdx")]: report({
        status: "draft",
        title: "VEGAMARK",
        evidence: evidence("DENEBMARK", "restricted"),
        body: 'VEGAMARK text, <Callout kind="note">VEGAMARK</Callout>',
      }),
    },
  },
  // A draft that is published under another name, and is a draft in between.
  {
    message: "Write VEGAMARK down",
    files: { [file("vegamark.md")]: report({ status: "draft", title: "VEGAMARK first" }) },
  },
  // The report that is published names the draft, and so does its commit: in its history, neither is told.
  {
    message: "Publish what content/postmortems/2026-11-02-vegamark.mdx is about",
    moves: { [file("vegamark.md")]: file("2026-11-02-disk.mdx") },
    files: {
      [file("2026-11-02-disk.mdx")]: report({
        status: "final",
        evidence: `${evidence("RIGELMARK", "public")}\nrelated: [{ id: 2026-11-02-vegamark, relation: same-cause }]`,
        credits: credits("public"),
        body: `Look at [the logs](${address("RIGELMARK")}), <${address("RIGELMARK").replace("RIGEL", "%52IGEL")}>.`,
      }),
    },
  },
  {
    message: `Hide ${address("RIGELMARK")}, says Zed Zealous of Hidden Works`,
    files: {
      [file("2026-11-02-disk.mdx")]: report({
        status: "final",
        evidence: evidence("RIGELMARK", "restricted"),
        credits: credits("anonymous"),
        body: "Thanks to zed.",
      }),
    },
  },
  {
    message: "VEGAMARK again",
    files: { [file("2026-11-02-disk.mdx")]: report({ status: "draft", title: "VEGAMARK again" }) },
  },
  {
    message: "Not to be read: VEGAMARK",
    files: {
      [file("2026-11-02-disk.mdx")]: report({ status: "final\nvegamark: x", title: "VEGAMARK broken" }),
    },
  },
  {
    message: "Publish again",
    files: {
      [file("2026-11-02-disk.mdx")]: report({
        status: "final",
        title: `A disk and ${address("RIGELMARK")}`,
        body: `It was https://intern.example.org/RIGEL\nMARK/logs?id=7&amp;view=a b and intern.example.org/%52IGELMARK/logs?id=7&view=a%2520b.`,
      }),
    },
  },
  // A version that nobody can read holds an address of its own, and says that it is restricted.
  {
    message: "Broken",
    files: {
      [file("2026-11-02-disk.mdx")]: report({
        status: "final",
        evidence: `\n  - label: Logs\n    url: ${address("SPICAMARK")}\n    access: restricted\n    : [`,
        body: `SEENMARK ${address("SPICAMARK")}, says yve.`,
      }),
    },
  },
  {
    message: `Mend ${address("SPICAMARK")}`,
    author: "Yve Young",
    email: "yve@example.org",
    files: {
      [file("2026-11-02-disk.mdx")]: report({
        status: "final",
        body: `See ${address("SPICAMARK")}, https://intern.example.org/RIGEL\nMARK/logs?id=7&amp;view=a b, intern.example.org/%52IGELMARK/logs?id=7&view=a%2520b and\n\n<Callout kind="note">\n\n[It](${address("RIGELMARK")})\n\n</Callout>\n`,
      }),
      "content/glossary/store.md": `---\nterm: Store\nshort: Where files lie.\n---\n\nWhere files lie, see ${address("RIGELMARK")}.\n`,
    },
  },
  // Who wrote it takes back the consent to be named.
  {
    message: "People",
    files: {
      "content/people.yaml":
        "ann: { consent: handle, git: [ann@example.org] }\nzed: { name: Zed Zealous, consent: public }\nyve: { name: Yve Young, consent: anonymous, git: [yve@example.org] }\n",
    },
  },
];

let dist = "";
let pieces: ReadonlyMap<string, string> = new Map();

beforeAll(async () => {
  const made = repository(
    start,
    ...commits.map((commit, index) => ({
      ...commit,
      at: `2026-11-${String(index + 3).padStart(2, "0")}T12:00:00Z`,
    })),
  );
  dist = join(made.root, "dist");
  const built = await daymark("build", "--root", made.root, "--out", dist, "--now", "2026-11-20T12:00Z");
  expect(built.code, built.err).toBe(0);
  expect(built.err).toContain("Everything is published.");
  pieces = piecesOf(dist);
});

/** Every file, and what is packed within it, as text. */
function piecesOf(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    found.set(path, bytes.toString("utf8"));
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
      for (const [name, inner] of Object.entries(unzipSync(bytes)))
        found.set(`${path}!${name}`, strFromU8(inner, true));
    }
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) found.set(`${path}!`, gunzipSync(bytes).toString("utf8"));
  }
  return found;
}

/** The files that hold a word, in whatever case, its path included; also with every letter decoded and without spaces. */
function holding(word: string): string[] {
  const wanted = word.toLowerCase();
  return [...pieces].flatMap(([path, text]) => {
    const whole = `${path.slice(dist.length)}\n${text}`.toLowerCase();
    const plain = whole
      .replace(/%([0-7][0-9a-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/<[^>]*>/g, "")
      .replace(/\s+/g, "");
    return whole.includes(wanted) || plain.includes(wanted) ? [path.slice(dist.length)] : [];
  });
}

describe("A built site", () => {
  test("has the report, its history and its place in the list of changes", () => {
    expect(holding("a full disk").length).toBeGreaterThan(3);
    expect(holding("seenmark")).toContain("/lessons/2026-11-02-disk/history/index.html");
    expect(holding("/lessons/2026-11-02-disk/history/#r-")).toContain("/audit/index.html");
    const trail = pieces.get(join(dist, "lessons/2026-11-02-disk/history/index.html")) ?? "";
    expect(trail.match(/\[restricted\]/g)?.length).toBeGreaterThan(3);
    const { records } = JSON.parse(pieces.get(join(dist, "api/v1/audit.json")) ?? "{}");
    expect(records.map(({ kind, id }: Record<string, string>) => `${kind} ${id}`)).toEqual([
      `incident ${INCIDENT}`,
      "postmortem 2026-11-02-disk",
      "service api",
      "site site",
    ]);
  });

  test("shows nothing of a draft: no word, no name, no subject of a commit", () => {
    expect(holding("vegamark")).toEqual([]);
  });

  test.each([
    ["that was public once", "rigelmark"],
    ["of a draft, which an incident names", "denebmark"],
    ["of a version that cannot be read", "spicamark"],
  ])("shows no restricted address %s", (_, mark) => {
    expect(holding(mark)).toEqual([]);
  });

  test("names nobody who is credited anonymously in the history of the report", () => {
    const own = (word: string): string[] => holding(word).filter((path) => path.includes("2026-11-02-disk"));
    expect([own("zed zealous"), own("hidden works"), own("person: zed")]).toEqual([[], [], []]);
  });

  test("names nobody who has taken the consent back", () => {
    expect([holding("yve young"), holding("yve@example.org"), holding("says yve")]).toEqual([[], [], []]);
  });
});
