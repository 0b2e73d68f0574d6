/** Signs that a URI may not have, brackets of an IPv6 address aside (RFC 3986, section 2). */
const NO_URI = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/gu;

/**
 * An address as a URI of RFC 3986. One that is a URI stays letter by letter. Browsers let signs through that strict readers
 * refuse, such as `|`, `[` in a path, or a second `#`: those are percent-encoded, as in a text that is no address at all.
 */
export function uri(address: string): string {
  const url = URL.parse(address);
  // As browsers read an address: nothing around it, and no line breaks in it.
  const bare = address.replace(/[\t\n\r]/g, "").trim();
  const text = url && !hasPlainHost(url, bare) ? url.href : bare;
  // What is no address may look like one once its signs are encoded.
  if (!url && escaped(bare) !== bare) return uri(escaped(bare));
  const start = url && url.host !== "" ? (AUTHORITY.exec(text)?.[0] ?? "") : "";
  const [before = "", ...fragments] = text.slice(start.length).split("#");
  const tail = fragments.length === 0 ? "" : `#${fragments.join("%23")}`;
  return (
    escaped(start) +
    escaped(before + tail)
      .replaceAll("[", "%5B")
      .replaceAll("]", "%5D")
  );
}

const AUTHORITY = /^[a-z][a-z\d+.-]*:\/\/[^/?#\\]*/i;

/** Whether the host is written as URIs have it. One in letters of other scripts has a spelling of its own. */
function hasPlainHost({ host }: URL, text: string): boolean {
  if (host === "") return true;
  const start = AUTHORITY.exec(text)?.[0] ?? "";
  if (start === "" || start.endsWith("//") || text[start.length] === "\\" || /[^!-~]/.test(start))
    return false;
  return !/[[\]]/.test(start.slice(0, start.lastIndexOf("@") + 1));
}

function escaped(part: string): string {
  return part.toWellFormed().replace(NO_URI, (sign) => encodeURIComponent(sign));
}
