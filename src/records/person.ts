import type { Person } from "./schema/person.ts";

/** What people.yaml says, by handle. */
export type People = ReadonlyMap<string, Person>;

/** The name of a person as far as they agreed to have it shown; undefined for nobody. */
export function shownName(people: People, handle: string): string | undefined {
  const person = people.get(handle);
  if (!person || person.consent === "anonymous") return undefined;
  return person.consent === "public" && person.name !== undefined ? person.name : handle;
}
