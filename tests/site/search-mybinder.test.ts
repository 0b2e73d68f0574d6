import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../browser/browser.ts";
import { openPage } from "../browser/page.ts";
import { type StaticServer, serve } from "../server.ts";
import { daymark, projectRoot, temporarySite } from "./build.ts";

/*
 * The reports of another project, 23 of them, written by many hands over five years and brought in as they are. Questions
 * were written by reading the reports, before anything was searched. Of each report there are two pages, the lesson and the
 * incident that was made of its timeline; what is asked for is the lesson, among all pages.
 */

const data = join(projectRoot, "../shared/data/postmortems-mybinder");
const isThere = existsSync(data);

const questions = [
  ["no space left on device", "2018-03-26-no-space-left"],
  ["certificate about to expire", "2018-01-18-ssl-outdated"],
  ["403 forbidden when launching", "2017-09-27-hub-403"],
  ["node ran out of memory", "2017-11-30-oom-proxy"],
  ["what happened when we were on the front page of reddit", "2018-01-18-reddit-hug"],
  ["why were there no build logs", "2019-02-20-no-logs"],
  ["what happens when the cluster is full and the autoscaler reaches its limit", "2017-10-17-cluster-full"],
  ["ingress controller nodes cordoned during kubernetes upgrade", "2019-04-03-ingress-cordoned"],
  ["several tutorials at a conference launched at the same time", "2020-07-09-simultaneous-launches-scipy"],
  ["ubuntu removed packages from its repository and builds failed", "2018-01-17-ubuntu-upgrade"],
  ["how did a bug in health checks keep traffic from other federation members", "2022-01-27-prime-version"],
] as const;

/** No report has the word "disk" for this; a project that asks so puts it into its glossary. */
const glossary =
  "---\nterm: disk full\naliases: [no space left on device, ENOSPC]\nshort: A machine has no room for another file.\n---\n";

describe.skipIf(!isThere)("Among the reports of another project", () => {
  let browser: Browser;
  let server: StaticServer;
  let root: string;

  beforeAll(async () => {
    root = temporarySite({
      "content/site.yaml": "name: Notebooks\nurl: https://status.example.org\n",
      "content/services/launch.md": "---\nname: Launching\ngroup: all\n---\n",
      "content/glossary/disk-full.md": glossary,
    });
    const imported = await daymark("import", "markdown", data, "--root", root, "--now", "2026-11-20T12:00Z");
    expect(imported.code, imported.err).toBe(0);
    const drafts = join(root, "content/postmortems");
    for (const name of readdirSync(drafts)) {
      const text = readFileSync(join(drafts, name), "utf8");
      writeFileSync(join(drafts, name), text.replace(/^status: draft$/m, "status: in-review"));
    }
    expect(readdirSync(drafts)).toHaveLength(23);
    const built = await daymark("build", "--root", root, "--now", "2026-11-20T12:00Z");
    expect(built.code, built.err).toBe(0);
    browser = await launchBrowser();
    server = await serve(join(root, "dist"));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function answersTo(question: string): Promise<(string | null)[]> {
    const { page } = await openPage(browser, server, `/search/?q=${encodeURIComponent(question)}`);
    await page.locator(".results > li").first().waitFor();
    const found = await hrefs(page);
    await page.context().close();
    return found;
  }

  function hrefs(page: Page): Promise<(string | null)[]> {
    return page
      .locator(".results h3 a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  }

  test.each(questions)("“%s” finds %s among the first three", async (question, report) => {
    expect((await answersTo(question)).slice(0, 3)).toContain(`/lessons/${report}/`);
  });

  test("a word that no report uses finds the right one through the glossary", async () => {
    expect((await answersTo("why did the disk fill up")).slice(0, 3)).toContain(
      "/lessons/2018-03-26-no-space-left/",
    );
  });
});

test.runIf(!isThere)(
  "The reports of another project are not on this machine, so nothing was searched in them",
  ({ skip }) => {
    skip("the folder shared/data/postmortems-mybinder is missing");
  },
);
