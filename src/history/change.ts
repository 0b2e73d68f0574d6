import type { ActionStatus, PostmortemStatus } from "../records/schema/vocabulary.ts";

/** One thing that a commit changed in a record, in words. */
export interface Change {
  /** A sentence without a full stop, in plain text: `severity raised from minor to major`. */
  readonly text: string;
  /** Whether it changes facts (times, severity, impact, versions, status, withdrawal) and not only wording. */
  readonly material: boolean;
  /** Anchor of the update that it is about, as it is after the change; of a removed update, as it was. */
  readonly anchor?: string;
  /** Id of the action item of a postmortem that it is about; of one that was added or removed, none. */
  readonly action?: string;
  /** The status that a postmortem, or the action item, was given by it. */
  readonly status?: PostmortemStatus | ActionStatus;
  /** What became of the whole record by it, where that is more than a change. */
  readonly event?: "withdrawn";
  /** Markdown before and after, where words changed; empty where there was or is none. */
  readonly words?: { readonly before: string; readonly after: string };
}

/** What words need to know of the site as it is now. */
export interface Names {
  /** Name of a service, or its id where there is no such service (any more). */
  service(id: string): string;
  /** Place of a severity in the site's policy, 0 for the worst; undefined for an unknown one. */
  severityRank(id: string): number | undefined;
  /** A person as far as they agreed to be named; undefined for nobody. */
  person(handle: string): string | undefined;
}
