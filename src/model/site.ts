import { historyKey, type SiteHistory } from "../history/revision.ts";
import { isPublished, type PublishedAdvisory } from "../records/advisory.ts";
import type { Instant } from "../records/instant.ts";
import type { Records } from "../records/load.ts";
import type { RemovedFile, Version } from "../records/past.ts";
import { isPublicReport } from "../records/postmortem.ts";
import type { Problem, ProblemCode } from "../records/problem.ts";
import type { Person } from "../records/schema/person.ts";
import type { Severity, Site } from "../records/schema/site.ts";
import type { Level } from "../records/schema/vocabulary.ts";
import type { Service } from "../records/service.ts";
import type { Term } from "../records/term.ts";
import { type AdvisoryState, advisoryState } from "./advisory.ts";
import { type CalendarSpan, dayKey, lastDays } from "./calendar.ts";
import { checkRecords } from "./checks.ts";
import { worse, worst } from "./level.ts";
import { type PostmortemState, postmortemState } from "./postmortem.ts";
import { type ServiceState, serviceState } from "./service.ts";
import { holdsAt, type Timeline, timelineOf } from "./timeline.ts";

/** Which engine made the site, from which commit. */
export interface Origin {
  /** Version of Daymark. */
  readonly engine: string;
  /** Full hash of the commit that was built; undefined outside of a repository. */
  readonly commit: string | undefined;
  /** Whether files differed from that commit. */
  readonly modified: boolean;
  /** Path of the site's folder within its repository, with a slash at its end; empty at the repository's root. */
  readonly prefix: string;
  /** Changes whenever what readers see may have changed, and only then. */
  readonly version: string;
  /** Whether the development server shows it; a published site is never live. */
  readonly live: boolean;
  /** Path below which the site is served, without a slash at its end; empty at the root of a host. */
  readonly base: string;
  /** `content/brand.css`, where the site has one. */
  readonly brand: string | undefined;
}

/** A group of services in the order of the page. */
export interface GroupState {
  readonly id: string;
  readonly name: string;
  readonly collapsed: boolean;
  readonly services: readonly ServiceState[];
}

/** Everything that pages, feeds and formats are made from. */
export interface SiteModel {
  readonly site: Site;
  readonly now: Instant;
  readonly origin: Origin;
  /** Level of the whole site at `now`. */
  readonly level: Level;
  /** Groups with the services that are not retired; empty groups are left out. */
  readonly groups: readonly GroupState[];
  /** All services by id, retired ones included. */
  readonly services: ReadonlyMap<string, ServiceState>;
  /** All records, newest start first. */
  readonly timelines: readonly Timeline[];
  readonly timelinesById: ReadonlyMap<string, Timeline>;
  /** Records that are not over: active ones first, then what is planned, soonest first. */
  readonly open: readonly Timeline[];
  /** Records by month of their start, newest month first. */
  readonly months: ReadonlyMap<string, readonly Timeline[]>;
  /** Days of the uptime window, oldest first. */
  readonly days: readonly CalendarSpan[];
  readonly severities: ReadonlyMap<string, Severity>;
  readonly people: ReadonlyMap<string, Person>;
  /** Whether people.yaml could be read: if not, nobody can be told from a team, and nobody is named. */
  readonly peopleKnown: boolean;
  /** Public advisories, newest first; no draft is in here. */
  readonly advisories: readonly AdvisoryState[];
  readonly advisoriesById: ReadonlyMap<string, AdvisoryState>;
  /** Ids of advisories that are not public: nothing that is shown may name one. */
  readonly hiddenAdvisories: ReadonlySet<string>;
  /** Ids of reports that nobody may know of: drafts, and what cannot be read and was never public. */
  readonly hiddenReports: ReadonlySet<string>;
  /** Reports that may be shown, newest begin of impact first; no draft is in here. */
  readonly postmortems: readonly PostmortemState[];
  readonly postmortemsById: ReadonlyMap<string, PostmortemState>;
  /** The reports of each incident, by its id, in the same order. */
  readonly postmortemsByIncident: ReadonlyMap<string, readonly PostmortemState[]>;
  /** The glossary, by the terms' names without regard to case. */
  readonly terms: readonly Term[];
  /** Services that cannot do without another one, by the id of that one. */
  readonly dependents: ReadonlyMap<string, readonly ServiceState[]>;
  /** What git knows of the records. */
  readonly history: SiteHistory;
  /** Files whose newest change cannot be read, and the version that is shown in its place. */
  readonly restored: ReadonlyMap<string, Version>;
  /** Files that are gone and whose records are shown all the same. */
  readonly removed: ReadonlyMap<string, RemovedFile>;
  /** Everything wrong with the records. */
  readonly problems: readonly Problem[];
  /** Files that could not be read and are missing from the site. */
  readonly leftOut: readonly string[];
  /** Files with errors that are published without what is wrong in them. */
  readonly mistaken: readonly string[];
}

/** Builds the model. Pure: the same records, history, origin and `now` give the same model. Linear in the number of records. */
export function buildModel(records: Records, origin: Origin, now: Instant, history: SiteHistory): SiteModel {
  const { site } = records;
  const timelines = records.incidents
    .map((record) => timelineOf(record, now))
    .sort((a, b) => b.start - a.start || (a.record.id < b.record.id ? 1 : -1));
  const byService = Map.groupBy(
    timelines.flatMap((timeline) => timeline.services.map((service) => ({ service, timeline }))),
    (pair) => pair.service,
  );
  const services = new Map(
    records.services.map((record) => {
      const own = (byService.get(record.id) ?? []).map((pair) => pair.timeline);
      return [record.id, serviceState(record, own, site, now)] as const;
    }),
  );
  const open = timelines.filter((timeline) => timeline.phase !== "over").sort(compareOpen);
  const problems = [...records.problems, ...checkRecords(records, now)];
  const advisories = advisoryStates(records, now, history);
  const timelinesById = new Map(timelines.map((timeline) => [timeline.record.id, timeline]));
  const postmortems = postmortemStates(records, timelinesById, now, history);
  const unseen = hiddenFiles(records, now);
  const leftOut = filesOf(problems.filter((problem) => problem.leavesOut)).difference(unseen);
  return {
    site,
    now,
    origin,
    level: overallLevel(services, open, now),
    groups: groupsOf(site, [...services.values()]),
    services,
    timelines,
    timelinesById,
    open,
    months: Map.groupBy(timelines, (timeline) => dayKey(timeline.start, site.timeZone).slice(0, 7)),
    days: lastDays(now, site.uptime.window, site.timeZone),
    severities: new Map(site.severities.map((severity) => [severity.id, severity])),
    people: records.people,
    peopleKnown: !records.problems.some((problem) => /^content\/people\.ya?ml$/.test(problem.file)),
    advisories,
    hiddenAdvisories: hiddenIds(records, now),
    hiddenReports: hiddenReportIds(records),
    advisoriesById: new Map(advisories.map((one) => [one.record.id, one])),
    postmortems,
    postmortemsById: new Map(postmortems.map((one) => [one.record.id, one])),
    postmortemsByIncident: reportsByIncident(postmortems),
    terms: records.terms.toSorted((a, b) =>
      compareNames({ name: a.term, id: a.id }, { name: b.term, id: b.id }),
    ),
    dependents: dependentsOf(services),
    history,
    restored: new Map([...records.restored].filter(([file]) => !unseen.has(file))),
    removed: records.removed,
    problems,
    leftOut: [...leftOut],
    mistaken: [...filesOf(problems.filter(isPartial)).difference(leftOut).difference(unseen)].filter(
      (file) => !records.restored.has(file),
    ),
  };
}

const byIncident = new WeakMap<SiteModel["advisories"], ReadonlyMap<string, readonly AdvisoryState[]>>();

/** The public advisories that belong to an incident, named by either side, newest first. */
export function advisoriesOf(
  { advisories }: Pick<SiteModel, "advisories">,
  id: string,
): readonly AdvisoryState[] {
  let known = byIncident.get(advisories);
  if (!known) {
    const pairs = advisories.flatMap((state) => state.incidents.map((incident) => ({ incident, state })));
    const grouped = Map.groupBy(pairs, ({ incident }) => incident);
    known = new Map([...grouped].map(([incident, own]) => [incident, own.map(({ state }) => state)]));
    byIncident.set(advisories, known);
  }
  return known.get(id) ?? [];
}

/** Public advisories with the incidents that name them, newest first. */
function advisoryStates(records: Records, now: Instant, history: SiteHistory): AdvisoryState[] {
  const naming = Map.groupBy(
    records.incidents.flatMap(({ id, advisories }) => advisories.map((advisory) => ({ id, advisory }))),
    ({ advisory }) => advisory,
  );
  const hidden = hiddenIds(records, now);
  return records.advisories
    .filter((record) => isPublished(record, now))
    .map((record) => withoutIds(record, hidden))
    .map((record) => {
      const past = history.byRecord.get(historyKey("advisory", record.id));
      return advisoryState(record, past, naming.get(record.id)?.map(({ id }) => id) ?? []);
    })
    .sort((a, b) => b.record.published - a.record.published || (a.record.id < b.record.id ? 1 : -1));
}

/** Public reports with their incidents, newest begin first. */
function postmortemStates(
  records: Records,
  timelines: ReadonlyMap<string, Timeline>,
  now: Instant,
  history: SiteHistory,
): PostmortemState[] {
  const context = { timelines, site: records.site, now };
  return records.postmortems
    .filter(isPublicReport)
    .map((record) =>
      postmortemState(record, history.byRecord.get(historyKey("postmortem", record.id)), context),
    )
    .sort((a, b) => b.start - a.start || (a.record.id < b.record.id ? 1 : -1));
}

function reportsByIncident(
  postmortems: readonly PostmortemState[],
): ReadonlyMap<string, readonly PostmortemState[]> {
  const pairs = postmortems.flatMap((state) =>
    [...new Set(state.record.incidents)].map((incident) => ({ incident, state })),
  );
  const grouped = Map.groupBy(pairs, ({ incident }) => incident);
  return new Map([...grouped].map(([incident, own]) => [incident, own.map(({ state }) => state)]));
}

/** Drafts, reserved numbers, what is dated ahead, and what cannot be read and was never public. */
function hiddenIds(records: Records, now: Instant): ReadonlySet<string> {
  const [shown = [], hidden = []] = [true, false].map((is) =>
    records.advisories.filter((record) => isPublished(record, now) === is).map(({ id }) => id),
  );
  // A file that is left out may have the number of one that is shown: a twin, of which it is told.
  const known = new Set(shown.map((id) => id.toLowerCase()));
  return new Set([...hidden, ...records.unreadableAdvisories].filter((id) => !known.has(id.toLowerCase())));
}

/** The same of reports. A draft often has the id of its incident, which is no secret. */
function hiddenReportIds(records: Records): ReadonlySet<string> {
  const drafts = records.postmortems.filter((record) => !isPublicReport(record)).map(({ id }) => id);
  const shown = [
    ...records.postmortems.filter(isPublicReport),
    ...records.incidents,
    ...records.services,
    ...records.terms,
  ];
  const known = new Set(shown.map(({ id }) => id.toLowerCase()));
  return new Set(
    [...drafts, ...(records.unread?.postmortems ?? [])].filter((id) => !known.has(id.toLowerCase())),
  );
}

/** An advisory without the ids of others that nobody may know of. */
function withoutIds(record: PublishedAdvisory, hidden: ReadonlySet<string>): PublishedAdvisory {
  const isShown = (id: string): boolean => !hidden.has(id);
  const { aliases, related, upstream } = record;
  if ([...aliases, ...related, ...upstream].every(isShown)) return record;
  return {
    ...record,
    aliases: aliases.filter(isShown),
    related: related.filter(isShown),
    upstream: upstream.filter(isShown),
  };
}

/** Files of drafts: that there are any, and what is wrong with them, is for their authors alone. */
function hiddenFiles(records: Records, now: Instant): ReadonlySet<string> {
  const drafts = [
    ...records.advisories.filter((record) => !isPublished(record, now)),
    ...records.postmortems.filter((record) => !isPublicReport(record)),
  ];
  return new Set(drafts.map(({ source }) => source.file));
}

function dependentsOf(
  services: ReadonlyMap<string, ServiceState>,
): ReadonlyMap<string, readonly ServiceState[]> {
  const pairs = [...services.values()].flatMap((service) =>
    service.record.dependsOn.map((id) => ({ id, service })),
  );
  const grouped = Map.groupBy(pairs, (pair) => pair.id);
  return new Map([...grouped].map(([id, own]) => [id, own.map((pair) => pair.service)]));
}

/** Errors that keep nothing of a record from its readers. */
const HARMLESS: ReadonlySet<ProblemCode> = new Set([
  "record-removed",
  "ignored-commit-invalid",
  "published-changed",
  "security-expired",
]);

/** Whether a problem keeps something of a record from its readers. */
function isPartial({ severity, code }: Problem): boolean {
  return severity === "error" && !HARMLESS.has(code);
}

function filesOf(problems: readonly Problem[]): Set<string> {
  return new Set(problems.map((problem) => problem.file));
}

/**
 * The worst current level of any service. An active incident that holds none of them down at the moment counts as
 * degraded, unless its severity is `none`: something is wrong, and nobody has said yet what it does. One that is being
 * monitored after its impact has ended does not count.
 */
function overallLevel(
  services: ReadonlyMap<string, ServiceState>,
  open: readonly Timeline[],
  now: Instant,
): Level {
  const level = worst(
    [...services.values()].filter((service) => !service.retired).map((service) => service.level),
  );
  const unexplained = open.some(
    ({ phase, record, impact, status }) =>
      phase === "active" &&
      record.kind === "incident" &&
      record.severity !== "none" &&
      !impact.some(
        (interval) =>
          services.has(interval.service) &&
          (status === "monitoring" ? interval.from <= now : holdsAt(interval, now)),
      ),
  );
  return unexplained ? worse(level, "degraded") : level;
}

function groupsOf(site: Site, services: readonly ServiceState[]): GroupState[] {
  const ordered = site.groups
    .map((group, index) => ({ group, index }))
    .sort((a, b) => a.group.order - b.group.order || a.index - b.index)
    .map(({ group }) => group);
  const known = new Set(ordered.map((group) => group.id));
  const shown = services
    .filter((service) => !service.retired)
    .sort((a, b) => a.record.order - b.record.order || compareNames(a.record, b.record));
  const byGroup = Map.groupBy(shown, (service) =>
    known.has(service.record.group) ? service.record.group : "",
  );
  const groups = [
    ...ordered,
    { id: "", name: known.size === 0 ? "Services" : "Other services", collapsed: false },
  ];
  return groups.flatMap((group) => {
    const own = byGroup.get(group.id) ?? [];
    return own.length === 0
      ? []
      : [{ id: group.id, name: group.name, collapsed: group.collapsed, services: own }];
  });
}

/** By name without regard to case, then by id, so that the order of files does not matter. */
function compareNames(a: Pick<Service, "name" | "id">, b: Pick<Service, "name" | "id">): number {
  const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()];
  return one === other ? (a.id < b.id ? -1 : 1) : one < other ? -1 : 1;
}

function compareOpen(a: Timeline, b: Timeline): number {
  if (a.phase !== b.phase) return a.phase === "active" ? -1 : 1;
  return a.phase === "active" ? b.start - a.start : a.start - b.start;
}
