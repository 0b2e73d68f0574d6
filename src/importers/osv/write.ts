import { Document, isCollection, isMap, isScalar, isSeq, visit } from "yaml";

/** Lists and maps of single values stay on one line up to about this length. */
const LINE = 90;

/** The text of an advisory's file: its front matter without what is empty, then its body. */
export function advisoryText(front: Readonly<Record<string, unknown>>, body: string): string {
  const said = Object.entries(front).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  // Without anchors: two packages with the same list are two lists.
  const document = new Document(Object.fromEntries(said), { aliasDuplicateObjects: false });
  visit(document, (_key, node) => {
    if (!isCollection(node)) return;
    const isEmpty = node.items.length === 0;
    const values = isSeq(node)
      ? node.items
      : isMap(node)
        ? node.items.flatMap(({ key, value }) => [key, value])
        : [];
    const length = values.reduce<number>(
      (sum, value) => sum + (isScalar(value) ? String(value.value).length + 4 : LINE),
      0,
    );
    const isShort = values.every(isScalar) && length <= LINE;
    node.flow = isEmpty || (isShort && node !== document.contents);
  });
  const yaml = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  return `---\n${yaml}---\n${body === "" ? "" : `\n${body}\n`}`;
}
