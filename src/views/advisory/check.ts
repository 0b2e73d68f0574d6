import { isForScanners } from "../../model/advisory.ts";
import type { SiteModel } from "../../model/site.ts";
import { counted } from "../count.ts";
import { advisoryScopes } from "../feed/scope.ts";
import { advisoriesPath, link, type PageView, pageView } from "../page.ts";
import { checkPath, type PackageRowView, packagesPath, packagesView } from "./package.ts";

/** `/advisories/check/`: a reader's own packages against the advisories of this site. */
export interface CheckView {
  readonly page: PageView;
  /** The file with what the check needs to know. */
  readonly data: string;
  /** Where advisories are: an id and a slash follow. */
  readonly advisories: string;
  /** A sentence on advisories that no check can see; undefined where there are none. */
  readonly unseen: string | undefined;
  /** The page with the table of all packages. */
  readonly packages: string;
  /** How many packages have advisories. */
  readonly count: number;
  /** The table of all packages; undefined where it is too long to come with this page. */
  readonly rows: readonly PackageRowView[] | undefined;
  /** What can be read, in groups. */
  readonly formats: readonly { readonly label: string; readonly names: readonly string[] }[];
}

/** The path of the file that the check reads. */
export const checkDataPath = `${checkPath}data.json`;

/** A table of more packages would be most of what the page weighs; it has a page of its own. */
const MOST_ROWS = 50;

const formats = [
  {
    label: "Lockfiles",
    names: [
      "package-lock.json",
      "npm-shrinkwrap.json",
      "pnpm-lock.yaml",
      "yarn.lock",
      "requirements.txt",
      "poetry.lock",
      "uv.lock",
      "Cargo.lock",
      "Gemfile.lock",
      "go.sum",
      "go.mod",
      "composer.lock",
    ],
  },
  { label: "SBOMs", names: ["CycloneDX (JSON)", "SPDX (JSON)"] },
  { label: "Package URLs", names: ["pkg:npm/%40acme/widget@1.4.2"] },
] as const;

/** Makes the page that checks. */
export function checkView(model: SiteModel): CheckView {
  const { rows } = packagesView(model);
  return {
    page: pageView(model, {
      title: "Am I affected?",
      description: `Check a lockfile or an SBOM against the security advisories of ${model.site.name}, in your own browser.`,
      path: checkPath,
      feeds: advisoryScopes(model),
      breadcrumbs: [{ label: "Advisories", href: link(model, advisoriesPath) }],
    }),
    data: link(model, checkDataPath),
    advisories: link(model, advisoriesPath),
    unseen: unseenText(model),
    packages: link(model, packagesPath),
    count: rows.length,
    rows: rows.length > MOST_ROWS ? undefined : rows,
    formats,
  };
}

/** Advisories in force that name no package of an ecosystem: most are about the commits of a repository. */
function unseenText(model: SiteModel): string | undefined {
  const unseen = model.advisories.filter(
    (state) =>
      !state.isWithdrawn &&
      isForScanners(state) &&
      state.record.affected.every((entry) => entry.package?.ecosystem === undefined),
  );
  if (unseen.length === 0) return undefined;
  const inSource = unseen.every(({ record }) =>
    record.affected.some(
      ({ repo, ranges }) => repo !== undefined || ranges.some((range) => range.repo !== undefined),
    ),
  );
  const about = inSource
    ? "source code in a repository"
    : "source code or other things that are in no registry";
  const are = unseen.length === 1 ? "is" : "are";
  return `${counted(unseen.length, "advisory", "advisories")} ${are} about ${about} and ${are} not part of this check.`;
}
