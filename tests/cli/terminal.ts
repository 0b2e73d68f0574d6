import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../../src/cli/run.ts";

/** The present moment of the tests, one and a half hours into the open incident of `site`. */
export const NOW = "2026-11-21T01:30:20Z";

/** What a command printed, and how it ended. */
export interface Session {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Everything in the order in which it was printed, lines of standard error marked with `! `. */
  readonly transcript: string;
}

export interface Terminal {
  /** Folder in which the command is run. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Answers to the questions that are asked; with any, somebody sits at the terminal. */
  readonly answers?: readonly string[];
  readonly interactive?: boolean;
}

/** Runs `daymark` as a person or a script would, in a folder. Paths of that folder are shown as `<cwd>`. */
export async function daymark({ cwd, ...terminal }: Terminal, ...argv: string[]): Promise<Session> {
  const printed: [stream: "out" | "err", text: string][] = [];
  const answers = [...(terminal.answers ?? [])];
  const code = await run(argv, "0.1.0", {
    cwd,
    env: { PATH: process.env["PATH"], SOURCE_DATE_EPOCH: String(Date.parse(NOW) / 1000), ...terminal.env },
    interactive: terminal.interactive ?? answers.length > 0,
    out: (text) => printed.push(["out", text]),
    err: (text) => printed.push(["err", text]),
    stdin: () => Promise.resolve(terminal.stdin ?? ""),
    ...(answers.length > 0
      ? {
          ask: (question) => {
            printed.push(["err", `${question}\n`]);
            return Promise.resolve(answers.shift() ?? "");
          },
        }
      : {}),
  });
  const hidden = (text: string): string => text.replaceAll(cwd, "<cwd>");
  const only = (stream: "out" | "err"): string =>
    hidden(printed.flatMap(([name, text]) => (name === stream ? [text] : [])).join(""));
  const marked = printed.map(([stream, text]) => (stream === "out" ? text : text.replace(/^(?=.)/gm, "! ")));
  return { code, out: only("out"), err: only("err"), transcript: hidden(`${marked.join("")}exit ${code}\n`) };
}

/** An empty folder that is removed when the test is over. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "daymark-test-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files into a folder, which are given by their paths. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The text of a file. */
export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** Paths of all files below a folder, sorted; nothing of `.git`. */
export function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(".git/"))
    .sort();
}

export const OPEN = "incidents/2026/2026-11-20-search-slow.md";

/** A site with three services, people, templates, one open incident and one that is over. */
export function site(more: Readonly<Record<string, string>> = {}): string {
  const folder = emptyFolder();
  write(folder, {
    "content/site.yaml": "name: Kelp\nurl: https://status.kelp.example\ngroups: [{ id: all, name: All }]\n",
    "content/people.yaml": "yutok:\n  consent: handle\nhroarr:\n  consent: handle\n",
    "content/services/search.md": "---\nname: Search\ngroup: all\n---\n",
    "content/services/api.md": "---\nname: Web API\ngroup: all\n---\n",
    "content/services/uploads.md": "---\nname: Package uploads\ngroup: all\n---\n",
    "content/templates/monitoring.md":
      "---\ntitle: It works again\nstatus: monitoring\n---\n\n{{services}}: {{what changed}} at {{now}}.\n\nNext-update: {{next-update}}\n",
    "content/templates/resolved.md":
      "---\ntitle: It is over\nstatus: resolved\n---\n\n{{Services}} {{ severity }}: {{title}} is over.\n",
    "content/templates/announced.md":
      "---\ntitle: Announcing\nfor: maintenance\nstatus: scheduled\n---\n\nOn {{from}} until {{to}}.\n",
    "incidents/2026/2026-10-06-sign-in-failing.md":
      "---\ntitle: Sign-in failing\nimpact:\n  - { service: api, level: major, from: 2026-10-06 10:00 UTC, to: 2026-10-06 11:00 UTC }\n---\n\n## Resolved — 2026-10-06 11:00 UTC\n\nOver.\n",
    [OPEN]: [
      "---",
      "title: Search slow",
      "severity: minor # it works",
      "impact:",
      "  - { service: search, level: degraded, from: 2026-11-20T22:30Z } # since the disk broke",
      "  - service: api",
      '    level: "partial"',
      "    from: 2026-11-20 22:40 UTC # a little later",
      "---",
      "",
      "Searching is slow.",
      "",
      "## Investigating — 2026-11-20 23:05 UTC",
      "",
      "Searches take 15 seconds.",
      "",
      "Posted-by: yutok",
      "",
    ].join("\n"),
    ...more,
  });
  return folder;
}
