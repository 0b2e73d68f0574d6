import { isPublished } from "../../records/advisory.ts";
import type { Instant } from "../../records/instant.ts";
import type { Records } from "../../records/load.ts";
import { nearest } from "../../records/nearest.ts";
import type { Unread } from "../../records/parse/schema.ts";
import type { Mistake, Position } from "../../records/problem.ts";
import { alternatives, quote } from "../../records/quote.ts";
import type { Service } from "../../records/service.ts";

/** Takes what is wrong with one record. */
export type Report = (position: Position, mistake: Mistake) => void;

/** A set of names that records may use. */
export interface Names extends Unread {
  /** Tells what to do about a name that is not in the set. */
  guess(name: string, otherwise: string): string;
  /** All of them, for a message. */
  list(): string;
}

/** What a record may refer to. Built once, so that every check is a look-up. */
export interface Known {
  readonly services: ReadonlyMap<string, Service>;
  readonly serviceIds: Names;
  readonly incidentIds: Names;
  readonly advisoryIds: Names;
  /** Advisories that are not to be shown. */
  readonly drafts: ReadonlySet<string>;
  readonly severities: Names;
  readonly groups: Names;
  readonly people: Names;
  /** Teams that own a service, in the form of an id: `infrastructure-team` for "Infrastructure team". */
  readonly teams: Names;
  readonly reportIds: Names;
  readonly termIds: Names;
  /** Zone in which days begin. */
  readonly timeZone: string;
}

/** A guess looks at every name, so only the first of a run get one: the rest would be too slow and would not be read. */
const GUESSES = 100;

/** Gathers what the records of a site may refer to. What is there but unreadable counts as known. */
export function knownTo(records: Records, now: Instant): Known {
  const { unread, site } = records;
  const services = new Map(records.services.map((service) => [service.id, service]));
  const all: Unread = { has: () => true };
  const none: Unread = new Set();
  return {
    services,
    serviceIds: names(services.keys(), unread?.services ?? none),
    incidentIds: names(
      records.incidents.map((incident) => incident.id),
      records.unreadableIds,
    ),
    advisoryIds: names(
      records.advisories.map((advisory) => advisory.id),
      records.unreadableAdvisories,
    ),
    drafts: new Set(records.advisories.filter((one) => !isPublished(one, now)).map((one) => one.id)),
    severities: names(
      site.severities.map((severity) => severity.id),
      unread?.site.has("severities") ? all : none,
    ),
    groups: names(
      site.groups.map((group) => group.id),
      unread?.site.has("groups") ? all : none,
    ),
    people: names(records.people.keys(), unread?.people ?? none),
    teams: names(records.services.flatMap(teamsOf), none),
    reportIds: names(
      records.postmortems.map((report) => report.id),
      unread?.postmortems ?? none,
    ),
    termIds: names(
      records.terms.map((term) => term.id),
      unread?.terms ?? none,
    ),
    timeZone: site.timeZone,
  };
}

function teamsOf({ owner, backupOwner }: Service): string[] {
  return [owner, backupOwner].flatMap((name) => (name === undefined ? [] : [teamId(name)]));
}

/** A team's name as an id. */
export function teamId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]+/g, "-");
}

function names(known: Iterable<string>, unreadable: Unread): Names {
  const set = new Set(known);
  let guesses = 0;
  return {
    has: (name) => set.has(name) || unreadable.has(name),
    guess(name, otherwise) {
      const near = guesses++ < GUESSES ? nearest(name, set) : undefined;
      return near === undefined ? otherwise : `Write ${near}.`;
    },
    list: () => (set.size === 0 ? "none so far" : alternatives([...set])),
  };
}

/** A service that has no file. */
export function unknownService(id: string, known: Known): Mistake {
  return {
    code: "service-unknown",
    message: "There is no such service.",
    found: quote(id),
    expected: "the id of a service: its file in content/services without .md",
    hint: known.serviceIds.guess(id, `Correct the id, or create content/services/${id}.md.`),
  };
}

/** An incident that has no file. */
export function unknownIncident(id: string, known: Known): Mistake {
  return {
    code: "incident-unknown",
    message: "There is no such incident.",
    found: quote(id),
    expected: "the file name of an incident, without .md",
    hint: known.incidentIds.guess(id, "Correct the id, or remove it."),
  };
}
