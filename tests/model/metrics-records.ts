import { historyKey, type RecordHistory, type SiteHistory } from "../../src/history/revision.ts";
import { type MetricsModel, metricsOf } from "../../src/model/metrics.ts";
import { buildModel, type SiteModel } from "../../src/model/site.ts";
import type { Instant } from "../../src/records/instant.ts";
import type { Records } from "../../src/records/load.ts";
import type { Postmortem } from "../../src/records/postmortem.ts";
import { type PostmortemFrontMatter, postmortemSchema } from "../../src/records/schema/postmortem.ts";
import { at, type Facts, incident, noHistory, origin, records } from "./record.ts";

/** A report as if it had been read from a file. */
export function report(id: string, facts: object): Postmortem {
  const front: PostmortemFrontMatter = postmortemSchema.parse({
    title: id,
    summary: "What happened.",
    status: "final",
    owner: "infra",
    type: "service-outage",
    trigger: "release",
    ...facts,
  });
  const source = { file: `content/postmortems/${id}.mdx`, text: "" };
  return { ...front, id, source, body: "", markup: "mdx", headings: [] };
}

/** What a test says of a site. */
export interface SiteFacts extends Partial<Omit<Records, "incidents">> {
  readonly incidents?: readonly Facts[];
  readonly history?: SiteHistory;
  /** 20 November 2026, 18:00 UTC by default. */
  readonly now?: string;
}

/** The model of a site. */
export function modelOf({
  incidents = [],
  history = noHistory,
  now = "18:00",
  ...facts
}: SiteFacts): SiteModel {
  return buildModel(records({ ...facts, incidents: incidents.map(incident) }), origin, at(now), history);
}

/** The figures of a site. */
export function metrics(facts: SiteFacts): ReturnType<typeof metricsOf> {
  const model: MetricsModel = modelOf(facts);
  return metricsOf(model);
}

/** A history that knows when updates of incidents were published: `{ "record": { "update-…": at } }`. */
export function publishedAt(
  known: Readonly<Record<string, Readonly<Record<string, Instant | undefined>>>>,
): SiteHistory {
  const all = Object.entries(known).map(
    ([id, updates]): RecordHistory => ({
      kind: "incident",
      id,
      firstId: id,
      title: id,
      file: `incidents/${id}.md`,
      revisions: [],
      published: undefined,
      modified: undefined,
      updates: new Map(
        Object.entries(updates).map(([anchor, published]) => [
          anchor,
          { id: anchor, former: [], published, edits: [], uncommitted: undefined },
        ]),
      ),
      actions: new Map(),
    }),
  );
  return {
    ...noHistory,
    state: "on",
    records: all,
    byRecord: new Map(all.map((one) => [historyKey("incident", one.id), one])),
  };
}
