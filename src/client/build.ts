const EVERY = 60_000;

/** Looks now and then whether a newer build was published, and offers to load it. */
export class BuildNotice extends HTMLElement {
  #timer: ReturnType<typeof setInterval> | undefined;

  connectedCallback(): void {
    this.#timer = setInterval(() => void this.#look(), EVERY);
    document.addEventListener("visibilitychange", this.#look);
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#look);
  }

  readonly #look = async (): Promise<void> => {
    if (document.visibilityState !== "visible" || this.childElementCount > 0) return;
    try {
      const response = await fetch(this.dataset["poll"] ?? "", { cache: "no-cache" });
      const build: unknown = await response.json();
      const version =
        typeof build === "object" && build !== null && "version" in build ? build.version : undefined;
      if (typeof version === "string" && version !== this.dataset["version"]) this.#offer();
    } catch {
      // Without a connection there is nothing to tell; the next look may find one.
    }
  };

  #offer(): void {
    clearInterval(this.#timer);
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = "Show it";
    this.append("There is a newer version of this page. ", link);
  }
}
