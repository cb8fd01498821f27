import { memoWith } from "../../model/memo.ts";
import type { Place } from "../../model/place.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { mergedByName } from "./merge.ts";
import {
  isNullScalar,
  resolved,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from "./tree.ts";

/** A node together with the text that its offsets are about: an included file has its own. */
export interface Node<N extends YamlNode = YamlNode> {
  readonly source: SourceText;
  readonly node: N;
}

/** A value and the whole entry (pair or list item) that holds it. */
export interface Entry extends Node {
  readonly name: string;
  /** The key, or the value itself in a list. */
  readonly at: Place;
  readonly entry: Place;
}

export type Fields = ReadonlyMap<string, Entry>;

const noFields: Fields = new Map();

type Stretch = Pick<YamlNode, "start" | "end">;

export function placeOf({ source, node }: { readonly source: SourceText; readonly node: Stretch }): Place {
  // An empty entry in flow style ends before it starts.
  return source.placeAt(node.start, Math.max(node.start, node.end));
}

export function scalarOf(value: Node | undefined): YamlScalar | undefined {
  const node = value && resolved(value.node);
  return node?.kind === "scalar" ? node : undefined;
}

export function mappingOf(value: Node | undefined): Node<YamlMapping> | undefined {
  const node = value && resolved(value.node);
  return value && node?.kind === "mapping" ? { source: value.source, node } : undefined;
}

export function sequenceOf(value: Node | undefined): Node<YamlSequence> | undefined {
  const node = value && resolved(value.node);
  return value && node?.kind === "sequence" ? { source: value.source, node } : undefined;
}

/** Entries of a mapping by key, merged ones included; none for anything else. */
export function fieldsOf(value: Node | undefined): Fields {
  const mapping = mappingOf(value);
  return mapping ? mergedFields(mapping.node, mapping.source) : noFields;
}

const mergedFields = memoWith((node: YamlMapping, source: SourceText): Fields => {
  const fields = new Map<string, Entry>();
  for (const { name, pair } of mergedByName(node).values()) {
    fields.set(name, new WrittenEntry(source, pair.value, name, pair.key, pair));
  }
  return fields;
});

/** Most entries are never asked for their places. */
class WrittenEntry implements Entry {
  readonly source: SourceText;
  readonly node: YamlNode;
  readonly name: string;
  readonly #key: YamlNode;
  readonly #whole: YamlEntry;

  constructor(source: SourceText, node: YamlNode, name: string, key: YamlNode, whole: YamlEntry) {
    this.source = source;
    this.node = node;
    this.name = name;
    this.#key = key;
    this.#whole = whole;
  }

  get at(): Place {
    return placeOf({ source: this.source, node: this.#key });
  }

  get entry(): Place {
    return placeOf({ source: this.source, node: this.#whole });
  }
}

/** Items of a list; a single value counts as a list of one where the system takes both. */
export function itemsOf(value: Entry | undefined): readonly Entry[] {
  if (!value) return [];
  const list = sequenceOf(value);
  if (!list) return isNothing(value) ? [] : [value];
  return list.node.items.map((item) => new WrittenEntry(list.source, item.value, "", item.value, item));
}

/** True where nothing, or `null`, is written. */
export function isNothing(value: Node): boolean {
  const scalar = scalarOf(value);
  return scalar !== undefined && isNullScalar(scalar);
}

/** The text of a scalar; undefined for collections and for nothing. */
export function textOf(value: Node | undefined): string | undefined {
  const scalar = scalarOf(value);
  return value && scalar && !isNothing(value) ? scalar.text : undefined;
}
