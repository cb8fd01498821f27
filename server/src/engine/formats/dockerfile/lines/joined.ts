/** Text put together from pieces of a source, as an instruction is from its lines, and the way back to the source. */
export interface Joined {
  readonly text: string;
  /** The source offset of the character at `offset`. */
  toSource(offset: number): number;
  /** Returns where a stretch that ends before `offset` ends in the source: after its last character, before any line break that joins. */
  endInSource(offset: number): number;
  /** A stretch of the joined text, split where the source is not continuous. */
  runs(start: number, end: number): readonly { readonly start: number; readonly end: number }[];
}

/** A stretch of the source, or text that is not in it. */
export type LinePiece = { readonly start: number; readonly end: number } | string;

/** Joins the pieces in order. */
export function joinPieces(source: string, pieces: readonly LinePiece[]): Joined {
  const joinedStarts: number[] = [];
  const sourceStarts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  let lastEnd = 0;
  for (const piece of pieces) {
    const part = typeof piece === "string" ? piece : source.slice(piece.start, piece.end);
    joinedStarts.push(length);
    sourceStarts.push(typeof piece === "string" ? lastEnd : piece.start);
    parts.push(part);
    length += part.length;
    if (typeof piece !== "string") lastEnd = piece.end;
  }

  const toSource = (offset: number): number => {
    const piece = lastNotAfter(joinedStarts, offset);
    return (sourceStarts[piece] ?? 0) + offset - (joinedStarts[piece] ?? 0);
  };
  return {
    text: parts.length === 1 ? (parts[0] ?? "") : parts.join(""),
    toSource,
    runs: (start, end) => {
      const runs = [];
      for (let at = start, piece = lastNotAfter(joinedStarts, start) + 1; at < end; piece += 1) {
        const next = Math.min(end, joinedStarts[piece] ?? end);
        if (next > at) runs.push({ start: at, end: next });
        at = next;
      }
      return runs;
    },
    endInSource: (offset) => (offset <= 0 ? toSource(0) : toSource(offset - 1) + 1),
  };
}

/** Index of the last of the ascending numbers that is not greater than `value`; 0 when all are. */
export function lastNotAfter(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
