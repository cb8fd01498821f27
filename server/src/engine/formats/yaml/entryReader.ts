import type { Item, Known, Unreadable } from "../../model/fact.ts";
import { partialTextOf } from "../../model/partialText.ts";
import { asText, readItem, type ResolvedText, type ValueReader } from "./facts.ts";
import { fieldsOf, isNothing, itemsOf, placeOf, sequenceOf, textOf, type Entry } from "./nodes.ts";

/** A text after its expressions; undefined if it is known only at run time. */
export type Reads = (text: string) => string | undefined;

/** Values of a self-contained file. `expressions` are the unresolved parts of a text that `reads` cannot resolve. */
export class EntryReader implements ValueReader<Entry> {
  readonly reads: Reads;
  readonly #expressions: RegExp;

  constructor(reads: Reads, expressions: RegExp) {
    this.reads = reads;
    this.#expressions = expressions;
  }

  isNull(value: Entry): boolean {
    return isNothing(value);
  }

  itemsOf(value: Entry): readonly Entry[] | undefined {
    return sequenceOf(value) && itemsOf(value);
  }

  textOf(value: Entry): string | ResolvedText | undefined {
    const text = textOf(value);
    return text === undefined ? undefined : (this.reads(text) ?? this.#unresolved(text));
  }

  known<T>(value: Entry, meaning: T): Known<T> {
    return { state: "known", value: meaning, at: placeOf(value), entry: value.entry };
  }

  unreadable(value: Entry): Unreadable {
    return { state: "unreadable", at: placeOf(value), entry: value.entry };
  }

  #unresolved(text: string): ResolvedText {
    return { known: undefined, partial: () => partialTextOf(text, this.#expressions, this.reads) };
  }
}

/** A mapping of variables. */
export function environmentOf(value: Entry | undefined, reader: EntryReader): ReadonlyMap<string, Item<string>> {
  return new Map([...fieldsOf(value)].map(([name, entry]) => [name, readItem(reader, entry, asText)]));
}
