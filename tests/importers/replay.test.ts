import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { createReplay, lineUp, type SourceCommit, type Writes } from "../../src/importers/cstate.ts";
import { daymark, emptyFolder, files, read, type Session, write } from "../cli/terminal.ts";
import { notice, now } from "./cstate/notice.ts";

/** Nothing of the machine's own settings, and a name to commit with. */
const env = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Mover",
  GIT_AUTHOR_EMAIL: "mover@example.org",
  GIT_COMMITTER_NAME: "Mover",
  GIT_COMMITTER_EMAIL: "mover@example.org",
};

function git(cwd: string, argv: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  return execFileSync("git", argv, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], ...env, ...more },
  });
}

interface Step {
  readonly message?: string;
  /** `Name <address>`. */
  readonly author?: string;
  readonly authored?: string;
  readonly committed: string;
  readonly moves?: Readonly<Record<string, string>>;
  readonly deletes?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

function commit(cwd: string, step: Step): void {
  for (const [from, to] of Object.entries(step.moves ?? {})) {
    mkdirSync(dirname(join(cwd, to)), { recursive: true });
    renameSync(join(cwd, from), join(cwd, to));
  }
  for (const path of step.deletes ?? []) rmSync(join(cwd, path));
  write(cwd, step.files ?? {});
  git(cwd, ["add", "-A"]);
  const [, name = "Ann", email = "ann@example.org"] = /^(.*) <(.*)>$/.exec(step.author ?? "") ?? [];
  const message = step.message ?? "Change\n";
  git(cwd, ["commit", "-q", "--allow-empty-message", "--cleanup=verbatim", "-m", message], {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: step.authored ?? step.committed,
    GIT_COMMITTER_NAME: "Cleo",
    GIT_COMMITTER_EMAIL: "cleo@example.org",
    GIT_COMMITTER_DATE: step.committed,
  });
}

/** A folder with the source in `old`. */
function source(...steps: readonly Step[]): string {
  const cwd = emptyFolder();
  const old = join(cwd, "old");
  mkdirSync(old);
  git(old, ["init", "-q", "-b", "main"]);
  for (const step of steps) commit(old, step);
  return cwd;
}

const CONFIG =
  "title: Old\nbaseURL: https://status.example.org\nparams:\n  categories:\n    - name: All\n  systems:\n    - name: API\n      category: All\n";

const API = { affected: "[API]" };
const A = "content/issues/2024-01-01-a.md";
const RECORD = "incidents/2024/2024-01-01-a.md";
const at = (hour: number): string => `2024-01-02T${String(hour).padStart(2, "0")}:00:00+0000`;

const start: Step = {
  message: "Begin\n",
  committed: at(0),
  files: { "config.yml": CONFIG, [A]: notice(API, "It is down."), "README.md": "Read me\n" },
};

function replay(cwd: string, ...more: readonly string[]): Promise<Session> {
  return daymark({ cwd, env }, "import", "cstate", "old", "--root", "new", "--with-history", ...more);
}

/** What git says of the commits of `new`, oldest first, without those of the import itself. */
function log(cwd: string, format: string, ...more: readonly string[]): string[] {
  const out = git(join(cwd, "new"), [
    "log",
    "-z",
    "--reverse",
    `--format=${format}`,
    "--author=^[^M]",
    ...more,
  ]);
  return out.split("\0").filter((entry) => entry !== "");
}

/** What each commit of `new` did to records, oldest first, as git tells it. */
function deeds(cwd: string): string[] {
  const out = git(join(cwd, "new"), ["log", "--reverse", "--format=>%s", "--name-status", "-M"]);
  return out
    .split(/^>/m)
    .slice(1)
    .map((entry) => entry.trim().split(/\n+/).join(" | ").replaceAll("\t", " "));
}

describe("daymark import cstate --with-history", () => {
  test("keeps author, committer, dates with their zones, and message of each commit", async () => {
    const message =
      "Résumé: the API is up\n\nFirst  paragraph. \n\n    indented\n\tand a tab\n\nSigned-off-by: Ann\n\n\n";
    const cwd = source(
      start,
      {
        message,
        author: 'Zoë "Z." O\'Neil, Jr. 🐙 <zoë+x@example.org>',
        authored: "2024-01-02T10:00:00+0545",
        committed: "2024-01-03T10:00:00-0930",
        files: { [A]: notice(API, "It is up.") },
      },
      { committed: at(5), files: { "README.md": "Nothing of an issue\n" } },
      { message: "No line end", committed: at(6), files: { [A]: notice(API, "It is really up.") } },
      { message: "", committed: at(7), files: { [A]: notice(API, "It is really, really up.") } },
    );
    const session = await replay(cwd);
    expect(session.err).toBe(
      [
        "2 files read in old.",
        "4 commits with 4 changes of notices to replay.",
        "4 commits replayed in new, and 1 commit of yours after them.",
        "Next: daymark check --root new\n",
      ].join("\n"),
    );
    expect(session.code).toBe(0);
    const format = "%an <%ae> %ad, %cn <%ce> %cd%n%B";
    const old = git(join(cwd, "old"), [
      "log",
      "-z",
      "--date=raw",
      "--reverse",
      `--format=${format}`,
      "--",
      A,
    ]);
    expect(log(cwd, format, "--date=raw")).toEqual(old.split("\0").slice(0, -1));
    expect(log(cwd, "%ai%n%B")[1]).toBe(`2024-01-02 10:00:00 +0545\n${message}`);
    const own = git(join(cwd, "new"), ["log", "-1", "--date=iso", "--format=%an <%ae> %ad%n%s"]);
    expect(own).toBe(
      "Mover <mover@example.org> 2026-11-21 01:30:20 +0000\nImport from cState: settings, services and what the conversion completes\n",
    );
    expect(git(join(cwd, "new"), ["fsck", "--strict"])).toBe("");
    expect(git(join(cwd, "new"), ["status", "--porcelain"])).toBe("");
    expect(git(join(cwd, "new"), ["for-each-ref", "--format=%(refname)"])).toBe("refs/heads/main\n");
  });

  test("ends with what the import without history writes", async () => {
    const cwd = source(start, {
      committed: at(1),
      files: {
        "content/issues/2030-01-01-maintenance.md": notice(
          { title: "Maintenance", date: "2024-05-01 10:00", resolvedWhen: "2024-05-01 11:00" },
          "Soon.",
        ),
      },
    });
    await replay(cwd);
    await daymark({ cwd }, "import", "cstate", "old", "--root", "plain");
    const plain = files(join(cwd, "plain"));
    expect(files(join(cwd, "new"))).toEqual([".audit-ignore-revs", ...plain]);
    for (const path of plain) expect(read(cwd, `new/${path}`)).toBe(read(cwd, `plain/${path}`));
    expect(git(join(cwd, "new"), ["log", "-1", "--format=%s"])).toBe(
      "List the commits of the import that count as no change\n",
    );
    // It was announced then, and is over now: nobody said so in between.
    const path = "incidents/2024/2030-01-01-maintenance.md";
    expect(git(join(cwd, "new"), ["show", `HEAD~2:${path}`])).not.toContain("## Completed");
    expect(read(cwd, `new/${path}`)).toContain("## Completed — 2024-05-01 11:00 UTC");
    expect(read(cwd, "new/.audit-ignore-revs")).toBe(
      [
        "# Commits whose changes count as no change in the history of the records. Any line may be removed.",
        "",
        "# The import from cState, which completes what the conversion of older revisions left.",
        git(join(cwd, "new"), ["rev-parse", "HEAD~1"]),
      ].join("\n"),
    );
  });

  test("follows renames, also of names that are not ASCII and into other folders", async () => {
    const cwd = source(
      start,
      { message: "Rename", committed: at(1), moves: { [A]: "content/issues/2024-01-01-störung.md" } },
      {
        message: "Into a folder",
        committed: at(2),
        moves: { "content/issues/2024-01-01-störung.md": "content/issues/2024/2024-01-01-störung.md" },
      },
      {
        message: "Edit",
        committed: at(3),
        files: { "content/issues/2024/2024-01-01-störung.md": notice(API, "It was down.") },
      },
    );
    await replay(cwd);
    const record = "incidents/2024/2024-01-01-storung.md";
    expect(deeds(cwd)).toEqual([
      `Begin | A ${RECORD}`,
      `Rename | R100 ${RECORD} ${record}`,
      "Into a folder",
      `Edit | M ${record}`,
      "Import from cState: settings, services and what the conversion completes | A content/services/api.md | A content/site.yaml",
    ]);
  });

  test("deletes a record where its notice was deleted, lists that, and restores it where it came back", async () => {
    const b = "content/issues/2024-01-01-b.md";
    const cwd = source(
      { ...start, files: { ...start.files, [b]: notice(API, "Another one.") } },
      { message: "Delete", committed: at(1), deletes: [A] },
      { message: "Restore", committed: at(2), files: { [A]: notice(API, "It is back.") } },
      { message: "Delete for good", committed: at(3), deletes: [b] },
    );
    const session = await replay(cwd, "--report", "report.txt");
    expect(deeds(cwd).slice(1)).toEqual([
      `Delete | D ${RECORD}`,
      `Restore | A ${RECORD}`,
      "Delete for good | D incidents/2024/2024-01-01-b.md",
      "Import from cState: settings, services and what the conversion completes | A content/services/api.md | A content/site.yaml",
      "List the commits of the import that count as no change | A .audit-ignore-revs",
    ]);
    const old = git(join(cwd, "old"), ["rev-parse", "--short=12", "HEAD"]).trim();
    expect(read(cwd, "report.txt")).toContain(
      `${b} not-imported: It was deleted in commit ${old} on 2024-01-02, and so is its record.\n`,
    );
    expect(session.err).toContain(
      "1 commit listed in .audit-ignore-revs, which says why; read it before you push.\n",
    );
    expect(read(cwd, "new/.audit-ignore-revs")).toBe(
      [
        "# Commits whose changes count as no change in the history of the records. Any line may be removed.",
        "",
        "# Deleted in the source, and so the record too:",
        "#   incidents/2024/2024-01-01-b.md",
        git(join(cwd, "new"), ["rev-parse", "HEAD~2"]),
      ].join("\n"),
    );
    const checked = await daymark({ cwd, env }, "check", "--root", "new");
    expect(checked.transcript).toBe("! 3 files checked: no problem.\nexit 0\n");
  });

  test("shows a revision that cannot be read as it was, and tells it", async () => {
    const broken = "---\ntitle: Broken\ndate: soon\n---\nIt is 50 % down.\n";
    const cwd = source(
      start,
      { message: "Break", committed: at(1), files: { [A]: broken } },
      { message: "Mend", committed: at(2), files: { [A]: notice(API, "It is mended.") } },
    );
    await replay(cwd, "--report", "report.txt");
    expect(git(join(cwd, "new"), ["show", `HEAD~2:${RECORD}`])).toBe(broken);
    expect(read(cwd, `new/${RECORD}`)).toContain("It is mended.");
    const old = git(join(cwd, "old"), ["rev-parse", "--short=12", "HEAD~1"]).trim();
    expect(read(cwd, "report.txt")).toContain(
      `${A} kept-as-text: In commit ${old} it cannot be read, so that the history has its text as it was. date: "soon" is no time that can be read.\n`,
    );
  });

  test("has no record of a draft, and a commit even where the record stays the same", async () => {
    const cwd = source(
      { ...start, files: { ...start.files, [A]: notice({ ...API, draft: "true" }, "Soon.") } },
      { message: "Publish", committed: at(1), files: { [A]: notice(API, "Soon.") } },
      { message: "Blanks", committed: at(2), files: { [A]: notice(API, "", "Soon.", "") } },
    );
    await replay(cwd);
    expect(deeds(cwd).slice(0, 3)).toEqual(["Begin", `Publish | A ${RECORD}`, "Blanks"]);
  });

  test("replays merged branches as one line, with what each merge decided", async () => {
    const b = "content/issues/2024-01-01-b.md";
    const cwd = source({ ...start, files: { ...start.files, [b]: notice(API, "Another one.") } });
    const old = join(cwd, "old");
    git(old, ["switch", "-q", "-c", "side"]);
    commit(old, { message: "Side", committed: at(1), files: { [A]: notice(API, "By the side.") } });
    git(old, ["switch", "-q", "main"]);
    commit(old, {
      message: "Main",
      committed: at(2),
      files: { [A]: notice(API, "By main."), [b]: notice(API, "B.") },
    });
    git(old, ["merge", "-q", "-s", "ours", "--no-commit", "side"]);
    commit(old, {
      message: "Merge",
      committed: at(3),
      files: { "content/issues/2024-01-01-c.md": notice(API, "With the merge.") },
    });
    commit(old, { message: "After", committed: at(4), files: { [b]: notice(API, "Over.") } });
    await replay(cwd);
    expect(log(cwd, "%s").toSorted()).toEqual(["After", "Begin", "Main", "Merge", "Side"]);
    const text = git(join(cwd, "new"), ["show", `HEAD~2:${RECORD}`]);
    expect(text).toContain("By main.");
    expect(files(join(cwd, "new"))).not.toContain(".audit-ignore-revs");
  });

  test("goes on top of a repository's branch, into a folder of it, from a folder of another one", async () => {
    const cwd = source(start, { committed: at(1), files: { [A]: notice(API, "It is up.") } });
    const within = emptyFolder();
    mkdirSync(join(within, "all"));
    renameSync(join(cwd, "old"), join(within, "all/status"));
    renameSync(join(within, "all/status/.git"), join(within, "all/.git"));
    git(join(within, "all"), ["add", "-A"]);
    commit(join(within, "all"), { message: "Into a folder", committed: at(2) });
    commit(join(within, "all"), {
      committed: at(3),
      files: { [`status/${A}`]: notice(API, "It was down.") },
    });

    const target = join(within, "target");
    write(target, { "README.md": "Mine\n", "docs/site/.audit-ignore-revs": `${"0".repeat(40)}\n` });
    git(target, ["init", "-q", "-b", "trunk"]);
    git(target, ["add", "-A"]);
    git(target, ["commit", "-q", "-m", "Mine"]);
    const root = "target/docs/site";
    const session = await daymark(
      { cwd: within, env },
      ...["import", "cstate", "all/status", "--root", root, "--with-history", "--now", "2024-06-01T10:00Z"],
    );
    expect(session.err).toContain(
      "2 commits replayed in target/docs/site, and 1 commit of yours after them.\n",
    );
    expect(git(target, ["log", "--reverse", "--format=%s"])).toBe(
      "Mine\nInto a folder\nChange\nImport from cState: settings, services and what the conversion completes\n",
    );
    expect(files(target)).toEqual([
      "README.md",
      "docs/site/.audit-ignore-revs",
      "docs/site/content/services/api.md",
      "docs/site/content/site.yaml",
      `docs/site/${RECORD}`,
    ]);
    expect(git(target, ["status", "--porcelain", "--branch"])).toBe("## trunk\n");
  });

  test("goes into a repository without commits, whatever an import that was killed has left there", async () => {
    const cwd = source(start);
    mkdirSync(join(cwd, "new"));
    git(join(cwd, "new"), ["init", "-q", "-b", "trunk"]);
    git(join(cwd, "new"), ["fetch", "-q", "../old", "main:refs/daymark/import"]);
    expect((await replay(cwd)).code).toBe(0);
    expect(deeds(cwd)).toHaveLength(2);
    expect(git(join(cwd, "new"), ["for-each-ref", "--format=%(refname)"])).toBe("refs/heads/trunk\n");
    expect(git(join(cwd, "new"), ["status", "--porcelain"])).toBe("");
  });

  test("tells with --dry-run how many commits it would make, and writes nothing", async () => {
    const cwd = source(start);
    const session = await replay(cwd, "--dry-run");
    expect(session.err).toContain(
      "Nothing was written (--dry-run).\n1 commit would be replayed, and one of yours would complete the import.\n",
    );
    expect(existsSync(join(cwd, "new"))).toBe(false);
  });
});

describe("daymark import cstate --with-history refuses", () => {
  const wrong = (message: string): string =>
    `! 3 files read in old.\n! daymark import: ${message}\n! daymark import --help tells how it is used.\nexit 2\n`;

  test("a source that is no repository", async () => {
    const cwd = source({ ...start, files: { ...start.files, "content/x.md": "" } });
    rmSync(join(cwd, "old/.git"), { recursive: true });
    expect((await replay(cwd)).transcript).toBe(
      wrong(
        "old is in no git repository, so that there is no history. Name a clone, or import without --with-history.",
      ),
    );
  });

  test("a source without a commit, or without one that touched a notice", async () => {
    const cwd = source();
    write(cwd, { "old/config.yml": CONFIG, [`old/${A}`]: notice(API, "Text."), "old/content/x.md": "" });
    expect((await replay(cwd)).transcript).toBe(
      wrong("the repository of old has no commit yet. Import without --with-history."),
    );
    git(join(cwd, "old"), ["add", "config.yml"]);
    git(join(cwd, "old"), ["commit", "-q", "-m", "Begin"]);
    expect((await replay(cwd)).transcript).toBe(
      wrong("no commit of old has touched a notice in content/issues. Import without --with-history."),
    );
  });

  test("a shallow clone", async () => {
    const cwd = source(start, { committed: at(1), files: { "content/x.md": "" } });
    renameSync(join(cwd, "old"), join(cwd, "whole"));
    git(cwd, ["clone", "-q", "--depth=1", `file://${join(cwd, "whole")}`, "old"]);
    const session = await replay(cwd);
    expect(session.err).toContain(
      "daymark import: old is a shallow clone: older commits are missing. Fetch them with: git -C old fetch --unshallow\n",
    );
    expect(session.code).toBe(2);
  });

  test.each([
    [
      "a folder with files in no repository",
      (root: string) => write(root, { "a.txt": "" }),
      "new is not empty (a.txt) and in no git repository. Name an empty folder with --root DIR, or commit what is there first.",
    ],
    [
      "a repository where something waits for a commit",
      (root: string) => {
        write(root, { "a.txt": "" });
        git(root, ["init", "-q"]);
      },
      "changes in the repository of new wait for a commit: a.txt. Commit or remove them first.",
    ],
    [
      "a site that has incidents",
      (root: string) => {
        write(root, { "incidents/README.md": "" });
        git(root, ["init", "-q"]);
        git(root, ["add", "-A"]);
        git(root, ["commit", "-q", "-m", "Begin"]);
      },
      "new has incidents already, before which no history can be put. Name a folder without incidents with --root DIR.",
    ],
    [
      "a repository that has no branch checked out",
      (root: string) => {
        write(root, { "a.txt": "" });
        git(root, ["init", "-q"]);
        git(root, ["add", "-A"]);
        git(root, ["commit", "-q", "-m", "Begin"]);
        git(root, ["checkout", "-q", "--detach"]);
      },
      "no branch is checked out in the repository of new, to which the commits could go. Check one out first: git switch <branch>",
    ],
    [
      "a bare repository",
      (root: string) => {
        mkdirSync(root);
        git(root, ["init", "-q", "--bare"]);
      },
      "new is in a git repository without files of its own. Name another folder with --root DIR.",
    ],
  ])("%s", async (_, prepare, message) => {
    const cwd = source({ ...start, files: { ...start.files, "content/x.md": "" } });
    prepare(join(cwd, "new"));
    const before = files(join(cwd, "new"));
    expect((await replay(cwd)).transcript).toBe(wrong(message));
    expect(files(join(cwd, "new"))).toEqual(before);
  });

  test("to overwrite a file, as without history", async () => {
    const cwd = source(start);
    write(cwd, { "new/content/site.yaml": "mine" });
    git(join(cwd, "new"), ["init", "-q"]);
    git(join(cwd, "new"), ["add", "-A"]);
    git(join(cwd, "new"), ["commit", "-q", "-m", "Begin"]);
    const session = await replay(cwd);
    expect(session.out).toBe("content/site.yaml\n");
    expect(session.code).toBe(1);
    expect(git(join(cwd, "new"), ["log", "--format=%s"])).toBe("Begin\n");
  });

  test("somebody whom git does not know", async () => {
    const cwd = source({ ...start, files: { ...start.files, "content/x.md": "" } });
    write(cwd, { gitconfig: "[user]\nuseConfigOnly = true\n" });
    const nobody = { GIT_CONFIG_GLOBAL: join(cwd, "gitconfig"), GIT_CONFIG_NOSYSTEM: "1", EMAIL: "" };
    const argv = ["import", "cstate", "old", "--root", "new", "--with-history"];
    expect((await daymark({ cwd, env: nobody }, ...argv)).transcript).toBe(
      wrong(
        'git does not know who you are, and the last commit of the import is yours. Tell it: git config --global user.name "Your Name" && git config --global user.email you@example.org',
      ),
    );
    expect(existsSync(join(cwd, "new"))).toBe(false);
  });

  test("to leave half of it behind when a content is missing from the source", async () => {
    const cwd = source(start, { committed: at(1), files: { [A]: notice(API, "It is up.") } });
    const blob = git(join(cwd, "old"), ["rev-parse", `HEAD:${A}`]).trim();
    rmSync(join(cwd, `old/.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`), { force: true });
    const session = await replay(cwd);
    expect(session.err).toContain(`daymark import: the content ${blob} is missing from the repository\n`);
    expect(session.code).toBe(2);
    expect(existsSync(join(cwd, "new"))).toBe(false);
  });
});

/** Replays commits of which each gives all texts that it changes; null deletes, `from` renames. */
function plan(
  sources: Readonly<Record<string, string>>,
  ...steps: readonly { readonly from?: string; readonly files: Readonly<Record<string, string | null>> }[]
): { commits: Writes[]; last: Writes } {
  const commits = lineUp(
    steps.map(({ from, files: changed }, index): SourceCommit => {
      const changes = Object.entries(changed).map(([path, text]) => ({
        path,
        ...(from !== undefined && { from }),
        after: text ?? undefined,
      }));
      return { hash: String(index).padStart(40, "0"), at: Date.parse(at(index)), changes };
    }),
  );
  const all = Object.entries({ "config.yml": CONFIG, ...sources }).map(([path, text]) => ({ path, text }));
  const replayed = createReplay(all, commits, { now });
  return {
    commits: commits.map((one) => replayed.next(one, (content) => content)),
    last: replayed.finish().writes,
  };
}

describe("a replayed record", () => {
  const text = notice(API, "Text.");
  const written = (writes: Writes | undefined): string[] =>
    [...(writes ?? [])].map(([path, content]) => `${content === undefined ? "-" : "+"}${path}`);

  test("has one id for the notices of one name that were never there together", () => {
    const { commits, last } = plan(
      { "content/issues/2024/a.md": text },
      { files: { "content/issues/a.md": text } },
      { files: { "content/issues/a.md": null } },
      { files: { "content/issues/a/index.md": text } },
      { from: "content/issues/a/index.md", files: { "content/issues/2024/a.md": text } },
    );
    expect(commits.map(written)).toEqual([
      ["+incidents/2024/a.md"],
      ["-incidents/2024/a.md"],
      ["+incidents/2024/a.md"],
      ["+incidents/2024/a.md"],
    ]);
    expect(written(last)).toEqual(["+content/site.yaml", "+content/services/api.md"]);
  });

  test("has an id of its own where two notices of one name were there together", () => {
    const { commits } = plan(
      { "content/issues/2024/A.md": text },
      { files: { "content/issues/a.md": text } },
      { files: { "content/issues/2024/A.md": text } },
      { files: { "content/issues/a.md": null } },
    );
    expect(commits.map(written)).toEqual([
      ["+incidents/2024/a-2.md"],
      ["+incidents/2024/A.md"],
      ["-incidents/2024/a-2.md"],
    ]);
  });

  test("moves with the year of its start", () => {
    const { commits } = plan(
      { "content/issues/a.md": text },
      {
        files: {
          "content/issues/a.md": notice(
            { ...API, date: "2023-12-31 23:00", resolvedWhen: "2024-01-01 10:00" },
            "Text.",
          ),
        },
      },
      { files: { "content/issues/a.md": text } },
    );
    expect(commits.map(written)).toEqual([
      ["+incidents/2023/a.md"],
      ["-incidents/2023/a.md", "+incidents/2024/a.md"],
    ]);
  });

  test("names services by the ids that they have now, in whatever order older revisions name them", () => {
    const { commits, last } = plan(
      { "content/issues/a.md": notice({ affected: "[api!]" }, "Text.") },
      { files: { "content/issues/a.md": notice({ affected: "[A.P.I, Api]" }, "Text.") } },
      { files: { "content/issues/a.md": notice({ affected: "[api!]" }, "Text.") } },
    );
    const record = commits[0]?.get("incidents/2024/a.md") ?? "";
    expect([...record.matchAll(/service: ([\w-]+)/g)].map((match) => match[1])).toEqual(["a-p-i", "api"]);
    expect(written(last)).toEqual(["+content/site.yaml", "+content/services/api.md"]);
  });
});
