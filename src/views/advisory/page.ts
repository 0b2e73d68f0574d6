import { type AdvisoryState, NO_REASON } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import type { AdvisorySection } from "../../records/advisory/body.ts";
import { renderMarkdown } from "../../records/markdown.ts";
import { alternatives } from "../../records/quote.ts";
import { type AdvisoryKind, type DisclosureEvent, referenceTypes } from "../../records/schema/vocabulary.ts";
import { type Score, scoreOf } from "../../scores/cvss.ts";
import { weaknessName } from "../../scores/weakness.ts";
import { advisoryPast, type PastView } from "../audit/mark.ts";
import { advisoryScopes } from "../feed/scope.ts";
import { type LessonLinkView, lessonsOfAdvisory } from "../lesson/back.ts";
import {
  advisoriesPath,
  advisoryPath,
  editUrl,
  incidentPath,
  type LinkView,
  link,
  type PageView,
  pageView,
} from "../page.ts";
import { durationText, type TimeView, timeView } from "../time.ts";
import { checkPath, packageLink } from "./package.ts";
import { advisoryExcerpt, type SeverityView, scoreView, severityView } from "./summary.ts";
import { type AffectedRowView, affectedRows } from "./versions.ts";

/** A vector with what it amounts to. */
export interface ScoreView extends SeverityView {
  readonly version: string;
  readonly vector: string;
  /** The package that it is about; undefined where it is about all. */
  readonly of: string | undefined;
}

/** `/advisories/<ID>/`. */
export interface AdvisoryView {
  readonly page: PageView;
  readonly id: string;
  readonly title: string;
  readonly severity: SeverityView;
  readonly lead: string;
  readonly withdrawn: { readonly at: TimeView; readonly reason: string } | undefined;
  readonly rows: readonly AffectedRowView[];
  readonly sections: Readonly<Partial<Record<AdvisorySection, string>>>;
  /** What the ranges say, where the author says nothing of how to find out. */
  readonly affectedHint: string;
  /** What the fixed versions say, where the author says nothing of patches. */
  readonly patchHints: readonly string[];
  readonly restHtml: string;
  /** Where readers can find out by themselves; undefined where there is nothing to find. */
  readonly check: string | undefined;
  readonly aliases: readonly (LinkView & { readonly external: boolean })[];
  readonly scores: readonly ScoreView[];
  readonly weaknesses: readonly LinkView[];
  readonly timeline: readonly {
    readonly label: string;
    readonly time: TimeView;
    readonly after: string | undefined;
  }[];
  readonly credits: readonly {
    readonly name: string;
    readonly type: string | undefined;
    readonly contact: string | undefined;
  }[];
  readonly references: readonly (LinkView & { readonly type: string })[];
  readonly incidents: readonly LinkView[];
  /** Reports on those incidents, or that name it. */
  readonly lessons: readonly LessonLinkView[];
  readonly related: readonly (LinkView & { readonly external: boolean })[];
  readonly past: PastView;
  readonly edit: string | undefined;
}

/** Makes the page of one advisory. */
export function advisoryView(model: SiteModel, state: AdvisoryState): AdvisoryView {
  const { record, isWithdrawn } = state;
  const html = (text: string): string => renderMarkdown(text, { headingLevel: 3, base: model.origin.base });
  const { impact, affected, patches, workarounds, details } = record.sections;
  const rows = record.affected.flatMap((entry) =>
    affectedRows(entry, record.kind, (purl) => packageLink(model, purl)),
  );
  const past = advisoryPast(model, state);
  return {
    page: pageView(model, {
      title: `${record.id}: ${record.title}`,
      description: `${isWithdrawn ? "Withdrawn. " : ""}${advisoryExcerpt(state) || record.title}`,
      path: advisoryPath(record.id),
      feeds: advisoryScopes(model),
      twin: true,
      breadcrumbs: [{ label: "Advisories", href: link(model, advisoriesPath) }],
    }),
    id: record.id,
    title: record.title,
    severity: severityView(state),
    lead: advisoryExcerpt(state),
    withdrawn: record.withdrawn && {
      at: timeView(record.withdrawn.at),
      reason: record.withdrawn.reason ?? NO_REASON,
    },
    rows,
    sections: {
      ...(impact && { impact: html(impact) }),
      ...(affected && { affected: html(affected) }),
      ...(patches && { patches: html(patches) }),
      ...(workarounds && { workarounds: html(workarounds) }),
      ...(details && { details: html(details) }),
    },
    affectedHint: isWithdrawn ? "" : affectedHint(rows),
    patchHints: isWithdrawn || record.kind === "informational" ? [] : patchHints(rows, record.kind),
    restHtml: html(record.rest),
    check: isWithdrawn || record.kind === "informational" ? undefined : link(model, checkPath),
    aliases: record.aliases.map((id) => otherId(model, id)),
    scores: scoresOf(state),
    weaknesses: record.cwe.map((id) => ({
      label: [id, weaknessName(id)].filter((one) => one !== undefined).join(": "),
      href: `https://cwe.mitre.org/data/definitions/${id.slice(4)}.html`,
    })),
    timeline: timelineOf(state),
    credits: record.credits.map(({ name, type, contact }) => ({
      name,
      type: type?.replaceAll("-", " "),
      contact: contact?.[0],
    })),
    references: record.references
      .toSorted((a, b) => referenceTypes.indexOf(a.type) - referenceTypes.indexOf(b.type))
      .map(({ type, url }) => ({ label: url, href: url, type })),
    incidents: state.incidents.flatMap((id) => {
      const timeline = model.timelinesById.get(id);
      return timeline ? [{ label: timeline.record.title, href: link(model, incidentPath(id)) }] : [];
    }),
    lessons: lessonsOfAdvisory(model, record.id, state.incidents),
    related: [...record.related, ...record.upstream].map((id) => otherId(model, id)),
    past,
    edit: model.removed.has(record.source.file) ? undefined : editUrl(model, record.source.file),
  };
}

/** An id of this site, or of a database whose pages have a known address. */
function otherId(model: SiteModel, id: string): LinkView & { external: boolean } {
  if (model.advisoriesById.has(id))
    return { label: id, href: link(model, advisoryPath(id)), external: false };
  const address =
    DATABASES.find(({ prefix }) => id.startsWith(prefix))?.address ?? "https://osv.dev/vulnerability/";
  return { label: id, href: `${address}${encodeURIComponent(id)}`, external: true };
}

const DATABASES = [
  { prefix: "CVE-", address: "https://www.cve.org/CVERecord?id=" },
  { prefix: "GHSA-", address: "https://github.com/advisories/" },
] as const;

function affectedHint(rows: readonly AffectedRowView[]): string {
  const names = [...new Set(rows.map((row) => row.name))];
  if (names.length === 0) return "This advisory names no versions.";
  return `You are affected if you use ${alternatives(names)} in one of the versions above.`;
}

/** What to upgrade to, range by range: a fix of one range may be an affected version of the next. */
function patchHints(rows: readonly AffectedRowView[], kind: AdvisoryKind): string[] {
  if (kind === "malware")
    return ["Remove the package, and treat every secret that was within its reach as known to others."];
  return rows
    .filter(({ isRepo }) => !isRepo)
    .flatMap(({ name, lines }) => {
      const [only] = lines;
      if (lines.length === 1 && only?.isFixed)
        return [`Upgrade ${name} to ${only.fix}${/^\d/.test(only.fix) ? " or later" : ""}.`];
      return lines.map(({ affected, fix, isFixed }) =>
        isFixed
          ? `${name}, ${affected}: upgrade to ${fix}.`
          : `${name}, ${affected}: there is no fixed version yet.`,
      );
    });
}

function scoresOf({ record }: AdvisoryState): ScoreView[] {
  const view = (score: Score, of?: string): ScoreView => ({
    ...scoreView(score),
    version: score.version,
    vector: score.vector,
    of,
  });
  return [
    ...record.severity.flatMap((vector) => scoreOf(vector) ?? []).map((score) => view(score)),
    ...record.affected.flatMap((entry) =>
      entry.severity
        .flatMap((vector) => scoreOf(vector) ?? [])
        .map((score) => view(score, entry.package?.name)),
    ),
  ].sort((a, b) => (a.version < b.version ? 1 : a.version > b.version ? -1 : 0));
}

const EVENTS: Readonly<Record<DisclosureEvent, string>> = {
  reported: "Reported to us",
  acknowledged: "Confirmed",
  fixed: "Fix written",
  released: "Fixed version released",
  disclosed: "Made public",
};

/** Steps of the disclosure, each with the time since the report. */
function timelineOf({ record }: AdvisoryState): AdvisoryView["timeline"] {
  const reported = record.timeline.find(({ event }) => event === "reported")?.at;
  return record.timeline.map(({ at, event }) => ({
    label: EVENTS[event],
    time: timeView(at),
    after:
      reported === undefined || event === "reported" || at <= reported
        ? undefined
        : `${durationText(at - reported)} after the report`,
  }));
}
