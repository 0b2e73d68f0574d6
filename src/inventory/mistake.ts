/** Why a text is no inventory: what the page shows in place of a result. */
export interface InventoryMistake {
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What stands in the text, cut short. */
  readonly found: string;
  /** What may stand there. */
  readonly expected: string;
  /** What to do. */
  readonly hint: string;
  /** Line of the text, counted from 1, where one line is to blame. */
  readonly line?: number;
}

/** Carries a mistake out of a reader. Thrown below `readInventory` only, which hands it back as data. */
export class Unreadable extends Error {
  readonly mistake: InventoryMistake;

  constructor(mistake: InventoryMistake) {
    super(mistake.message);
    this.mistake = mistake;
  }
}

const MAX_SHOWN = 80;
/** Ends of lines, and tabs. */
const BREAKS = /[\t\n\r\u2028\u2029]+/g;
/** Other control characters, and the marks that turn the direction of text. */
const INVISIBLE = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A piece of a foreign text as it may stand in a sentence: one line, well-formed, at most 80 characters long. */
export function shown(text: string): string {
  const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return cut.toWellFormed().replace(BREAKS, " ").replace(INVISIBLE, "\uFFFD");
}
