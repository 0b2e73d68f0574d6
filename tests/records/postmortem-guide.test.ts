import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parsePostmortem } from "../../src/records/postmortem.ts";
import { postmortemSchema } from "../../src/records/schema/postmortem.ts";
import { termSchema } from "../../src/records/schema/term.ts";
import {
  actionKinds,
  actionStatuses,
  dataImpacts,
  detectionSources,
  factorCategories,
  incidentTypes,
  keyTimes,
  playbookVerdicts,
  postmortemStatuses,
  relations,
  rollbacks,
  triggers,
} from "../../src/records/schema/vocabulary.ts";
import { parseTerm } from "../../src/records/term.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/postmortems.md"), "utf8");

/** The first block of code of a language below a heading. */
function example(heading: string, language: string): string {
  const section = guide.slice(guide.indexOf(`\n## ${heading}\n`));
  return section.split(`\`\`\`${language}\n`)[1]?.split("\n```\n")[0] ?? "";
}

/** Words between backticks: what the guide says that a file may have. */
const named = new Set([...guide.matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => code?.split(": ")[0] ?? []));

test("The report in the guide for authors can be copied as it stands", () => {
  const text = `${example("A complete small report", "mdx")}\n`;
  const { record, problems } = parsePostmortem({ file: "content/postmortems/x.mdx", text });
  expect(problems).toEqual([]);
  expect(record?.status).toBe("final");
});

test("The term in the guide for authors can be copied as it stands", () => {
  const text = `${example("Glossary", "markdown")}\n`;
  const { record, problems } = parseTerm({ file: "content/glossary/x.md", text });
  expect(problems).toEqual([]);
  expect(record?.term).toBe("point-in-time recovery");
});

test.each([
  ["keys of a report", Object.keys(postmortemSchema.shape)],
  ["keys of a term", Object.keys(termSchema.shape)],
  ["key times", keyTimes],
  ["states of a report", postmortemStatuses],
  ["kinds of events", incidentTypes],
  ["triggers", triggers],
  ["sources of detection", detectionSources],
  ["impacts on data", dataImpacts],
  ["categories of factors", factorCategories],
  ["kinds of actions", actionKinds],
  ["states of an action", actionStatuses],
  ["verdicts on playbooks", playbookVerdicts],
  ["answers on rollbacks", rollbacks],
  ["relations", relations],
] as const)("The guide for authors names all %s", (_what, words) => {
  expect(words.filter((word) => !named.has(word))).toEqual([]);
});
