import type { Collector } from "../collector.ts";
import { listField, type Table, textField } from "../json.ts";
import { addPurl } from "../purl.ts";

/**
 * Reads an SPDX 2 document in JSON and gives back its version: https://spdx.github.io/spdx-spec/v2.3/. A package's
 * purls are external references, in the category PACKAGE-MANAGER or, before 2.3, PACKAGE_MANAGER.
 */
export function readSpdx(document: Table, found: Collector): string {
  for (const entry of listField(document, "packages")) {
    const purls = listField(entry, "externalRefs")
      .filter((reference) => textField(reference, "referenceType") === "purl")
      .map((reference) => textField(reference, "referenceLocator") ?? "");
    addAll(purls, textField(entry, "name"), textField(entry, "versionInfo"), found);
  }
  return (textField(document, "spdxVersion") ?? "").replace(/^SPDX-/, "");
}

/** Reads the software packages of an SPDX 3 graph in JSON-LD: https://spdx.github.io/spdx-spec/v3.0.1/. */
export function readSpdx3(document: Table, found: Collector): void {
  for (const element of listField(document, "@graph")) {
    if (textField(element, "type") !== "software_Package") continue;
    const own = textField(element, "software_packageUrl");
    const others = listField(element, "externalIdentifier")
      .filter((one) => textField(one, "externalIdentifierType") === "packageUrl")
      .map((one) => textField(one, "identifier") ?? "");
    const purls = own === undefined ? others : [own];
    addAll(purls, textField(element, "name"), textField(element, "software_packageVersion"), found);
  }
}

function addAll(purls: readonly string[], name = "", version: string | undefined, found: Collector): void {
  // SPDX has these two words where a version is not known.
  const known = version === "NOASSERTION" || version === "NONE" ? undefined : version;
  if (purls.length === 0) found.leaveOut("nameless", `${name} ${known ?? ""}`.trim());
  for (const purl of purls) if (!addPurl(purl, known, found)) found.leaveOut("unread", purl);
}
