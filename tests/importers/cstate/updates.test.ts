import { describe, expect, it } from "vitest";
import { type Fields, importOne, notice } from "./notice.ts";

/** The updates that a body becomes, and what the report says. */
function updatesOf(
  body: readonly string[],
  fields: Fields = {},
): { lines: string[]; report: readonly string[] } {
  const { body: text, report } = importOne(notice(fields, ...body));
  return { lines: text.split("\n").filter((line) => line !== ""), report };
}

const OPENING = "## Investigating — 2024-01-01 10:00 UTC";
const CLOSING = "## Resolved — 2024-01-01 12:00 UTC";

describe("the text of a notice", () => {
  it("without any marker is the first update, and an empty one closes it", () => {
    expect(updatesOf(["Down.", "", "Up again."])).toEqual({
      lines: [OPENING, "Down.", "Up again.", CLOSING],
      report: [],
    });
  });

  it("may be missing", () => {
    expect(updatesOf([""])).toEqual({ lines: [OPENING, CLOSING], report: [] });
  });

  it.each([
    ["[Final Message]", "[Initial message]  "],
    ["[FINAL]", "[INITIAL]"],
    ["[Closing Maintenance]", "[Opening]"],
    ["[close issue]", "[open issue]"],
    ["[End of outage message]", "[Opening Incident]"],
    ["Final message:", "Initial message:"],
    ["**Final message**", "**Initial message**"],
    ["*Resolved* -", "*Investigating* -"],
    ["### Final message", "### Initial message"],
  ])("is split at %s and %s", (closing, opening) => {
    const expected = { lines: [OPENING, "Down.", CLOSING, "Up."], report: [] };
    expect(updatesOf([closing, "Up.", "", opening, "Down."])).toEqual(expected);
    expect(updatesOf([opening, "Down.", "", closing, "Up."])).toEqual(expected);
    expect(updatesOf([`${closing}`, "Up.", "", "-----", "", opening, "", "Down.", "", "---"])).toEqual(
      expected,
    );
  });

  it("may begin on the line of its marker", () => {
    expect(updatesOf(["[Final message] Up.", "", "[Initial message]: Down: all of it."]).lines).toEqual([
      OPENING,
      "Down: all of it.",
      CLOSING,
      "Up.",
    ]);
  });

  it.each([
    ["[Update 1st of January 2024 - 10:30 UTC]", "10:30"],
    ["[Update - 2024-01-01 10h30 UTC]", "10:30"],
    ["[Update on Jan 1, 2024 at 10:30am UTC]", "10:30"],
    ["[Edit, 2024-01-01 11:30:00 +01:00]", "10:30"],
    ["**Update at 2024-01-01 10:30 UTC**", "10:30"],
    ["**Update 2024-01-01 10:30 UTC", "10:30"],
    ["**2024-01-01T10:30:00-00:00**", "10:30"],
    ["## 2024-01-01 10:30 UTC", "10:30"],
    ["Update: 2024-01-01 10:30 UTC", "10:30"],
  ])("has an update where the label %s tells its time", (label, time) => {
    expect(updatesOf([label, "Still down.", "", "[Initial message]", "Down."])).toEqual({
      lines: [OPENING, "Down.", `## Update — 2024-01-01 ${time} UTC`, "Still down.", CLOSING],
      report: [],
    });
  });

  it.each([
    "[Identified 2024-01-01 11:00 UTC]",
    "### Identified — 2024-01-01 11:00 UTC",
    "Identified: 2024-01-01 11:00Z",
  ])("has an update with the status word of %s", (label) => {
    const { lines } = updatesOf([label, "It is DNS.", "", "[Initial message]", "Down."]);
    expect(lines).toEqual([OPENING, "Down.", "## Identified — 2024-01-01 11:00 UTC", "It is DNS.", CLOSING]);
  });

  it.each([
    "Update",
    "Update 2",
    "edit",
    "Edit - Monday 25th",
    "Update on 2024-01-01",
    "Update 2024-01-01 11:00 CET",
  ])("keeps the label [%s], which cannot be dated, in the update that it belongs to", (label) => {
    expect(updatesOf([`[${label}]`, "Still down.", "", "[Initial message]", "Down."])).toEqual({
      lines: [OPENING, "Down.", `**${label}**`, "Still down.", CLOSING],
      report: [`9 kept-as-text: A part has no time. It is kept as text in "Investigating": ${label}`],
    });
  });

  it("puts an undated part after the newest update that is older", () => {
    const body = ["[Final]", "d", "[Update]", "c", "[Update 2024-01-01 11:00 UTC]", "b", "[Initial]", "a"];
    expect(updatesOf(body).lines).toEqual([
      OPENING,
      "a",
      "## Update — 2024-01-01 11:00 UTC",
      "b",
      "**Update**",
      "c",
      CLOSING,
      "d",
    ]);
  });

  it("keeps what stands above a marked first message as the summary", () => {
    expect(updatesOf(["See the ticket.", "", "[Final]", "b", "[Initial]", "a"]).lines).toEqual([
      "See the ticket.",
      OPENING,
      "a",
      CLOSING,
      "b",
    ]);
  });

  it("keeps a label that says more than the heading", () => {
    expect(updatesOf(["[Initial Message - Friday 22th]", "a"])).toEqual({
      lines: [OPENING, "**Initial Message - Friday 22th**", "a", CLOSING],
      report: [
        '9 kept-as-text: The heading does not say all that the label says. It is kept as text in "Investigating": Initial Message - Friday 22th',
      ],
    });
  });

  it("takes the oldest of bare times as the first message and one at the end as the last", () => {
    const body = ["**2024-01-01 12:00 UTC**", "b", "**2024-01-01 10:00 UTC**", "a"];
    expect(updatesOf(body)).toEqual({ lines: [OPENING, "a", CLOSING, "b"], report: [] });
  });

  it("says so when no part is the first message", () => {
    expect(updatesOf(["[Update 2024-01-01 11:00 UTC]", "a"])).toEqual({
      lines: [OPENING, "## Update — 2024-01-01 11:00 UTC", "a", CLOSING],
      report: ["9 adapted: No part is marked as the first message: the first update is empty."],
    });
  });

  it("keeps the final message of a notice that goes on as text", () => {
    expect(
      updatesOf(["[Final]", "b", "[Initial]", "a"], { resolved: "false", resolvedWhen: undefined }),
    ).toEqual({
      lines: [OPENING, "a", "**Final**", "b"],
      report: ['8 kept-as-text: A part has no time. It is kept as text in "Investigating": Final'],
    });
  });

  it.each([
    "[Update](https://example.org)",
    "[Update]: https://example.org",
    "[infra.ci.jenkins.io] No builds.",
    "**Note:** all is well",
    "**Update Center**",
    "**Open issues**",
    "- [Update] item",
    "> [Update] quoted",
    "    [Update] code",
    "Update: it took 2 minutes",
    "Update 2.387 to 2.397",
    "#### Resolved: 3 of 4",
    "Resolved at 12:30 UTC",
  ])("is not split at %s", (line) => {
    expect(updatesOf([line, "", "more"])).toEqual({ lines: [OPENING, line, "more", CLOSING], report: [] });
  });

  it("is not split within code or comments", () => {
    const { lines } = updatesOf(["```", "[Update]", "```", "<!-- [Final]", "[Initial]", "-->", "a"]);
    expect(lines).toEqual([OPENING, "```", "[Update]", "```", "a", CLOSING]);
  });
});

describe("times that contradict", () => {
  it("stay as text in the first or the last update", () => {
    const body = [
      "[Update 2024-01-01 13:00 UTC]",
      "too late",
      "[Update 2024-01-01 11:00 UTC]",
      "b",
      "[Update 2024-01-01 09:00 UTC]",
      "too early",
      "[Initial]",
      "a",
    ];
    expect(updatesOf(body)).toEqual({
      lines: [
        OPENING,
        "a",
        "**Update 2024-01-01 09:00 UTC**",
        "too early",
        "## Update — 2024-01-01 11:00 UTC",
        "b",
        CLOSING,
        "**Update 2024-01-01 13:00 UTC**",
        "too late",
      ],
      report: [
        '9 kept-as-text: A part has a time outside of the notice. It is kept as text in "Resolved": Update 2024-01-01 13:00 UTC',
        '13 kept-as-text: A part has a time outside of the notice. It is kept as text in "Investigating": Update 2024-01-01 09:00 UTC',
      ],
    });
  });

  it("are kept where the updates are in order all the same", () => {
    const body = ["[Final - 2024-01-01 12:30 UTC]", "b", "[Initial - 2024-01-01 09:00 UTC]", "a"];
    expect(updatesOf(body)).toEqual({
      lines: ["## Investigating — 2024-01-01 09:00 UTC", "a", "## Resolved — 2024-01-01 12:30 UTC", "b"],
      report: [
        "9 adapted: 2024-01-01T12:30Z is not between date and resolvedWhen.",
        "11 adapted: 2024-01-01T09:00Z is not between date and resolvedWhen.",
      ],
    });
  });

  it("of a first message after the end, or a last one before it, stay in their labels", () => {
    expect(updatesOf(["[Initial - 2024-01-01 13:00 UTC]", "a"]).lines).toEqual([
      OPENING,
      "**Initial - 2024-01-01 13:00 UTC**",
      "a",
      CLOSING,
    ]);
    expect(updatesOf(["[Initial]", "a", "[Final - 2024-01-01 11:00 UTC]", "b"]).lines).toEqual([
      OPENING,
      "a",
      CLOSING,
      "**Final - 2024-01-01 11:00 UTC**",
      "b",
    ]);
  });

  it("announce a maintenance that was told of before", () => {
    const { lines } = updatesOf(["[Initial - 2023-12-30 09:00 UTC]", "a"], { title: "Maintenance" });
    expect(lines).toEqual([
      "## Scheduled — 2023-12-30 09:00 UTC",
      "a",
      "## Completed — 2024-01-01 12:00 UTC",
    ]);
  });
});

describe("cState's track shortcode", () => {
  it("dates the paragraph that it ends, and gives it the status word in front if that is one", () => {
    const body = [
      "*Post-mortem*",
      "",
      "It was DNS.",
      "",
      "---",
      "",
      '*Update* - Fixed. {{< track "2024-01-01 12:00:00" >}}',
      "",
      '*Monitoring* - Better. {{< track "2024-01-01 11:00:00" >}}',
      "",
      '*Fixing* - On it. {{% track "2024-01-01T10:30:00Z" %}}',
      "",
      "*Investigating* -",
      "Down.",
      '{{< track "2024-01-01 10:00:00" >}}',
    ];
    expect(updatesOf(body)).toEqual({
      lines: [
        "*Post-mortem*",
        "It was DNS.",
        OPENING,
        "Down.",
        "## Update — 2024-01-01 10:30 UTC",
        "*Fixing* - On it.",
        "## Monitoring — 2024-01-01 11:00 UTC",
        "Better.",
        CLOSING,
        "Fixed.",
      ],
      report: [],
    });
  });

  it("keeps a status word that its kind of record has not", () => {
    const body = ['*Monitoring* - Watching. {{< track "2024-01-01 11:00:00" >}}', "", "[Initial]", "a"];
    expect(updatesOf(body, { severity: "notice" }).lines).toEqual([
      "## Notice — 2024-01-01 10:00 UTC",
      "a",
      "## Update — 2024-01-01 11:00 UTC",
      "**Monitoring (2024-01-01 11:00:00)**",
      "Watching.",
      "## Ended — 2024-01-01 12:00 UTC",
    ]);
  });

  it("with something else than a time is kept as text", () => {
    expect(updatesOf(['Down. {{< track "soon" >}}'])).toEqual({
      lines: [OPENING, 'Down. `{{< track "soon" >}}`', CLOSING],
      report: [
        '9 kept-as-text: An update cannot be dated: "soon" is no time that can be read.',
        '9 kept-as-text: A Hugo shortcode is kept as visible text: {{< track "soon" >}}',
      ],
    });
  });
});
