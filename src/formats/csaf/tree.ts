import type { ProductLine } from "../advisory/products.ts";
import type { NumberedProduct } from "../advisory/remediation.ts";
import type { Branch, CsafDocument } from "./shape.ts";

/** The product tree of a document, and its products with their ids in the order of the tree. */
export interface ProductTree {
  readonly tree: NonNullable<CsafDocument["product_tree"]>;
  readonly products: readonly NumberedProduct[];
}

/** Vendor, product, versions (CSAF 2.0, section 3.2.2). Undefined where an advisory names no product. */
export function productTree(lines: readonly ProductLine[], vendor: string): ProductTree | undefined {
  if (lines.length === 0) return undefined;
  const products: NumberedProduct[] = [];
  const branches = lines.map(({ name, products: own }): Branch => {
    const leaves = own.map((product): Branch => {
      const id = `CSAFPID-${String(products.length + 1).padStart(4, "0")}`;
      products.push({ ...product, id });
      return leafOf(product, id);
    });
    return { branches: leaves, category: "product_name", name };
  });
  return { tree: { branches: [{ branches, category: "vendor", name: vendor }] }, products };
}

function leafOf(
  { of, category, version, words, purl }: ProductLine["products"][number],
  product_id: string,
): Branch {
  const product = {
    name: `${of} ${words}`,
    product_id,
    product_identification_helper: { purl },
  };
  return { category, name: version, product };
}
