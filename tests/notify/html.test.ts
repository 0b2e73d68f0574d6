import { expect, test } from "vitest";
import { htmlText } from "../../src/notify/html.ts";
import { renderMarkdown } from "../../src/records/markdown.ts";

test.each([
  ["One *two* **three** `four <five>`.", "One two three four <five>."],
  ['One\ntwo\n\nthree & "four" &lt;five>', 'One\ntwo\n\nthree & "four" <five>'],
  ["- One\n- [two](https://example.org/?a=1&b=2)", "- One\n- two (https://example.org/?a=1&b=2)"],
  ["<https://example.org/a>", "https://example.org/a"],
  ["> One\n\n    two\n    three", "One\n\ntwo\nthree"],
  ["| a | b |\n| - | - |\n| 1 | 2 |", "a | b\n1 | 2"],
  ["| a | b | c |\n| - | - | - |\n| 1 | | 3 |\n\nend", "a | b | c\n1 |  | 3\n\nend"],
  ["~~Data is lost.~~ All is well.", "~~Data is lost.~~ All is well."],
  ["3. a\n4. b\n   - c\n   - d\n5. e", "3. a\n4. b\n- c\n- d\n5. e"],
  ["- a\n\n  b\n- c", "- a\n\nb\n\n- c"],
  ["-\n- b\n\n*c*\n*d*  \ne", "-\n- b\n\nc\nd\ne"],
  ["See [the docs](https://example.org/x).", "See the docs (https://example.org/x)."],
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
