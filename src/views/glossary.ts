import { termUses } from "../model/glossary/uses.ts";
import type { SiteModel } from "../model/site.ts";
import { renderMarkdown } from "../records/markdown.ts";
import type { Term } from "../records/term.ts";
import { counted } from "./count.ts";
import {
  editUrl,
  glossaryPath,
  incidentPath,
  type LinkView,
  lessonPath,
  link,
  type PageView,
  pageView,
} from "./page.ts";

/** A term with its meaning. */
export interface TermView {
  /** Its anchor. */
  readonly id: string;
  readonly term: string;
  readonly aliases: readonly string[];
  readonly short: string;
  /** More of it, as HTML; may be empty. */
  readonly html: string;
  readonly see: readonly LinkView[];
  /** Where it is used: the newest few. */
  readonly lessons: readonly LinkView[];
  readonly incidents: readonly LinkView[];
  /** `in 12 reports and 40 incidents`; empty where it is used nowhere. */
  readonly uses: string;
  readonly edit: string | undefined;
}

/** `/glossary/` */
export interface GlossaryView {
  readonly page: PageView;
  readonly note: string;
  /** Terms by their first letters; what begins with no letter comes under `#`. */
  readonly letters: readonly {
    readonly letter: string;
    readonly anchor: string;
    readonly terms: readonly TermView[];
  }[];
}

/** Records that use a term, of each kind. */
const SHOWN = 5;

/** Makes the glossary. */
export function glossaryView(model: SiteModel): GlossaryView {
  const byLetter = Map.groupBy(model.terms, letterOf);
  const byId = new Map(model.terms.map((term) => [term.id, term]));
  return {
    page: pageView(model, {
      title: "Glossary",
      description: `The words that ${model.site.name} uses in its reports, explained.`,
      path: glossaryPath,
      twin: model.terms.length > 0,
    }),
    note: `${counted(model.terms.length, "term")}. In reports, the first use of each leads here.`,
    letters: [...byLetter].map(([letter, terms], index) => ({
      letter,
      anchor: `letter:${index}`,
      terms: terms.map((term) => termView(model, term, byId)),
    })),
  };
}

/** The letter under which a term stands. The same with an accent is the same letter. */
function letterOf({ term }: Term): string {
  const letter = /^\P{L}*?(\p{L})/u.exec(term.normalize("NFD"))?.[1]?.toUpperCase();
  return letter !== undefined && /^\p{L}/u.test(term) ? letter : "#";
}

function termView(
  model: SiteModel,
  { id, term, aliases, short, body, see, source }: Term,
  terms: ReadonlyMap<string, Term>,
): TermView {
  const uses = termUses(model).get(id) ?? { reports: [], incidents: [] };
  const counts = [
    uses.reports.length > 0 ? counted(uses.reports.length, "report") : "",
    uses.incidents.length > 0 ? counted(uses.incidents.length, "incident") : "",
  ].filter((count) => count !== "");
  return {
    id,
    term,
    aliases,
    short,
    html: renderMarkdown(body, { headingLevel: 4, base: model.origin.base }),
    see: see.flatMap((other) => {
      const found = terms.get(other);
      return found && other !== id ? [{ label: found.term, href: `#${other}` }] : [];
    }),
    lessons: uses.reports.slice(0, SHOWN).map(({ record }) => ({
      label: record.title,
      href: link(model, lessonPath(record.id)),
    })),
    incidents: uses.incidents.slice(0, SHOWN).map(({ record }) => ({
      label: record.title,
      href: link(model, incidentPath(record.id)),
    })),
    uses: counts.length === 0 ? "" : `in ${counts.join(" and ")}`,
    edit: editUrl(model, source.file),
  };
}
