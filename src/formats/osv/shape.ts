import type { AdvisoryFrontMatter } from "../../records/schema/advisory.ts";

/*
 * OSV 1.8.0 as it is written (https://ossf.github.io/osv-schema/). A key without a value is not there.
 */

/** The version of the format that is written. */
export const SCHEMA_VERSION = "1.8.0";

/** What a database adds of its own. */
export type OsvSpecific = NonNullable<AdvisoryFrontMatter["databaseSpecific"]>;

/** One vulnerability, keys in the order of the file. */
export interface OsvRecord {
  readonly schema_version: typeof SCHEMA_VERSION;
  readonly id: string;
  /** RFC 3339 in UTC, as all times. */
  readonly modified: string;
  readonly published: string;
  readonly withdrawn?: string;
  readonly aliases?: readonly string[];
  readonly related?: readonly string[];
  readonly upstream?: readonly string[];
  readonly summary?: string;
  /** CommonMark without raw HTML. */
  readonly details?: string;
  readonly severity?: readonly OsvSeverity[];
  readonly affected?: readonly OsvAffected[];
  readonly references?: readonly OsvReference[];
  readonly credits?: readonly OsvCredit[];
  readonly database_specific?: OsvSpecific;
}

/** A CVSS vector. */
export interface OsvSeverity {
  readonly type: "CVSS_V2" | "CVSS_V3" | "CVSS_V4";
  readonly score: string;
}

/** One affected package, or a repository, which is named in the ranges. */
export interface OsvAffected {
  readonly package?: { readonly ecosystem: string; readonly name: string; readonly purl?: string };
  readonly severity?: readonly OsvSeverity[];
  readonly ranges?: readonly OsvRange[];
  readonly versions?: readonly string[];
  readonly ecosystem_specific?: OsvSpecific;
  readonly database_specific?: OsvSpecific;
}

/** Affected versions, or commits. */
export interface OsvRange {
  readonly type: "SEMVER" | "ECOSYSTEM" | "GIT";
  readonly repo?: string;
  readonly events: readonly OsvEvent[];
  readonly database_specific?: OsvSpecific;
}

/** Something happens at a version: exactly one key. */
export type OsvEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly last_affected: string };

/** Where to read more. */
export interface OsvReference {
  readonly type: Uppercase<AdvisoryFrontMatter["references"][number]["type"]>;
  readonly url: string;
}

/** Whom to thank. */
export interface OsvCredit {
  readonly name: string;
  readonly contact?: readonly string[];
  readonly type?: string;
}
