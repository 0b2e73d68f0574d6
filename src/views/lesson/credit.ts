import type { SiteModel } from "../../model/site.ts";
import { shownName } from "../../records/person.ts";
import type { PostmortemFrontMatter } from "../../records/schema/postmortem.ts";

/**
 * The name of whoever is credited, as far as they agreed to be named both on the site and in this report; undefined for
 * somebody who is not to be named.
 */
export function creditedName(
  { people }: Pick<SiteModel, "people">,
  { person, org, consent }: PostmortemFrontMatter["credits"][number],
): string | undefined {
  if (consent === "anonymous") return undefined;
  if (person === undefined) return org;
  const name = shownName(people, person);
  return name !== undefined && consent === "handle" ? person : name;
}
