import type { Document } from "../model/document.ts";
import type { Known } from "../model/fact.ts";
import { memo } from "../model/memo.ts";
import { contains, type Place } from "../model/place.ts";

/**
 * Returns where the value at a place of a fact is written when the file only refers to it there: an anchor, a merge, an
 * extended file, a variable. Only the fact's own place objects are found: one alias brings many facts to one range.
 */
export function definitionOf(document: Document, place: Place): Place | undefined {
  return definitionsIn(document).get(place);
}

const definitionsIn = memo((document: Document) => collect(rootsOf(document)));

function rootsOf(document: Document): readonly unknown[] {
  switch (document.kind) {
    case "dockerfile":
      return document.stages.flatMap(({ image, platform }) => [image, platform]);
    case "compose":
      return document.services;
    case "vagrantfile":
      return document.machines;
    case "workflow":
    case "config":
      return [];
  }
}

/** Commands hold their owners and no facts. */
const skipped = new Set(["commands", "owner", "at", "entry", "range"]);

function collect(roots: readonly unknown[]): ReadonlyMap<Place, Place> {
  const found = new Map<Place, Place>();
  const seen = new Set<unknown>();
  const left: unknown[] = [...roots];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isPointer(value)) {
      const { at, entry, origin, originEntry } = value;
      // The default of a variable lies within the value itself.
      if (origin.uri !== at.uri || !contains(at.range, origin.range)) {
        found.set(at, origin);
        found.set(entry, originEntry ?? origin);
      }
    }
    if (value instanceof Map) left.push(...value.values());
    else for (const [key, below] of Object.entries(value)) if (!skipped.has(key)) left.push(below);
  }
  return found;
}

function isPointer(value: object): value is Known<unknown> & { readonly origin: Place } {
  return "state" in value && value.state === "known" && "origin" in value && value.origin !== undefined;
}
