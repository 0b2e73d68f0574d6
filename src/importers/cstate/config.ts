import type { SourceFile, Tell } from "../importer.ts";
import { slug, takeId } from "../slug.ts";
import { fold, normalLines, plainLinks, quoted } from "../text.ts";
import { reportRemarks } from "./frontmatter.ts";
import { NAMED_GROUP, type System } from "./service.ts";
import { listed, reportSettings } from "./setting.ts";
import { isTrue, readYaml, type YamlFields, type YamlValue } from "./yaml.ts";

/** What `content/site.yaml` will say. */
export interface Site {
  readonly name?: string;
  readonly url?: string;
  readonly description?: string;
  readonly timeZone: "UTC";
  readonly locale?: string;
  readonly nav?: readonly { readonly label: string; readonly url: string }[];
  readonly groups: readonly Group[];
}

interface Group {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly collapsed: boolean;
}

/** What a `config.yml` says, in Daymark's terms. */
export interface Config {
  readonly site: Site;
  readonly systems: readonly System[];
}

const SITE_KEYS = ["title", "baseURL", "languageCode", "params"];
const PARAM_KEYS = ["description", "categories", "systems", "customTabs"];

/** Reads a `config.yml` and reports what has no place. Undefined, with the reason reported, if it cannot be read. */
export function readConfig(source: SourceFile, tell: Tell): Config | undefined {
  const yaml = readYaml(normalLines(source.text), 1);
  reportRemarks(yaml, tell);
  const fields = yaml.root.map;
  if (!fields) {
    tell("not-imported", "The configuration has no keys.", 1);
    return undefined;
  }
  if (yaml.comments.length > 0)
    tell("not-imported", `Lines of comments that are left out: ${yaml.comments.length}`);
  const params = fields.get("params")?.map ?? new Map<string, YamlValue>();
  const groups = readGroups(params.get("categories"), tell);
  const site = { ...readSite(fields, params, tell), groups: [...groups.values()] };
  const systems = readSystems(params.get("systems"), groups, tell);
  reportSettings(
    new Map([
      ...[...fields].filter(([key]) => !SITE_KEYS.includes(key)),
      ...[...params].filter(([key]) => !PARAM_KEYS.includes(key)),
    ]),
    tell,
  );
  return { site, systems };
}

function readSite(fields: YamlFields, params: YamlFields, tell: Tell): Omit<Site, "groups"> {
  const name = fold(fields.get("title")?.text ?? "");
  const baseUrl = fields.get("baseURL")?.text.trim() ?? "";
  const url = isWebUrl(baseUrl) ? baseUrl : undefined;
  const written = params.get("description");
  const description = plainLinks(fold(written?.text ?? ""));
  const locale = fold(fields.get("languageCode")?.text ?? "");
  if (name === "") tell("adapted", "There is no title: name must be added to content/site.yaml by hand.");
  if (!url) {
    tell(
      "adapted",
      `baseURL is ${quoted(baseUrl)}: url, an absolute address, must be added to content/site.yaml by hand.`,
      fields.get("baseURL")?.line,
    );
  }
  if (written?.text.trim().includes("\n"))
    tell("adapted", "The description is put on one line.", written.line);
  if (written && description !== fold(written.text))
    tell("adapted", "The description is plain text: addresses of links stand in brackets.", written.line);
  const nav = readTabs(params.get("customTabs"), tell);
  return {
    ...(name && { name }),
    ...(url && { url }),
    ...(description && { description }),
    timeZone: "UTC",
    ...(locale && { locale }),
    ...(nav.length > 0 && { nav }),
  };
}

/** Tabs that lead to an absolute address become links in the header; pages of cState's own do not come along. */
function readTabs(tabs: YamlValue | undefined, tell: Tell): { label: string; url: string }[] {
  const left: string[] = [];
  const links = (tabs?.list ?? []).flatMap((tab) => {
    const label = fold(tab.map?.get("name")?.text ?? "");
    const url = tab.map?.get("link")?.text.trim() ?? "";
    if (label !== "" && isWebUrl(url)) return [{ label, url }];
    left.push(fold(tab.text));
    return [];
  });
  if (left.length > 0)
    tell("not-imported", `Tabs that lead to cState's own pages: ${left.join("; ")}`, tabs?.line);
  return links;
}

/** The groups by the names of their categories. */
function readGroups(categories: YamlValue | undefined, tell: Tell): Map<string, Group> {
  const ids = new Set<string>([NAMED_GROUP.id]);
  const groups = new Map<string, Group>();
  const hidden: string[] = [];
  for (const category of categories?.list ?? []) {
    const { name: typed, closed, untitled, ...rest } = Object.fromEntries(category.map ?? []);
    const name = fold(typed?.text ?? "");
    if (name === "" || groups.has(name)) {
      tell(
        "not-imported",
        `A category ${name === "" ? "without a name" : "given twice"}: ${fold(category.text)}`,
        category.line,
      );
      continue;
    }
    if (isTrue(untitled)) hidden.push(quoted(name));
    reportLeft(`the category ${quoted(name)}`, rest, tell);
    const id = takeId(slug(name, "group"), ids);
    groups.set(name, { id, name, order: groups.size + 1, collapsed: isTrue(closed) && !isTrue(untitled) });
  }
  if (hidden.length > 0) {
    tell(
      "adapted",
      `cState hides the names of these categories, Daymark shows them: ${hidden.join(", ")}`,
      categories?.line,
    );
  }
  return groups;
}

function readSystems(
  systems: YamlValue | undefined,
  groups: ReadonlyMap<string, Group>,
  tell: Tell,
): System[] {
  return (systems?.list ?? []).flatMap((system) => {
    const {
      name: typed,
      displayName,
      category,
      description,
      link,
      ...rest
    } = Object.fromEntries(system.map ?? []);
    const name = fold(typed?.text ?? "");
    if (name === "") {
      tell("not-imported", `A system without a name: ${fold(system.text)}`, system.line);
      return [];
    }
    const group = groups.get(fold(category?.text ?? ""))?.id;
    if (!group) {
      tell(
        "adapted",
        `The system ${quoted(name)} is in no category, so that cState does not show it: it is put under ${quoted(NAMED_GROUP.name)}.`,
        system.line,
      );
    }
    const url = link?.text.trim() ?? "";
    reportLeft(`the system ${quoted(name)}`, { ...rest, ...(link && !isWebUrl(url) && { link }) }, tell);
    const shown = fold(displayName?.text ?? "");
    const about = plainLinks(fold(description?.text ?? ""));
    return [
      {
        name,
        ...(shown && { displayName: shown }),
        ...(group && { group }),
        ...(about && { description: about }),
        ...(isWebUrl(url) && { url }),
        line: system.line,
      },
    ];
  });
}

/** Whether an address is one that a site or a service may have. */
function isWebUrl(url: string): boolean {
  const parsed = /^https?:\/\//i.test(url) ? URL.parse(url) : null;
  return parsed !== null && parsed.username === "" && parsed.password === "";
}

function reportLeft(what: string, rest: Readonly<Record<string, YamlValue>>, tell: Tell): void {
  const settings = Object.entries(rest);
  if (settings.length > 0) tell("not-imported", `Of ${what}: ${listed(settings)}`, settings[0]?.[1].line);
}
