import { describe, expect, it } from "vitest";
import { importCstate } from "../../../src/importers/cstate.ts";
import { lineText, now } from "./notice.ts";

function imported(...lines: readonly string[]) {
  const { files, report } = importCstate([{ path: "config.yml", text: lines.join("\n") }], { now });
  return {
    files: Object.fromEntries(files.map((file) => [file.path, file.text])),
    report: report.map(lineText),
  };
}

describe("the configuration", () => {
  it("becomes site.yaml and a file for each system", () => {
    const { files, report } = imported(
      "title: 'Example: status'",
      "baseURL: https://status.example.org/",
      "languageCode: en",
      "params:",
      "  description: |",
      "    What works",
      "    and what does not.",
      "  categories:",
      "    - { name: Core systems, closed: true }",
      "    - { name: '[ a -> f ]' }",
      "  systems:",
      "    - name: API",
      "      description: The *guts*.",
      "      category: '[ a -> f ]'",
      "      link: https://api.example.org",
      "    - { name: Media, displayName: Media Proxy, category: Core systems }",
      "  customTabs:",
      "    - { name: Blog, link: https://blog.example.org }",
    );
    expect(files).toEqual({
      "content/site.yaml": [
        'name: "Example: status"',
        "url: https://status.example.org/",
        "description: What works and what does not.",
        "timeZone: UTC",
        "locale: en",
        "nav:",
        "  - label: Blog",
        "    url: https://blog.example.org",
        "groups:",
        "  - id: core-systems",
        "    name: Core systems",
        "    order: 1",
        "    collapsed: true",
        "  - id: a-f",
        '    name: "[ a -> f ]"',
        "    order: 2",
        "    collapsed: false",
        "",
      ].join("\n"),
      "content/services/api.md":
        "---\nname: API\ngroup: a-f\norder: 1\ndescription: The *guts*.\nurl: https://api.example.org\n---\n",
      "content/services/media.md": "---\nname: Media Proxy\ngroup: core-systems\norder: 2\n---\n",
    });
    expect(report).toEqual([
      "- record: content/site.yaml; services: 2",
      "5 adapted: The description is put on one line.",
    ]);
  });

  it("has plain descriptions: the address of a link stands behind its words", () => {
    const { files, report } = imported(
      "title: Status",
      "baseURL: https://status.example.org",
      "params:",
      "  description: Ask [here](https://help.example.org/x) or [there](mailto:a@example.org).",
    );
    expect(files["content/site.yaml"]).toContain(
      "description: Ask here (https://help.example.org/x) or there (mailto:a@example.org).",
    );
    expect(report).toContain(
      "4 adapted: The description is plain text: addresses of links stand in brackets.",
    );
  });

  it("has every setting without a place in the report, one line for each topic", () => {
    const { report } = imported(
      "title: Status # the name",
      "baseURL: https://status.example.org",
      "theme: cstate",
      "outputs: { home: [html, json] }",
      "params:",
      "  brand: '#0a0c0f'",
      "  ok: '#008000'",
      "  logo: logo.png",
      "  dateFormat: January 2",
      "  googleAnalytics: UA-1",
      "  somethingNew: 1",
      "  customTabs:",
      "    - { name: Services, link: /services }",
      "    - { name: More, link: /more }",
      "  categories:",
      "    - { name: Core, description: The core, untitled: true, closed: true }",
      "  systems:",
      "    - { name: API, category: Core, partial: x.html, link: /api }",
    );
    expect(report).toEqual([
      "- not-imported: Lines of comments that are left out: 1",
      "- record: content/site.yaml; services: 1",
      "3 not-imported: Hugo's own settings: theme: cstate; outputs: { home: [html, json] }",
      "6 not-imported: Colours and logo: brand: #0a0c0f; ok: #008000; logo: logo.png",
      "9 not-imported: How times are shown: dateFormat: January 2",
      "10 not-imported: HTML and scripts of one's own: googleAnalytics: UA-1",
      "11 not-imported: Other settings: somethingNew: 1",
      "13 not-imported: Tabs that lead to cState's own pages: { name: Services, link: /services }; { name: More, link: /more }",
      '16 not-imported: Of the category "Core": description: The core',
      '16 adapted: cState hides the names of these categories, Daymark shows them: "Core"',
      '18 not-imported: Of the system "API": partial: x.html; link: /api',
    ]);
  });

  it("keeps systems that cState does not show out of sight", () => {
    const { files, report } = imported(
      "title: Status",
      "baseURL: https://status.example.org",
      "params: { systems: [{ name: API, category: Gone }, { name: API }, { description: x }] }",
    );
    expect(files["content/services/api.md"]).toBe(
      "---\nname: API\ngroup: named-in-notices\nvisibleOnlyWhenAffected: true\norder: 1\n---\n",
    );
    expect(report.slice(1)).toEqual([
      '3 adapted: The system "API" is in no category, so that cState does not show it: it is put under "Named in notices".',
      '3 adapted: The system "API" is in no category, so that cState does not show it: it is put under "Named in notices".',
      "3 not-imported: A system without a name: { description: x }",
      '3 not-imported: The system "API" is given twice; only the first counts.',
    ]);
  });

  it.each([
    ["", "1 not-imported: The configuration has no keys."],
    ["- a", "1 not-imported: The configuration has no keys."],
    [
      "title: x\nbaseURL: /",
      '2 adapted: baseURL is "/": url, an absolute address, must be added to content/site.yaml by hand.',
    ],
    [
      "baseURL: https://x.y",
      "- adapted: There is no title: name must be added to content/site.yaml by hand.",
    ],
  ])("%j is reported", (text, line) => {
    expect(imported(text).report).toContain(line);
  });
});
