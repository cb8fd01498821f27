import type { Argument, Call, Pair, Span, Value } from "./ruby/values.ts";

/** What a statement of a Vagrantfile said, before it is known for which machines it counts. */
interface Recorded {
  readonly head: Span;
  /** The whole statement. */
  readonly entry: Span;
  /** Only a run can tell whether it counts. */
  readonly conditional: boolean;
}

/** `name = value` or `name: value`. */
export interface SettingRecord extends Recorded {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value;
  /** The value as written. */
  readonly use: Span;
  /** Said through the second parameter of a provider's block. */
  readonly override?: boolean;
}

export interface ProviderRecord extends Recorded {
  readonly name: string;
  readonly nameSpan: Span;
  readonly settings: SettingRecord[];
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
  readonly options: SettingRecord[];
  readonly records: Records;
}

/** A Vagrantfile as its statements say it. */
export interface Recording {
  readonly shared: Records;
  /** By name. */
  readonly definitions: Map<string, Definition>;
  /** The blocks of `Vagrant.configure`. */
  readonly blocks: { readonly head: Span; readonly entry: Span }[];
  /** The machine whose block is being read. */
  current?: Definition | undefined;
}

export function emptyRecords(): Records {
  return { settings: [], providers: [], networks: [], folders: [], provisioners: [], triggers: [], unreadable: [] };
}

/** The record of a write such as `memory = 512`, under the given name. */
export function settingOf(call: Call, name: string): SettingRecord {
  const argument = call.arguments[call.arguments.length - 1];
  return {
    name,
    nameSpan: call.nameSpan,
    value: argument?.value ?? { kind: "unknown", span: call.head, environment: false },
    use: argument?.span ?? call.head,
    head: call.head,
    entry: call.statement,
    conditional: call.conditional,
  };
}

/** The records of keyword arguments; keys that cannot be read are left out. */
export function optionsOf(pairs: readonly Pair[], conditional: boolean): SettingRecord[] {
  return pairs.flatMap(({ key, keySpan, value, use, entry }) => {
    if (key.kind !== "text") return [];
    return [{ name: key.value, nameSpan: keySpan, value, use, head: entry, entry, conditional }];
  });
}
