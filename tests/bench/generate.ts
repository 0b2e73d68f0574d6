import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/*
 * Sites of any size, made from nothing: the same size gives the same files, byte for byte. Records are as long as
 * those of real status pages, about 2 kB, and pass `check` without a problem.
 */

/** The moment that generated sites are built at. */
export const generatedNow = "2026-11-20T12:00Z";

/** One file of a generated site. */
export interface GeneratedFile {
  /** Path relative to the site's folder. */
  readonly path: string;
  readonly text: string;
}

const now = Date.parse(generatedNow);
const YEARS = 15;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** One record in so many is a maintenance. */
const MAINTENANCE_EVERY = 12;

const services = [
  ["index", "Package index", "install"],
  ["downloads", "Downloads", "install"],
  ["mirror", "Mirrors", "install"],
  ["uploads", "Uploads", "publish"],
  ["accounts", "Accounts", "publish"],
  ["api", "API", "publish"],
  ["search", "Search", "read"],
  ["docs", "Documentation", "read"],
  ["website", "Website", "read"],
  ["mail", "Mail", "read"],
] as const;

/** Handles of everybody who is named. */
export const people = ["amber", "bruno", "chidi", "dagny"] as const;
const levels = ["degraded", "partial", "major"] as const;
const severities = ["minor", "major", "critical"] as const;
const types = ["service-outage", "degradation", "dependency-outage", "release-regression"] as const;
const sources = ["monitoring-alert", "user-report", "synthetic-check"] as const;

const symptoms = [
  "requests fail with status 503",
  "answers take longer than ten seconds",
  "new entries appear up to an hour late",
  "connections are cut off after a few kilobytes",
  "sign-in ends in an endless redirect",
  "some files arrive with a wrong checksum",
] as const;
const causes = [
  "the primary database ran out of connections after a deploy",
  "a disk of the object store has filled up with old logs",
  "a certificate was renewed but never loaded by the proxies",
  "our provider has lost a network link between two of its regions",
  "a scheduled job has locked a table that every request needs",
  "a change of the cache key sends all traffic to the origin",
] as const;
const measures = [
  "We have moved traffic to the second region and watch the error rate.",
  "We are rolling back to the previous release, which takes about twenty minutes.",
  "We have stopped the job and are replaying what it missed.",
  "Two of us are on a call with the provider.",
  "We have added capacity and are draining the queue.",
] as const;
const remarks = [
  "If you see this, trying again after a minute usually helps; nothing that was accepted is lost.",
  "Requests that were answered with an error had no effect and can be repeated safely.",
  "Mirrors are not affected and can be used in the meantime, see <https://mirrors.example.org/list>.",
  "The error in logs is `upstream connect error or disconnect/reset before headers`.",
  "Automated jobs should be paused, so that they do not make the load worse than it is.",
  "Our graphs are at [graphs.example.org](https://graphs.example.org/d/overview), with a delay of a minute.",
] as const;

/** All files of a site with so many records. */
export function* generateFiles(records: number): Generator<GeneratedFile> {
  yield { path: "content/site.yaml", text: siteText };
  yield { path: "content/people.yaml", text: people.map((one) => `${one}:\n  consent: handle\n`).join("") };
  for (const [id, name, group] of services) {
    yield {
      path: `content/services/${id}.md`,
      text: `---\nname: ${name}\ngroup: ${group}\n---\n\n${name} of the project.\n`,
    };
  }
  for (let index = 0; index < records; index++) yield record(factsOf(index, records));
}

/** Writes a site into a folder and makes it a git repository of one commit. */
export function writeSite(folder: string, records: number, more: Iterable<GeneratedFile> = []): void {
  const made = new Set<string>();
  for (const { path, text } of [...generateFiles(records), ...more]) {
    const file = join(folder, path);
    if (!made.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    made.add(dirname(file));
    writeFileSync(file, text);
  }
  const date = generatedNow.replace("Z", ":00Z");
  const env = {
    ...process.env,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
    GIT_CONFIG_GLOBAL: "/dev/null",
  };
  const git = (...args: string[]): void => {
    execFileSync("git", args, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
  };
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git(
    "-c",
    "user.name=Bench",
    "-c",
    "user.email=bench@example.org",
    "commit",
    "--quiet",
    "--message=Add records",
  );
}

const siteText = `name: Generated status
url: https://status.example.org
description: A site made for measuring.
groups:
  - { id: install, name: Installing, order: 1 }
  - { id: publish, name: Publishing, order: 2 }
  - { id: read, name: Reading, order: 3 }
`;

/** What a record is about. */
export interface Facts {
  /** The record's id: the name of its file. */
  readonly record: string;
  readonly maintenance: boolean;
  /** Id and name of the service. */
  readonly id: string;
  readonly name: string;
  readonly other: string;
  /** Milliseconds since the epoch. */
  readonly begin: number;
  /** A third of its length, in milliseconds. */
  readonly step: number;
  readonly open: boolean;
  readonly two: boolean;
  readonly level: (typeof levels)[number];
  readonly symptom: string;
  readonly cause: string;
  /** Of what kind it was and who noticed it first; undefined for a maintenance. */
  readonly type: (typeof types)[number] | undefined;
  readonly source: (typeof sources)[number] | undefined;
  /** One of a list, at random. */
  pick<T>(list: readonly T[]): T;
}

/** What one of so many records is about: the same each time. */
export function factsOf(index: number, records: number): Facts {
  // From fifteen years ago to half an hour ago, at even steps; the last is still open.
  const age = records === 1 ? 1 : 1 - index / (records - 1);
  const begin = now - 30 * MINUTE - Math.floor((age * YEARS * 365 * DAY) / MINUTE) * MINUTE;
  const open = index === records - 1;
  const random = randomOf(index);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const maintenance = !open && index % MAINTENANCE_EVERY === MAINTENANCE_EVERY - 1;
  const [id, name] = services[index % services.length] ?? services[0];
  const day = new Date(begin).toISOString().slice(0, 10);
  return {
    record: `${day}-${id}-${maintenance ? "maintenance" : "trouble"}-${index + 1}`,
    maintenance,
    id,
    name,
    other: services[(index + 3) % services.length]?.[0] ?? "api",
    begin,
    // Eight minutes to an hour and a quarter, as far as that lies in the past.
    step: Math.min(Math.floor(8 + random() * 67), Math.floor((now - begin) / MINUTE / 3) - 3) * MINUTE,
    open,
    two: random() < 0.3,
    level: pick(levels),
    symptom: pick(symptoms),
    cause: pick(causes),
    type: maintenance ? undefined : pick(types),
    source: maintenance ? undefined : pick(sources),
    pick,
  };
}

function record(facts: Facts): GeneratedFile {
  return {
    path: `incidents/${facts.record.slice(0, 4)}/${facts.record}.md`,
    text: facts.maintenance ? maintenanceText(facts) : incidentText(facts),
  };
}

function incidentText({
  id,
  name,
  other,
  begin,
  step,
  open,
  two,
  level,
  symptom,
  cause,
  type,
  source,
  pick,
}: Facts): string {
  const end = begin + 3 * step;
  const to = open ? "" : `, to: ${machine(end)}`;
  const impact = [
    `  - { service: ${id}, level: ${level}, from: ${machine(begin)}${to} }`,
    ...(two ? [`  - { service: ${other}, level: degraded, from: ${machine(begin + step)}${to} }`] : []),
  ];
  return `---
title: "${name}: ${symptom}"
severity: ${severities[levels.indexOf(level)]}
type: ${type}
impact:
${impact.join("\n")}
detected: { at: ${machine(begin + 2 * MINUTE)}, by: ${source} }
roles: { incident-commander: ${pick(people)} }
tags: [${pick(["storage", "network", "deploy", "database"])}]
---

Since ${clock(begin)} ${symptom}, for about ${pick(["one in ten", "one in four", "nearly all"])} people who use ${name}.
Everything else works as usual.

## Investigating — ${heading(begin + 4 * MINUTE)}

We see that ${symptom}, and are looking for the reason. ${pick(remarks)}

Next-update: ${clock(begin + step + 10 * MINUTE)}
Posted-by: ${pick(people)}

## Identified — ${heading(begin + 4 * MINUTE + step)}

### Known

The reason is that ${cause}. ${pick(remarks)}

### Not known

Whether ${name} will need to be rebuilt from its last backup, and how long that would take.

### Doing

${pick(measures)} ${pick(measures)}

Next-update: ${clock(begin + 2 * step + 15 * MINUTE)}
Posted-by: ${pick(people)}

## ${open ? "Update" : "Monitoring"} — ${heading(begin + 4 * MINUTE + 2 * step)}

${pick(measures)} Since then:

- errors have gone down from ${pick([12, 24, 31, 48])} % to **${pick([1, 2, 3])} %**;
- the queue is shorter by ${pick([200, 900, 4000])} entries a minute;
- nobody has reported \`checksum mismatch\` again.

${pick(remarks)}

Next-update: ${clock(begin + 3 * step + 20 * MINUTE)}
Posted-by: ${pick(people)}

## ${open ? "Monitoring" : "Resolved"} — ${heading(begin + 4 * MINUTE + 3 * step)}

${name} has worked without errors ${open ? "for a few minutes" : `since ${clock(end)}`}. The reason was that ${cause}. ${pick(remarks)}
We will write down what we change so that it does not happen again.

Posted-by: ${pick(people)}
`;
}

function maintenanceText({ id, name, begin, step, pick }: Facts): string {
  const end = begin + 3 * step;
  return `---
title: "${name}: ${pick(["database upgrade", "move to new machines", "network maintenance", "storage upgrade"])}"
kind: maintenance
scheduled: { from: ${machine(begin)}, to: ${machine(end)} }
impact:
  - { service: ${id}, level: maintenance }
---

${name} will be unavailable for a part of this window, at most twenty minutes. ${pick(remarks)}

## Scheduled — ${heading(begin - 3 * DAY)}

We replace the machines that ${name} runs on. ${pick(remarks)} ${pick(remarks)}

Posted-by: ${pick(people)}

## In progress — ${heading(begin)}

The work has begun. ${pick(measures)}

Next-update: ${clock(begin + step)}
Posted-by: ${pick(people)}

## Verifying — ${heading(begin + 2 * step)}

The new machines answer. We compare what they say with what the old ones said:

1. every entry of the last day is there;
2. checksums agree;
3. answers take no longer than before.

Posted-by: ${pick(people)}

## Completed — ${heading(end)}

All has been checked. ${pick(remarks)}

Posted-by: ${pick(people)}
`;
}

/** A moment as front matter has it. */
export function machine(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

function heading(at: number): string {
  return `${machine(at).slice(0, 16).replace("T", " ")} UTC`;
}

function clock(at: number): string {
  return `${machine(at).slice(11, 16)} UTC`;
}

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
