import type { Tell } from "../importer.ts";
import { type Json, objectsOf, textOf } from "./value.ts";

/*
 * Daymark's own `/api/v1`, by the `$schema` of each file. What it says of records and services is all that Daymark
 * publishes of them, where `/api/v2` says what Statuspage has a place for.
 */

/** What a file of it holds. */
export interface OwnDocument {
  /** Single records. */
  readonly details: readonly Json[];
  /** Services and groups, in Statuspage's terms, with what Daymark says beyond them. */
  readonly services: readonly Json[];
  /** A page of the list of all records. */
  readonly list?: Json;
}

const NOTHING: OwnDocument = { details: [], services: [] };

/** Reads an object by its `$schema`; undefined if it is none of Daymark's. */
export function readOwnDocument(value: Json, tell: Tell): OwnDocument | undefined {
  const kind = nameIn(value["$schema"]);
  if (kind === "incident") return { ...NOTHING, details: [value] };
  if (kind === "incidents") return { ...NOTHING, list: value };
  if (kind === "services") return { ...NOTHING, services: servicesOf(value) };
  if (kind === undefined && nameIn(value["$id"]) === undefined) return undefined;
  tell(
    "not-imported",
    kind === undefined
      ? "It is a schema of Daymark's own API: it says nothing of this site."
      : `It is of Daymark's own API (${kind}): only incidents, maintenances, notices and services are imported from there.`,
  );
  return NOTHING;
}

function nameIn(address: unknown): string | undefined {
  return /\/api\/v1\/schemas\/([a-z-]{1,40})\.schema\.json$/.exec(textOf(address))?.[1];
}

/** Positions are those of `/api/v2`: groups and their services in one row; what is in no group comes last. */
function servicesOf({ groups, services }: Json): Json[] {
  const named = objectsOf(groups).map((group) => ({
    id: groupId(group["id"]),
    name: group["name"],
    group: true,
    components: Array.isArray(group["services"]) ? group["services"].map(textOf) : [],
  }));
  const order = named.flatMap(({ id, components }) => [id, ...components]);
  const positions = new Map(order.map((id, index) => [id, index + 1]));
  return [
    ...named.filter(({ id }) => id !== groupId(null)),
    ...objectsOf(services).map((service) => ({
      id: service["id"],
      name: service["name"],
      description: service["description"],
      url: service["url"],
      start_date: service["since"],
      retired: service["retired"],
      only_show_if_degraded: service["visibleOnlyWhenAffected"],
      dependsOn: service["dependsOn"],
      group: false,
      group_id: textOf(service["group"]) === "" ? null : groupId(service["group"]),
    })),
  ].map((one) => ({ ...one, position: positions.get(textOf(one.id)) }));
}

function groupId(id: unknown): string {
  return `group:${textOf(id)}`;
}
