import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contradictions } from "./contradictions.ts";
import { schemes } from "./schemes.ts";

/*
 * Every line of the data is compared in both directions. Lines that begin with # or // are comments. The figures are those
 * of docs/versions.md.
 */

const folder = join(import.meta.dirname, "../../../shared/data/version-compare");

/** Comparisons in the files of each scheme. */
const LINES = {
  alpine: 14757,
  cran: 78,
  debian: 14472,
  hackage: 11,
  maven: 14854,
  nuget: 35,
  packagist: 10725,
  pub: 100,
  pypi: 12412,
  redhat: 165,
  rubygems: 4123,
  semver: 86,
} as const;

/** How many of them another order is right about, and the share that agrees. */
const DISAGREE: Readonly<Record<string, string>> = {
  maven: "20 of 14854: 99.86 %",
  packagist: "12 of 10725: 99.88 %",
};

interface Line {
  readonly text: string;
  readonly a: string;
  readonly sign: number;
  readonly b: string;
}

function linesOf(file: string): readonly Line[] {
  return readFileSync(join(folder, file), "utf8")
    .split("\n")
    .map((text) => text.trim())
    .filter((text) => text !== "" && !/^(?:#|\/\/)/.test(text))
    .map((text) => {
      const [, a = "", sign = "", b = ""] = /^(\S+) ([<=>]) (\S+)$/.exec(text) ?? [];
      if (a === "") throw new Error(`Not a comparison: ${text}`);
      return { text, a, sign: "<=>".indexOf(sign) - 1, b };
    });
}

describe.skipIf(!existsSync(folder))("The comparisons of osv-scalibr", () => {
  const files = existsSync(folder) ? readdirSync(folder) : [];

  it.each(Object.entries(LINES))("agree with %s", (name, count) => {
    const scheme = schemes.find(([known]) => known === name)?.[1];
    const own = files.filter((file) => file.startsWith(`${name}-`));
    const lines = own.flatMap(linesOf);
    const wrong = lines.filter(
      ({ a, sign, b }) =>
        Math.sign(scheme?.compare(a, b) ?? Number.NaN) !== sign ||
        Math.sign(scheme?.compare(b, a) ?? Number.NaN) + sign !== 0,
    );
    const explained = own.flatMap((file) =>
      Object.values(contradictions[file.replace(/\.txt$/, "")] ?? {}).flat(),
    );
    expect(lines.length).toBe(count);
    expect(wrong.map(({ text }) => text).sort()).toEqual(explained.sort());
    const share = Math.floor(((count - wrong.length) / count) * 10_000) / 100;
    expect(`${wrong.length} of ${count}: ${share} %`).toBe(DISAGREE[name] ?? `0 of ${count}: 100 %`);
  });

  it("are all taken into account", () => {
    const names = new Set(files.map((file) => file.split("-")[0]));
    expect([...names].sort()).toEqual(Object.keys(LINES));
  });
});
