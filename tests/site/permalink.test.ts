import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";

test.each([
  "lessons/2026-05-12-dnssec-failure",
  "lessons/actions",
  "lessons/metrics",
  "lessons/digest/2026-10",
])("Each section of /%s/ has an address that can be copied from its heading", (path) => {
  const html = readFileSync(join(inject("demonstration"), path, "index.html"), "utf8");
  const headings = [...html.matchAll(/<h2(?: id="([^"]*)")?[^>]*>(.*?)<\/h2>/gs)];
  expect(headings.length).toBeGreaterThan(3);
  const without = headings.filter(([, id, inner]) => !inner?.includes(`class="permalink" href="#${id}"`));
  expect(without.map(([heading]) => heading)).toEqual([]);
});
