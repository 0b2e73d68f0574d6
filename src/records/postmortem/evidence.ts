import type { PlacedMistake } from "../parse/frontmatter.ts";
import type { Path, YamlContent } from "../parse/yaml.ts";
import type { Mistake } from "../problem.ts";
import { quote } from "../quote.ts";
import type { PostmortemFrontMatter } from "../schema/postmortem.ts";
import { restrictedAddresses } from "./restricted.ts";

/** Finds addresses that not everybody may follow: where they would be shown, and where they are kept. */
export function* checkEvidence(
  data: PostmortemFrontMatter,
  body: string,
  bodyLine: number,
  locate: YamlContent["locate"],
): Generator<PlacedMistake> {
  for (const [index, { access, url }] of data.evidence.entries()) {
    if (url === undefined) continue;
    if (access === "restricted") yield { at: locate(["evidence", index, "url"]), mistake: readable(url) };
    else if (isInternal(url)) yield { at: locate(["evidence", index, "url"]), mistake: internal(url) };
  }
  const addresses = restrictedAddresses(data);
  if (addresses.length === 0) return;
  const addressIn = (text: string) => addresses.find((address) => text.includes(address));
  for (const [path, text] of textsOf(data, [])) {
    const address = isRestrictedEntry(data, path) ? undefined : addressIn(text);
    if (address !== undefined) yield { at: locate(path), mistake: shown(address) };
  }
  for (const [index, line] of body.split("\n").entries()) {
    const address = addressIn(line);
    if (address === undefined) continue;
    yield { at: { line: bodyLine + index, column: line.indexOf(address) + 1 }, mistake: shown(address) };
  }
}

/** Every text of the front matter and where it stands. */
function* textsOf(value: unknown, path: Path): Generator<readonly [path: Path, text: string]> {
  if (typeof value === "string") yield [path, value];
  else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* textsOf(one, [...path, index]);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) yield* textsOf(one, [...path, key]);
  }
}

function isRestrictedEntry({ evidence }: PostmortemFrontMatter, [key, index, name]: Path): boolean {
  return key === "evidence" && name === "url" && evidence[Number(index)]?.access === "restricted";
}

/** Hosts that nobody finds from outside: names without a dot or of private zones, and addresses of private networks. */
const PRIVATE_ZONE = /\.(?:internal|intranet|local|localdomain|localhost|corp|lan|home|home\.arpa)$/;
const PRIVATE_ADDRESS =
  /^(?:10|127|0)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^\[(?:::1?\]|f[cd]|fe[89ab])/;

function isInternal(url: string): boolean {
  const host = (URL.parse(url)?.hostname ?? "").toLowerCase().replace(/\.$/, "");
  if (host.startsWith("[")) return PRIVATE_ADDRESS.test(host);
  return !host.includes(".") || PRIVATE_ZONE.test(host) || PRIVATE_ADDRESS.test(host);
}

function readable(url: string): Mistake {
  return {
    code: "evidence-readable",
    message: "The site does not show this address, but whoever reads this file sees it.",
    found: quote(url),
    expected: "restricted evidence without url, where the repository is public",
    hint: "Remove url: those who have access know where it is.",
  };
}

function internal(url: string): Mistake {
  return {
    code: "evidence-internal",
    message: "Readers cannot follow this address: it is one of an internal network.",
    found: quote(url),
    expected: "an address that everybody can open, or access: restricted",
    hint: "Write access: restricted and remove url.",
  };
}

function shown(url: string): Mistake {
  return {
    code: "evidence-restricted-shown",
    message: "This is the address of restricted evidence, and it would be on the page; it is left out.",
    found: quote(url),
    expected: "no address whose access is restricted",
    hint: "Remove it here, or write access: public if everybody may see it.",
  };
}
