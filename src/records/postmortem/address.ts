/** What stands in the place of an address that may not be shown. */
export const RESTRICTED = "[restricted]";

/** Makes a text fit to be shown. */
export type HideAddresses = (text: string) => string;

/**
 * Takes addresses out of texts, in whatever way they are written there: with or without their scheme, with any letters in
 * percent-encoding, as entities of HTML or as escapes of YAML, broken over lines, with characters in them that cannot be
 * seen, or cut at an ellipsis. What follows an address within the same one (`/page`, `?from=1`) goes with it. An address that
 * only begins alike (`/issues/12` for `/issues/1`) stays. Linear in the text, but for the length of the longest host.
 */
export function addressHider(addresses: Iterable<string>): HideAddresses {
  const ways = new Set([...addresses].flatMap(waysOf));
  if (ways.size === 0) return (text) => text;
  const root = branch();
  for (const way of ways) plant(root, way);
  const hosts = [...new Set([...ways].map((way) => way.replace(/[/?#].*$/s, "")))];
  return (text) => {
    if (!mayHold(text, hosts)) return text;
    const found = matches(root, plainForm(text), text);
    if (found.length === 0) return text;
    let shown = "";
    let last = 0;
    for (const { from, to } of found) {
      if (from < last) continue;
      shown += text.slice(last, from) + RESTRICTED;
      last = to;
    }
    return shown + text.slice(last);
  };
}

/** A glance that costs little: most texts hold none of the hosts, and nothing that could be one in other letters. */
function mayHold(text: string, hosts: readonly string[]): boolean {
  if (/%[0-9a-f]{2}|&[#a-z]|\\[xu]|\u2026/i.test(text)) return true;
  const letters = text
    .replace(/[\s>\\\p{Cf}\ufffd]+/gu, "")
    .normalize("NFKC")
    .toLowerCase();
  return hosts.some((host) => letters.includes(host));
}

/** A tree of what the addresses begin with, letter by letter. */
interface Branch {
  readonly next: Map<string, Branch>;
  isEnd: boolean;
}

function branch(): Branch {
  return { next: new Map(), isEnd: false };
}

function plant(root: Branch, way: string): void {
  let at = root;
  for (const letter of way) {
    const next = at.next.get(letter) ?? branch();
    at.next.set(letter, next);
    at = next;
  }
  at.isEnd = true;
}

/** The ways in which one address is written, without scheme, fragment and a slash at the end, in plain form. */
function waysOf(address: string): string[] {
  const parsed = URL.parse(address);
  const written = plainForm(address).text.replace(/^[a-z][a-z0-9+.-]*:\/\//, "");
  const ways = [written];
  if (parsed) {
    const path = `${parsed.pathname}${parsed.search}`;
    const port = parsed.protocol === "http:" ? ":80" : ":443";
    const hosts = parsed.port === "" ? [parsed.hostname, parsed.hostname + port] : [parsed.host];
    for (const host of hosts) {
      ways.push(host + path + parsed.hash);
      // The same document; a host alone would be more than what was named.
      if (path !== "/") ways.push(host + path);
    }
  }
  const plain = ways.map((way) => plainForm(way).text.replace(/[/#?]+$/, ""));
  return [...new Set(plain)].filter((way) => way !== "");
}

/** A text letter by letter, decoded, in small letters and without white space, and where each stood. */
interface PlainForm {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** White space with the marks of quoted lines after it, what cannot be seen, and each way to write a letter. */
const PIECE =
  /\n[\s>]*|\s+|[\p{Cf}\ufffd]|%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})?|[^\0-\x7f]|[A-Z]/giu;

/** Letters that may be encoded once more in what they decode to: an address within an address within an address. */
const MOST_ROUNDS = 4;

function plainForm(text: string): PlainForm {
  let plain = decodedOnce({ text, from: [], to: [] }, true);
  for (let round = 1; round < MOST_ROUNDS && /[%&\\]/.test(plain.text); round++) {
    const next = decodedOnce(plain, false);
    if (next.text === plain.text) break;
    plain = next;
  }
  return plain;
}

function decodedOnce(form: PlainForm, isFirst: boolean): PlainForm {
  const { text } = form;
  const from: number[] = [];
  const to: number[] = [];
  const parts: string[] = [];
  const start = (index: number): number => (isFirst ? index : (form.from[index] ?? 0));
  const end = (index: number): number => (isFirst ? index + 1 : (form.to[index] ?? 0));
  let last = 0;
  const keep = (until: number): void => {
    if (until > last) parts.push(text.slice(last, until));
    for (let index = last; index < until; index++) {
      from.push(start(index));
      to.push(end(index));
    }
  };
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    keep(index);
    last = index + piece.length;
    const letters = decoded(piece);
    parts.push(letters);
    for (let count = 0; count < letters.length; count++) {
      from.push(start(index));
      to.push(end(last - 1));
    }
  }
  keep(text.length);
  return { text: parts.join(""), from, to };
}

/** Names of the characters that addresses are made of. */
const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    ast: "*",
    colon: ":",
    comma: ",",
    commat: "@",
    dash: "-",
    equals: "=",
    excl: "!",
    hyphen: "-",
    lowbar: "_",
    num: "#",
    percnt: "%",
    period: ".",
    plus: "+",
    quest: "?",
    semi: ";",
    sol: "/",
    tilde: "~",
  }),
);

/** What a piece stands for; nothing for what makes no difference. */
function decoded(piece: string): string {
  const first = piece[0] ?? "";
  if (first === "%") return new TextDecoder().decode(bytesOf(piece)).toLowerCase();
  if (first === "\\") return piece.length === 1 ? "" : letter(Number.parseInt(piece.slice(2), 16));
  if (first === "&") {
    const name = piece.slice(1, -1).toLowerCase();
    if (name.startsWith("#x")) return letter(Number.parseInt(name.slice(2), 16));
    return name.startsWith("#") ? letter(Number(name.slice(1))) : (ENTITIES.get(name) ?? piece.toLowerCase());
  }
  if (first === ELLIPSIS) return ELLIPSIS;
  return /^[\s>\p{Cf}\ufffd]/u.test(piece) ? "" : piece.normalize("NFKC").toLowerCase();
}

function bytesOf(encoded: string): Uint8Array {
  return Uint8Array.from(encoded.slice(1).split("%"), (two) => Number.parseInt(two, 16));
}

function letter(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toLowerCase() : "";
}

/** What stands for the rest of a text that was cut. */
const ELLIPSIS = "\u2026";
/** What is left of an encoded letter before an ellipsis. */
const CUT = /^(?:%[0-9a-f]?|&#?[a-z0-9]*|\\[xu]?[0-9a-f]*)?\u2026/i;
/** What goes on with an address. */
const REST = /[/?#&=%;@~+:._-][A-Za-z0-9/?#&=%;@~+:._,!$*-]*/y;

interface Match {
  readonly from: number;
  readonly to: number;
}

function matches(root: Branch, form: PlainForm, original: string): Match[] {
  const { text, from, to } = form;
  const found: Match[] = [];
  const goesOn = (index: number): boolean => to[index - 1] === from[index] && isLetter(text[index]);
  for (let begin = 0; begin < text.length; begin++) {
    if (begin > 0 && isLetter(text[begin - 1]) && to[begin - 1] === from[begin]) continue;
    let at: Branch | undefined = root;
    let end = 0;
    let index = begin;
    for (; ; index++) {
      if (at.isEnd && !goesOn(index)) end = index;
      const next: Branch | undefined = at.next.get(text[index] ?? "");
      if (!next) break;
      at = next;
    }
    const isCut =
      index > begin &&
      CUT.test(text.slice(index, index + 40)) &&
      isAddress(text.slice(Math.max(0, begin - 2), begin), text.slice(begin, index));
    if (isCut) end = index;
    if (end === 0) continue;
    found.push({ from: from[beginOf(text, begin)] ?? 0, to: endOf(original, to[end - 1] ?? 0) });
    begin = end - 1;
  }
  return found;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/i.test(character);
}

/** Whether what was cut is the beginning of an address, and not of some other word. */
function isAddress(before: string, cut: string): boolean {
  return before.endsWith("//") || cut.includes("/");
}

/** With the scheme, and a user's name, that stand before it. */
function beginOf(text: string, begin: number): number {
  const before = text.slice(Math.max(0, begin - 120), begin);
  const scheme = /(?:https?:)?\/\/(?:[^/@]{0,100}@)?$/.exec(before)?.[0] ?? "";
  return begin - scheme.length;
}

/** With the rest of it, but for the punctuation of the sentence around it. */
function endOf(original: string, end: number): number {
  REST.lastIndex = end;
  const rest = REST.exec(original)?.[0] ?? "";
  return end + rest.replace(/[.,;:!?*_~-]+$/, "").length;
}
