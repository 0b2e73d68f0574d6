import type { Site } from "../../records/schema/site.ts";
import { uri } from "../uri.ts";

/** Who issues the documents (CSAF 2.0, section 3.2.1.8). */
export interface Publisher {
  readonly category: string;
  readonly contact_details?: string;
  readonly name: string;
  readonly namespace: string;
}

/** The publisher that a site names; where it is silent, the site itself, as the vendor of what it writes about. */
export function publisherOf({ name, url, advisories, security }: Site): Publisher {
  const contacts = security?.contacts ?? [];
  return {
    category: advisories?.category ?? "vendor",
    ...(contacts.length > 0 && { contact_details: contacts.join(", ") }),
    name: advisories?.publisher ?? name,
    namespace: uri(advisories?.namespace ?? url),
  };
}
