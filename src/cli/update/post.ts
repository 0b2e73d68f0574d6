import { join } from "node:path";
import { timelineOf } from "../../model/timeline.ts";
import type { ClosedImpact, NewUpdate } from "../../records/edit.ts";
import type { Incident } from "../../records/incident.ts";
import { type Instant, writeInstant } from "../../records/instant.ts";
import type { Records } from "../../records/load.ts";
import { nearest } from "../../records/nearest.ts";
import { finalStatuses, type IncidentKind, type Status } from "../../records/schema/vocabulary.ts";
import { commitOption, concludeWith } from "../git.ts";
import { locked } from "../lock.ts";
import { nowOption, readNow } from "../now.ts";
import { type Input, type Io, type Option, textOption, UsageError } from "../verb.ts";
import { kindIn, readText, tellAppended, writeAppended } from "./append.ts";
import { tellCadence } from "./cadence.ts";
import { requireOneUpdate } from "./examine.ts";
import { keeping, readMessage, requireFilled } from "./message.ts";
import { laterMoment, pastMoment } from "./moment.ts";
import { lasting, momentOf, requireBegun, requireFitting, updatesIn } from "./past.ts";
import type { Target } from "./target.ts";
import { type Facts, findTemplate } from "./template.ts";

/** How often an update is tried on a file that changes meanwhile. */
const ATTEMPTS = 5;

/** Options of every verb that writes an update. */
export const postOptions = {
  message: {
    type: "string",
    short: "m",
    value: "TEXT",
    about: "The text, in Markdown; - reads it from standard input.",
  },
  template: {
    type: "string",
    value: "ID",
    about: "Begin with this text of content/templates; list shows them all.",
  },
  "next-update": { type: "string", value: "T", about: "When the next update will come." },
  "posted-by": { type: "string", value: "HANDLE", about: "Who posts it: a handle of content/people.yaml." },
  at: { type: "string", value: "T", about: "When it was posted, if not now." },
  commit: commitOption,
  now: nowOption,
} as const satisfies Record<string, Option>;

/** The option for another end of the impact than the time of the final update. */
export const impactEndOption: Option = {
  type: "string",
  value: "T",
  about:
    "When the services worked again: ends the open impact. The last update ends it anyway, at its own time.",
};

/** Appends an update to a record, tells what was done, and concludes with git. Returns the exit code. */
export async function post(
  target: Target,
  choose: (kind: IncidentKind, templateStatus: Status | undefined) => Status,
  input: Input,
  io: Io,
): Promise<number> {
  const { records, file } = target;
  const record = records.incidents.find((incident) => incident.id === target.id);
  const text = readText(input.root, file);
  const kind = record?.kind ?? kindIn(file, text);
  const wanted = textOption(input, "template");
  const template = wanted === undefined ? undefined : findTemplate(wanted, records.templates, kind);
  const status = choose(kind, template?.status);
  const past = updatesIn(file, text, kind);
  requireFitting(status, kind, past);
  requireBegun(status, record, past, target.id, readNow(input, io));
  const postedBy = readHandle(input, records);
  const begun = momentOf(past, input, io);
  const promised =
    nextUpdate(input, begun) ?? (template ? usualNextUpdate(record, status, records, begun) : undefined);
  const facts = factsOf(target, record, records, status, begun, promised);
  const message = await readMessage(template, facts, input, io);
  return keeping(message, async () => {
    requireOneUpdate(message.text);
    requireFilled(message.text, input);
    const ending = textOption(input, "impact-end");
    const ends = ending !== undefined || finalStatuses.includes(status);
    /** Undefined if somebody else changed the file meanwhile. */
    const append = (): Appended | undefined => {
      const before = readText(input.root, file);
      const sofar = updatesIn(file, before, kind);
      requireFitting(status, kind, sofar);
      const kept = message.file === undefined && sofar.every((one) => one.at <= begun);
      const at = kept ? begun : momentOf(sofar, input, io);
      const update = { status, at, text: message.text, nextUpdate: nextUpdate(input, at), postedBy };
      const end = ending === undefined ? at : pastMoment("impact-end", ending, readNow(input, io));
      const closed = writeAppended(input.root, file, before, update, ends ? end : undefined, io);
      return closed && { update, end, closed };
    };
    const { update, end, closed } = await locked(join(input.root, file), () => persist(append, file));
    tellAppended(facts.title, update, closed, end, io);
    if (ending !== undefined && closed.length === 0)
      io.err("--impact-end changed nothing: no impact in the file has a start and no end.\n");
    const over = finalStatuses.includes(lasting(status, past));
    const severity = records.site.severities.find(({ id }) => id === record?.severity);
    if (kind === "incident" && !over) tellCadence(update, severity, io);
    if (status === "reopened") tellReopened(record, update.at, io);
    return concludeWith(file, `${facts.title}: ${status.replaceAll("-", " ")}`, input, io);
  });
}

interface Appended {
  readonly update: NewUpdate;
  readonly end: Instant;
  readonly closed: readonly ClosedImpact[];
}

/** Tries until it works, since an editor or git may change a file while it is worked on. */
function persist(append: () => Appended | undefined, file: string): Appended {
  for (let left = ATTEMPTS; left > 0; left--) {
    const appended = append();
    if (appended) return appended;
  }
  throw new UsageError(
    `nothing was written to ${file}, because something else changed it ${ATTEMPTS} times meanwhile. Run this again when that is over.`,
  );
}

/** Reads `--posted-by`. Throws `UsageError` for a handle that is not in content/people.yaml. */
export function readHandle(input: Input, records: Records): string | undefined {
  const text = textOption(input, "posted-by")?.replace(/^@/, "");
  if (text === undefined || records.people.has(text)) return text;
  const near = nearest(text, records.people.keys());
  throw new UsageError(
    `--posted-by ${text}: this handle is not in content/people.yaml. ${
      near === undefined
        ? "Add it there with the person's consent, or leave --posted-by out."
        : `Did you mean ${near}?`
    }`,
  );
}

/** Reads `--next-update`. */
export function nextUpdate(input: Input, at: Instant): Instant | undefined {
  const text = textOption(input, "next-update");
  return text === undefined ? undefined : laterMoment("next-update", text, at);
}

/** Names of services, as people call them. */
export function serviceNames(ids: readonly string[], records: Records): string[] {
  return ids.map((id) => records.services.find((service) => service.id === id)?.name ?? id);
}

/** A reopened incident affects nothing until its file says what. */
function tellReopened(record: Incident | undefined, at: Instant, io: Io): void {
  if (!record || record.impact.some((one) => one.to === undefined)) return;
  const last = record.impact.at(-1);
  const { service, level } = last ?? { service: "ID", level: "major" };
  io.err(
    `No service counts as affected again. Add to "impact" in the file what is:\n  - { service: ${service}, level: ${level}, from: ${writeInstant(at)} }\n`,
  );
}

/** When the severity policy says that the next update is due. */
function usualNextUpdate(
  record: Incident | undefined,
  status: Status,
  records: Records,
  at: Instant,
): Instant | undefined {
  const severity = records.site.severities.find(({ id }) => id === record?.severity);
  if (severity?.updateEvery === undefined || finalStatuses.includes(status)) return undefined;
  return at + severity.updateEvery;
}

function factsOf(
  target: Target,
  record: Incident | undefined,
  records: Records,
  status: Status,
  now: Instant,
  promised: Instant | undefined,
): Facts {
  const timeline = record && timelineOf(record, now);
  return {
    id: target.id,
    title: record?.title ?? target.id,
    services: serviceNames(timeline?.services ?? [], records),
    severity: records.site.severities.find(({ id }) => id === record?.severity)?.label,
    status,
    now,
    from: record?.scheduled?.from ?? timeline?.start,
    to: record?.scheduled?.to ?? timeline?.end,
    nextUpdate: promised,
  };
}
