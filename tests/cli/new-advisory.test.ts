import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAdvisory } from "../../src/records/advisory.ts";
import { daymark, files, read, site, write } from "./terminal.ts";

const SITE = "name: Kelp\nurl: https://status.kelp.example\ngroups: [{ id: all, name: All }]\n";
const TITLE = ["new", "advisory", "Path", "traversal:", "in archives"] as const;
const FIRST = "advisories/2026/KELP-2026-0001.md";

/** A site whose advisories have numbers. */
function numberedSite(more: Readonly<Record<string, string>> = {}): string {
  return site({ "content/site.yaml": `${SITE}advisories: { prefix: KELP }\n`, ...more });
}

/** The file that a command has written. */
async function created(cwd: string, ...argv: string[]): Promise<string> {
  const { out, code, err } = await daymark({ cwd }, "new", "advisory", ...argv);
  expect(err, err).not.toContain("daymark new:");
  expect(code).toBe(0);
  return out.split("\n")[0] ?? "";
}

describe("daymark new advisory", () => {
  test("begins a draft with everything that is to be written, and says who can read it", async () => {
    const cwd = numberedSite();
    const session = await daymark({ cwd }, ...TITLE);
    expect(session.transcript).toMatchInlineSnapshot(`
      "! KELP-2026-0001: Path traversal: in archives: a draft.
      ! A draft is on no page and in no feed, but whoever can read the repository can read the draft, now and later in its history.
      ! While nobody may know of it, write it in a private fork, and push once: with "published", when the fix is out.
      advisories/2026/KELP-2026-0001.md
      exit 0
      "
    `);
    expect(read(cwd, FIRST)).toMatchInlineSnapshot(`
      "---
      title: "Path traversal: in archives"
      # Without published this is a draft, which is in no output. The time is pinned once it is there.
      # published: 2026-11-21T01:30Z
      # severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N]  # the score is computed from it
      # cwe: [CWE-22]
      # aliases: [CVE-2026-12345]  # once there is one
      # affected:
      #   - package: pkg:npm/%40acme/widget
      #     ranges:
      #       - { introduced: "0", fixed: none }  # "0": from the first version on; fixed: the first one that is not affected
      #     vulnerableAt: [1.4.2]  # versions that are held against the ranges
      #     notAffectedAt: [1.4.3]
      # timeline:  # reported, acknowledged, fixed, released, disclosed
      #   - { at: 2026-11-21T01:30Z, event: reported }
      # credits: [{ name: R. Example, type: finder }]
      # references: [{ type: fix, url: "https://example.org/commit/1" }]
      # incidents: [2026-11-20-uploads-failing]
      ---

      ## Impact

      TODO: what an attacker can do, to whom and under which conditions; the worst in the first sentence.

      ## Am I affected?

      TODO: how readers tell, such as a setting or a command that prints the version.

      ## Patches

      TODO: the version to upgrade to, and what to do besides upgrading.

      ## Workarounds

      TODO: what helps where nobody can upgrade yet, or that nothing does.

      ## Details

      TODO: what goes wrong and where, for those who want to know.
      "
    `);
    expect((await daymark({ cwd }, "check")).transcript).toBe("! 11 files checked: no problem.\nexit 0\n");
  });

  test("writes no git command that would publish a draft, and does not commit one", async () => {
    const cwd = numberedSite();
    expect((await daymark({ cwd }, ...TITLE)).out).toBe(`${FIRST}\n`);
    const before = files(cwd);
    const session = await daymark({ cwd }, ...TITLE, "--commit");
    expect(session.transcript).toBe(
      "! daymark new: --commit is for --reserve: a draft is committed by hand, and not where others can read it before its time.\n! daymark new --help tells how it is used.\nexit 2\n",
    );
    expect(files(cwd)).toEqual(before);
  });

  test("takes packages and a vector, and leaves the rest as comments that are right once they are none", async () => {
    const cwd = numberedSite();
    const vector = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N";
    const file = await created(
      cwd,
      ...["A", "--package", "pkg:npm/%40acme/widget", "--package", "pkg:pypi/widget", "--severity", vector],
    );
    const text = read(cwd, file);
    const { record, problems } = parseAdvisory({ file, text });
    expect(problems).toEqual([]);
    expect(record).toMatchObject({
      severity: [vector],
      affected: [
        { package: { ecosystem: "npm", name: "@acme/widget" }, ranges: [{ introduced: "0" }] },
        { package: { ecosystem: "PyPI", name: "widget" }, ranges: [{ introduced: "0" }] },
      ],
    });
    const open = read(cwd, await created(cwd, "B"))
      .replace(/^# (?=[a-z ])/gm, "")
      .replace("fixed: none", "fixed: 1.4.3")
      .replaceAll("TODO: ", "");
    const published = parseAdvisory({ file, text: open });
    expect(published.problems).toEqual([]);
    expect(published.record).toMatchObject({
      published: Date.parse("2026-11-21T01:30Z"),
      cwe: ["CWE-22"],
      aliases: ["CVE-2026-12345"],
      timeline: [{ event: "reported" }],
      credits: [{ type: "finder" }],
      references: [{ type: "fix" }],
      incidents: ["2026-11-20-uploads-failing"],
      affected: [{ vulnerableAt: ["1.4.2"], notAffectedAt: ["1.4.3"] }],
    });
  });

  test("lets a draft have marks of unfinished work, and a published advisory none", async () => {
    const cwd = numberedSite();
    await created(cwd, "A");
    write(cwd, { [FIRST]: read(cwd, FIRST).replace("# published", "published") });
    const { out, code } = await daymark({ cwd }, "check");
    expect([code, out.match(/error text-unfinished/g)?.length]).toEqual([1, 5]);
  });

  test("reserves a number and nothing else", async () => {
    const cwd = numberedSite();
    const session = await daymark({ cwd }, "new", "advisory", "--reserve");
    expect(session.transcript).toMatchInlineSnapshot(`
      "! KELP-2026-0001 is taken. Nothing of it is shown; write the advisory into the same file.
      advisories/2026/KELP-2026-0001.md
      git add -- advisories/2026/KELP-2026-0001.md && git commit -m "Reserve KELP-2026-0001" -- advisories/2026/KELP-2026-0001.md
      git push
      exit 0
      "
    `);
    expect(read(cwd, FIRST)).toBe("---\ntitle: Reserved\nreserved: true\n---\n");
    expect((await daymark({ cwd }, "check")).transcript).toBe("! 11 files checked: no problem.\nexit 0\n");
  });

  test("takes the number after the highest one: of drafts, reserved, withdrawn and broken files, in any folder and case", async () => {
    const cwd = numberedSite({
      "advisories/2026/KELP-2026-0001.md": "---\ntitle: A\n---\n",
      "advisories/KELP-2026-0003.md": "---\ntitle: A\nreserved: true\n---\n",
      "advisories/old/kelp-2026-0007.md": "broken",
      "advisories/2026/KELP-2026-XXXX.md": "---\ntitle: A\n---\n",
      "advisories/2025/KELP-2025-0019.md": "---\ntitle: A\n---\n",
      "advisories/2026/OTHER-2026-0042.md": "---\ntitle: A\n---\n",
      "advisories/2026/KELP-2026-0011-notes.md": "---\ntitle: A\n---\n",
      "advisories/README.md": "KELP-2026-0099",
    });
    expect(await created(cwd, "A")).toBe("advisories/2026/KELP-2026-0008.md");
    expect(await created(cwd, "--reserve")).toBe("advisories/2026/KELP-2026-0009.md");
    write(cwd, { "advisories/2026/KELP-2026-9999.md": "x" });
    expect(await created(cwd, "A")).toBe("advisories/2026/KELP-2026-10000.md");
    expect(await created(cwd, "A", "--now", "2027-01-01T00:00Z")).toBe("advisories/2027/KELP-2027-0001.md");
  });

  test("does not take the number of a file that was deleted or renamed", async () => {
    const cwd = numberedSite({
      "advisories/2026/KELP-2026-0004.md": "---\ntitle: A\n---\n",
      "advisories/2026/KELP-2026-0002.md": "---\ntitle: A renamed one\n---\n\n## Impact\n\nSome.\n",
    });
    const git = (...argv: string[]): void => {
      const who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
      execFileSync("git", [...who, ...argv], {
        cwd,
        env: { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null" },
      });
    };
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "Begin");
    git("rm", "-q", "advisories/2026/KELP-2026-0004.md");
    git("mv", "advisories/2026/KELP-2026-0002.md", "advisories/2026/KELP-2026-0001.md");
    git("commit", "-q", "-m", "Remove");
    expect(await created(cwd, "A")).toBe("advisories/2026/KELP-2026-0005.md");
  });

  test("gives two people who ask at the same time two numbers", async () => {
    const cwd = numberedSite();
    const made = await Promise.all(Array.from({ length: 8 }, (_, index) => created(cwd, `Title ${index}`)));
    expect(made.toSorted()).toEqual(
      Array.from({ length: 8 }, (_, index) => `advisories/2026/KELP-2026-000${index + 1}.md`),
    );
    const titles = made.map((file) => /title: (.*)/.exec(read(cwd, file))?.[1]);
    expect(titles).toEqual(Array.from({ length: 8 }, (_, index) => `Title ${index}`));
  });

  test("asks for the title where somebody can answer", async () => {
    const cwd = numberedSite();
    await daymark({ cwd, answers: ["Path traversal"] }, "new", "advisory");
    expect(read(cwd, FIRST)).toContain("title: Path traversal\n");
  });

  test("prints the file as it is found from where the command was run", async () => {
    const cwd = numberedSite();
    const { out } = await daymark({ cwd: join(cwd, "content") }, ...TITLE, "--root", "..");
    expect(out).toBe(`../${FIRST}\n`);
  });

  test("is known to the editor at once", async () => {
    const cwd = numberedSite();
    await daymark({ cwd }, "schema", "--editor");
    await created(cwd, "A");
    const known = read(cwd, ".astro/collections/collections.json");
    expect(known).toContain('kelp-2026-0001.md": "advisory"');
  });
});

describe("daymark new advisory refuses, and writes nothing:", () => {
  const wrong: readonly [string, argv: readonly string[], message: string][] = [
    [
      "no title",
      [],
      "there is no title. Write it after the kind: daymark new advisory Path traversal in archive extraction",
    ],
    [
      "two titles",
      ["A", "--title", "B"],
      "the title is given twice, after the kind and by --title. Leave one out.",
    ],
    [
      "a title of two lines",
      ["A\nB"],
      "the title has more than one line. Put the rest into the text of the advisory.",
    ],
    [
      "an option of incidents",
      ["A", "--level", "major"],
      "--level says nothing about an advisory. Expected --package, --severity or --reserve; the rest is written into the file.",
    ],
    [
      "a vector for a number that is only reserved",
      ["--reserve", "--severity", "AV:N/AC:L/Au:N/C:P/I:P/A:P"],
      "--severity is not for a number that is only reserved. Leave out one of the two.",
    ],
    [
      "a package for a number that is only reserved",
      ["--reserve", "--package", "pkg:npm/widget"],
      "--package is not for a number that is only reserved. Leave out one of the two.",
    ],
  ];

  test.each(wrong)("%s", async (_, argv, message) => {
    const cwd = numberedSite();
    const before = files(cwd);
    const session = await daymark({ cwd }, "new", "advisory", ...argv);
    expect(session.transcript).toBe(
      `! daymark new: ${message}\n! daymark new --help tells how it is used.\nexit 2\n`,
    );
    expect(files(cwd)).toEqual(before);
  });

  test.each([
    ["a package that is no package URL", ["A", "--package", "npm/widget"], "This is no package URL."],
    ["a package with a version", ["A", "--package", "pkg:npm/widget@1.0.0"], "Write pkg:npm/widget."],
    ["a score", ["A", "--severity", "9.8"], "Write the vector instead of the score"],
    [
      "a vector with more behind it",
      ["A", "--severity", "9.8]\npublished: 2026-01-01T00:00Z #"],
      "This is no CVSS vector.",
    ],
  ])("%s", async (_, argv, message) => {
    const cwd = numberedSite();
    const before = files(cwd);
    const session = await daymark({ cwd }, "new", "advisory", ...argv);
    expect(session.err).toContain(`nothing was written to ${FIRST}, because it would be wrong:`);
    expect(session.err).toContain(message);
    expect([session.code, files(cwd)]).toEqual([2, before]);
  });

  test("a site without a prefix, and tells where it goes", async () => {
    const cwd = site();
    const { err, code } = await daymark({ cwd }, ...TITLE);
    expect(err).toMatchInlineSnapshot(`
      "daymark new: content/site.yaml does not say what the numbers of advisories begin with. Add to it:

      advisories:
        prefix: KELP

      The first advisory of 2026 is KELP-2026-0001 then. It is a part of addresses, so choose it for good.
      daymark new --help tells how it is used.
      "
    `);
    expect(code).toBe(2);
    write(cwd, { "content/site.yaml": `${SITE}\nadvisories:\n  prefix: KELP\n` });
    expect(await created(cwd, "A")).toBe(FIRST);
  });

  test.each(["KELP-", "../KELP", "K L P", "1A"])("the prefix %j", async (prefix) => {
    const cwd = site({ "content/site.yaml": `${SITE}advisories: { prefix: ${JSON.stringify(prefix)} }\n` });
    const before = files(cwd);
    const { code, err } = await daymark({ cwd }, ...TITLE);
    expect([code, files(cwd)]).toEqual([2, before]);
    expect(err).toContain("advisories");
  });

  test("a folder without a site", async () => {
    const cwd = site();
    for (const path of ["content", "incidents"]) rmSync(join(cwd, path), { recursive: true });
    expect((await daymark({ cwd }, ...TITLE)).err).toContain("there is no site in <cwd>");
  });

  test("options of an advisory for an incident", async () => {
    const cwd = numberedSite();
    const { err } = await daymark(
      { cwd },
      "new",
      "incident",
      "A",
      "-m",
      "Text.",
      "--package",
      "pkg:npm/widget",
    );
    expect(err).toContain("--package is for advisories. Expected daymark new advisory, or leave it out.");
  });
});
