import type { SiteModel } from "../../model/site.ts";
import type { Instant } from "../../records/instant.ts";
import { absolute } from "../../views/page.ts";

/** Where all CSAF files are (CSAF 2.0, section 7.1.9). */
export const csafFolder = "/.well-known/csaf/";
/** Where the files are that everybody may have. */
export const whiteFolder = `${csafFolder}white/`;
/** The document by which everything else is found (CSAF 2.0, section 7.1.7). */
export const providerPath = `${csafFolder}provider-metadata.json`;

/** Whether a site provides CSAF: it asks for TLS (CSAF 2.0, section 7.1.3), and its feed refuses other addresses. */
export function isServedSafely({ site }: Pick<SiteModel, "site">): boolean {
  return new URL(site.url).protocol === "https:";
}

/** Path of a document within the folder of white ones: the year it was first released (section 7.1.11), and its id (section 5.1). */
export function documentPath(id: string, released: Instant): string {
  const name = id.toLowerCase().replace(/[^+\-a-z0-9]+/g, "_");
  return `${new Date(released).getUTCFullYear()}/${name}.json`;
}

/** Address of a document by its path. */
export function documentUrl(model: SiteModel, path: string): string {
  return absolute(model, whiteFolder + path);
}
