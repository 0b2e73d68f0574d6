import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withdraw } from "../../src/records/advisory/edit.ts";
import { parseAdvisory } from "../../src/records/advisory.ts";
import { daymark, files, read, site, write } from "./terminal.ts";

const FILE = "advisories/2026/EX-2026-0001.md";
const TEXT = [
  "---",
  "# The first one",
  'title: "Path traversal: in archives" # quoted',
  "published:   2026-11-20 12:00 UTC   # pinned",
  "affected:",
  "  - { package: pkg:npm/widget, ranges: [{ introduced: '0', fixed: 1.4.3 }] }",
  "# the end",
  "---",
  "",
  "## Impact",
  "",
  "An archive can write outside.  ",
  "",
].join("\n");
const REASON = ["--reason", "The code was never in a release."] as const;

function published(text = TEXT): string {
  return site({ [FILE]: text });
}

describe("daymark withdraw", () => {
  test("adds the withdrawal, tells what to commit, and changes nothing else", async () => {
    const cwd = published();
    const session = await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON);
    expect(session.transcript).toMatchInlineSnapshot(`
      "! EX-2026-0001: Path traversal: in archives: withdrawn at 2026-11-21 01:30 UTC.
      ! It stays on the site and in every format, marked as withdrawn, once this is pushed and built.
      advisories/2026/EX-2026-0001.md
      git add -- advisories/2026/EX-2026-0001.md && git commit -m "EX-2026-0001: withdrawn" -- advisories/2026/EX-2026-0001.md
      git push
      exit 0
      "
    `);
    expect(read(cwd, FILE)).toBe(
      TEXT.replace(
        "# pinned\n",
        "# pinned\nwithdrawn:\n  at: 2026-11-21T01:30Z\n  reason: The code was never in a release.\n",
      ),
    );
    expect((await daymark({ cwd }, "check")).transcript).toBe("! 11 files checked: no problem.\nexit 0\n");
  });

  test.each([
    ["Windows line ends", TEXT.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\ufeff${TEXT}`],
    [
      "published at the end of the front matter",
      "---\ntitle: A\npublished: 2026-11-20T12:00Z\n---\n\n## Impact\n\nSome.\n",
    ],
    ["published in quotes", TEXT.replace("2026-11-20 12:00 UTC", "'2026-11-20 12:00 UTC'")],
    ["no line break at the end", TEXT.trimEnd()],
    ["--- in its text", `${TEXT}\n---\n\npublished: no\n`],
  ])("keeps %s", async (_, text) => {
    const cwd = published(text);
    expect((await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON)).code).toBe(0);
    const after = read(cwd, FILE);
    const end = text.includes("\r") ? "\r\n" : "\n";
    const added = `${end}withdrawn:${end}  at: 2026-11-21T01:30Z${end}  reason: The code was never in a release.`;
    expect(after).toContain(added);
    expect(after.replace(added, "")).toBe(text);
  });

  test.each([
    "It is: a duplicate, of #7",
    "{no} [bug] 'at' \"all\"",
    "# nothing",
    "true",
    "- a list",
    "2026",
    "Kein Fehler: „nie“ veröffentlicht",
    `long ${"word ".repeat(60)}`.trim(),
  ])("writes the reason %j so that it is read as that", async (reason) => {
    const cwd = published();
    expect((await daymark({ cwd }, "withdraw", "EX-2026-0001", `--reason=${reason}`)).code).toBe(0);
    const { record } = parseAdvisory({ file: FILE, text: read(cwd, FILE) });
    expect(record?.withdrawn).toEqual({ at: Date.parse("2026-11-21T01:30Z"), reason });
  });

  test.each(["ex-2026-0001", FILE, `./${FILE}`, "EX-2026-0001.md"])(
    "finds the advisory as %s",
    async (word) => {
      const cwd = published();
      expect((await daymark({ cwd }, "withdraw", word, ...REASON)).code).toBe(0);
    },
  );

  test("takes another time, and within its first minute that of publication", async () => {
    const cwd = published();
    await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON, "--at", "2h");
    expect(read(cwd, FILE)).toContain("  at: 2026-11-20T23:30Z\n");
    write(cwd, { [FILE]: TEXT.replace("2026-11-20 12:00 UTC", "2026-11-21T01:30:10Z") });
    await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON);
    expect(read(cwd, FILE)).toContain("  at: 2026-11-21T01:30:10Z\n");
  });

  test("asks for the reason where somebody can answer", async () => {
    const cwd = published();
    const session = await daymark({ cwd, answers: ["A duplicate."] }, "withdraw", "EX-2026-0001");
    expect(session.err).toContain("Why, in one plain sentence: \n");
    expect(read(cwd, FILE)).toContain("  reason: A duplicate.\n");
  });

  test("withdraws what was wrong before, and leaves that to check", async () => {
    const cwd = published(TEXT.replace("## Impact", "## Consequences"));
    expect((await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON)).code).toBe(0);
    expect((await daymark({ cwd }, "check")).out.match(/error [a-z-]+/g)).toEqual(["error section-missing"]);
  });

  test("leaves nothing beside the file", async () => {
    const cwd = published();
    await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON);
    expect(readdirSync(join(cwd, "advisories/2026"))).toEqual(["EX-2026-0001.md"]);
  });
});

describe("daymark withdraw refuses, and writes nothing:", () => {
  const wrong: readonly [string, text: string, argv: readonly string[], message: string][] = [
    ["no id", TEXT, [], "expected <id>."],
    [
      "an unknown id",
      TEXT,
      ["EX-2026-001", ...REASON],
      'there is no advisory "EX-2026-001" under advisories/. Did you mean EX-2026-0001?',
    ],
    [
      "an id that is near to none",
      TEXT,
      ["CVE-2026-12345", ...REASON],
      'there is no advisory "CVE-2026-12345" under advisories/. Expected a file\'s name without .md, such as EX-2026-0001.',
    ],
    [
      "a draft",
      TEXT.replace("published", "# published"),
      ["EX-2026-0001", ...REASON],
      `EX-2026-0001 is a draft, so there is nothing to withdraw. Delete ${FILE} instead. If it was published before, put its "published" back first.`,
    ],
    [
      "a reserved number",
      "---\ntitle: Reserved\nreserved: true\n---\n",
      ["EX-2026-0001", ...REASON],
      `EX-2026-0001 is a reserved number, so there is nothing to withdraw. Delete ${FILE} instead. If it was published before, put its "published" back first.`,
    ],
    [
      "one that is dated ahead",
      TEXT.replace("2026-11-20 12:00", "2026-11-22 12:00"),
      ["EX-2026-0001", ...REASON],
      `EX-2026-0001 is to be published at 2026-11-22 12:00 UTC and is no more than a draft until then. Delete ${FILE}, or remove "published" from it.`,
    ],
    [
      "one that is withdrawn",
      TEXT.replace("affected:", "withdrawn: { at: 2026-11-20T13:00Z, reason: A duplicate. }\naffected:"),
      ["EX-2026-0001", ...REASON],
      `EX-2026-0001 was withdrawn already, at 2026-11-20 13:00 UTC: A duplicate. To say more about it, edit "withdrawn" in ${FILE}.`,
    ],
    [
      "no reason",
      TEXT,
      ["EX-2026-0001"],
      "there is no reason. Readers and scanners' users want to know why: --reason 'The code in question was never in a release.'",
    ],
    [
      "none as a reason",
      TEXT,
      ["EX-2026-0001", "--reason", "None"],
      "there is no reason. Readers and scanners' users want to know why: --reason 'The code in question was never in a release.'",
    ],
    [
      "a reason of two lines",
      TEXT,
      ["EX-2026-0001", "--reason", "A\nB"],
      "the reason has more than one line. Put the rest into the text of the advisory.",
    ],
    [
      "a time before its publication",
      TEXT,
      ["EX-2026-0001", ...REASON, "--at", "2026-11-20T11:00Z"],
      `nothing was written to ${FILE}, because it would be wrong:

${FILE}:6:7 error time-order
  It cannot have been withdrawn before it was published.
  found     2026-11-20 11:00 UTC
  expected  a time from 2026-11-20 12:00 UTC on
  mend      Correct one of the two times.`,
    ],
    [
      "front matter between braces",
      "---\n{ title: A, published: 2026-11-20T12:00Z }\n---\n\n## Impact\n\nSome.\n",
      ["EX-2026-0001", ...REASON],
      `the front matter of ${FILE} is written in a way that Daymark cannot add to. Add by hand: withdrawn: { at: 2026-11-21T01:30Z, reason: "The code was never in a release." }`,
    ],
  ];

  test.each(wrong)("%s", async (_, text, argv, message) => {
    const cwd = published(text);
    const before = files(cwd);
    const session = await daymark({ cwd }, "withdraw", ...argv);
    expect(session.err).toBe(`daymark withdraw: ${message}\ndaymark withdraw --help tells how it is used.\n`);
    expect([session.code, session.out, read(cwd, FILE), files(cwd)]).toEqual([2, "", text, before]);
  });

  test("one that cannot be read, and says why", async () => {
    const cwd = published(TEXT.replace("1.4.3", "1.4"));
    const { err, code } = await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON);
    expect(code).toBe(2);
    expect(err).toContain(`${FILE} cannot be read as an advisory. Mend it first:`);
    expect(err).toContain(":6:67 error value-type");
  });

  test("two files of one id", async () => {
    const cwd = published();
    write(cwd, { "advisories/ex-2026-0001.md": TEXT });
    const { err } = await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON);
    expect(err).toContain("2 files have the id EX-2026-0001: ");
    expect((await daymark({ cwd }, "withdraw", FILE, ...REASON)).code).toBe(0);
  });

  test("a file that is no text", async () => {
    const cwd = published();
    writeFileSync(join(cwd, FILE), Buffer.from("---\ntitle: St\u00f6rung\n---\n", "latin1"));
    const { err } = await daymark({ cwd }, "withdraw", "EX-2026-0001", ...REASON);
    expect(err).toContain(`${FILE}: The file is not UTF-8 text.`);
  });
});

test("a withdrawal is not added to a text that has no time of publication, or no front matter", () => {
  for (const text of [
    "",
    "no front matter\n",
    "---\ntitle: A\n---\n",
    "---\n: [\n---\n",
    "---\npublished: 1\n",
  ])
    expect(withdraw(text, 0, "A duplicate.")).toBeUndefined();
});
