import type { Fact, Item, ListFact, Unset } from "../../../model/fact.ts";
import type { PartialText } from "../../../model/partialText.ts";
import { parseBoolean } from "../../../model/values.ts";
import { partialWord } from "../unresolved.ts";
import type { Option } from "./options.ts";

type Parse<T> = (text: string, option: Option) => T | undefined;

/** Options of a command line as facts, by the names that mean the same. Of several options where only one can count, the last one does. */
export interface OptionFacts {
  flag(names: readonly string[]): Fact<boolean>;
  one<T>(names: readonly string[], parse: Parse<T>): Fact<T>;
  /** The items of all options of these names, in the order of the command line. */
  list<T>(names: readonly string[], parse: Parse<T>): ListFact<T>;
  /** As `list`, for items whose parts may be known although a run fills in others. */
  parts<T>(names: readonly string[], parse: (text: string | PartialText, name: string) => T | undefined): ListFact<T>;
  /** Options `NAME=value`. */
  pairs<T>(names: readonly string[], parse: (text: string) => T | undefined): ReadonlyMap<string, Item<T>>;
}

export function createOptionFacts(options: readonly Option[], unset: Unset): OptionFacts {
  const last = (names: readonly string[]): Option | undefined => options.findLast(({ name }) => names.includes(name));
  const itemsOf = <T>(names: readonly string[], read: (option: Option) => T | undefined): ListFact<T> => {
    const items = options.filter(({ name }) => names.includes(name)).map((option) => factOf(option, read(option)));
    const [first] = items;
    return first ? { state: "known", value: items, at: first.at, entry: first.entry } : unset;
  };
  return {
    flag(names) {
      const option = last(names);
      if (option === undefined) return unset;
      const value = option.isBare ? true : parseBoolean(option.value ?? "");
      return factOf(option, value);
    },
    one(names, parse) {
      const option = last(names);
      return option === undefined ? unset : factOf(option, parsed(option, parse));
    },
    list: (names, parse) => itemsOf(names, (option) => parsed(option, parse)),
    parts: (names, parse) =>
      itemsOf(names, (option) => {
        const text = option.value ?? (option.isBare ? undefined : partialWord(option.text));
        return text === undefined ? undefined : parse(text, option.name);
      }),
    pairs<T>(names: readonly string[], parse: (text: string) => T | undefined) {
      const pairs = new Map<string, Item<T>>();
      for (const option of options) {
        const key = names.includes(option.name) ? /^([^=]+)(=?)/.exec(option.text) : null;
        if (key?.[1] === undefined) continue;
        // `-e NAME` takes the value from the environment of the command.
        const from = key[0].length;
        const value = option.value === undefined || key[2] === "" ? undefined : parse(option.value.slice(from));
        const at = value === undefined ? option.at : option.placeOf(from, option.value?.length ?? from);
        pairs.set(key[1], { ...factOf(option, value), at });
      }
      return pairs;
    },
  };
}

function parsed<T>(option: Option, parse: Parse<T>): T | undefined {
  return option.value === undefined ? undefined : parse(option.value, option);
}

function factOf<T>(option: Option, value: T | undefined): Item<T> {
  const { at, entry } = option;
  return value === undefined ? { state: "unreadable", at, entry } : { state: "known", value, at, entry };
}
