import type { CheckResult, Finding } from "../../inventory/check.ts";
import type { UnjudgedPackage } from "../../inventory/inventory.ts";

/** The answer in one sentence, its sign, and what else must be known of it. */
export interface Verdict {
  /** Class of the colour and name of the sign. */
  readonly sign: string;
  readonly sentence: string;
  readonly detail: string;
}

/** Says what a check found, or what it cannot tell. `format`: what was read. */
export function verdictOf(
  { checked, byName, affected, affectedCount, unknownCount }: CheckResult,
  format: string,
): Verdict {
  const detail = `Read as ${format}.`;
  if (checked === 0) {
    return {
      sign: "notice",
      sentence: "There is nothing in it that could be checked",
      detail: `${detail} It names no package that could be looked up.`,
    };
  }
  if (affectedCount > 0) {
    const open = unknownCount === 0 ? "" : ` Of ${unknownCount} more we cannot tell.`;
    return {
      sign: affected[0]?.advisories[0]?.sign ?? "notice",
      sentence:
        checked === 1
          ? "This package is affected"
          : `${affectedCount} of ${checked} packages ${affectedCount === 1 ? "is" : "are"} affected`,
      detail: `${detail}${open}`,
    };
  }
  if (unknownCount > 0) {
    return {
      sign: "notice",
      sentence:
        checked === 1
          ? "We cannot tell whether this package is affected"
          : `We cannot tell whether ${unknownCount} of ${checked} packages ${unknownCount === 1 ? "is" : "are"} affected`,
      detail:
        `${detail} ${unknownCount === checked ? "" : "No advisory published here affects the others."}`.trim(),
    };
  }
  return {
    sign: "operational",
    sentence:
      checked === 1
        ? "This package is not affected by an advisory published here"
        : `None of ${checked} packages is affected by an advisory published here`,
    detail: `${detail}${namedOnly(byName, checked)} Advisories that others publish are no part of this check.`,
  };
}

/** What was told by the name alone, where that was enough. */
function namedOnly(byName: number, checked: number): string {
  if (byName === 0) return "";
  const none = byName === 1 ? "no advisory names it" : "no advisory names them";
  if (checked === 1) return " It has no version to compare, but no advisory published here names it.";
  return ` ${byName} of them ${byName === 1 ? "has" : "have"} no version to compare, but ${none}.`;
}

/** What to do about an affected package. */
export function adviceFor({ upgrade, last, advisories }: Finding): string {
  if (advisories.some((one) => one.isMalware))
    return "Remove it, and treat every secret that was within its reach as known to others.";
  if (upgrade !== undefined) return `Upgrade to ${upgrade}`;
  if (last !== undefined) return `Upgrade to a version after ${last}`;
  return advisories.some((one) => one.fix !== undefined || one.last !== undefined)
    ? "No version is free of all of these yet"
    : "No fix yet: see the advisory for what to do meanwhile";
}

/** Why nothing certain can be said of a package. */
export function doubtAbout({ version, unjudged, isComparable, ecosystem }: Finding): string {
  if (unjudged) return `${lackOf(unjudged)} See which versions are affected.`;
  if (isComparable) return "Only commits are named, and no versions. See which are affected.";
  return `“${version}” is no version as ${ecosystem} writes it, so it cannot be compared. See which versions are affected.`;
}

/** Why a package is affected although its version cannot be told; undefined where it can. */
export function certaintyOf({ unjudged }: Finding): string | undefined {
  return unjudged && `${lackOf(unjudged)} The advisory is about every version.`;
}

/** Why the version of a package cannot be told, as a sentence. */
function lackOf({ reason, label }: UnjudgedPackage): string {
  switch (reason) {
    case "versionless":
      return "No version is given.";
    case "inexact":
      return `“${label}” does not say which version is installed.`;
    case "git":
      return "It comes from git, where a commit is no version that could be compared.";
    case "address":
      return "It comes from an address and not from a registry, so its version cannot be compared.";
    case "local":
      return "It is a local or workspace package, which may be another one of this name.";
    case "branch":
      return "It is at a branch, which is no version that could be compared.";
    default:
      return `The version of “${label}” cannot be read.`;
  }
}
