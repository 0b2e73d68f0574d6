import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { digestLine, digestLists, filesBelow } from "../../src/cli/build/digest.ts";
import { engineDigest } from "../../src/cli/engine.ts";
import { firstDifference } from "../../src/cli/verify/difference.ts";
import { readManifest } from "../../src/cli/verify/manifest.ts";
import { readAddress } from "../../src/cli/verify/remote.ts";
import { listFindings, reasons } from "../../src/cli/verify/report.ts";
import { Unverifiable } from "../../src/cli/verify/unverifiable.ts";
import { serve } from "../server.ts";
import { daymark, type Outcome, personalEnvironment, projectRoot, smallSite } from "../site/build.ts";

const NOW = "2026-11-21T02:00:07.250Z";

/** Folder of everything that the tests make. */
let home: string;
/** A repository with a site of two commits, and what the newest of them gives. */
let root: string;
let commit: string;

function git(cwd: string, ...argv: string[]): string {
  const identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgSign=false"];
  const env = { ...personalEnvironment(), GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", [...identity, ...argv], { cwd, encoding: "utf8", env, stdio: "pipe" }).trim();
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function repository(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(home, name);
  write(folder, { ".gitignore": "dist/\n.daymark/\nnode_modules\n", ...files });
  git(folder, "init", "-q", "-b", "main");
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "Begin");
  return folder;
}

/** A copy of the built site that may be spoilt. */
function spoilt(name: string): string {
  const folder = join(home, name);
  cpSync(join(root, "dist"), folder, { recursive: true });
  return folder;
}

/** Everything in a repository that a command could have changed: refs, the index, the state of the files. */
function stateOf(folder: string): readonly string[] {
  return [
    git(folder, "for-each-ref"),
    git(folder, "rev-parse", "HEAD"),
    readFileSync(join(folder, ".git/index"), "base64"),
    readFileSync(join(folder, ".git/config"), "utf8"),
    git(folder, "status", "--short"),
    git(folder, "count-objects", "-v"),
  ];
}

function manifestOf(dist: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(dist, "api/v1/build.json"), "utf8")) as Record<string, unknown>;
}

function verify(site: string, ...args: string[]): Promise<Outcome> {
  return daymark("verify", ...args, "--root", site);
}

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "daymark-verified-")));
  root = repository("site", {
    ...smallSite,
    "public/with space.txt": "one\ntwo\n",
    "public/a\nline.txt": "x",
    "public/back\\slash.txt": "x",
    "public/naïve ☃ 100%?#.txt": "x",
    "public/.hidden/deep.txt": "x",
  });
  symlinkSync("with space.txt", join(root, "public/link.txt"));
  git(root, "add", "-A");
  git(root, "commit", "-qm", "A link");
  commit = git(root, "rev-parse", "HEAD");
  const built = await daymark("build", "--root", root, "--now", NOW);
  expect(built.code, built.err).toBe(0);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("What the build writes for it", () => {
  test("build.json says what a build of the same needs, and names the digests", () => {
    const digests = manifestOf(join(root, "dist"))["digests"];
    expect(manifestOf(join(root, "dist"))).toEqual({
      $schema: "https://status.example.org/api/v1/schemas/build.schema.json",
      url: "https://status.example.org/",
      base: "",
      version: expect.stringMatching(/^[0-9a-f]{16}$/),
      commit,
      modified: false,
      builtAt: NOW,
      engine: "0.1.0",
      engineDigest: engineDigest(),
      digests: [
        {
          url: "https://status.example.org/api/v1/digests/1.sha256",
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
    });
    const list = join(root, "dist/api/v1/digests/1.sha256");
    expect(execFileSync("sha256sum", [list], { encoding: "utf8" }).slice(0, 64)).toBe(
      (digests as { sha256: string }[])[0]?.sha256,
    );
  });

  test("sha256sum checks every file, whatever its name, and no file is left out", () => {
    const cwd = join(root, "dist");
    const list = "api/v1/digests/1.sha256";
    const checked = execFileSync("sha256sum", ["-c", "--strict", list], { cwd, encoding: "utf8" });
    const left = filesBelow(cwd).filter((path) => path !== list && path !== "api/v1/build.json");
    expect(checked.trim().split("\n").length).toBe(left.length);
    const lines = readFileSync(join(cwd, list), "utf8");
    expect(lines.match(/^\\[0-9a-f]{64} {2}a\\nline\.txt$/m)).not.toBeNull();
    expect(lines.match(/^\\[0-9a-f]{64} {2}back\\\\slash\.txt$/m)).not.toBeNull();
    expect(lines.match(/^[0-9a-f]{64} {2}\.hidden\/deep\.txt$/m)).not.toBeNull();
  });

  test("a list has at most 10,000 lines and 2 MiB", () => {
    const line = (length: number): string => digestLine({ path: "x".repeat(length), sha256: "0".repeat(64) });
    const sizes = (lines: readonly string[]): number[] =>
      digestLists(lines).map((text) => text.split("\n").length - 1);
    expect(sizes([])).toEqual([0]);
    expect(sizes(Array.from({ length: 20_001 }, () => line(9)))).toEqual([10_000, 10_000, 1]);
    expect(sizes(Array.from({ length: 9000 }, () => line(1024 - 67)))).toEqual([2048, 2048, 2048, 2048, 808]);
  });
});

describe("daymark verify", () => {
  test("finds a folder identical, and touches nothing of the repository", async () => {
    // What is not committed now has nothing to do with what was built then.
    write(root, { "content/services/new.md": "---\nname: New\ngroup: all\n---\n" });
    onTestFinished(() => rmSync(join(root, "content/services/new.md")));
    const before = stateOf(root);
    const said = await verify(root);
    expect(said).toEqual({
      code: 0,
      out: `${filesBelow(join(root, "dist")).length} files compared: all identical.\n${join(root, "dist")} is what commit ${commit.slice(0, 12)} gives, as of ${NOW}, with Daymark 0.1.0.\n`,
      err: `rebuilding commit ${commit} as of ${NOW} with the engine that runs now\n`,
    });
    expect(stateOf(root)).toEqual(before);
  });

  test("finds a published site identical, files with strange names included", async () => {
    const server = await serve(join(root, "dist"));
    onTestFinished(() => server.close());
    const said = await verify(root, `${server.url}/api/v1/build.json`);
    // A host keeps _headers and .htaccess to itself.
    const files = filesBelow(join(root, "dist")).length - 2;
    expect(said).toEqual({
      code: 0,
      out: `${files} files compared: all identical.\n${server.url}/ is what commit ${commit.slice(0, 12)} gives, as of ${NOW}, with Daymark 0.1.0.\n`,
      err: `rebuilding commit ${commit} as of ${NOW} with the engine that runs now\n${files} of ${files} files fetched\n`,
    });
    expect(server.requests).toContain("/services/uploads/");
    expect(server.requests).toContain("/a\nline.txt");
  });

  test("says what differs, is missing and should not be there", async () => {
    const dist = spoilt("spoilt");
    appendFileSync(join(dist, "with space.txt"), "three \u001b[2J\n");
    rmSync(join(dist, "feed.rss"));
    write(dist, { "assets/evil\n.js": "alert(1)" });
    symlinkSync("nowhere", join(dist, "broken"));
    execFileSync("mkfifo", [join(dist, "pipe")]);
    const said = await verify(root, dist);
    expect(said.code).toBe(1);
    expect(said.out).toBe(
      [
        "differs  with space.txt",
        "  line 3, column 1",
        "  found     three \ufffd[2J",
        "  expected  (the file ends here)",
        "missing  feed.rss",
        "unexpected  assets/evil\\n.js",
        "unexpected  broken",
        "unexpected  pipe",
        `${filesBelow(join(root, "dist")).length} files compared: 1 differs, 1 missing, 3 unexpected.`,
        "It names the commit and the engine that were used, so its files were changed after it was built: by a host that rewrites pages, by hand, or by somebody else.",
        `${dist} is not what commit ${commit.slice(0, 12)} gives.`,
        "",
      ].join("\n"),
    );
  });

  test("says why a site differs that was built from uncommitted files", async () => {
    write(root, { "content/services/api.md": "---\nname: Another API\ngroup: all\n---\n" });
    onTestFinished(() => void git(root, "checkout", "-q", "--", "content"));
    const dist = join(home, "modified");
    expect((await daymark("build", "--root", root, "--out", dist)).code).toBe(0);
    const said = await verify(root, dist);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/^differs {2}[\w./-]+\n {2}line \d+, column /m);
    expect(said.out).toContain(
      '\nIt was built while its files differed from the commit ("modified": true), so that no commit gives the same. Commit them, and build again.\n',
    );
  });

  test("builds a site in a folder of a larger repository, below the base that was used", async () => {
    const files = Object.entries(smallSite).map(([path, text]) => [`sites/one/${path}`, text]);
    const larger = repository("larger", Object.fromEntries(files));
    // What would be written through it, should it be there in the copy.
    mkdirSync(join(home, "outside"));
    symlinkSync(join(home, "outside"), join(larger, "sites/one/.daymark"));
    git(larger, "add", "-f", "sites/one/.daymark");
    git(larger, "commit", "-qm", "A link out");
    const site = join(larger, "sites/one");
    expect((await daymark("build", "--root", site, "--base", "/some/where")).code).toBe(0);
    // A newer commit is there: the one that was built is what counts.
    write(larger, { "sites/one/content/services/api.md": "---\nname: Newer\ngroup: all\n---\n" });
    git(larger, "commit", "-qam", "Newer");
    rmSync(join(home, "outside"), { recursive: true });
    const dist = join(site, "dist");
    writeFileSync(
      join(dist, "index.html"),
      readFileSync(join(dist, "index.html"), "utf8").replace("<title>", "<title>Not "),
    );
    rmSync(join(dist, "feed.rss"));
    const server = await serve(dist, "/some/where");
    onTestFinished(() => server.close());
    const { code, out } = await verify(site, `${server.url}/`);
    expect(code).toBe(1);
    expect(out.replace(/^ {2}(line|found|expected).*\n/gm, "")).toBe(
      [
        "differs  index.html",
        "missing  feed.rss",
        `${filesBelow(dist).length - 1} files compared: 1 differs, 1 missing.`,
        "It names the commit and the engine that were used, so its files were changed after it was built: by a host that rewrites pages, by hand, or by somebody else.",
        `${server.url}/ is not what commit ${String(manifestOf(dist)["commit"]).slice(0, 12)} gives.`,
        "",
      ].join("\n"),
    );
    expect(readdirSync(home)).not.toContain("outside");
  });

  test("ends at Ctrl-C without leaving anything behind", async () => {
    const temporary = join(home, "temporary");
    mkdirSync(temporary);
    const child: ChildProcess = spawn(
      process.execPath,
      [join(projectRoot, "bin/daymark.js"), "verify", "--root", root],
      { env: { ...personalEnvironment(), TMPDIR: temporary }, stdio: ["ignore", "ignore", "pipe"] },
    );
    const ended = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
    await new Promise<void>((resolve) => child.stderr?.once("data", () => resolve()));
    const left = (): string[] => readdirSync(temporary).filter((name) => name.startsWith("daymark-verify-"));
    expect(left().length).toBe(1);
    child.kill("SIGINT");
    expect(await ended).toBe("SIGINT");
    expect(left()).toEqual([]);
  });
});

describe("A repository that holds the engine", () => {
  let fork: string;
  let first: string;

  beforeAll(async () => {
    const engine = ["package.json", "package-lock.json", "astro.config.mjs", "tsconfig.json", "bin", "src"];
    for (const name of engine) {
      cpSync(join(projectRoot, name), join(home, "fork", name), { recursive: true });
    }
    const base = join(home, "fork/src/styles/base.css");
    writeFileSync(base, `${readFileSync(base, "utf8")}\n@layer base { .edited { color: red } }\n`);
    fork = repository("fork", smallSite);
    symlinkSync(join(projectRoot, "node_modules"), join(fork, "node_modules"));
    first = git(fork, "rev-parse", "HEAD");
    execFileSync(process.execPath, [join(fork, "bin/daymark.js"), "build"], {
      cwd: fork,
      env: personalEnvironment(),
      stdio: "pipe",
    });
  });

  test("is built again with the engine of the commit", async () => {
    expect(manifestOf(join(fork, "dist"))["engineDigest"]).not.toBe(engineDigest());
    const said = await verify(fork);
    expect(said.out).toContain("all identical.\n");
    expect(said.err).toContain(" with its own engine\n");
    expect(said.code).toBe(0);
  });

  test("whose packages are others is built with the engine that runs, and says so", async () => {
    const before = readFileSync(join(fork, "package-lock.json"), "utf8");
    writeFileSync(join(fork, "package-lock.json"), before.replace("{", '{ "x": 1,'));
    git(fork, "commit", "-qam", "Other packages");
    const dist = join(home, "other-packages");
    cpSync(join(fork, "dist"), dist, { recursive: true });
    write(dist, {
      "api/v1/build.json": JSON.stringify({
        ...manifestOf(dist),
        commit: git(fork, "rev-parse", "HEAD"),
      }),
    });
    writeFileSync(join(fork, "package-lock.json"), before);
    const said = await verify(fork, dist);
    git(fork, "reset", "-q", "--hard", first);
    expect(said.err).toContain(" with the engine that runs now\n");
    expect(said.out).toContain("differs  api/v1/build.json\n");
    expect(said.out).toContain(", that runs now), though both are Daymark 0.1.0: its code was edited, ");
    expect(said.out).toContain("needs other packages than are installed here (package-lock.json differs)");
    expect(said.code).toBe(1);
  });

  test("does not run the engine of a commit that is in no branch of its own", async () => {
    git(fork, "checkout", "-q", "-b", "stranger");
    write(fork, { "bin/daymark.js": `require("node:fs").writeFileSync("${join(home, "ran")}", "")\n` });
    git(fork, "commit", "-qam", "Evil");
    const evil = git(fork, "rev-parse", "HEAD");
    git(fork, "checkout", "-q", "main");
    const dist = join(home, "stranger");
    write(dist, {
      "api/v1/build.json": JSON.stringify({ ...manifestOf(join(fork, "dist")), commit: evil }),
    });
    const said = await verify(fork, dist);
    expect(said.code).toBe(1);
    expect(said.err).toBe(
      `This cannot be verified: commit ${evil} is in none of the branches that this clone follows (what is checked out, its upstream, the default branch of origin). It holds an engine of its own, which would run now. If it can be trusted, check it out first: git switch --detach ${evil}\n`,
    );
    expect(readdirSync(home)).not.toContain("ran");
  });
});

describe("daymark verify cannot verify, and says what to do:", () => {
  /** A folder with nothing but a build.json: the true one, changed. */
  function claiming(name: string, change: object): string {
    const dist = join(home, name);
    write(dist, {
      "api/v1/build.json": JSON.stringify({ ...manifestOf(join(root, "dist")), ...change }),
    });
    return dist;
  }

  test("a folder that is no site of Daymark", async () => {
    expect(await verify(root, join(root, "content"))).toEqual({
      code: 1,
      out: "",
      err: `This cannot be verified: ${join(root, "content")} has no api/v1/build.json, so it is no site that Daymark built. Give the folder or the address of one.\n`,
    });
  });

  test("an address that is no site of Daymark, or does not answer", async () => {
    const server = await serve(join(root, "content"));
    expect(await verify(root, server.url)).toEqual({
      code: 1,
      out: "",
      err: `This cannot be verified: ${server.url}/ has no api/v1/build.json, so it is no site that Daymark built. Give the folder or the address of one.\n`,
    });
    await server.close();
    const said = await verify(root, server.url);
    expect(said.err).toMatch(/^This cannot be verified: .*\/api\/v1\/build\.json cannot be fetched: .+\.\n$/);
    expect(said.code).toBe(1);
  });

  test("a site that names no commit", async () => {
    const dist = claiming("none", { commit: null });
    expect((await verify(root, dist)).err).toBe(
      `This cannot be verified: ${dist} was built outside of a git repository, or before its first commit, and names no commit. Build it in a clone.\n`,
    );
  });

  test("a site of another repository", async () => {
    const hash = "0123456789012345678901234567890123456789";
    const dist = claiming("other", { commit: hash, url: "https://status.other.example/" });
    expect(await verify(root, dist)).toEqual({
      code: 1,
      out: "",
      err: `This cannot be verified: ${dist} says that it was made from commit ${hash}, which is not in this repository. If this is a clone of the repository of https://status.other.example/, get the newest commits with git fetch\n`,
    });
  });

  test("a folder that is in no repository", async () => {
    const said = await verify(dirname(root), join(root, "dist"));
    expect(said).toEqual({
      code: 1,
      out: "",
      err: `This cannot be verified: ${dirname(root)} is in no git repository. Run it in a clone of the site's repository, or name the site's folder in one with --root DIR.\n`,
    });
  });

  test("a shallow clone", async () => {
    const shallow = join(home, "shallow");
    git(home, "clone", "-q", "--depth=1", `file://${root}`, shallow);
    expect(await verify(shallow, join(root, "dist"))).toEqual({
      code: 1,
      out: "",
      err: "This cannot be verified: this clone is shallow: it lacks the older commits from which pages are made. Get them with git fetch --unshallow\n",
    });
  });

  test.each([
    [
      "commit",
      "--upload-pack=touch x",
      '"--upload-pack=touch x", expected the full hash of a commit, or null',
    ],
    ["commit", `${"a".repeat(40)}\n`, `"${"a".repeat(40)}\\n", expected the full hash of a commit, or null`],
    ["commit", "HEAD", '"HEAD", expected the full hash of a commit, or null'],
    ["commit", "a".repeat(41), `"${"a".repeat(41)}", expected the full hash of a commit, or null`],
    ["builtAt", "$(touch x)", '"$(touch x)", expected a time such as 2026-11-20T10:02:00Z'],
    ["builtAt", "2026-02-30T10:02:00Z", '"2026-02-30T10:02:00Z", expected a time that there is'],
    ["base", "--out=/", '"--out=/", expected a path that begins with a slash'],
    ["base", "/x\n--strict", '"/x\\n--strict", expected a path that begins with a slash'],
    ["engine", "0.1.0; touch x", '"0.1.0; touch x", expected a version'],
    ["engineDigest", {}, "{}, expected 16 hexadecimal digits"],
    ["modified", "no", '"no", expected true or false'],
    ["url", "javascript:alert(1)", '"javascript:alert(1)", expected an address'],
    ["url", undefined, "missing, expected an address"],
  ])("a build.json whose %s is %j", (key, value, found) => {
    const claimed = { ...manifestOf(join(root, "dist")), [key]: value };
    const reading = (): unknown => readManifest(Buffer.from(JSON.stringify(claimed)), "dist");
    const begin = `api/v1/build.json of dist is none that Daymark wrote: ${key} is `;
    const end = ". Give the folder or the address of a site that daymark build made.";
    expect(reading).toThrow(new Unverifiable(`${begin}${found}${end}`));
  });

  test.each(["", "[]", "null", '"x"', "{", "<html>", "\xff"])("a build.json that is %j", (text) => {
    expect(() => readManifest(Buffer.from(text, "latin1"), "dist")).toThrow(
      "api/v1/build.json of dist is none that Daymark wrote: ",
    );
  });
});

describe("daymark verify is used wrongly", () => {
  test("with a folder that is not there", async () => {
    const folder = join(home, "nowhere");
    expect(await verify(root, folder)).toEqual({
      code: 2,
      out: "",
      err: `daymark verify: there is no folder ${folder}. Run daymark build first, or give the folder or the address of a built site.\ndaymark verify --help tells how it is used.\n`,
    });
  });

  test("with an address of another kind, or with a password in it", async () => {
    const said = await verify(root, "ftp://status.example.org/");
    expect(said.code).toBe(2);
    expect(said.err).toContain(
      "ftp://status.example.org/: expected a folder, or an address that begins with https:// or http://.",
    );
    expect(() => readAddress("https://ann:secret@status.example.org/")).toThrow(
      "the address holds a name or a password, which cannot be used.",
    );
  });
});

test.each([
  ["https://a.example", "https://a.example/"],
  ["https://a.example/status", "https://a.example/status/"],
  ["https://a.example/status/index.html?x#y", "https://a.example/status/"],
  ["https://a.example/api/v1/build.json", "https://a.example/"],
])("takes %s as the site at %s", (text, address) => {
  expect(readAddress(text).href).toBe(address);
});

describe("The first difference of two files", () => {
  const lines = (found: string | Uint8Array, expected: string | Uint8Array): readonly string[] =>
    firstDifference(Buffer.from(found), Buffer.from(expected));

  test("is shown with its line, both sides cut around it", () => {
    const long = `${"a".repeat(500)}X${"b".repeat(500)}`;
    const [place, found = "", expected = ""] = lines(
      `one\n${long}\nthree`,
      `one\n${long.replace("X", "Y")}\n`,
    );
    expect(place).toBe("line 2, column 501");
    expect(found).toBe(`found     …${"a".repeat(40)}X${"b".repeat(77)}…`);
    expect(expected).toBe(`expected  …${"a".repeat(40)}Y${"b".repeat(77)}…`);
  });

  test("may be the end of one of them, or a line that is empty", () => {
    expect(lines("a\n", "a\nb")).toEqual([
      "line 2, column 1",
      "found     (the file ends here)",
      "expected  b",
    ]);
    expect(lines("", "b")).toEqual(["line 1, column 1", "found     (the file ends here)", "expected  b"]);
    expect(lines("\n", "b\n")).toEqual(["line 1, column 1", "found     (an empty line)", "expected  b"]);
  });

  test("cannot move the cursor of a terminal", () => {
    expect(lines("\u001b[2J\r\u202e", "")).toEqual([
      "line 1, column 1",
      "found     \ufffd[2J\ufffd\ufffd",
      "expected  (the file ends here)",
    ]);
  });

  test("of what is no text is that of their sizes", () => {
    expect(lines(Uint8Array.of(0xff, 0, 1), "x")).toEqual(["3 bytes, expected 1 byte"]);
  });
});

test("lists at most 20 files of a kind", () => {
  const differs = Array.from({ length: 1234 }, (_, index) => ({ path: `${index}.html`, more: ["line 1"] }));
  const text = listFindings({ files: 2000, differs, missing: [], unexpected: [] });
  expect(text.split("\n").length).toBe(20 * 2 + 3);
  expect(text).toContain("\n… and 1,214 more differs\n2,000 files compared: 1,234 differs.\n");
});

test("names the version that is needed where another one built the site", () => {
  const { url, base, commit: hash, modified, builtAt } = manifestOf(join(root, "dist"));
  const stated = (engine: string): ReturnType<typeof readManifest> =>
    readManifest(Buffer.from(JSON.stringify({ url, base, commit: hash, modified, builtAt, engine })), "dist");
  expect(reasons(stated("0.9.1"), stated("0.1.0"), { root: "", own: false })).toEqual([
    "Daymark 0.9.1 built it, and 0.1.0, the one that runs now, built it again. Install 0.9.1 for this, and run verify again.",
  ]);
});
