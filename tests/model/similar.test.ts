import { describe, expect, test } from "vitest";
import { similarReports, weights } from "../../src/model/similar.ts";
import { library, type ReportFacts, report } from "./report.ts";

function similar(facts: readonly ReportFacts[], id = "a", most = 5): ReturnType<typeof similarReports> {
  return similarReports(library({ postmortems: facts.map(report) }).postmortems, id, most);
}

function ids(found: ReturnType<typeof similarReports>): string[] {
  return found.map(({ state }) => state.record.id);
}

function factors(...categories: string[]): object[] {
  return categories.map((category, index) => ({ id: `f${index}`, category, summary: "It was so." }));
}

const start = "2026-10-01T10:00Z";

describe("What is similar", () => {
  test("the order can be explained by the weights", () => {
    const all = [
      {
        id: "a",
        start,
        trigger: "expiry",
        type: "certificate-expiry",
        services: ["api", "web"],
        factors: factors("monitoring-gap", "process"),
      },
      // Everything: 0.3 + 0.2 + 0.15 + 0.1.
      {
        id: "twin",
        start,
        trigger: "expiry",
        type: "certificate-expiry",
        services: ["api", "web"],
        factors: factors("monitoring-gap", "process"),
      },
      // The same weakness, elsewhere, set off by something else: 0.3.
      { id: "weakness", start, factors: factors("monitoring-gap", "process") },
      // What set it off and one of two services: 0.15 + 0.2 / 2.
      { id: "trigger", start, trigger: "expiry", services: ["api"] },
      // Both services and nothing else: 0.2.
      { id: "place", start, services: ["web", "api"] },
      // One service of two: 0.1, too little.
      { id: "half", start, services: ["web"] },
    ];
    const found = similar(all);
    expect(ids(found)).toEqual(["twin", "weakness", "trigger", "place"]);
    expect(found.map(({ score }) => score.toFixed(2))).toEqual(["0.75", "0.30", "0.25", "0.20"]);
    expect(found[0]?.shared).toEqual({
      services: ["api", "web"],
      factors: ["monitoring-gap", "process"],
      trigger: "expiry",
      type: "certificate-expiry",
      detection: undefined,
      words: [],
    });
  });

  test("the weights are shares of one", () => {
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
  });

  test("what nobody knows is nothing in common", () => {
    const nothing = {
      start,
      type: "other",
      trigger: "none-identified",
      detection: { source: "unknown", usersFirst: "unknown" },
      factors: factors("unknown"),
    };
    const unknown = { ...nothing, type: "unknown", trigger: "unknown" };
    for (const facts of [nothing, unknown]) {
      expect(
        similar([
          { id: "a", ...facts },
          { id: "b", ...facts },
        ]),
      ).toEqual([]);
      // The same services are found all the same, and say nothing of the rest.
      const [found] = similar(["a", "b"].map((id) => ({ id, ...facts, services: ["api"] })));
      expect(found?.shared).toEqual({
        services: ["api"],
        factors: [],
        trigger: undefined,
        type: undefined,
        detection: undefined,
        words: [],
      });
    }
  });

  test("how it was noticed counts, and brings nobody together alone", () => {
    const noticed = { start, detection: { source: "luck", usersFirst: "no" } };
    expect(
      similar([
        { id: "a", ...noticed },
        { id: "b", ...noticed },
      ]),
    ).toEqual([]);
    const [found] = similar([
      { id: "a", ...noticed, services: ["api"] },
      { id: "b", ...noticed, services: ["api"] },
    ]);
    expect(found?.score).toBeCloseTo(weights.services + weights.detection);
    expect(found?.shared.detection).toBe("luck");
  });

  test("of two that are alike the newer one comes first, then the id decides, whatever the order of the files", () => {
    const alike = { services: ["api"] };
    const all = [
      { id: "a", start, ...alike },
      { id: "old", start: "2025-01-01T10:00Z", ...alike },
      { id: "c", start: "2026-11-01T10:00Z", ...alike },
      { id: "b", start: "2026-11-01T10:00Z", ...alike },
    ];
    expect(ids(similar(all))).toEqual(["b", "c", "old"]);
    expect(ids(similar(all.toReversed()))).toEqual(["b", "c", "old"]);
    expect(ids(similar(all, "a", 1))).toEqual(["b"]);
  });

  test("a report that was superseded is not suggested, and has suggestions", () => {
    const all = [
      { id: "a", start, services: ["api"] },
      { id: "before", start, services: ["api"], status: "superseded" },
    ];
    expect(ids(similar(all))).toEqual([]);
    expect(ids(similar(all, "before"))).toEqual(["a"]);
  });

  test("words that few others use bring texts together, and are named; comments and markup are none", () => {
    const words = "The kelpworm quorum stalled while the sprocket election looped, and looped again.";
    const all = [
      {
        id: "a",
        start,
        services: ["api"],
        body: `${words}\n\n{/* Secretword */}\n\n<Callout>${words}</Callout>`,
        isMdx: true,
      },
      {
        id: "b",
        start,
        services: ["api"],
        body: `Again a **kelpworm** quorum, a [sprocket](https://secretword.example) election.`,
      },
      { id: "c", start, services: ["api"], body: "A disk was full." },
      { id: "d", start, services: ["db"], body: "A cable was cut." },
    ];
    const found = similar(all);
    expect(ids(found)).toEqual(["b", "c"]);
    expect(found[0]?.shared.words.length).toBe(3);
    expect(["election", "kelpworm", "quorum", "sprocket"]).toEqual(
      expect.arrayContaining([...(found[0]?.shared.words ?? [])]),
    );
    expect(found[1]?.shared.words).toEqual([]);
  });

  test("nothing is similar to what is not there", () => {
    expect(similar([{ id: "a", start }], "b")).toEqual([]);
  });

  test("of what very many share, those nearest in time are found", () => {
    const all = Array.from({ length: 400 }, (_, index) => ({
      id: `r${index}`,
      start: new Date(Date.UTC(2026, 0, 1) - index * 86_400_000).toISOString(),
      services: ["api"],
      // The first and the last have more in common than the service, and are found from afar.
      ...(index % 399 === 0 && { trigger: "expiry" }),
    }));
    expect(ids(similar(all, "r0", 2))).toEqual(["r399", "r1"]);
    const found = ids(similar(all, "r200", 400));
    expect(found).toContain("r199");
    expect(found).toContain("r201");
    expect(found.length).toBeLessThan(200);
  });

  test("a search leaves nothing behind for the next one", () => {
    const { postmortems } = library({
      postmortems: ["a", "b", "c"].map((id) =>
        report({ id, start, services: ["api"], body: `${id} quorum` }),
      ),
    });
    const first = similarReports(postmortems, "a", 5);
    similarReports(postmortems, "b", 5);
    expect(similarReports(postmortems, "a", 5)).toEqual(first);
    expect(first).toHaveLength(2);
  });
});
