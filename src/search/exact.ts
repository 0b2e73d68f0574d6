/*
 * What is looked for exactly: ids, versions, hashes, codes of errors, names with an underscore. The index writes them down
 * for each page, and the search box finds them in what a reader types, by the same rules.
 */

/** Letters, digits and underscores, in pieces that points, hyphens, plus signs and tildes hold together. */
const PIECE = /[a-z0-9_]+(?:[.+~-]+[a-z0-9_]+)*/g;

/** Longer ones are data, not names. */
const LONGEST = 100;

/** `503` and `1186` are codes; `7` and `24` are numbers in a sentence. */
const CODE = /^\d{3,}$/;

/** The ids, versions and codes in a text, in lower case, each once, in the order of the text. */
export function exactNames(text: string): string[] {
  const found = new Set<string>();
  for (const [piece] of text.toLowerCase().matchAll(PIECE)) {
    const name = piece.replace(/^_+|_+$/g, "");
    if (isExact(name)) found.add(withoutV(name));
  }
  return [...found];
}

/** What a name is found by beside itself: numbers between its hyphens, such as the year of `CVE-2026-1234`. */
export function partsOf(name: string): string[] {
  return /[.+~]/.test(name) ? [] : name.split("-").filter((part) => part !== name && CODE.test(part));
}

/** The group of names that one belongs to: few enough for all of a group to be loaded, and told by the name alone. */
export function groupOf(name: string): string {
  return /[a-z0-9]$/.exec(name)?.[0] ?? "_";
}

/** Whether a whole text could be the id of a record. */
export function isIdLike(text: string): boolean {
  return text.length <= LONGEST && /^[a-z0-9][a-z0-9._-]+$/i.test(text);
}

/** A digit and something else, a code, or words with an underscore between them. */
function isExact(name: string): boolean {
  if (name.length < 2 || name.length > LONGEST) return false;
  if (CODE.test(name)) return true;
  return /\d/.test(name) ? /[^\d_]/.test(name) : /[a-z]_+[a-z]/.test(name);
}

/** `v1.4.2` and `1.4.2` are the same version. */
function withoutV(name: string): string {
  return name.replace(/^v(?=\d+\.)/, "");
}
