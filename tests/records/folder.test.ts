import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkRecords } from "../../src/model/checks.ts";
import { siteFolder } from "../../src/records/folder.ts";
import { loadRecords } from "../../src/records/load.ts";
import { rightSite } from "./memory.ts";

const root = mkdtempSync(join(tmpdir(), "daymark-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("A site's folder", () => {
  it("is read as it lies on the disk", () => {
    for (const [file, text] of rightSite) {
      mkdirSync(join(root, file, ".."), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    writeFileSync(join(root, "incidents/.DS_Store"), "");
    mkdirSync(join(root, "incidents/.obsidian"));
    writeFileSync(join(root, "incidents/.obsidian/workspace"), "");
    const records = loadRecords(siteFolder(root));
    expect(records.problems).toEqual([]);
    expect(records.incidents).toHaveLength(1);
  });

  it("tells links that lead nowhere or to folders", () => {
    symlinkSync("nowhere.md", join(root, "incidents/2026-11-05-lost.md"));
    symlinkSync("2026", join(root, "incidents/2026-11-06-folder.md"));
    symlinkSync("2026/2026-11-02-mail-delayed.md", join(root, "incidents/2026-11-07-linked.md"));
    const records = loadRecords(siteFolder(root));
    expect(records.problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
      "incidents/2026-11-05-lost.md file-unreadable",
      "incidents/2026-11-06-folder.md file-unreadable",
    ]);
    expect(records.incidents).toHaveLength(2);
  });

  it("tells folders whose names are misspelt", () => {
    mkdirSync(join(root, "incident/2026"), { recursive: true });
    writeFileSync(join(root, "incident/2026/x.md"), "");
    mkdirSync(join(root, ".incidents"));
    writeFileSync(join(root, ".incidents/x.md"), "");
    const { problems } = loadRecords(siteFolder(root));
    rmSync(join(root, "incident"), { recursive: true });
    expect(problems.filter(({ code }) => code === "folder-unknown").map(({ file }) => file)).toEqual([
      "incident/2026/x.md",
    ]);
  });

  it.skipIf(process.getuid?.() === 0)("tells a folder that may not be read", () => {
    mkdirSync(join(root, "incidents/secret"));
    chmodSync(join(root, "incidents/secret"), 0);
    const [problem] = loadRecords(siteFolder(root)).problems;
    chmodSync(join(root, "incidents/secret"), 0o700);
    expect(problem).toMatchObject({ file: "incidents", code: "file-unreadable" });
  });

  it("that is empty has no site and no services, and that is all", () => {
    const records = loadRecords(siteFolder(join(root, "nothing")));
    expect(records.problems.map(({ code }) => code)).toEqual(["site-missing"]);
    expect(checkRecords(records, 0)).toEqual([]);
  });
});

describe("The repository's own records", () => {
  it("are right", () => {
    const records = loadRecords(siteFolder(join(import.meta.dirname, "../..")));
    const problems = checkRecords(records, Date.parse("2026-11-21T02:00Z"));
    // One action item is overdue, so that the pages show what that looks like.
    expect([...records.problems, ...problems].map(({ code }) => code)).toEqual(["action-overdue"]);
    expect(records.incidents.length).toBeGreaterThan(10);
  });
});
