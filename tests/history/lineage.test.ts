import { describe, expect, test } from "vitest";
import { readLog } from "../../src/history/git/log.ts";
import { filesAt } from "../../src/history/git/repository.ts";
import { type Lineage, lineagesOf } from "../../src/history/lineage.ts";
import { repository, type ScriptedCommit, type TestRepository } from "../site/repository.ts";

interface Named {
  readonly message: string;
}

const text = (word: string): string =>
  `---\ntitle: ${word}\n---\n\n## Investigating — 2026-11-20 10:10 UTC\n\n${"Uploads fail for many users.\n".repeat(6)}${word}\n`;

/** Every file of a repository with the messages of its commits, a colon and the path that it had by then; removed files are marked. */
async function histories(made: TestRepository): Promise<Record<string, string>> {
  const head = made.git("rev-parse", "HEAD");
  const commits = [];
  for await (const commit of readLog(made.root, { head, paths: ["incidents", "advisories"] }))
    commits.unshift(commit);
  const files = await filesAt(made.root, head, ["incidents", "advisories"]);
  const lines: readonly Lineage<Named & { changes: never[] }>[] = lineagesOf(commits, (path) =>
    files.has(path),
  ) as never;
  const told = lines.map(({ path, deleted, steps }) => [
    `${path}${deleted ? " (removed)" : ""}`,
    steps
      .map(({ commit, from, after }) => `${commit.message}${from ? ` from ${from}` : ""}${after ? "" : " -"}`)
      .join(", "),
  ]);
  return Object.fromEntries(told.sort());
}

let clock = Date.parse("2026-11-20T10:00Z");
const step = (message: string, rest: Omit<ScriptedCommit, "at" | "message">): ScriptedCommit => {
  clock += 60_000;
  return { at: new Date(clock).toISOString(), message, ...rest };
};

describe("A file's history", () => {
  test("follows a rename, and a rename with an edit", async () => {
    const made = repository(
      step("add", { files: { "incidents/a.md": text("one") } }),
      step("move", { moves: { "incidents/a.md": "incidents/2026/a.md" } }),
      step("rename and edit", {
        moves: { "incidents/2026/a.md": "incidents/2026/b.md" },
        files: { "incidents/2026/b.md": text("two") },
      }),
      step("edit", { files: { "incidents/2026/b.md": text("three") } }),
    );
    expect(await histories(made)).toEqual({
      "incidents/2026/b.md": "add, move from incidents/a.md, rename and edit from incidents/2026/a.md, edit",
    });
  });

  test("follows names that are not ASCII, and names with spaces, quotes and line ends", async () => {
    const made = repository(
      step("add", {
        files: { "incidents/störung.md": text("one"), 'incidents/a "b"\n c.md': text("other") },
      }),
      step("move", { moves: { "incidents/störung.md": "incidents/故障.md" } }),
    );
    expect(await histories(made)).toEqual({
      'incidents/a "b"\n c.md': "add",
      "incidents/故障.md": "add, move from incidents/störung.md",
    });
  });

  test("goes on after a revert and after a restored deletion, in another folder too", async () => {
    const made = repository(
      step("add", { files: { "incidents/a.md": text("one") } }),
      step("edit", { files: { "incidents/a.md": text("two") } }),
      step("revert", { files: { "incidents/a.md": text("one") } }),
      step("delete", { files: { "incidents/a.md": null } }),
      step("restore", { files: { "incidents/a.md": text("one") } }),
      step("delete again", { files: { "incidents/a.md": null } }),
      step("restore elsewhere", { files: { "incidents/2026/A.md": text("quite another text".repeat(40)) } }),
    );
    expect(await histories(made)).toEqual({
      "incidents/2026/A.md":
        "add, edit, revert, delete -, restore, delete again -, restore elsewhere from incidents/a.md",
    });
  });

  test("ends with a deletion", async () => {
    const made = repository(
      step("add", { files: { "incidents/a.md": text("one"), "incidents/b.md": text("b") } }),
      step("delete", { files: { "incidents/a.md": null } }),
    );
    expect(await histories(made)).toEqual({
      "incidents/a.md (removed)": "add, delete -",
      "incidents/b.md": "add",
    });
  });

  test("is another one for a new file in the place of one that was renamed, and for a copy", async () => {
    const made = repository(
      step("add", { files: { "incidents/a.md": text("one") } }),
      step("rename", { moves: { "incidents/a.md": "incidents/b.md" } }),
      step("new", { files: { "incidents/a.md": text("something else entirely") } }),
      step("copy", { files: { "incidents/c.md": text("one") } }),
    );
    expect(await histories(made)).toEqual({
      "incidents/a.md": "new",
      "incidents/b.md": "add, rename from incidents/a.md",
      "incidents/c.md": "copy",
    });
  });

  test("is kept apart where two files swap their names", async () => {
    const long = (word: string): string => `${word}\n`.repeat(50);
    const made = repository(
      step("add", { files: { "incidents/a.md": long("alpha"), "incidents/b.md": long("beta") } }),
      step("swap", { files: { "incidents/a.md": long("beta"), "incidents/b.md": long("alpha") } }),
    );
    // Git takes this for two edits, and so do readers: the ids stay where they are.
    expect(await histories(made)).toEqual({ "incidents/a.md": "add, swap", "incidents/b.md": "add, swap" });
  });

  test("follows a file whose place is taken by a link to its new one", async () => {
    const made = repository(step("add", { files: { "advisories/x/A-1.md": text("one") } }));
    made.git("mv", "advisories/x/A-1.md", "advisories/A-1-moved.md");
    made.git("-c", "core.symlinks=true", "status");
    const { symlinkSync } = await import("node:fs");
    symlinkSync("../A-1-moved.md", `${made.root}/advisories/x/A-1.md`);
    made.commit(step("regroup", {}));
    expect(await histories(made)).toEqual({
      "advisories/A-1-moved.md": "add, regroup from advisories/x/A-1.md",
    });
  });

  test("does not begin with an empty file that reserved a number", async () => {
    const made = repository(
      step("reserve", { files: { "advisories/reserved/A-2.md": "" } }),
      step("publish", {
        files: { "advisories/reserved/A-2.md": null, "advisories/2026/A-2.md": text("two") },
      }),
    );
    expect(await histories(made)).toEqual({
      "advisories/2026/A-2.md": "publish",
      "advisories/reserved/A-2.md (removed)": "reserve, publish -",
    });
  });

  test("holds the commits of a merged branch, and the merge only where it made something new", async () => {
    const made = repository(
      step("add", { files: { "incidents/a.md": text("one"), "incidents/b.md": text("b") } }),
    );
    made.git("switch", "-qc", "side");
    made.commit(step("side", { files: { "incidents/a.md": `${text("one")}\nside\n` } }));
    made.commit(step("side b", { files: { "incidents/b.md": text("b2") } }));
    made.git("switch", "-q", "main");
    made.commit(step("main", { files: { "incidents/a.md": `intro\n${text("one")}` } }));
    made.git("-c", "merge.conflictStyle=merge", "merge", "-q", "--no-ff", "-m", "merge", "side");
    expect(await histories(made)).toEqual({
      "incidents/a.md": "add, main, side, merge",
      "incidents/b.md": "add, side b",
    });
  });

  test("is that of the side that a merge kept", async () => {
    const made = repository(step("add", { files: { "incidents/a.md": text("one") } }));
    made.git("switch", "-qc", "side");
    made.commit(step("delete on the side", { files: { "incidents/a.md": null } }));
    made.git("switch", "-q", "main");
    made.commit(step("other", { files: { "incidents/b.md": text("b") } }));
    made.git("merge", "-q", "--no-ff", "-s", "ours", "-m", "merge", "side");
    expect(await histories(made)).toEqual({
      "incidents/a.md": "add, delete on the side -",
      "incidents/b.md": "other",
    });
  });

  test("follows a rename on one branch and an edit on the other", async () => {
    const made = repository(step("add", { files: { "incidents/a.md": text("one") } }));
    made.git("switch", "-qc", "side");
    made.commit(step("rename", { moves: { "incidents/a.md": "incidents/b.md" } }));
    made.git("switch", "-q", "main");
    made.commit(step("edit", { files: { "incidents/a.md": `${text("one")}more\n` } }));
    made.git("merge", "-q", "--no-ff", "-m", "merge", "side");
    const told = await histories(made);
    expect(Object.keys(told)).toEqual(["incidents/b.md"]);
    expect(told["incidents/b.md"]?.split(", ")).toHaveLength(4);
  });
});
