import type { Document } from "../model/document.ts";
import type { Known } from "../model/fact.ts";
import { comparePositions, type Place } from "../model/place.ts";

/** Where what stands at this place of a document is really written, when the document only points to it there: at anchors, merges, extended files. */
export function originsOf(document: Document, { uri, range }: Place): readonly Place[] {
  if (document.kind !== "compose") return [];
  const begins = (place: Place): boolean => place.uri === uri && comparePositions(place.range.start, range.start) === 0;
  return pointersIn(document).flatMap(({ at, entry, origin }) =>
    origin && (begins(at) || begins(entry)) ? [origin] : [],
  );
}

const known = new WeakMap<Document, readonly Known<unknown>[]>();

function pointersIn(document: Extract<Document, { kind: "compose" }>): readonly Known<unknown>[] {
  const before = known.get(document);
  if (before) return before;
  const found = collect(document.services);
  known.set(document, found);
  return found;
}

/** Every fact below that has an origin; facts hold values that hold facts. */
function collect(root: unknown): readonly Known<unknown>[] {
  const found: Known<unknown>[] = [];
  const seen = new Set<unknown>();
  const left: unknown[] = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isPointer(value)) found.push(value);
    left.push(...(value instanceof Map ? value.values() : Object.values(value)));
  }
  return found;
}

function isPointer(value: object): value is Known<unknown> {
  return "state" in value && value.state === "known" && "origin" in value && value.origin !== undefined;
}
