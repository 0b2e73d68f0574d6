import { existsSync } from "node:fs";
import { relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Instant } from "../records/instant.ts";
import { compareProblems } from "../records/problem.ts";
import { lockedThroughout } from "./lock.ts";
import { type Config, readConfig } from "./notify/config.ts";
import { courierFor } from "./notify/courier.ts";
import { type Clock, deliver } from "./notify/deliver.ts";
import { feedsOf } from "./notify/feeds.ts";
import { hubAdvice } from "./notify/hub.ts";
import { keyOf } from "./notify/key.ts";
import { appendUnqueued, type Ledger, openLedger } from "./notify/ledger.ts";
import { type Options, readOptions } from "./notify/options.ts";
import { type Plan, planOf } from "./notify/plan.ts";
import { preview } from "./notify/preview.ts";
import { type Target, targetsOf } from "./notify/target.ts";
import { nowOption, readNow } from "./now.ts";
import { count, printable, report, summary } from "./report.ts";
import { type Input, type Io, UsageError, type Verb } from "./verb.ts";

/** The ledger remembers what a build had of so many milliseconds before it: more than anybody waits to mend a failure. */
const REMEMBERED = 31 * 24 * 3_600_000;
/** A line that tells what became of a message is cut after so many characters. */
const LONGEST_LINE = 500;

/** `daymark notify`: tells everybody what became new between two builds. */
export const notify: Verb = {
  name: "notify",
  summary: "Send what became new between two builds: webhooks, chats, mail, WebSub",
  positionals: "[OLD NEW]",
  arity: { min: 0, max: 2 },
  options: {
    since: {
      type: "string",
      value: "COMMIT",
      about: "Compare this commit with the one that is checked out, instead of OLD with NEW.",
    },
    queue: { type: "boolean", about: "Write down what is new, and send nothing yet." },
    pending: { type: "boolean", about: "Send what was written down and is not delivered, and nothing else." },
    "dry-run": { type: "boolean", about: "Print every message as it would be sent; change nothing." },
    config: {
      type: "string",
      value: "FILE",
      about: "Who is told (default: daymark.notify.yaml in the site's folder).",
    },
    ledger: {
      type: "string",
      value: "FILE",
      about: "What was sent already (default: .daymark/notify.jsonl in the site's folder).",
    },
    "max-age": {
      type: "string",
      value: "TIME",
      about: "Send nothing that was published longer ago, such as 2d (default: 7d).",
    },
    limit: {
      type: "string",
      value: "N",
      about: "Send nothing at all if there are more new updates than this (default: 20).",
    },
    now: nowOption,
  },
  more: [
    "OLD is the folder of a built site, or the address of the published one; NEW is a folder.",
    "",
    "  daymark notify dist-before dist",
    "  daymark notify --queue https://status.example.org/ dist   # before NEW is published",
    "  daymark notify --pending                                  # after it",
    "",
    "A run that was interrupted, or could not deliver everything, is finished by running it again. docs/notifying.md tells how",
    "receivers are written down, how a webhook is verified, and what cannot be promised.",
    "Exit codes: 0 all delivered; 1 something could not be delivered, was refused or was given up; 2 wrong use.",
  ].join("\n"),
  async run(input, io) {
    const options = readOptions(input, io);
    if (!existsSync(input.root)) throw new UsageError(`there is no folder ${shown(input.root, io)}.`);
    const note = options.queue && !options.dry;
    try {
      const code = await configured(input, io, options);
      if (code === 2 && note) await noteUnqueued(options, io);
      return code;
    } catch (error) {
      if (note) await noteUnqueued(options, io);
      throw error;
    }
  },
};

async function configured(input: Input, io: Io, options: Options): Promise<number> {
  const { dry } = options;
  const config = readConfig(options.config, shown(options.config, io), input.root, dry ? undefined : io.env);
  if (!("receivers" in config)) {
    const problems = [...config].sort(compareProblems);
    io.err(`${report(problems, "text")}${summary(problems)}\n`);
    return 2;
  }
  const work = (): Promise<number> => withLedger(input, io, options, config);
  return dry ? work() : alone(options, io, work);
}

/** Does something while no other process uses the ledger. */
function alone<T>(options: Options, io: Io, work: () => Promise<T>): Promise<T> {
  return lockedThroughout(options.ledger, work, (lock, owner) => {
    const place = shown(lock, io);
    return new UsageError(
      `another daymark${owner} is sending with this ledger, as ${place} says. Wait until it is done, or delete that file if none is.`,
    );
  });
}

/**
 * Writes down that a build, which will be published all the same, was not compared: the next one that is cannot rely on
 * what is published.
 */
async function noteUnqueued(options: Options, io: Io): Promise<void> {
  try {
    await alone(options, io, async () => {
      const ledger = openLedger(options.ledger, shown(options.ledger, io), Date.now);
      try {
        ledger.append({ event: "unqueued" });
      } finally {
        ledger.close();
      }
    });
  } catch (error) {
    // Another process sends with this ledger: it appends whole lines, and a line between them does it no harm.
    if (error instanceof UsageError) appendUnqueued(options.ledger, Date.now());
    // Else the ledger cannot be written. Why nothing was queued is what is told now.
  }
}

async function withLedger(input: Input, io: Io, options: Options, config: Config): Promise<number> {
  const { dry } = options;
  if (options.pending && !existsSync(options.ledger)) {
    throw new UsageError(
      `there is no ledger ${shown(options.ledger, io)}, so what is pending is not known. Give OLD and NEW, or restore the file.`,
    );
  }
  const clock: Clock = { now: () => Date.now(), wait: (milliseconds) => pause(milliseconds) };
  const ledger = openLedger(options.ledger, shown(options.ledger, io), clock.now, dry);
  try {
    const targets = targetsOf(config.receivers);
    if (targets.length === 0) {
      throw new UsageError(`${shown(options.config, io)} names nobody. docs/notifying.md shows how.`);
    }
    const now = options.pending
      ? readNow(input, io)
      : await writeDown(input, io, options, config, ledger, targets);
    if (options.queue) {
      io.out(
        `${count(ledger.pending().length, "message")} to be sent. Send with daymark notify --pending.\n`,
      );
      return 0;
    }
    const expired = expire(ledger, now - options.maxAge, io);
    const code = await sendAll(ledger, targets, options, config, clock, io);
    const unqueued = ledger.unqueued();
    if (unqueued !== undefined) {
      const next = ledger.compared()
        ? "The next run that compares two builds makes up for it."
        : "No builds were compared before that, so look yourself whether it was something.";
      io.err(
        `What was new at ${unqueued} was not written down, because daymark notify --queue failed. ${next}\n`,
      );
    }
    return expired || unqueued !== undefined ? 1 : code;
  } finally {
    ledger.close();
  }
}

/** Finds what is new and writes it into the ledger. Returns the moment of the newer build. */
async function writeDown(
  input: Input,
  io: Io,
  options: Options,
  config: Config,
  ledger: Ledger,
  targets: readonly Target[],
): Promise<Instant> {
  const feeds = await feedsOf(input, io, options);
  const { older, newer } = feeds;
  const site = ledger.site();
  if (site !== undefined && site !== newer.home) {
    throw new UsageError(
      `the ledger ${shown(options.ledger, io)} is that of ${site}, and NEW is ${newer.home}. Name another file with --ledger.`,
    );
  }
  if (older === undefined && ledger.compared()) {
    throw new UsageError(
      "OLD has no feed.json, though builds of this site were compared before. Give the address of the published site.",
    );
  }
  const advice = hubAdvice(config.receivers.websub, newer.hub);
  if (advice !== undefined) io.err(`${printable(config.redact(advice))}\n`);
  const from = newer.builtAt - options.maxAge;
  const plan = planOf(feeds, ledger, targets, config.policy, { from, limit: options.limit });
  if (older === undefined) io.err("OLD has no feed yet, so that nothing is new: nobody is told.\n");
  else tellPlan(plan, from, io);
  const planned = [...plan.planned, ...(plan.ping ? [plan.ping] : [])];
  const ids = new Set(planned.map(({ message }) => message.id));
  const since = newer.builtAt - Math.max(options.maxAge, REMEMBERED);
  const seen = newer.messages
    .filter(({ id, published }) => published >= since && !ids.has(id) && !ledger.knows(id))
    .map(({ id }) => keyOf(id));
  if (planned.length + seen.length === 0 && ledger.compared() && ledger.unqueued() === undefined) {
    return newer.builtAt;
  }
  ledger.append(
    ...planned.map(({ message, targets: keys }) => ({
      event: "new" as const,
      id: message.id,
      targets: [...keys],
      ...(keys.length > 0 && { message }),
    })),
    { event: "run", site: newer.home, feeds: [...newer.feeds], seen },
  );
  return newer.builtAt;
}

function tellPlan({ planned, ping, old }: Plan, from: Instant, io: Io): void {
  const unwanted = planned.filter(({ targets }) => targets.length === 0).length;
  io.err(`${count(planned.length, "new update")}.\n`);
  if (unwanted > 0 && ping === undefined) io.err(`Wanted by nobody: ${count(unwanted, "update")}.\n`);
  if (old > 0) {
    const time = new Date(from).toISOString();
    io.err(`Not sent, because published before ${time} (--max-age): ${count(old, "update")}.\n`);
  }
}

/** Gives up what has waited for too long: who reads it now would take it for news. Returns whether there was any. */
function expire(ledger: Ledger, from: Instant, io: Io): boolean {
  const old = ledger.pending().filter(({ message }) => message.published < from);
  if (old.length === 0) return false;
  ledger.append(...old.map(({ message, target }) => ({ event: "expired" as const, id: message.id, target })));
  io.err(`Given up, because not delivered in time (--max-age): ${count(old.length, "message")}.\n`);
  return true;
}

async function sendAll(
  ledger: Ledger,
  targets: readonly Target[],
  options: Options,
  config: Config,
  clock: Clock,
  io: Io,
): Promise<number> {
  const waiting = Map.groupBy(ledger.pending(), ({ target }) => target);
  const rounds = targets.map((target) => ({
    label: target.label,
    courier: courierFor(target, ledger.feeds()),
    pending: waiting.get(target.key) ?? [],
  }));
  const known = new Set(targets.map(({ key }) => key));
  const lost = [...waiting].filter(([key]) => !known.has(key)).flatMap(([, pending]) => pending).length;
  if (lost > 0) {
    io.err(
      `${count(lost, "message")} for receivers that ${shown(options.config, io)} no longer names will not be sent.\n`,
    );
  }
  if (options.dry) {
    const messages = preview(rounds, clock, io);
    io.err(`${count(messages, "message")} would be sent. Nothing was sent or written down.\n`);
    return 0;
  }
  // Cut after secrets are gone, so that no part of one is left.
  const tell = (text: string): void => io.err(`${printable(config.redact(text)).slice(0, LONGEST_LINE)}\n`);
  const { done, refused, failed } = await deliver(rounds, ledger, clock, tell);
  if (done + refused + failed === 0) io.out("Nothing to send.\n");
  else {
    const parts = [
      `${count(done, "message")} delivered`,
      ...(refused > 0 ? [`${refused} refused, which will not be sent again`] : []),
      ...(failed > 0 ? [`${failed} not. Send the rest with daymark notify --pending`] : []),
    ];
    io.out(`${parts.join(", ")}.\n`);
  }
  return refused + failed === 0 ? 0 : 1;
}

function shown(path: string, io: Io): string {
  return printable(relative(io.cwd, path).replaceAll("\\", "/") || path);
}
