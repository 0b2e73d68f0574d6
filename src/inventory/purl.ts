import { PackageURL } from "packageurl-js";
import { packageAt } from "../versions/naming.ts";
import type { Collector } from "./collector.ts";
import { MAX_PURL } from "./limit.ts";

/** The parts of a package URL (ECMA-427) that name a version of a package, decoded. */
export interface Purl {
  /** In small letters. */
  readonly type: string;
  /** Without slashes around it; empty where there is none. */
  readonly namespace: string;
  readonly name: string;
  readonly version: string | undefined;
}

/**
 * Reads a purl; undefined where it is none. The rules of single types are left alone: the registries' oldest npm
 * packages have capitals in their names (JSONStream), which those rules would take away.
 */
export function readPurl(text: string): Purl | undefined {
  if (text.length > MAX_PURL || !/^pkg:/i.test(text)) return undefined;
  try {
    const [type, namespace, name, version] = PackageURL.parseString(text);
    if (!type || !name || !/^[a-z][a-z0-9.+-]*$/i.test(type)) return undefined;
    const path = (namespace ?? "").split("/").filter((segment) => segment !== "");
    return { type: type.toLowerCase(), namespace: path.join("/"), name, version: version || undefined };
  } catch {
    return undefined;
  }
}

/**
 * Adds what a purl names, or says why not. `version` counts where the purl has none. False where the text is no purl:
 * nothing was added and nothing said.
 */
export function addPurl(text: string, version: string | undefined, found: Collector): boolean {
  const purl = readPurl(text);
  if (!purl) return false;
  const named = packageAt(purl.type, purl);
  if (named) found.add(named.ecosystem, named.name, purl.version ?? version ?? "");
  else found.leaveOut("foreign", text);
  return true;
}
