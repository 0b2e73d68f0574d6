import { nearest } from "./nearest.ts";
import { parseBody, type Update } from "./parse/body.ts";
import type { PlacedMistake } from "./parse/frontmatter.ts";
import { statusWord } from "./parse/heading.ts";
import { type MarkdownRecord, type Parsed, parsed, parseMarkdownRecord } from "./parse/record.ts";
import type { Mistake } from "./problem.ts";
import { type IncidentFrontMatter, incidentSchema } from "./schema/incident.ts";
import { type IncidentKind, incidentKinds, type Status, statuses } from "./schema/vocabulary.ts";
import { idOf, type Source } from "./source.ts";

/** An incident, a maintenance or a notice: one file under `incidents/`. */
export interface Incident extends IncidentFrontMatter {
  readonly id: string;
  readonly source: Source;
  /** Markdown before the first update. */
  readonly summary: string;
  /** Updates in the order of the file. */
  readonly updates: readonly Update[];
}

/**
 * Reads one file under `incidents/`. Front matter and body are read independently: all mistakes come at once. What is
 * wrong is left out and the rest is a record, as long as it is known what kind it is and when it was.
 */
export function parseIncident(source: Source): Parsed<Incident> {
  const id = idOf(source.file);
  const frontMatter = parseMarkdownRecord(source, incidentSchema, {
    instead: { title: id },
    essential: ["kind", "scheduled"],
  });
  const data = frontMatter.data ?? bareData(frontMatter, id);
  const kind = data?.kind ?? kindOf(frontMatter.raw);
  const body = parseBody(frontMatter.body, frontMatter.bodyLine, kind);
  const written = frontMatter.mistakes.map((one) => withStatusHint(one, frontMatter, kind));
  const mistakes = [...written, ...(data ? checkKind(frontMatter, data) : []), ...body.mistakes];
  const dated = body.updates.length > 0 || kind === "maintenance";
  if (data && !dated && body.mistakes.length === 0) {
    mistakes.push({ at: { line: frontMatter.bodyLine, column: 1 }, mistake: withoutUpdate(data.kind) });
  }
  const sensible = data && dated ? withoutNonsense(data) : undefined;
  const record = sensible && { ...sensible, id, source, summary: body.summary, updates: body.updates };
  return parsed(source, record, mistakes);
}

/**
 * What stands in for front matter whose YAML is broken: the file's name as title, and no more. An outage must not
 * vanish from the page because of a quote. A maintenance makes no sense without its schedule.
 */
function bareData({ brokenYaml }: MarkdownRecord<unknown>, title: string): IncidentFrontMatter | undefined {
  if (brokenYaml === undefined || /^scheduled\b/m.test(brokenYaml)) return undefined;
  const kind = /^kind\b\W*(\w+)/m.exec(brokenYaml)?.[1] ?? "incident";
  return kind === "incident" || kind === "notice" ? incidentSchema.parse({ title, kind }) : undefined;
}

/** A status in the front matter is the one unknown key whose content has another place. */
function withStatusHint(
  { at, mistake }: PlacedMistake,
  { raw }: MarkdownRecord<unknown>,
  kind: IncidentKind = "incident",
): PlacedMistake {
  if (mistake.code !== "key-unknown" || mistake.message !== 'There is no key "status".')
    return { at, mistake };
  const value = typeof raw === "object" && raw !== null && "status" in raw ? String(raw.status) : "";
  const words: readonly Status[] = statuses[kind];
  const word = words.find((one) => one === nearest(value, words)) ?? LAST_STATUS[kind];
  const heading = `## ${statusWord(word)} — 2026-11-20 11:34 UTC`;
  const hint = `Remove it: the status is that of the newest heading, such as "${heading}" at the end of the file.`;
  return { at, mistake: { ...mistake, hint } };
}

const LAST_STATUS = {
  incident: "resolved",
  maintenance: "completed",
  notice: "ended",
} as const satisfies Record<IncidentKind, Status>;

/** The kind that a front matter names, where the rest of it is too broken to be used. */
function kindOf(raw: unknown): IncidentKind | undefined {
  return incidentKinds.find(
    (kind) => typeof raw === "object" && raw !== null && "kind" in raw && raw.kind === kind,
  );
}

/** A record without what `checkKind` found to be wrong; undefined where that is what the record is about. */
function withoutNonsense(data: IncidentFrontMatter): IncidentFrontMatter | undefined {
  if (data.kind === "maintenance") return data.scheduled ? data : undefined;
  const { scheduled: _misplaced, ...rest } = data;
  return rest.impact.every((interval) => interval.from !== undefined) ? rest : { ...rest, impact: [] };
}

function checkKind({ locate }: MarkdownRecord<unknown>, data: IncidentFrontMatter): PlacedMistake[] {
  if (data.kind === "maintenance") {
    return data.scheduled ? [] : [{ at: locate(["kind"], "key"), mistake: withoutSchedule }];
  }
  const mistakes: PlacedMistake[] = [];
  if (data.scheduled)
    mistakes.push({ at: locate(["scheduled"], "key"), mistake: misplacedSchedule(data.kind) });
  for (const [index, interval] of data.impact.entries()) {
    if (interval.from !== undefined) continue;
    mistakes.push({ at: locate(["impact", index]), mistake: withoutFrom(index) });
  }
  return mistakes;
}

/** A record is placed in time by its updates: without one, nobody knows when it was. */
function withoutUpdate(kind: IncidentKind): Mistake {
  const word = kind === "notice" ? "Notice" : "Investigating";
  return {
    code: "update-missing",
    message: "There is no update, so nothing says when this was.",
    found: "no level-2 heading",
    expected: `at least one update, as in ## ${word} — 2026-11-20 10:10 UTC`,
    hint: `Add a line "## ${word} — " with the time and its zone before the text.`,
  };
}

const withoutSchedule: Mistake = {
  code: "key-missing",
  message: "scheduled is missing.",
  found: "kind: maintenance without scheduled",
  expected: "the planned window, as in scheduled: { from: 2026-12-05 08:00 UTC, to: 2026-12-05 09:00 UTC }",
  hint: 'Add a line that begins with "scheduled:" and has the planned begin and end.',
};

function misplacedSchedule(kind: IncidentKind): Mistake {
  return {
    code: "key-misplaced",
    message: `Only a maintenance is scheduled, and this is ${kind === "incident" ? "an incident" : "a notice"}.`,
    found: `scheduled with kind: ${kind}`,
    expected: "scheduled with kind: maintenance",
    hint: "Remove scheduled, or write kind: maintenance.",
  };
}

function withoutFrom(index: number): Mistake {
  return {
    code: "key-missing",
    message: `from is missing in entry ${index + 1} of impact.`,
    found: "nothing",
    expected: "since when the service is affected",
    hint: 'Add "from:" with the time and its zone to this entry.',
  };
}
