import type { PartialText } from "./partialText.ts";
import type { Place } from "./place.ts";

/** The file says it, and we can read it. */
export interface Known<T> {
  readonly state: "known";
  readonly value: T;
  /** The text of the value. */
  readonly at: Place;
  /** The whole `key: value`, list item, statement or instruction: what a removal takes away. */
  readonly entry: Place;
  /** Where the value was written, when `at` only points there: an anchor, an extended or included file, a default. */
  readonly origin?: Place;
  /** The whole entry at the origin, where that is one. */
  readonly originEntry?: Place;
}

/** The file says it in a way that only a run can answer: `${VAR}` without a default, ERB, a Ruby expression. */
export interface Unreadable {
  readonly state: "unreadable";
  readonly at: Place;
  readonly entry: Place;
  /** The stretches that can be read; only image references have them: `postgres:${TAG}`. */
  readonly partial?: PartialText;
}

/** The file does not say it; `at` is the name of the workload, where advice about something missing belongs. */
export interface Unset {
  readonly state: "unset";
  readonly at: Place;
}

export type Fact<T> = Known<T> | Unreadable | Unset;

/** An item of a list that may be readable even when others are not. */
export type Item<T> = Known<T> | Unreadable;

/** A list whose items are judged one by one. An unreadable list (`cap_add: ${CAPS}`) has no items. */
export type ListFact<T> = Fact<readonly Item<T>[]>;

/**
 * True only for a value that can be read; unreadable and unset never match.
 * Advice about absence asks `isMissing`, never `!is(…)`, which is also true for what cannot be read.
 */
export function is<T>(fact: Fact<T>, value: T): fact is Known<T> {
  return fact.state === "known" && fact.value === value;
}

/** True only for a readable value that passes the test. */
export function has<T>(fact: Fact<T>, test: (value: T) => boolean): fact is Known<T> {
  return fact.state === "known" && test(fact.value);
}

/** The value when it can be read, else undefined. */
export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === "known" ? fact.value : undefined;
}

/** The readable items of a list; none when the list is unset or unreadable. */
export function knownItems<T>(list: ListFact<T>): readonly Known<T>[] {
  return list.state === "known" ? list.value.filter((item) => item.state === "known") : [];
}

/** True when every item of the list can be read; an unset list counts as readable and empty. */
export function isWhollyKnown<T>(list: ListFact<T>): boolean {
  return list.state === "unset" || (list.state === "known" && list.value.every((item) => item.state === "known"));
}
