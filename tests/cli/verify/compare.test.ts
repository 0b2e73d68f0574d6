import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compare } from "../../../src/cli/verify/compare.ts";
import type { Source } from "../../../src/cli/verify/source.ts";

const folder = mkdtempSync(join(tmpdir(), "daymark-compare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("Files for the host are looked for in a folder, and not on a published site, which does not send them", async () => {
  for (const name of ["_headers", ".htaccess", "index.html"]) writeFileSync(join(folder, name), name);
  const missingOf = async (paths: Source["paths"]): Promise<string[]> => {
    const source: Source = { label: "a site", paths, read: async () => "" };
    const { missing } = await compare(source, folder, () => {});
    return missing.map(({ path }) => path);
  };
  expect(await missingOf(undefined)).toEqual(["index.html"]);
  expect(await missingOf(new Set())).toEqual([".htaccess", "_headers", "index.html"]);
});
