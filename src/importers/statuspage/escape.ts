/*
 * Plain text as Markdown that says the same. Turndown's own escaping knows neither HTML nor entities, and breaks
 * addresses at their underscores.
 */

/**
 * What is not escaped: addresses, which become links as they are, and placeholders and links that could run code, which
 * become code.
 */
const WHOLE =
  /(https?:\/\/[^\s<>"'`\\{}|^]+)|\{\{[^{}`]*\}\}|<(?!https?:|mailto:)[a-z][a-z0-9+.-]{1,31}:[^\s<>`]*>/gi;

/** Escapes a text that may stand at the start of a line. */
export function escapeText(text: string): string {
  let out = "";
  let offset = 0;
  for (const { 0: found, 1: address, index } of text.matchAll(WHOLE)) {
    const whole = address === undefined ? found : withoutEnd(address);
    out += escapeSigns(text.slice(offset, index));
    out += address === undefined ? `\`${whole}\`` : `<${whole}>`;
    offset = index + whole.length;
  }
  out += escapeSigns(text.slice(offset));
  return out.replace(/^(#|[-+>]|=|~~~|:(?=-))/, "\\$1").replace(/^(\d{1,9})([.)])/, "$1\\$2");
}

/** Punctuation at the end of an address belongs to the sentence. */
function withoutEnd(address: string): string {
  let end = address.length;
  while (end > 0 && /[.,;:!?*_)\]]/.test(address.charAt(end - 1))) end--;
  return address.slice(0, end);
}

function escapeSigns(text: string): string {
  return text
    .replace(/[\\`*[\]|]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/~(?=~)/g, "\\~")
    .replace(/<(?=[a-z/!?])/gi, "\\<")
    .replace(/&(?=#?\w{1,32};)/g, "\\&")
    .replace(/!$/, "\\!");
}
