import { element } from "../check/dom.ts";
import type { Piece, Result } from "./result.ts";

/** The label of a kind of page. */
export type KindLabel = (kind: string) => string;

/** A page that was found, as an entry of the list. All of it is text: nothing of an index is taken for HTML. */
export function resultItem(result: Result, label: KindLabel): HTMLLIElement {
  const { href, title, kind, date, id, excerpt, sections } = result;
  return element(
    "li",
    {},
    element("h3", {}, element("a", { href, dir: "auto" }, ...marked(title))),
    element("p", { class: "soft" }, ...joined([label(kind), date, kind === "advisory" ? id : ""])),
    ...(excerpt.length === 0 ? [] : [element("p", { class: "excerpt", dir: "auto" }, ...marked(excerpt))]),
    ...(sections.length === 0
      ? []
      : [
          element(
            "ul",
            { class: "sections", role: "list" },
            ...sections.map((section) =>
              element(
                "li",
                {},
                element("a", { href: section.href, dir: "auto" }, ...marked(section.title)),
                ...(section.excerpt.length === 0
                  ? []
                  : [element("p", { class: "excerpt", dir: "auto" }, ...marked(section.excerpt))]),
              ),
            ),
          ),
        ]),
  );
}

/** The page whose id was typed, above everything else. */
export function jumpItem({ href, title, kind }: Result, label: KindLabel): HTMLElement {
  const text = title.map((piece) => piece.text).join("");
  return element(
    "p",
    { class: "jump" },
    `${label(kind)}: `,
    element("a", { href, dir: "auto" }, text),
    element("span", { class: "soft" }, " Enter opens it"),
  );
}

/** What is said where nothing was found, and what leads on. */
export function nothingFound(message: string, ways: readonly (HTMLElement | undefined)[]): HTMLElement {
  const items = ways.filter((way) => way !== undefined).map((way) => element("li", {}, way));
  return element(
    "div",
    { class: "none" },
    element("p", {}, message),
    ...(items.length === 0 ? [] : [element("ul", {}, ...items)]),
  );
}

function marked(pieces: readonly Piece[]): (Node | string)[] {
  return pieces.map(({ text, found }) => (found ? element("mark", {}, text) : text));
}

function joined(texts: readonly string[]): string[] {
  return [texts.filter((text) => text !== "").join(" · ")];
}
