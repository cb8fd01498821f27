import type { Document } from "../model/document.ts";
import { memo } from "../model/memo.ts";
import { contains, type Place } from "../model/place.ts";
import { pointersIn } from "../model/pointers.ts";

/**
 * Returns where the value at a place of a fact is written when the file only refers to it there: an anchor, a merge, an
 * extended file, a variable. Only the fact's own place objects are found: one alias brings many facts to one range.
 */
export function definitionOf(document: Document, place: Place): Place | undefined {
  return definitionsIn(document).get(place);
}

const definitionsIn = memo((document: Document): ReadonlyMap<Place, Place> => {
  const found = new Map<Place, Place>();
  for (const { at, entry, origin, originEntry } of pointersIn(document)) {
    // The default of a variable lies within the value itself.
    if (origin.uri === at.uri && contains(at.range, origin.range)) continue;
    found.set(at, origin);
    found.set(entry, originEntry ?? origin);
  }
  return found;
});
