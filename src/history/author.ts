import { type People, shownName } from "../records/person.ts";
import type { Site } from "../records/schema/site.ts";
import type { AuditCommit } from "./commit.ts";

/**
 * Who is named as the author of a commit: the person of people.yaml whose `git` lists the author's address or name, as
 * far as they agreed; otherwise the name as written in git, where the site's setting allows it. Addresses are never
 * shown. Undefined for nobody.
 */
export function authorNames(
  people: People,
  setting: Site["audit"]["authors"],
): (author: AuditCommit["author"]) => string | undefined {
  const handles = new Map<string, string>();
  for (const [handle, { git = [] }] of people) for (const one of git) handles.set(one.toLowerCase(), handle);
  return ({ name, email }) => {
    if (setting === "nobody") return undefined;
    const handle = handles.get(email.toLowerCase()) ?? handles.get(name.toLowerCase());
    if (handle !== undefined) return shownName(people, handle);
    // Some write their address where their name belongs.
    return setting === "git" && name !== "" && !name.includes("@") ? name : undefined;
  };
}
