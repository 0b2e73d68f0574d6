/** A file of the site that is text and no page. */
export interface TextDocument {
  /** Path within the site, beginning with a slash. */
  readonly path: string;
  readonly body: string;
}
