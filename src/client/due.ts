import { everyHalfMinute, roughly } from "./clock.ts";

/** Counts down to the promised next update, and says so when it is overdue. */
export class NextUpdate extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    const due = Date.parse(this.dataset["due"] ?? "");
    const state = this.querySelector(".state");
    if (Number.isNaN(due) || !state || this.#stop) return;
    this.#stop = everyHalfMinute(() => {
      const left = due - Date.now();
      this.toggleAttribute("data-overdue", left < 0);
      state.textContent =
        left < 0 ? `Next update overdue by ${roughly(left)},` : `Next update promised in ${roughly(left)},`;
      this.querySelector(".promise")?.remove();
    });
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
