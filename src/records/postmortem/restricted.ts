import type { PostmortemFrontMatter } from "../schema/postmortem.ts";
import { addressHider, type HideAddresses } from "./address.ts";

/** The addresses of evidence whose access is restricted: they are in no output. */
export function restrictedAddresses({ evidence }: Pick<PostmortemFrontMatter, "evidence">): string[] {
  return evidence.flatMap(({ access, url }) => (access === "restricted" && url !== undefined ? [url] : []));
}

/**
 * A report without the addresses of restricted evidence, wherever they stand in it: what has them no more can show them
 * nowhere. That they stand elsewhere is a mistake of its own, which is told.
 */
export function withoutRestricted(
  data: PostmortemFrontMatter,
  body: string,
): { readonly data: PostmortemFrontMatter; readonly body: string } {
  const addresses = restrictedAddresses(data);
  return addresses.length === 0 ? { data, body } : withoutAddresses(data, body, addressHider(addresses));
}

/** The same for addresses that other reports, or other versions of this one, call restricted. */
export function withoutAddresses(
  data: PostmortemFrontMatter,
  body: string,
  hide: HideAddresses,
): { readonly data: PostmortemFrontMatter; readonly body: string } {
  const isShown = (url: string | undefined): boolean => url === undefined || hide(url) === url;
  const hidden = (value: unknown): unknown => {
    if (typeof value === "string") return hide(value);
    if (Array.isArray(value)) return value.map(hidden);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(
      ([key, one]) => !["url", "issue"].includes(key) || isShown(typeof one === "string" ? one : undefined),
    );
    return Object.fromEntries(entries.map(([key, one]) => [key, hidden(one)]));
  };
  const shown = hidden(data) as PostmortemFrontMatter;
  // A relation without its address names nothing any more.
  const related = shown.related.filter(({ id, url }) => id !== undefined || url !== undefined);
  return { data: { ...shown, related }, body: hide(body) };
}
