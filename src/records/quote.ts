/** Characters that cannot be seen, or that change the order in which others are shown. */
const INVISIBLE = /[\p{Cc}\u00a0\u00ad\u061c\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/gu;
const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

/**
 * A value as it is shown in a message: on one line, between quotes where it is text, cut at 60 characters. Only what
 * cannot be seen is written as an escape, so that a non-breaking space does not look like a space.
 */
export function quote(value: unknown): string {
  const text =
    typeof value === "string" ? `"${value.slice(0, 200)}"` : (JSON.stringify(value) ?? String(value));
  const characters = [...text.slice(0, 200).replace(INVISIBLE, escaped)];
  return characters.length > 60 ? `${characters.slice(0, 59).join("")}…` : characters.join("");
}

/** `a, b or c`. */
export function alternatives(words: readonly string[], word = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${word} ${words[words.length - 1]}`;
}

function escaped(character: string): string {
  return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
