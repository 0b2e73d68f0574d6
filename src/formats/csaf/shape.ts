import type { Publisher } from "../advisory/publisher.ts";
import type { Remediation } from "../advisory/remediation.ts";
import type { CvssJson } from "../advisory/score.ts";

/*
 * The parts of CSAF 2.0 that Daymark writes (csaf_json_schema.json). Names and order of meaning are the standard's.
 */

/** Text for people. It may have Markdown in it. */
export interface Note {
  readonly category: "description" | "details" | "general" | "other" | "summary";
  readonly text: string;
  readonly title?: string;
}

/** `self`: this document, in whatever format. */
export interface Reference {
  readonly category: "external" | "self";
  readonly summary: string;
  readonly url: string;
}

/** One entry of the revision history; numbers are 1 to n. */
export interface Revision {
  readonly date: string;
  readonly number: string;
  readonly summary: string;
}

/** A node of the product tree: either with branches or with a product. */
export type Branch = BranchNode | BranchLeaf;

interface BranchNode {
  readonly category: "vendor" | "product_name";
  readonly name: string;
  readonly branches: readonly Branch[];
}

interface BranchLeaf {
  readonly category: "product_version" | "product_version_range";
  readonly name: string;
  readonly product: {
    readonly name: string;
    readonly product_id: string;
    readonly product_identification_helper: { readonly purl: string };
  };
}

/** CVSS vectors of some products. Version 4.0 has no place in CSAF 2.0. */
export interface ScoreEntry {
  readonly cvss_v2?: CvssJson;
  readonly cvss_v3?: CvssJson;
  readonly products: readonly string[];
}

/** Somebody who is thanked. */
export interface Acknowledgment {
  readonly names: readonly string[];
  readonly summary?: string;
  readonly urls?: readonly string[];
}

/** One vulnerability and what it does to which product. */
export interface Vulnerability {
  readonly acknowledgments?: readonly Acknowledgment[];
  readonly cve?: string;
  readonly cwe?: { readonly id: string; readonly name: string };
  readonly ids: readonly { readonly system_name: string; readonly text: string }[];
  readonly notes: readonly Note[];
  readonly product_status?: Readonly<Record<string, readonly string[]>>;
  readonly release_date: string;
  readonly remediations?: readonly Remediation[];
  readonly scores?: readonly ScoreEntry[];
  readonly title: string;
}

/** What a document is and how it came about. */
export interface DocumentPart {
  readonly aggregate_severity?: { readonly text: string };
  readonly category: "csaf_base" | "csaf_security_advisory" | "csaf_security_incident_response";
  readonly csaf_version: "2.0";
  readonly distribution: { readonly tlp: { readonly label: "WHITE"; readonly url: string } };
  readonly lang?: string;
  readonly notes?: readonly Note[];
  readonly publisher: Publisher;
  readonly references: readonly Reference[];
  readonly title: string;
  readonly tracking: {
    readonly aliases?: readonly string[];
    readonly current_release_date: string;
    readonly generator: { readonly engine: { readonly name: string } };
    readonly id: string;
    readonly initial_release_date: string;
    readonly revision_history: readonly Revision[];
    readonly status: "final" | "interim";
    readonly version: string;
  };
}

/** A whole CSAF document. */
export interface CsafDocument {
  readonly document: DocumentPart;
  readonly product_tree?: { readonly branches: readonly Branch[] };
  readonly vulnerabilities?: readonly Vulnerability[];
}
