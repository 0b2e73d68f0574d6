import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { importCstate } from "../../../src/importers/cstate.ts";
import { lineText, notice, now } from "./notice.ts";

const config = [
  "title: Status",
  "baseURL: https://status.example.org",
  "params:",
  "  categories: [{ name: Core }]",
  "  systems:",
  "    - { name: ci.jenkins.io, category: Core }",
  "    - { name: Media Proxy, category: Core }",
].join("\n");

/** Imports one notice that names these services, as YAML, next to a configuration with two systems. */
function named(...names: readonly string[]) {
  const affected = names.map((name) => `\n  - ${name}`).join("");
  const sources = [
    { path: "config.yml", text: config },
    { path: "content/issues/x.md", text: notice({ affected, severity: "notice" }, "x") },
  ];
  const { files, report } = importCstate(sources, { now });
  const frontMatter = (text: string): Record<string, unknown> =>
    parse(/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? "");
  const services = files.filter((file) => file.path.startsWith("content/services/"));
  return {
    ids: frontMatter(files.at(-1)?.text ?? "")["services"],
    names: Object.fromEntries(
      services.map((file) => [file.path.slice(17, -3), frontMatter(file.text)["name"]]),
    ),
    files,
    report: report.filter((line) => line.source.endsWith("x.md") && line.outcome !== "record").map(lineText),
  };
}

describe("a name in affected", () => {
  it.each([
    "ci.jenkins.io",
    "CI.Jenkins.io",
    "' ci.jenkins.io. '",
    "ci . jenkins . io",
    "'[ci.jenkins.io](https://ci.jenkins.io/)'",
    "https://ci.jenkins.io/",
    "<http://ci.jenkins.io>",
    "'`ci.jenkins.io`:'",
  ])("%s is the system ci.jenkins.io", (name) => {
    expect(named(name)).toMatchObject({
      ids: ["ci-jenkins-io"],
      names: { "ci-jenkins-io": "ci.jenkins.io" },
    });
  });

  it("that is spelled in another way is reported once", () => {
    expect(named("MEDIAPROXY", "MEDIAPROXY").report).toEqual([
      '9 adapted: "MEDIAPROXY" is taken as the service "Media Proxy".',
      '10 adapted: A service is named twice: "MEDIAPROXY"',
    ]);
  });

  it("that is like no system becomes a service of its own, shown only when affected", () => {
    const { files, report } = named("'irc bot'", "IRCbot");
    expect(files.find((file) => file.path === "content/services/irc-bot.md")).toEqual({
      path: "content/services/irc-bot.md",
      source: "content/issues/x.md",
      text: "---\nname: irc bot\ngroup: named-in-notices\nvisibleOnlyWhenAffected: true\n---\n",
    });
    expect(files[0]?.text).toContain("  - id: named-in-notices\n    name: Named in notices\n    order: 2\n");
    expect(report).toEqual([
      '9 adapted: "irc bot" is no system of the configuration: it becomes the service irc-bot.',
      '10 adapted: "IRCbot" is taken as the service "irc bot".',
      '10 adapted: A service is named twice: "IRCbot"',
    ]);
  });

  it.each([
    ['"quote \\" and \' it"', "quote-and-it", "quote \" and ' it"],
    ["Élan vital", "elan-vital", "Élan vital"],
    ['"]]>"', "service", "]]>"],
    ["🔥", "service", "🔥"],
    ["12", "12", "12"],
    ["2021-06-08", "2021-06-08", "2021-06-08"],
    ["yes", "yes", "yes"],
    ["key: value", "key-value", "key: value"],
    ["[a, b]", "a-b", "[a, b]"],
    ["__proto__", "proto", "__proto__"],
    ["constructor", "constructor", "constructor"],
    ["../../etc/passwd", "etc-passwd", "../../etc/passwd"],
    ['"two\\nlines"', "two-lines", "two lines"],
    ["'# no comment'", "no-comment", "# no comment"],
  ])("may be anything: %s becomes %s", (name, id, written) => {
    const { ids, names } = named(name);
    expect(ids).toEqual([id]);
    expect(names[id]).toBe(written);
  });

  it("shares its id with no other", () => {
    const { ids, report } = named("C++", "C#", "🔥", "💥", "ci-jenkins-io");
    expect(ids).toEqual(["c", "c-2", "service", "service-2", "ci-jenkins-io-2"]);
    expect(report).toContain(
      '10 adapted: "C#" is no system of the configuration: it becomes the service c-2, as its usual id is taken.',
    );
  });

  it("that is empty is left out", () => {
    expect(named("", "null", "''", "Media Proxy")).toMatchObject({
      ids: ["media-proxy"],
      report: [
        "9 not-imported: A service without a name is left out.",
        "10 not-imported: A service without a name is left out.",
        "11 not-imported: A service without a name is left out.",
      ],
    });
  });
});
