import { always, under, type Condition } from "./ruby/conditions.ts";
import type { Argument, Call, Pair, Span, Value } from "./ruby/values.ts";

/** What a statement of a Vagrantfile sets, before it is decided which machines it counts for. */
export interface Recorded {
  readonly head: Span;
  /** The whole statement. */
  readonly entry: Span;
  /** What only a run can decide: whether it counts. For parts of a record, once the record itself counts. */
  readonly condition: Condition;
}

/** `name = value` or `name: value`. */
export interface SettingRecord extends Recorded {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value;
  /** The value as written. */
  readonly use: Span;
}

/** A call with its options: `vm.disk :disk, size: "10GB"`. */
export interface CallRecord extends Recorded {
  readonly name: string;
  /** What says which call it is: the type of a network, the method of others. */
  readonly nameSpan: Span;
  /** Of a network or provisioner; for others their name. */
  readonly type: string;
  /** The name that a provisioner is given. */
  readonly id?: string | undefined;
  /** Named by their position. Several of one position where a later call of the same folder may count or not. */
  readonly arguments: readonly SettingRecord[];
  /** Those that its block sets included. */
  readonly options: SettingRecord[];
  /** Calls in its block. */
  readonly calls: CallRecord[];
  readonly complete: boolean;
  /** The block that it is written in: a name takes an earlier position only there. */
  readonly frame: Frame | undefined;
  /** The entry of the same id that this one replaces. */
  readonly replaces?: CallRecord;
}

export interface ProviderRecord extends CallRecord {
  /** Set through the second parameter of the block. */
  readonly overrides: Records;
}

/** A statement in the block of a machine or provider that configures something else than that block does. */
export interface StrayRecord extends Recorded {
  readonly inside: "machine" | "provider";
}

/** A call of the first configuration version, or one that no version has. */
export interface OldCallRecord extends Recorded {
  readonly name: string;
  readonly nameSpan: Span;
  readonly version: 1 | 2;
}

/** Everything set in one scope, in order. */
export interface Records {
  readonly settings: SettingRecord[];
  readonly providers: ProviderRecord[];
  readonly calls: CallRecord[];
  readonly oldCalls: OldCallRecord[];
  readonly strays: StrayRecord[];
  readonly unreadable: Span[];
  /** Where blocks read variables that have changed since. */
  readonly changed: Span[];
}

/** A machine that `define` names. */
export interface Definition {
  readonly name: string;
  readonly nameSpan: Span;
  readonly entry: Span;
  /** Under what there is such a machine: what all its definitions have in common. */
  condition: Condition;
  readonly options: SettingRecord[];
  readonly records: Records;
}

/** A block whose statements are being read, and whom they are about. */
export interface Frame {
  readonly kind: "configure" | "machine" | "provider";
  readonly records: Records;
}

/** A Vagrantfile as its statements set it. */
export interface Recording {
  readonly shared: Records;
  /** By name. */
  readonly definitions: Map<string, Definition>;
  /** The blocks of `Vagrant.configure`. */
  readonly blocks: Recorded[];
  frame: Frame | undefined;
}

export function emptyRecords(): Records {
  return { settings: [], providers: [], calls: [], oldCalls: [], strays: [], unreadable: [], changed: [] };
}

/** Where a call is, as part of a record that counts under `given`. */
export function recordedAt({ head, statement, condition }: Call, given = always): Recorded {
  return { head, entry: statement, condition: given.length === 0 ? condition : condition.slice(given.length) };
}

/** The records of a write such as `memory = 512`, under the given name. */
export function settingsOf(call: Call, name: string, given = always): readonly SettingRecord[] {
  const argument = call.arguments[call.arguments.length - 1];
  const { head, entry, condition } = recordedAt(call, given);
  const value = argument?.value ?? { kind: "unknown", span: head, environment: false };
  const use = argument?.span ?? head;
  // Written out, as files set much: a spread takes several times as long.
  return flattened([{ name, nameSpan: call.nameSpan, value, use, head, entry, condition }]);
}

/** The record of a call, whose arguments from the position `fixed` on may be a hash of options that cannot be read. */
export function callOf(call: Call, name: string, frame?: Frame, given = always, fixed = Infinity): CallRecord {
  const { nameSpan, statement, arguments: all } = call;
  const positional = all.filter(({ value }) => value.kind !== "map");
  const { head, entry, condition } = recordedAt(call, given);
  return {
    name,
    nameSpan,
    type: name,
    arguments: positional.map((argument, index) => settingFrom(argument, String(index), statement)),
    options: optionsOf(call),
    calls: [],
    complete: call.optionsComplete && all[fixed]?.value.kind !== "unknown",
    frame,
    id: undefined,
    head,
    entry,
    condition,
  };
}

/** Calls with those in their blocks. */
export function withInner(calls: readonly CallRecord[]): readonly CallRecord[] {
  return calls.every((call) => call.calls.length === 0)
    ? calls
    : calls.flatMap((call) => [call, ...withInner(call.calls)]);
}

/** Each entry of a hash as a setting of its own: `env = { "A" => "b" }` sets `env.A`. */
export function flattened(records: readonly SettingRecord[]): readonly SettingRecord[] {
  if (!records.some(({ value }) => value.kind === "map")) return records;
  return records.flatMap((record) => {
    const { value, name, condition, use } = record;
    if (value.kind !== "map") return [record];
    const entries = settingsFrom(value.pairs, use).map((entry) => ({
      ...entry,
      name: `${name}.${entry.name}`,
      condition,
    }));
    return value.complete ? entries : [...entries, record];
  });
}

/** What a setting was surely given before the call; undefined where it was not. */
export function writtenValue(
  records: readonly SettingRecord[],
  name: string,
  { condition }: Call,
  given: Condition,
): Value | undefined {
  const written = records.findLast((record) => record.name === name);
  const isSure = written && under(written.condition, condition.slice(given.length))?.length === 0;
  return isSure ? written.value : undefined;
}

/** The options of a call, under a condition of their own where several calls add up. */
export function optionsOf(call: Call, condition: Condition = always): SettingRecord[] {
  const { options, head } = call;
  return settingsFrom(options, call.arguments[call.arguments.length - 1]?.span ?? head, condition);
}

/** The records of a hash that is written or named at `use`; keys that cannot be read are left out. */
function settingsFrom(pairs: readonly Pair[], use: Span, condition: Condition = always): SettingRecord[] {
  return pairs.flatMap((pair): SettingRecord[] => {
    if (pair.key.kind !== "text") return [];
    const { value, key, entry } = pair;
    const name = key.value;
    // In another file the statement that brings the hash is the one to change.
    if (entry.file) return [{ name, nameSpan: use, value, use, head: use, entry: use, condition }];
    return [{ name, nameSpan: pair.keySpan, value, use: pair.use, head: entry, entry, condition }];
  });
}

/** An argument as a setting. */
export function settingFrom({ value, span }: Argument, name = "", entry = span): SettingRecord {
  return { name, nameSpan: span, value, use: span, head: span, entry, condition: always };
}
