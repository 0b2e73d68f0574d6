import type { AdvisoryState } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import { facetWord, fixSentence, packageNames } from "../../views/advisory/summary.ts";
import { affectedRows } from "../../views/advisory/versions.ts";
import { advisoryPath } from "../../views/page.ts";
import type { SearchPage, SearchSection } from "./document.ts";
import { dateOf, yearOf } from "./record.ts";
import { lines, paragraphs } from "./text.ts";

/** More rows than this are in the machine formats, for machines. */
const MOST_ROWS = 200;

/** An advisory: the sections of its page. */
export function advisoryPage(model: SiteModel, state: AdvisoryState): SearchPage {
  const { record, isWithdrawn } = state;
  const { sections } = record;
  const rows = record.affected
    .flatMap((entry) => affectedRows(entry, record.kind, () => undefined))
    .slice(0, MOST_ROWS);
  const section = (anchor: string, title: string, text: readonly string[]): SearchSection[] =>
    text.length === 0 ? [] : [{ anchor, title, text }];
  return {
    path: advisoryPath(record.id),
    title: record.title,
    ids: [record.id, ...record.aliases],
    date: dateOf(model, record.published),
    facets: {
      kind: ["advisory"],
      year: [yearOf(model, record.published)],
      severity: [`advisory-${facetWord(state)}`],
    },
    intro: lines([
      isWithdrawn ? "Withdrawn." : undefined,
      packageNames(state).join(", "),
      [record.id, ...record.aliases].join(", "),
      fixSentence(state),
      record.withdrawn?.reason,
    ]),
    sections: [
      ...section(
        "versions",
        isWithdrawn ? "Versions that it named" : "Affected and fixed versions",
        lines(
          rows.map(({ name, ecosystem, lines: own }) =>
            [name, ecosystem, ...own.map(({ affected, fix }) => `${affected}; ${fix}`)].join(", "),
          ),
        ),
      ),
      ...section("affected", "Am I affected?", paragraphs(sections.affected)),
      ...section("patches", "What to do", paragraphs(sections.patches)),
      ...section("workarounds", "Workarounds", paragraphs(sections.workarounds)),
      ...section("impact", "Impact", paragraphs(sections.impact)),
      ...section("details", "Details", [...paragraphs(sections.details), ...paragraphs(record.rest)]),
    ],
  };
}
