import type { Path } from "../../../records/parse/yaml.ts";
import { isPublicReport, type Postmortem } from "../../../records/postmortem.ts";
import type { Mistake } from "../../../records/problem.ts";
import { quote } from "../../../records/quote.ts";
import type { Person } from "../../../records/schema/person.ts";
import { type Known, teamId, unknownIncident, unknownService } from "../known.ts";

/** Takes what is wrong at a path of the front matter. */
export type Tell = (path: Path, mistake: Mistake) => void;

/** What the checks of a report's references look at. */
export interface ReferenceContext {
  readonly known: Known;
  readonly people: ReadonlyMap<string, Person>;
  readonly reports: ReadonlyMap<string, Postmortem>;
  /** Ids of the files in content/playbooks; empty where there are none. */
  readonly playbooks: ReadonlySet<string>;
}

/** Checks whom and what a report names. */
export function checkReferences(report: Postmortem, context: ReferenceContext, tell: Tell): void {
  const { known } = context;
  for (const [index, id] of report.incidents.entries())
    if (!known.incidentIds.has(id)) tell(["incidents", index], unknownIncident(id, known));
  for (const [index, id] of report.services.entries())
    if (!known.serviceIds.has(id)) tell(["services", index], unknownService(id, known));
  for (const [index, { id }] of report.related.entries()) {
    const other = id === undefined ? undefined : context.reports.get(id);
    if (other && isPublicReport(report) && !isPublicReport(other) && !known.incidentIds.has(other.id))
      tell(
        ["related", index, "id"],
        notPublic(other.id, known, "This report is a draft, so it is not shown."),
      );
    if (id === undefined || known.reportIds.has(id) || known.incidentIds.has(id)) continue;
    tell(
      ["related", index, "id"],
      unknownReport(id, known, "the file name of a report or an incident, without its ending"),
    );
  }
  checkRepeated(report, tell);
  checkPlaybooks(report, context, tell);
  checkPeople(report, context, tell);
  checkSuperseded(report, context, tell);
}

function unknownReport(id: string, known: Known, expected: string): Mistake {
  return {
    code: "report-unknown",
    message: "There is no such report.",
    found: quote(id),
    expected,
    hint: known.reportIds.guess(id, "Correct the id, or remove it."),
  };
}

function checkRepeated(report: Postmortem, tell: Tell): void {
  const lists: readonly (readonly [key: string, names: readonly (string | undefined)[], step?: string])[] = [
    ["incidents", report.incidents],
    ["services", report.services],
    ["authors", report.authors],
    ["playbooks", report.playbooks.map(({ id }) => id), "id"],
    ["related", report.related.map(({ id }) => id), "id"],
    ["credits", report.credits.map(({ person }) => person), "person"],
    ...report.actions.map(({ factors }, index) => [`actions.${index}.factors`, factors] as const),
  ];
  for (const [key, list, step] of lists) {
    const seen = new Set<string>();
    for (const [index, name] of list.entries()) {
      if (name === undefined) continue;
      if (seen.has(name)) {
        const steps = key.split(".").map((one) => (/^\d+$/.test(one) ? Number(one) : one));
        tell([...steps, index, ...(step === undefined ? [] : [step])], repeated(name));
      }
      seen.add(name);
    }
  }
}

function repeated(name: string): Mistake {
  return {
    code: "entry-repeated",
    message: "This is named twice in the list.",
    found: quote(name),
    expected: "each once",
    hint: "Remove one of the two.",
  };
}

/** Playbooks are not read yet, so only a site that has any can be told of one that is missing. */
function checkPlaybooks({ playbooks }: Postmortem, context: ReferenceContext, tell: Tell): void {
  if (context.playbooks.size === 0) return;
  for (const [index, { id, verdict }] of playbooks.entries()) {
    if (verdict === "missing" || context.playbooks.has(id)) continue;
    tell(["playbooks", index, "id"], {
      code: "playbook-unknown",
      message: "There is no such playbook.",
      found: quote(id),
      expected: "the file name of a playbook in content/playbooks, without its ending",
      hint: "Correct the id, or write verdict: missing if there was none.",
    });
  }
}

function checkPeople(report: Postmortem, { known, people }: ReferenceContext, tell: Tell): void {
  const person = (path: Path, handle: string): void => {
    if (known.people.has(handle)) return;
    tell(path, {
      code: "person-unknown",
      message: "This handle is not in content/people.yaml, so it is not shown.",
      found: quote(handle),
      expected: "a handle that may be shown publicly",
      hint: known.people.guess(handle, "Add it to content/people.yaml with the person's consent."),
    });
  };
  const owner = (path: Path, name: string): void => {
    if (known.people.has(name) || known.teams.has(teamId(name)) || name === "unknown") return;
    tell(path, {
      code: "owner-unknown",
      message:
        "This is neither a handle of content/people.yaml nor a team that owns a service, so it is shown as a team.",
      found: quote(name),
      expected: "a handle, or the name of a team with hyphens in the place of spaces",
      hint: known.people.guess(
        name,
        "Correct it, or add the person to content/people.yaml with their consent.",
      ),
    });
  };
  owner(["owner"], report.owner);
  for (const [index, handle] of report.authors.entries()) person(["authors", index], handle);
  for (const [index, action] of report.actions.entries())
    if (action.owner !== undefined) owner(["actions", index, "owner"], action.owner);
  for (const [index, review] of report.reviews.entries()) {
    person(["reviews", index, "by"], review.by);
    const involved =
      review.by === report.owner ? "owner" : report.authors.includes(review.by) ? "authors" : undefined;
    if (review.independent && involved !== undefined)
      tell(["reviews", index, "independent"], notIndependent(review.by, involved));
  }
  for (const [index, credit] of report.credits.entries()) {
    if (credit.person === undefined) continue;
    person(["credits", index, "person"], credit.person);
    const given = people.get(credit.person)?.consent;
    if (given !== undefined && SHOWS[credit.consent] > SHOWS[given])
      tell(["credits", index, "consent"], exceeded(credit.consent, given));
  }
}

/** How much of a person is shown, from nothing upwards. */
const SHOWS = { anonymous: 0, handle: 1, public: 2 } as const;

function notIndependent(handle: string, where: string): Mistake {
  return {
    code: "reviewer-involved",
    message: "An independent reviewer had no part in what happened, nor in the report.",
    found: `${quote(handle)}, also in ${where}`,
    expected: "somebody else, or independent: false",
    hint: "Remove independent, or ask somebody who had no part in it.",
  };
}

function exceeded(wanted: string, given: string): Mistake {
  return {
    code: "consent-exceeded",
    message: "This shows more of the person than they agreed to in content/people.yaml.",
    found: `consent: ${wanted}`,
    expected: given === "handle" ? "consent: handle or anonymous" : "consent: anonymous",
    hint: `Write consent: ${given}; the person may change it in content/people.yaml.`,
  };
}

function checkSuperseded(report: Postmortem, { known, reports }: ReferenceContext, tell: Tell): void {
  const { supersededBy } = report;
  if (supersededBy === undefined) return;
  if (!known.reportIds.has(supersededBy)) {
    tell(
      ["supersededBy"],
      unknownReport(supersededBy, known, "the file name of the report that replaces it, without its ending"),
    );
    return;
  }
  const seen = new Set([report.id]);
  for (let next = reports.get(supersededBy); next; next = reports.get(next.supersededBy ?? "")) {
    if (next.id !== report.id && seen.has(next.id)) return;
    if (next.id === report.id) {
      tell(["supersededBy"], circle(supersededBy, supersededBy === report.id));
      return;
    }
    seen.add(next.id);
  }
  const successor = reports.get(supersededBy);
  if (!successor || isPublicReport(successor)) return;
  const message = "The report that replaces this one is a draft, so readers cannot find it.";
  tell(["supersededBy"], notPublic(supersededBy, known, message));
}

/** A report that readers cannot find. */
function notPublic(id: string, known: Known, message: string): Mistake {
  return {
    ...unknownReport(id, known, "a report that is public"),
    message,
    hint: "Publish that one first.",
  };
}

function circle(id: string, isItself: boolean): Mistake {
  return {
    code: "report-circle",
    message: isItself
      ? "A report cannot replace itself."
      : "The report that replaces this one is replaced by it.",
    found: quote(id),
    expected: "a report that is not replaced, in the end, by this one",
    hint: "Name the newest of them, which is final, in all the others.",
  };
}
