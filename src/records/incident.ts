import { parseBody, type Update } from "./parse/body.ts";
import { inFile, type Parsed, parseMarkdownRecord } from "./parse/record.ts";
import { type Mistake, type Problem, problemAt } from "./problem.ts";
import { type IncidentFrontMatter, incidentSchema } from "./schema/incident.ts";
import { type IncidentKind, incidentKinds } from "./schema/vocabulary.ts";
import { idOf, positionOf, type Source } from "./source.ts";

/** An incident, a maintenance or a notice: one file under `incidents/`. */
export interface Incident extends IncidentFrontMatter {
  readonly id: string;
  readonly source: Source;
  /** Markdown before the first update. */
  readonly summary: string;
  /** Updates in the order of the file. */
  readonly updates: readonly Update[];
}


/** Reads one file under `incidents/`. Front matter and body are read independently: all mistakes come at once. */
export function parseIncident(source: Source): Parsed<Incident> {
  const { data, raw, body: text, bodyLine, problems: frontMatter } = parseMarkdownRecord(source, incidentSchema);
  const body = parseBody(text, bodyLine, data?.kind ?? kindOf(raw));
  const problems = [...frontMatter, ...inFile(source, body.mistakes), ...(data ? checkKind(source, data) : [])];
  if (data && data.kind !== "maintenance" && body.updates.length === 0 && body.mistakes.length === 0) {
    problems.push(problemAt(source.file, { line: bodyLine, column: 1 }, withoutUpdate(data.kind)));
  }
  const record: Incident | undefined =
    data && !problems.some((problem) => problem.leavesOut)
      ? { ...data, id: idOf(source.file), source, summary: body.summary, updates: body.updates }
      : undefined;
  return { record, problems };
}

/** The kind that a front matter seems to want, where the rest of it is broken. */
function kindOf(raw: unknown): IncidentKind | undefined {
  const kind = typeof raw === "object" && raw !== null && "kind" in raw ? raw.kind : "incident";
  return incidentKinds.find((known) => known === kind);
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

function checkKind(source: Source, data: IncidentFrontMatter): Problem[] {
  const problems: Problem[] = [];
  if (data.kind === "maintenance" && !data.scheduled) {
    problems.push(
      problemAt(source.file, { line: 1, column: 1 }, {
        code: "key-missing",
        message: "scheduled is missing.",
        found: "kind: maintenance without scheduled",
        expected: "the planned window",
        hint: 'Add a line "scheduled: { from: 2026-12-05 08:00 UTC, to: 2026-12-05 09:00 UTC }".',
      }),
    );
  }
  if (data.kind !== "maintenance" && data.scheduled) {
    problems.push(
      problemAt(source.file, positionOf(source, ["scheduled"], "key"), {
        code: "key-misplaced",
        message: `Only a maintenance is scheduled, and this is ${data.kind === "incident" ? "an incident" : "a notice"}.`,
        found: `scheduled with kind: ${data.kind}`,
        expected: "scheduled with kind: maintenance",
        hint: "Remove scheduled, or write kind: maintenance.",
      }),
    );
  }
  if (data.kind === "maintenance") return problems;
  for (const [index, interval] of data.impact.entries()) {
    if (interval.from !== undefined) continue;
    problems.push(
      problemAt(source.file, positionOf(source, ["impact", index]), {
        code: "key-missing",
        message: `impact[${index + 1}].from is missing.`,
        found: "nothing",
        expected: "since when the service is affected",
        hint: 'Add "from: 2026-11-20 10:02 UTC" to this entry.',
      }),
    );
  }
  return problems;
}
