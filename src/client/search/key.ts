/**
 * Lets the key `/` open the search from every page, as the link in the header does. In a field it is a sign as any other, and
 * with a key such as Ctrl it belongs to the browser.
 */
export function followSearchKey(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && isField(event.target)) return;
    const field = root.querySelector<HTMLInputElement>("site-search input[type=search]");
    const link = root.querySelector<HTMLAnchorElement>("a[data-search]");
    if (!field && !link) return;
    event.preventDefault();
    if (field) {
      field.focus();
      field.select();
    } else link?.click();
  });
}

function isField(element: Element): boolean {
  return element.closest("input, textarea, select, [contenteditable]:not([contenteditable=false])") !== null;
}
