import { resolved, type YamlAlias, type YamlMapping, type YamlNode, type YamlPair } from "./tree.ts";
import { memo } from "../../model/memo.ts";

/** A pair as a mapping has it after its merges. */
export interface MergedPair {
  readonly name: string;
  readonly pair: YamlPair;
  /** The `<<` entry of this mapping that brings the pair; undefined for an own one. */
  readonly merge: YamlPair | undefined;
  /** The alias in that entry; undefined for an own pair and for one merged from a mapping written in place. */
  readonly via: YamlAlias | undefined;
}

// A chain of merges may grow with every link; real files have fewer.
const maximumMerged = 500;
const maximumLinks = 64;

/** `<<` as a plain key. */
export function isMerge(pair: YamlPair): boolean {
  return pair.name === "<<" && pair.key.kind === "scalar" && pair.key.style === "plain";
}

/**
 * The mapping's pairs with what its merges add, in the order of the text, own ones first. Own pairs win over merged
 * ones, earlier merges over later ones; of two own pairs with one key the later one.
 */
export function mergedPairs(mapping: YamlMapping): readonly MergedPair[] {
  return [...mergedByName(mapping, 0).values()];
}

/** As `mergedPairs`, by name. */
export function mergedByName(mapping: YamlMapping, links = 0): ReadonlyMap<string, MergedPair> {
  return (mergedOf(mapping).pairs ??= readMerged(mapping, links));
}

const mergedOf = memo((_: YamlMapping): { pairs?: ReadonlyMap<string, MergedPair> } => ({}));

function readMerged(mapping: YamlMapping, links: number): ReadonlyMap<string, MergedPair> {
  const pairs = new Map<string, MergedPair>();
  let hasMerge = false;
  for (const pair of mapping.pairs) {
    if (isMerge(pair)) hasMerge = true;
    else pairs.set(pair.name, { name: pair.name, pair, merge: undefined, via: undefined });
  }
  if (hasMerge && links < maximumLinks) addMerges(pairs, mapping, links);
  return pairs;
}

function addMerges(pairs: Map<string, MergedPair>, mapping: YamlMapping, links: number): void {
  for (const merge of mapping.pairs) {
    if (!isMerge(merge)) continue;
    for (const { node, via } of mergeSources(merge.value)) {
      const source = resolved(node);
      if (source?.kind !== "mapping") continue;
      for (const { name, pair } of mergedByName(source, links + 1).values()) {
        if (!pairs.has(name) && pairs.size < maximumMerged) pairs.set(name, { name, pair, merge, via });
      }
    }
  }
}

interface MergeSource {
  readonly node: YamlNode;
  readonly via: YamlAlias | undefined;
}

function mergeSources(value: YamlNode): readonly MergeSource[] {
  const outer = value.kind === "alias" ? value : undefined;
  const list = resolved(value);
  if (list?.kind !== "sequence") return [{ node: value, via: outer }];
  return list.items.map((item) => ({
    node: item.value,
    via: outer ?? (item.value.kind === "alias" ? item.value : undefined),
  }));
}

/** Merges whose alias has no anchor, or which merge something that is no mapping: the mapping is not wholly known. */
export function hasUnreadableMerge(mapping: YamlMapping): boolean {
  return mapping.pairs.some(
    (pair) => isMerge(pair) && mergeSources(pair.value).some(({ node }) => resolved(node)?.kind !== "mapping"),
  );
}

/** Later pairs that repeat the key of an earlier one; merges may repeat. */
export function repeatedPairs(mapping: YamlMapping): readonly { readonly first: YamlPair; readonly again: YamlPair }[] {
  if (mapping.pairs.length < 2) return [];
  const seen = new Map<string, YamlPair>();
  const repeated: { first: YamlPair; again: YamlPair }[] = [];
  for (const pair of mapping.pairs) {
    if (pair.key.kind !== "scalar" || isMerge(pair)) continue;
    const first = seen.get(pair.name);
    if (first) repeated.push({ first, again: pair });
    else seen.set(pair.name, pair);
  }
  return repeated;
}
