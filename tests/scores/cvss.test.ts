import { describe, expect, test } from "vitest";
import { leadingScore, scoreOf, severityOf, severityWords } from "../../src/scores/cvss.ts";

/*
 * Examples that FIRST published with their scores: "A Complete Guide to the Common Vulnerability Scoring System Version
 * 2.0", section 3.3; "Common Vulnerability Scoring System version 3.1: Examples"; "CVSS v4.0 Examples".
 */

const two: readonly [about: string, vector: string, score: number][] = [
  ["CVE-2002-0392", "AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8],
  ["CVE-2002-0392, temporal", "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C", 6.4],
  ["CVE-2003-0818", "AV:N/AC:L/Au:N/C:C/I:C/A:C", 10],
  ["CVE-2003-0818, temporal", "AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C", 8.3],
  ["CVE-2003-0062", "AV:L/AC:H/Au:N/C:C/I:C/A:C", 6.2],
  ["CVE-2003-0062, temporal", "AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C", 4.9],
];

const three: readonly [about: string, vector: string, score: number][] = [
  ["CVE-2013-1937", "AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
  ["CVE-2013-0375", "AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4],
  ["CVE-2014-3566", "AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 3.1],
  ["CVE-2012-1516", "AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 9.9],
  ["CVE-2009-0783", "AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 4.2],
  ["CVE-2012-0384", "AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 8.8],
  ["CVE-2014-0160", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5],
  ["CVE-2014-6271", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8],
  ["CVE-2008-1447", "AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", 6.8],
  ["CVE-2014-2005", "AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 6.8],
  ["CVE-2012-1342", "AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:L/A:N", 5.8],
  ["CVE-2013-6014", "AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", 9.3],
  ["CVE-2014-9253", "AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N", 5.4],
  ["CVE-2014-2019", "AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", 4.6],
  ["CVE-2014-0224", "AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N", 7.4],
  ["CVE-2012-5376", "AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:H/A:H", 9.6],
  ["no impact", "AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0],
];

const four: readonly [about: string, vector: string, score: number][] = [
  ["CVE-2022-41741", "AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3],
  ["CVE-2020-3549", "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.7],
  ["CVE-2023-3089", "AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N", 8.3],
  ["CVE-2021-44714", "AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", 4.6],
  ["CVE-2022-21830", "AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", 5.1],
  ["CVE-2014-0160", "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", 8.7],
  ["CVE-2021-44228", "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10],
  ["no impact", "AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0],
];

describe("A vector has the score that FIRST published for it:", () => {
  test.each(two)("CVSS 2.0, %s: %s", (_, vector, score) => {
    expect(scoreOf(vector)).toMatchObject({ version: "2.0", vector, score });
  });

  test.each(three)("CVSS 3.1 and 3.0, %s: %s", (_, vector, score) => {
    expect(scoreOf(`CVSS:3.1/${vector}`)).toMatchObject({ version: "3.1", score });
    expect(scoreOf(`CVSS:3.0/${vector}`)).toMatchObject({ version: "3.0", score });
  });

  test.each(four)("CVSS 4.0, %s: %s", (_, vector, score) => {
    expect(scoreOf(`CVSS:4.0/${vector}`)).toMatchObject({ version: "4.0", score });
  });
});

describe("The score", () => {
  test("is the same in whatever order the metrics are written", () => {
    const [prefix = "", ...metrics] = "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N".split(
      "/",
    );
    const score = scoreOf([prefix, ...metrics].join("/"));
    expect(score?.score).toBe(8.3);
    expect(scoreOf([prefix, ...metrics.toReversed()].join("/"))).toEqual(score);
  });

  test("counts what is known of attacks: a proof of concept at most, a fix that is out", () => {
    expect(scoreOf("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C")?.score).toBe(8.8);
    expect(scoreOf("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:U")?.score).toBe(9.1);
  });

  test.each(["", "high", "9.8", "CVSS:3.1/AV:N", "CVSS:5.0/AV:N", "AV:N/AC:L/Au:N/C:N/I:N", "__proto__"])(
    "of %j is none",
    (text) => {
      expect(scoreOf(text)).toBeUndefined();
    },
  );

  test.each([
    [0, "none"],
    [0.1, "low"],
    [3.9, "low"],
    [4, "medium"],
    [6.9, "medium"],
    [7, "high"],
    [8.9, "high"],
    [9, "critical"],
    [10, "critical"],
  ])("%d is %s", (score, word) => {
    expect(severityOf(score)).toBe(word);
    expect(severityWords).toContain(word);
  });
});

describe("Of several vectors", () => {
  const v2 = "AV:N/AC:L/Au:N/C:C/I:C/A:C";
  const v30 = "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
  const v31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N";
  const v4 = "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N";

  test.each([
    [[v2, v30, v31, v4], "4.0"],
    [[v4, v31, v30, v2], "4.0"],
    [[v2, v30], "3.0"],
    [[v31, v30], "3.1"],
    [["nonsense", v2], "2.0"],
  ])("%j the newest version leads: %s", (vectors, version) => {
    expect(leadingScore(vectors)?.version).toBe(version);
  });

  test("of one version the first leads", () => {
    expect(leadingScore([v31, v31.replace("C:H", "C:L")])?.score).toBe(7.5);
  });

  test("none leads where there is none", () => {
    expect(leadingScore([])).toBeUndefined();
    expect(leadingScore(["nonsense"])).toBeUndefined();
  });
});
