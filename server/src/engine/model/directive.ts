import type { Range } from "vscode-languageserver-types";
import type { Place } from "./place.ts";

/** Placeholder in a written comment until the user replaces it with a reason; it does not count as one. */
export const reasonPlaceholder = "reason";

/** One rule id of a `# bulkhead ignore=` comment, checked after all other rules have reported. */
export interface IgnoredRule {
  /** Empty when the comment names none. */
  readonly id: string;
  /** The id's text; for a comment without any id its list. */
  readonly at: Place;
  /** The id with the comma that its removal takes along. */
  readonly entry: Place;
  /** The whole comment. */
  readonly comment: Place;
  readonly wholeFile: boolean;
  readonly reason: string;
  /** A reason is demanded by the configuration. */
  readonly needsReason: boolean;
  /** First id of its comment: what is said of the whole comment is said once. */
  readonly isFirst: boolean;
  /** The comment names this id only. */
  readonly isOnly: boolean;
  /** `unjudged`: the rule is off, or what it says may depend on files that this analysis does not see. */
  readonly state: "used" | "unused" | "unjudged" | "unknown";
  /** The rule that was probably meant by an unknown id. */
  readonly meant: string | undefined;
}

/** One `key=value` of declared intent, or a word that is none. */
export interface DeclaredIntent {
  readonly key: string;
  /** Undefined for a word without `=`. */
  readonly value: string | undefined;
  readonly keyAt: Place;
  readonly valueAt: Place | undefined;
  /** The range that the comment covers; undefined if nothing follows it. */
  readonly covers: Range | undefined;
}
