import { element } from "../check/dom.ts";
import type { Counts } from "./engine.ts";
import type { Chosen } from "./state.ts";

/** A way of narrowing results down, as the page gives it. */
export interface Facet {
  readonly id: string;
  readonly label: string;
  readonly values: readonly (readonly [value: string, label: string])[];
}

/** The panel by which results are narrowed down. */
export interface Panel {
  readonly facets: readonly Facet[];
  /** The label of a value; the value itself where it has none. */
  label(facet: string, value: string): string;
  /** Shows what is chosen, without numbers that are not known yet. */
  choose(chosen: Chosen): void;
  /** Shows how many pages each value would give, and hides those that give none. */
  count(counts: Counts): void;
  /** What is ticked. */
  chosen(): Chosen;
}

/** So many values of a facet are shown at first: those with most pages. */
const FEW = 6;

interface Option {
  readonly value: string;
  readonly box: HTMLInputElement;
  readonly item: HTMLElement;
  readonly number: HTMLElement;
  pages: number;
}

interface Group {
  readonly facet: Facet;
  readonly set: HTMLFieldSetElement;
  readonly list: HTMLElement;
  readonly more: HTMLButtonElement;
  readonly options: Map<string, Option>;
}

/** Makes the panel in a form. The boxes stay the same elements for as long as the page is open, so that focus stays, too. */
export function panelIn(form: HTMLFormElement, facets: readonly Facet[]): Panel {
  const groups = new Map(facets.map((facet) => [facet.id, groupOf(facet)]));
  form.replaceChildren(...Array.from(groups.values(), ({ set }) => set));
  const label = (facet: string, value: string): string =>
    groups.get(facet)?.facet.values.find(([known]) => known === value)?.[1] ?? value;
  const optionOf = (group: Group, value: string): Option => {
    const known = group.options.get(value);
    if (known) return known;
    const option = newOption(group.facet, value, label(group.facet.id, value));
    group.options.set(value, option);
    const later = [...group.options.values()].filter((other) => isBefore(group.facet, value, other.value));
    const next = later.find((one) =>
      later.every((other) => other === one || isBefore(group.facet, one.value, other.value)),
    );
    group.list.insertBefore(option.item, next?.item ?? null);
    return option;
  };
  for (const group of groups.values()) {
    group.more.addEventListener("click", () => {
      group.more.ariaExpanded = group.more.ariaExpanded === "true" ? "false" : "true";
      arrange(group);
    });
  }
  return {
    facets,
    label,
    choose(chosen) {
      for (const group of groups.values()) {
        const values = chosen.get(group.facet.id) ?? [];
        for (const value of values) optionOf(group, value);
        for (const option of group.options.values()) option.box.checked = values.includes(option.value);
        arrange(group);
      }
    },
    count(counts) {
      for (const group of groups.values()) {
        for (const option of group.options.values()) option.pages = 0;
        for (const [value, pages] of counts.get(group.facet.id) ?? []) optionOf(group, value).pages = pages;
        for (const option of group.options.values()) option.number.textContent = String(option.pages);
        arrange(group);
      }
    },
    chosen() {
      return new Map(
        Array.from(groups.values(), ({ facet, options }): [string, string[]] => [
          facet.id,
          [...options.values()]
            .filter(({ box }) => box.checked)
            .map(({ value }) => value)
            .toSorted((a, b) => (isBefore(facet, a, b) ? -1 : 1)),
        ]).filter(([, values]) => values.length > 0),
      );
    },
  };
}

function groupOf(facet: Facet): Group {
  const list = element("ul", { role: "list" });
  const more = element("button", { type: "button", class: "more", "aria-expanded": "false" });
  const set = element("fieldset", {}, element("legend", {}, facet.label), list, more);
  set.hidden = true;
  return { facet, set, list, more, options: new Map() };
}

function newOption({ id }: Facet, value: string, label: string): Option {
  const box = element("input", { type: "checkbox", name: id, value });
  const number = element("span", { class: "number" });
  const item = element(
    "li",
    {},
    element("label", {}, box, element("span", { dir: "auto" }, label), " ", number),
  );
  return { value, box, item, number, pages: 0 };
}

/** In the order of the facet; years and other values that it does not list, the newest and the last first. */
function isBefore({ values }: Facet, value: string, other: string): boolean {
  const rank = (one: string): number => {
    const place = values.findIndex(([known]) => known === one);
    return place === -1 ? values.length : place;
  };
  return rank(value) === rank(other) ? value > other : rank(value) < rank(other);
}

/** Shows the values with most pages, and those that are chosen; all of those that give any where a reader wants to see them. */
function arrange({ set, more, options }: Group): void {
  const useful = [...options.values()].filter(({ pages, box }) => pages > 0 || box.checked);
  const most = new Set(useful.toSorted((a, b) => b.pages - a.pages).slice(0, FEW));
  const isOpen = more.ariaExpanded === "true";
  for (const option of options.values()) {
    option.item.hidden = !(useful.includes(option) && (isOpen || most.has(option) || option.box.checked));
  }
  set.hidden = useful.length === 0;
  const hidden = useful.filter((option) => !most.has(option) && !option.box.checked).length;
  more.hidden = hidden === 0;
  more.textContent = isOpen ? "Show fewer" : `Show ${hidden} more`;
}
