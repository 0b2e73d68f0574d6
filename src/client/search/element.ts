import { isIdLike } from "../../search/exact.ts";
import { element } from "../check/dom.ts";
import { type Engine, type Found, openEngine } from "./engine.ts";
import { nearest, type Suggestion } from "./near.ts";
import { type Facet, type Panel, panelIn } from "./panel.ts";
import { resultOf } from "./result.ts";
import { jumpItem, nothingFound, resultItem } from "./show.ts";
import { readState, type SearchState, tidy, without, writeState } from "./state.ts";

/** Milliseconds between the last letter and the search. */
const PAUSE = 200;
/** Results that are shown at once. */
const PAGE = 10;
/** In what `history.state` has for other pages, too. */
const KEPT = "search";

/** Where a reader was on this page: how many results were shown, and how far down. */
interface Place {
  readonly shown: number;
  readonly scroll: number;
}

/**
 * The search. What is looked for stands in the address, so that it can be sent to others and the browser's Back leads to it.
 * Nothing is loaded before a reader types, or comes with an address that asks for something.
 */
export class SiteSearch extends HTMLElement {
  #engine: Promise<Engine> | undefined;
  #failures = 0;
  #panel: Panel | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts searches: what an earlier one finds is dropped when a later one has begun. */
  #turn = 0;
  #found: Found | undefined;
  #shown = 0;
  #jump: string | undefined;
  #ended = new AbortController();

  connectedCallback(): void {
    this.#ended = new AbortController();
    const { signal } = this.#ended;
    const facets = JSON.parse(this.dataset["facets"] ?? "[]") as readonly Facet[];
    this.#panel = panelIn(this.#part(".narrow form"), facets);
    this.#part<HTMLDetailsElement>(".narrow").open = matchMedia("(min-width: 60rem)").matches;
    this.#part(".query").addEventListener("submit", this.#submit, { signal });
    this.#field.addEventListener("input", this.#typed, { signal });
    this.#field.addEventListener("keydown", this.#clear, { signal });
    this.#part(".narrow").addEventListener("change", this.#narrowed, { signal });
    this.#part(".narrow form").addEventListener("submit", (event) => event.preventDefault(), { signal });
    this.#part("[data-more]").addEventListener("click", this.#more, { signal });
    window.addEventListener("popstate", this.#restore, { signal });
    window.addEventListener("pagehide", this.#keepPlace, { signal });
    this.addEventListener("click", this.#keepPlace, { signal });
    history.scrollRestoration = "manual";
    this.#restore();
    if (writeState(this.#state) === "" && location.hash === "") this.#field.focus();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#ended.abort();
  }

  get #field(): HTMLInputElement {
    return this.#part("input[type=search]");
  }
  get #list(): HTMLElement {
    return this.#part(".results");
  }
  get #moreButton(): HTMLButtonElement {
    return this.#part("[data-more]");
  }
  get #state(): SearchState {
    return { query: tidy(this.#field.value), chosen: this.#panel?.chosen() ?? new Map() };
  }

  #part<Part extends HTMLElement>(selector: string): Part {
    const found = this.querySelector<Part>(selector);
    if (!found) throw new Error(`The page has no ${selector}`);
    return found;
  }

  readonly #typed = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#go("replace"), PAUSE);
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    clearTimeout(this.#timer);
    const { query } = this.#state;
    await this.#go("push", isIdLike(query));
    if (this.#jump !== undefined && query === this.#state.query) location.assign(this.#jump);
    else if (this.#found && this.#found.hits.length > 0) this.#part("#results").focus();
  };

  readonly #clear = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.#field.value === "") return;
    event.preventDefault();
    this.#field.value = "";
    clearTimeout(this.#timer);
    void this.#go("replace");
  };

  readonly #narrowed = (): void => {
    clearTimeout(this.#timer);
    void this.#go("push");
  };

  readonly #restore = (): void => {
    const facets = this.#panel?.facets.map(({ id }) => id) ?? [];
    const { query, chosen } = readState(location.search, facets);
    this.#field.value = query;
    this.#panel?.choose(chosen);
    void this.#search(placeOf(history.state));
  };

  readonly #keepPlace = (): void => {
    const place: Place = { shown: this.#shown, scroll: scrollY };
    history.replaceState({ ...asRecord(history.state), [KEPT]: place }, "");
  };

  readonly #more = async (): Promise<void> => {
    const before = this.#shown;
    await this.#show(this.#turn, before + PAGE);
    this.#list.querySelectorAll<HTMLAnchorElement>("h3 a")[before]?.focus();
    this.#keepPlace();
  };

  /** Puts what is looked for into the address, and looks for it. */
  async #go(how: "push" | "replace", isWhole = false): Promise<void> {
    const text = writeState(this.#state);
    if (text !== location.search) {
      const url = `${location.pathname}${text}`;
      if (how === "push") history.pushState({}, "", url);
      else history.replaceState({}, "", url);
    }
    await this.#search(undefined, isWhole);
  }

  /** Looks for what the page says. `place`: where a reader was when the same was looked for before. */
  async #search(place: Place | undefined, isWhole = false): Promise<void> {
    const turn = ++this.#turn;
    const state = this.#state;
    this.#jump = undefined;
    if (writeState(state) === "") {
      this.#found = undefined;
      this.#say("");
      this.#part(".answer").hidden = true;
      this.#showBrowse(true);
      return;
    }
    try {
      const engine = await this.#open();
      const found = await engine.find(state);
      if (turn !== this.#turn) return;
      this.#found = found;
      await this.#show(turn, place?.shown ?? PAGE);
      if (isIdLike(state.query) && (isWhole || /[\d._-]/.test(state.query)))
        await this.#showJump(turn, engine, state);
      if (turn !== this.#turn) return;
      if (place) scrollTo({ top: place.scroll, behavior: "instant" });
      const counts = await engine.count(state, found);
      if (turn !== this.#turn) return;
      this.#panel?.count(counts);
      this.#showChosen(state);
      if (found.hits.length === 0) await this.#showNothing(turn, engine, state);
      if (place) scrollTo({ top: place.scroll, behavior: "instant" });
    } catch {
      if (turn === this.#turn) this.#showFailure();
    }
  }

  /** Loads the index, once; again after it could not be loaded. */
  async #open(): Promise<Engine> {
    const { bundle = "", base = "" } = this.dataset;
    const facets = this.#panel?.facets.map(({ id }) => id) ?? [];
    const language = document.documentElement.lang;
    if (!this.#engine) this.#say("Loading the index…");
    this.#engine ??= openEngine({ bundle, base, language, facets, failures: this.#failures });
    return this.#engine;
  }

  /** Shows the first so many results. */
  async #show(turn: number, count: number): Promise<void> {
    const found = this.#found;
    if (!found) return;
    const { hits, exact } = found;
    const kept = count > this.#shown && this.#list.dataset["turn"] === String(turn) ? this.#shown : 0;
    const fragments = await Promise.all(hits.slice(kept, count).map((hit) => hit.data()));
    if (turn !== this.#turn) return;
    const items = fragments.map((fragment) => resultItem(resultOf(fragment, exact), this.#kind));
    if (kept === 0) this.#list.replaceChildren(...items);
    else this.#list.append(...items);
    this.#list.dataset["turn"] = String(turn);
    this.#shown = Math.min(count, hits.length);
    this.#moreButton.hidden = this.#shown >= hits.length;
    this.#part("[data-jump]").replaceChildren();
    this.#part("[data-none]").replaceChildren();
    this.#part(".answer").hidden = false;
    this.#showBrowse(hits.length === 0);
    this.#say(this.#sentence(found));
  }

  readonly #kind = (kind: string): string => this.#panel?.label("kind", kind) ?? kind;

  #sentence({ hits, whole, isLoose }: Found): string {
    const { query, chosen } = this.#state;
    const pages = pagesOf(hits.length);
    const what = query === "" ? "" : ` for “${query}”`;
    const values = Array.from(chosen, ([facet, own]) =>
      own.map((value) => this.#panel?.label(facet, value) ?? value).join(" or "),
    );
    const where = values.length === 0 ? "" : `, narrowed down to ${values.join(", ")}`;
    if (isLoose) return `No page has exactly “${query}”. ${pages} like it${where}.`;
    if (whole === hits.length) return `${pages} found${what}${where}.`;
    const all = whole === 0 ? "No page has" : `${pagesOf(whole)} ${whole === 1 ? "has" : "have"}`;
    return `${all} all words of “${query}”; ${hits.length - whole}${whole === 0 ? "" : " more"} with some of them${where}.`;
  }

  /** Says how it went; read out where a reader cannot see it. */
  #say(text: string): void {
    const status = this.#part("[role=status]");
    if (status.textContent !== text) status.textContent = text;
  }

  /** Offers the page whose id was typed. */
  async #showJump(turn: number, engine: Engine, { query }: SearchState): Promise<void> {
    const [hit, ...others] = await engine.byId(query);
    if (!hit || others.length > 0) return;
    const result = resultOf(await hit.data(), []);
    if (turn !== this.#turn) return;
    this.#jump = result.href;
    this.#part("[data-jump]").replaceChildren(jumpItem(result, this.#kind));
  }

  #showChosen({ chosen }: SearchState): void {
    const count = [...chosen.values()].reduce((sum, values) => sum + values.length, 0);
    this.#part("[data-chosen]").textContent = count === 0 ? "" : `(${count})`;
  }

  /** Says what was searched, and what would give results. */
  async #showNothing(turn: number, engine: Engine, state: SearchState): Promise<void> {
    const { query, chosen } = state;
    const ways: HTMLElement[] = [];
    for (const [facet, values] of chosen) {
      const wider = { query, chosen: without(chosen, facet) };
      if (writeState(wider) === "") continue;
      const { hits } = await engine.find(wider);
      const names = values.map((value) => this.#panel?.label(facet, value) ?? value).join(" or ");
      if (hits.length > 0) ways.push(this.#wayTo(wider, `Without “${names}”: ${hits.length} found`));
    }
    if (chosen.size > 1 && query !== "") {
      const widest = { query, chosen: new Map() };
      const { hits } = await engine.find(widest);
      if (hits.length > 0) ways.push(this.#wayTo(widest, `Without narrowing down: ${hits.length} found`));
    }
    if (turn !== this.#turn) return;
    const known = JSON.parse(this.dataset["suggestions"] ?? "[]") as readonly Suggestion[];
    for (const [label, href] of query === "" ? [] : nearest(query, known)) {
      ways.push(element("span", {}, "In the glossary: ", element("a", { href, dir: "auto" }, label)));
    }
    const message = navigator.onLine
      ? "Titles, texts, updates, contributing factors and action items were searched. Fewer or other words may find it, and so may the pages below."
      : "This device seems to be offline, so only what was loaded before was searched.";
    this.#part("[data-none]").replaceChildren(nothingFound(message, ways));
  }

  #wayTo(state: SearchState, text: string): HTMLElement {
    const link = element("a", { href: `${location.pathname}${writeState(state)}` }, text);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.pushState({}, "", link.href);
      this.#restore();
      this.#field.focus();
    });
    return link;
  }

  #showFailure(): void {
    this.#engine = undefined;
    this.#failures++;
    this.#found = undefined;
    this.#shown = 0;
    this.#list.replaceChildren();
    this.#moreButton.hidden = true;
    this.#part("[data-jump]").replaceChildren();
    this.#part("[data-none]").replaceChildren();
    this.#part(".answer").hidden = true;
    this.#showBrowse(true);
    this.#say(
      "The search could not be loaded. Look at your connection, or load this page again; the pages below work without it.",
    );
  }

  /** The pages to browse are in the way of results, and wanted where there are none. */
  #showBrowse(isShown: boolean): void {
    const browse = document.querySelector<HTMLElement>(".search > .browse");
    if (browse) browse.hidden = !isShown;
  }
}

function pagesOf(count: number): string {
  return count === 0 ? "Nothing" : `${count} ${count === 1 ? "page" : "pages"}`;
}

function placeOf(state: unknown): Place | undefined {
  const kept = asRecord(state)[KEPT];
  const { shown, scroll } = asRecord(kept);
  return typeof shown === "number" && typeof scroll === "number"
    ? { shown: Math.max(PAGE, shown), scroll }
    : undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
