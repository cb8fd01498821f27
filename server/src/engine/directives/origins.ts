import type { Document } from "../model/document.ts";
import { memo } from "../model/memo.ts";
import type { Place } from "../model/place.ts";
import { pointersIn } from "../model/pointers.ts";

/** Returns where the value that begins at this place is written, if the document only refers to it there: an anchor, a merge, an extended file. */
export function originsOf(document: Document, { range }: Place): readonly Place[] {
  return document.kind === "compose" ? (originsIn(document).get(keyOf(range.start)) ?? []) : [];
}

/** Origins by the position of what refers to them. */
const originsIn = memo((document: Document): ReadonlyMap<string, readonly Place[]> => {
  const found = new Map<string, Place[]>();
  for (const { at, entry, origin } of pointersIn(document)) {
    const starts = [at, entry].filter(({ uri }) => uri === document.source.uri).map(({ range }) => keyOf(range.start));
    for (const start of new Set(starts)) found.set(start, [...(found.get(start) ?? []), origin]);
  }
  return found;
});

function keyOf({ line, character }: Place["range"]["start"]): string {
  return `${String(line)}:${String(character)}`;
}
