import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCases, runCase } from "./wrong/case.ts";

const folder = join(import.meta.dirname, "wrong");

for (const name of readdirSync(folder).filter((file) => file.endsWith(".txt"))) {
  describe(`wrong/${name}`, () => {
    const cases = readCases(readFileSync(join(folder, name), "utf8"));

    it.each(cases)("$title", (wrong) => {
      const { printed, model } = runCase(wrong);
      expect(printed).toBe(wrong.report);
      const sibling = model.timelinesById.get("2026-11-02-mail-delayed");
      expect(sibling?.status, "the rest of the site is still built").toBe("resolved");
    });
  });
}
