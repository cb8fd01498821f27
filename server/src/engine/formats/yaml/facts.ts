import type { Fact, Item, Known, ListFact, Unreadable, Unset } from "../../model/fact.ts";
import type { PartialText } from "../../model/partialText.ts";
import type { Place } from "../../model/place.ts";
import { parseInteger } from "../../model/values.ts";

/** How a format turns its values into facts: where they are written, and what their variables or expressions mean. */
export interface ValueReader<V> {
  /** True if nothing is written, or `null`. */
  isNull(value: V): boolean;
  /** The items of a list; undefined for everything else. */
  itemsOf(value: V): readonly V[] | undefined;
  /** The text of a scalar, as a string if nothing in it has to be resolved; undefined for everything else. */
  textOf(value: V): string | ResolvedText | undefined;
  /** `origin` is where a variable got its value. */
  known<T>(value: V, meaning: T, origin?: Place): Known<T>;
  unreadable(value: V): Unreadable;
}

/** A text with variables or expressions. */
export interface ResolvedText {
  /** Undefined if a part of it depends on a run. */
  readonly known: string | undefined;
  /** The text with its unresolved stretches marked. */
  partial(): PartialText | undefined;
  /** Where the value is written if the text is one variable only. */
  readonly origin?: Place | undefined;
}

export const asText = (text: string): string => text;

/** An item by what its text means; unreadable if the text depends on a run, or has no meaning. */
export function readItem<V, T>(reader: ValueReader<V>, value: V, parse: (text: string) => T | undefined): Item<T> {
  const text = reader.textOf(value);
  if (typeof text === "string") return itemOf(reader, value, parse(text));
  return itemOf(reader, value, text?.known === undefined ? undefined : parse(text.known), text?.origin);
}

/** An item whose parts may be known although a run fills in others. */
export function readParts<V, T>(
  reader: ValueReader<V>,
  value: V,
  parse: (text: string | PartialText) => T | undefined,
): Item<T> {
  const text = reader.textOf(value);
  if (typeof text === "string") return itemOf(reader, value, parse(text));
  const readable = text?.known ?? text?.partial();
  return itemOf(reader, value, readable === undefined ? undefined : parse(readable), text?.origin);
}

function itemOf<V, T>(reader: ValueReader<V>, value: V, meaning: T | undefined, origin?: Place): Item<T> {
  return meaning === undefined ? reader.unreadable(value) : reader.known(value, meaning, origin);
}

/** Reads the facts of one subject. `at` is its name, where advice about what is missing belongs. */
export class FactReader<V> {
  readonly unset: Unset;
  readonly #reader: ValueReader<V>;

  constructor(reader: ValueReader<V>, at: Place) {
    this.unset = { state: "unset", at };
    this.#reader = reader;
  }

  parsed<T>(value: V | undefined, parse: (text: string) => T | undefined): Fact<T> {
    return this.#isUnset(value) ? this.unset : readItem(this.#reader, value, parse);
  }

  text(value: V | undefined): Fact<string> {
    return this.parsed(value, asText);
  }

  /** An image reference, of which some parts may be readable. */
  image(value: V | undefined): Fact<string> {
    const fact = this.text(value);
    if (fact.state !== "unreadable" || value === undefined) return fact;
    const text = this.#reader.textOf(value);
    const partial = typeof text === "object" ? text.partial() : undefined;
    return partial ? { ...fact, partial } : fact;
  }

  integer(value: V | undefined): Fact<number> {
    return this.parsed(value, parseInteger);
  }

  /** Items of a list; a single text is a list of one. Of items with one key the last one counts, in place of the first. */
  list<T>(value: V | undefined, item: (value: V) => Item<T>, keyOf?: (value: T) => string): ListFact<T> {
    if (this.#isUnset(value)) return this.unset;
    const items = this.#reader.itemsOf(value);
    if (items) return this.#reader.known(value, lastOfEach(items.map(item), keyOf));
    const single = this.#reader.textOf(value) === undefined ? undefined : item(value);
    return single?.state === "known" ? this.#reader.known(value, [single]) : this.#reader.unreadable(value);
  }

  texts(value: V | undefined, keyOf?: (text: string) => string): ListFact<string> {
    return this.list(value, (item) => readItem(this.#reader, item, asText), keyOf);
  }

  #isUnset(value: V | undefined): value is undefined {
    return value === undefined || this.#reader.isNull(value);
  }
}

function lastOfEach<T>(items: readonly Item<T>[], keyOf: ((value: T) => string) | undefined): readonly Item<T>[] {
  if (!keyOf || items.length < 2) return items;
  const kept = new Map<string | Item<T>, Item<T>>();
  for (const item of items) kept.set(item.state === "known" ? keyOf(item.value) : item, item);
  return kept.size === items.length ? items : [...kept.values()];
}
