import { type Package, spelled } from "../versions/naming.ts";
import { compareText } from "../versions/order.ts";
import { MAX_ENTRIES, MAX_WORD } from "./limit.ts";
import { shown, Unreadable } from "./mistake.ts";

/** One version of one package. */
export interface InventoryPackage {
  /** The ecosystem's name in OSV: `npm`, `PyPI`, `crates.io`, … */
  readonly ecosystem: string;
  /** As OSV writes it: Python's names normalised, Maven's as `group:artifact`, Composer's in small letters. */
  readonly name: string;
  /** Without the `v` that Go and Composer put in front. */
  readonly version: string;
}

/** Why entries are left out: the end of the sentence that says so. */
const reasons = {
  local: ["local or workspace package", "local or workspace packages", "no registry publishes this code"],
  git: ["package from git", "packages from git", "a commit is no released version that could be compared"],
  address: ["package from an address", "packages from an address", "no registry publishes this file"],
  branch: ["package at a branch", "packages at a branch", "a branch is no released version"],
  versionless: ["entry without a version", "entries without a version", "there is nothing to compare"],
  inexact: [
    "entry without an exact version",
    "entries without an exact version",
    "a range does not say what is installed",
  ],
  foreign: ["package of another kind", "packages of another kind", "the purl type has no ecosystem here"],
  elsewhere: ["file named in this one", "files named in this one", "only this one is at hand"],
  nameless: [
    "component without a purl",
    "components without a purl",
    "a name alone does not tell the ecosystem",
  ],
  unread: ["entry that cannot be read", "entries that cannot be read", "this format has no such form"],
} as const satisfies Record<string, readonly [one: string, many: string, because: string]>;

/** Why an entry is left out. */
export type Reason = keyof typeof reasons;

/** A package that is there in a version that cannot be told, so that it can only be looked up by its name. */
export interface UnjudgedPackage extends Package {
  /** What tells the reader which entry it is: its name, or what stands in its place, `widget>=2.0`. */
  readonly label: string;
  readonly reason: Reason;
}

/** Gathers what a reader finds. */
export interface Collector {
  /** Takes a version of a package; names and versions are put in OSV's form, and what is no word is left out. */
  readonly add: (ecosystem: string, name: string, version: string) => void;
  /**
   * Leaves an entry out. The label tells the reader which; the same one is counted once. `named`: the package that it
   * is, where that is known.
   */
  readonly leaveOut: (reason: Reason, label: string, named?: Package) => void;
  /** Adds a sentence for the reader. */
  readonly note: (sentence: string) => void;
}

/** What was gathered. */
export interface Collected {
  readonly packages: readonly InventoryPackage[];
  readonly unjudged: readonly UnjudgedPackage[];
  readonly notes: readonly string[];
  /** Whether any entry has the form of its format, those left out included. */
  readonly readable: boolean;
}

/** A collector, and the function that ends it. */
export function startCollection(): { readonly collector: Collector; readonly finish: () => Collected } {
  const packages = new Map<string, InventoryPackage>();
  const leftOut = new Map<Reason, Set<string>>();
  // None is dropped, or an affected one might be: `MAX_ENTRIES` bounds them, too.
  const unjudged = new Map<string, UnjudgedPackage>();
  const notes = new Set<string>();
  let entries = 0;

  const count = (): void => {
    if (++entries > MAX_ENTRIES) throw tooManyEntries();
  };
  const leaveOut = (reason: Reason, text: string, named?: Package): void => {
    count();
    const labels = leftOut.get(reason) ?? new Set();
    const label = shown(text) || "one without a name";
    leftOut.set(reason, labels.add(label));
    if (!named || !isWord(named.name)) return;
    const { ecosystem } = named;
    const name = spelled(ecosystem, named.name);
    unjudged.set(`${ecosystem} ${name} ${reason} ${label}`, { ecosystem, name, label, reason });
  };
  const add = (ecosystem: string, name: string, version: string): void => {
    if (version === "") leaveOut("versionless", name, { ecosystem, name });
    else if (/^[\^~<>=*]/.test(version)) leaveOut("inexact", `${name} ${version}`, { ecosystem, name });
    else if (!isWord(name) || !isWord(version)) leaveOut("unread", name, { ecosystem, name });
    else {
      count();
      const one = { ecosystem, ...inOsv(ecosystem, name, version) };
      packages.set(`${one.ecosystem} ${one.name} ${one.version}`, one);
    }
  };

  return {
    collector: { add, leaveOut, note: (sentence) => notes.add(sentence) },
    finish: () => ({
      packages: [...packages.values()].sort(byName),
      unjudged: [...unjudged.values()],
      notes: [...[...leftOut].map(([reason, labels]) => sentence(reason, labels)), ...notes],
      readable: packages.size > 0 || [...leftOut.keys()].some((reason) => reason !== "unread"),
    }),
  };
}

/** The form in which advisories name a package and its version, as the OSV schema's list of ecosystems has it. */
function inOsv(ecosystem: string, written: string, version: string): { name: string; version: string } {
  const name = spelled(ecosystem, written);
  switch (ecosystem) {
    case "Go":
      // "+incompatible" says that a module has no go.mod; it is no part of the release's number.
      return { name, version: version.replace(/^v(?=\d)/, "").replace(/\+incompatible$/, "") };
    case "Packagist":
      return { name, version: version.replace(/^v(?=\d)/i, "") };
    default:
      return { name, version };
  }
}

/** Neither space nor control characters, well-formed, and not of a length that no registry allows. */
function isWord(text: string): boolean {
  return text !== "" && text.length <= MAX_WORD && text.isWellFormed() && !/[\s\p{Cc}]/u.test(text);
}

const NAMED = 5;

function sentence(reason: Reason, labels: ReadonlySet<string>): string {
  const [one, many, because] = reasons[reason];
  const named = [...labels].slice(0, NAMED).join(", ");
  const rest = labels.size > NAMED ? ` and ${labels.size - NAMED} more` : "";
  const what = labels.size === 1 ? `1 ${one} was` : `${labels.size} ${many} were`;
  return `${what} not compared, because ${because}: ${named}${rest}.`;
}

function byName(a: InventoryPackage, b: InventoryPackage): number {
  return (
    compareText(a.ecosystem, b.ecosystem) || compareText(a.name, b.name) || compareText(a.version, b.version)
  );
}

/** The answer to more than `MAX_ENTRIES` entries. */
export function tooManyEntries(): Unreadable {
  return new Unreadable({
    message: "The file has too many entries.",
    found: `more than ${MAX_ENTRIES} entries`,
    expected: `at most ${MAX_ENTRIES}`,
    hint: "Check the parts of the project one by one.",
  });
}
