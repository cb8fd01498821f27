/**
 * The candidate that a person most likely meant: at most `limit` single-character edits away (a third of the word's
 * length by default), and closer than every other. Undefined when none or several are equally close.
 */
export function closest(
  word: string,
  candidates: Iterable<string>,
  limit = Math.max(1, Math.floor(word.length / 3)),
): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  let tie = false;
  for (const candidate of candidates) {
    // Each edit changes the length by one at most, and an identifier may be as long as a line.
    if (Math.abs(word.length - candidate.length) > limit) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance > limit || (best && distance > best.distance)) continue;
    tie = best?.distance === distance;
    best = { candidate, distance };
  }
  return tie ? undefined : best?.candidate;
}

/** Insertions, deletions, replacements and swaps of adjacent characters that turn one word into the other. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row += 1) {
    const above = rows[row - 1] ?? [];
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + same,
        swapped ? (rows[row - 2]?.[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    rows[row] = current;
  }
  return rows[a.length]?.[b.length] ?? 0;
}
