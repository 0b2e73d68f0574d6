import { nearest } from "../records/nearest.ts";
import type { Mistake } from "../records/problem.ts";
import { alternatives, quote } from "../records/quote.ts";

/** Versions of the Common Vulnerability Scoring System, as FIRST publishes them. */
export type CvssVersion = "2.0" | "3.0" | "3.1" | "4.0";

/** A vector that is whole and right. */
export interface CvssVector {
  readonly version: CvssVersion;
  /** In the order of the specification, as CVSS 4.0 requires (section 7) and the others recommend. */
  readonly text: string;
  /** Value of each metric that is given, in the order of the specification. */
  readonly metrics: ReadonlyMap<string, string>;
}

/** The metrics of a version in the order of its specification, each with its values; `base` of them must be given. */
interface Grammar {
  readonly base: number;
  readonly metrics: ReadonlyMap<string, readonly string[]>;
}

const grammar = (base: number, text: string): Grammar => ({
  base,
  metrics: new Map(
    text.split(" ").map((metric) => {
      const [name = "", values = ""] = metric.split(":");
      return [name, values.split(",")] as const;
    }),
  ),
});

const V3 = grammar(
  8,
  "AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:H,L,N I:H,L,N A:H,L,N E:X,H,F,P,U RL:X,U,W,T,O RC:X,C,R,U " +
    "CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H MUI:X,N,R MS:X,U,C MC:X,H,L,N MI:X,H,L,N MA:X,H,L,N",
);

const GRAMMARS: Readonly<Record<CvssVersion, Grammar>> = {
  "2.0": grammar(
    6,
    "AV:L,A,N AC:H,M,L Au:M,S,N C:N,P,C I:N,P,C A:N,P,C E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND " +
      "CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND",
  ),
  "3.0": V3,
  "3.1": V3,
  "4.0": grammar(
    11,
    "AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N E:X,A,P,U " +
      "CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A MVC:X,H,L,N MVI:X,H,L,N " +
      "MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red",
  ),
};

const EXPECTED = "a CVSS vector, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N";

/**
 * Reads a CVSS vector: 4.0, 3.1 and 3.0 with their prefix, 2.0 without one. Every base metric must be there, none twice,
 * none unknown. The order does not matter; what comes back is in the order of the specification.
 */
export function parseVector(written: string): CvssVector | Mistake {
  const text = written.trim();
  const mistake = (message: string, expected: string, hint: string): Mistake => {
    return { code: "value-invalid", message, found: quote(written), expected, hint };
  };
  if (text.length > 500) return mistake("This is no CVSS vector.", EXPECTED, "Copy the vector anew.");
  const version = versionOf(text);
  if (version === undefined) {
    const hint = /^\d+(?:\.\d+)?$/.test(text)
      ? "Write the vector instead of the score: the score is computed from it."
      : "Copy it from the calculator at first.org.";
    return mistake("This is no CVSS vector.", EXPECTED, hint);
  }
  const { metrics: known, base } = GRAMMARS[version];
  const given = new Map<string, string>();
  for (const part of text.replace(/^CVSS:[^/]*\//, "").split("/")) {
    const [name = "", value = "", ...rest] = part.split(":");
    const values = known.get(name);
    if (!values || rest.length > 0) {
      const near = nearest(name, known.keys());
      return mistake(
        `CVSS ${version} has no metric ${quote(part)}.`,
        `metrics such as ${alternatives([...known.keys()].slice(0, base), "and")}`,
        near === undefined ? "Remove it, or copy the vector anew." : `Write ${near}.`,
      );
    }
    if (!values.includes(value)) {
      return mistake(
        `${name} cannot be ${quote(value)} in CVSS ${version}.`,
        `${name} with ${alternatives(values)}`,
        "Choose one of these letters.",
      );
    }
    if (given.has(name)) {
      return mistake(`${name} is given twice.`, "each metric once", `Remove one of the two.`);
    }
    given.set(name, value);
  }
  const missing = [...known.keys()].slice(0, base).filter((name) => !given.has(name));
  if (missing.length > 0) {
    const names = alternatives(missing, "and");
    return mistake(
      `This CVSS ${version} vector is not whole.`,
      `all base metrics; ${names} missing`,
      `Add ${names}.`,
    );
  }
  const ordered = [...known.keys()].flatMap((name) => {
    const value = given.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const prefix = version === "2.0" ? "" : `CVSS:${version}/`;
  return {
    version,
    text: prefix + ordered.map(([name, value]) => `${name}:${value}`).join("/"),
    metrics: new Map(ordered),
  };
}

function versionOf(text: string): CvssVersion | undefined {
  const prefix = /^CVSS:(3\.0|3\.1|4\.0)\//.exec(text)?.[1];
  if (prefix === "3.0" || prefix === "3.1" || prefix === "4.0") return prefix;
  return /^AV:[^/]*\/.*\bAu:/.test(text) || /^AV:[LAN]\/AC:[HML]\/Au/.test(text) ? "2.0" : undefined;
}
