import { expect, test } from "vitest";
import { htmlText } from "../../src/notify/html.ts";
import { renderMarkdown } from "../../src/records/markdown.ts";

test.each([
  ["One *two* **three** `four <five>`.", "One two three four <five>."],
  ['One\ntwo\n\nthree & "four" &lt;five>', 'One\ntwo\nthree & "four" <five>'],
  ["- One\n- [two](https://example.org/?a=1&b=2)", "- One\n- two (https://example.org/?a=1&b=2)"],
  ["<https://example.org/a>", "https://example.org/a"],
  ["> One\n\n    two\n    three", "One\ntwo\nthree"],
  ["| a | b |\n| - | - |\n| 1 | 2 |", "a\n b\n 1\n 2"],
  ["", ""],
])("the words of %j as HTML are plain text", (markdown, text) => {
  expect(htmlText(renderMarkdown(markdown, { headingLevel: 4, base: "" }))).toBe(text);
});

test.each([
  ["a name of a tag without an end", "<a", "a"],
  ["tags without an end", "<", "a<"],
  ["a tag with attributes without an end", "<a ", " b=c"],
  ["entities", "", "&amp"],
])("%s is read once, however long it is", (_, begin, repeated) => {
  const text = `${begin}${repeated.repeat(300_000)}`;
  // Quadratic, this would take minutes, and the test would end by its own limit.
  expect(htmlText(text).length).toBeLessThanOrEqual(text.length);
});
