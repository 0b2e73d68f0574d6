import { everyHalfMinute, roughly } from "./clock.ts";

/** Moves a maintenance from scheduled to in progress to ended on the clock, as a newer build would. */
export class MaintenanceClock extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    const from = Date.parse(this.dataset["from"] ?? "");
    const to = Date.parse(this.dataset["to"] ?? "");
    const word = this.querySelector(".level")?.lastChild;
    const status = this.dataset["status"];
    if (Number.isNaN(from) || Number.isNaN(to) || !word || this.#stop) return;
    if (status !== "scheduled" && status !== "in-progress") return;
    this.#stop = everyHalfMinute(() => {
      const now = Date.now();
      if (status === "scheduled" && now < from)
        word.textContent = `Scheduled, begins in ${roughly(from - now)}`;
      else if (now < to) word.textContent = `In progress, planned to end in ${roughly(to - now)}`;
      else word.textContent = "Planned window has ended";
    });
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
