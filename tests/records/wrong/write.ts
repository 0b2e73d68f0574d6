import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCases, runCase, writeCase } from "./case.ts";

// Puts the reports that the code gives now into the files of cases. The diff is to be read before it is committed.
for (const name of readdirSync(import.meta.dirname).filter((file) => file.endsWith(".txt"))) {
  const path = join(import.meta.dirname, name);
  const cases = readCases(readFileSync(path, "utf8"));
  writeFileSync(path, cases.map((one) => writeCase(one, runCase(one).printed)).join(""));
}
