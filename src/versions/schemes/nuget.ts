import { compareParsed } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";
import { comparePrecedence, parseSuffix, type SemverParts } from "./semver.ts";

const STRICT =
  /^\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function parse(text: string): SemverParts | undefined {
  const core = /^[vV]?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  if (!core) return undefined;
  const numbers = core.slice(1).filter((number) => number !== undefined);
  return { numbers, ...parseSuffix(text.slice(core[0].length).toLowerCase()) };
}

/**
 * NuGet, https://learn.microsoft.com/nuget/concepts/package-versioning: SemVer with up to four numbers, of which missing
 * ones are 0, and with pre-release labels in any case. Other texts come first, in text order.
 */
export const nuget: VersionScheme = {
  name: "NuGet",
  isVersion: (text) => matches(STRICT, text),
  isPrerelease: (text) => (parse(text)?.identifiers.length ?? 0) > 0,
  beforePrereleases: "-0",
  compare: compareParsed(parse, comparePrecedence),
};
