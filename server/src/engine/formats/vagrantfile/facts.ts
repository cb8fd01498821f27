import type { Fact, Item, Known, ListFact, Unreadable } from "../../model/fact.ts";
import type { Setting } from "../../model/machine.ts";
import type { Place } from "../../model/place.ts";
import type { SettingRecord } from "./records.ts";
import { scalarOf, type Scalar, type Span } from "./ruby/values.ts";

export type PlaceOf = (span: Span) => Place;

/** The facts of one machine: absent ones point to the machine's name. */
export interface FactMaker {
  place: PlaceOf;
  /** The value that counts among records of one setting, in order, in the reader's terms. */
  fact<T>(records: readonly SettingRecord[], convert: (value: Scalar) => T | undefined): Fact<T>;
  /** The records named so. */
  pick<T>(
    records: readonly SettingRecord[],
    names: readonly string[],
    convert: (value: Scalar) => T | undefined,
  ): Fact<T>;
  list(records: readonly SettingRecord[]): ListFact<string>;
  settings(records: readonly SettingRecord[], prefix?: string): ReadonlyMap<string, Setting>;
  unreadable(span: Span, entry: Span): Unreadable;
}

export function createFactMaker(place: PlaceOf, absentAt: Place): FactMaker {
  const item = <T>(record: SettingRecord, convert: (value: Scalar) => T | undefined): Item<T> => {
    const at = place(record.use);
    const entry = place(record.entry);
    const scalar = scalarOf(record.value);
    const value = scalar === undefined ? undefined : convert(scalar);
    if (value === undefined) return { state: "unreadable", at, entry };
    const { span } = record.value;
    const isElsewhere = span.start < record.use.start || span.end > record.use.end;
    return { state: "known", value, at, entry, ...(isElsewhere ? { origin: place(span) } : {}) };
  };

  const fact: FactMaker["fact"] = (records, convert) => {
    let result: ReturnType<typeof item<NonNullable<unknown>>> | undefined;
    for (const record of records) {
      // Ruby's nil leaves the default in force.
      if (record.value.kind === "nil" && convert(null) === undefined) {
        if (!record.conditional) result = undefined;
        continue;
      }
      // Only the environment would change what the file says.
      if (record.conditional && result && record.value.kind === "unknown" && record.value.environment) continue;
      const next = item(record, convert as (value: Scalar) => NonNullable<unknown> | undefined);
      const agrees = !result || (result.state === "known" && next.state === "known" && result.value === next.value);
      result = !record.conditional || agrees ? next : { state: "unreadable", at: next.at, entry: next.entry };
    }
    // The items were made with `convert`, so a known one holds its result.
    return (result as Item<never> | undefined) ?? { state: "unset", at: absentAt };
  };

  return {
    place,
    fact,
    pick: (records, names, convert) =>
      fact(
        records.filter((record) => names.includes(record.name)),
        convert,
      ),
    list(records) {
      const [first] = records;
      if (!first) return { state: "unset", at: absentAt };
      const items = records.map((record) => item(record, asText));
      return { state: "known", value: items, at: place(first.use), entry: place(first.entry) } satisfies Known<unknown>;
    },
    settings(records, prefix = "") {
      const groups = new Map<string, SettingRecord[]>();
      for (const record of records) {
        const group = groups.get(record.name);
        if (group) group.push(record);
        else groups.set(record.name, [record]);
      }
      const settings = [...groups].map(([name, group]): [string, Setting] => {
        const last = group[group.length - 1] ?? group[0];
        const nameAt = last ? place(last.nameSpan) : absentAt;
        return [
          prefix + name,
          { name: prefix + name, nameAt, value: fact(group, (value) => value as NonNullable<Scalar>) },
        ];
      });
      return new Map(settings);
    },
    unreadable: (span, entry) => ({ state: "unreadable", at: place(span), entry: place(entry) }),
  };
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
