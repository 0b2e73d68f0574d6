import type { GeneratedFile } from "./generate.ts";

/*
 * Advisories of any number, made from nothing: the same number gives the same files. They are as long as real ones, name
 * a package each (some two), in eight ecosystems, and pass `check` without a problem.
 */

const DAY = 86_400_000;
const first = Date.parse("2012-01-02T12:00Z");
const last = Date.parse("2026-11-05T12:00Z");

const types = ["npm", "pypi", "cargo", "gem", "nuget", "hex", "pub", "golang/example.org"] as const;
const faults = [
  [
    "Path traversal in archive extraction",
    "CWE-22",
    "write files outside of the folder into which an archive is extracted",
  ],
  [
    "Denial of service in the parser of dates",
    "CWE-1333",
    "make one request take all of a processor for minutes",
  ],
  [
    "Credentials in the log of requests",
    "CWE-532",
    "read tokens of other users in a log that is kept for a year",
  ],
  ["Missing check of a signature", "CWE-347", "put packages of their own in the place of signed ones"],
  ["Buffer overflow in the decoder", "CWE-120", "crash the program, and perhaps run code in it"],
] as const;
const vectors = [
  "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N",
  "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
  "CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N",
  "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
] as const;

/** So many advisories, evenly spread over 15 years; one in 25 is withdrawn. */
export function* generateAdvisories(count: number): Generator<GeneratedFile> {
  const numbers = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const at = first + Math.floor(((last - first) * index) / Math.max(1, count) / DAY) * DAY;
    const year = new Date(at).getUTCFullYear();
    const number = (numbers.get(year) ?? 0) + 1;
    numbers.set(year, number);
    const id = `BENCH-${year}-${String(number).padStart(4, "0")}`;
    yield { path: `advisories/${year}/${id}.md`, text: advisoryText(index, at) };
  }
}

function advisoryText(index: number, at: number): string {
  const pick = <T>(list: readonly T[], step = 1): T => list[Math.floor(index / step) % list.length] as T;
  const day = (offset: number): string => new Date(at + offset * DAY).toISOString().slice(0, 16);
  const [title, cwe, what] = pick(faults);
  const entry = (name: string): string =>
    `  - package: pkg:${pick(types)}/${name}\n    ranges:\n      - { introduced: "0", fixed: "1.${index % 30}.${1 + (index % 9)}" }\n      - { introduced: "2.0.1", fixed: "2.1.${1 + (index % 9)}" }\n`;
  const withdrawn =
    index % 25 === 0 ? `withdrawn: { at: ${day(9)}Z, reason: The fault could not be reached. }\n` : "";
  return `---
title: ${title}
published: ${day(0)}Z
severity: [${pick(vectors, 3)}]
cwe: [${cwe}]
${withdrawn}affected:
${entry(`widget-${index % 2000}`)}${index % 10 === 0 ? entry(`gadget-${index % 500}`) : ""}timeline:
  - { at: ${day(-20)}Z, event: reported }
  - { at: ${day(0)}Z, event: disclosed }
credits: [{ name: Robin Example, type: finder }]
references: [{ type: fix, url: https://git.example.org/widget/commit/${index} }]
---

## Impact

Whoever can send input to the program can ${what}. No sign of an attack was seen in the logs that we have, which go back ninety days.

## Am I affected?

You are if the program reads input that others may choose. Look for the package in your lockfile, or ask your package manager which version is in use.

## Patches

Upgrade to a fixed version. No change of settings is needed.

## Workarounds

Put a proxy in front of it that refuses input of more than 64 kB.

## Details

The check was made before the name was normalised, so \`..\` in the middle of it was not seen. The fix normalises first, and a test with all names of the report was added.
`;
}
