/**
 * What a word begins with that is found and not shown: a sign that nobody sees (U+2063, invisible separator). Texts are
 * indexed without it.
 */
export const HIDDEN = "\u2063";
