import { type Instant, writeHeadingInstant } from "../records/instant.ts";
import { nearest } from "../records/nearest.ts";
import type { IncidentKind } from "../records/schema/vocabulary.ts";
import type { Template } from "../records/template.ts";
import { withArticle } from "./status.ts";
import { UsageError } from "./verb.ts";

/** What is known of a record and of the update, for the placeholders of a template. */
export interface Facts {
  readonly id: string;
  readonly title: string;
  /** Names of the services, as people call them. */
  readonly services: readonly string[];
  /** Label of the severity. */
  readonly severity?: string | undefined;
  readonly status: string;
  readonly now: Instant;
  /** Since when: start of the impact, or of the planned window. */
  readonly from?: Instant | undefined;
  /** Until when, as far as known. */
  readonly to?: Instant | undefined;
  readonly nextUpdate?: Instant | undefined;
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** The template with an id. Throws `UsageError` that names the nearest, or lists those for the kind of record. */
export function findTemplate(id: string, templates: readonly Template[], kind: IncidentKind): Template {
  const template = templates.find((known) => known.id.toLowerCase() === id.toLowerCase());
  if (!template) {
    const near = nearest(
      id,
      templates.map((known) => known.id),
    );
    throw new UsageError(
      `there is no template ${JSON.stringify(id)} in content/templates. ${
        near === undefined ? "--template list shows them." : `Did you mean ${near}?`
      }`,
    );
  }
  if (template.for === kind) return template;
  const own = templates.filter((known) => known.for === kind).map((known) => known.id);
  throw new UsageError(
    `template ${template.id} is for ${withArticle(template.for)}, and this is ${withArticle(kind)}. ${
      own.length === 0 ? "There is none for it." : `Expected one of ${own.join(", ")}.`
    }`,
  );
}

/** The list that `--template list` prints. */
export function listTemplates(templates: readonly Template[]): string {
  if (templates.length === 0)
    return "There is no template: put one into content/templates, such as content/templates/resolved.md.\n";
  const rows = templates.map(
    ({ id, for: kind, status, title }) => [id, `${kind}, ${status}`, title] as const,
  );
  const wide = (index: 0 | 1): number => Math.max(...rows.map((row) => row[index].length));
  const [first, second] = [wide(0), wide(1)];
  return rows.map(([id, use, title]) => `${id.padEnd(first)}  ${use.padEnd(second)}  ${title}\n`).join("");
}

/**
 * Puts what is known into a template. What is not known stays as `{{…}}`, but for a trailer line such as
 * `Next-update: {{next-update}}`, which would make the record unreadable and is left out.
 */
export function fillTemplate(body: string, facts: Facts): string {
  const moment = (instant: Instant | undefined): string | undefined =>
    instant === undefined ? undefined : writeHeadingInstant(instant);
  const known: Readonly<Record<string, string | undefined>> = {
    id: facts.id,
    title: facts.title,
    services: facts.services.length === 0 ? undefined : enumeration(facts.services),
    severity: facts.severity,
    status: facts.status.replaceAll("-", " "),
    now: moment(facts.now),
    from: moment(facts.from),
    to: moment(facts.to),
    "next-update": moment(facts.nextUpdate),
  };
  return body
    .replaceAll(
      PLACEHOLDER,
      (whole, name: string) =>
        known[
          name
            .trim()
            .toLowerCase()
            .replace(/[\s_]+/g, "-")
        ] ?? whole,
    )
    .split("\n")
    .filter((line) => !/^(?:Next-update|Posted-by):.*\{\{/i.test(line))
    .join("\n")
    .trim();
}

/** The placeholders that are still in a text, each once. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([whole]) => whole))];
}

/** `A`, `A and B`, `A, B and C`. */
function enumeration(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
