import type { Collector } from "../collector.ts";
import { field, listField, type Table, textField } from "../json.ts";
import { addPurl } from "../purl.ts";

/** Reads a CycloneDX SBOM (ECMA-424) and gives back the specification's version. Components hold others. */
export function readCycloneDx(bom: Table, found: Collector): string {
  // The component in the metadata is the product itself; what it is made of counts.
  const lists = [
    listField(bom, "components"),
    listField(field(field(bom, "metadata"), "component"), "components"),
  ];
  for (let list = lists.pop(); list; list = lists.pop()) {
    for (const component of list) {
      const version = textField(component, "version");
      const purl = textField(component, "purl");
      const label = `${textField(component, "name") ?? ""} ${version ?? ""}`.trim();
      if (purl === undefined) found.leaveOut("nameless", label);
      else if (!addPurl(purl, version, found)) found.leaveOut("unread", purl);
      const inner = listField(component, "components");
      if (inner.length > 0) lists.push(inner);
    }
  }
  return textField(bom, "specVersion") ?? "";
}
