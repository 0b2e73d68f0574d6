import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Mistake } from "../../src/records/problem.ts";
import { scoreOf } from "../../src/scores/cvss.ts";
import { type CvssVector, parseVector } from "../../src/scores/vector.ts";
import { runs } from "../model/random.ts";

/** One whole vector of each version, and metrics that may be added to it, in the order of its specification. */
const versions = [
  ["2.0", "", "AV:N/AC:L/Au:N/C:N/I:P/A:C", "E:POC/RL:OF/RC:UC/CDP:LM/TD:H/CR:M/IR:H/AR:ND"],
  ["3.0", "CVSS:3.0/", "AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:L", "E:P/RL:O/RC:C/CR:H/MAV:A/MS:C/MA:X"],
  ["3.1", "CVSS:3.1/", "AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:L", "E:P/RL:O/RC:C/CR:H/MAV:A/MS:C/MA:X"],
  [
    "4.0",
    "CVSS:4.0/",
    "AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:N/SC:N/SI:L/SA:H",
    "E:P/CR:H/MAV:A/MSI:S/S:P/AU:Y/R:U/V:C/RE:M/U:Amber",
  ],
] as const;

function right(text: string): CvssVector {
  const parsed = parseVector(text);
  if ("code" in parsed) throw new Error(`${text}: ${parsed.message}`);
  return parsed;
}

function wrong(text: string): Mistake {
  const parsed = parseVector(text);
  if (!("code" in parsed)) throw new Error(`${text} was read.`);
  return parsed;
}

describe.each(versions)("A vector of CVSS %s", (version, prefix, base, more) => {
  const metrics = base.split("/");
  const all = [...metrics, ...more.split("/")];

  test("is read with its base metrics alone and with all others, and has a score", () => {
    for (const given of [metrics, all]) {
      const text = prefix + given.join("/");
      const parsed = right(text);
      expect([parsed.version, parsed.text]).toEqual([version, text]);
      expect([...parsed.metrics].map(([name, value]) => `${name}:${value}`)).toEqual(given);
      expect(scoreOf(text)?.score).toBeGreaterThan(0);
    }
  });

  test("is put into the order of its specification, whatever the order in which it is written", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (given) => {
        // A vector of CVSS 2.0 has no prefix, and is known by how it begins.
        const text =
          version === "2.0"
            ? ["AV:N", "AC:L", "Au:N", ...given.filter((one) => !/^A[VCu]/.test(one))]
            : given;
        expect(right(prefix + text.join("/")).text).toBe(prefix + all.join("/"));
      }),
      { ...runs, numRuns: 50 },
    );
  });

  test.each(metrics)("is not whole without %s", (metric) => {
    const left = metrics.filter((one) => one !== metric);
    const mistake = wrong(prefix + left.join("/"));
    expect(mistake.code).toBe("value-invalid");
    // Without one of its first metrics, a vector without a prefix is not known to be any.
    if (version !== "2.0" || !/^A[Vu]/.test(metric))
      expect([mistake.message, mistake.hint]).toEqual([
        `This CVSS ${version} vector is not whole.`,
        `Add ${metric.replace(/:.*/, "")}.`,
      ]);
  });

  test.each(all)("has %s once", (metric) => {
    const mistake = wrong(`${prefix}${all.join("/")}/${metric}`);
    expect(mistake.message).toBe(`${metric.replace(/:.*/, "")} is given twice.`);
  });

  test.each(all)("has no other value than those of its specification: %s", (metric) => {
    const name = metric.replace(/:.*/, "");
    for (const value of ["Q", "", "n", "__proto__", "N,L"]) {
      const text = prefix + all.map((one) => (one === metric ? `${name}:${value}` : one)).join("/");
      expect(wrong(text).message).toBe(`${name} cannot be ${JSON.stringify(value)} in CVSS ${version}.`);
    }
  });

  test.each(["XX:N", "av:N", "__proto__:N", "constructor:N", "AV", "", "AV:N:N", " AV:N"])(
    "has no metric %j",
    (metric) => {
      expect(wrong(`${prefix}${base}/${metric}`).message).toMatch(
        metric === "AV" ? /^AV cannot be/ : new RegExp(`^CVSS ${version} has no metric`),
      );
    },
  );
});

describe("What is no vector", () => {
  test.each([
    ["9.8", "Write the vector instead of the score: the score is computed from it."],
    ["high", "Copy it from the calculator at first.org."],
    ["", "Copy it from the calculator at first.org."],
    ["CVSS:3.2/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:L", "Copy it from the calculator at first.org."],
    ["cvss:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:L", "Copy it from the calculator at first.org."],
    ["AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:L", "Copy it from the calculator at first.org."],
    [`CVSS:3.1/${"AV:N/".repeat(200)}`, "Copy the vector anew."],
  ])("%j is told with what to do", (text, hint) => {
    expect(wrong(text)).toMatchObject({ code: "value-invalid", hint });
  });

  test("is answered in plain sentences, whatever it is", () => {
    const part = fc.constantFrom(
      "CVSS:3.1",
      "CVSS:4.0",
      "AV:N",
      "Au:N",
      "AC:L",
      ":",
      "/",
      "A:",
      "\u202e",
      "x",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join("/")),
        ),
        (text) => {
          const parsed = parseVector(text);
          if ("code" in parsed) {
            for (const sentence of [parsed.message, parsed.hint])
              expect(sentence).toMatch(/^[^\n\u202e]+\.$/);
          } else expect(right(parsed.text)).toEqual(parsed);
        },
      ),
      runs,
    );
  });
});
