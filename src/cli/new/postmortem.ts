import type { SiteModel } from "../../model/site.ts";
import type { Timeline } from "../../model/timeline.ts";
import { writeHeadingInstant } from "../../records/instant.ts";
import { nearest } from "../../records/nearest.ts";
import { type NewReport, writeReport } from "../../records/postmortem/write.ts";
import { parsePostmortem } from "../../records/postmortem.ts";
import { alternatives } from "../../records/quote.ts";
import { ID } from "../../records/schema/value.ts";
import { keyTimes } from "../../records/schema/vocabulary.ts";
import { idOf } from "../../records/source.ts";
import { concludeWith } from "../git.ts";
import { readNow } from "../now.ts";
import { count, printable } from "../report.ts";
import { loadModel } from "../site/load.ts";
import { markdownFiles, requireSite } from "../site/records.ts";
import { sourceOf } from "../update/examine.ts";
import { type Input, type Io, textOption, UsageError } from "../verb.ts";
import { gitNames } from "./git.ts";
import { draftOf } from "./report.ts";
import { writeNew } from "./write.ts";

const EXAMPLE = "daymark new postmortem 2026-11-20-uploads-failing --owner ann";
const FOLDER = "content/postmortems";
const DAY = 24 * 60 * 60_000;

/** Options of `daymark new postmortem`; the others of `new` say nothing about a report. */
const OPTIONS: ReadonlySet<string> = new Set(["title", "owner", "id", "commit", "now", "root", "help"]);

/** `daymark new postmortem`: the draft of a report, with all that its incidents know. Returns the exit code. */
export async function newPostmortem(input: Input, io: Io): Promise<number> {
  requireOptions(input);
  requireSite(input, io);
  const words = input.positionals.slice(1);
  if (words.length === 0)
    throw new UsageError(`expected the id of an incident, or of several. Example: ${EXAMPLE}`);
  const title = readTitle(input);
  const { model } = await loadModel(input.root, { now: readNow(input, io) });
  const timelines = [...new Set(words.map((word) => incidentOf(model, word)))];
  const id = readId(timelines, input);
  const draft = draftOf(model, timelines, await ownerOf(model, timelines, input, io), title);
  const file = `${FOLDER}/${id}.mdx`;
  const text = writeReport(draft);
  const { problems } = parsePostmortem(sourceOf(file, text));
  const wrong = problems.filter(({ severity }) => severity === "error");
  await writeNew(input.root, file, text, wrong);
  for (const timeline of timelines) tellIncident(model, timeline, io);
  tellDraft(draft, io);
  return concludeWith(file, `Begin the postmortem ${id}`, input, io);
}

/** `--title`. Throws `UsageError` for one of several lines. */
function readTitle(input: Input): string | undefined {
  const title = textOption(input, "title")?.trim();
  if (title !== undefined && /[\r\n]/.test(title))
    throw new UsageError("the title has more than one line. Put the rest into the text of the report.");
  return title;
}

/** Throws `UsageError` for options that say nothing about a report. */
function requireOptions(input: Input): void {
  const foreign = Object.keys(input.values).find(
    (name) => input.values[name] !== undefined && !OPTIONS.has(name),
  );
  if (foreign === undefined) return;
  throw new UsageError(
    `--${foreign} says nothing about a postmortem. Expected --owner, --id or --title; the rest is written into the file.`,
  );
}

/** The incident that a word names: its id, or its file. Throws `UsageError` for what cannot be reviewed. */
function incidentOf(model: SiteModel, word: string): Timeline {
  const id = word.replace(/^.*[/\\]/s, "").replace(/\.md$/, "");
  const found = model.timelinesById.get(id);
  if (!found) throw new UsageError(unknownIncident(model, id));
  if (found.record.kind === "notice")
    throw new UsageError(
      `${id} is a notice: there is nothing to review. Expected an incident or a maintenance.`,
    );
  if (found.phase === "upcoming")
    throw new UsageError(`${id} has not begun: there is nothing to review yet. Run this when it is over.`);
  return found;
}

function unknownIncident({ leftOut, timelinesById }: SiteModel, id: string): string {
  const unread = leftOut.find((file) => file.startsWith("incidents/") && idOf(file) === id);
  if (unread !== undefined) return `${unread} cannot be read. daymark check tells why; mend it first.`;
  const near = nearest(id, [...timelinesById.keys()]);
  const advice =
    near === undefined
      ? "Expected the name of a file below incidents/, without .md."
      : `Did you mean ${near}?`;
  return `there is no incident ${JSON.stringify(id)}. ${advice}`;
}

/** `--id`, or that of the first incident. Throws `UsageError` if there is such a report, and tells a free one. */
function readId(timelines: readonly Timeline[], input: Input): string {
  const id = textOption(input, "id")?.replace(/(?:\.mdx?)+$/i, "") ?? timelines[0]?.record.id ?? "";
  if (!ID.test(id)) {
    throw new UsageError(
      `--id ${JSON.stringify(id)}: expected letters, digits, hyphens, dots and underscores, such as 2026-11-20-uploads-failing.`,
    );
  }
  const files = markdownFiles(input.root, FOLDER, [".md", ".mdx"]);
  const taken = new Map(files.map((file) => [idOf(file).toLowerCase(), file]));
  const twin = taken.get(id.toLowerCase());
  if (twin === undefined) return id;
  let number = 2;
  while (taken.has(`${id}-${number}`.toLowerCase())) number++;
  throw new UsageError(
    `${twin} is there already. Go on with that one, or give another name: --id ${id}-${number}`,
  );
}

/** `--owner`, whoever git says is writing, or who led the response. Throws `UsageError` where nobody is known. */
async function ownerOf(
  model: SiteModel,
  timelines: readonly Timeline[],
  input: Input,
  io: Io,
): Promise<string> {
  const given = textOption(input, "owner")?.trim();
  if (given !== undefined && given !== "") return given;
  const mine = await gitNames(input.root, io);
  const writer = [...model.people].find(([, { git = [] }]) =>
    git.some((name) => mine.includes(name.toLowerCase())),
  )?.[0];
  const leader = timelines
    .map(({ record }) => record.roles["incident-commander"])
    .find((one) => one !== undefined);
  const owner = writer ?? leader;
  if (owner !== undefined) return owner;
  const known = [...model.people.keys()];
  throw new UsageError(
    `nobody is known to see to this report. Say who: --owner HANDLE${known.length === 0 ? ", or the name of a team" : `, such as ${alternatives(known.slice(0, 3))}, or the name of a team`}.`,
  );
}

/** Says of one incident where it stands, what the severity policy wants, and who has reviewed it already. */
function tellIncident(
  { severities, postmortemsByIncident }: SiteModel,
  { record, phase, end }: Timeline,
  io: Io,
): void {
  const state =
    phase === "over" && end !== undefined
      ? `over since ${writeHeadingInstant(end)}`
      : "not over yet: times so far";
  io.err(`${record.id}: ${printable(record.title)} (${state})\n`);
  const severity = record.severity === undefined ? undefined : severities.get(record.severity);
  const { required, dueDays } = severity?.postmortem ?? {};
  if (required && dueDays !== undefined && end !== undefined)
    io.err(
      `The policy for ${severity?.id} wants the report by ${writeHeadingInstant(end + dueDays * DAY)}.\n`,
    );
  for (const { record: report } of postmortemsByIncident.get(record.id) ?? [])
    io.err(`There is a report on it already: ${report.source.file}, ${report.status}.\n`);
}

/** Says what is filled in, and what is left for people. */
function tellDraft({ times, timeline, promises, credits, detection, statement }: NewReport, io: Io): void {
  const known = keyTimes.filter((name) => times[name] !== undefined);
  const missing = keyTimes.filter((name) => times[name] === undefined);
  const missed = promises.filter(({ isMissed }) => isMissed).length;
  const filled = [
    "title",
    "summary",
    ...(known.length === 0 ? [] : [`times (${known.join(", ")})`]),
    ...(detection === undefined ? [] : ["detection"]),
    ...(statement === undefined ? [] : ["impact"]),
    ...(credits.length === 0 ? [] : [count(credits.length, "credit")]),
    ...(timeline.length === 0 ? [] : [`${count(timeline.length, "line")} of what happened`]),
    ...(promises.length === 0 ? [] : [`${count(promises.length, "promised update")} (${missed} missed)`]),
  ];
  const open = [
    "what contributed (factors)",
    "what is done about it (actions)",
    "what set it off (trigger)",
    ...(detection === undefined ? ["how it was noticed (detection)"] : []),
    ...(missing.length === 0 ? [] : [`times that are not known (${missing.join(", ")})`]),
  ];
  io.err(
    `Filled in: ${alternatives(filled, "and")}.\n` +
      `For people to write: the text, ${alternatives(open, "and")}.\n` +
      "A draft: on no page until its status is in-review or final; whoever can read the repository can read it.\n" +
      "daymark check says what is missing as the status changes.\n",
  );
}
