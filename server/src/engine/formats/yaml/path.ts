import { lastIndexAtOrBefore, type YamlItem, type YamlNode, type YamlPair, type YamlTree } from "./tree.ts";

/** One step from the root down: into a pair by its name, or into an item by its position. */
export type PathStep =
  | { readonly kind: "pair"; readonly name: string; readonly pair: YamlPair }
  | { readonly kind: "item"; readonly index: number; readonly item: YamlItem };

/** Where an offset lies in the tree. */
export interface PathAt {
  readonly steps: readonly PathStep[];
  /** On the key of the last pair, or on its value or the last item. */
  readonly on: "key" | "value";
}

/** The innermost pair or item at the offset; undefined between entries. */
export function pathAt(tree: YamlTree, offset: number): PathAt | undefined {
  for (const document of tree.documents) {
    const steps: PathStep[] = [];
    let node = document;
    let on: PathAt["on"] | undefined;
    while (node) {
      const step = stepAt(node, offset);
      if (!step) break;
      steps.push(step);
      on = step.kind === "pair" && offset <= step.pair.key.end ? "key" : "value";
      node = on === "key" ? undefined : step.kind === "pair" ? step.pair.value : step.item.value;
    }
    if (on) return { steps, on };
  }
  return undefined;
}

function stepAt(node: YamlNode, offset: number): PathStep | undefined {
  if (node.kind === "mapping") {
    const pair = node.pairs[lastIndexAtOrBefore(node.pairs, offset)];
    return pair && offset <= pair.end ? { kind: "pair", name: pair.name, pair } : undefined;
  }
  if (node.kind !== "sequence") return undefined;
  const index = lastIndexAtOrBefore(node.items, offset);
  const item = node.items[index];
  return item && offset <= item.end ? { kind: "item", index, item } : undefined;
}

/** `services.*.cap_add.*`: names at the given depths and all positions of lists become `*`. */
export function dottedPath(steps: readonly PathStep[], namesAt: readonly number[]): string {
  return steps.map((step, depth) => (step.kind === "item" || namesAt.includes(depth) ? "*" : step.name)).join(".");
}
