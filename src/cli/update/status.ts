import { nearest } from "../../records/nearest.ts";
import { alternatives } from "../../records/quote.ts";
import { type IncidentKind, incidentKinds, type Status, statuses } from "../../records/schema/vocabulary.ts";
import { UsageError } from "../verb.ts";

/** The status word that a record ends with. */
export const finalStatus = {
  incident: "resolved",
  maintenance: "completed",
  notice: "ended",
} as const satisfies Record<IncidentKind, Status>;

/** The kinds of record that know a status word; empty for a word that none knows. */
export function kindsWith(word: string): readonly IncidentKind[] {
  return incidentKinds.filter((kind) => exact(word, statuses[kind]) !== undefined);
}

/** Reads a status word as people type it: `In progress`, `in_progress`. Throws `UsageError` with the nearest word. */
export function readStatus(word: string, kind: IncidentKind): Status {
  const words = statuses[kind];
  const known = exact(word, words);
  if (known !== undefined) return known;
  const near =
    nearest(word, words) ?? words.find((status) => word.length > 2 && status.startsWith(word.toLowerCase()));
  const elsewhere = kindsWith(word).map(withArticle);
  throw new UsageError(
    `--status ${word}: this is no status of ${withArticle(kind)}${elsewhere.length > 0 ? ` but of ${alternatives(elsewhere)}` : ""}. ${
      near === undefined ? "" : `Did you mean ${near}? `
    }Expected ${alternatives(words)}.`,
  );
}

/** `an incident`, `a notice`. */
export function withArticle(kind: IncidentKind): string {
  return `${kind === "incident" ? "an" : "a"} ${kind}`;
}

function exact<T extends string>(word: string, words: readonly T[]): T | undefined {
  const bare = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, "");
  return words.find((known) => bare(known) === bare(word));
}
