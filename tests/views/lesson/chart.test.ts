import { describe, expect, test } from "vitest";
import { chartView } from "../../../src/views/lesson/chart.ts";

const at = (minute: number): number => Date.UTC(2026, 10, 18, 10, minute);

describe("A chart of a report", () => {
  test("draws values of times as a line from the first to the last, whatever their order", () => {
    const points = [
      { at: at(10), value: 12 },
      { at: at(0), value: 0 },
      { at: at(40), value: 6 },
    ];
    const view = chartView({ id: "a", title: "Errors", unit: "%", points });
    expect(view.kind).toBe("line");
    expect(view.path).toBe("M0 100L25 0L100 50");
    expect([view.scale[0], view.scale.at(-1)]).toEqual([
      { y: 100, text: "0 %" },
      { y: 0, text: "12 %" },
    ]);
    expect(view.ends).toEqual(["18 Nov 2026, 10:00", "18 Nov 2026, 10:40"]);
    expect(view.summary).toBe("Lowest 0 % (18 Nov 2026, 10:00 UTC), highest 12 % (18 Nov 2026, 10:10 UTC).");
  });

  test("draws values of words as bars, in the order of the file", () => {
    const view = chartView({
      id: "a",
      title: "Errors",
      points: [
        { label: "b", value: 5 },
        { label: "a", value: 10 },
      ],
    });
    expect(view.kind).toBe("bars");
    expect(view.path).toBe("");
    expect(view.points.map(({ label, y }) => [label, y])).toEqual([
      ["b", 50],
      ["a", 0],
    ]);
    expect(view.ends).toBeUndefined();
  });

  test("holds with one value, with the same value everywhere and with values below zero", () => {
    expect(chartView({ id: "a", title: "x", points: [{ at: at(0), value: 3 }] }).path).toBe("M50 0");
    const same = chartView({
      id: "a",
      title: "x",
      points: [
        { at: at(0), value: 0 },
        { at: at(1), value: 0 },
      ],
    });
    expect(same.path).not.toContain("NaN");
    const below = chartView({
      id: "a",
      title: "x",
      points: [
        { label: "a", value: -4 },
        { label: "b", value: 4 },
      ],
    });
    expect(below.points.map(({ y }) => y)).toEqual([100, 0]);
  });
});
