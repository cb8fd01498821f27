import type { Place } from "../../model/place.ts";
import type { SourceText } from "../../model/sourceText.ts";
import {
  hasUnreadableMerge,
  mergedPairs,
  resolved,
  type MergedPair,
  type YamlItem,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from "../yaml/index.ts";
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
  readonly entry: readonly [number, number];
  /** The key of the pair; of an item the value. */
  readonly key: readonly [number, number];
}

interface ValueBase {
  /** The value itself, or in this file what points to it: an alias, a merge, `extends`. */
  readonly site: Site;
  /** Where it is written, when `site` only points there. */
  readonly origin: Site | undefined;
  /** `reset` and `override` speak of what is merged below. */
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
  entries(): ReadonlyMap<string, Value>;
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
  return siteOf(file, pair.value, [pair.start, pair.end], [pair.key.start, pair.key.end]);
}

function siteOfItem(file: ComposeSource, item: YamlItem): Site {
  return siteOf(file, item.value, [item.start, item.end], [item.value.start, item.value.end]);
}

function siteOf(file: ComposeSource, node: YamlNode, entry: Site["entry"], key: Site["key"]): Site {
  return { file, start: node.start, end: node.end, entry, key };
}

/** `pointer` is what all of the value is seen through, from a file that does not hold it itself. */
export function toValue(node: YamlNode, own: Site, pointer?: Site): Value {
  const base: ValueBase = {
    site: pointer ?? own,
    origin: pointer && own,
    tag: node.tag === "!reset" ? "reset" : node.tag === "!override" ? "override" : undefined,
  };
  switch (node.kind) {
    case "alias": {
      const target = resolved(node);
      if (!target) return { kind: "lost", ...base };
      const range = [target.start, target.end] as const;
      return toValue(target, siteOf(own.file, target, range, range), pointer ?? own);
    }
    case "scalar":
      return { kind: "scalar", node, ...base };
    case "sequence": {
      let items: readonly Value[] | undefined;
      return {
        kind: "list",
        ...base,
        get items() {
          return (items ??= node.items.map((item) => toValue(item.value, siteOfItem(own.file, item), pointer)));
        },
      };
    }
    case "mapping": {
      let entries: ReadonlyMap<string, Value> | undefined;
      return {
        kind: "mapping",
        ...base,
        entries: () =>
          (entries ??= new Map(mergedPairs(node).map((pair) => [pair.name, pairValue(pair, own.file, pointer)]))),
        complete: !hasUnreadableMerge(node),
      };
    }
  }
}

function pairValue({ pair, merge, via }: MergedPair, file: ComposeSource, pointer: Site | undefined): Value {
  const alias = merge && via && siteOf(file, via, [merge.start, merge.end], [merge.key.start, merge.key.end]);
  return toValue(pair.value, siteOfPair(file, pair), pointer ?? alias);
}

/** A mapping made of values of several files. */
export function mappingOf(entries: ReadonlyMap<string, Value>, like: MappingValue, complete: boolean): MappingValue {
  return { kind: "mapping", site: like.site, origin: like.origin, tag: undefined, complete, entries: () => entries };
}

export function entryOf(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === "mapping" ? value.entries().get(name) : undefined;
}

/** Nothing is written, or `null` is: what is merged below stays, and the fact is unset. */
export function isNull(value: Value): boolean {
  return value.kind === "scalar" && value.node.style === "plain" && /^(?:|~|null|Null|NULL)$/.test(value.node.text);
}

export function placeOf({ file, start, end }: Site): Place {
  return file.source.placeAt(start, end);
}

export function entryPlace({ file, entry: [start, end] }: Site): Place {
  return file.source.placeAt(start, end);
}

export function keyPlace({ file, key: [start, end] }: Site): Place {
  return file.source.placeAt(start, end);
}

/** The file that the value's own text stands in. */
export function fileOf(value: Value): ComposeSource {
  return (value.origin ?? value.site).file;
}
