import type { Position, Range } from "vscode-languageserver-types";

export interface HoverText {
  /** Markdown. */
  readonly contents: string;
  readonly range: Range;
  /** Undefined for words of ours, which no topic explains. */
  readonly topic?: string;
}

export interface InlayHintText {
  readonly position: Position;
  readonly label: string;
  readonly tooltip: string;
}

/** A completion item. */
export interface Completion {
  readonly label: string;
  /** The replacement of the range. */
  readonly text: string;
  readonly range: Range;
  /** The text that is compared with the typed text, if it differs from `text`. */
  readonly filter?: string;
  /** The text of a snippet has placeholders. */
  readonly kind: "key" | "value" | "rule" | "snippet";
  /** Half a sentence. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
  /** The smaller, the further up. */
  readonly rank: number;
}
