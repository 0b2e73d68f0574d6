/*
 * Records in the shapes of databases that publish OSV, made up for these tests: every package, person, address and
 * commit in them is invented. What matters is which keys each database uses, and how.
 */

type Json = Readonly<Record<string, unknown>>;

const commit = (digit: string): string => digit.repeat(40);
const times = { published: "2026-03-02T18:31:07Z", modified: "2026-05-20T21:45:12Z" } as const;

/** Records by the database whose shape they have. */
export const shapes: Readonly<Record<string, readonly Json[]>> = {
  // One entry per range, types ECOSYSTEM everywhere, no purl, facts of the review in database_specific.
  "GitHub Advisory Database": [
    {
      schema_version: "1.4.0",
      id: "GHSA-2c4f-5g6h-7j8m",
      ...times,
      aliases: ["CVE-2026-20001"],
      summary: "Widget vulnerable to prototype pollution via `merge`",
      details:
        "### Impact\nAll users of <merge> and `List<T>`.\n\n### Patches\n<details>\n<summary>1.4.3</summary>\n\nUpgrade.\n</details>\n",
      severity: [
        { type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
        { type: "CVSS_V4", score: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:P" },
      ],
      affected: [
        {
          package: { ecosystem: "npm", name: "@acme/widget" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.4.3" }] }],
        },
        {
          package: { ecosystem: "npm", name: "@acme/widget" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "2.0.0" }, { last_affected: "2.1.0" }] }],
          database_specific: { last_known_affected_version_range: "<= 2.1.0" },
        },
        {
          package: { ecosystem: "Maven", name: "org.example:widget" },
          ecosystem_specific: { affected_functions: ["org.example.Widget.merge"] },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }] }],
        },
        {
          package: { ecosystem: "GitHub Actions", name: "acme/setup-widget" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "1.0.0" }, { fixed: "2.0.0" }] }],
        },
      ],
      references: [
        { type: "WEB", url: "https://git.example.org/acme/widget/security/advisories/GHSA-2c4f-5g6h-7j8m" },
        { type: "ADVISORY", url: "https://nvd.example.org/vuln/detail/CVE-2026-20001" },
        { type: "PACKAGE", url: "https://git.example.org/acme/widget" },
      ],
      database_specific: {
        cwe_ids: ["CWE-1321", "CWE-20"],
        severity: "CRITICAL",
        github_reviewed: true,
        github_reviewed_at: "2026-03-02T18:31:07Z",
        nvd_published_at: null,
      },
    },
    {
      id: "GHSA-3c4f-5g6h-7j8m",
      ...times,
      withdrawn: "2026-05-20T21:45:11Z",
      aliases: [],
      summary: "Withdrawn Advisory: it was no vulnerability",
      details: "## Withdrawn Advisory\nThis advisory has been withdrawn.",
      severity: [],
      affected: [
        {
          package: { ecosystem: "Packagist", name: "acme/widget" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "3.0.1" }] }],
        },
      ],
      references: [{ type: "PACKAGE", url: "https://packagist.org/packages/acme/widget" }],
      database_specific: { cwe_ids: [], severity: "LOW", github_reviewed: true },
    },
  ],
  // GIT and ECOSYSTEM ranges of one package, every version listed, no summary.
  "PyPI Advisory Database": [
    {
      id: "PYSEC-2026-100",
      ...times,
      details: "Widget before 1.10 allows remote attackers to read files.",
      aliases: ["CVE-2026-20002", "GHSA-4c4f-5g6h-7j8m"],
      affected: [
        {
          package: { name: "acme-widget", ecosystem: "PyPI", purl: "pkg:pypi/acme-widget" },
          ranges: [
            {
              type: "GIT",
              repo: "https://git.example.org/acme/widget",
              events: [{ introduced: "0" }, { fixed: commit("a") }, { fixed: commit("b") }],
            },
            {
              type: "ECOSYSTEM",
              events: [
                { introduced: "0" },
                { fixed: "1.10" },
                { introduced: "2.0a1" },
                { fixed: "2.0.post1" },
              ],
            },
          ],
          versions: ["1.0", "1.2", "1.9rc1", "1.9.dev0", "2.0", "2.0a1"],
        },
      ],
      references: [
        { type: "FIX", url: `https://git.example.org/acme/widget/commit/${commit("a")}` },
        { type: "WEB", url: "https://example.org/a_(b)?x=[1]" },
      ],
    },
  ],
  // Symbols, pseudo packages for what comes with the language, a pre-release as bound.
  "Go Vulnerability Database": [
    {
      schema_version: "1.3.1",
      id: "GO-2026-1000",
      modified: "2026-05-20T21:45:12.123456Z",
      published: "2026-03-02T18:31:07Z",
      aliases: ["CVE-2026-20003"],
      related: ["GO-2026-0999"],
      summary: "Panic in Parse in example.org/widget",
      details:
        "A maliciously crafted input can panic.\n\n    code <b>\n\nAnd [a link](https://example.org/<x>).",
      affected: [
        {
          package: { name: "stdlib", ecosystem: "Go" },
          ranges: [
            {
              type: "SEMVER",
              events: [
                { introduced: "0" },
                { fixed: "1.25.8" },
                { introduced: "1.26.0-0" },
                { fixed: "1.26.1" },
              ],
            },
          ],
          ecosystem_specific: {
            imports: [
              { path: "net/http", goos: ["windows"], symbols: ["Client.Do", "Get"] },
              { path: "crypto/tls" },
            ],
          },
        },
        {
          package: { name: "toolchain", ecosystem: "Go" },
          ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.25.8" }] }],
          ecosystem_specific: {},
        },
        {
          package: { name: "example.org/widget/v2", ecosystem: "Go" },
          ranges: [
            {
              type: "SEMVER",
              events: [{ introduced: "2.0.0" }],
            },
          ],
          ecosystem_specific: {
            custom_ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.2" }] }],
          },
        },
      ],
      references: [{ type: "REPORT", url: "https://go.example.org/issue/1" }],
      credits: [{ name: "Jane (Example Corp) & others" }],
      database_specific: { url: "https://go.example.org/vuln/GO-2026-1000", review_status: "REVIEWED" },
    },
  ],
  // Commits and tags only.
  "OSS-Fuzz": [
    {
      id: "OSV-2026-500",
      ...times,
      summary: "Heap-buffer-overflow in widget_parse",
      details:
        "OSS-Fuzz report: https://fuzz.example.org/issues/1\n\n```\nCrash type: Heap-buffer-overflow READ 1\nCrash state:\nwidget_parse<char>\n```\n",
      affected: [
        {
          package: { ecosystem: "OSS-Fuzz", name: "widget", purl: "pkg:generic/widget" },
          ranges: [
            {
              type: "GIT",
              repo: "https://git.example.org/acme/widget.git",
              events: [{ introduced: commit("c") }, { introduced: commit("d") }, { fixed: commit("e") }],
              database_specific: { bisected: true },
            },
            {
              type: "GIT",
              repo: "https://git.example.org/acme/other.git",
              events: [{ introduced: "0" }, { last_affected: commit("f") }],
            },
          ],
          versions: ["v1.0", "widget-2.0/rc", "1.10", "1e5"],
          ecosystem_specific: { severity: "MEDIUM", introduced_range: `${commit("0")}:${commit("c")}` },
          database_specific: { source: "https://git.example.org/fuzz/OSV-2026-500.yaml" },
        },
      ],
      references: [{ type: "REPORT", url: "https://fuzz.example.org/issues/1" }],
    },
    {
      id: "CVE-2026-20004",
      ...times,
      details: "A repository without any package.",
      affected: [
        {
          ranges: [
            {
              type: "GIT",
              repo: "https://git.example.org/acme/widget",
              events: [{ introduced: "0" }, { fixed: commit("1") }],
            },
            {
              type: "GIT",
              repo: "https://git.example.org/fork/widget",
              events: [{ introduced: commit("2") }],
            },
          ],
          database_specific: { unresolved_versions: [{ events: [{ introduced: "0" }, { fixed: "1.0" }] }] },
        },
      ],
    },
  ],
  // Where its data comes from, and the advisory in another form; an ecosystem without an order of versions.
  "Haskell Security Advisories": [
    {
      schema_version: "1.5.0",
      id: "HSEC-2026-0001",
      ...times,
      upstream: ["CVE-2026-20005"],
      summary: "Hash flooding",
      details: "# Hash flooding\n\nText with `code`.\n\n## Details\n\n- [x] a\n- b\n",
      affected: [
        {
          package: { ecosystem: "Hackage", name: "widget-lib" },
          severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" }],
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0.4.0.0" }, { fixed: "2.0.1.0" }] }],
          database_specific: {
            osv: "https://git.example.org/hsec/HSEC-2026-0001.json",
            human_link: "https://git.example.org/hsec/HSEC-2026-0001.md",
          },
        },
        {
          package: { ecosystem: "GHC", name: "base" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "9.2.1" }, { fixed: "9.4.8" }] }],
        },
      ],
      references: [{ type: "ARTICLE", url: "https://example.org/hash" }],
      database_specific: {
        home: "https://git.example.org/hsec",
        osvs: "https://git.example.org/hsec/{id}.json",
      },
    },
  ],
  // Releases after the ecosystem, source packages with qualifiers, many packages.
  "Linux distributions": [
    {
      id: "UBUNTU-CVE-2026-20006",
      ...times,
      upstream: ["CVE-2026-20006"],
      details: "Several packages.",
      severity: [{ type: "CVSS_V3", score: "CVSS:3.0/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:N/A:N" }],
      affected: [
        {
          package: {
            ecosystem: "Ubuntu:24.04:LTS",
            name: "widget",
            purl: "pkg:deb/ubuntu/widget?arch=source&distro=noble",
          },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1:1.2-3ubuntu0.1~esm1" }] }],
          versions: ["1:1.2-3", "1:1.2-3+b1"],
          ecosystem_specific: {
            binaries: [{ binary_name: "libwidget1", binary_version: "1:1.2-3" }],
            availability: "No subscription required",
          },
        },
        {
          package: { ecosystem: "Ubuntu:Pro:16.04:LTS", name: "widget" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }] }],
        },
      ],
    },
    {
      id: "DSA-6000-1",
      ...times,
      summary: "widget - security update",
      upstream: ["CVE-2026-20006", "CVE-2026-20007"],
      related: ["RHSA-2026:1234", "SUSE-SU-2026:0001-1"],
      affected: [
        {
          package: { ecosystem: "Debian:12", name: "widget" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.2-3+deb12u1" }] }],
          ecosystem_specific: { urgency: "not yet assigned" },
        },
        {
          package: { ecosystem: "Alpine:v3.22", name: "widget" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.2-r3" }] }],
        },
      ],
      references: [{ type: "ADVISORY", url: "https://www.debian.example/security/2026/dsa-6000" }],
    },
  ],
  "Malicious packages": [
    {
      id: "MAL-2026-300",
      ...times,
      aliases: ["GHSA-5c4f-5g6h-7j8m"],
      summary: "Malicious code in acme-wigdet (npm)",
      details:
        "\n---\n_-= Per source details. Do not edit below this line.=-_\n\n## Source: example (0f)\nThe package ran `curl <host>`.\n",
      affected: [
        {
          package: { ecosystem: "npm", name: "acme-wigdet" },
          versions: ["1.0.0", "99.99.99"],
          database_specific: { cwes: [{ cweId: "CWE-506", name: "Embedded Malicious Code" }] },
        },
        {
          package: { ecosystem: "PyPI", name: "acme-wigdet" },
          ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }] }],
        },
      ],
      credits: [
        {
          name: "Example Scanner",
          type: "FINDER",
          contact: ["https://scanner.example.org", "mailto:a@example.org"],
        },
      ],
      database_specific: {
        "malicious-packages-origins": [
          {
            source: "example",
            sha256: "0f".repeat(32),
            import_time: "2026-03-02T18:31:07.1Z",
            versions: ["1.0.0"],
          },
        ],
      },
    },
  ],
  // What is allowed and rare.
  "Everything else": [
    {
      id: "EEF-CVE-2026-20008",
      modified: "2026-05-20T21:45:12Z",
      summary: "Events in no order, several ranges, all types",
      aliases: null,
      references: null,
      affected: [
        {
          package: { ecosystem: "Hex", name: "widget", purl: "pkg:hex/widget" },
          ranges: [
            {
              type: "SEMVER",
              events: [
                { fixed: "2.1.0" },
                { introduced: "2.0.0" },
                { fixed: "1.1.0" },
                { introduced: "1.0.0" },
              ],
            },
            { type: "SEMVER", events: [{ introduced: "3.0.0" }, { last_affected: "3.1.0" }] },
            {
              type: "SEMVER",
              events: [{ introduced: "4.0.0" }, { fixed: "4.1.0" }],
              database_specific: { note: "seen" },
            },
            {
              type: "GIT",
              repo: "https://git.example.org/acme/widget",
              events: [{ introduced: "0" }, { fixed: commit("9") }],
            },
          ],
          versions: [],
          database_specific: {
            capec_ids: ["CAPEC-1"],
            nested: { deep: [{ a: null }, [], {}], "": "empty key", number: 1.5, text: "line\nline: #x" },
          },
        },
      ],
      credits: [
        "FINDER",
        "REPORTER",
        "ANALYST",
        "COORDINATOR",
        "REMEDIATION_DEVELOPER",
        "REMEDIATION_REVIEWER",
        "REMEDIATION_VERIFIER",
        "TOOL",
        "SPONSOR",
        "OTHER",
      ].map((type) => ({ name: `A ${type}`, type })),
      database_specific: {},
    },
    {
      id: "JLSEC-2026-1",
      ...times,
      summary: "x".repeat(300),
      affected: [
        {
          package: { ecosystem: "Julia", name: "Widget_jll", purl: "pkg:julia/Widget_jll?uuid=0-1" },
          ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.2.3+0" }] }],
        },
      ],
      references: [
        "ADVISORY",
        "ARTICLE",
        "DETECTION",
        "DISCUSSION",
        "REPORT",
        "FIX",
        "INTRODUCED",
        "GIT",
        "PACKAGE",
        "EVIDENCE",
        "WEB",
      ].map((type) => ({ type, url: `https://example.org/${type}` })),
    },
  ],
};
