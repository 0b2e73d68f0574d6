/** A file of the site that is no page. */
export interface SiteDocument {
  /** Path within the site, beginning with a slash. */
  readonly path: string;
  /** Text, bytes, or bytes in pieces one after the other, which may be shared by many documents. */
  readonly body: string | Uint8Array | readonly Uint8Array[];
}

/** One that is text. */
export interface TextDocument extends SiteDocument {
  readonly body: string;
}
