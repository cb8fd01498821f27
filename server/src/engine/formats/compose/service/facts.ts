import type { Item, Known, Unreadable } from "../../../model/fact.ts";
import type { PartialText } from "../../../model/partialText.ts";
import type { Place } from "../../../model/place.ts";
import {
  asText,
  FactReader as SharedReader,
  readItem as readItemOf,
  readParts as readPartsOf,
  scalarText,
  type ResolvedText,
  type ValueReader,
} from "../../yaml/index.ts";
import { entryPlace, fileOf, isNull, placeOf, type ScalarValue, type Value } from "../project/value.ts";
import { interpolate, unknownPart, type Interpolated } from "../project/variables.ts";

/** A scalar's text after its variables, with places for stretches of it. */
export interface ReadText extends Pick<Interpolated, "text" | "isKnown" | "partial"> {
  /** The place of a stretch of the text in the file that holds it. */
  placeAt(start: number, end: number): Place;
  /** Where the value is written when the scalar is one variable only. */
  readonly origin: Place | undefined;
}

/** `from` is where in the scalar's content the text begins. */
export function readText(value: ScalarValue, from = 0): ReadText {
  const file = fileOf(value);
  const content = scalarText(file.source, value.node);
  const after = interpolate(content.text.slice(from), file.lookup);
  const { only } = after;
  return {
    text: after.text,
    isKnown: after.isKnown,
    partial: after.partial,
    placeAt: (start, end) => content.placeAt(from + after.fromOffset(start), from + after.toOffset(end)),
    origin: only && ("place" in only ? only.place : content.placeAt(from + only.from, from + only.to)),
  };
}

export function unreadable({ site }: Pick<Value, "site">): Unreadable {
  return { state: "unreadable", at: placeOf(site), entry: entryPlace(site) };
}

/** `origin` is where a variable got its value from; the value's own origin is farther away and wins. */
export function known<T>({ site, origin }: Pick<Value, "site" | "origin">, value: T, variable?: Place): Known<T> {
  const state = "known";
  const at = placeOf(site);
  const entry = entryPlace(site);
  if (origin) return { state, value, at, entry, origin: placeOf(origin), originEntry: entryPlace(origin) };
  return variable ? { state, value, at, entry, origin: variable } : { state, value, at, entry };
}

/** The text of a scalar, as a string if it has no variables. */
export function textIn(value: Value): string | ResolvedText | undefined {
  if (value.kind !== "scalar") return undefined;
  // Nearly every scalar: without variables there is nothing to map.
  if (!value.node.text.includes("$")) return value.node.text;
  const { text, isKnown, partial, origin } = readText(value);
  return { known: isKnown ? text : undefined, partial, origin };
}

const reader: ValueReader<Value> = {
  isNull,
  itemsOf: (value) => (value.kind === "list" ? value.items : undefined),
  textOf: textIn,
  known,
  unreadable,
};

/** An item by what its text means; unreadable if the text depends on a run, or the engine would refuse it. */
export function readItem<T>(value: Value, parse: (text: string) => T | undefined): Item<T> {
  return readItemOf(reader, value, parse);
}

/** An item whose parts may be known although a run fills in others. */
export function readParts<T>(value: Value, parse: (text: string | PartialText) => T | undefined): Item<T> {
  return readPartsOf(reader, value, parse);
}

/** What facts of one service share. */
export type FactReader = SharedReader<Value>;

/** `at` is the service's name, where advice about what is missing belongs. */
export function createFactReader(at: Place): FactReader {
  return new SharedReader(reader, at);
}

/** Booleans as docker compose casts them, quoted ones too. */
export function parseYesNo(text: string): boolean | undefined {
  if (/^(?:true|y|yes|on)$/i.test(text)) return true;
  return /^(?:false|n|no|off)$/i.test(text) ? false : undefined;
}

/** The value of a name without one: `environment` takes it from where docker compose runs. */
export type Valueless = (name: string, value: Value) => Item<string>;

/** Entries of a mapping, or of a list of `NAME=value`, by name. */
export function readAssignments(value: Value | undefined, valueless: Valueless): ReadonlyMap<string, Item<string>> {
  const assigned = new Map<string, Item<string>>();
  if (value?.kind === "mapping") {
    for (const [name, entry] of value.entries()) {
      if (entry.kind === "scalar" && entry.isAssignment) addAssignment(assigned, entry, valueless);
      else if (isNull(entry)) assigned.set(name, valueless(name, atName(entry)));
      else assigned.set(name, readItem(entry, asText));
    }
  }
  if (value?.kind === "list") {
    for (const item of value.items) if (item.kind === "scalar") addAssignment(assigned, item, valueless);
  }
  return assigned;
}

function addAssignment(assigned: Map<string, Item<string>>, item: ScalarValue, valueless: Valueless): void {
  const written = item.node.text;
  const { text, placeAt } = readText(item);
  const [name = ""] = text.split("=", 1);
  if (name.includes(unknownPart)) return;
  if (name === text) {
    assigned.set(name, valueless(name, item));
    return;
  }
  const value = text.slice(name.length + 1);
  const valueAt = placeAt(name.length + 1, text.length);
  const at = item.origin ? placeOf(item.site) : valueAt;
  const entry = entryPlace(item.site);
  // If a variable is the whole value, it leads to where the value is written.
  const variable = written.startsWith(`${name}=$`) ? readText(item, name.length + 1).origin : undefined;
  const origin = item.origin ? valueAt : variable;
  const isKnown = !value.includes(unknownPart);
  assigned.set(
    name,
    isKnown ? { state: "known", value, at, entry, ...(origin && { origin }) } : { state: "unreadable", at, entry },
  );
}

/** The value with its name as its place. */
export function atName(value: Value): Value {
  const { start, end } = value.site.key;
  return { ...value, site: { ...value.site, start, end } };
}
