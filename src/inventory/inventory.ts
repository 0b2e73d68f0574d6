import { type Collected, type InventoryPackage, startCollection, type UnjudgedPackage } from "./collector.ts";
import { hasSign, kindOf } from "./kind.ts";
import { MAX_BYTES } from "./limit.ts";
import { type InventoryMistake, shown, Unreadable } from "./mistake.ts";
import { conflictIn, empty, unknownKind } from "./unknown.ts";

export type { InventoryPackage, UnjudgedPackage } from "./collector.ts";
export { MAX_BYTES } from "./limit.ts";
export type { InventoryMistake } from "./mistake.ts";

/** What a lockfile, an SBOM or a list of purls says is installed. Plain data: it may cross from a worker. */
export interface Inventory {
  /** What was read, for people: `package-lock.json (version 3)`. */
  readonly format: string;
  /** Each version of each package once, ordered by ecosystem, name and version as text. */
  readonly packages: readonly InventoryPackage[];
  /** Packages that are left out for want of a version, in the order of the text; at most `MAX_ENTRIES`. */
  readonly unjudged: readonly UnjudgedPackage[];
  /** Sentences on what was not compared, and why. */
  readonly notes: readonly string[];
}

/** An inventory, or why there is none. */
export type InventoryResult = { readonly inventory: Inventory } | { readonly mistake: InventoryMistake };

/**
 * Reads what someone pasted or dropped. The kind is told by the file's name, where there is one and it is known, and
 * else by the text. Never throws, and ends within seconds whatever the text is.
 */
export function readInventory(fileName: string | undefined, text: string): InventoryResult {
  try {
    return { inventory: read(baseName(fileName ?? ""), text.startsWith("\uFEFF") ? text.slice(1) : text) };
  } catch (error) {
    if (error instanceof Unreadable) return { mistake: error.mistake };
    throw error;
  }
}

function read(name: string, text: string): Inventory {
  refuseUnreadable(text);
  const kind = kindOf(name, text);
  if (!kind) throw unknownKind(name, text);
  const { collector, finish } = startCollection();
  const format = kind.read(text, collector, name);
  const { packages, unjudged, notes, readable }: Collected = finish();
  if (!readable && !hasSign(kind, text)) throw withoutEntries(format, text);
  return { format, packages, unjudged, notes };
}

/** What no reader needs to look at. */
function refuseUnreadable(text: string): void {
  if (text.length > MAX_BYTES) {
    throw new Unreadable({
      message: "The file is too large to be checked here.",
      found: `${text.length} characters`,
      expected: `at most ${MAX_BYTES} bytes`,
      hint: "Check the parts of the project one by one, or use a scanner with this site's OSV export.",
    });
  }
  if (text.includes("\0")) {
    throw new Unreadable({
      message: "This is no text in UTF-8.",
      found: "NUL characters",
      expected: "a lockfile or an SBOM as text in UTF-8",
      hint: "If it is a lockfile, save it as UTF-8; a packed file has to be unpacked first.",
    });
  }
  if (text.trim() === "") throw empty();
  const conflict = conflictIn(text);
  if (conflict) throw conflict;
}

/** The last part of a path, in small letters. Names of real files have at most 255 characters. */
function baseName(path: string): string {
  const short = path.slice(-255);
  return short.slice(Math.max(short.lastIndexOf("/"), short.lastIndexOf("\\")) + 1).toLowerCase();
}

function withoutEntries(format: string, text: string): Unreadable {
  return new Unreadable({
    message: `Nothing in this text has the form of ${format}.`,
    found: shown(text.trim().slice(0, 200)),
    expected: `${format} as the package manager wrote it`,
    hint: "Check that the file has the right name, and that it is the whole file.",
  });
}
