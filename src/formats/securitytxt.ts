import type { SiteModel } from "../model/site.ts";
import { toRfc3339 } from "../records/instant.ts";
import type { TextDocument } from "../views/document.ts";
import { absolute } from "../views/page.ts";
import { providerPath } from "./csaf/name.ts";
import { providesCsaf } from "./csaf.ts";
import { uri } from "./uri.ts";

const PATH = "/.well-known/security.txt";

/**
 * Where to report vulnerabilities (RFC 9116). The format asks for an end of its validity, so there is none without
 * `security.expires`; one that has passed is written all the same, since readers can tell, and `check` says so.
 */
export function* securityDocuments(model: SiteModel): Generator<TextDocument> {
  const { security, locale, url } = model.site;
  if (security?.expires === undefined) return;
  const { origin, protocol } = new URL(url);
  const fields: (readonly [string, string | undefined])[] = [
    ...security.contacts.map((contact) => ["Contact", uri(contact)] as const),
    ["Expires", toRfc3339(security.expires)],
    ["Preferred-Languages", locale],
    // At the root of the host, where it is looked for, even if the site is below a path and the file has to be copied.
    ["Canonical", protocol === "https:" ? origin + PATH : undefined],
    ["Policy", security.policy && uri(security.policy)],
    ["CSAF", providesCsaf(model) ? absolute(model, providerPath) : undefined],
  ];
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\n`]));
  yield { path: PATH, body: lines.join("") };
}
