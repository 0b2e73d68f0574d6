import type { SourceFile, Tell } from "../importer.ts";
import { normalLines } from "../text.ts";
import { isObject, type Json, objectsOf, saysSomething, shownValue, textOf } from "./value.ts";
import { type OwnDocument, readOwnDocument } from "./version1.ts";

/** What a file holds. */
export interface StatuspageDocument {
  readonly page: Json | undefined;
  /** Components and groups. */
  readonly components: readonly Json[];
  /** Incidents and maintenances. */
  readonly incidents: readonly Json[];
  /** The list in it that is as long as a public API's can be, Statuspage's or Daymark's. */
  readonly full?: "incidents" | "maintenances" | undefined;
  /** What Daymark's own API, version 1, says. */
  readonly own?: OwnDocument;
}

const LISTS = ["components", "incidents", "scheduled_maintenances"] as const;
const MOST = 50;
const SINGLES = ["component", "incident", "scheduled_maintenance"] as const;

/** Reads a file by its shape, whatever its name. Undefined, with the reason reported, if it is none of Statuspage's. */
export function readDocument({ text }: SourceFile, tell: Tell): StatuspageDocument | undefined {
  const value = parse(text, tell);
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return readList(value, tell);
  if (!isObject(value)) {
    tell("not-imported", `It holds nothing but ${shownValue(value)}. ${EXPECTED}`);
    return undefined;
  }
  const own = readOwnDocument(value, tell);
  if (own) return { page: undefined, components: [], incidents: [], own };
  const kind = kindOf(value);
  if (kind !== undefined) {
    return {
      page: kind === "page" ? value : undefined,
      components: kind === "component" ? [value] : [],
      incidents: kind === "incident" ? [value] : [],
    };
  }
  const page = isObject(value["page"]) ? value["page"] : undefined;
  const known = [
    ...LISTS.filter((key) => Array.isArray(value[key])),
    ...SINGLES.filter((key) => isObject(value[key])),
  ];
  const hasStatus = page !== undefined && isObject(value["status"]);
  if (known.length === 0 && !hasStatus) {
    tell(
      "not-imported",
      `It is JSON of another kind, with the keys ${Object.keys(value).slice(0, 20).join(", ")}. ${EXPECTED}`,
    );
    return undefined;
  }
  for (const [key, rest] of Object.entries(value)) {
    const isKnown = key === "page" || key === "status" || known.some((one) => one === key);
    if (!isKnown && saysSomething(rest))
      tell("not-imported", `A key has no place here: ${key}: ${shownValue(rest)}`);
  }
  const all = (plural: (typeof LISTS)[number], single: (typeof SINGLES)[number]): Json[] => [
    ...listed(value[plural], plural, tell),
    ...(isObject(value[single]) ? [value[single]] : []),
  ];
  const isFull = (key: (typeof LISTS)[number]): boolean =>
    page !== undefined && objectsOf(value[key]).length >= MOST;
  return {
    page,
    full: isFull("incidents") ? "incidents" : isFull("scheduled_maintenances") ? "maintenances" : undefined,
    components: all("components", "component"),
    incidents: [...all("incidents", "incident"), ...all("scheduled_maintenances", "scheduled_maintenance")],
  };
}

const EXPECTED =
  "Expected a file of Statuspage's API, such as summary.json, components.json, incidents.json or scheduled-maintenances.json.";

function parse(typed: string, tell: Tell): unknown {
  const text = normalLines(typed).trim();
  if (text === "") {
    tell("not-imported", "The file is empty.");
    return undefined;
  }
  if (text.startsWith("<")) {
    tell(
      "not-imported",
      "It is a page of HTML or XML, not JSON: perhaps what the server said instead. Fetch it again with curl --fail, and look at what it says.",
    );
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, " ") : "";
    tell("not-imported", `It is broken JSON, perhaps cut off: ${why}. Fetch it again.`);
    return undefined;
  }
}

/** The authenticated API answers with bare lists. */
function readList(list: readonly unknown[], tell: Tell): StatuspageDocument | undefined {
  if (list.length === 0) {
    tell("not-imported", "It is an empty list.");
    return undefined;
  }
  const components: Json[] = [];
  const incidents: Json[] = [];
  const strange: unknown[] = [];
  for (const one of list) {
    const kind = isObject(one) ? kindOf(one) : undefined;
    if (kind === "incident") incidents.push(one as Json);
    else if (kind === "component") components.push(one as Json);
    else strange.push(one);
  }
  if (strange.length > 0) {
    const first = isObject(strange[0])
      ? `with the keys ${Object.keys(strange[0]).slice(0, 20).join(", ")}`
      : shownValue(strange[0]);
    tell(
      "not-imported",
      `Entries of this list are neither incidents nor components: ${strange.length}. The first one: ${first}. ${EXPECTED}`,
    );
  }
  return components.length + incidents.length > 0 ? { page: undefined, components, incidents } : undefined;
}

/** What an object is by its own keys. */
function kindOf(value: Json): "incident" | "component" | "page" | undefined {
  if (Array.isArray(value["incident_updates"])) return "incident";
  if (textOf(value["name"]) === "") return undefined;
  if (typeof value["time_zone"] === "string") return "page";
  const isGroup = Array.isArray(value["components"]) && !isObject(value["page"]);
  return typeof value["position"] === "number" || isGroup || "only_show_if_degraded" in value
    ? "component"
    : undefined;
}

/** The objects of a list; an incident is one only with its updates. */
function listed(list: unknown, key: (typeof LISTS)[number], tell: Tell): Json[] {
  if (!Array.isArray(list)) return [];
  const objects = objectsOf(list).filter((one) => key === "components" || kindOf(one) === "incident");
  const others = list.length - objects.length;
  const wanted = key === "components" ? "no objects" : "without incident_updates";
  if (others > 0) tell("not-imported", `Entries of ${key} that are ${wanted}: ${others}`);
  return objects;
}
