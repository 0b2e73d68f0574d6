import type { RecordHistory, SiteHistory } from "../../src/history/revision.ts";
import { historyKey } from "../../src/history/revision.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Records } from "../../src/records/load.ts";
import { parsePostmortemText } from "../../src/records/postmortem/body.ts";
import type { Postmortem } from "../../src/records/postmortem.ts";
import { postmortemSchema } from "../../src/records/schema/postmortem.ts";
import { termSchema } from "../../src/records/schema/term.ts";
import type { Term } from "../../src/records/term.ts";
import { at, noHistory, origin, records, service } from "./record.ts";

/*
 * Reports and terms for tests, in few words.
 */

/** What a test says of a report: keys as they are written in its file. `start` is when users first felt it. */
export interface ReportFacts {
  readonly id: string;
  readonly start?: string;
  readonly body?: string;
  readonly isMdx?: boolean;
  readonly [key: string]: unknown;
}

/** A report as if it had been read from a file. */
export function report({ id, start, body = "", isMdx = false, ...facts }: ReportFacts): Postmortem {
  const front = postmortemSchema.parse({
    title: id,
    summary: `What happened: ${id}.`,
    incidents: ["none"],
    status: "final",
    owner: "team",
    type: "unknown",
    trigger: "unknown",
    published: "2026-11-20T09:00Z",
    ...(start !== undefined && { times: { impactStart: start } }),
    ...facts,
  });
  const { text } = parsePostmortemText(body, 1, isMdx);
  if (!text) throw new Error(`The text of ${id} cannot be read.`);
  return { ...front, ...text, id, source: { file: `content/postmortems/${id}.md`, text: "" } };
}

/** A term as if it had been read from a file. */
export function term(id: string, facts: { readonly [key: string]: unknown } = {}): Term {
  const front = termSchema.parse({ term: id, short: `What ${id} means.`, ...facts });
  return { ...front, id, source: { file: `content/glossary/${id}.md`, text: "" }, body: "" };
}

/** A site with the services api, web and db, on 20 November 2026 at noon. */
export function library(facts: Partial<Records>, histories: readonly RecordHistory[] = []): SiteModel {
  const history: SiteHistory =
    histories.length === 0
      ? noHistory
      : {
          ...noHistory,
          state: "on",
          records: histories,
          byRecord: new Map(histories.map((one) => [historyKey(one.kind, one.id), one])),
        };
  const services = ["api", "web", "db"].map((id) => service(id, { name: id.toUpperCase() }));
  return buildModel(records({ services, ...facts }), origin, at("12:00"), history);
}
