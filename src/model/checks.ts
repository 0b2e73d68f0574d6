import type { Instant } from "../records/instant.ts";
import type { Records } from "../records/load.ts";
import { compareProblems, type Mistake, type Problem, problemAt } from "../records/problem.ts";
import { checkAdvisories } from "./checks/advisory.ts";
import { checkIncident } from "./checks/incident.ts";
import { knownTo } from "./checks/known.ts";
import { checkPostmortems } from "./checks/postmortem.ts";
import { checkService } from "./checks/service.ts";
import { checkSite } from "./checks/site.ts";
import { checkTerms } from "./checks/term.ts";

/** Everything that contradicts between records, or between a record and the clock. */
export function checkRecords(records: Records, now: Instant): Problem[] {
  const known = knownTo(records, now);
  const problems: Problem[] = [];
  for (const incident of records.incidents) {
    checkIncident(incident, known, now, (at, mistake) =>
      problems.push(problemAt(incident.source.file, at, mistake)),
    );
  }
  for (const service of records.services) {
    checkService(service, known, (at, mistake) => problems.push(problemAt(service.source.file, at, mistake)));
  }
  checkAdvisories(records, known, now, (file, at, mistake) => problems.push(problemAt(file, at, mistake)));
  checkPostmortems(records, known, now, (file, at, mistake) => problems.push(problemAt(file, at, mistake)));
  checkTerms(records, known, (file, at, mistake) => problems.push(problemAt(file, at, mistake)));
  const { siteSource } = records;
  if (siteSource) {
    checkSite(records, now, (at, mistake) => problems.push(problemAt(siteSource.file, at, mistake)));
  }
  if (records.siteSource && records.services.length + (records.unread?.services.size ?? 0) === 0) {
    problems.push(problemAt(records.siteSource.file, { line: 1, column: 1 }, noService));
  }
  return problems.sort(compareProblems);
}

const noService: Mistake = {
  code: "services-missing",
  message: "There is no service, so the status page has nothing to show.",
  found: "no file in content/services",
  expected: "one file per service",
  hint: "Create content/services/website.md with name: and group: between two lines of ---.",
};
