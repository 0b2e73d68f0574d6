import type { RecordHistory } from "../../history/revision.ts";
import type { SiteModel } from "../../model/site.ts";
import { addressHider } from "../../records/postmortem/address.ts";
import { decodeLoosely } from "../../records/source.ts";

/** What stands in the place of a name that may not be shown. */
const WITHHELD = "[withheld]";

/** Makes a text fit to be shown. */
export type Withhold = (text: string) => string;

const unchanged: Withhold = (text) => text;

/**
 * What keeps people who want to be anonymous out of texts that were written before they said so: their handle, their
 * name and what they commit with are replaced wherever they stand as whole words, whatever their capitals; and so are the
 * numbers of advisories and the ids of reports that are not public, and the addresses of restricted evidence in any notation. Handles that contain
 * one of them (`eve-smith`) stay. In the history of a report, `of`, whom that credits anonymously is kept out, too. Linear
 * in the text.
 */
export function withhold(model: SiteModel, of?: Pick<RecordHistory, "kind" | "id">): Withhold {
  const id = of?.kind === "postmortem" ? of.id.toLowerCase() : "";
  const credited = model.history.withheld.credits.get(id);
  const key = credited ? id : "";
  const own = known.get(model) ?? new Map<string, Withhold>();
  known.set(model, own);
  const hide = own.get(key) ?? makeWithhold(model, credited ?? new Set());
  own.set(key, hide);
  return hide;
}

/** What is kept out of the texts of several records at once, such as the subject of the commit that changed them. */
export function withholdAll(
  model: SiteModel,
  records: readonly Pick<RecordHistory, "kind" | "id">[],
): Withhold {
  const all = [...new Set(records.map((record) => withhold(model, record)))];
  const [first = withhold(model)] = all;
  return all.length < 2 ? first : (text) => all.reduce((shown, hide) => hide(shown), text);
}

function both(first: Withhold, second: Withhold): Withhold {
  if (first === unchanged) return second;
  return second === unchanged ? first : (text) => second(first(text));
}

/** Made once for each site, and for each report that credits somebody anonymously: every page asks for it. */
const known = new WeakMap<SiteModel, Map<string, Withhold>>();

function makeWithhold(model: SiteModel, credited: ReadonlySet<string>): Withhold {
  const { addresses } = model.history.withheld;
  const hideWords = both(makeHideReports(model), makeHideWords(model, credited));
  if (addresses.size === 0) return hideWords;
  const hideAddresses = addressHider(addresses);
  // A name within an address would make another one of it.
  return (text) => hideWords(hideAddresses(text));
}

/**
 * Hides ids of reports, and the names of their files. An id is a few words with hyphens, so it is one only where no other
 * word is joined to it: the draft `2026-11-18-uploads` is not in `2026-11-18-uploads-fail`. A word or a date alone is none.
 */
function makeHideReports({ hiddenReports }: SiteModel): Withhold {
  const ids = [...hiddenReports].filter((id) => /[a-z]/i.test(id) && /[^.]-[^.]/.test(id));
  if (ids.length === 0) return unchanged;
  const any = ids.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(escaped);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_]|[\\p{L}\\p{N}_][.-])(?:${any.join("|")})(?![\\p{L}\\p{N}_]|-[\\p{L}\\p{N}_]|\\.(?!mdx?(?![\\p{L}\\p{N}_]))[\\p{L}\\p{N}_])`,
    "giu",
  );
  return (text) => text.replace(pattern, WITHHELD);
}

function makeHideWords(model: SiteModel, credited: ReadonlySet<string>): Withhold {
  const hidden = new Set([...credited].map((word) => word.toLowerCase()));
  for (const [handle, { consent, name, git = [] }] of model.people) {
    if (consent !== "anonymous" && !hidden.has(handle.toLowerCase())) continue;
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
