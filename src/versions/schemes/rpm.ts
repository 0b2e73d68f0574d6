import { compareDigits, compareLists, compareText } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

const STRICT = /^(?:\d+:)?[0-9A-Za-z][0-9A-Za-z._+~^]*(?:-[0-9A-Za-z._+~^]+)?$/;

interface RpmParts {
  readonly epoch: string;
  readonly version: string;
  readonly release: string | undefined;
}

/** `[epoch:]version[-release]`. */
function parse(text: string): RpmParts {
  const epoch = /^(\d+):/.exec(text)?.[1];
  const rest = epoch === undefined ? text : text.slice(epoch.length + 1);
  const hyphen = rest.lastIndexOf("-");
  if (hyphen === -1) return { epoch: epoch ?? "0", version: rest, release: undefined };
  return { epoch: epoch ?? "0", version: rest.slice(0, hyphen), release: rest.slice(hyphen + 1) };
}

/** Runs of digits, runs of letters, tildes and carets; all else only separates. */
function segmentsOf(text: string): readonly string[] {
  return text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];
}

function compareSegments(a: string | undefined, b: string | undefined): number {
  const rank = rankOf(a);
  if (rank !== rankOf(b) || a === undefined || b === undefined) return rank - rankOf(b);
  return rank === 4 ? compareDigits(a, b) : compareText(a, b);
}

/** A tilde comes before the end of the text, a caret after it; then words, then numbers. */
function rankOf(segment: string | undefined): number {
  if (segment === "~") return 0;
  if (segment === undefined) return 1;
  if (segment === "^") return 2;
  return /^\d/.test(segment) ? 4 : 3;
}

/** No release before any release. */
function compareReleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  return compareLists(segmentsOf(a), segmentsOf(b), compareSegments);
}

/** RPM's order, https://rpm.org/docs/latest/manual/dependencies.html#versioning, which is defined for any text. */
export const rpm: VersionScheme = {
  name: "RPM",
  isVersion: (text) => matches(STRICT, text),
  // A tilde in the release marks a build of a release.
  isPrerelease: (text) => parse(text).version.includes("~"),
  compare(a, b) {
    const left = parse(a);
    const right = parse(b);
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareLists(segmentsOf(left.version), segmentsOf(right.version), compareSegments) ||
      compareReleases(left.release, right.release)
    );
  },
};
