/** Compares two texts by their UTF-16 code units, as no language's dictionary does. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Compares two whole numbers, written in decimal digits. They may be longer than any number type holds; none is 0. */
export function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+/, "");
  const right = b.replace(/^0+/, "");
  return left.length - right.length || compareText(left, right);
}

/** Compares two lists item by item, up to the end of the longer one: where the other has no more, it gives undefined. */
export function compareLists<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item | undefined, b: Item | undefined) => number,
): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const order = compare(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Compares by what `parse` makes of the texts. Texts that it cannot parse come before all others, in text order. */
export function compareParsed<Parsed extends object>(
  parse: (text: string) => Parsed | undefined,
  compare: (a: Parsed, b: Parsed) => number,
): (a: string, b: string) => number {
  return (a, b) => {
    const left = parse(a);
    const right = parse(b);
    if (left && right) return compare(left, right);
    if (left || right) return left ? 1 : -1;
    return compareText(a, b);
  };
}
