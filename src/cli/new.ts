import { type NewRecord, type NewUpdate, writeRecord } from "../records/edit.ts";
import { parseIncident } from "../records/incident.ts";
import { writeHeadingInstant } from "../records/instant.ts";
import { nearest } from "../records/nearest.ts";
import { alternatives } from "../records/quote.ts";
import { ID } from "../records/schema/value.ts";
import { type IncidentKind, impactLevels, incidentKinds, type Status } from "../records/schema/vocabulary.ts";
import { idOf } from "../records/source.ts";
import { concludeWith } from "./git.ts";
import { newAdvisory } from "./new/advisory.ts";
import { newPostmortem } from "./new/postmortem.ts";
import { readScope, type Scope } from "./new/scope.ts";
import { slugOf } from "./new/slug.ts";
import { writeNew } from "./new/write.ts";
import { readNow } from "./now.ts";
import { incidentFiles, loadOnly, requireSite } from "./site/records.ts";
import { tellAppended } from "./update/append.ts";
import { tellCadence, tellSeverities } from "./update/cadence.ts";
import { refuses, requireOneUpdate, sourceOf } from "./update/examine.ts";
import { keeping, readMessage, requireFilled } from "./update/message.ts";
import { timesHelp } from "./update/moment.ts";
import { nextUpdate, postOptions, readHandle, serviceNames } from "./update/post.ts";
import { readStatus } from "./update/status.ts";
import { findTemplate, tellTemplates } from "./update/template.ts";
import { type Input, type Io, textOption, UsageError, type Verb } from "./verb.ts";

const EXAMPLE = "daymark new incident Package uploads failing --service uploads --level major";

/** `daymark new`: a record with its first update, an advisory, or a report. */
export const newVerb: Verb = {
  name: "new",
  summary: "Open an incident, announce a maintenance, publish a notice, begin an advisory or a postmortem",
  positionals: "incident|maintenance|notice|advisory|postmortem [title… or incident…]",
  arity: { min: 0, max: Number.POSITIVE_INFINITY },
  options: {
    title: {
      type: "string",
      value: "TEXT",
      about: "What is wrong, in a few plain words; or write it after the kind.",
    },
    service: {
      type: "string",
      multiple: true,
      value: "ID",
      about: "A service that is affected; may be given again. ID=LEVEL gives it a level of its own.",
    },
    level: {
      type: "string",
      value: "LEVEL",
      about: `How much of them is affected: ${alternatives(impactLevels)}.`,
    },
    severity: {
      type: "string",
      value: "ID",
      about: "A severity of content/site.yaml. Advisory: a CVSS vector.",
    },
    from: { type: "string", value: "T", about: "Since when, if not now. Maintenance: the planned begin." },
    to: {
      type: "string",
      value: "T",
      about: "Until when, if it is over. Maintenance: the planned end, such as 2h (after the begin).",
    },
    status: {
      type: "string",
      short: "s",
      value: "WORD",
      about: "Status of the first update (default: investigating, scheduled or notice).",
    },
    id: {
      type: "string",
      value: "ID",
      about: "Name of the file (default: the day and the title; postmortem: the incident's).",
    },
    package: {
      type: "string",
      multiple: true,
      value: "PURL",
      about: "Advisory: a package that is affected, such as pkg:npm/%40acme/widget; may be given again.",
    },
    reserve: { type: "boolean", about: "Advisory: take the next number, and say nothing yet." },
    owner: {
      type: "string",
      value: "HANDLE",
      about: "Postmortem: who sees to it (default: you, by git, or who led the response).",
    },
    ...postOptions,
  },
  more: [
    timesHelp,
    "Without --message the text comes from $VISUAL or $EDITOR.",
    `Example: ${EXAMPLE} -m 'Uploads return 503.'`,
    "An advisory begins as a draft with the next free number; its file says what is to be written.",
    "A postmortem begins as a draft that holds all that its incidents know: times, roles, updates, promises.",
    "Example: daymark new postmortem 2026-11-20-uploads-failing",
    "Example: daymark new maintenance Search upgrade --service search --from 2026-12-05T08:00Z --to 2h -m 'Search is off twice.'",
  ].join("\n"),
  async run(input, io) {
    if (tellTemplates(input, io)) return 0;
    const kind = readKind(input.positionals[0]);
    if (kind === "advisory") return newAdvisory(input, io);
    if (kind === "postmortem") return newPostmortem(input, io);
    requireIncidentOptions(input);
    requireSite(input, io);
    const title = await readTitle(kind, input, io);
    const records = loadOnly(input.root);
    const wanted = textOption(input, "template");
    const template = wanted === undefined ? undefined : findTemplate(wanted, records.templates, kind);
    const word = textOption(input, "status");
    const begun = readNow(input, io);
    const scope = readScope(
      kind,
      word === undefined ? template?.status : readStatus(word, kind),
      records,
      begun,
      input,
    );
    const id = readId(kind, title, scope, input);
    const postedBy = readHandle(input, records);
    const severity = records.site.severities.find((one) => one.id === scope.severity);
    const usual =
      severity?.updateEvery === undefined || scope.over ? undefined : scope.at + severity.updateEvery;
    const facts = {
      id,
      title,
      services: serviceNames([...scope.impact.map((one) => one.service), ...scope.services], records),
      severity: severity?.label,
      status: scope.status,
      now: scope.at,
      from: scope.from,
      to: scope.to,
      nextUpdate: nextUpdate(input, scope.at) ?? usual,
    };
    const message = await readMessage(template, facts, input, io);
    return keeping(message, async () => {
      requireOneUpdate(message.text);
      requireFilled(message.text, input);
      const update = {
        status: scope.status,
        at: scope.at,
        text: message.text,
        nextUpdate: nextUpdate(input, scope.at),
        postedBy,
      };
      const file = `incidents/${yearOf(scope)}/${id}.md`;
      await write(file, { ...scope, kind, title, update }, input);
      tellAppended(title, update, [], scope.at, io);
      tellScope(kind, scope, io);
      if (kind === "incident" && severity === undefined) tellSeverities(records.site.severities, io);
      if (kind === "incident" && !scope.over) tellCadence(update, severity, io);
      return concludeWith(file, `${title}: ${scope.status.replaceAll("-", " ")}`, input, io);
    });
  },
};

function readKind(word: string | undefined): IncidentKind | "advisory" | "postmortem" {
  const kinds = [...incidentKinds, "advisory", "postmortem"] as const;
  const kind = kinds.find((known) => known === word?.toLowerCase());
  if (kind) return kind;
  const near = word === undefined ? undefined : nearest(word, kinds);
  throw new UsageError(
    `expected ${alternatives(kinds)}${word === undefined ? "" : `, and found ${JSON.stringify(word)}`}. ${
      near === undefined ? `Example: ${EXAMPLE}` : `Did you mean ${near}?`
    }`,
  );
}

/** Throws `UsageError` for options that only an advisory or a postmortem has. */
function requireIncidentOptions(input: Input): void {
  const owners = { package: "advisory", reserve: "advisory", owner: "postmortem" };
  const foreign = Object.entries(owners).find(([name]) => input.values[name] !== undefined);
  if (foreign === undefined) return;
  const [name, kind] = foreign;
  throw new UsageError(
    `--${name} is for ${kind === "advisory" ? "advisories" : "postmortems"}. Expected daymark new ${kind}, or leave it out.`,
  );
}

async function readTitle(kind: IncidentKind, input: Input, io: Io): Promise<string> {
  const words = input.positionals.slice(1).join(" ").trim();
  const option = textOption(input, "title")?.trim() ?? "";
  if (words !== "" && option !== "")
    throw new UsageError("the title is given twice, after the kind and by --title. Leave one out.");
  const given =
    words ||
    option ||
    (io.interactive && io.ask ? (await io.ask("Title, in a few plain words: ")).trim() : "");
  if (given === "")
    throw new UsageError(
      `there is no title. Write it after the kind: daymark new ${kind} Package uploads failing`,
    );
  if (/[\r\n]/.test(given))
    throw new UsageError("the title has more than one line. Put the rest into --message.");
  return given;
}

/** `--id`, or the day and the title, or the kind where the title has no Latin letters. Throws `UsageError` if a record has that id, and tells a free one. */
function readId(kind: IncidentKind, title: string, scope: Scope, input: Input): string {
  const given = textOption(input, "id")?.replace(/\.md$/, "");
  if (given !== undefined && !ID.test(given)) {
    throw new UsageError(
      `--id ${JSON.stringify(given)}: expected letters, digits, hyphens, dots and underscores, such as 2026-11-20-uploads-failing.`,
    );
  }
  const day = new Date(scope.from).toISOString().slice(0, 10);
  const slug = slugOf(title);
  const id = given ?? `${day}-${slug || kind}`;
  const taken = new Map(incidentFiles(input.root).map((file) => [idOf(file).toLowerCase(), file]));
  const twin = taken.get(id.toLowerCase());
  if (twin === undefined) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`.toLowerCase())) number++;
  // A title without Latin letters gives no name of its own, so having the same one says nothing.
  if (given === undefined && slug === "") return `${id}-${number}`;
  throw new UsageError(
    `${twin} is there already. If it is the same, add to it: daymark update ${idOf(twin)}. If not: --id ${id}-${number}`,
  );
}

/** Says what the record is about, where it may be another thing than was meant. */
function tellScope(kind: IncidentKind, { at, from, to, impact }: Scope, io: Io): void {
  if (kind === "incident" && impact.length === 0)
    io.err(
      'No service is named, so none counts as affected: add it to the file ("impact"), or --service next time.\n',
    );
  const until = to === undefined ? "" : ` to ${writeHeadingInstant(to)}`;
  if (kind === "maintenance") io.err(`Planned from ${writeHeadingInstant(from)}${until}.\n`);
  if (kind === "incident" && impact.length > 0 && from !== at)
    io.err(`Affected from ${writeHeadingInstant(from)}${until}.\n`);
}

function yearOf(scope: Scope): number {
  return new Date(scope.from).getUTCFullYear();
}

async function write(
  file: string,
  record: NewRecord & { readonly update: NewUpdate & { readonly status: Status } },
  input: Input,
): Promise<void> {
  const text = writeRecord(record);
  const { problems } = parseIncident(sourceOf(file, text));
  await writeNew(input.root, file, text, problems.filter(refuses));
}
