/** How the versions of an ecosystem are written and ordered. */
export interface VersionScheme {
  /** What its documentation calls it, such as `SemVer 2.0.0` or `PEP 440`. */
  readonly name: string;
  /** Whether the text is a version of this scheme; what is none is most likely a typing mistake. */
  isVersion(text: string): boolean;
  /** Whether the text is a version that sorts before its own release: `2.0.0-rc.1` comes before `2.0.0`. */
  isPrerelease(text: string): boolean;
  /** What is put behind a release for a version that comes before all its usual pre-releases; undefined where none does. */
  readonly beforePrereleases?: string;
  /**
   * Below 0 if `a` comes before `b`, above 0 if it comes after, 0 if both are the same version. A total order over all
   * texts that never throws; the scheme's file says where texts stand that are no version. Takes time in proportion to
   * the length of the texts.
   */
  compare(a: string, b: string): number;
}

/** Longer texts are no version of any scheme, so that no pattern runs over text that somebody made to slow it down. */
const LONGEST_VERSION = 1000;

/** Whether a text matches a pattern and has the length of a version. */
export function matches(pattern: RegExp, text: string): boolean {
  return text.length <= LONGEST_VERSION && pattern.test(text);
}
