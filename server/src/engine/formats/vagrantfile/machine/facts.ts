import type { Fact, Item, Unset } from "../../../model/fact.ts";
import type { MachineCall, Scalar, Setting, Settings } from "../../../model/machine.ts";
import type { Place } from "../../../model/place.ts";
import { LazySettings } from "./lazySettings.ts";
import { flattened, type CallRecord, type SettingRecord } from "../records.ts";
import { lastSaid } from "../ruby/conditions.ts";
import { isEnvironment, scalarOf, useOf, type Span, type Value } from "../ruby/values.ts";

export type PlaceOf = (span: Span) => Place;

/** Turns records into facts; absent ones point to what they are about. */
export class FactMaker {
  readonly place: PlaceOf;
  private readonly absent: Unset;

  constructor(place: PlaceOf, absentAt: Place) {
    this.place = place;
    this.absent = { state: "unset", at: absentAt };
  }

  /** The value that counts among records of one setting, in order. */
  fact<T>(records: readonly SettingRecord[], convert: (value: Scalar) => T | undefined): Fact<T> {
    return countingItem(records, this.place, converted(convert)) ?? this.absent;
  }

  /** The value that counts among the records with these names. */
  pick<T>(
    records: readonly SettingRecord[],
    names: readonly string[],
    convert: (value: Scalar) => T | undefined,
  ): Fact<T> {
    return this.fact(
      records.filter(({ name }) => names.includes(name)),
      convert,
    );
  }

  /** What holds although the file does not set it. */
  certain<T>(value: T): Fact<T> {
    const { at } = this.absent;
    return { state: "known", value, at, entry: at };
  }

  /** A call as rules see it. */
  call({ name, nameSpan, entry, condition, options, arguments: given }: CallRecord): MachineCall {
    return {
      name,
      at: this.place(nameSpan),
      entry: this.place(entry),
      conditional: condition.length > 0,
      arguments: given.map((argument) => itemOf(argument, this.place, scalarOf)),
      settings: this.settings(options),
    };
  }

  settings(records: readonly SettingRecord[]): Settings {
    return new LazySettings(() => this.settingsNow(flattened(records)));
  }

  private settingsNow(records: readonly SettingRecord[]): ReadonlyMap<string, Setting> {
    const { place } = this;
    const groups = new Map<string, SettingRecord[]>();
    for (const record of records) {
      const group = groups.get(record.name);
      if (group) group.push(record);
      else groups.set(record.name, [record]);
    }
    return new Map(
      [...groups].map(([name, group]) => {
        const nameAt = place(group[group.length - 1]?.nameSpan ?? { start: 0, end: 0 });
        const value = countingItem(group, place, (one, use) => settingValue(one, use, place)) ?? this.absent;
        return [name, { name, nameAt, value }];
      }),
    );
  }
}

function converted<T>(convert: (value: Scalar) => T | undefined): (value: Value) => T | undefined {
  return (value) => {
    const scalar = scalarOf(value);
    return scalar === undefined ? undefined : convert(scalar);
  };
}

function settingValue(value: Value, use: Span, place: PlaceOf): Scalar | readonly Item<Scalar>[] | undefined {
  if (value.kind !== "list") return scalarOf(value);
  return value.items.map((item, index): Item<Scalar> => {
    const scalar = scalarOf(item);
    const at = place(value.span.file ? use : useOf(value, index));
    return scalar === undefined
      ? { state: "unreadable", at, entry: at }
      : { state: "known", value: scalar, at, entry: at };
  });
}

/** What a setting holds so far; undefined where the default is in force. */
interface Held<T> {
  readonly item: Item<T> | undefined;
  /** Known only from the environment. */
  readonly environment: boolean;
}

function countingItem<T>(records: readonly SettingRecord[], place: PlaceOf, read: Reading<T>): Item<T> | undefined {
  const held = (record: SettingRecord): Held<T> => {
    const { value } = record;
    // Ruby's nil leaves the default in force.
    const isDefault = value.kind === "nil" && read(value, record.use) === undefined;
    return { item: isDefault ? undefined : itemOf(record, place, read), environment: isEnvironment(value) };
  };
  const last = records[records.length - 1];
  // What is said for certain covers all that was said before.
  if (!last || last.condition.length === 0) return last && held(last).item;
  const said = records.map((record) => ({ condition: record.condition, outcome: held(record) }));
  return lastSaid(said, { item: undefined, environment: false }, agreed<T>).item;
}

/** What holds after a choice: a value when all ways agree, or when only the environment would change it. */
function agreed<T>(ways: readonly Held<T>[]): Held<T> {
  const isSaid = ways.some(({ item }) => item?.state === "known");
  const items = ways.flatMap(({ item, environment }) => (environment && isSaid ? [] : [item]));
  const last = items.findLast((item) => item !== undefined);
  const isSame = items.every(
    (item) => item === last || (item?.state === "known" && last?.state === "known" && item.value === last.value),
  );
  if (!last || isSame) return { item: last, environment: false };
  return {
    item: { state: "unreadable", at: last.at, entry: last.entry },
    environment: ways.every(({ environment }) => environment),
  };
}

/** Reads a value that is written or named at `use`. */
type Reading<T> = (value: Value, use: Span) => T | undefined;

function itemOf<T>(record: SettingRecord, place: PlaceOf, read: Reading<T>): Item<T> {
  const at = place(record.use);
  const entry = place(record.entry);
  const value = read(record.value, record.use);
  if (value === undefined) return { state: "unreadable", at, entry };
  const { span } = record.value;
  const isElsewhere = span.file !== record.use.file || span.start < record.use.start || span.end > record.use.end;
  return { state: "known", value, at, entry, ...(isElsewhere ? { origin: place(span) } : {}) };
}

export function asText(value: Scalar): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Numbers, and texts that are nothing else. */
export function asNumber(value: Scalar): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : undefined;
}

export function asBoolean(value: Scalar): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** MiB in a text with a unit, which only QEMU reads. */
export function asMebibytes(value: Scalar): number | undefined {
  if (typeof value !== "string") return asNumber(value);
  const [, digits, unit = "m"] = /^\s*(\d+)(?:\s*(?:([kmgt])(?:i?b)?|i?b))?\s*$/i.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const scale = { k: 1 / 1024, m: 1, g: 1024, t: 1024 * 1024 }[unit.toLowerCase()];
  return scale === undefined ? undefined : Number(digits) * scale;
}

/** An option that is absent may still come with options that cannot be read. */
export function orUnreadable<T>(fact: Fact<T>, complete: boolean, at: Place, entry: Place): Fact<T> {
  return fact.state === "unset" && !complete ? { state: "unreadable", at, entry } : fact;
}
