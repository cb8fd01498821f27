import type { Fact, Item, ListFact } from "../../model/fact.ts";
import type { Setting } from "../../model/machine.ts";
import type { Place } from "../../model/place.ts";
import type { SettingRecord } from "./records.ts";
import { scalarOf, type Scalar, type Span } from "./ruby/values.ts";

export type PlaceOf = (span: Span) => Place;

/** Turns records into facts; absent ones point to what they are about. */
export interface FactMaker {
  readonly place: PlaceOf;
  /** The value that counts among records of one setting, in order. */
  fact<T>(records: readonly SettingRecord[], convert: (value: Scalar) => T | undefined): Fact<T>;
  /** The value that counts among the records with these names. */
  pick<T>(
    records: readonly SettingRecord[],
    names: readonly string[],
    convert: (value: Scalar) => T | undefined,
  ): Fact<T>;
  list(records: readonly SettingRecord[]): ListFact<string>;
  settings(records: readonly SettingRecord[]): ReadonlyMap<string, Setting>;
}

export function createFactMaker(place: PlaceOf, absentAt: Place): FactMaker {
  const fact: FactMaker["fact"] = (records, convert) =>
    countingItem(records, place, convert) ?? { state: "unset", at: absentAt };
  return {
    place,
    fact,
    pick: (records, names, convert) => fact(named(records, names), convert),
    list(records) {
      const [first] = records;
      if (!first) return { state: "unset", at: absentAt };
      const value = records.map((record) => itemOf(record, place, asText));
      return { state: "known", value, at: place(first.use), entry: place(first.entry) };
    },
    settings(records) {
      const groups = new Map<string, SettingRecord[]>();
      const lastNames = new Map<string, Span>();
      for (const record of records) {
        const group = groups.get(record.name);
        if (group) group.push(record);
        else groups.set(record.name, [record]);
        lastNames.set(record.name, record.nameSpan);
      }
      return new Map(
        [...lastNames].map(([name, nameSpan]) => {
          const value = fact(groups.get(name) ?? [], (scalar) => scalar);
          return [name, { name, nameAt: place(nameSpan), value }];
        }),
      );
    },
  };
}

function named(records: readonly SettingRecord[], names: readonly string[]): readonly SettingRecord[] {
  return records.filter((record) => names.includes(record.name));
}

/** Later records win; one that only a run can tell about must agree with what is there. */
function countingItem<T>(
  records: readonly SettingRecord[],
  place: PlaceOf,
  convert: (value: Scalar) => T | undefined,
): Item<T> | undefined {
  let result: Item<T> | undefined;
  for (const record of records) {
    const { value, conditional } = record;
    // Ruby's nil leaves the default in force.
    if (value.kind === "nil" && convert(null) === undefined) {
      if (!conditional) result = undefined;
      continue;
    }
    // Only the environment would change what the file says.
    if (conditional && result && value.kind === "unknown" && value.environment) continue;
    const next = itemOf(record, place, convert);
    const agrees = !result || (result.state === "known" && next.state === "known" && result.value === next.value);
    result = !conditional || agrees ? next : { state: "unreadable", at: next.at, entry: next.entry };
  }
  return result;
}

function itemOf<T>(record: SettingRecord, place: PlaceOf, convert: (value: Scalar) => T | undefined): Item<T> {
  const at = place(record.use);
  const entry = place(record.entry);
  const scalar = scalarOf(record.value);
  const value = scalar === undefined ? undefined : convert(scalar);
  if (value === undefined) return { state: "unreadable", at, entry };
  const { span } = record.value;
  const isElsewhere = span.start < record.use.start || span.end > record.use.end;
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

/** MiB. Texts may carry a unit, as libvirt and QEMU read them. */
export function asMebibytes(value: Scalar): number | undefined {
  if (typeof value !== "string") return asNumber(value);
  const [, digits, unit = "m"] = /^\s*(\d+)\s*([kmgt])?(?:i?b)?\s*$/i.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const scale = { k: 1 / 1024, m: 1, g: 1024, t: 1024 * 1024 }[unit.toLowerCase()];
  return scale === undefined ? undefined : Number(digits) * scale;
}

/** An option that is absent may still come with options that cannot be read. */
export function orUnreadable<T>(fact: Fact<T>, complete: boolean, at: Place, entry: Place): Fact<T> {
  return fact.state === "unset" && !complete ? { state: "unreadable", at, entry } : fact;
}
