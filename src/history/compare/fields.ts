import { quote } from "../../records/quote.ts";
import type { Change, Names } from "../change.ts";
import { sameWords, textChange } from "./words.ts";

/** Tells in words how one field was changed; nothing where both values mean the same. */
export type Teller<T> = (before: T | undefined, after: T | undefined, names: Names) => readonly Change[];

/** One teller for each key, so that a new key of a schema cannot be forgotten. */
export type Tellers<T> = { readonly [K in keyof T]-?: Teller<NonNullable<T[K]>> };

/** Whether a field states a fact (`material`) or is wording. */
export type Weight = "material" | "editorial";

const MINUTE = 60_000;

/** An object, told key by key in the order of the table. */
export function fields<T extends object>(tellers: Tellers<T>): Teller<T> {
  const keys = Object.keys(tellers) as (keyof T)[];
  return (before, after, names) =>
    keys.flatMap((key) => {
      const tell = tellers[key] as Teller<T[keyof T]>;
      return tell(before?.[key], after?.[key], names);
    });
}

/** A value that is written in a few characters: a number, a day, a word. */
export function value<T>(
  label: string,
  write: (value: T) => string = String,
  weight: Weight = "editorial",
): Teller<T> {
  return (before, after) => {
    const [old, now] = [before, after].map((one) => (one === undefined ? undefined : write(one)));
    if (old === now) return [];
    const text =
      now === undefined
        ? `${label} removed`
        : old === undefined
          ? `${label} set to ${now}`
          : `${label} changed from ${old} to ${now}`;
    return [{ text, material: weight === "material" }];
  };
}

/** A number with its unit: `changed from 99.9 to 99.95 %`. */
export function amount(label: string, unit: string, weight: Weight = "editorial"): Teller<number> {
  return (before, after) =>
    value<number>(label, String, weight)(before, after, nobody).map((change) =>
      after === undefined ? change : { ...change, text: `${change.text} ${unit}` },
    );
}

/** A line of text, between quotes; one that is too long for a sentence is told by its words. */
export function line(label: string, weight: Weight = "editorial"): Teller<string> {
  return (before = "", after = "") => {
    if (sameWords(before, after)) return [];
    const material = weight === "material";
    const [old, now] = [quote(before), quote(after)];
    if (!old.endsWith('"') || !now.endsWith('"')) {
      const change = textChange(label, before, after, "set");
      return change ? [{ ...change, material }] : [];
    }
    return value(label, quote, weight)(before || undefined, after || undefined, nobody);
  };
}

/** A text, told by its words. */
export function text(
  label: string,
  verb: "added" | "set" = "added",
  weight: Weight = "editorial",
): Teller<string> {
  return (before = "", after = "") => {
    const change = textChange(label, before, after, verb);
    return change ? [{ ...change, material: weight === "material" }] : [];
  };
}

/** A switch: `now folded` or `no longer folded`. */
export function flag(what: string, weight: Weight = "editorial"): Teller<boolean> {
  return (before = false, after = false) =>
    before === after
      ? []
      : [{ text: `${after ? "now" : "no longer"} ${what}`, material: weight === "material" }];
}

/** A person, named only as far as they agreed to be. */
export function person(label: string): Teller<string> {
  return (before, after, names) => {
    const change = personChange(label, before, after, names);
    return change ? [change] : [];
  };
}

/** A handle that was set, changed or removed; whoever did not agree to be named is not. */
export function personChange(
  label: string,
  before: string | undefined,
  after: string | undefined,
  names: Names,
): Change | undefined {
  if (before === after) return undefined;
  const [old, now] = [before, after].map((one) => (one === undefined ? undefined : names.person(one)));
  const verb = before === undefined ? "set" : after === undefined ? "removed" : "changed";
  const from = verb === "changed" && old !== undefined && now !== undefined ? ` from ${old}` : "";
  const to = now === undefined ? "" : ` to ${now}`;
  return { text: old === now ? `${label} ${verb}` : `${label} ${verb}${from}${to}`, material: false };
}

/** A length of time in the largest unit that fits it: `30 minutes`, `1 hour`, `14 days`. */
export function durationWords(duration: number): string {
  const minutes = duration / MINUTE;
  const [count, unit] =
    minutes % 1440 === 0
      ? [minutes / 1440, "day"]
      : minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A word of a vocabulary as it is read: `service outage`. */
export function spaced(word: string): string {
  return word.replaceAll("-", " ");
}

/** For tellers that name nobody. */
const nobody: Names = {
  service: (id) => id,
  severityRank: () => undefined,
  person: () => undefined,
};
