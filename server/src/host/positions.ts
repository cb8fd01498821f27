import type { Position, Range } from "vscode-languageserver-types";

// Duplicated from the engine so that `lsp/` can use them before the engine is loaded.

/** Negative when `a` comes first, positive when `b` does, 0 when they are the same position. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** True when the ranges share a character or meet at a position. */
export function touches(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}

/** True when the ranges share a character, or when one is empty and touches the other. */
export function overlaps(a: Range, b: Range): boolean {
  const isApart = comparePositions(a.end, b.start) === 0 || comparePositions(b.end, a.start) === 0;
  return touches(a, b) && (!isApart || isEmpty(a) || isEmpty(b));
}

function isEmpty({ start, end }: Range): boolean {
  return comparePositions(start, end) === 0;
}
