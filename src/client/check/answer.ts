import { type CheckResult, checkInventory } from "../../inventory/check.ts";
import { type CheckData, DATA_FORM } from "../../inventory/data.ts";
import { type InventoryMistake, readInventory } from "../../inventory/inventory.ts";

/** What is to be checked. */
export interface CheckRequest {
  /** A pasted text, or a file that is read where the check runs. */
  readonly source: string | Blob;
  /** Name of the file; undefined for a text. */
  readonly name: string | undefined;
  /** The site's file of advisories, as text. */
  readonly data: string;
}

/** What was found, and in what; or why nothing could be checked. Plain data: it crosses from a worker. */
export type CheckAnswer =
  | {
      readonly result: CheckResult;
      /** What was read, for people: `package-lock.json (version 3)`. */
      readonly format: string;
      /** Sentences on what was not compared, and why. */
      readonly notes: readonly string[];
    }
  | { readonly mistake: InventoryMistake };

/** Reads what a reader has and holds it against the advisories. */
export async function answerTo({ source, name, data }: CheckRequest): Promise<CheckAnswer> {
  const text = await textOf(source);
  if (text === undefined) return { mistake: unreadable };
  const read = readInventory(name, text);
  if ("mistake" in read) return read;
  const advisories: CheckData = JSON.parse(data);
  if (advisories.form !== DATA_FORM) return { mistake: outdated };
  const { format, notes } = read.inventory;
  return { result: checkInventory(read.inventory, advisories), format, notes };
}

async function textOf(source: string | Blob): Promise<string | undefined> {
  if (typeof source === "string") return source;
  try {
    return await source.text();
  } catch {
    return undefined;
  }
}

const unreadable: InventoryMistake = {
  message: "The browser cannot read this.",
  found: "a folder, or a file that was moved or changed meanwhile",
  expected: "a file",
  hint: "Choose the file itself again, or open it and paste its text.",
};

const outdated: InventoryMistake = {
  message: "This page is older than the site's advisories.",
  found: "a newer form of the data",
  expected: "the form that this page knows",
  hint: "Load the page again, and check once more.",
};
