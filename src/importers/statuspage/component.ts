import { stringify } from "yaml";
import { plainText } from "../../records/markdown.ts";
import { day, ID, webUrl } from "../../records/schema/value.ts";
import type { ImportedFile } from "../importer.ts";
import { slug, takeId } from "../slug.ts";
import { fold, quoted } from "../text.ts";
import { bodyToMarkdown } from "./body.ts";
import { type Collected, type Found, idsOf, isOwnOf } from "./collect.ts";
import { tellRest } from "./rest.ts";
import { lineOf, textOf } from "./value.ts";

/** A group of services, as `content/site.yaml` has it. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly order: number;
}

/** What the components are in Daymark's terms. */
export interface Services {
  readonly groups: readonly Group[];
  readonly files: readonly ImportedFile[];
  /** Id of the service that was a component; undefined for a group. */
  idOf(component: string): string | undefined;
}

/** The group of components that are in none, and of those that no list has. */
const ALONE = { id: "services", name: "Services" } as const;
const NAMED = { id: "named-in-incidents", name: "Named in incidents" } as const;

interface Place {
  readonly id: string;
  readonly name: string;
  /** Where it comes on the page, as a tuple. */
  readonly position: number;
}

/** Makes services and groups of components. Ids depend on names and positions alone. */
export function createServices(collected: Collected, base: string | undefined): Services {
  const { components } = collected;
  const groups = components.filter(isGroup).sort(byPosition);
  const groupOf = new Map(
    groups.flatMap(({ id, value }) => idsOf(value["components"]).map((child) => [child, id] as const)),
  );
  const hasList = components.some(({ unlisted }) => !unlisted);
  const taken = new Set<string>([ALONE.id, NAMED.id]);
  const places = new Map<string, Place>(
    groups.map((group) => [
      group.id,
      { id: groupIdOf(group, collected, taken), name: nameOf(group), position: positionOf(group) },
    ]),
  );
  for (const group of groups)
    tellRest("group", group.value, `The group ${quoted(nameOf(group))}`, group.tell);

  const placeOf = (component: Found): Place => {
    const parent = textOf(component.value["group_id"]) || (groupOf.get(component.id) ?? "");
    const place = places.get(parent);
    if (place) return place;
    const extra = component.unlisted && hasList ? NAMED : ALONE;
    const position = extra === NAMED ? Number.POSITIVE_INFINITY : positionOf(component);
    const known = places.get(extra.id);
    const first = known ? Math.min(known.position, position) : position;
    places.set(extra.id, { ...extra, position: first });
    return { ...extra, position: first };
  };
  const services = components.filter((one) => !isGroup(one)).sort(byPosition);
  const placed = services.map((component) => ({ component, group: placeOf(component).id }));
  const shown = [...places.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

  const ids = new Set<string>();
  const idOf = new Map<string, string>();
  const orders = new Map<string, number>();
  const files = placed.map(({ component, group }) => {
    const order = (orders.get(group) ?? 0) + 1;
    orders.set(group, order);
    const keepsId = isOwnOf(collected, component) && ID.test(component.id);
    const id = takeId(keepsId ? component.id : slug(nameOf(component), "service"), ids);
    idOf.set(component.id, id);
    return serviceFile(component, { id, group, order }, base);
  });
  const listed = shown.map(({ id, name }, index) => ({ id, name, order: index + 1 }));
  return { groups: listed, files, idOf: (component) => idOf.get(component) };
}

function serviceFile(
  { id: old, value, source, tell, version1 }: Found,
  { id, group, order }: { readonly id: string; readonly group: string; readonly order: number },
  base: string | undefined,
): ImportedFile {
  const name = nameOf({ id: old, value });
  const what = `The component ${quoted(name)} (${old})`;
  const told = (outcome: Parameters<typeof tell>[0], message: string): void =>
    tell(outcome, `${what}: ${message}`);
  const about = textOf(value["description"]);
  const description = plainText(bodyToMarkdown(about, { base, tell: told }));
  if (description !== fold(about)) told("adapted", "The description is plain text on one line.");
  const since = day.safeParse(textOf(value["start_date"]));
  if (!since.success && textOf(value["start_date"]) !== "")
    told("not-imported", `start_date is no day: ${textOf(value["start_date"])}`);
  const path = `content/services/${id}.md`;
  tell("record", `${path}, from ${what.replace(/^The/, "the")}`);
  if (group === ALONE.id) told("adapted", `It is in no group, and is put under ${quoted(ALONE.name)}.`);
  if (group === NAMED.id)
    told("adapted", `No list has it, only an incident: it is put under ${quoted(NAMED.name)}.`);
  if (value["showcase"] === false)
    told("not-imported", "showcase: false. Daymark shows every service's uptime.");
  tellRest(version1 ? "service" : "component", value, what, tell);
  const needed = idsOf(value["dependsOn"]).filter((id) => ID.test(id));
  const url = webUrl.safeParse(value["url"]);
  const retired = day.safeParse(value["retired"]);
  const front = {
    name,
    group,
    order,
    ...(description !== "" && { description }),
    ...(version1 && url.success && { url: url.data }),
    ...(since.success && { since: since.data }),
    ...(version1 && retired.success && { retired: retired.data }),
    ...((value["only_show_if_degraded"] === true || group === NAMED.id) && { visibleOnlyWhenAffected: true }),
    ...(version1 && needed.length > 0 && { dependsOn: needed }),
  };
  return { path, text: `---\n${stringify(front, { lineWidth: 0 })}---\n`, source };
}

function groupIdOf(group: Found, collected: Collected, taken: Set<string>): string {
  const own = isOwnOf(collected, group) ? group.id.replace(/^group:/, "") : "";
  return takeId(ID.test(own) ? own : slug(nameOf(group), "group"), taken);
}

function isGroup({ value }: Found): boolean {
  return value["group"] === true || (value["group"] === undefined && Array.isArray(value["components"]));
}

function nameOf({ id, value }: Pick<Found, "id" | "value">): string {
  return lineOf(value["name"]) || id;
}

function positionOf({ value }: Found): number {
  const { position } = value;
  return typeof position === "number" ? position : Number.MAX_SAFE_INTEGER;
}

function byPosition(a: Found, b: Found): number {
  const [one, other] = [nameOf(a), nameOf(b)];
  return (
    Number(a.unlisted ?? false) - Number(b.unlisted ?? false) ||
    positionOf(a) - positionOf(b) ||
    (one < other ? -1 : one > other ? 1 : 0) ||
    (a.id < b.id ? -1 : 1)
  );
}
