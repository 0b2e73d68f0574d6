import type { Product } from "./products.ts";

/** What can be done about some products, as CSAF has it. */
export interface Remediation {
  readonly category: "none_available" | "vendor_fix" | "workaround";
  readonly details: string;
  readonly product_ids: readonly string[];
}

/** A product with the id that the document gives it. */
export interface NumberedProduct extends Product {
  readonly id: string;
}

/** What the advisory's own text says can be done; Markdown. */
export interface RemediationText {
  readonly patches: string | undefined;
  readonly workarounds: string | undefined;
}

/**
 * What can be done about each affected product (CSAF 2.0, section 3.2.3.12): the version that mends it, or that there is
 * none, each told once for all products it holds for; then what the advisory says of patches and workarounds.
 */
export function remediationsOf(
  affected: readonly NumberedProduct[],
  { patches, workarounds }: RemediationText,
): Remediation[] {
  const remedies = affected.map((product) => ({
    id: product.id,
    ...remedyOf(product, patches !== undefined),
  }));
  const said = remedies.filter(({ details }) => details !== undefined);
  const groups = Map.groupBy(said, ({ details = "" }) => details);
  const mended = remedies.filter(({ category }) => category === "vendor_fix").map(({ id }) => id);
  const ids = remedies.map(({ id }) => id);
  const texts = [
    {
      category: mended.length > 0 ? "vendor_fix" : "none_available",
      details: patches,
      ids: mended.length > 0 ? mended : ids,
    },
    { category: "workaround", details: workarounds, ids },
  ] as const;
  return [
    ...[...groups].flatMap(([details, own]): Remediation[] =>
      own[0] ? [{ category: own[0].category, details, product_ids: own.map(({ id }) => id) }] : [],
    ),
    ...texts.flatMap(({ category, details, ids: product_ids }): Remediation[] =>
      details === undefined ? [] : [{ category, details, product_ids }],
    ),
  ];
}

interface Remedy {
  readonly category: "none_available" | "vendor_fix";
  /** Undefined where the advisory's text on patches is all there is. */
  readonly details?: string;
}

function remedyOf({ of, range }: Product, hasText: boolean): Remedy {
  if (range?.fixed !== undefined) {
    const what = range.repo === undefined ? "" : "commit ";
    return { category: "vendor_fix", details: `Upgrade ${of} to ${what}${range.fixed}.` };
  }
  if (range?.lastAffected !== undefined) {
    return { category: "vendor_fix", details: `Upgrade ${of} to a version after ${range.lastAffected}.` };
  }
  if (range) return { category: "none_available", details: `There is no fixed version of ${of}.` };
  return hasText
    ? { category: "vendor_fix" }
    : { category: "none_available", details: "No fixed version is known." };
}
