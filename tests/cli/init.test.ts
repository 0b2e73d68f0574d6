import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { skeletonFiles } from "../../src/cli/init.ts";
import { daymark, emptyFolder, files, NOW, read, write } from "./terminal.ts";

const project = join(import.meta.dirname, "../..");

describe("daymark init", () => {
  test("makes a site that checks and builds at once", async () => {
    const cwd = emptyFolder();
    const session = await daymark({ cwd }, "init", "status");
    expect(session.transcript.replace(/^! package\.json takes.*\n/m, "")).toMatchInlineSnapshot(`
      "status
      ! A new site is in status. Next:
      !   cd status
      !   git init
      !   npm install
      !   npx daymark check
      !   npx daymark dev
      ! README.md tells the rest: name and address in content/site.yaml, your services in content/services/.
      exit 0
      "
    `);
    const root = join(cwd, "status");
    expect((await daymark({ cwd: root }, "check")).transcript).toMatch(
      /^! \d+ files checked: no problem\.\nexit 0\n$/,
    );
    execFileSync(process.execPath, [join(project, "bin/daymark.js"), "build", "--strict", "--now", NOW], {
      cwd: root,
      stdio: "pipe",
    });
    expect(read(root, "dist/index.html")).toContain("Website");
  });

  test("writes every file of the skeleton, and no incident", async () => {
    const cwd = emptyFolder();
    await daymark({ cwd }, "init", ".");
    expect(files(cwd)).toEqual(
      skeletonFiles()
        .map((name) => name.replace(/^gitignore$/, ".gitignore"))
        .sort(),
    );
    expect(files(cwd).filter((name) => /^(incidents|advisories)\//.test(name))).toEqual([
      "advisories/README.md",
      "incidents/README.md",
    ]);
    for (const name of files(cwd)) expect(read(cwd, name), name).not.toMatch(/__[A-Z]+__/);
    expect(read(cwd, "content/services/website.md")).toContain("since: 2026-11-21 ");
  });

  test("gives a fork that has deleted the demonstration its own records, and nothing else", async () => {
    const cwd = emptyFolder();
    write(cwd, { "package.json": "{}" });
    const session = await daymark({ cwd }, "init", ".", "--records");
    expect(session.code).toBe(0);
    expect(session.err).not.toContain("npm install");
    expect([...new Set(files(cwd).map((name) => name.split("/")[0]))]).toEqual([
      "advisories",
      "content",
      "incidents",
      "package.json",
      "public",
    ]);
    const again = await daymark({ cwd }, "init", ".", "--records");
    expect(again.code).toBe(2);
    expect(again.err).toContain("it has advisories, content, incidents and 1 more. Nothing was written.");
  });

  test("takes an empty repository, and does not ask for git init there", async () => {
    const cwd = emptyFolder();
    execFileSync("git", ["init", "-q"], { cwd });
    const session = await daymark({ cwd }, "init", ".");
    expect(session.err).toContain("A new site is in this folder. Next:\n  npm install\n");
  });

  test("makes a site in which a responder can open, update and resolve an incident", async () => {
    const cwd = emptyFolder();
    await daymark({ cwd }, "init", ".");
    const opened = await daymark(
      { cwd },
      ...[
        "new",
        "incident",
        "Website does not answer",
        "--service",
        "website",
        "--level",
        "major",
        "-m",
        "Text.",
      ],
    );
    expect(opened.code).toBe(0);
    for (const id of ["incident-identified", "incident-no-change"]) {
      expect((await daymark({ cwd }, "update", "--template", id)).code).toBe(0);
    }
    expect((await daymark({ cwd }, "resolve", "--template", "incident-resolved")).code).toBe(0);
    expect((await daymark({ cwd }, "check")).out).not.toMatch(/ error (?!placeholder-left)/);
  });

  test("teaches a format that can be read: the example of incidents/README.md is an incident", async () => {
    const cwd = emptyFolder();
    await daymark({ cwd }, "init", ".");
    const example = /```markdown\n([\s\S]*?)```/.exec(read(cwd, "incidents/README.md"))?.[1] ?? "";
    write(cwd, {
      "incidents/2026/example.md": example,
      "content/people.yaml": read(cwd, "content/people.yaml")
        .replace(/^[\s\S]*(?=# alice:)/, "")
        .replace(/^# ?/gm, ""),
      "content/services/website.md": read(cwd, "content/services/website.md").replace(
        /^# ((?:owner|backupOwner|businessDependency|slo|upgradeCadence|supportChannel|order):|\s+- \{)/gm,
        "$1",
      ),
    });
    expect((await daymark({ cwd }, "check")).transcript).toMatch(/no problem/);
  });

  test("teaches a format of reports that can be read: the example of their README is one", async () => {
    const cwd = emptyFolder();
    await daymark({ cwd }, "init", ".");
    const example = (name: string): string =>
      /```(?:markdown|mdx)\n([\s\S]*?)\n```/.exec(read(cwd, name))?.[1] ?? "";
    write(cwd, {
      "incidents/2026/2026-11-20-uploads-failing.md": example("incidents/README.md"),
      "content/postmortems/example.mdx": example("content/postmortems/README.md"),
      "content/people.yaml": "alice: { consent: handle }\n",
      "content/services/website.md": "---\nname: Website\ngroup: services\n---\n",
    });
    const later = ["check", "--now", "2026-12-01T12:00Z"];
    expect((await daymark({ cwd }, ...later)).transcript).toMatch(/no problem/);
  });

  test("comments out in site.yaml only what can be read", async () => {
    const cwd = emptyFolder();
    await daymark({ cwd }, "init", ".");
    const text = read(cwd, "content/site.yaml");
    const shown = text.replace(/^# ((?:\w+:(?: |$)| {2,}).*)$/gm, "$1");
    expect(shown.match(/^\w+:/gm)?.length).toBeGreaterThan(8);
    write(cwd, { "content/site.yaml": shown });
    expect((await daymark({ cwd }, "check")).transcript).toMatch(/no problem/);
  });
});

describe("daymark init refuses, and writes nothing:", () => {
  test("a folder that is not empty", async () => {
    const cwd = emptyFolder();
    write(cwd, { "site/a": "", "site/b": "", "site/c": "", "site/d": "" });
    expect((await daymark({ cwd }, "init", "site")).transcript).toMatchInlineSnapshot(`
      "! daymark init: site is not empty: it has a, b, c and 1 more. Nothing was written. Name a new folder, such as daymark init site/status
      ! daymark init --help tells how it is used.
      exit 2
      "
    `);
    expect(files(cwd)).toEqual(["site/a", "site/b", "site/c", "site/d"]);
  });

  test("a file", async () => {
    const cwd = emptyFolder();
    write(cwd, { site: "" });
    expect((await daymark({ cwd }, "init", "site")).err).toContain(
      "site is a file. Expected an empty folder",
    );
  });

  test("no folder at all", async () => {
    expect((await daymark({ cwd: emptyFolder() }, "init")).err).toContain("daymark init: expected DIR.");
  });
});

test("the skeleton's settings for VS Code are those of this repository, but for the way to the package", () => {
  const both = (name: string): [string, string] => [
    readFileSync(join(project, "src/cli/init/site/.vscode", name), "utf8"),
    readFileSync(join(project, ".vscode", name), "utf8"),
  ];
  for (const name of ["settings.json", "tasks.json", "extensions.json", "daymark.code-snippets"]) {
    const [skeleton, own] = both(name);
    const translated = skeleton
      .replaceAll("./node_modules/daymark/schemas/", "./schemas/")
      .replaceAll("npx daymark", "npm run -s daymark --");
    // The longer way makes the formatter break other lines.
    expect(own.replace(/\s+/g, ""), name).toBe(translated.replace(/\s+/g, ""));
  }
});
