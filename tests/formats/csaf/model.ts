import { buildModel, type SiteModel } from "../../../src/model/site.ts";
import { parseAdvisory } from "../../../src/records/advisory.ts";
import type { Incident } from "../../../src/records/incident.ts";
import { at, noHistory, origin, records, site } from "../../model/record.ts";

/** A site that has everything these formats ask for. */
export const settings = {
  name: "Acme Status",
  advisories: { publisher: "Acme", namespace: "https://acme.example.org" },
  security: { contacts: ["mailto:security@example.org"], expires: "2027-06-01T00:00Z" },
} as const;

/** The model of a site with these advisories, given as texts by their ids. */
export function advisorySite(
  texts: Readonly<Record<string, string>>,
  facts: object = settings,
  incidents: readonly Incident[] = [],
): SiteModel {
  const advisories = Object.entries(texts).map(([id, text]) => {
    const { record, problems } = parseAdvisory({ file: `advisories/${id}.md`, text });
    if (!record)
      throw new Error(`${id}: ${problems.map(({ message, found }) => `${message} ${found}`).join(" ")}`);
    return record;
  });
  return buildModel(records({ advisories, incidents, site: site(facts) }), origin, at("21T12:00"), noHistory);
}

/** The text of an advisory. */
export function advisory(frontMatter: string, body = "## Impact\n\nFiles can be overwritten.\n"): string {
  const title = /^title:/m.test(frontMatter) ? "" : "title: Path traversal\n";
  const published = /^published:/m.test(frontMatter) ? "" : "published: 2026-11-20T12:00Z\n";
  return `---\n${title}${published}${frontMatter.trim()}\n---\n\n${body}`;
}

const V2 = "AV:N/AC:L/Au:N/C:N/I:P/A:N";
const V30 = "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N";
const V31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:H/A:N/E:P/CR:H";
const V4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N/E:A";
const WIDGET = 'affected: [{ package: pkg:npm/%40acme/widget, ranges: [{ introduced: "0", fixed: 1.4.3 }] }]';
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** Advisories of every kind that matters to a format, by ids that say what is special. */
export const advisories: Readonly<Record<string, string>> = {
  "DM-2026-0001": advisory(
    `
aliases: [CVE-2026-12345, GHSA-9c5g-6jv3-m2rw]
related: [DM-2026-0002]
severity: ["${V31}", "${V4}"]
cwe: [CWE-22, CWE-79, CWE-16]
affected:
  - package: pkg:npm/%40acme/widget
    ranges:
      - { introduced: "0", fixed: 1.4.3 }
      - { introduced: 2.0.0, fixed: 2.1.1 }
    vulnerableAt: [1.4.2, 2.1.0]
    notAffectedAt: [1.4.3, 2.0.0-rc.1]
  - repo: https://git.example.org/acme/widget
    ranges: [{ introduced: "${COMMIT}", fixed: "${COMMIT.replace("0", "f")}" }]
timeline:
  - { at: 2026-11-02T09:00Z, event: reported }
  - { at: 2026-11-20T12:00Z, event: disclosed }
credits: [{ name: R. Example, type: remediation-developer, contact: https://example.org/r }, { name: Q }]
references: [{ type: fix, url: "https://example.org/fix?a=[b]|c#d#e" }, { type: web, url: https://example.org }]
`,
    "An aside.\n\n## Impact\n\nFiles can be overwritten, see [the incident](/incidents/one/).\n\n## Am I affected?\n\nRun `widget --version`.\n\n## Patches\n\nIn 1.4.3 and 2.1.1.\n\n## Workarounds\n\nUnpack nothing.\n\n## Details\n\nIt is `..` and <b>bold</b>.\n",
  ),
  "severity-none": advisory(WIDGET),
  "severity-2": advisory(`severity: ["${V2}"]\n${WIDGET}`),
  "severity-3.0": advisory(`severity: ["${V30}"]\n${WIDGET}`),
  "severity-4": advisory(`severity: ["${V4}"]\n${WIDGET}`),
  "severity-all": advisory(`severity: ["${V2}", "${V30}", "${V31}", "${V4}"]\n${WIDGET}`),
  "severity-zero": advisory(`severity: ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:N"]\n${WIDGET}`),
  "per-package": advisory(`
affected:
  - { package: pkg:pypi/widget, ranges: [{ introduced: "0", fixed: none }], severity: ["${V31}"] }
  - { package: pkg:maven/org.acme/widget, ranges: [{ introduced: "1.0", lastAffected: "2.0" }], severity: ["${V30}", "${V2}"] }
  - { package: pkg:cargo/widget, ranges: [{ introduced: 0.0.0-0, fixed: 0.2.0 }, { introduced: 0.1.0, fixed: 0.3.0 }], severity: ["${V31}"] }
`),
  "repo-only": advisory(`
severity: ["${V31}"]
affected: [{ repo: https://git.example.org/acme/widget.git, ranges: [{ introduced: "0", fixed: "${COMMIT}" }, { introduced: "0", fixed: "${COMMIT.replace("0", "e")}" }] }]`),
  "versions-only": advisory(`
severity: ["${V31}"]
affected: [{ package: pkg:golang/acme.example.org/widget, versions: [1.0.0, 1.0.1, 1.0.1] }]`),
  "no-purl": advisory(`
severity: ["${V31}"]
affected: [{ package: { ecosystem: GHC, name: a b/c }, versions: ["1é"], ranges: [{ introduced: "8|1", fixed: "9*!" }] }]`),
  debian: advisory(`
severity: ["${V31}"]
affected: [{ package: { ecosystem: "Debian:12", name: widget }, ranges: [{ introduced: "0", fixed: "1:2.0~rc1-1+deb12u1" }] }]`),
  "many-cves": advisory(`aliases: [CVE-2026-11111, CVE-2026-22222]\nseverity: ["${V31}"]\n${WIDGET}`),
  "nothing-affected": advisory(`severity: ["${V31}"]`),
  malware: advisory(`kind: malware\n${WIDGET}\nseverity: ["${V31}"]`),
  informational: advisory("kind: informational"),
  withdrawn: advisory(`
aliases: [CVE-2026-33333]
severity: ["${V31}"]
${WIDGET}
withdrawn: { at: 2026-11-21T08:00Z, reason: A mistake. }`),
  "withdrawn-silently": advisory(`${WIDGET}\nwithdrawn: { at: 2026-11-21T08:00Z, reason: none }`),
  draft: "---\ntitle: Secret\n---\n\n## Impact\n\nHidden.\n",
};
