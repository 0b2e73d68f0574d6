import { everyHalfMinute, roughly } from "./clock.ts";

/** Adds the reader's own time, or how long ago it was, behind the UTC time that it contains. */
export class TimeNote extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    const time = this.querySelector("time");
    const at = Date.parse(time?.dateTime ?? "");
    if (Number.isNaN(at) || this.#stop) return;
    const note = document.createElement("span");
    note.className = "note";
    this.append(note);
    const local = this.dataset["local"] === undefined ? undefined : localText(at);
    this.#stop = everyHalfMinute(() => {
      const age =
        this.dataset["age"] === undefined || at > Date.now() ? undefined : `${roughly(Date.now() - at)} ago`;
      const words = [local, age].filter((word) => word !== undefined);
      note.textContent = words.length > 0 ? ` (${words.join(", ")})` : "";
    });
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}

/** The local time with its zone; the day too where it is another one; nothing where the reader lives in UTC. */
function localText(at: number): string | undefined {
  const date = new Date(at);
  if (date.getTimezoneOffset() === 0) return undefined;
  const sameDay = date.getDate() === date.getUTCDate();
  const { lang } = document.documentElement;
  // The page writes the day before the month, which plain English does not.
  return date.toLocaleString(lang === "en" ? "en-GB" : lang || undefined, {
    ...(sameDay ? {} : { day: "numeric", month: "short" }),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
}
