import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMdx } from "../../../src/records/mdx.ts";
import { type Postmortem, parsePostmortem } from "../../../src/records/postmortem.ts";
import { lessonMarkdown } from "../../../src/views/lesson/text.ts";

const frontMatter = `---
title: Uploads were refused
summary: For twenty minutes nobody could publish.
incidents: [one, two]
status: in-review
owner: infra
type: service-outage
trigger: release
charts:
  - { id: errors, title: "Refused | uploads", unit: per minute, points: [{ at: 2026-11-18T10:00Z, value: 0 }, { at: 2026-11-18T10:10Z, value: 12 }] }
---

`;

function report(body: string): Postmortem {
  const parsed = parsePostmortem({ file: "content/postmortems/a.mdx", text: `${frontMatter}${body}\n` });
  if (!parsed.record) throw new Error(parsed.problems.map(({ found }) => found).join("\n"));
  return parsed.record;
}

const flat = (body: string): string => lessonMarkdown(report(body));

describe("The text of a report as plain Markdown", () => {
  test("has a list of links in the place of the course, or one", () => {
    expect(flat("<Timeline />")).toBe("Timeline: [one](/incidents/one/)  \nTimeline: [two](/incidents/two/)");
    expect(flat('<Timeline incident="two" />')).toBe("Timeline: [two](/incidents/two/)");
  });

  test("has a table in the place of a chart, and nothing in the place of one that there is not", () => {
    expect(flat('<Chart id="errors" />')).toBe(
      "| Time | Refused \\| uploads (per minute) |\n| --- | ---: |\n| 18 Nov 2026, 10:00 UTC | 0 |\n| 18 Nov 2026, 10:10 UTC | 12 |",
    );
    expect(flat('a\n\n<Chart id="none" />\n\nb')).toBe("a\n\n\n\nb");
  });

  test("quotes what stands in a box, with its title", () => {
    expect(flat('<Callout kind="warning">\n\nDo *not*.\n\n- a\n- b\n\n</Callout>')).toBe(
      "> **Warning**\n>\n> Do *not*.\n>\n> - a\n> - b",
    );
    expect(flat('<Callout title="A_b">\nx\n</Callout>')).toBe("> **A\\_b**\n>\n> x");
    expect(flat("<Differently>\n  Sooner,\n  much sooner.\n</Differently>")).toBe(
      "> **What we would do differently**\n>\n> Sooner,\n> much sooner.",
    );
  });

  test("keeps boxes within lists and quotations where they are", () => {
    expect(flat("- one\n\n  <Callout>\n  two\n\n  three\n  </Callout>\n")).toBe(
      "- one\n\n  > **Note**\n  >\n  > two\n  >\n  > three",
    );
    expect(flat("> <Callout>\n> two\n> </Callout>")).toMatch(/^> > \*\*Note\*\*\n> >\n> > two/);
  });

  test("has pictures, words of the glossary and no comments", () => {
    expect(flat('<Figure src="/a-b.svg" alt="A [b]">\nThe *queue*.\n</Figure>')).toBe(
      "![A \\[b\\]](</a-b.svg>)\n\nThe *queue*.",
    );
    expect(flat('The <Definition term="cdn">cache</Definition> was cold. {/* no */}')).toBe(
      "The [cache](/glossary/#cdn) was cold.",
    );
  });

  test("is what was written where nothing is MDX, for any words", () => {
    const words = fc.array(
      fc.constantFrom("plain", "*em*", "`{code}`", "[a](/b)", "1.", "é😀", "a < b", "\n\n", "- x", "\n"),
    );
    fc.assert(
      fc.property(words, (all) => {
        const body = all.join(" ").trim();
        fc.pre(body !== "" && "tree" in readMdx(body));
        expect(flat(body)).toBe(body);
      }),
    );
  });
});
