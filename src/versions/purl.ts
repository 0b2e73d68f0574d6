import { PackageURL } from "packageurl-js";
import { ecosystemName } from "./ecosystem.ts";
import { type Package, type PurlNaming, type PurlPath, packageAt, purlNamings, spelled } from "./naming.ts";

/** Longer texts name no package. */
const LONGEST_PURL = 2000;

/**
 * The OSV package that a purl names; its version, qualifiers and subpath are not looked at. Undefined for a text that is
 * no purl, and for a type or namespace without an ecosystem.
 */
export function ecosystemOfPurl(purl: string): Package | undefined {
  if (purl.length > LONGEST_PURL || !/^pkg:/i.test(purl)) return undefined;
  try {
    const [type = "", namespace, name = ""] = PackageURL.parseString(purl);
    const path = { namespace: namespace ?? undefined, name };
    const canonical = packageUrl(type, path);
    // The name is as it was written: the library would take the capitals from JSONStream, which is another package then.
    return canonical && packageAt(canonical.type, path);
  } catch {
    return undefined;
  }
}

/**
 * The versionless purl of an OSV package, in canonical form: `pkg:npm/%40acme/widget`. Undefined for an ecosystem without
 * a type of purl, and for a name that the ecosystem cannot have.
 */
export function purlOf(ecosystem: string, name: string): string | undefined {
  const naming = purlNamings.find((one) => one.ecosystem === ecosystemName(ecosystem));
  const path = naming && pathOf(naming, name);
  return path && packageUrl(naming.type, path)?.toString();
}

/** A purl without a version. The library makes one with a version, since it asks for that in some types. */
function packageUrl(type: string, { namespace, name }: PurlPath): PackageURL | undefined {
  try {
    const purl = new PackageURL(type, namespace, name, "0", undefined, undefined);
    purl.version = undefined;
    return purl;
  } catch {
    return undefined;
  }
}

function pathOf({ ecosystem, namespace, separator, scoped }: PurlNaming, text: string): PurlPath | undefined {
  const whole = spelled(ecosystem, text);
  if (whole === "" || whole.length > LONGEST_PURL || whole !== whole.trim()) return undefined;
  if (separator === undefined) return whole.includes("/") ? undefined : { namespace, name: whole };
  const parts = whole.split(separator);
  const name = parts.pop() ?? "";
  if (name === "" || parts.includes("") || (scoped && parts.length === 0)) return undefined;
  return { namespace: parts.length === 0 ? undefined : parts.join(separator), name };
}
