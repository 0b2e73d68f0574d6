import type { SiteModel } from "../model/site.ts";
import { shownName } from "../records/person.ts";
import { ID } from "../records/schema/value.ts";

/** A person as far as they agreed to be shown; anything else is a team's name, if it is known who is a person. */
export function ownerName(model: Pick<SiteModel, "people" | "peopleKnown">, owner: string): string {
  if (!model.peopleKnown && ID.test(owner)) return "a maintainer";
  return model.people.has(owner) ? (shownName(model.people, owner) ?? "a maintainer") : owner;
}
