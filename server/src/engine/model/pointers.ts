import type { Document } from "./document.ts";
import type { Known } from "./fact.ts";
import { memo } from "./memo.ts";
import type { Place } from "./place.ts";

/** A fact whose value is written elsewhere: at an anchor, a merge, an extended file, a variable. */
export type Pointer = Known<unknown> & { readonly origin: Place };

/** Returns every such fact of the workloads of a document, of a Dockerfile those about the images of its stages. */
export const pointersIn = memo((document: Document) => collect(rootsOf(document)));

function rootsOf(document: Document): readonly unknown[] {
  switch (document.kind) {
    case "dockerfile":
      return document.stages.flatMap(({ image, platform }) => [image, platform]);
    case "compose":
    case "devcontainer":
      return document.services;
    case "vagrantfile":
      return document.machines;
    case "workflow":
    case "config":
      return [];
  }
}

/** Commands hold their owners and no facts, places hold none either. */
const skipped = new Set(["commands", "owner", "at", "entry", "range", "origin", "originEntry"]);

/** Facts hold values that hold facts. Files have many thousands of them, so most are left out before they are noted. */
function collect(roots: readonly unknown[]): readonly Pointer[] {
  const found: Pointer[] = [];
  const seen = new Set<object>();
  const left: object[] = [];
  const add = (value: unknown): void => {
    if (typeof value !== "object" || value === null || isLeaf(value) || seen.has(value)) return;
    seen.add(value);
    left.push(value);
  };
  roots.forEach(add);
  for (let value = left.pop(); value; value = left.pop()) {
    if (isPointer(value)) found.push(value);
    if (Array.isArray(value)) value.forEach(add);
    else if (value instanceof Map) for (const below of value.values()) add(below);
    else for (const key in value) if (!skipped.has(key)) add((value as Record<string, unknown>)[key]);
  }
  return found;
}

/** True for a fact without a value, or with a text or number that is written where it counts. */
function isLeaf(value: object): boolean {
  const { state, value: held, origin } = value as Partial<Pointer>;
  if (state === undefined) return false;
  return state !== "known" || (origin === undefined && (typeof held !== "object" || held === null));
}

function isPointer(value: object): value is Pointer {
  const { state, origin } = value as Partial<Pointer>;
  return state === "known" && origin !== undefined;
}
