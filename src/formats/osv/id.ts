import type { SiteModel } from "../../model/site.ts";

/**
 * Prefixes of ids that OSV has registered: the definition `prefix` of the JSON Schema of OSV 1.8.0
 * (https://github.com/ossf/osv-schema, validation/schema.json).
 */
const PREFIXES =
  "ASB-A PUB-A ALPINE ALSA ALBA ALEA AZL BELL BIT CGA CLEANSTART CLSA CURL CVE DEBIAN DHI DRUPAL DSA DLA ELA DTSA " +
  "ECHO EEF FreeBSD GHSA GO GSD HSEC JLSEC KUBE LBSEC LSN MAL MINI MGASA OESA OSEC OSV openSUSE-SU PHSA PSF PYSEC " +
  "RHBA RHEA RHSA RLSA RXSA RSEC ROOT RUSTSEC SUSE-SU SUSE-RU SUSE-FU SUSE-OU UBUNTU USN V8 VCPKG";

const registered = new Set(PREFIXES.split(" "));

/** What goes before an id of a database that is not registered. */
export const LOCAL_PREFIX = "x_";

/** Whether an id begins with a prefix that OSV has registered, in OSV's own casing. */
export function isRegistered(id: string): boolean {
  for (let end = id.indexOf("-"); end !== -1; end = id.indexOf("-", end + 1)) {
    if (registered.has(id.slice(0, end))) return true;
  }
  return false;
}

/**
 * The id of one of a site's advisories in OSV: as it is where its prefix is registered, with OSV as we know it or by what
 * the site says, otherwise with `x_` before it.
 */
export function osvId({ site }: Pick<SiteModel, "site">, id: string): string {
  const own = site.advisories?.osvPrefix;
  const isOwn = own !== undefined && id.startsWith(`${own}-`);
  return isOwn || isRegistered(id) ? id : `${LOCAL_PREFIX}${id}`;
}
