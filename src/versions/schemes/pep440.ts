import { compareDigits, compareLists, compareParsed, compareText } from "../order.ts";
import { matches, type VersionScheme } from "../scheme.ts";

/** A version in parts. Numbers stay digits, because PEP 440 sets no limit to them. */
interface Pep440Parts {
  readonly epoch: string;
  readonly release: readonly string[];
  /** Where the version stands within its release, by phase. */
  readonly phase: number;
  readonly phaseNumber: string;
  readonly post: string | undefined;
  readonly dev: string | undefined;
  readonly local: readonly string[];
}

const RELEASE = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)/;
const SUFFIX =
  /^(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

/** The phases in their order. A development release without another phase comes before all of them. */
const DEV_ONLY = 0;
const PHASES: ReadonlyMap<string, number> = new Map([
  ["a", 1],
  ["alpha", 1],
  ["b", 2],
  ["beta", 2],
  ["c", 3],
  ["rc", 3],
  ["pre", 3],
  ["preview", 3],
]);
const FINAL = 4;

function parse(text: string): Pep440Parts | undefined {
  const version = text.trim().toLowerCase();
  const head = RELEASE.exec(version);
  if (!head) return undefined;
  const suffix = SUFFIX.exec(version.slice(head[0].length));
  if (!suffix) return undefined;
  const [, phase, phaseNumber = "", implicitPost, post = implicitPost, dev, local] = suffix;
  return {
    epoch: head[1] ?? "0",
    release: (head[2] ?? "").split("."),
    phase: phaseOf(phase, post, dev),
    phaseNumber,
    post,
    dev,
    local: local?.split(/[-_.]/) ?? [],
  };
}

function phaseOf(word: string | undefined, post: string | undefined, dev: string | undefined): number {
  if (word !== undefined) return PHASES.get(word) ?? FINAL;
  return dev !== undefined && post === undefined ? DEV_ONLY : FINAL;
}

function compareParts(a: Pep440Parts, b: Pep440Parts): number {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareLists(a.release, b.release, (left = "0", right = "0") => compareDigits(left, right)) ||
    a.phase - b.phase ||
    compareDigits(a.phaseNumber, b.phaseNumber) ||
    comparePresence(b.post, a.post) ||
    compareDigits(a.post ?? "", b.post ?? "") ||
    comparePresence(a.dev, b.dev) ||
    compareDigits(a.dev ?? "", b.dev ?? "") ||
    compareLists(a.local, b.local, compareLocal)
  );
}

/** What is there before what is not. */
function comparePresence(a: string | undefined, b: string | undefined): number {
  return Number(a === undefined) - Number(b === undefined);
}

/** Nothing before something, words before numbers. */
function compareLocal(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return comparePresence(b, a);
  const numeric = { a: /^\d+$/.test(a), b: /^\d+$/.test(b) };
  if (numeric.a && numeric.b) return compareDigits(a, b);
  return Number(numeric.a) - Number(numeric.b) || compareText(a, b);
}

/**
 * PEP 440, https://packaging.python.org/en/latest/specifications/version-specifiers/. Other texts, which old packages
 * have, come first, as `setuptools` once decided.
 */
export const pep440: VersionScheme = {
  name: "PEP 440",
  isVersion: (text) => matches(/^\S+$/, text) && parse(text) !== undefined,
  isPrerelease: (text) => {
    const parts = parse(text);
    return parts !== undefined && (parts.phase < FINAL || parts.dev !== undefined);
  },
  beforePrereleases: ".dev0",
  compare: compareParsed(parse, compareParts),
};
