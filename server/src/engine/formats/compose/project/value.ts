import type { Place } from "../../../model/place.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import {
  hasUnreadableMerge,
  isMerge,
  isNullScalar,
  mergedByName,
  resolved,
  type MergedPair,
  type YamlItem,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlSequence,
} from "../../yaml/index.ts";
import type { Lookup } from "./variables.ts";

/** A file as part of a project. */
export interface ComposeSource {
  readonly source: SourceText;
  /** URI of the folder that its relative paths start from. */
  readonly folder: string;
  readonly lookup: Lookup;
}

/** Where a value is written, by offsets in its file. */
export interface Site {
  readonly file: ComposeSource;
  readonly start: number;
  readonly end: number;
  /** The whole pair or item. */
  readonly entry: Span;
  /** The key of the pair; of an item the value. */
  readonly key: Span;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface ValueBase {
  /** The value itself, or in this file what points to it: an alias, a merge, `extends`. */
  readonly site: Site;
  /** Where it is written, when `site` only points there. */
  readonly origin: Site | undefined;
  /** `reset` and `override` apply to the values merged below. */
  readonly tag: "reset" | "override" | undefined;
}

export interface ScalarValue extends ValueBase {
  readonly kind: "scalar";
  readonly node: YamlScalar;
  /** Its text is `NAME=value`, an item of a list that was merged into a mapping. */
  readonly isAssignment?: boolean;
}

export interface ListValue extends ValueBase {
  readonly kind: "list";
  readonly items: readonly Value[];
}

export interface MappingValue extends ValueBase {
  readonly kind: "mapping";
  /** Without those that carry `!reset`. */
  entries(): ReadonlyMap<string, Value>;
  /** Names whose entries carry `!reset`: what is merged below loses them. */
  resets(): readonly string[];
  /** False when a merge brings what cannot be read. */
  readonly complete: boolean;
}

/** An alias without an anchor. */
export interface LostValue extends ValueBase {
  readonly kind: "lost";
}

/** YAML of one or more files with aliases and merges resolved; every value knows where it comes from. */
export type Value = ScalarValue | ListValue | MappingValue | LostValue;

export function siteOfPair(file: ComposeSource, pair: YamlPair): Site {
  return { file, start: pair.value.start, end: pair.value.end, entry: pair, key: pair.key };
}

function siteOfItem(file: ComposeSource, item: YamlItem): Site {
  return { file, start: item.value.start, end: item.value.end, entry: item, key: item.value };
}

/** `pointer` is what all of the value is seen through, from a file that does not hold it itself. */
export function toValue(node: YamlNode, own: Site, pointer?: Site): Value {
  const site = pointer ?? own;
  const origin = pointer && own;
  const tag = node.tag === undefined ? undefined : tags[node.tag];
  switch (node.kind) {
    case "alias": {
      const target = resolved(node);
      if (!target) return { kind: "lost", site, origin, tag };
      const { start, end } = target;
      return toValue(target, { file: own.file, start, end, entry: target, key: target }, pointer ?? own);
    }
    case "scalar":
      return { kind: "scalar", node, site, origin, tag };
    case "sequence": {
      // Only on demand: lists of aliases of lists of aliases grow without end.
      let items: readonly Value[] | undefined;
      return {
        kind: "list",
        get items() {
          return (items ??= itemsOf(node, own.file, pointer));
        },
        site,
        origin,
        tag,
      };
    }
    case "mapping": {
      let entries: Entries | undefined;
      const read = (): Entries => (entries ??= entriesOf(node, own.file, pointer));
      return {
        kind: "mapping",
        entries: () => read().kept,
        resets: () => read().resets,
        complete: !node.pairs.some(isMerge) || !hasUnreadableMerge(node),
        site,
        origin,
        tag,
      };
    }
  }
}

const tags: Readonly<Record<string, ValueBase["tag"]>> = { "!reset": "reset", "!override": "override" };

function itemsOf(node: YamlSequence, file: ComposeSource, pointer: Site | undefined): readonly Value[] {
  return node.items
    .map((item) => toValue(item.value, siteOfItem(file, item), pointer))
    .filter(({ tag }) => tag !== "reset");
}

interface Entries {
  readonly kept: ReadonlyMap<string, Value>;
  readonly resets: readonly string[];
}

function entriesOf(node: YamlMapping, file: ComposeSource, pointer: Site | undefined): Entries {
  const kept = new Map<string, Value>();
  const resets: string[] = [];
  const add = (name: string, value: Value): void => {
    if (value.tag === "reset") resets.push(name);
    else kept.set(name, value);
  };
  if (node.pairs.some(isMerge)) {
    for (const merged of mergedByName(node).values()) add(merged.name, mergedValue(merged, file, pointer));
  } else {
    for (const pair of node.pairs) add(pair.name, toValue(pair.value, siteOfPair(file, pair), pointer));
  }
  return { kept, resets };
}

function mergedValue({ pair, merge, via }: MergedPair, file: ComposeSource, pointer: Site | undefined): Value {
  const alias = merge && via && { file, start: via.start, end: via.end, entry: merge, key: merge.key };
  return toValue(pair.value, siteOfPair(file, pair), pointer ?? alias);
}

/** A mapping made of values of several places, seen where `like` is. */
export function mappingOf(
  { site, origin }: Value,
  entries: ReadonlyMap<string, Value>,
  complete = true,
  resets: readonly string[] = [],
): MappingValue {
  return { kind: "mapping", site, origin, tag: undefined, complete, entries: () => entries, resets: () => resets };
}

export function entryOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === "mapping" ? value.entries().get(name) : undefined;
}

/** Nothing is written, or `null` is: what is merged below stays, and the fact is unset. */
export function isNull(value: Value): boolean {
  return value.kind === "scalar" && isNullScalar(value.node);
}

export function placeOf({ file, start, end }: Site): Place {
  return file.source.placeAt(start, end);
}

export function entryPlace({ file, entry: { start, end } }: Site): Place {
  return file.source.placeAt(start, end);
}

export function keyPlace({ file, key: { start, end } }: Site): Place {
  return file.source.placeAt(start, end);
}

/** The file that contains the value's own text. */
export function fileOf(value: Value): ComposeSource {
  return (value.origin ?? value.site).file;
}
