import { describe, expect, it } from "vitest";
import { importOne, notice } from "./notice.ts";

/** The first update's text, and what the report says. */
function converted(...body: readonly string[]): { text: string; report: readonly string[] } {
  const { body: text, report } = importOne(notice({ resolved: "false", resolvedWhen: undefined }, ...body));
  return { text: text.replace(/^## .*\n\n?/, "").trimEnd(), report };
}

describe("headings", () => {
  it("of level 1 and 2 go down with all below them, as level 2 is an update", () => {
    expect(converted("# Outage", "## Timeline", "text", "### Detail", "Plan B", "---", "more")).toEqual({
      text: "### Outage\n#### Timeline\ntext\n##### Detail\n#### Plan B\nmore",
      report: ["- adapted: Headings are put two levels lower: in a record, those of level 2 are updates."],
    });
    expect(converted("Over", "two lines", "---", "### Detail").text).toBe("### Over two lines\n#### Detail");
  });

  it.each(["### Fine", "```\n# code\n## code\n```", "    # code", "> ## quoted", "- # item"])(
    "stay where they collide with nothing: %j",
    (text) => {
      expect(converted(text)).toEqual({ text, report: [] });
    },
  );

  it("that read like updates become bold lines", () => {
    expect(converted("text", "#### Resolved: 2024-01 to 2024-03", "more").text).toBe(
      "text\n\n**Resolved: 2024-01 to 2024-03**\n\nmore",
    );
  });
});

describe("HTML", () => {
  it.each([
    ["a <b>bold</b> <i class='x'> word </i>", "a **bold**  *word* "],
    ["<strong>x</strong><em>y</em> <s>z</s>", "**x***y* ~~z~~"],
    ["<strike>was over </strike> (as", "~~was over~~  (as"],
    [
      'see <a href="https://x.y/?a=1&amp;b">the <b>page</b></a>',
      "see [the **page**](https://x.y/?a=1&amp;b)",
    ],
    ["<a href='https://x.y/(z)'>x</a>", "[x](<https://x.y/(z)>)"],
    ["<code>a *b* &lt;c&gt; <d></code>", "`a *b* <c> <d>`"],
    ["one<br>two<br/>\nthree<br>", "one\\\ntwo\\\nthree"],
    ["one<br><br>two", "one\n\ntwo"],
    ["# a<br>b", "### a b"],
    ["| a |\n|---|\n| b<br>c |", "| a |\n|---|\n| b c |"],
    [
      "List:\n<ul>\n    <li>one</li>\n    <li>two<ol><li>in</li><li>ner</li></ol></li>\n</ul>\nEnd",
      "List:\n\n- one\n- two\n\n  1. in\n  2. ner\n\nEnd",
    ],
    [
      "<details>\n<summary>The <i>log</i></summary>\n\n```\n<b>\n```\n\n</details>\n\nEnd",
      "**The *log***\n\n```\n<b>\n```\n\nEnd",
    ],
    ["<p>one</p><p>two</p>", "one\n\ntwo"],
  ])("with an equal in Markdown is written as that: %j", (html, markdown) => {
    const { text, report } = converted(html);
    expect(text).toBe(markdown.trimEnd());
    expect(report.filter((line) => !/adapted: (?:An HTML|Headings)/.test(line))).toEqual([]);
  });

  it.each([
    ['<div class="x">a</div>', '`<div class="x">`a`</div>`', ['<div class="x">', "</div>"]],
    ["<script>alert(1)</script>", "`<script>`alert(1)`</script>`", ["<script>", "</script>"]],
    ["<constructor>x</constructor>", "`<constructor>`x`</constructor>`", ["<constructor>", "</constructor>"]],
    [
      "<a href='javascript:x()'>x</a>",
      "`<a href='javascript:x()'>`x`</a>`",
      ["<a href='javascript:x()'>", "</a>"],
    ],
    ["<b>never closed", "`<b>`never closed", ["<b>"]],
    ["</i> <b>\n\nx</b>", "`</i>` `<b>`\n\nx`</b>`", ["</i>", "<b>", "</b>"]],
    ["<ul>x<li>y</li></ul>", "`<ul>`x`<li>`y`</li>``</ul>`", ["<ul>", "<li>", "</li>", "</ul>"]],
  ])("without one is kept as visible text: %j", (html, markdown, tags) => {
    const { text, report } = converted(html);
    expect(text).toBe(markdown);
    expect(report.map((line) => line.replace(/^.*visible text: /, "")).sort()).toEqual([...tags].sort());
  });

  it.each([
    "`<b>x</b>`",
    "``a ` <b>``",
    "\\<b>",
    "<https://example.org/a>",
    "<me@example.org>",
    "<repo.jenkins-ci.org>",
    "1 < 2 > 1",
    "```\n<b>x</b>\n<!-- x -->\n```",
  ])("is not seen where there is none: %j", (text) => {
    expect(converted(text)).toEqual({ text, report: [] });
  });

  it.each([
    ["a\n<!-- note\nto self -->\nb", "a\n\nb", "9", "<!-- note to self -->"],
    ["a\n\n<!-- note -->\n\nb", "a\n\nb", "10", "<!-- note -->"],
    ["a <!-- note --> b", "a  b", "8", "<!-- note -->"],
    ["a\n\n<!-- open\n\n# end", "a", "10", "<!-- open # end"],
  ])("comments are left out and reported: %j", (source, text, line, comment) => {
    expect(converted(source)).toEqual({
      text,
      report: [`${line} not-imported: An HTML comment, which readers did not see, is left out: ${comment}`],
    });
  });
});

describe("other Markdown", () => {
  it("shows shortcodes as code, so that nothing takes them for placeholders", () => {
    expect(converted('{{< figure src="a.png" >}} {{% notice %}}*x*{{% /notice %}}')).toEqual({
      text: '`{{< figure src="a.png" >}}` `{{% notice %}}`*x*`{{% /notice %}}`',
      report: [
        '8 kept-as-text: A Hugo shortcode is kept as visible text: {{< figure src="a.png" >}}',
        "8 kept-as-text: A Hugo shortcode is kept as visible text: {{% notice %}}",
        "8 kept-as-text: A Hugo shortcode is kept as visible text: {{% /notice %}}",
      ],
    });
  });

  it("escapes lines that would be read as trailers", () => {
    expect(converted("text", "", "Next-update: tomorrow", "Posted-by: Bob").text).toBe(
      "text\n\nNext-update\\: tomorrow\nPosted-by\\: Bob",
    );
    expect(converted("Posted-by: Bob", "more").text).toBe("Posted-by\\: Bob\nmore");
    expect(converted("Reviewed-by: Bob").text).toBe("Reviewed-by\\: Bob");
    expect(converted("Workaround: use the mirror").text).toBe("Workaround: use the mirror");
  });

  it("closes a code block that was left open, which would swallow the next update", () => {
    const { body } = importOne(notice({}, "[Final]", "b", "[Initial]", "~~~~sh", "a"));
    expect(body).toContain("~~~~sh\na\n~~~~\n\n## Resolved");
  });

  it("repeats link definitions where other updates use them", () => {
    const { body } = importOne(
      notice(
        {},
        "[Final]",
        "See [the post][1].",
        "[Initial]",
        "See [Foo].",
        "",
        '[1]: https://x.y "T"',
        "[foo]: /z",
      ),
    );
    expect(body).toContain('See [the post][1].\n\n[1]: <https://x.y> "T"\n');
    expect(body.match(/\[foo\]:/g)).toHaveLength(1);
  });
});
