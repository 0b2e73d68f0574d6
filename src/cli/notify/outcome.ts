/** What came of one attempt to deliver. */
export type Outcome =
  | { readonly kind: "done" }
  /**
   * It may work later; `after`: not before so many milliseconds. `answered`: the receiver said so, and has not taken it;
   * otherwise it may have.
   */
  | {
      readonly kind: "later";
      readonly reason: string;
      readonly answered?: boolean;
      readonly after?: number;
    }
  /** This message is not taken, now or later; another one may be. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Nothing can be delivered to this receiver. */
  | { readonly kind: "broken"; readonly reason: string };
