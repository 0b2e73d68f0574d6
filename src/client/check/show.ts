import type { CheckResult, Finding, FindingAdvisory } from "../../inventory/check.ts";
import type { InventoryMistake } from "../../inventory/mistake.ts";
import type { CheckAnswer } from "./answer.ts";
import { element, foreign, sign } from "./dom.ts";
import { adviceFor, certaintyOf, doubtAbout, type Verdict, verdictOf } from "./words.ts";

/** An answer as elements. */
export interface ShownAnswer {
  /** The sentence that is read out. */
  readonly verdict: HTMLElement;
  /** What the sentence stands for. */
  readonly parts: readonly HTMLElement[];
}

/** What the page knows of the site. */
export interface CheckedSite {
  /** Where its advisories are. */
  readonly advisories: string;
  /** A sentence on those that no check can see; empty where there are none. */
  readonly unseen: string;
}

/** Shows an answer. */
export function showAnswer(answer: CheckAnswer, { advisories, unseen }: CheckedSite): ShownAnswer {
  if ("mistake" in answer) return showMistake(answer.mistake);
  const { result, format, notes } = answer;
  return {
    verdict: verdictElement(verdictOf(result, format), ...unseenPart(unseen, advisories)),
    parts: [
      ...findings("Affected", result.affected, (one) => affectedItem(one, advisories)),
      ...findings("Not certain", result.unknown, (one) => unknownItem(one, advisories)),
      ...shortened(result),
      ...leftOut(notes),
    ],
  };
}

function verdictElement(verdict: Verdict, ...more: readonly HTMLElement[]): HTMLElement {
  const text = element(
    "div",
    {},
    element("p", { class: "sentence" }, verdict.sentence),
    element("p", {}, verdict.detail),
    ...more,
  );
  return element("div", { class: `overall ${verdict.sign}` }, sign(verdict.sign), text);
}

function unseenPart(unseen: string, advisories: string): HTMLElement[] {
  if (unseen === "") return [];
  return [element("p", {}, unseen, " ", element("a", { href: advisories }, "See all advisories"))];
}

function showMistake({ message, found, expected, hint, line }: InventoryMistake): ShownAnswer {
  const fact = (label: string, text: string): HTMLElement =>
    element("div", {}, element("dt", {}, label), element("dd", {}, foreign(text)));
  return {
    verdict: verdictElement({ sign: "notice", sentence: message, detail: hint }),
    parts: [
      element(
        "dl",
        { class: "facts" },
        fact(line === undefined ? "Found" : `Found in line ${line}`, found),
        fact("Expected", expected),
      ),
    ],
  };
}

function findings(
  heading: string,
  list: readonly Finding[],
  item: (one: Finding) => HTMLElement,
): HTMLElement[] {
  if (list.length === 0) return [];
  return [
    element(
      "section",
      {},
      element("h3", {}, heading),
      element("ul", { class: "findings", role: "list" }, ...list.map(item)),
    ),
  ];
}

function affectedItem(finding: Finding, advisories: string): HTMLElement {
  const hasUpgrade = finding.upgrade !== undefined || finding.last !== undefined;
  const advice = element("p", { class: hasUpgrade ? "advice upgrade" : "advice" }, adviceFor(finding));
  const certainty = certaintyOf(finding);
  const why = certainty === undefined ? [] : [element("p", { class: "soft" }, certainty)];
  return item(finding, advisories, advice, ...why);
}

function unknownItem(finding: Finding, advisories: string): HTMLElement {
  return item(finding, advisories, element("p", { class: "advice" }, doubtAbout(finding)));
}

function item(finding: Finding, advisories: string, ...advice: readonly HTMLElement[]): HTMLElement {
  const { name, version, ecosystem } = finding;
  const worst = finding.advisories[0]?.sign ?? "notice";
  return element(
    "li",
    { class: `card ${worst}` },
    element(
      "header",
      {},
      element("h4", {}, foreign(name), ...versionPart(version)),
      element("span", { class: "soft" }, ecosystem.replace(":", " ")),
    ),
    ...advice,
    element(
      "ul",
      { class: "reasons", role: "list" },
      ...finding.advisories.map((one) => reason(one, advisories, finding)),
    ),
  );
}

function versionPart(version: string | undefined): (string | HTMLElement)[] {
  return version === undefined ? [] : [" ", element("span", { class: "version" }, foreign(version))];
}

function reason(
  { id, title, sign: name, label, fix, last }: FindingAdvisory,
  advisories: string,
  finding: Finding,
): HTMLElement {
  const link = element("a", { href: `${advisories}${encodeURIComponent(id)}/`, dir: "auto" }, title);
  // Said once, above, where it is the same for all.
  const own =
    fix !== undefined && fix !== finding.upgrade
      ? ` · fixed in ${fix}`
      : last !== undefined && last !== finding.last
        ? ` · affected up to ${last}`
        : "";
  return element(
    "li",
    {},
    element("span", { class: `level ${name}` }, sign(name), label),
    link,
    element("span", { class: "soft" }, id + own),
  );
}

function shortened({ affectedCount, unknownCount, isCut }: CheckResult): HTMLElement[] {
  if (!isCut) return [];
  const open = unknownCount === 0 ? "" : `, and of ${unknownCount} we cannot tell`;
  return [
    element(
      "p",
      {},
      `Only the first are listed, the worst at the top: ${affectedCount} are affected${open}. Upgrade these, and check again.`,
    ),
  ];
}

function leftOut(notes: readonly string[]): HTMLElement[] {
  if (notes.length === 0) return [];
  return [
    element(
      "section",
      { class: "left-out-notes" },
      element("h3", {}, "Not compared"),
      element("ul", {}, ...notes.map((note) => element("li", {}, foreign(note)))),
    ),
  ];
}
