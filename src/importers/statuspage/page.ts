import { stringify } from "yaml";
import { timeZone, webUrl } from "../../records/schema/value.ts";
import type { ImportedFile } from "../importer.ts";
import { quoted } from "../text.ts";
import type { Found } from "./collect.ts";
import type { Group } from "./component.ts";
import { tellRest } from "./rest.ts";
import { lineOf, textOf } from "./value.ts";

/** The address of a page, against which links are resolved; undefined where it is not known. */
export function addressOf(page: Found | undefined): string | undefined {
  const domain = textOf(page?.value["domain"]);
  const typed = textOf(page?.value["url"]) || (domain === "" ? "" : `https://${domain}`);
  const url = webUrl.safeParse(typed);
  return url.success ? url.data : undefined;
}

/** Makes `content/site.yaml` of the page, and reports what it cannot say. */
export function siteFile(page: Found, groups: readonly Group[]): ImportedFile {
  const { value, tell, source } = page;
  const name = lineOf(value["name"]);
  const url = addressOf(page);
  if (name === "") tell("adapted", "The page has no name: name must be added to content/site.yaml by hand.");
  if (!url) tell("adapted", "The page has no address: url must be added to content/site.yaml by hand.");
  else if (/\.statuspage\.io$/i.test(new URL(url).hostname))
    tell(
      "adapted",
      `url is the old page's, ${url}: change it in content/site.yaml if the new one is elsewhere.`,
    );
  tellRest("page", value, "The page", tell);
  tell("record", "content/site.yaml");
  const front = { ...(name && { name }), ...(url && { url }), timeZone: zoneOf(page), groups };
  return { path: "content/site.yaml", text: stringify(front, { lineWidth: 0 }), source };
}

function zoneOf({ value, tell }: Found): string {
  const typed = textOf(value["time_zone"]);
  if (typed === "" || /^(?:Etc\/)?UTC$/i.test(typed)) return "UTC";
  const zone = timeZone.safeParse(typed);
  if (zone.success) return zone.data;
  tell("adapted", `The time zone ${quoted(typed)} is not known: UTC is taken.`);
  return "UTC";
}
