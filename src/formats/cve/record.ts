import { type AdvisoryState, NO_REASON } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import { toRfc3339 } from "../../records/instant.ts";
import type { DisclosureEvent, ReferenceType } from "../../records/schema/vocabulary.ts";
import { weaknessName } from "../../scores/weakness.ts";
import { absolute, advisoryPath } from "../../views/page.ts";
import { isCve } from "../advisory/cve.ts";
import { productName } from "../advisory/purl.ts";
import { type CvssJson, cvssOf } from "../advisory/score.ts";
import { uri } from "../uri.ts";
import { cveProduct } from "./affected.ts";
import { cveText, shortened } from "./text.ts";

/**
 * Whether a CVE record can be drafted. The format asks for affected products and for a text in English, and malware has
 * no place in it. A withdrawn advisory without a CVE id has nothing to reject.
 */
export function isDraftable({ site }: SiteModel, { record }: AdvisoryState): boolean {
  if (record.kind !== "vulnerability" || !/^en(?:-|$)/i.test(site.locale)) return false;
  return record.withdrawn ? record.aliases.some(isCve) : record.affected.length > 0;
}

/**
 * The draft (CVE record format 5.1.1). A site that is a CNA, so names its organization, gets the whole record for an
 * advisory that has a CVE id. Otherwise it is what CVE Services take when a record is submitted: `cnaContainer`, in which
 * they enter the provider themselves, or the CNA that the draft is sent to. Of several CVE ids the first is drafted.
 */
export function submissionOf(model: SiteModel, state: AdvisoryState): object {
  const { withdrawn, aliases } = state.record;
  const orgId = model.site.advisories?.cveOrganization;
  const cveId = aliases.find(isCve);
  const container = {
    ...(orgId !== undefined && { providerMetadata: { orgId } }),
    ...(withdrawn
      ? { rejectedReasons: [{ lang: "en", value: shortened(withdrawn.reason ?? NO_REASON, 4096) }] }
      : publishedContainer(model, state)),
  };
  if (orgId === undefined || cveId === undefined) return { cnaContainer: container };
  return {
    dataType: "CVE_RECORD",
    dataVersion: "5.1.1",
    cveMetadata: { cveId, assignerOrgId: orgId, state: withdrawn ? "REJECTED" : "PUBLISHED" },
    containers: { cna: container },
  };
}

function publishedContainer(model: SiteModel, { record }: AdvisoryState): object {
  const { title, sections, rest, affected, cwe, timeline, credits } = record;
  const text = cveText(model, sections.impact) ?? cveText(model, rest) ?? { lang: "en", value: title };
  const workaround = cveText(model, sections.workarounds);
  const solution = cveText(model, sections.patches);
  const metrics = metricsOf(record);
  return {
    title: shortened(title, 256),
    datePublic: toRfc3339(record.published),
    descriptions: [text],
    affected: affected.map((entry) => cveProduct(model, entry)),
    ...(cwe.length > 0 && { problemTypes: [...new Set(cwe)].map(problemType) }),
    references: referencesOf(model, record),
    ...(metrics.length > 0 && { metrics }),
    ...(solution && { solutions: [solution] }),
    ...(workaround && { workarounds: [workaround] }),
    ...(timeline.length > 0 && { timeline: unique(timeline.map(stepOf)) }),
    ...(credits.length > 0 && { credits: unique(credits.map(creditOf)) }),
    source: { advisory: record.id, discovery: "UNKNOWN" },
    x_generator: { engine: "Daymark" },
  };
}

/** Each version of CVSS in a metric of its own; those of a package say which. */
function metricsOf({ severity, affected }: AdvisoryState["record"]): object[] {
  const own = affected.flatMap((entry) => {
    return cvssOf(entry.severity).map((json) => metricOf(json, `For ${productName(entry)}`));
  });
  return unique([...cvssOf(severity).map((json) => metricOf(json, "GENERAL")), ...own]);
}

function metricOf(json: CvssJson, scenario: string): object {
  const key = `cvssV${json.version.replace(".", "_")}`;
  const scenarios = [{ lang: "en", value: shortened(scenario, 4096) }];
  return { format: "CVSS", scenarios, [key]: json };
}

function problemType(cweId: string): object {
  const name = weaknessName(cweId);
  const description = name === undefined ? cweId : `${cweId} ${name}`;
  return { descriptions: [{ lang: "en", type: "CWE", cweId, description }] };
}

const LONGEST_ADDRESS = 2048;

/** Our page first. Addresses that are longer than the format allows are left out. */
function referencesOf(model: SiteModel, { id, title, references }: AdvisoryState["record"]): object[] {
  const page = absolute(model, advisoryPath(id));
  const own = { url: uri(page), name: shortened(title, 512), tags: ["vendor-advisory"] };
  const others = references.map(({ type, url }) => {
    const tag = TAGS.get(type);
    return { url: uri(url), ...(tag !== undefined && { tags: [tag] }) };
  });
  const short = others.filter(({ url }) => url.length <= LONGEST_ADDRESS && url !== own.url);
  return [own, ...unique(short)].slice(0, 512);
}

/** The reference tags of CVE for OSV's types, where there is one of the same meaning. */
const TAGS: ReadonlyMap<ReferenceType, string> = new Map([
  ["advisory", "third-party-advisory"],
  ["article", "technical-description"],
  ["evidence", "exploit"],
  ["fix", "patch"],
  ["package", "product"],
  ["report", "issue-tracking"],
]);

const STEPS = {
  reported: "Reported to the project.",
  acknowledged: "Acknowledged by the project.",
  fixed: "Fixed.",
  released: "A fixed version was released.",
  disclosed: "Disclosed.",
} as const satisfies Record<DisclosureEvent, string>;

function stepOf({ at, event }: AdvisoryState["record"]["timeline"][number]): object {
  return { time: toRfc3339(at), lang: "en", value: STEPS[event] };
}

function creditOf({ name, type }: AdvisoryState["record"]["credits"][number]): object {
  const value = shortened(name, 4096);
  return { lang: "en", value, ...(type !== undefined && { type: type.replaceAll("-", " ") }) };
}

/** The format's lists have each entry once. */
function unique<T extends object>(entries: readonly T[]): T[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}
