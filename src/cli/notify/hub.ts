import type { Receivers } from "../../notify/receiver.ts";
import { isReference } from "../../notify/reference.ts";

/**
 * What is wrong between the hub that the main feeds name and those that are told: readers subscribe at the first, and
 * hear only from the others. Undefined where they fit.
 */
export function hubAdvice(websub: Receivers["websub"], named: string | undefined): string | undefined {
  if (websub.some(({ hub }) => isReference(hub))) return undefined;
  if (named === undefined) {
    // Whoever gives topics may mean feeds that are not the main ones.
    const told = websub.find(({ topics }) => topics === undefined)?.hub;
    return (
      told &&
      `The hub ${told} is told, and the feeds do not name it, so that nobody can subscribe there. Write it into content/site.yaml, as feeds.hub.`
    );
  }
  if (websub.some(({ hub }) => isSame(hub, named))) return undefined;
  return `The feeds name the hub ${named}, and nobody tells it, so that its subscribers hear nothing. Add it to daymark.notify.yaml under websub, or remove feeds.hub from content/site.yaml.`;
}

function isSame(one: string, other: string): boolean {
  return URL.parse(one)?.href === URL.parse(other)?.href;
}
