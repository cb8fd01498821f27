import type { Range } from "vscode-languageserver-types";
import type { FileEdit } from "./model/editor.ts";
import type { Place } from "./model/place.ts";

/** From weakest to strongest: the order of `severities` is the order of comparison. */
export type Severity = "hint" | "info" | "warning" | "error";

export const severities: readonly Severity[] = ["hint", "info", "warning", "error"];

/**
 * safe: whatever worked before works the same afterwards. behaviour: a person decides, one by one.
 * refactor: the edit spans places or files and is previewed.
 */
export type FixKind = "safe" | "behaviour" | "refactor";

export interface Fix {
  /** Imperative, as in a menu: `Remove the ports, which have no effect on the host's network`. */
  readonly title: string;
  readonly kind: FixKind;
  /** The only correct fix: the editor may apply it without a menu. */
  readonly preferred: boolean;
  readonly edits: readonly FileEdit[];
  readonly create: readonly { readonly uri: string; readonly text: string }[];
}

export interface RelatedPlace {
  readonly at: Place;
  readonly message: string;
}

/** One piece of advice at one place of one file. */
export interface Finding {
  readonly rule: string;
  /** Undefined for rules without branches. */
  readonly branch?: string;
  /** Ids of other tools for the same smell. */
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly message: string;
  readonly uri: string;
  readonly range: Range;
  readonly related: readonly RelatedPlace[];
  /** The cause in another file. Findings of a rule with the same cause count once in a run over several files. */
  readonly cause?: Place;
  /** The analysis of the file with the cause reports this too: editors show it here one level lower. */
  readonly isRepeat: boolean;
  /** The text has no effect: editors fade it. */
  readonly unnecessary: boolean;
  /** Possible kinds of fixes, known before any is computed. */
  readonly fixKinds: readonly FixKind[];
  /** Computed on first use against the analysed texts. */
  fixes(): readonly Fix[];
}

/** True when `severity` is at least as strong as `threshold`. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(threshold);
}

/** One level weaker; a hint stays a hint. */
export function lowered(severity: Severity): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - 1)] ?? "hint";
}
