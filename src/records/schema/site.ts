import { z } from "zod";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";
import {
  colour,
  duration,
  id,
  instant,
  language,
  line,
  publicPath,
  reading,
  timeZone,
  url,
  webUrl,
} from "./value.ts";

const severity = z.strictObject({
  id: id.meta({ description: "The word that incidents use." }),
  label: line.meta({ description: "What readers see." }),
  criteria: line.meta({ description: "When an incident has this severity." }),
  firstUpdateWithin: duration.optional().meta({ description: "How soon the first update is due." }),
  updateEvery: duration.optional().meta({ description: "How often updates are due after that." }),
  postmortem: z
    .strictObject({
      required: z.boolean().meta({ description: "Whether a postmortem must be written." }),
      dueDays: z
        .number()
        .int()
        .positive()
        .optional()
        .meta({ description: "Within how many days of the end." }),
    })
    .optional()
    .meta({ description: "Whether and when a postmortem is due." }),
});

const MINUTES = 60_000;

/** The severity policy of a site that writes none of its own, worst first. It requires no postmortem: that is for people to decide. */
export const defaultSeverities: z.output<typeof severity>[] = [
  {
    id: "critical",
    label: "Critical",
    criteria: "Most users cannot use the project, or their data is at risk.",
    firstUpdateWithin: 15 * MINUTES,
    updateEvery: 30 * MINUTES,
  },
  {
    id: "major",
    label: "Major",
    criteria: "An important service is down or unusable for many users.",
    firstUpdateWithin: 30 * MINUTES,
    updateEvery: 60 * MINUTES,
  },
  {
    id: "minor",
    label: "Minor",
    criteria: "A service is slow or partly failing, and there is a way around it.",
    firstUpdateWithin: 60 * MINUTES,
    updateEvery: 240 * MINUTES,
  },
  { id: "none", label: "None", criteria: "Nobody is affected, but people should know." },
];

/** Refuses a list in which two entries have the same id. */
function uniqueIds(context: z.core.ParsePayload<readonly { readonly id: string }[]>): void {
  const seen = new Set<string>();
  for (const [index, { id: name }] of context.value.entries()) {
    if (seen.has(name.toLowerCase())) {
      const mistake: Mistake = {
        code: "id-duplicate",
        message: "Two entries have the same id. Capitals do not tell ids apart.",
        found: quote(name),
        expected: "an id of its own for each entry",
        hint: "Rename or remove one of the two.",
      };
      const { message } = mistake;
      context.issues.push({ code: "custom", input: name, path: [index, "id"], message, params: { mistake } });
    }
    seen.add(name.toLowerCase());
  }
}

/** Refuses an address that anybody on the way could change: RFC 9116 (section 2.5) and WebSub (section 8) want https. */
function overTls({ value, issues }: z.core.ParsePayload<string>): void {
  if (!/^http:/i.test(value)) return;
  const secure = value.replace(/^http:/i, "https:");
  const mistake: Mistake = {
    code: "url-invalid",
    message: "This address must begin with https, so that nobody on the way can change what is there.",
    found: quote(value),
    expected: "an address beginning with https:",
    hint: `Write ${secure}, if it is there too.`,
  };
  issues.push({ code: "custom", input: value, path: [], message: mistake.message, params: { mistake } });
}

const contact = url
  .check(overTls)
  .meta({ description: "An address, such as mailto:security@example.org or that of a form." });

/** An organization in CVE Services: a UUID of version 4, as the CVE record format has it. */
const organization = z
  .string()
  .transform(
    reading((text: string): string | Mistake => {
      const id = text.trim().toLowerCase();
      if (/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) return id;
      return {
        code: "value-invalid",
        message: "This is no id of an organization in CVE Services.",
        found: quote(text),
        expected: "a UUID of version 4: 32 digits from 0 to f in five groups",
        hint: "Copy the UUID of the organization from your account at CVE Services; leave it out if you are no CNA.",
      };
    }),
  )
  .meta({ description: "The UUID of an organization in CVE Services." });

const weight = z.number().min(0).max(1).meta({ description: "A share from 0 to 1." });

/** `content/site.yaml`. Only `name` and `url` are required. */
export const siteSchema = z
  .strictObject({
    name: line.meta({
      description: "Name of the project or of its status page.",
      examples: ["Example status"],
    }),
    url: webUrl.meta({
      description: "Where the site will be found.",
      examples: ["https://status.example.org"],
    }),
    description: line
      .optional()
      .meta({ description: "One line about the site, for search engines and feeds." }),
    timeZone: timeZone.default("UTC").meta({
      description: "IANA name of the zone in which days and months begin, such as UTC or Europe/Berlin.",
    }),
    locale: language
      .default("en")
      .meta({ description: "BCP 47 tag of the language the records are written in." }),
    repository: z
      .strictObject({
        url: webUrl.meta({ description: "The repository's page on its forge." }),
        branch: line.default("main").meta({ description: "The branch that is published." }),
        forge: z
          .enum(["github", "gitlab", "forgejo"])
          .default("github")
          .meta({ description: "Which forge it is, for links to files and commits." }),
      })
      .optional()
      .meta({ description: "Where the records live, for links to files and commits." }),
    groups: z
      .array(
        z.strictObject({
          id: id.meta({ description: "The word that services use." }),
          name: line.meta({ description: "What readers see." }),
          order: z.number().default(0).meta({ description: "Place on the page: small numbers first." }),
          collapsed: z
            .boolean()
            .default(false)
            .meta({ description: "Folded while all its services are operational." }),
        }),
      )
      .check(uniqueIds)
      .default([])
      .meta({ description: "Groups of services, in the order of the page." }),
    severities: z
      .array(severity)
      .check(uniqueIds)
      .default(defaultSeverities)
      .meta({ description: "The severity policy, worst first." }),
    uptime: z
      .strictObject({
        window: z
          .number()
          .int()
          .min(1)
          .max(366)
          .default(90)
          .meta({ description: "How many days the bars show." }),
        weights: z
          .strictObject({
            major: weight.default(1),
            partial: weight.default(0.3),
            degraded: weight.default(0),
            maintenance: weight.default(0),
          })
          .prefault({})
          .meta({ description: "How much of a minute at each level counts as downtime, from 0 to 1." }),
      })
      .prefault({})
      .meta({ description: "How uptime is computed." }),
    advisories: z
      .strictObject({
        prefix: line.optional(),
        osvPrefix: line.optional().meta({
          description: "A prefix that OSV has registered for this site, if Daymark does not know it yet.",
        }),
        publisher: line
          .optional()
          .meta({ description: "Who issues the advisories; without it, the site's name." }),
        namespace: webUrl
          .optional()
          .meta({ description: "The publisher's own address; without it, that of the site." }),
        category: z
          .enum(["vendor", "coordinator", "discoverer", "translator", "user", "other"])
          .optional()
          .meta({ description: "What the publisher is to the software (CSAF 2.0); vendor by default." }),
        cveOrganization: organization.optional().meta({
          description:
            "The UUID of your organization in CVE Services, if you are a CNA; for drafts of CVE records.",
        }),
      })
      .optional()
      .meta({ description: "Names and prefixes of security advisories." }),
    security: z
      .strictObject({
        contacts: z
          .array(contact)
          .min(1)
          .meta({ description: "Where to report a vulnerability, best first." }),
        policy: webUrl
          .check(overTls)
          .optional()
          .meta({ description: "The disclosure policy, at an https address." }),
        expires: instant.optional().meta({
          description:
            "Until when security.txt holds: at most a year ahead. Without it there is no security.txt.",
        }),
      })
      .optional()
      .meta({ description: "Where vulnerabilities are reported." }),
    feeds: z
      .strictObject({
        entries: z
          .number()
          .int()
          .min(1)
          .max(500)
          .default(50)
          .meta({ description: "Newest entries in each feed." }),
        hub: webUrl.check(overTls).optional().meta({
          description:
            "The WebSub hub that `daymark notify` tells of what is new, at an https address: the main feeds name it, so that readers can subscribe there.",
        }),
      })
      .prefault({})
      .meta({ description: "How long feeds are, older entries being in their archives, and their hub." }),
    history: z
      .enum(["git", "off"])
      .default("git")
      .meta({ description: "Where the audit history comes from; off: none is shown." }),
    audit: z
      .strictObject({
        authors: z.enum(["git", "handles", "nobody"]).default("git").meta({
          description:
            "Who is named in the audit history: authors as in git, or as people.yaml maps them; handles: only those in people.yaml; nobody.",
        }),
      })
      .prefault({})
      .meta({ description: "What the audit history shows." }),
    brand: z
      .strictObject({
        logo: publicPath
          .optional()
          .meta({ description: "Path of an image under public/, such as /logo.svg." }),
        accent: colour.optional().meta({ description: "Colour of links and focus, such as #0b5cad." }),
      })
      .optional()
      .meta({ description: "Logo and colours; more in content/brand.css." }),
    nav: z
      .array(z.strictObject({ label: line, url }))
      .default([])
      .meta({ description: "Links of your own in the header." }),
  })
  .meta({ title: "Daymark site", description: "content/site.yaml" });

/** The site's settings with every default filled in. */
export type Site = z.output<typeof siteSchema>;
/** One step of the severity policy. */
export type Severity = Site["severities"][number];
