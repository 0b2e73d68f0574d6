import type { Incident } from "../records/incident.ts";
import { type Instant, writeHeadingInstant } from "../records/instant.ts";
import type { Records } from "../records/load.ts";
import { nearest } from "../records/nearest.ts";
import type { Path } from "../records/parse/yaml.ts";
import { compareProblems, type Mistake, type Position, type Problem, problemAt } from "../records/problem.ts";
import { alternatives, quote } from "../records/quote.ts";
import { charterKeys } from "../records/schema/service.ts";
import { finalStatuses, neutralStatuses } from "../records/schema/vocabulary.ts";
import type { Service } from "../records/service.ts";
import { positionOf, type Source } from "../records/source.ts";
import { dayStart } from "./calendar.ts";

/** Clocks of people and machines differ: an update this many milliseconds ahead is not called future. */
const CLOCK_SKEW = 5 * 60_000;

type Report = (position: Position, mistake: Mistake) => void;

/** What one record may refer to. Built once, so that every check is a look-up. */
interface Known {
  readonly services: ReadonlyMap<string, Service>;
  readonly incidents: ReadonlySet<string>;
  readonly severities: readonly string[];
  readonly groups: readonly string[];
  readonly records: Records;
}

/** Everything that contradicts between records, or between a record and the clock. */
export function checkRecords(records: Records, now: Instant): Problem[] {
  const known: Known = {
    services: new Map(records.services.map((service) => [service.id, service])),
    incidents: new Set([...records.incidents.map((incident) => incident.id), ...records.unreadableIds]),
    severities: records.site.severities.map((severity) => severity.id),
    groups: records.site.groups.map((group) => group.id),
    records,
  };
  const problems: Problem[] = [];
  const reportIn =
    (source: Source): Report =>
    (position, mistake) => {
      problems.push(problemAt(source.file, position, mistake));
    };
  for (const incident of records.incidents) checkIncident(incident, known, now, reportIn(incident.source));
  for (const service of records.services) checkService(service, known, reportIn(service.source));
  if (records.siteSource && records.services.length === 0) {
    reportIn(records.siteSource)({ line: 1, column: 1 }, noService);
  }
  return problems.sort(compareProblems);
}

const noService: Mistake = {
  code: "services-missing",
  message: "There is no service, so the status page has nothing to show.",
  found: "no file in content/services",
  expected: "one file per service",
  hint: "Create content/services/website.md with name: and group: between two lines of ---.",
};

function checkIncident(incident: Incident, known: Known, now: Instant, report: Report): void {
  const at = (path: Path): Position => positionOf(incident.source, path);
  checkIntervals(incident, known, now, report, at);
  checkUpdates(incident, now, report);
  for (const [index, service] of incident.services.entries()) {
    if (!known.services.has(service)) report(at(["services", index]), unknownService(service, known));
  }
  const { severity } = incident;
  if (severity !== undefined && !known.severities.includes(severity)) {
    report(at(["severity"]), {
      code: "severity-unknown",
      message: "This severity is not in the site's policy.",
      found: quote(severity),
      expected: `one of ${alternatives(known.severities)}`,
      hint: guess(severity, known.severities, "Add it to severities in content/site.yaml, or choose another."),
    });
  }
  for (const [role, handle] of Object.entries(incident.roles)) checkPerson(handle, () => at(["roles", role]), known, report);
  for (const update of incident.updates) {
    if (update.postedBy) checkPerson(update.postedBy, () => ({ line: update.line, column: 1 }), known, report);
  }
  for (const [index, id] of incident.advisories.entries()) {
    if (known.records.advisoryIds.has(id)) continue;
    report(at(["advisories", index]), {
      code: "advisory-unknown",
      message: "There is no such advisory.",
      found: quote(id),
      expected: `a file advisories/<year>/${id}.md`,
      hint: guess(id, known.records.advisoryIds, "Correct the id, or add the advisory first."),
    });
  }
  for (const [index, { id }] of incident.related.entries()) {
    if (known.incidents.has(id)) continue;
    report(at(["related", index, "id"]), {
      code: "incident-unknown",
      message: "There is no such incident.",
      found: quote(id),
      expected: "the file name of another incident, without .md",
      hint: guess(id, known.incidents, "Correct the id, or remove the entry."),
    });
  }
}

function checkIntervals(
  incident: Incident,
  known: Known,
  now: Instant,
  report: Report,
  at: (path: Path) => Position,
): void {
  const { scheduled } = incident;
  if (scheduled && scheduled.to <= scheduled.from) report(at(["scheduled", "to"]), reversed(scheduled.to, scheduled.from));
  const over = incident.updates.findLast((update) => !neutralStatuses.includes(update.status));
  for (const [index, interval] of incident.impact.entries()) {
    const service = known.services.get(interval.service);
    if (!service) report(at(["impact", index, "service"]), unknownService(interval.service, known));
    const { from, to } = interval;
    if (from !== undefined && to !== undefined && to < from) report(at(["impact", index, "to"]), reversed(to, from));
    if (from !== undefined && incident.kind === "incident" && from > now + CLOCK_SKEW) {
      report(at(["impact", index, "from"]), {
        code: "interval-future",
        message: "The impact of an incident cannot begin in the future.",
        found: writeHeadingInstant(from),
        expected: `a time up to now, ${writeHeadingInstant(now)}`,
        hint: "Correct the time, or make it a maintenance.",
      });
    }
    if (to === undefined && from !== undefined && over && finalStatuses.includes(over.status)) {
      report(at(["impact", index]), {
        code: "interval-open",
        message: `The record is ${over.status}, but this impact has no end.`,
        found: `${interval.service}: ${interval.level} from ${writeHeadingInstant(from)}`,
        expected: "an end of every impact",
        hint: `Add "to: ${writeHeadingInstant(over.at)}", or the time at which the service worked again.`,
      });
    }
    const retired = service?.retired === undefined ? undefined : dayStart(service.retired, known.records.site.timeZone);
    if (from !== undefined && retired !== undefined && from >= retired) {
      report(at(["impact", index, "service"]), {
        code: "service-retired",
        message: "The service was retired before this impact began.",
        found: `${interval.service}, retired ${service?.retired}`,
        expected: "a service that is in use",
        hint: "Correct the service or the time, or remove retired from the service.",
      });
    }
  }
}

function checkUpdates(incident: Incident, now: Instant, report: Report): void {
  let previous = Number.NEGATIVE_INFINITY;
  for (const update of incident.updates) {
    const position = { line: update.line, column: 1 };
    if (update.at < previous) {
      report(position, {
        code: "update-order",
        message: "This update is earlier than the one before it.",
        found: writeHeadingInstant(update.at),
        expected: `a time from ${writeHeadingInstant(previous)} on`,
        hint: "Correct the time, or put the updates into the order of time, oldest first.",
      });
    }
    if (update.at > now + CLOCK_SKEW) {
      report(position, {
        code: "update-future",
        message: "This update lies in the future.",
        found: writeHeadingInstant(update.at),
        expected: `a time up to now, ${writeHeadingInstant(now)}`,
        hint: "Correct the day, the time or the zone.",
      });
    }
    previous = Math.max(previous, update.at);
  }
}

function checkPerson(handle: string, at: () => Position, known: Known, report: Report): void {
  if (known.records.people.has(handle)) return;
  report(at(), {
    code: "person-unknown",
    message: "This handle is not in content/people.yaml, so it is not shown.",
    found: quote(handle),
    expected: "a handle that may be shown publicly",
    hint: guess(handle, known.records.people.keys(), "Add it to content/people.yaml with the person's consent."),
  });
}

function checkService(service: Service, known: Known, report: Report): void {
  const at = (path: Path): Position => positionOf(service.source, path);
  if (!known.groups.includes(service.group)) {
    report(at(["group"]), {
      code: "group-unknown",
      message: "This group is not in content/site.yaml, so the service is shown under Other services.",
      found: quote(service.group),
      expected: known.groups.length === 0 ? "a group in content/site.yaml" : `one of ${alternatives(known.groups)}`,
      hint: guess(service.group, known.groups, "Add the group to groups in content/site.yaml."),
    });
  }
  const given = charterKeys.filter((key) => service[key] !== undefined);
  const missing = charterKeys.filter((key) => service[key] === undefined);
  if (given.length > 0 && missing.length > 0) {
    report({ line: 1, column: 1 }, {
      code: "charter-incomplete",
      message: "The charter is only half written: its keys go together.",
      found: given.join(", "),
      expected: charterKeys.join(", "),
      hint: `Add ${missing.join(", ")}, or remove the others until you know them.`,
    });
  }
  if (service.owner !== undefined && service.owner === service.backupOwner) {
    report(at(["backupOwner"]), {
      code: "owner-twice",
      message: "The backup owner is the owner.",
      found: quote(service.backupOwner),
      expected: "another person or team",
      hint: "Name somebody who can act while the owner is away.",
    });
  }
  for (const [index, id] of service.dependsOn.entries()) {
    if (!known.services.has(id)) report(at(["dependsOn", index]), unknownService(id, known));
  }
}

function unknownService(id: string, known: Known): Mistake {
  return {
    code: "service-unknown",
    message: "There is no such service.",
    found: quote(id),
    expected: "the id of a service: its file in content/services without .md",
    hint: guess(id, known.services.keys(), `Correct the id, or create content/services/${id}.md.`),
  };
}

function reversed(to: Instant, from: Instant): Mistake {
  return {
    code: "interval-reversed",
    message: "The end is not after the start.",
    found: `to ${writeHeadingInstant(to)}`,
    expected: `a time after ${writeHeadingInstant(from)}`,
    hint: "Correct one of the two times.",
  };
}

function guess(word: string, known: Iterable<string>, otherwise: string): string {
  const near = nearest(word, known);
  return near === undefined ? otherwise : `Write ${near}.`;
}
