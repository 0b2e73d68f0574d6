import { basename } from "node:path";
import { parse } from "yaml";
import { metricsFiles, metricsNow } from "./files.ts";

/*
 * The figures of the fixture once more, from the text of its files alone: YAML, a pattern for headings, and arithmetic by
 * hand. Nothing of the engine is used here.
 */

type Raw = Readonly<Record<string, unknown>>;

const now = Date.parse(metricsNow);

/** A record: what its YAML says, and its updates. */
interface RawRecord {
  readonly id: string;
  readonly front: Raw;
  readonly updates: readonly {
    readonly status: string;
    readonly at: number;
    readonly promise: number | undefined;
  }[];
}

function recordsIn(folder: string): RawRecord[] {
  return Object.entries(metricsFiles)
    .filter(([path]) => path.startsWith(folder))
    .map(([path, text]) => {
      const [, yaml = "", body = ""] = text.split(/^---$/m);
      const updates = body
        .split(/^## /m)
        .slice(1)
        .flatMap((part) => {
          const heading = /^(\w+) — (\S+) (\S+) UTC$/m.exec(part);
          const promise = /^Next-update: (\S+)$/m.exec(part)?.[1];
          if (!heading) return [];
          const at = Date.parse(`${heading[2]}T${heading[3]}Z`);
          return [
            {
              status: heading[1]?.toLowerCase() ?? "",
              at,
              promise: promise === undefined ? undefined : Date.parse(promise),
            },
          ];
        });
      return { id: basename(path, ".md"), front: parse(yaml) as Raw, updates };
    });
}

const incidents = recordsIn("incidents/").filter(({ front }) => front["kind"] !== "maintenance");
const reports = recordsIn("content/postmortems/").filter(({ front }) => front["status"] !== "draft");

/** A time of YAML: text, or `{ at, confidence }`; undefined where nobody knows. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === "string") return Date.parse(value);
  const at = (value as { at?: string } | undefined)?.at;
  return at === undefined ? undefined : Date.parse(at);
}

function reportOf(id: string): RawRecord | undefined {
  return reports.find(({ front }) => String(front["incidents"]) === id);
}

function timesOf({ id, front, updates }: RawRecord): Readonly<Record<string, number | undefined>> {
  const impact = (front["impact"] as { from: string; to?: string }[] | undefined)?.[0];
  const closed = updates.find(({ status }) => status === "resolved")?.at;
  const own: Record<string, number | undefined> = {
    impactStart: impact && Date.parse(impact.from),
    detected: timeOf((front["detected"] as { at: string } | undefined)?.at),
    firstUpdate: updates[0]?.at,
    impactEnd: impact && closed !== undefined ? (impact.to ? Date.parse(impact.to) : closed) : undefined,
    resolved: closed,
  };
  const written = reportOf(id)?.front["times"] as Raw | undefined;
  for (const key of ["impactStart", "detected", "mitigated", "impactEnd", "resolved"]) {
    if (written && key in written) own[key] = timeOf(written[key]);
  }
  return own;
}

/** Durations between two times of each incident, in milliseconds, the shortest first. */
export function durations(from: string, to: string): number[] {
  return incidents
    .map(timesOf)
    .flatMap((times) => {
      const [begin, end] = [times[from], times[to]];
      return begin === undefined || end === undefined || end < begin ? [] : [end - begin];
    })
    .sort((a, b) => a - b);
}

/** How many incidents count. */
export const incidentCount = incidents.length;

/** In how many incidents a time is known; `isLate`: of those that are over. */
export function knownTimes(name: string, isLate: boolean): readonly [known: number, total: number] {
  const own = incidents.map(timesOf).filter(({ resolved }) => !isLate || resolved !== undefined);
  return [own.filter((times) => times[name] !== undefined).length, own.length];
}

/** A quantile between two values, by the share of the way from one to the other. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

/** Mean and standard deviation of a sample. */
export function moments(values: readonly number[]): readonly [mean: number, deviation: number] {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return [mean, Math.sqrt(squares / (values.length - 1))];
}

/** First updates within the targets of the default policy, past them, and without one. */
export function targets(): readonly [inTime: number, late: number, without: number] {
  const limits: Record<string, number> = { critical: 15, major: 30, minor: 60 };
  const counts: [number, number, number] = [0, 0, 0];
  for (const record of incidents) {
    const { detected, firstUpdate } = timesOf(record);
    if (detected === undefined || firstUpdate === undefined || firstUpdate < detected) continue;
    const limit = limits[String(record.front["severity"])];
    counts[limit === undefined ? 2 : firstUpdate - detected <= limit * 60_000 ? 0 : 1]++;
  }
  return counts;
}

/** Promises kept, missed by how many minutes, and not due yet. */
export function promises(): { readonly kept: number; readonly late: number[]; readonly pending: number } {
  let kept = 0;
  let pending = 0;
  const late: number[] = [];
  for (const { updates } of incidents) {
    for (const [index, { promise }] of updates.entries()) {
      if (promise === undefined) continue;
      const next = updates.slice(index + 1).find(({ status }) => status !== "correction")?.at;
      if (next !== undefined && next <= promise) kept++;
      else if (promise > now) pending++;
      else late.push(((next ?? now) - promise) / 60_000);
    }
  }
  return { kept, late: late.sort((a, b) => a - b), pending };
}

/** Incidents first noticed by users, by the project, and by nobody knows whom. */
export function noticed(): readonly [yes: number, no: number, unknown: number] {
  const outside = ["user-report", "issue-tracker", "downstream-report"];
  const inside = [
    "monitoring-alert",
    "synthetic-check",
    "audit-or-scan",
    "maintainer-observation",
    "release-testing",
  ];
  const counts: [number, number, number] = [0, 0, 0];
  for (const { id, front } of incidents) {
    const said = (reportOf(id)?.front["detection"] as Raw | undefined)?.["usersFirst"];
    const by = String((front["detected"] as { by: string } | undefined)?.by);
    // YAML 1.2: yes and no are texts.
    if (said === "yes" || (said === undefined && outside.includes(by))) counts[0]++;
    else if (said === "no" || (said === undefined && inside.includes(by))) counts[1]++;
    else counts[2]++;
  }
  return counts;
}

/** How long advisories in force took from one step to another, the shortest first. */
export function patches(from: string, to: string): number[] {
  return recordsIn("advisories/")
    .filter(({ front }) => front["withdrawn"] === undefined)
    .flatMap(({ front }) => {
      const steps = new Map(
        (front["timeline"] as { at: string; event: string }[]).map(({ at, event }) => [
          event,
          Date.parse(at),
        ]),
      );
      const [begin, end] = [steps.get(from), steps.get(to)];
      return begin === undefined || end === undefined || end < begin ? [] : [end - begin];
    })
    .sort((a, b) => a - b);
}

/** How many action items there are in each outcome. */
export function outcomes(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const today = metricsNow.slice(0, 10);
  for (const { front } of reports) {
    for (const { status, due, done } of (front["actions"] as Record<string, string>[] | undefined) ?? []) {
      const isOpen = status !== "done" && status !== "wont-do";
      const word = isOpen
        ? due === undefined
          ? "open-without-due"
          : due < today
            ? "overdue"
            : "open-in-time"
        : status === "wont-do"
          ? "wont-do"
          : due === undefined
            ? "done-without-due"
            : String(done) <= due
              ? "done-in-time"
              : "done-late";
      counts[word] = (counts[word] ?? 0) + 1;
    }
  }
  return counts;
}

/** From the end of impact to publication, the shortest first. */
export function latencies(): number[] {
  return reports
    .flatMap(({ front }) => {
      const published = front["published"];
      const end = timeOf((front["times"] as Raw | undefined)?.["impactEnd"]);
      return typeof published === "string" && end !== undefined ? [Date.parse(published) - end] : [];
    })
    .sort((a, b) => a - b);
}

/** Reports that the policy requires: final ones, all, and those past their day. */
export function coverage(): readonly [written: number, required: number, overdue: number] {
  const days: Record<string, number> = { critical: 14, major: 30 };
  const counts: [number, number, number] = [0, 0, 0];
  for (const { id, front, updates } of incidents) {
    const within = days[String(front["severity"])];
    const closed = updates.find(({ status }) => status === "resolved")?.at;
    if (within === undefined || closed === undefined) continue;
    counts[1]++;
    const report = reports.find((one) => (one.front["incidents"] as string[]).includes(id));
    const impact = (front["impact"] as { to?: string }[] | undefined)?.[0];
    const end = impact?.to ? Date.parse(impact.to) : closed;
    if (report?.front["status"] === "final") counts[0]++;
    else if (end + within * 86_400_000 <= now) counts[2]++;
  }
  return counts;
}
