import type { Document } from "../model/document.ts";
import type { Known } from "../model/fact.ts";
import { memo } from "../model/memo.ts";
import type { Place } from "../model/place.ts";

/** Returns where the value that begins at this place is written, if the document only refers to it there: an anchor, a merge, an extended file. */
export function originsOf(document: Document, { range }: Place): readonly Place[] {
  return document.kind === "compose" ? (originsIn(document).get(keyOf(range.start)) ?? []) : [];
}

/** Origins by the position of what refers to them. */
const originsIn = memo((document: Extract<Document, { kind: "compose" }>): ReadonlyMap<string, readonly Place[]> => {
  const found = new Map<string, Place[]>();
  for (const { at, entry, origin } of collect(document.services)) {
    if (!origin) continue;
    const starts = [at, entry].filter(({ uri }) => uri === document.source.uri).map(({ range }) => keyOf(range.start));
    for (const start of new Set(starts)) found.set(start, [...(found.get(start) ?? []), origin]);
  }
  return found;
});

function keyOf({ line, character }: Place["range"]["start"]): string {
  return `${String(line)}:${String(character)}`;
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
