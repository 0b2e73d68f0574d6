import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { contentTypes, hostDocuments } from "../../src/formats/headers.ts";
import { origin } from "../model/record.ts";
import { projectRoot } from "../site/build.ts";

/** Rules of a `_headers` file, as Netlify and Cloudflare Pages read it. */
interface Rule {
  readonly pattern: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

function rulesOf(text: string): Rule[] {
  const rules: { pattern: string; headers: [string, string][] }[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (!line.startsWith(" ")) {
      rules.push({ pattern: line, headers: [] });
      continue;
    }
    const at = line.indexOf(":");
    rules.at(-1)?.headers.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
  }
  return rules;
}

/** Headers of one answer: what several rules set is joined with a comma. */
function headersOf(rules: readonly Rule[], path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { pattern, headers: own } of rules) {
    const regex = new RegExp(
      `^${pattern
        .replace(/[.+?^$()[\]{}|\\]/g, "\\$&")
        .replace(/:[a-z]+/g, "[^/]+")
        .replace("*", ".*")}$`,
    );
    if (!regex.test(path)) continue;
    for (const [name, value] of own) headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

function file(name: string, base = ""): string {
  const found = [...hostDocuments({ origin: { ...origin, base } })].find(({ path }) => path === `/${name}`);
  return found?.body ?? "";
}

const everywhere = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Content-Security-Policy": "frame-ancestors 'self'",
  "Access-Control-Allow-Origin": "*",
};

describe("The file _headers", () => {
  test("keeps within what both hosts read", () => {
    const rules = rulesOf(file("_headers"));
    expect(rules.length).toBeLessThan(100);
    for (const { pattern, headers } of rules) {
      expect(pattern).toMatch(/^\/[^*]*\*?$/);
      expect(headers.length).toBeGreaterThan(0);
      for (const [name, value] of headers) expect(`${name}: ${value}`.length).toBeLessThan(2000);
    }
  });

  test.each([
    ["/", everywhere],
    ["/api/v2/summary.json", everywhere],
    ["/incidents/2026-11-20-search-slow/", everywhere],
    ["/assets/Page.BeN_NaGJ.css", { ...everywhere, "Cache-Control": "public, max-age=31536000, immutable" }],
    ["/search/", everywhere],
    [
      "/search/index-1.6.0-0123456789ab/fragment/en_77b1346.pf_fragment",
      { ...everywhere, "Cache-Control": "public, max-age=31536000, immutable" },
    ],
    ["/feed.json", { ...everywhere, "Content-Type": "application/feed+json" }],
    ["/services/api/feed.json", { ...everywhere, "Content-Type": "application/feed+json" }],
    ["/maintenance.ics", { ...everywhere, "Content-Type": "text/calendar; charset=utf-8" }],
    ["/feeds/actions.ics", { ...everywhere, "Content-Type": "text/calendar; charset=utf-8" }],
    ["/export/records.jsonl", { ...everywhere, "Content-Type": "application/jsonl" }],
    ["/services/api/maintenance.ics", { ...everywhere, "Content-Type": "text/calendar; charset=utf-8" }],
  ])("gives %s its headers, none of them twice", (path, headers) => {
    expect(headersOf(rulesOf(file("_headers")), path)).toEqual(headers);
    expect(headersOf(rulesOf(file("_headers", "/status")), `/status${path}`)).toEqual(headers);
  });

  test("sets no header by two rules on any file of the demonstration", () => {
    const dist = inject("demonstration");
    const rules = rulesOf(readFileSync(join(dist, "_headers"), "utf8"));
    for (const entry of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
      const headers = headersOf(rules, `/${entry.replaceAll("\\", "/")}`);
      expect(headers["Access-Control-Allow-Origin"]).toBe("*");
      expect(
        Object.values(headers).filter((value) => /, (?:\*|application|text|public)/.test(value)),
      ).toEqual([]);
    }
  });
});

describe("The file .htaccess", () => {
  test("opens and closes its sections, and knows every ending of the demonstration", () => {
    const text = file(".htaccess");
    const open: string[] = [];
    for (const line of text.split("\n")) {
      const [, closing, name] = /^\s*<(\/?)(\w+)/.exec(line) ?? [];
      if (name === undefined) continue;
      if (closing === "/") expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
    const dist = inject("demonstration");
    expect(readFileSync(join(dist, ".htaccess"), "utf8")).toBe(text);
    const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const endings = new Set(
      files.map(({ name }) => extname(name).slice(1)).filter((ending) => ending !== ""),
    );
    const known = [...Object.keys(contentTypes), "html", "css", "js"];
    expect([...endings].filter((ending) => !known.includes(ending))).toEqual([]);
    for (const [ending, type] of Object.entries(contentTypes)) {
      expect(text).toContain(`AddType "${type}" .${ending}\n`);
    }
  });

  test("names the path below which the site is served", () => {
    const text = file(".htaccess", "/a.b/status");
    expect(text).toContain("ErrorDocument 404 /a.b/status/404.html\n");
    expect(text).toContain('"^/a\\.b/status/assets/');
  });
});

describe("The guide to hosting", () => {
  const guide = join(projectRoot, "docs/hosting.md");

  test("has every header and content type in its snippets for nginx and Caddy", () => {
    expect(existsSync(guide)).toBe(true);
    const blocks = [...readFileSync(guide, "utf8").matchAll(/```(nginx|caddyfile)\n([\s\S]*?)```/g)];
    expect(blocks.map((block) => block[1])).toEqual(["nginx", "caddyfile"]);
    for (const [, , snippet = ""] of blocks) {
      for (const [name, value] of Object.entries(everywhere)) {
        expect(snippet).toContain(name);
        expect(snippet).toContain(value);
      }
      for (const [ending, type] of Object.entries(contentTypes)) {
        expect(snippet).toContain(ending);
        expect(snippet).toContain(type.split(";")[0]);
      }
      expect(snippet).toContain("application/feed+json");
      expect(snippet).toContain("immutable");
    }
  });
});
