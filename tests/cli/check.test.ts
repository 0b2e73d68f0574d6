import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { smallSite } from "../site/build.ts";
import { repository } from "../site/repository.ts";
import { daymark } from "./terminal.ts";

const incident = "---\ntitle: Uploads failing\n---\n\n## Resolved — 2026-11-20 10:10 UTC\n\nUploads work.\n";

describe("daymark check in a repository", () => {
  test("tells of a published record whose file is gone, with the way back", async () => {
    const made = repository({
      at: "2026-11-20T10:00:00Z",
      files: { ...smallSite, "incidents/2026/uploads.md": incident },
    });
    expect(await daymark({ cwd: made.root }, "check")).toMatchObject({
      code: 0,
      err: "4 files checked: no problem.\n",
    });
    const hash = made.commit({ at: "2026-11-20T11:00:00Z", files: { "incidents/2026/uploads.md": null } });
    const { code, out, err } = await daymark({ cwd: made.root }, "check");
    expect(out).toBe(`incidents/2026/uploads.md:1:1 error record-removed
  This record was published, and its file is gone. Its last version stays on the site, marked as removed.
  found     no file; commit ${hash.slice(0, 12)} of 2026-11-20T11:00:00Z removed it
  expected  a file for uploads: what was published stays
  mend      Bring it back with "git checkout ${hash.slice(0, 12)}^ -- incidents/2026/uploads.md". If it has to go, add the commit's full hash to .audit-ignore-revs.

`);
    expect([code, err]).toEqual([1, "3 files checked: 1 error in 1 file.\n"]);
  });

  test("says in a shallow clone that deletions are not looked for, and checks the rest", async () => {
    const made = repository(
      { at: "2026-11-20T10:00:00Z", files: { ...smallSite } },
      { at: "2026-11-20T10:00:00Z", files: { "incidents/a.md": incident.replace("title", "titel") } },
    );
    const clone = mkdtempSync(join(tmpdir(), "daymark-shallow-"));
    made.git("clone", "-q", "--depth", "1", `file://${made.root}`, clone);
    const { code, out, err } = await daymark({ cwd: clone }, "check");
    expect([code, out]).toEqual([1, expect.stringContaining("incidents/a.md:2:1 error key-unknown")]);
    expect(err).toMatch(
      /^Whether published records were deleted is not checked: This clone lacks older commits/,
    );
  });

  test("advises folders by year where one holds thousands of files", async () => {
    const root = mkdtempSync(join(tmpdir(), "daymark-crowd-"));
    for (const [path, text] of Object.entries(smallSite)) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(join(root, "incidents"));
    for (let index = 0; index <= 2000; index++) writeFileSync(join(root, `incidents/i${index}.md`), incident);
    expect(await daymark({ cwd: root }, "check")).toMatchObject({
      code: 0,
      out: `incidents:1:1 warning folder-crowded
  So many files in one folder make git slow, and with it every build.
  found     2001 files in incidents/
  expected  at most 2000 files in one folder
  mend      Move them into folders by year and month, such as incidents/2026/11/: addresses do not change by it.

`,
    });
  });
});
