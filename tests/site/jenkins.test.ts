import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { feedScopes } from "../../src/views/feed.ts";
import { daymark, type Outcome, projectRoot } from "./build.ts";
import { builtSite, expectFeeds, expectOpml, hasXmllint, updatesOf, xmllint } from "./complete.ts";

const data = join(projectRoot, "../shared/data/incidents-jenkins");
const now = "2026-11-21T02:00Z";

/** Jenkins' archive of 298 files, from 2020 to 2026, imported and built through the public command. */
describe.skipIf(!existsSync(data))("Jenkins' archive of cState notices", () => {
  let folder: string;
  let root: string;
  let imported: Outcome;
  let built: Outcome;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "daymark-jenkins-"));
    root = join(folder, "site");
    const source = join(folder, "source");
    execFileSync("git", ["clone", "-q", "-b", "main", join(data, "jenkins-status.bundle"), source]);
    copyFileSync(join(data, "config.yml"), join(source, "config.yml"));
    const report = ["--report", join(folder, "report.txt")];
    imported = await daymark("import", "cstate", source, "--root", root, ...report);
    built = await daymark("build", "--root", root, "--now", now);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("ends with every one of its 298 files as a record or in the report", () => {
    expect(imported.code, imported.err).toBe(0);
    const records = readdirSync(join(root, "incidents"), { recursive: true }).filter((name) =>
      String(name).endsWith(".md"),
    );
    const report = readFileSync(join(folder, "report.txt"), "utf8");
    const sources = readdirSync(join(folder, "source/content/issues"));
    expect(sources).toHaveLength(298);
    expect(records).toHaveLength(297);
    for (const source of sources) expect(report).toContain(source);
  });

  test("passes check", async () => {
    const checked = await daymark("check", "--root", root, "--now", now);
    expect(checked.out).toBe("");
    expect(checked.code).toBe(0);
  });

  test("builds, with a page for every record", () => {
    expect(built.code, built.err).toBe(0);
    const names = readdirSync(join(root, "dist/incidents"));
    expect(names.filter((name) => !name.endsWith(".md"))).toHaveLength(297);
    expect(names.filter((name) => name.endsWith(".md"))).toHaveLength(297);
  });

  test("has feeds that are valid, complete and read alike by two readers", async () => {
    const site = await builtSite(join(root, "dist"), root, now);
    const [all] = feedScopes(site.model);
    expect(all && updatesOf(site, all).length).toBeGreaterThan(500);
    await expectFeeds(site);
    expectOpml(site);
  });

  test.skipIf(!hasXmllint)("has feeds that are clean for xmllint", () => {
    expect(xmllint(join(root, "dist"))).toBe("");
  });
});
