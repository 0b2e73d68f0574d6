import { expect } from "vitest";
import { type Inventory, type InventoryMistake, readInventory } from "../../src/inventory/inventory.ts";

/** Reads a text that has to be an inventory. */
export function read(fileName: string | undefined, text: string): Inventory {
  const result = readInventory(fileName, text);
  if ("mistake" in result) expect.fail(`${result.mistake.message} Found: ${result.mistake.found}`);
  return result.inventory;
}

/** The packages of a text, each as `ecosystem name version`. */
export function packages(fileName: string | undefined, text: string): string[] {
  return read(fileName, text).packages.map(
    ({ ecosystem, name, version }) => `${ecosystem} ${name} ${version}`,
  );
}

/** Reads a text that must not be an inventory. */
export function mistake(fileName: string | undefined, text: string): InventoryMistake {
  const result = readInventory(fileName, text);
  if ("inventory" in result) expect.fail(`read as ${result.inventory.format}`);
  return result.mistake;
}
