import type { Range } from "vscode-languageserver-types";

/**
 * A stretch of text in a file. Ranges are LSP ranges: 0-based, UTF-16 columns, end exclusive. Any object with these
 * fields is one; declared as a class for the linter to refuse a spread, which would lose a range that is computed when
 * it is asked for.
 */
export declare abstract class Place {
  readonly uri: string;
  readonly range: Range;
}

/** True when the two ranges share at least one character, or when one is empty and lies within the other. */
export function overlaps(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0 && !touches(a, b);
}

/** True when `inner` lies wholly within `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}

/** Negative when `a` comes first, positive when `b` does, 0 when they are the same position. */
export function comparePositions(a: Range["start"], b: Range["start"]): number {
  return a.line - b.line || a.character - b.character;
}

function touches(a: Range, b: Range): boolean {
  const bothHaveText = comparePositions(a.start, a.end) !== 0 && comparePositions(b.start, b.end) !== 0;
  return bothHaveText && (comparePositions(a.end, b.start) === 0 || comparePositions(b.end, a.start) === 0);
}
