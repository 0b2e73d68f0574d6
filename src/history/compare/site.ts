import { writeHeadingInstant } from "../../records/instant.ts";
import type { Severity, Site } from "../../records/schema/site.ts";
import type { Change, Names } from "../change.ts";
import { amount, durationWords, fields, flag, line, text, value } from "./fields.ts";
import { entries, list } from "./list.ts";

type Group = Site["groups"][number];
type Link = Site["nav"][number];

/**
 * What was changed in the settings of a site, in words, in the order of the schema. How uptime is counted, the severity
 * policy and the zone in which days begin change what the site states as a fact; everything else is wording.
 */
export function compareSites(before: Site, after: Site, names: Names): Change[] {
  return [...tellSite(before, after, names)];
}

const severities = entries<Severity>({
  key: ({ id }) => id,
  whole: ({ id }) => `severity policy: ${id}`,
  within: ({ id }) => `severity policy, ${id}: `,
  order: "severity policy: order",
  weight: "material",
  fields: fields<Severity>({
    id: () => [],
    label: line("label"),
    criteria: text("criteria", "set", "material"),
    firstUpdateWithin: value("time to the first update", durationWords, "material"),
    updateEvery: value("time between updates", durationWords, "material"),
    postmortem: fields<NonNullable<Severity["postmortem"]>>({
      required: flag("requires a postmortem", "material"),
      dueDays: amount("time to the postmortem", "days", "material"),
    }),
  }),
});

const groups = entries<Group>({
  key: ({ id }) => id,
  whole: ({ id }) => `group ${id}`,
  within: ({ id }) => `group ${id}: `,
  order: "order of the groups",
  fields: fields<Group>({
    id: () => [],
    name: line("name"),
    order: value("place on the page"),
    collapsed: flag("folded while all is well"),
  }),
});

const uptimeWeight = (level: string) => value<number>(`uptime weight of ${level}`, String, "material");

const tellSite = fields<Site>({
  name: line("name of the site"),
  url: line("address of the site"),
  description: text("description of the site", "set"),
  timeZone: line("time zone", "material"),
  locale: line("language"),
  repository: fields<NonNullable<Site["repository"]>>({
    url: line("address of the repository"),
    branch: line("branch of the repository"),
    forge: value("forge of the repository"),
  }),
  groups,
  severities,
  uptime: fields<Site["uptime"]>({
    window: amount("window of uptime", "days", "material"),
    weights: fields<Site["uptime"]["weights"]>({
      major: uptimeWeight("major"),
      partial: uptimeWeight("partial"),
      degraded: uptimeWeight("degraded"),
      maintenance: uptimeWeight("maintenance"),
    }),
  }),
  advisories: fields<NonNullable<Site["advisories"]>>({
    prefix: line("prefix of advisories"),
    osvPrefix: line("OSV prefix of advisories"),
    publisher: line("publisher of advisories"),
    namespace: line("namespace of advisories"),
    category: line("category of the publisher of advisories"),
    cveOrganization: line("CVE organisation of advisories"),
  }),
  security: fields<NonNullable<Site["security"]>>({
    contacts: list({
      one: "security contact",
      many: "security contacts",
      order: "order of the security contacts",
    }),
    policy: line("address of the security policy"),
    expires: value("expiry of the security contacts", writeHeadingInstant),
  }),
  feeds: fields<Site["feeds"]>({
    entries: value("number of entries in feeds"),
    hub: line("WebSub hub of the feeds"),
  }),
  history: value("source of the audit history"),
  audit: fields<Site["audit"]>({ authors: value("naming of authors in the audit history") }),
  brand: fields<NonNullable<Site["brand"]>>({
    logo: line("logo"),
    accent: line("accent colour"),
  }),
  nav: entries<Link>({
    key: ({ label }) => label,
    whole: ({ label }) => `link "${label}" in the header`,
    within: ({ label }) => `link "${label}" in the header: `,
    order: "order of the links in the header",
    fields: fields<Link>({ label: () => [], url: line("address") }),
  }),
});
