import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "parse5";
import { describe, expect, inject, test } from "vitest";
import { daymark } from "./build.ts";
import { repository } from "./repository.ts";

/** Every file below a folder, with its path relative to it. */
function filesOf(folder: string): { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: path.slice(folder.length), bytes: readFileSync(path) };
    });
}

/** Files that hold one of some texts, or have one in their path; zips are looked into by their stored names too. */
function holding(folder: string, ...texts: readonly string[]): string[] {
  return filesOf(folder)
    .filter(({ path, bytes }) => texts.some((text) => path.includes(text) || bytes.includes(text)))
    .map(({ path }) => path);
}

const page = (path: string): string =>
  readFileSync(join(inject("demonstration"), path, "index.html"), "utf8");

describe("the demonstration", () => {
  test("says nothing of its draft and of its reserved number, in no file", () => {
    const dist = inject("demonstration");
    expect(holding(dist, "KELP-2026-0008")).not.toEqual([]);
    expect(holding(dist, "EMBARGOED-MARKER-4711", "KELP-2026-0009", "KELP-2026-0007")).toEqual([]);
  });

  test("answers first what is affected, then what to do, then why", () => {
    const html = page("advisories/KELP-2026-0005");
    const order = [
      "Affected and fixed versions",
      "Am I affected?",
      "What to do",
      "Workarounds",
      "Impact",
      "Details",
    ];
    const places = order.map((heading) => html.indexOf(`>${heading}</h2>`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(html).toContain("from 2.4.0, before 2.9.3");
  });

  test("says of a withdrawn advisory that nothing need be done, and asks for nothing", () => {
    const html = page("advisories/KELP-2026-0003");
    expect(html).toContain("This advisory was withdrawn on");
    expect(html).not.toContain(">What to do</h2>");
    expect(html).not.toContain('/advisories/check/">');
    expect(page("advisories")).toMatch(
      /class="withdrawn"[^>]*>\s*<h2>\s*<a href="\/advisories\/KELP-2026-0003\/"/,
    );
  });

  test("shows a severe advisory without a fix on the front page, and no other", () => {
    const html = page("");
    expect(html).toContain('href="/advisories/KELP-2026-0008/"');
    expect(html).not.toContain("/advisories/KELP-2026-0001/");
    expect(html).not.toContain("/advisories/KELP-2025-0001/");
  });

  test("links advisory and incident in both directions", () => {
    expect(page("advisories/KELP-2026-0005")).toMatch(/href="\/incidents\/[^"]+\/"/);
    const incident = /href="(\/incidents\/[^"]+\/)"/.exec(page("advisories/KELP-2026-0005"))?.[1] ?? "";
    expect(page(incident)).toContain('href="/advisories/KELP-2026-0005/"');
  });

  test("every link below /advisories/ leads to a file of the site", () => {
    const dist = inject("demonstration");
    const all = new Set(filesOf(dist).map(({ path }) => path));
    const broken = filesOf(dist)
      .filter(({ path }) => path.startsWith("/advisories/") && path.endsWith(".html"))
      .flatMap(({ path, bytes }) =>
        linksIn(bytes.toString()).flatMap((href) => {
          if (!href.startsWith("/")) return [];
          const target = decodeURIComponent(href.replace(/[?#].*$/, ""));
          return all.has(target) || all.has(`${target}index.html`) ? [] : [`${path}: ${href}`];
        }),
      );
    expect(broken).toEqual([]);
  });
});

function linksIn(html: string): string[] {
  const found: string[] = [];
  const walk = (node: object): void => {
    if ("attrs" in node) {
      for (const { name, value } of node.attrs as { name: string; value: string }[])
        if (name === "href") found.push(value);
    }
    if ("childNodes" in node) for (const child of node.childNodes as object[]) walk(child);
  };
  walk(parse(html));
  return found;
}

describe("an embargo", () => {
  const advisory = (front: string, text: string): string =>
    `---\ntitle: ${text}\n${front}affected:\n  - package: pkg:npm/widget\n    ranges: [{ introduced: "0", fixed: 1.0.1 }]\n---\n\n## Impact\n\n${text}\n`;
  const site = "name: Site\nurl: https://status.example.org\n";

  test("holds for what a draft said before it was published, in the history too", async () => {
    const made = repository(
      { at: "2026-11-01T09:00:00Z", message: "Site", files: { "content/site.yaml": site } },
      {
        at: "2026-11-02T09:00:00Z",
        message: "Draft SECRET-SUBJECT",
        files: { "advisories/DM-2026-0001.md": advisory("", "SECRET-DRAFT") },
      },
      {
        at: "2026-11-03T09:00:00Z",
        message: "Draft again SECRET-SUBJECT",
        files: {
          "advisories/DM-2026-0001.md": advisory("", "SECRET-SECOND"),
          "advisories/DM-2026-0002.md": advisory("", "SECRET-OTHER"),
          "advisories/DM-2026-0003.md": "---\ntitle: SECRET-RESERVED\nreserved: true\n---\n",
          "advisories/DM-2026-0004.md": "---\ntitle: [SECRET-BROKEN\n---\n",
          "advisories/DM-2026-0005.md": advisory("published: 2027-01-01T00:00Z\n", "SECRET-AHEAD"),
        },
      },
      {
        at: "2026-11-04T09:00:00Z",
        message: "Publish",
        files: { "advisories/DM-2026-0001.md": advisory("published: 2026-11-04T09:00Z\n", "Public words") },
      },
    );
    const built = await daymark("build", "--root", made.root, "--now", "2026-11-20T12:00Z");
    expect(built.code, built.err).toBe(0);
    const dist = join(made.root, "dist");
    expect(holding(dist, "Public words")).not.toEqual([]);
    expect(holding(dist, "SECRET")).toEqual([]);
    expect(holding(dist, "DM-2026-0002", "DM-2026-0003", "DM-2026-0004", "DM-2026-0005")).toEqual([]);
    const history = readFileSync(join(dist, "advisories/DM-2026-0001/history/index.html"), "utf8");
    expect(history.match(/data-revision=/g)).toHaveLength(1);
    rmSync(made.root, { recursive: true, force: true });
  });

  test("what was published stays public when its file becomes a draft again, in its last public words", async () => {
    const made = repository(
      { at: "2026-11-01T09:00:00Z", message: "Site", files: { "content/site.yaml": site } },
      {
        at: "2026-11-02T09:00:00Z",
        message: "Publish",
        files: { "advisories/DM-2026-0001.md": advisory("published: 2026-11-02T09:00Z\n", "Public words") },
      },
      {
        at: "2026-11-03T09:00:00Z",
        message: "Back SECRET-SUBJECT",
        files: { "advisories/DM-2026-0001.md": advisory("", "SECRET-DRAFT") },
      },
    );
    const built = await daymark("build", "--root", made.root, "--now", "2026-11-20T12:00Z");
    expect(built.code, built.err).toBe(0);
    const dist = join(made.root, "dist");
    expect(readFileSync(join(dist, "advisories/DM-2026-0001/index.html"), "utf8")).toContain("Public words");
    expect(holding(dist, "SECRET-DRAFT")).toEqual([]);
    const check = await daymark("check", "--root", made.root, "--now", "2026-11-20T12:00Z");
    expect(check.code).toBe(1);
    expect(check.out).toContain("what is published stays");
    rmSync(made.root, { recursive: true, force: true });
  });
});
