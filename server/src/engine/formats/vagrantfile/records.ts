import { always, under, type Condition } from "./ruby/conditions.ts";
import type { Argument, Call, Pair, Span, Value } from "./ruby/values.ts";

/** What a statement of a Vagrantfile said, before it is known for which machines it counts. */
interface Recorded {
  readonly head: Span;
  /** The whole statement. */
  readonly entry: Span;
  /** What only a run can tell: whether it counts. For parts of a record, once the record itself counts. */
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

export interface ProviderRecord extends Recorded {
  readonly name: string;
  readonly nameSpan: Span;
  readonly settings: SettingRecord[];
  /** Said through the second parameter of the block. */
  readonly overrides: Records;
}

export interface NetworkRecord extends Recorded {
  readonly type: "forwarded_port" | "private_network" | "public_network";
  readonly nameSpan: Span;
  readonly options: readonly SettingRecord[];
  readonly complete: boolean;
}

export interface FolderRecord extends Recorded {
  readonly source: Argument | undefined;
  readonly target: Argument | undefined;
  readonly options: readonly SettingRecord[];
  readonly complete: boolean;
}

export interface ProvisionerRecord extends Recorded {
  readonly type: string;
  readonly name: string | undefined;
  readonly nameSpan: Span;
  readonly options: SettingRecord[];
  readonly complete: boolean;
  /** Images that a docker provisioner pulls or runs. */
  readonly images: SettingRecord[];
}

export interface TriggerRecord extends Recorded {
  readonly when: "before" | "after";
  readonly actions: readonly string[];
  readonly options: SettingRecord[];
}

/** Everything said in one scope, in order. */
export interface Records {
  readonly settings: SettingRecord[];
  readonly providers: ProviderRecord[];
  readonly networks: NetworkRecord[];
  readonly folders: FolderRecord[];
  readonly provisioners: ProvisionerRecord[];
  readonly triggers: TriggerRecord[];
  readonly unreadable: Span[];
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

/** A Vagrantfile as its statements say it. */
export interface Recording {
  readonly shared: Records;
  /** By name. */
  readonly definitions: Map<string, Definition>;
  /** The blocks of `Vagrant.configure`. */
  readonly blocks: Recorded[];
  /** The machine whose block is being read. */
  current?: Definition | undefined;
}

export function emptyRecords(): Records {
  return { settings: [], providers: [], networks: [], folders: [], provisioners: [], triggers: [], unreadable: [] };
}

/** What a call says about itself, as part of a record that counts under `given`. */
export function recordedAt({ head, statement, condition }: Call, given = always): Recorded {
  return { head, entry: statement, condition: condition.slice(given.length) };
}

/** The records of a write such as `memory = 512`, under the given name. */
export function settingsOf(call: Call, name: string, given = always): readonly SettingRecord[] {
  const argument = call.arguments[call.arguments.length - 1];
  const recorded = recordedAt(call, given);
  const value = argument?.value ?? { kind: "unknown", span: recorded.head, environment: false };
  return flattened([{ name, nameSpan: call.nameSpan, value, use: argument?.span ?? recorded.head, ...recorded }]);
}

/** Each entry of a hash as a setting of its own: `env = { "A" => "b" }` sets `env.A`. */
export function flattened(records: readonly SettingRecord[]): readonly SettingRecord[] {
  if (!records.some(({ value }) => value.kind === "map")) return records;
  return records.flatMap((record) => {
    const { value, name, condition } = record;
    if (value.kind !== "map") return [record];
    const entries = optionsOf(value.pairs).map((entry) => ({ ...entry, name: `${name}.${entry.name}`, condition }));
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

/** The records of keyword arguments; keys that cannot be read are left out. */
export function optionsOf(pairs: readonly Pair[], condition: Condition = always): SettingRecord[] {
  const options: SettingRecord[] = [];
  for (const { key, keySpan, value, use, entry } of pairs) {
    if (key.kind === "text") {
      options.push({ name: key.value, nameSpan: keySpan, value, use, head: entry, entry, condition });
    }
  }
  return options;
}
