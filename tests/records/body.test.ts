import { describe, expect, it } from "vitest";
import { writeInstant } from "../../src/records/instant.ts";
import { parseBody, type Update } from "../../src/records/parse/body.ts";
import { splitTrailers } from "../../src/records/parse/trailer.ts";
import type { IncidentKind } from "../../src/records/schema/vocabulary.ts";

function updates(text: string, kind: IncidentKind = "incident"): readonly Update[] {
  const body = parseBody(text, 1, kind);
  expect(body.mistakes.map(({ mistake }) => mistake)).toEqual([]);
  return body.updates;
}

function codes(text: string): string[] {
  return parseBody(text, 1, "incident").mistakes.map(({ mistake, at }) => `${at.line} ${mistake.code}`);
}

describe("Update headings", () => {
  it.each([
    "## Resolved — 2026-11-20 11:34 UTC",
    "## Resolved – 2026-11-20 11:34 UTC",
    "## Resolved - 2026-11-20 11:34 UTC",
    "## Resolved: 2026-11-20 11:34 UTC",
    "## Resolved --- 2026-11-20 11:34 UTC",
    "## Resolved ― 2026-11-20 11:34 UTC",
    "## Resolved−2026-11-20 11:34 UTC",
    "## Resolved：2026-11-20 11:34 UTC",
    "## Resolved—2026-11-20T11:34Z",
    "##   RESOLVED   —   2026-11-20   11:34   UTC   ",
    "##\tresolved —\t2026-11-20 11:34 UTC",
    "   ## Resolved — 2026-11-20 11:34 UTC",
    "## Resolved — 2026-11-20 11:34 UTC ##",
    "## **Resolved** — 2026-11-20 11:34 UTC",
    "## Resolved\u00a0— 2026-11-20\u00a011:34\u202fUTC",
    "## Resolved — 2026-11-20 12:34 +01:00",
    "## Resolved \\- 2026-11-20 11:34 UTC",
    "## Resolved &mdash; 2026-11-20 11:34 UTC",
    "Resolved — 2026-11-20 11:34 UTC\n---",
    "Resolved — 2026-11-20 11:34 UTC\n-------------",
  ])("are read in the form %j", (heading) => {
    const [update, ...more] = updates(`${heading}\n\nUploads work.\n`);
    expect(more).toEqual([]);
    expect(update).toMatchObject({ status: "resolved", text: "Uploads work.", line: 1 });
    expect(writeInstant(update?.at ?? 0)).toBe("2026-11-20T11:34Z");
  });

  it.each([
    ["In progress", "in-progress"],
    ["in-progress", "in-progress"],
    ["IN  PROGRESS", "in-progress"],
    ["In_progress", "in-progress"],
    ["Verifying", "verifying"],
  ])("read the words %s", (words, status) => {
    expect(updates(`## ${words} — 2026-11-20 11:34 UTC`, "maintenance")[0]?.status).toBe(status);
  });

  it.each([
    ["a fence", "```\n## Resolved — 2026-11-20 11:34 UTC\n```"],
    ["a fence of tildes", "~~~~ md\n## Resolved — 2026-11-20 11:34 UTC\n~~~~"],
    ["a longer fence", "````\n```\n## Resolved — 2026-11-20 11:34 UTC\n````"],
    ["a list", "- ## Resolved — 2026-11-20 11:34 UTC"],
    ["a block quote", "> ## Resolved — 2026-11-20 11:34 UTC"],
    ["a comment", "<!--\n## Resolved — 2026-11-20 11:34 UTC\n-->"],
    ["a comment of one line", "<!-- ## Resolved — 2026-11-20 11:34 UTC -->"],
    ["a line of text", "See ## Resolved — 2026-11-20 11:34 UTC above."],
    ["inline code", "`## Resolved — 2026-11-20 11:34 UTC`"],
  ])("are none inside of %s", (_, block) => {
    const found = updates(
      `## Investigating — 2026-11-20 10:10 UTC\n\n${block}\n\n## Update — 2026-11-20 11:00 UTC\n\nMore.\n`,
    );
    expect(found.map((update) => update.status)).toEqual(["investigating", "update"]);
    expect(found[0]?.text).toBe(block);
  });

  it("are none where they only look a little like one", () => {
    const text = `### Update 2: rollback

### Resolved: 3 of 5 mirrors

Update: the fix of 2026-11-19 did not hold.`;
    const [update] = updates(`## Investigating — 2026-11-20 10:10 UTC\n\n${text}\n`);
    expect(update?.text).toBe(text);
  });

  it("begin after the summary", () => {
    const body = parseBody(
      "Uploads fail.\n\nAll of them.\n\n## Investigating — 2026-11-20 10:10 UTC\n",
      7,
      "incident",
    );
    expect(body.summary).toBe("Uploads fail.\n\nAll of them.");
    expect(body.updates[0]).toMatchObject({ line: 11, text: "" });
  });

  it("keep what they can where they are wrong", () => {
    const text = `## Investigating — 2026-11-20 10:10 UTC

One.

## Fixed — 2026-11-20 10:20 UTC

Two.

## Monitoring — soon

Three.

## Resolved — 2026-11-20 11:34 UTC

Four.
`;
    const body = parseBody(text, 1, "incident");
    expect(body.updates.map(({ status, text }) => `${status}: ${text}`)).toEqual([
      "investigating: One.",
      "update: Two.",
      "resolved: Four.",
    ]);
    expect(codes(text)).toEqual(["5 status-unknown", "9 heading-unknown"]);
  });
});

describe("Anchors", () => {
  it("are made of the time, and unique", () => {
    const text = [
      "## Investigating — 2026-11-20 10:10 UTC",
      "## Update — 2026-11-20 10:10 UTC",
      "## Update — 2026-11-20 11:10 +01:00",
      "## Update — 2026-11-20T10:10:05Z",
      "## Update — 2026-11-20T10:10:05.5Z",
      "## Resolved — 2026-11-21 00:00 UTC",
    ].join("\n\n");
    expect(updates(text).map((update) => update.anchor)).toEqual([
      "update-2026-11-20-1010",
      "update-2026-11-20-1010-2",
      "update-2026-11-20-1010-3",
      "update-2026-11-20-101005",
      "update-2026-11-20-101005-2",
      "update-2026-11-21-0000",
    ]);
  });

  it("stay when a text is corrected and an update of another time is put in", () => {
    const one = "## Investigating — 2026-11-20 10:10 UTC\n\nA.\n\n";
    const two = "## Resolved — 2026-11-20 11:34 UTC\n\nB.\n";
    const before = updates(`${one}${two}`).map((update) => update.anchor);
    const after = updates(`${one.replace("A.", "A, corrected.")}## Update — 2026-11-20 11:00 UTC\n\n${two}`);
    expect(after.map((update) => update.anchor).filter((anchor) => before.includes(anchor))).toEqual(before);
  });
});

describe("Known, not known, doing", () => {
  it("are taken out of the text", () => {
    const [update] = updates(`## Identified — 2026-11-20 10:42 UTC

Before.

### Known
The store rejects writes.

#### Detail
In one region.

### NOT  KNOWN

Whether uploads must be repeated.

### Doing ###

Moving writes.

### Something else

After.

Next-update: 11:15 UTC
`);
    expect(update).toMatchObject({
      text: "Before.\n\n### Something else\n\nAfter.",
      known: "The store rejects writes.\n\n#### Detail\nIn one region.",
      notKnown: "Whether uploads must be repeated.",
      doing: "Moving writes.",
    });
    expect(writeInstant(update?.nextUpdate ?? 0)).toBe("2026-11-20T11:15Z");
  });

  it.each(["constructor", "__proto__", "toString", "Known issues", "known:"])(
    "are not begun by ### %s",
    (heading) => {
      const [update] = updates(`## Identified — 2026-11-20 10:42 UTC\n\n### ${heading}\n\nText.\n`);
      expect(update?.text).toBe(`### ${heading}\n\nText.`);
      expect(update?.known).toBeUndefined();
    },
  );

  it("are left out where they are empty", () => {
    const [update] = updates("## Identified — 2026-11-20 10:42 UTC\n\n### Known\n\n### Doing\n");
    expect(update).not.toHaveProperty("known");
    expect(update).not.toHaveProperty("doing");
  });
});

describe("Trailers", () => {
  const at = Date.parse("2026-11-20T10:10Z");

  it.each([
    ["Next-update: 10:40 UTC\nPosted-by: bob"],
    ["next-update: 10:40 UTC\nPOSTED-BY: @bob"],
    ["Next-update:10:40 UTC\nPosted-by:bob"],
    ["Posted-by: bob\n\nNext-update: 2026-11-20 10:40 UTC\n\n"],
    ["  Next-update : 10:40 UTC  \n  Posted-by: bob"],
    ["Next-update：10:40 UTC\nPosted-by: bob"],
  ])("are the last lines: %j", (lines) => {
    const { trailers, textLines, mistakes } = splitTrailers(`Text.\n\n${lines}`.split("\n"), at);
    expect({ ...trailers, textLines, mistakes }).toEqual({
      nextUpdate: Date.parse("2026-11-20T10:40Z"),
      postedBy: "bob",
      textLines: 2,
      mistakes: [],
    });
  });

  it.each([
    "Workaround: use the mirror",
    "Note: installs are not affected",
    "Follow-up: see the report",
    "Work-around: use the mirror",
    "See: https://example.org/",
    "https://example.org/a:b",
    "Next steps: we move the writes",
    "Next: we move the writes",
    "Update: nothing new",
    "Posted: yesterday",
    "Stand by: we are on it",
    "    Next-update: 10:40 UTC",
    "- Next-update: 10:40 UTC",
    "> Posted-by: bob",
    "10:40 UTC: started",
    "Known: nothing",
  ])("are not taken for what remains text: %s", (line) => {
    const { trailers, textLines, mistakes } = splitTrailers(["Text.", "", line], at);
    expect({ trailers, textLines, mistakes }).toEqual({ trailers: {}, textLines: 3, mistakes: [] });
  });

  it("in a fence are an example", () => {
    const { mistakes } = splitTrailers(["```", "Next-update: 10:40 UTC", "```", "Text."], at);
    expect(mistakes).toEqual([]);
  });
});

describe("Text", () => {
  it("may be in any script, and hold emoji", () => {
    const text = "התקלה נפתרה. \u2067مرحبا\u2069 👩‍🚒 日本語";
    const [update] = updates(`## Resolved — 2026-11-20 11:34 UTC\n\n${text}\n`);
    expect(update?.text).toBe(text);
  });

  it("that looks like a mistake is none in code", () => {
    const text = "`{{name}}` and `<b>` and `[x](javascript:alert(1))`\n\n```\n{{name}}\n<script>\n```\n";
    expect(codes(`## Resolved — 2026-11-20 11:34 UTC\n\n${text}`)).toEqual([]);
  });

  it("may hold comments, which nobody sees", () => {
    expect(codes("<!-- a note -->\n\n## Resolved — 2026-11-20 11:34 UTC\n\nA <!-- note --> here.\n")).toEqual(
      [],
    );
  });

  it("tells every mistake of a line in its place", () => {
    const body = parseBody(
      "One {{a}} two {{b}} [x](javascript:1).\n\n## Resolved — 2026-11-20 11:34 UTC\n",
      5,
      "incident",
    );
    expect(body.mistakes.map(({ at, mistake }) => [at.line, at.column, mistake.code])).toEqual([
      [5, 5, "placeholder-left"],
      [5, 15, "placeholder-left"],
      [5, 25, "link-unsafe"],
    ]);
  });
});
