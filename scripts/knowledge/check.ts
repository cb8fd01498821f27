import type { Checkout } from "./checkout.ts";

/** The result of a check, in lines for people. */
export interface Notes {
  /** Our table says something else than the source. */
  differs(subject: string, ours: string, theirs: string): void;
  /** The source has something that our table lacks. */
  isNew(text: string): void;
  /** Half a sentence on how much was compared. */
  compared(text: string): void;
}

/** Compares one table with checkouts of what it was read from. */
export interface Check {
  readonly title: string;
  /** `owner/name` of the repositories that the check cannot do without. */
  readonly needs: readonly string[];
  run(checkouts: readonly Checkout[], notes: Notes, open: (name: string) => Checkout | undefined): void;
}
