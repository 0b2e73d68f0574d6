import { MAX_BYTES } from "../../inventory/limit.ts";
import type { InventoryMistake } from "../../inventory/mistake.ts";
import type { CheckAnswer } from "./answer.ts";
import { foreign } from "./dom.ts";
import { type RunningCheck, startCheck } from "./run.ts";
import { showAnswer } from "./show.ts";

/** What a reader wants checked. */
interface Chosen {
  readonly source: string | Blob;
  /** Name of the file, by which its kind is told; undefined for a text. */
  readonly name: string | undefined;
  /** What the result is headed with. */
  readonly label: string;
}

/** A field of text becomes slow with more than this many characters, so a longer paste is taken as if it were a file. */
const LONG_PASTE = 200_000;

/** What the address says is to be checked, behind the hash sign, which browsers send to no server. */
const FRAGMENT = /^#purl=(.+)$/s;

/**
 * The form that checks what a reader drops, chooses or pastes. A file is checked at once, a text when the button is
 * pressed; each check takes the place of the one before.
 */
export class AffectedCheck extends HTMLElement {
  #running: RunningCheck | undefined;
  #chosen: Chosen | undefined;
  #ended = new AbortController();

  connectedCallback(): void {
    this.#ended = new AbortController();
    const { signal } = this.#ended;
    this.#form.addEventListener("submit", this.#submit, { signal });
    this.#cancel.addEventListener("click", this.#stop, { signal });
    this.#file.addEventListener("change", () => this.#take(this.#file.files), { signal });
    this.#text.addEventListener("paste", this.#paste, { signal });
    // Beside the zone, a browser would open the file in place of the page.
    document.addEventListener("dragover", this.#dragOver, { signal });
    document.addEventListener("dragleave", this.#dragEnd, { signal });
    document.addEventListener("drop", this.#drop, { signal });
    window.addEventListener("hashchange", this.#checkAddress, { signal });
    this.#checkAddress();
  }

  disconnectedCallback(): void {
    this.#running?.cancel();
    this.#ended.abort();
  }

  get #form(): HTMLFormElement {
    return this.#part("form");
  }
  get #file(): HTMLInputElement {
    return this.#part("input[type=file]");
  }
  get #text(): HTMLTextAreaElement {
    return this.#part("textarea");
  }
  get #cancel(): HTMLButtonElement {
    return this.#part("button[type=button]");
  }
  get #heading(): HTMLElement {
    return this.#part("h2[tabindex]");
  }
  get #verdict(): HTMLElement {
    return this.#part("[role=status]");
  }
  get #parts(): HTMLElement {
    return this.#part("[data-parts]");
  }

  #part<Part extends HTMLElement>(selector: string): Part {
    const found = this.querySelector<Part>(selector);
    if (!found) throw new Error(`The page has no ${selector}`);
    return found;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const { value } = this.#text;
    const text: Chosen = { source: value, name: undefined, label: "what you pasted" };
    void this.#check(value.trim() === "" ? (this.#chosen ?? text) : text);
  };

  readonly #stop = (): void => {
    this.#end();
    this.#verdict.replaceChildren("Cancelled. Nothing was checked.");
    this.#part<HTMLButtonElement>("button[type=submit]").focus();
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (this.#take(event.clipboardData?.files)) event.preventDefault();
    else if (text.length > LONG_PASTE) {
      event.preventDefault();
      this.#choose({ source: text, name: undefined, label: "the long text that you pasted" });
    }
  };

  readonly #dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("data-over", true);
  };

  readonly #dragEnd = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.removeAttribute("data-over");
  };

  readonly #drop = (event: DragEvent): void => {
    this.removeAttribute("data-over");
    if (this.#take(event.dataTransfer?.files)) event.preventDefault();
  };

  readonly #checkAddress = (): void => {
    const written = FRAGMENT.exec(location.hash)?.[1];
    if (written === undefined) return;
    const purl = decoded(written);
    this.#text.value = purl;
    void this.#check({ source: purl, name: undefined, label: purl }, { focus: false });
  };

  /** Takes a file; false where there is none. Of several, none: nobody should take all of them for checked. */
  #take(files: FileList | undefined | null): boolean {
    const [file, ...others] = files ?? [];
    if (!file) return false;
    if (others.length > 0) {
      this.#clear();
      this.#show({ mistake: several(others.length + 1) }, "several files", true);
      return true;
    }
    this.#choose({ source: file, name: file.name, label: file.name });
    return true;
  }

  #choose(chosen: Chosen): void {
    this.#chosen = chosen;
    void this.#check(chosen);
  }

  async #check(chosen: Chosen, { focus = true } = {}): Promise<void> {
    const { source, name, label } = chosen;
    this.#clear();
    if (sizeOf(source) > MAX_BYTES) {
      this.#show({ mistake: tooLarge(sizeOf(source)) }, label, focus);
      return;
    }
    this.#verdict.replaceChildren("Checking ", foreign(label), "…");
    this.#cancel.hidden = false;
    this.#running = startCheck({ source, name }, this.dataset["data"] ?? "");
    const answer = await this.#running.answer;
    this.#end();
    this.#show(answer, label, focus);
  }

  #show(answer: CheckAnswer, label: string, focus: boolean): void {
    const { advisories = "", unseen = "" } = this.dataset;
    const { verdict, parts } = showAnswer(answer, { advisories, unseen });
    this.#heading.replaceChildren("Result for ", foreign(label));
    this.#heading.hidden = false;
    this.#verdict.replaceChildren(verdict);
    this.#parts.replaceChildren(...parts);
    if (!focus) return;
    this.#heading.focus({ preventScroll: true });
    // On a small screen the answer is below the form, and focus alone would show no more than its heading.
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#heading.scrollIntoView({ block: "start", behavior: isCalm ? "instant" : "smooth" });
  }

  /** Takes the answer before away. */
  #clear(): void {
    this.#end();
    this.#heading.hidden = true;
    this.#parts.replaceChildren();
  }

  /** Ends what is under way, if anything is. */
  #end(): void {
    this.#running?.cancel();
    this.#running = undefined;
    this.#cancel.hidden = true;
  }
}

/** A purl as it stands in an address: whole, or encoded as a part of it. */
function decoded(text: string): string {
  if (text.startsWith("pkg:")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sizeOf(source: string | Blob): number {
  return typeof source === "string" ? source.length : source.size;
}

function several(count: number): InventoryMistake {
  return {
    message: "One file is checked at a time.",
    found: `${count} files`,
    expected: "one file",
    hint: "Drop or choose them one after the other. Nothing was checked.",
  };
}

function tooLarge(size: number): InventoryMistake {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;
  return {
    message: "The file is too large to be checked here.",
    found: megabytes(size),
    expected: `at most ${megabytes(MAX_BYTES)}`,
    hint: "Check the parts of the project one by one, or use a scanner with this site's OSV export.",
  };
}
