import { isMap, isNode, parseDocument } from "yaml";
import { frontMatter, lineEnd, pairOf, scalar } from "../edit.ts";
import { type Instant, writeInstant } from "../instant.ts";
import { advisorySections } from "./body.ts";

/** An advisory that is not written down yet. */
export interface NewAdvisory {
  readonly title: string;
  /** Package URLs, without versions. */
  readonly packages: readonly string[];
  /** A CVSS vector. */
  readonly severity: string | undefined;
  readonly now: Instant;
}

/** What each section is to say, as a mark of unfinished work: `check` does not let a published advisory keep one. */
const TASKS: Readonly<Record<keyof typeof advisorySections, string>> = {
  impact: "what an attacker can do, to whom and under which conditions; the worst in the first sentence.",
  affected: "how readers tell, such as a setting or a command that prints the version.",
  patches: "the version to upgrade to, and what to do besides upgrading.",
  workarounds: "what helps where nobody can upgrade yet, or that nothing does.",
  details: "what goes wrong and where, for those who want to know.",
};

/** The text of a draft with every section, and with the keys that are not known yet as comments. */
export function writeDraft({ title, packages, severity, now }: NewAdvisory): string {
  const year = new Date(now).getUTCFullYear();
  const lines = [
    `title: ${scalar(title)}`,
    "# Without published this is a draft, which is in no output. The time is pinned once it is there.",
    `# published: ${writeInstant(now)}`,
    severity === undefined
      ? "# severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N]  # the score is computed from it"
      : `severity: [${scalar(severity)}]`,
    "# cwe: [CWE-22]",
    `# aliases: [CVE-${year}-12345]  # once there is one`,
    ...affectedLines(packages),
    "# timeline:  # reported, acknowledged, fixed, released, disclosed",
    `#   - { at: ${writeInstant(now)}, event: reported }`,
    "# credits: [{ name: R. Example, type: finder }]",
    `# references: [{ type: fix, url: "https://example.org/commit/1" }]`,
    `# incidents: [${year}-11-20-uploads-failing]`,
  ];
  const sections = Object.entries(advisorySections).map(
    ([name, heading]) => `## ${heading}\n\nTODO: ${TASKS[name as keyof typeof advisorySections]}\n`,
  );
  return `---\n${lines.join("\n")}\n---\n\n${sections.join("\n")}`;
}

/** Until somebody knows better, all versions are affected and there is no fix. */
function affectedLines(packages: readonly string[]): string[] {
  const mark = packages.length === 0 ? "# " : "";
  const known = packages.length === 0 ? ["pkg:npm/%40acme/widget"] : packages;
  return [
    `${mark}affected:`,
    ...known.flatMap((purl) => [
      `${mark}  - package: ${scalar(purl)}`,
      `${mark}    ranges:`,
      `${mark}      - { introduced: "0", fixed: none }  # "0": from the first version on; fixed: the first one that is not affected`,
      "#     vulnerableAt: [1.4.2]  # versions that are held against the ranges",
      "#     notAffectedAt: [1.4.3]",
    ]),
  ];
}

/** The text of a number that is taken, and nothing else. */
export function writeReserved(title: string): string {
  return `---\ntitle: ${scalar(title)}\nreserved: true\n---\n`;
}

/**
 * Puts `withdrawn` below the time of publication. Everything else stays as it is, to the byte. Undefined where the front
 * matter is written in a way that cannot be added to.
 */
export function withdraw(text: string, at: Instant, reason: string): string | undefined {
  const place = frontMatter(text);
  const document = place && parseDocument(place.yaml, { stringKeys: true, prettyErrors: false });
  const map = document?.contents;
  if (!place || document?.errors.length !== 0 || !isMap(map) || map.flow) return undefined;
  const { key, value } = pairOf(map, "published") ?? {};
  const behind = isNode(value) ? value.range?.[1] : isNode(key) ? key.range?.[1] : undefined;
  if (behind === undefined) return undefined;
  const rest = place.yaml.slice(behind).search(/[\r\n]/);
  const offset = place.start + (rest === -1 ? place.yaml.length : behind + rest);
  const lines = ["withdrawn:", `  at: ${writeInstant(at)}`, `  reason: ${scalar(reason)}`];
  const added = lines.map((line) => lineEnd(text) + line).join("");
  return text.slice(0, offset) + added + text.slice(offset);
}
