import type { Comment, ReadProblem } from "../../model/document.ts";
import type { SourceText } from "../../model/text/sourceText.ts";

// Offsets count UTF-16 units of the tree's text, ends are exclusive.

interface NodeBase {
  /** Of the value itself, after anchor and tag. */
  readonly start: number;
  /** After the last character that is not a blank. */
  readonly end: number;
  /** Of the anchor or tag when there is one, else `start`. */
  readonly outerStart: number;
  readonly anchor: string | undefined;
  /** As written: `!reset`, `!!str`. */
  readonly tag: string | undefined;
}

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

export interface YamlScalar extends NodeBase {
  readonly kind: "scalar";
  readonly style: ScalarStyle;
  /** The content after quotes, escapes and folding; empty where nothing is written. */
  readonly text: string;
}

export interface YamlPair {
  readonly kind: "pair";
  readonly key: YamlNode;
  /** An empty scalar after the key if nothing is written. */
  readonly value: YamlNode;
  /** The key's text; empty for a key that is a collection. */
  readonly name: string;
  /** The whole entry, from the key (its anchor, tag or `?`) to the end of the value. */
  readonly start: number;
  readonly end: number;
  /** Offset of the `:`; undefined while it is not typed. */
  readonly colon: number | undefined;
}

export interface YamlMapping extends NodeBase {
  readonly kind: "mapping";
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
}

export interface YamlItem {
  readonly kind: "item";
  readonly value: YamlNode;
  /** The whole entry, from the `-` in block style. */
  readonly start: number;
  readonly end: number;
}

export interface YamlSequence extends NodeBase {
  readonly kind: "sequence";
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

export interface YamlAlias extends NodeBase {
  readonly kind: "alias";
  readonly name: string;
  /** The node that the anchor names; never an alias itself. Undefined if no such anchor precedes it. */
  readonly target: YamlCollectionOrScalar | undefined;
}

export type YamlCollectionOrScalar = YamlScalar | YamlMapping | YamlSequence;
export type YamlNode = YamlCollectionOrScalar | YamlAlias;
export type YamlEntry = YamlPair | YamlItem;

export interface YamlTree {
  /** JSON with comments is read as YAML in flow style; its edits keep to JSON. */
  readonly syntax: "yaml" | "json";
  /**
   * What offsets are about. For a stale tree its text is the last readable one, and its places are mapped onto the
   * text of today.
   */
  readonly source: SourceText;
  /** Roots of the documents of the file; an empty document has none. */
  readonly documents: readonly (YamlNode | undefined)[];
  /** All pairs and items of all documents in the order of the text, outer ones first. */
  readonly entries: readonly YamlEntry[];
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadProblem[];
  /** The text of today cannot be read, this is what could be read last. Edits decline. */
  readonly stale: boolean;
  /** The last text without a syntax error, for the next reading. */
  readonly goodText: string | undefined;
}

/** The node itself, or the one that the alias refers to. */
export function resolved(node: YamlNode): YamlCollectionOrScalar | undefined {
  return node.kind === "alias" ? node.target : node;
}

/** True if nothing is written: `key:` with nothing after it. */
export function isEmpty(node: YamlNode): boolean {
  return node.kind === "scalar" && node.style === "plain" && node.text === "";
}

/** True for `null`, written out or by writing nothing. */
export function isNullScalar(node: YamlNode): boolean {
  return node.kind === "scalar" && node.style === "plain" && nulls.has(node.text);
}

const nulls = new Set(["", "~", "null", "Null", "NULL"]);

/** The last pair with this key, as a later one replaces an earlier one; merges are not looked at. */
export function pairOf(mapping: YamlMapping, name: string): YamlPair | undefined {
  return mapping.pairs.findLast((pair) => pair.name === name);
}

export function entriesOf(collection: YamlMapping | YamlSequence): readonly YamlEntry[] {
  return collection.kind === "mapping" ? collection.pairs : collection.items;
}

/** Position of the last entry that starts at or before the offset; -1 if none does. */
export function lastIndexAtOrBefore(entries: readonly Pick<YamlEntry, "start">[], offset: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Every entry below a node in the order of the text, outer ones first; aliases are not followed. */
export function entriesBelow(node: YamlNode | undefined): readonly YamlEntry[] {
  const found: YamlEntry[] = [];
  const collect = (current: YamlNode | undefined): void => {
    if (current?.kind === "mapping") {
      for (const pair of current.pairs) {
        found.push(pair);
        collect(pair.key);
        collect(pair.value);
      }
    } else if (current?.kind === "sequence") {
      for (const item of current.items) {
        found.push(item);
        collect(item.value);
      }
    }
  };
  collect(node);
  return found;
}
