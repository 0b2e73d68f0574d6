/** Somebody who sends or gets mail. */
export interface Mailbox {
  /** May be empty. */
  readonly name: string;
  readonly address: string;
}

/** What an address may be (RFC 5321 without quoted parts and literals): nothing that could begin another header or command. */
const ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:@"]{1,64}@[^\s\p{Cc}<>()[\]\\,;:@"]{1,253}$/u;

/** Reads `ann@example.org` or `Ann <ann@example.org>`; undefined for anything else. */
export function parseMailbox(text: string): Mailbox | undefined {
  if (/\p{Cc}/u.test(text)) return undefined;
  const open = text.endsWith(">") ? text.lastIndexOf("<") : -1;
  const address = open === -1 ? text : text.slice(open + 1, -1);
  if (!ADDRESS.test(address)) return undefined;
  const name =
    open === -1
      ? ""
      : text
          .slice(0, open)
          .trim()
          .replace(/^"(.*)"$/, "$1");
  return { name, address };
}
