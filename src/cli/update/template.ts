import { type Instant, writeHeadingInstant } from "../../records/instant.ts";
import { nearest } from "../../records/nearest.ts";
import { alternatives } from "../../records/quote.ts";
import type { IncidentKind } from "../../records/schema/vocabulary.ts";
import type { Template } from "../../records/template.ts";
import { loadOnly, requireSite } from "../site/records.ts";
import { table } from "../table.ts";
import { type Input, type Io, textOption, UsageError } from "../verb.ts";
import { withArticle } from "./status.ts";

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

/** Prints the templates for `--template list`. Whether it did. */
export function tellTemplates(input: Input, io: Io): boolean {
  if (textOption(input, "template") !== "list") return false;
  requireSite(input, io);
  io.out(listed(loadOnly(input.root).templates));
  return true;
}

function listed(templates: readonly Template[]): string {
  if (templates.length === 0)
    return "There is no template: put one into content/templates, such as content/templates/resolved.md.\n";
  return `${table(templates.map(({ id, for: kind, status, title }) => [id, `${kind}, ${status}`, title]))}\n`;
}

/**
 * Puts what is known into a template. What is not known stays as `{{…}}`, but for a trailer line such as
 * `Next-update: {{next-update}}`, which would make the record unreadable and is left out.
 */
export function fillTemplate(body: string, facts: Facts): string {
  const moment = (instant: Instant | undefined): string | undefined =>
    instant === undefined ? undefined : writeHeadingInstant(instant);
  const known = new Map([
    ["id", facts.id],
    ["title", facts.title],
    ["services", facts.services.length === 0 ? undefined : alternatives(facts.services, "and")],
    ["severity", facts.severity],
    ["status", facts.status.replaceAll("-", " ")],
    ["now", moment(facts.now)],
    ["from", moment(facts.from)],
    ["to", moment(facts.to)],
    ["next-update", moment(facts.nextUpdate)],
  ]);
  const key = (name: string): string =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, "-");
  return body
    .replaceAll(PLACEHOLDER, (whole, name: string) => known.get(key(name)) ?? whole)
    .split("\n")
    .filter((line) => !/^(?:Next-update|Posted-by):.*\{\{/i.test(line))
    .join("\n")
    .trim();
}

/** The placeholders that are still in a text, each once. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([whole]) => whole))];
}
