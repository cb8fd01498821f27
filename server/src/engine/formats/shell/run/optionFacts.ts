import type { Fact, Item, ListFact, Unset } from "../../../model/fact.ts";
import type { PartialText } from "../../../model/partialText.ts";
import { parseBoolean } from "../../../model/values.ts";
import { partialWord } from "../unresolved.ts";
import type { Option } from "./options.ts";

type Parse<T> = (text: string, option: Option) => T | undefined;
type ParseParts<T> = (text: string | PartialText) => T | undefined;

/** Options of a command line as facts. Of several options where only one can count, the last one does. */
export interface OptionFacts {
  flag(name: string): Fact<boolean>;
  text(name: string): Fact<string>;
  one<T>(name: string, parse: Parse<T>): Fact<T>;
  texts(name: string): ListFact<string>;
  /** The items of all options of these names, in the order of the command line. */
  list<T>(parsers: Readonly<Record<string, Parse<T>>>): ListFact<T>;
  /** As `list`, for items whose parts may be known although a run fills in others. */
  parts<T>(parsers: Readonly<Record<string, ParseParts<T>>>): ListFact<T>;
  /** Options `NAME=value`. */
  pairs<T>(name: string, parse: (text: string) => T | undefined): ReadonlyMap<string, Item<T>>;
}

export function createOptionFacts(options: readonly Option[], unset: Unset): OptionFacts {
  const one = <T>(name: string, parse: Parse<T>): Fact<T> => {
    const option = options.findLast((candidate) => candidate.name === name);
    return option === undefined ? unset : factOf(option, parsed(option, parse));
  };
  const itemsOf = <P, T>(
    parsers: Readonly<Record<string, P>>,
    read: (option: Option, parse: P) => T | undefined,
  ): ListFact<T> => {
    const items: Item<T>[] = [];
    for (const option of options) {
      const parse = Object.hasOwn(parsers, option.name) ? parsers[option.name] : undefined;
      if (parse) items.push(factOf(option, read(option, parse)));
    }
    const [first] = items;
    return first ? { state: "known", value: items, at: first.at, entry: first.entry } : unset;
  };
  const list: OptionFacts["list"] = (parsers) => itemsOf(parsers, parsed);
  return {
    flag(name) {
      const option = options.findLast((candidate) => candidate.name === name);
      if (option === undefined) return unset;
      const value = option.isBare ? true : parseBoolean(option.value ?? "");
      return factOf(option, value);
    },
    text: (name) => one(name, (text) => text),
    one,
    texts: (name) => list({ [name]: (text) => text }),
    list,
    parts: (parsers) =>
      itemsOf(parsers, (option, parse) => {
        const text = option.value ?? (option.isBare ? undefined : partialWord(option.text));
        return text === undefined ? undefined : parse(text);
      }),
    pairs<T>(name: string, parse: (text: string) => T | undefined) {
      const pairs = new Map<string, Item<T>>();
      for (const option of options) {
        const key = option.name === name ? /^([^=]+)(=?)/.exec(option.text) : null;
        if (key?.[1] === undefined) continue;
        // `-e NAME` takes the value from whoever runs the command.
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
