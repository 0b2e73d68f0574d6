import type { VersionInterval } from "../../versions/affected.ts";

/**
 * An interval as a version range specifier (vers, of the package-url project), such as `vers:npm/>=2.0.0|<2.1.1`. The type
 * is that of the package URL; `introduced: "0"` comes before everything and so is no constraint.
 */
export function versOf(type: string, { introduced, fixed, lastAffected }: VersionInterval): string {
  const constraints = [
    introduced !== "0" && `>=${escaped(introduced)}`,
    fixed !== undefined && `<${escaped(fixed)}`,
    lastAffected !== undefined && `<=${escaped(lastAffected)}`,
  ].filter((constraint) => constraint !== false);
  return `vers:${type}/${constraints.join("|") || "*"}`;
}

/** The type of a package URL, which is the name of its versions' order in a version range specifier. */
export function versType(purl: string): string {
  return /^pkg:([a-z][a-z0-9.-]*)\//.exec(purl)?.[1] ?? "generic";
}

/** Characters that mean something there, and those beyond printable ASCII. */
function escaped(version: string): string {
  return version
    .toWellFormed()
    .replace(/[^!-~]|[<>=!*|%]/gu, (sign) =>
      sign === "!" ? "%21" : sign === "*" ? "%2A" : encodeURIComponent(sign),
    );
}
