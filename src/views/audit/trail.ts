import { type HistoryKind, historyKinds, type RecordHistory } from "../../history/revision.ts";
import type { SiteModel } from "../../model/site.ts";
import { counted } from "../count.ts";
import { auditScope } from "../feed/scope.ts";
import {
  absolute,
  advisoriesPath,
  auditPath,
  type LinkView,
  lessonsPath,
  link,
  type PageView,
  pageView,
} from "../page.ts";
import { type TimeView, timeView } from "../time.ts";
import { comparer } from "./diff.ts";
import { type ShownRecord, type StaleView, staleView } from "./mark.ts";
import { hasText, recordPath, textPath, trailPath } from "./path.ts";
import { type RevisionView, revisionView } from "./revision.ts";
import { hasHistory, historyOf } from "./state.ts";
import { withheldBytes, withhold } from "./withhold.ts";

/** The history of one record. */
export interface TrailView {
  readonly page: PageView;
  /** What the history is of, and where it is shown. */
  readonly record: LinkView;
  /** `5 revisions, 2 of them count as no change. Newest first.` */
  readonly count: string;
  readonly published: TimeView | undefined;
  readonly modified: TimeView | undefined;
  readonly stale: StaleView | undefined;
  readonly file: string;
  /** Newest first; empty where the record is not in the repository. */
  readonly revisions: readonly RevisionView[];
}

/** A record whose history has a page. */
export interface TrailSubject {
  readonly kind: HistoryKind;
  readonly id: string;
}

/** What has a page of its history: the records that the site shows, kind by kind, then its settings. None where there is no history. */
export function trailSubjects(model: SiteModel): TrailSubject[] {
  if (!hasHistory(model)) return [];
  const shown: Readonly<Record<HistoryKind, Iterable<string>>> = {
    incident: model.timelinesById.keys(),
    advisory: model.advisoriesById.keys(),
    postmortem: model.postmortemsById.keys(),
    service: model.services.keys(),
    site: ["site"],
  };
  return historyKinds.flatMap((kind) => Array.from(shown[kind], (id) => ({ kind, id })));
}

/** Whether a history is that of a record that the site shows. */
export function isShown(model: SiteModel, history: RecordHistory): boolean {
  const { kind, id } = history;
  return (
    (kind === "site" || shownRecord(model, kind, id) !== undefined) && historyOf(model, kind, id) === history
  );
}

/** The record that the site shows under an id; undefined for its settings, which are no record. */
export function shownRecord(model: SiteModel, kind: HistoryKind, id: string): ShownRecord | undefined {
  if (kind === "incident") return model.timelinesById.get(id)?.record;
  if (kind === "advisory") return model.advisoriesById.get(id)?.record;
  if (kind === "postmortem") return model.postmortemsById.get(id)?.record;
  return kind === "service" ? model.services.get(id)?.record : undefined;
}

/** What a record is called on its own page; undefined for one that the site does not show. */
export function shownTitle(model: SiteModel, kind: HistoryKind, id: string): string | undefined {
  const record = shownRecord(model, kind, id);
  return record && ("title" in record ? record.title : record.name);
}

/** Makes the page of a record's history. */
export function trailView(model: SiteModel, { kind, id }: TrailSubject): TrailView {
  const history = historyOf(model, kind, id);
  const hide = withhold(model, { kind, id });
  const shown = shownRecord(model, kind, id);
  const name = shownTitle(model, kind, id) ?? model.site.name;
  const title = kind === "site" ? "History of the settings" : `History of ${name}`;
  const tools = { hide, compare: comparer() };
  const { published, modified } = history ?? {};
  const own: LinkView = { label: name, href: link(model, recordPath(kind, id)) };
  const sections = {
    incident: { label: "History", path: "/history/" },
    advisory: { label: "Advisories", path: advisoriesPath },
    postmortem: { label: "Lessons", path: lessonsPath },
    service: undefined,
    site: { label: "Audit", path: auditPath },
  } as const;
  const section = sections[kind];
  return {
    page: pageView(model, {
      title,
      description: `What was changed in ${kind === "site" ? "the settings of this site" : name}, when and by whom.`,
      path: trailPath(kind, id),
      feeds: [auditScope(model)],
      breadcrumbs: [
        ...(section === undefined ? [] : [{ label: section.label, href: link(model, section.path) }]),
        ...(kind === "site" ? [] : [own]),
      ],
    }),
    record: kind === "site" ? { label: `Settings of ${name}`, href: link(model, auditPath) } : own,
    count: countSentence(history),
    published: published === undefined ? undefined : timeView(published),
    modified: modified === undefined || modified === published ? undefined : timeView(modified),
    stale: shown && kind !== "site" ? staleView(model, kind, shown) : undefined,
    file: hide(history?.file ?? shown?.source.file ?? "content/site.yaml"),
    // Newest first, so that the newest ones are compared before it is enough.
    revisions: (history?.revisions.toReversed() ?? []).map((revision) =>
      revisionView(model, { kind, id }, revision, tools),
    ),
  };
}

function countSentence(history: RecordHistory | undefined): string {
  const revisions = history?.revisions ?? [];
  const idle = revisions.filter(({ counts }) => !counts).length;
  const all = counted(revisions.length, "revision");
  return idle === 0
    ? `${all}, newest first.`
    : `${all}, newest first; ${idle === 1 ? "1 counts" : `${idle} count`} as no change.`;
}

/** One version of a record as a file. */
export interface TextFile {
  readonly path: string;
  /** Its bytes; those that may be shown. */
  bytes(): Uint8Array;
}

/** The versions of a record that can be had as files. */
export function textFiles(model: SiteModel, { kind, id }: TrailSubject): TextFile[] {
  const hide = withhold(model, { kind, id });
  return (historyOf(model, kind, id)?.revisions ?? []).flatMap((revision): TextFile[] => {
    const { commit, bytes } = revision;
    if (!commit || !bytes || !hasText(model, revision)) return [];
    const path = textPath(kind, id, commit.hash);
    return [{ path, bytes: () => withheldBytes(hide, bytes).bytes }];
  });
}

/** The absolute address of a version's text. */
export function textUrl(model: SiteModel, { kind, id }: TrailSubject, commit: string): string {
  return absolute(model, textPath(kind, id, commit));
}
