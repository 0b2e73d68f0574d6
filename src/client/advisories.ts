/** A list of advisories in the page, and what each says of itself. */
interface Row {
  readonly element: HTMLElement;
  readonly values: Readonly<Record<Facet, readonly string[]>>;
}

const FACETS = ["severity", "state", "year", "package"] as const;
type Facet = (typeof FACETS)[number];

/** The values of a facet in the order of the page, as readers see them. */
type Values = Readonly<Record<string, readonly (readonly [value: string, label: string])[]>>;

const LABELS: Readonly<Record<Facet, string>> = {
  severity: "Severity",
  state: "State",
  year: "Year",
  package: "Package",
};

/** The choice in which nothing is left out. */
const ANY = "";

/**
 * Narrows a list of advisories down in the page, by several things at once. What is chosen stands in the address, so that
 * it can be sent to others. Without this script there is a page for each choice.
 */
export class AdvisoryFilter extends HTMLElement {
  connectedCallback(): void {
    const rows = [...this.querySelectorAll<HTMLElement>("li[data-severity]")].map(rowOf);
    if (rows.length < 2) return;
    // What can be chosen here need not be chosen from the links.
    document.querySelector<HTMLElement>(".facets dl")?.toggleAttribute("hidden", true);
    const chosen = new URLSearchParams(location.search);
    const form = document.createElement("form");
    form.className = "filter";
    form.setAttribute("aria-label", "Filter this list");
    const values = JSON.parse(this.dataset["values"] ?? "{}") as Values;
    const selects = FACETS.flatMap((facet) =>
      selectFor(facet, rows, values[facet], chosen.get(facet) ?? ANY),
    );
    const text = document.createElement("input");
    text.type = "search";
    text.name = "q";
    text.value = chosen.get("q") ?? "";
    const count = document.createElement("output");
    form.append(...selects.map(({ label }) => label), labelled("Words", text), count);
    const apply = (): void => {
      const wanted = selects.map(({ facet, select }) => [facet, select.value] as const);
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { element, values } of rows) {
        const content = (element.textContent ?? "").toLowerCase();
        const fits =
          wanted.every(([facet, value]) => value === ANY || values[facet].includes(value)) &&
          words.every((word) => content.includes(word));
        element.hidden = !fits;
        if (fits) shown++;
      }
      count.textContent =
        shown === rows.length
          ? `All ${shown} shown`
          : shown === 0
            ? `None of ${rows.length} fits`
            : `${shown} of ${rows.length} shown`;
      remember([...wanted, ["q", text.value.trim()]]);
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    this.prepend(form);
    // What can be chosen here need not be chosen from the links.
    if (this.dataset["whole"] !== undefined)
      document.querySelector<HTMLElement>(".facets dl")?.toggleAttribute("hidden", true);
    apply();
  }
}

function rowOf(element: HTMLElement): Row {
  const { severity = "", state = "", year = "", packages = "" } = element.dataset;
  return {
    element,
    values: {
      severity: [severity],
      state: [state],
      year: [year],
      package: packages.split("\n").filter(Boolean),
    },
  };
}

/** A choice among the values that the list has; none where they are all the same. */
function selectFor(
  facet: Facet,
  rows: readonly Row[],
  known: Values[string] | undefined,
  chosen: string,
): { readonly facet: Facet; readonly select: HTMLSelectElement; readonly label: HTMLLabelElement }[] {
  const found = new Set(rows.flatMap((row) => row.values[facet]));
  if (found.size < 2) return [];
  const select = document.createElement("select");
  select.name = facet;
  const values =
    known?.filter(([value]) => found.has(value)) ?? [...found].sort().map((value) => [value, value] as const);
  for (const [value, text] of [[ANY, "Any"] as const, ...values]) select.append(new Option(text, value));
  if (found.has(chosen)) select.value = chosen;
  return [{ facet, select, label: labelled(LABELS[facet], select) }];
}

function labelled(text: string, field: HTMLElement): HTMLLabelElement {
  const label = document.createElement("label");
  label.append(text, field);
  return label;
}

/** Puts what is chosen into the address, without an entry in the browser's history for each letter. */
function remember(chosen: readonly (readonly [string, string])[]): void {
  const search = new URLSearchParams(
    chosen.filter(([, value]) => value !== "").map(([key, value]) => [key, value]),
  );
  const text = search.toString();
  history.replaceState(
    history.state,
    "",
    `${location.pathname}${text === "" ? "" : `?${text}`}${location.hash}`,
  );
}
