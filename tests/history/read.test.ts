import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { readLog } from "../../src/history/git/log.ts";
import { type Reading, readHistory } from "../../src/history/git/read.ts";
import { type Absence, findRepository, type Repository } from "../../src/history/git/repository.ts";
import { repository, type TestRepository } from "../site/repository.ts";

const paths = ["content", "incidents", "advisories"];
let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), "daymark-cache-"));
  return () => rmSync(cache, { recursive: true, force: true });
});

async function found(root: string): Promise<Repository> {
  const one: Repository | Absence = await findRepository(root);
  if ("reason" in one) throw new Error(one.reason);
  return one;
}

async function read(made: TestRepository, kept: string | undefined): Promise<Reading> {
  return readHistory(made.root, await found(made.root), { paths, wanted: () => true, cache: kept });
}

/** Numbers from 0 to 1 by a linear congruential generator (Numerical Recipes), the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A repository with branches and merges that chance has made. */
function branchy(seed: number, commits: number): { made: TestRepository; heads: string[] } {
  const next = random(seed);
  const made = repository({ at: "2026-01-01T00:00Z", files: { "incidents/a.md": "a\n" } });
  const heads: string[] = [];
  let clock = Date.parse("2026-01-01T00:00Z");
  for (let index = 0; index < commits; index++) {
    clock += Math.floor(next() * 120 - 20) * 60_000;
    const at = new Date(clock).toISOString();
    if (next() < 0.3) {
      made.git(
        "switch",
        "-qc",
        `side-${index}`,
        next() < 0.5 || heads.length === 0 ? "HEAD" : (heads.at(-1) ?? "HEAD"),
      );
      for (let own = 0; own <= Math.floor(next() * 2); own++) {
        made.commit({
          at,
          message: `side ${index} ${own}`,
          files: { [`incidents/${index}-${own}.md`]: `${index}\n` },
        });
      }
      made.git("switch", "-q", "main");
      if (next() < 0.5)
        made.commit({ at, message: `main ${index}`, files: { [`incidents/m${index}.md`]: `${index}\n` } });
      made.git("merge", "-q", "--no-ff", "-m", `merge ${index}`, `side-${index}`);
    } else {
      made.commit({ at, message: `main ${index}`, files: { "incidents/a.md": `a ${index}\n` } });
    }
    heads.push(made.git("rev-parse", "HEAD"));
  }
  return { made, heads };
}

describe("What was read of a repository", () => {
  test("is continued with newer commits, and is then the same as if it were read anew", async () => {
    for (const seed of [1, 2, 3]) {
      const { made, heads } = branchy(seed, 8);
      for (const head of heads) {
        made.git("switch", "-q", "--detach", head);
        const continued = await read(made, cache);
        const anew = await read(made, undefined);
        expect(continued.commits.map(({ subject }) => subject)).toEqual(
          anew.commits.map(({ subject }) => subject),
        );
        expect(continued.commits).toEqual(anew.commits);
        expect([...continued.contents.entries()].sort()).toEqual([...anew.contents.entries()].sort());
      }
      rmSync(cache, { recursive: true });
    }
  });

  test("is read anew after the history was rewritten", async () => {
    const made = repository(
      { at: "2026-01-01T00:00Z", message: "one", files: { "incidents/a.md": "a\n" } },
      { at: "2026-01-02T00:00Z", message: "two", files: { "incidents/a.md": "b\n" } },
    );
    await read(made, cache);
    made.git("commit", "-q", "--amend", "-m", "other");
    const after = await read(made, cache);
    expect(after.commits.map(({ subject }) => subject)).toEqual(["one", "other"]);
  });

  test("is read anew where what was kept is damaged or of another question", async () => {
    const made = repository({ at: "2026-01-01T00:00Z", message: "one", files: { "incidents/a.md": "a\n" } });
    const first = [...(await read(made, cache)).contents.entries()];
    for (const ending of [".json", ".txt", ".bin"]) {
      for (const damage of [(whole: Buffer) => whole.subarray(1), () => "[]\n", () => ""]) {
        const name = readdirSync(cache).find((one) => one.endsWith(ending)) ?? "";
        writeFileSync(join(cache, name), damage(readFileSync(join(cache, name))));
        const again = await read(made, cache);
        expect([again.commits.length, [...again.contents.entries()]], name).toEqual([1, first]);
      }
    }
    const name = readdirSync(cache).find((one) => one.endsWith(".bin")) ?? "";
    writeFileSync(join(cache, name), "x\n");
    const damaged = await read(made, cache);
    expect(() => [...damaged.contents.entries()]).toThrow(/is damaged; delete that folder/);
    const options = { paths: ["content"], wanted: () => true, cache };
    expect((await readHistory(made.root, await found(made.root), options)).commits).toEqual([]);
  });

  test("is kept in few files, however often it is continued", async () => {
    const made = repository({ at: "2026-01-01T00:00Z", files: { "incidents/a.md": "a\n" } });
    for (let index = 0; index < 45; index++) {
      made.commit({
        at: "2026-01-02T00:00Z",
        message: String(index),
        files: { "incidents/a.md": `${index}\n` },
      });
      if (index % 2 === 0) await read(made, cache);
    }
    expect(readdirSync(cache).length).toBeLessThanOrEqual(44);
    expect((await read(made, cache)).commits).toEqual((await read(made, undefined)).commits);
  });

  test("holds messages, names and times as they were written", async () => {
    const made = repository({
      at: "2026-03-01T12:00:00+0530",
      authored: "2026-02-28T23:00:00-0800",
      message:
        "Störung: 故障\n\n    indented\n:100644 000000 looks like a change\ncommit looks like a header\n\nChange: editorial",
      author: 'Zoë "Z" O\'Neil',
      email: "zoë@example.org",
      files: { "incidents/a.md": "a\n" },
    });
    for (const kept of [undefined, cache, cache]) {
      const [commit] = (await read(made, kept)).commits;
      expect(commit).toMatchObject({
        subject: "Störung: 故障",
        declared: "editorial",
        author: { name: 'Zoë "Z" O\'Neil', email: "zoë@example.org" },
        authored: Date.parse("2026-03-01T07:00Z"),
        at: Date.parse("2026-03-01T06:30Z"),
      });
    }
    const commits = [];
    for await (const commit of readLog(made.root, { head: "HEAD", paths })) commits.push(commit);
    expect(commits).toMatchObject([
      {
        message:
          "Störung: 故障\n\n    indented\n:100644 000000 looks like a change\ncommit looks like a header\n\nChange: editorial",
        author: { zone: "-0800" },
        committer: { zone: "+0530" },
      },
    ]);
  });
});

describe("A folder without a history", () => {
  test("is told from one with a history", async () => {
    const folder = mkdtempSync(join(tmpdir(), "daymark-none-"));
    expect(await findRepository(folder)).toEqual({ reason: "no-repository" });
    const empty = repository();
    expect(await findRepository(empty.root)).toEqual({ reason: "no-commit" });
    writeFileSync(join(empty.root, ".git/config"), "[core\n");
    expect(await findRepository(empty.root)).toEqual({
      reason: "trouble",
      trouble: expect.stringContaining("bad config"),
    });
  });

  test("is told from one in which older commits are missing", async () => {
    const made = repository({ at: "2026-01-01T00:00Z" }, { at: "2026-01-02T00:00Z" });
    const clone = mkdtempSync(join(tmpdir(), "daymark-shallow-"));
    made.git("clone", "-q", "--depth", "1", `file://${made.root}`, clone);
    expect(await findRepository(clone)).toMatchObject({ shallow: true });
    expect(await findRepository(made.root)).toMatchObject({ shallow: false, prefix: "" });
  });

  test("is told where git is not installed", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = "/nowhere";
    try {
      expect(await findRepository(tmpdir())).toEqual({ reason: "no-git" });
    } finally {
      process.env["PATH"] = path;
    }
  });

  test("is told where a content is missing from a damaged repository", async () => {
    const made = repository({ at: "2026-01-01T00:00Z", files: { "incidents/a.md": "a\n" } });
    const hash = made.git("rev-parse", "HEAD:incidents/a.md");
    rmSync(join(made.root, ".git/objects", hash.slice(0, 2), hash.slice(2)));
    await expect(read(made, undefined)).rejects.toThrow(`the content ${hash} is missing from the repository`);
  });
});
