import {
  type Facts,
  factsOf,
  type GeneratedFile,
  generatedNow,
  machine,
  people,
  randomOf,
} from "./generate.ts";

/*
 * Postmortems of generated sites, made from nothing: one of every tenth record, of 400 to 800 words in MDX, with factors,
 * actions in every state and words of a glossary. They pass `check` without a problem.
 */

/** One record in so many has a postmortem. */
const EVERY = 10;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const now = Date.parse(generatedNow);

const terms = [
  ["failover", "[switch-over, takeover]", "Handing the work of a machine that failed to another one."],
  ["rollback", "[revert]", "Going back to the release before."],
  [
    "canary",
    "[canary release]",
    "A release that a few machines get first, so that its faults meet few people.",
  ],
  ["replication-lag", "[lag of the replica]", "How far a copy of a database is behind the original."],
  ["error-budget", "[]", "How much may fail in a month before new work has to wait."],
  ["rate-limit", "[throttling]", "How many requests one client may make in a given time."],
  ["origin-server", "[origin]", "The machine from which caches fetch what they do not have."],
  ["cache-purge", "[purge]", "Removing entries from a cache before they have expired."],
  [
    "synthetic-check",
    "[probe]",
    "A program that uses a service as people do, every minute, and tells if it fails.",
  ],
  ["connection-pool", "[pool]", "Connections to a database that are kept open and shared."],
  ["circuit-breaker", "[]", "What stops asking a service that fails, until it has had time to recover."],
  ["write-ahead-log", "[WAL]", "Changes of a database in their order, written before they are made."],
] as const;

const subjects = [
  "The first of us who looked",
  "The person on call",
  "A maintainer of a mirror",
  "The release team",
  "Our provider's support",
  "The second team",
  "Somebody in the chat",
  "The author of the change",
] as const;
const verbs = [
  "compared the error rate with that of the week before",
  "found the same message in the logs of two other machines",
  "asked whether anything had been deployed",
  "restarted one machine to see if it would recover",
  "took the newest machine out of service",
  "looked at the graph of open connections and saw nothing",
  "wrote down which requests failed and which did not",
  "suspected the network and measured it from three places",
  "tried the step of the playbook that had helped the last time",
] as const;
const results = [
  "which ruled out the load balancer",
  "and that took longer than it should have",
  "so we had two stories to choose from",
  "which nobody had expected",
  "and from then on we knew where to look",
  "which turned out to be a symptom only",
  "although the dashboard was green",
  "and the queue began to grow",
] as const;
const asides = [
  "A rollback was considered, and put off until the replication lag was known.",
  "The rate limit in front of it kept the rest of the site alive.",
  "There was no synthetic check that signs in, so nobody was woken.",
  "The connection pool was at its limit before the first alert.",
  "The canary had run for ten minutes without an error.",
  "A cache purge would have sent everything to the origin server at once.",
  "After the failover the write-ahead log had to be replayed from the beginning.",
  "The error budget of the month was spent within the first hour.",
  "A circuit breaker was there, but it had never been switched on.",
  "What we say about times comes from the logs of the proxies, whose clocks agree within a second.",
] as const;
const details = [
  "storage",
  "network",
  "certificates",
  "deploys",
  "quotas",
  "queues",
  "indexes",
  "backups",
] as const;

const triggers = [
  "release",
  "config-change",
  "capacity-exhaustion",
  "provider-failure",
  "expiry",
  "hardware",
  "unknown",
] as const;
const categories = [
  "software-defect",
  "config",
  "change-management",
  "capacity",
  "dependency-or-provider",
  "monitoring-gap",
  "alert-routing",
  "documentation",
  "test-coverage",
  "hardware-or-network",
] as const;
const kinds = ["prevent", "detect", "mitigate", "tooling", "documentation"] as const;
const states = [
  "status: open",
  "status: in-progress",
  "status: blocked\n    statusReason: We wait for an answer of the provider.",
  "status: delayed\n    statusReason: Other work came first.",
  "done",
  "done",
  "done",
  "status: wont-do\n    statusReason: It would cost more than it saves.",
] as const;

/** The postmortems of a site of so many records, and its glossary. */
export function* generatePostmortems(records: number): Generator<GeneratedFile> {
  for (const [id, aliases, short] of terms) {
    const term = id.replaceAll("-", " ");
    yield {
      path: `content/glossary/${id}.md`,
      text: `---\nterm: ${term}\naliases: ${aliases}\nshort: ${short}\n---\n\nIn our reports, ${term} means no more than that.\n`,
    };
  }
  for (let index = 0; index < records; index += EVERY) {
    const facts = factsOf(index, records);
    // What is not over, or only just, has not been reviewed.
    if (facts.open || facts.maintenance || publishedOf(facts) > now) continue;
    yield { path: `content/postmortems/${facts.record}.mdx`, text: postmortemText(index, facts) };
  }
}

function publishedOf({ begin, step }: Facts): number {
  return begin + 3 * step + 6 * DAY;
}

function postmortemText(index: number, facts: Facts): string {
  const { record, name, symptom, cause, type, source, begin, step } = facts;
  // Another seed than that of the incident, so that one does not repeat the other.
  const random = randomOf(index + 1_000_003);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const times = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const day = (at: number): string => machine(at).slice(0, 10);
  const sentence = (): string =>
    random() < 0.3
      ? pick(asides)
      : `${pick(subjects)} ${pick(verbs)}, ${pick(results)}; ${pick(details)} were ${times(2, 95)} % of it.`;
  const paragraph = (): string => Array.from({ length: times(2, 4) }, sentence).join(" ");
  const paragraphs = (least: number, most: number): string =>
    Array.from({ length: times(least, most) }, paragraph).join("\n\n");
  const end = begin + 3 * step;
  const published = publishedOf(facts);
  const factors = Array.from({ length: times(2, 3) }, (_, number) => {
    const category = categories[(index / EVERY + number * 3) % categories.length];
    return `  - id: factor-${number + 1}
    category: ${category}
    summary: ${pick(subjects)} could not see that ${pick(details)} and ${pick(details)} depend on each other.
    whyUndetected: Tests use ${times(2, 40)} entries, and the site has millions.`;
  });
  const actions = Array.from({ length: Math.max(factors.length, times(2, 4)) }, (_, number) => {
    const due = published + times(10, 90) * DAY;
    const state = pick(states);
    const done = Math.min(due + times(-9, 20) * DAY, now - DAY);
    const status = state === "done" ? `status: done\n    done: ${day(done)}` : state;
    const late = due < now && !/done|wont-do/.test(status);
    return `  - id: action-${number + 1}
    title: Watch ${pick(details)} of ${name} and tell before ${times(50, 95)} % is used
    kind: ${pick(kinds)}
    factors: [factor-${1 + (number % factors.length)}]
    owner: ${pick(people)}
    ${late ? "noDueReason: It depends on others." : `due: ${day(due)}`}
    ${status}
    issue: https://git.example.org/operations/issues/${index * 4 + number}
    evaluation: An exercise in which it is filled up is noticed within ${times(2, 20)} minutes.`;
  });
  return `---
title: "${name}: what we learned from ${pick(details)} and ${pick(details)}"
summary: For ${Math.round((3 * step) / MINUTE)} minutes ${symptom}. The reason was that ${cause}.
incidents: [${record}]
status: final
owner: ${pick(people)}
authors: [${pick(people)}]
published: ${machine(published)}
type: ${type}
trigger: ${pick(triggers)}
times:
  impactStart: ${machine(begin)}
  detected: ${machine(begin + 2 * MINUTE)}
  declared: ${machine(begin + 4 * MINUTE)}
  mitigated: ${machine(begin + 2 * step)}
  impactEnd: ${machine(end)}
  resolved: ${machine(end + 4 * MINUTE)}
detection: { source: ${source}, usersFirst: "${pick(["yes", "no", "unknown"])}" }
impact:
  userFacing: "yes"
  users: { percent: ${times(2, 90)}, basis: requests that failed }
  data: none
  statement: People who used ${name} saw that ${symptom}.
factors:
${factors.join("\n")}
mitigation: Traffic was moved to the second region.
resolution: The change was taken back and the queue was drained.
rollbackUsed: "${pick(["yes", "no", "not-possible"])}"
actions:
${actions.join("\n")}
tags: [${pick(details)}]
---

## What happened

From ${machine(begin).slice(0, 16).replace("T", " ")} UTC on, ${symptom}. The reason was that ${cause}.

${paragraphs(2, 3)}

<Timeline />

${paragraphs(1, 2)}

<Callout kind="lesson">

${sentence()} That is what a <Definition term="${pick(terms)[0]}">precaution</Definition> is for.

</Callout>

## What went well

- ${sentence()}
- ${sentence()}

## What did not go well

- ${sentence()}
- ${sentence()}

${paragraphs(1, 2)}

## Where we got lucky

${paragraph()}

<Differently>

${sentence()}

</Differently>
`;
}
