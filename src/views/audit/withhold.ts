import type { SiteModel } from "../../model/site.ts";
import { decodeLoosely } from "../../records/source.ts";

/** What stands in the place of a name that may not be shown. */
const WITHHELD = "[withheld]";

/** Makes a text fit to be shown. */
export type Withhold = (text: string) => string;

const unchanged: Withhold = (text) => text;

/**
 * What keeps people who want to be anonymous out of texts that were written before they said so: their handle, their
 * name and what they commit with are replaced wherever they stand as whole words, whatever their capitals; and so are the
 * numbers of advisories that are not public. Handles that contain one of them (`eve-smith`) stay. Linear in the text.
 */
export function withhold(model: SiteModel): Withhold {
  const hide = known.get(model) ?? makeWithhold(model);
  known.set(model, hide);
  return hide;
}

/** Made once for each site: every page asks for it. */
const known = new WeakMap<SiteModel, Withhold>();

function makeWithhold(model: SiteModel): Withhold {
  const hidden = new Set<string>();
  for (const [handle, { consent, name, git = [] }] of model.people) {
    if (consent !== "anonymous") continue;
    for (const word of [handle, name, ...git]) if (word !== undefined) hidden.add(word.toLowerCase());
  }
  // A number, and no word that texts may have by chance.
  for (const id of model.hiddenAdvisories)
    if (/\d/.test(id) && id.includes("-")) hidden.add(id.toLowerCase());
  if (hidden.size === 0) return unchanged;
  const words = new Set([...hidden, ...[...model.people.keys()].map((handle) => handle.toLowerCase())]);
  // The longest one first: of two that begin alike, the whole word counts.
  const any = [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(escaped);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any.join("|")})(?![\\p{L}\\p{N}_])`, "giu");
  const replaced: Withhold = (text) =>
    text.replace(pattern, (word) => (hidden.has(word.toLowerCase()) ? WITHHELD : word));
  return (text) => {
    // In a file of another encoding, every second character of a name may be one that cannot be read.
    const plain = text.includes("\ufffd") ? text.replaceAll("\ufffd", "") : text;
    const shown = replaced(plain);
    return shown === plain ? text : shown;
  };
}

/** The bytes of a file as they may be shown: as they are, unless they name somebody who may not be named. */
export function withheldBytes(hide: Withhold, bytes: Uint8Array): { bytes: Uint8Array; withheld: boolean } {
  const text = hide === unchanged ? "" : decodeLoosely(bytes);
  const shown = hide(text);
  return shown === text
    ? { bytes, withheld: false }
    : { bytes: new TextEncoder().encode(shown), withheld: true };
}

/** Longest subject of a commit that is shown. */
const SUBJECT = 200;

/** The subject of a commit as it may be shown: one line of plain text, without addresses of mail. */
export function shownSubject(hide: Withhold, subject: string): string {
  const cut = subject.length > SUBJECT ? `${subject.slice(0, SUBJECT).toWellFormed()}…` : subject;
  return hide(cut)
    .replace(/[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:@]+\.[^\s<>()[\]"',;:@]+/g, "[address]")
    .trim();
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
