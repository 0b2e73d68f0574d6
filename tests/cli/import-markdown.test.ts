import { existsSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { daymark as command, projectRoot } from "../site/build.ts";
import { daymark, emptyFolder, files, read, write } from "./terminal.ts";

const report =
  "# Disk full\n\n## Summary\n\nThe disk was full.\n\n## Timeline\n\nAll times UTC\n\n- 10:02 It broke.\n- 11:30 It works.\n";

/** A site, and a folder with reports and what is none beside it. */
function reports(): string {
  const cwd = emptyFolder();
  write(cwd, {
    "new/content/site.yaml": "name: New\nurl: https://status.example.org\ngroups: [{ id: all, name: All }]\n",
    "new/content/services/api.md": "---\nname: API\ngroup: all\n---\n",
    "old/2026-11-10-disk-full.md": report,
    "old/sub/2026-11-09-late.md": "# Late\n\n## Timeline\n\n- 23:50 a\n",
    "old/template.md": "# {{ yyyy-mm-dd }}\n",
    "old/page.mdx": "# Page",
    "old/LICENSE": "None",
    "old/.draft.md": "# Draft",
    "old/node_modules/a/README.md": "# A",
    "outside.md": report,
  });
  writeFileSync(join(cwd, "old/latin.md"), new Uint8Array([0x23, 0x20, 0xff]));
  writeFileSync(join(cwd, "old/binary.md"), new Uint8Array([0x23, 0x00]));
  writeFileSync(join(cwd, "old/huge.md"), "");
  truncateSync(join(cwd, "old/huge.md"), 1_000_000);
  symlinkSync("../outside.md", join(cwd, "old/2026-11-08-outside.md"));
  symlinkSync("nowhere.md", join(cwd, "old/nowhere.md"));
  return cwd;
}

describe("daymark import markdown", () => {
  test("writes drafts and incidents that check, and tells of every file", async () => {
    const cwd = reports();
    const session = await daymark(
      { cwd },
      "import",
      "markdown",
      "old",
      "--root",
      "new",
      "--report",
      "report.txt",
    );
    expect(session.code).toBe(0);
    expect(session.err).toBe(
      [
        "9 files read in old.",
        "Incidents are public with the next build, reports only when they are no drafts any more. Read the incidents first, or use --times-only.",
        "4 files written to new. Next: daymark check --root new",
        "",
      ].join("\n"),
    );
    expect(session.out.split("\n\n").slice(0, 2).join("\n\n")).toBe(
      [
        "2 of 9 source files imported, 7 not imported.",
        "     2  content/postmortems",
        "     2  incidents",
        "",
        "2 drafts, 2 of 3 times recognised; a person must fill in the rest",
        "  content/postmortems/2026-11-10-disk-full.md",
        "    recognised  2 of 2 times (UTC)",
        "    to fill in  owner; type; trigger; times: impactStart, detected, declared, mitigated, impactEnd, resolved; detection; impact; factors; mitigation; resolution; actions, or noActionsReason; in the incident: services, impact, severity, whether its last update was its end",
        "  content/postmortems/2026-11-09-late.md",
        "    recognised  0 of 1 times",
        "    to fill in  owner; summary; type; trigger; times: impactStart, detected, declared, mitigated, impactEnd, resolved; detection; impact; factors; mitigation; resolution; actions, or noActionsReason; 1 time in the text that is no entry; in the incident: services, impact, severity, whether its last update was its end",
      ].join("\n"),
    );
    expect(files(join(cwd, "new")).filter((path) => !/^content\/(?:site|services)/.test(path))).toEqual([
      "content/postmortems/2026-11-09-late.md",
      "content/postmortems/2026-11-10-disk-full.md",
      "incidents/2026/2026-11-09-late.md",
      "incidents/2026/2026-11-10-disk-full.md",
    ]);
    expect(read(cwd, "report.txt").trimEnd().split("\n")).toEqual([
      "2026-11-08-outside.md not-imported: It is a link that leads out of the folder.",
      "2026-11-10-disk-full.md record: content/postmortems/2026-11-10-disk-full.md, incidents/2026/2026-11-10-disk-full.md",
      "binary.md not-imported: It is no text: it has NUL bytes in it.",
      "huge.md not-imported: It has 977 KiB, and a report may have 900. Put logs into files of their own.",
      "latin.md not-imported: It is no text in UTF-8. Convert it first, such as with: iconv -f LATIN1 -t UTF-8",
      expect.stringMatching(/^nowhere\.md not-imported: It cannot be read: /),
      "page.mdx not-imported: It is MDX, which may hold code. If it holds none, rename it to .md.",
      "sub/2026-11-09-late.md adapted: No time of its timeline is known: the incident is put at noon of its day.",
      "sub/2026-11-09-late.md record: content/postmortems/2026-11-09-late.md, incidents/2026/2026-11-09-late.md",
      "sub/2026-11-09-late.md:5 kept-as-text: This time is no entry, as its zone is not said: say it with --time-zone.",
      expect.stringMatching(
        /^template\.md not-imported: Nothing says on which day it was\. It looks like a template\./,
      ),
      expect.stringMatching(/^2026-11-10-disk-full\.md to-fill-in: owner; type; trigger; /),
      expect.stringMatching(/^sub\/2026-11-09-late\.md to-fill-in: owner; summary; /),
    ]);
    const check = await daymark({ cwd }, "check", "--root", "new");
    expect(check.code, check.out).toBe(0);
  });

  test("takes the zone and the owner that are said, and answers for what they cannot be", async () => {
    const cwd = reports();
    const source = ["import", "markdown", "old/sub/2026-11-09-late.md", "--root", "new"] as const;
    const wrong = await daymark({ cwd }, ...source, "--time-zone", "IST");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain(
      '--time-zone "IST": several zones are called so. Write Asia/Kolkata, Asia/Jerusalem or Europe/Dublin.',
    );
    expect((await daymark({ cwd }, ...source, "--time-zone", "Nowhere/Else")).err).toContain(
      '--time-zone "Nowhere/Else": expected a name such as Europe/Berlin, UTC, or an offset such as +02:00.',
    );
    expect((await daymark({ cwd }, ...source, "--owner", "Al Ice")).err).toContain(
      '--owner "Al Ice": expected a handle or the name of a team',
    );
    const right = await daymark({ cwd }, ...source, "--time-zone", "Europe/Berlin", "--owner", "@sre");
    expect(right.code).toBe(0);
    expect(read(cwd, "new/incidents/2026/2026-11-09-late.md")).toContain(
      "## Resolved — 2026-11-09 22:50 UTC\n\na\n",
    );
    expect(read(cwd, "new/content/postmortems/2026-11-09-late.md")).toContain("\nowner: sre\n");
  });

  test("has options of its own, which are for no other importer", async () => {
    const cwd = reports();
    const session = await daymark({ cwd }, "import", "osv", "old", "--owner", "sre");
    expect(session.code).toBe(2);
    expect(session.err).toContain("--owner is for markdown, not for osv. Leave it out.");
    const history = await daymark({ cwd }, "import", "markdown", "old", "--with-history");
    expect(history.code).toBe(2);
  });

  test("writes nothing with --dry-run, and no texts with --times-only", async () => {
    const cwd = reports();
    const dry = await daymark({ cwd }, "import", "markdown", "old", "--root", "new", "--dry-run");
    expect(dry.err).toContain("Nothing was written (--dry-run).\n");
    expect(existsSync(join(cwd, "new/incidents"))).toBe(false);
    const session = await daymark({ cwd }, "import", "markdown", "old", "--root", "new", "--times-only");
    expect(session.err).not.toContain("Incidents are public");
    expect(read(cwd, "new/incidents/2026/2026-11-10-disk-full.md")).not.toContain("It broke.");
    expect(read(cwd, "new/content/postmortems/2026-11-10-disk-full.md")).toContain("It broke.");
  });

  test("may be run again, and overwrites nothing", async () => {
    const cwd = reports();
    const run = () => daymark({ cwd }, "import", "markdown", "old", "--root", "new");
    await run();
    const again = await run();
    expect(again.code).toBe(0);
    expect(again.err).toContain("0 files written to new.");
    write(cwd, { "new/content/postmortems/2026-11-09-late.md": "mine" });
    const conflict = await run();
    expect(conflict.code).toBe(1);
    expect(conflict.out).toBe("content/postmortems/2026-11-09-late.md\n");
    expect(read(cwd, "new/content/postmortems/2026-11-09-late.md")).toBe("mine");
  });

  test("into the folder that it is run in says so in words", async () => {
    const cwd = reports();
    const session = await daymark({ cwd }, "import", "markdown", "old");
    expect(session.err).toContain("4 files written to this folder. Next: daymark check\n");
  });

  test("tells of incidents of the same day, of which one may be meant", async () => {
    const cwd = reports();
    const known = "---\ntitle: Known\n---\n\n## Resolved — 2026-11-10 11:30 UTC\n\nOver.\n";
    write(cwd, { "new/incidents/2026/2026-11-10-uploads-failing.md": known });
    const session = await daymark({ cwd }, "import", "markdown", "old", "--root", "new");
    expect(session.out).toContain(
      "  2026-11-10-disk-full.md The site has incidents of that day: 2026-11-10-uploads-failing. If one of them is meant, name it in incidents and delete incidents/2026/2026-11-10-disk-full.md.\n",
    );
    const again = await daymark({ cwd }, "import", "markdown", "old", "--root", "new");
    expect(again.out).toBe(session.out);
    expect(again.err).toContain("0 files written to new.");
  });

  test("says where there is nothing to import", async () => {
    const cwd = reports();
    write(cwd, { "empty/LICENSE": "None", "none/template.md": "# {{ name }}\n" });
    const empty = await daymark({ cwd }, "import", "markdown", "empty", "--root", "new");
    expect(empty.code).toBe(2);
    expect(empty.err).toContain(
      "there is nothing to import in empty. Expected reports on incidents in Markdown: files that end in .md or .markdown.",
    );
    const none = await daymark({ cwd }, "import", "markdown", "none", "--root", "new");
    expect(none.code).toBe(1);
    expect(none.err).toContain("No report is in none.");
  });
});

const data = join(projectRoot, "../shared/data/postmortems-mybinder");

test.skipIf(!existsSync(data))(
  "mybinder's reports check without an error, and have a page each once they are in review",
  async () => {
    const cwd = emptyFolder();
    write(cwd, {
      "site/content/site.yaml":
        "name: New\nurl: https://status.example.org\ngroups: [{ id: all, name: All }]\n",
      "site/content/services/api.md": "---\nname: API\ngroup: all\n---\n",
    });
    const session = await daymark({ cwd }, "import", "markdown", data, "--root", "site");
    expect(session.code).toBe(0);
    expect(session.out).toContain("23 of 24 source files imported, 1 not imported.\n");
    expect(session.out).toContain("23 drafts, 194 of 195 times recognised;");
    const check = await daymark({ cwd }, "check", "--root", "site");
    expect(check.code, check.out).toBe(0);
    const folder = join(cwd, "site/content/postmortems");
    const reviewed = readdirSync(folder).map((name) => {
      const text = read(folder, name).replace("\nstatus: draft\n", "\nstatus: in-review\n");
      return [name, text] as const;
    });
    write(folder, Object.fromEntries(reviewed));
    const built = await command(
      "build",
      "--root",
      join(cwd, "site"),
      "--out",
      join(cwd, "dist"),
      "--now",
      "2026-11-21T00:00Z",
    );
    expect(built.code, built.err).toBe(0);
    const missing = reviewed.filter(
      ([name]) => !existsSync(join(cwd, "dist/lessons", name.replace(/\.md$/, ""), "index.html")),
    );
    expect(missing).toEqual([]);
    const page = read(cwd, "dist/lessons/2017-09-27-hub-403/index.html");
    expect(page).toContain("Local development environment being slightly different from production");
    expect(page).toContain('id="a-handle-errors-on-launching-servers-on"');
  },
);
