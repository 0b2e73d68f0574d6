import type { AdvisoryFrontMatter } from "../../records/schema/advisory.ts";
import { line, url, webUrl } from "../../records/schema/value.ts";
import { creditTypes, referenceTypes } from "../../records/schema/vocabulary.ts";
import type { Tell } from "../importer.ts";
import { isObject, objectsOf, shownValue, textOf } from "../statuspage/value.ts";
import { fold } from "../text.ts";
import { listIn, reportUnknown, shortened, textIn } from "./value.ts";

/** A reference as the front matter has it. */
export type Reference = AdvisoryFrontMatter["references"][number];
type Credit = AdvisoryFrontMatter["credits"][number];

/** Where to read more. Addresses that a browser would not follow are reported. */
export function readReferences(value: unknown, tell: Tell): Reference[] {
  return entriesOf(value, "references", tell).flatMap((entry) => {
    reportUnknown(entry, ["type", "url"], "references[].", tell);
    const type = referenceTypes.find((known) => known === textOf(entry["type"]).toLowerCase());
    const address = webUrl.safeParse(entry["url"]);
    if (!address.success) {
      tell("not-imported", `A reference has no address of a page: ${shortened(shownValue(entry["url"]))}`);
      return [];
    }
    if (!type)
      tell(
        "adapted",
        `A reference of type ${shortened(shownValue(entry["type"]))} is written as web: ${shortened(address.data)}`,
      );
    return [{ type: type ?? "web", url: address.data }];
  });
}

/** Whom to thank. */
export function readCredits(value: unknown, tell: Tell): Credit[] {
  return entriesOf(value, "credits", tell).flatMap((entry) => {
    reportUnknown(entry, ["name", "contact", "type"], "credits[].", tell);
    const name = line.safeParse(fold(textIn(entry["name"])));
    if (!name.success) {
      tell("not-imported", `A credit has no name: ${shortened(shownValue(entry))}`);
      return [];
    }
    const wanted = textOf(entry["type"]).toLowerCase().replaceAll("_", "-");
    const type = creditTypes.find((known) => known === wanted);
    if (!type && wanted !== "")
      tell("not-imported", `OSV defines no credits[].type ${shortened(wanted)}, so it is left out.`);
    const contact = listIn(withMailto(entry["contact"], tell), url, "credits[].contact", tell);
    return [{ name: name.data, ...(type && { type }), ...(contact.length > 0 && { contact }) }];
  });
}

/** A bare mail address as an address that can be followed. */
function withMailto(value: unknown, tell: Tell): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((one: unknown) => {
    if (typeof one !== "string" || !/^[^\s@/:]+@[^\s@/:]+$/.test(one)) return one;
    tell("adapted", `A mail address is written with mailto: ${shortened(one)}`);
    return `mailto:${one}`;
  });
}

function entriesOf(value: unknown, key: string, tell: Tell): ReturnType<typeof objectsOf> {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const one of list) {
    if (!isObject(one))
      tell("not-imported", `An entry of ${key} is no object: ${shortened(shownValue(one))}`);
  }
  return objectsOf(list);
}
