import type { Fact } from "../../../model/fact.ts";
import type { Machine, MachineNetwork, Provider, SyncedFolder } from "../../../model/machine.ts";
import type { Place } from "../../../model/place.ts";
import { combined, given } from "./combine.ts";
import { folderId } from "./merge.ts";
import { asBoolean, asMebibytes, asNumber, asText, FactMaker, orUnreadable, type PlaceOf } from "./facts.ts";
import { createProvisioner, evidenceOf } from "./provisioners.ts";
import {
  emptyRecords,
  withInner,
  type CallRecord,
  type Definition,
  type ProviderRecord,
  type Records,
  type Recorded,
  type Recording,
  type SettingRecord,
} from "../records.ts";
import { isLeftOpen, scalarOf, type Span } from "../ruby/values.ts";
import type { ScriptReader } from "./scripts.ts";

const NETWORK = "vm.network";
const FOLDER = "vm.synced_folder";
const PROVISIONER = "vm.provision";
/** Calls with fields of their own in a machine. */
const SHARES: readonly string[] = [NETWORK, FOLDER, PROVISIONER];

/** Loops may multiply machines; more than this are treated as one. */
const MACHINE_LIMIT = 256;

export interface MachineContext {
  readonly uri: string;
  readonly place: PlaceOf;
  readonly scripts: ScriptReader;
}

/** The machines of a recording: those that are defined, or the one that every Vagrantfile without a definition has. */
export function createMachines(recording: Recording, context: MachineContext): readonly Machine[] {
  const { definitions, blocks, shared } = recording;
  if (definitions.size > 0) {
    return [...definitions.values()]
      .slice(0, MACHINE_LIMIT)
      .map((definition) => createMachine(definition, shared, context));
  }
  const [block] = blocks;
  if (!block) return [];
  const boxes = [...shared.providers.flatMap(({ overrides }) => overrides.settings), ...shared.settings].filter(
    ({ name }) => name === "vm.box",
  );
  const box = boxes.at(-1);
  const definition: Definition = {
    name: "default",
    nameSpan: box ? box.use : block.head,
    entry: block.entry,
    condition: block.condition,
    options: [],
    records: emptyRecords(),
  };
  return [createMachine(definition, shared, context)];
}

function createMachine(definition: Definition, shared: Records, context: MachineContext): Machine {
  const { place, uri, scripts } = context;
  const at = place(definition.nameSpan);
  const make = new FactMaker(place, at);
  const records = combined(shared, definition);
  const { settings } = records;
  const named = (name: string): CallRecord[] => records.calls.filter((call) => call.name === name);
  const folders = named(FOLDER);
  const options = definition.options.flatMap((option) => given(option, definition.condition));
  const around = { make, scripts, uri, isWindows: evidenceOf(settings) };
  const commands: Machine["commands"][number][] = [];
  const provisioners: Machine["provisioners"][number][] = [];
  const unreadable = unreadableOf(records, definition).map(place);
  const pick = (...names: string[]): Fact<string> => make.pick(settings, names, asText);
  const machine: Machine = {
    kind: "machine",
    uri,
    name: definition.name,
    at,
    entry: place(definition.entry),
    complete: unreadable.length === 0,
    primary: make.pick(options, ["primary"], asBoolean),
    autostart: make.pick(options, ["autostart"], asBoolean),
    box: pick("vm.box"),
    boxVersion: pick("vm.box_version"),
    boxUrl: pick("vm.box_url"),
    boxArchitecture: pick("vm.box_architecture"),
    guest: pick("vm.guest"),
    communicator: pick("vm.communicator"),
    hostname: pick("vm.hostname", "vm.host_name"),
    providers: providersOf(records.providers, make),
    networks: named(NETWORK).flatMap((record) => networkOf(record, make) ?? []),
    syncedFolders: folders.map((record) => folderOf(record, make)),
    provisioners,
    settings: make.settings(settings),
    options: make.settings(options),
    calls: withInner(records.calls.filter(({ name }) => !SHARES.includes(name))).map((call) => make.call(call)),
    vagrantFolder: vagrantFolderOf(folders, make),
    oldCalls: records.oldCalls.map(({ name, nameSpan, entry, version, condition }) => ({
      name,
      version,
      at: place(nameSpan),
      entry: place(entry),
      conditional: condition.length > 0,
    })),
    strays: records.strays.map(({ inside, head, entry }) => ({ inside, at: place(head), entry: place(entry) })),
    changedVariables: distinct(records.changed).map(place),
    commands,
    unreadable,
  };
  for (const record of named(PROVISIONER)) {
    const provisioner = createProvisioner(record, machine, around);
    provisioners.push(provisioner);
    commands.push(...provisioner.commands);
  }
  return machine;
}

function unreadableOf(records: Records, definition: Definition): readonly Span[] {
  const spans = [...records.unreadable];
  const addOpen = (settings: readonly SettingRecord[]): void => {
    for (const setting of settings) if (isOpen(setting)) spans.push(setting.use);
  };
  addOpen(definition.options);
  addOpen(records.settings);
  for (const { overrides } of records.providers) {
    addOpen(overrides.settings);
    spans.push(...overrides.unreadable);
  }
  const calls = records.calls.filter(({ name }) => !name.startsWith("trigger."));
  for (const { name, complete, head, options } of withInner([...records.providers, ...calls])) {
    if (!complete && SHARES.includes(name)) spans.push(head);
    addOpen(options);
  }
  return distinct(spans);
}

/** Loops and machines repeat the same statement. */
function distinct(spans: readonly Span[]): readonly Span[] {
  return spans.length < 2 ? spans : [...new Map(spans.map((span) => [`${span.start}:${span.end}`, span])).values()];
}

/** Vagrant shares the project as /vagrant unless another folder shares `.` or this one is disabled. */
function vagrantFolderOf(folders: readonly CallRecord[], make: FactMaker): Machine["vagrantFolder"] {
  const is = (records: readonly SettingRecord[], text: string): boolean =>
    records.some(({ value }) => scalarOf(value) === text);
  const deciding =
    folders.findLast((folder) => is(partAt(folder, 1), "/vagrant")) ??
    folders.findLast((folder) => folderId(folder) === undefined || is(partAt(folder, 0), "."));
  if (!deciding) return make.certain("present");
  const { at, entry, own } = partOf(deciding, make);
  const disabled = orUnreadable(own.pick(deciding.options, ["disabled"], asBoolean), deciding.complete, at, entry);
  const isOpen = deciding.condition.length > 0 || disabled.state === "unreadable" || folderId(deciding) === undefined;
  if (isOpen) return { state: "unreadable", at, entry };
  const isThere = is(partAt(deciding, 1), "/vagrant");
  const isDisabled = disabled.state === "known" && disabled.value;
  return { state: "known", value: isThere ? (isDisabled ? "disabled" : "present") : "gone", at, entry };
}

/**
 * Lists, tables and objects are values that can be read, if not as one scalar. What the file leaves to the environment
 * has been read as well: no file has it.
 */
function isOpen({ value }: SettingRecord): boolean {
  if (isLeftOpen(value)) return false;
  return value.kind === "unknown" || (value.kind === "text" && value.segments.some((segment) => segment.hole));
}

/** Blocks for one provider add up; findings are reported at the last one that certainly counts. */
function providersOf(records: readonly ProviderRecord[], make: FactMaker): readonly Provider[] {
  const groups = new Map<string, ProviderRecord[]>();
  for (const record of records) {
    const group = groups.get(record.type);
    if (group) group.push(record);
    else groups.set(record.type, [record]);
  }
  return [...groups.values()].flatMap((group) => {
    const last = group.findLast(({ condition }) => condition.length === 0) ?? group[group.length - 1];
    return last ? [providerOf(last, group, make)] : [];
  });
}

/** Of several blocks, one under a condition says nothing certain. */
function partsOf<T extends Recorded>(
  group: readonly ProviderRecord[],
  part: (record: ProviderRecord) => readonly T[],
): readonly T[] {
  return group.flatMap((record) => {
    if (group.length === 1 || record.condition.length === 0) return part(record);
    return part(record).map((one) => ({ ...one, condition: [...record.condition, ...one.condition] }));
  });
}

const MEMORY_NAMES = ["memory", "memsize", "vmx.memsize", "modifyvm --memory", "memory_mb", "memory_size"];
const CPU_NAMES = ["cpus", "vmx.numvcpus", "modifyvm --cpus", "cpu_count"];

function providerOf(record: ProviderRecord, group: readonly ProviderRecord[], make: FactMaker): Provider {
  const at = make.place(record.nameSpan);
  const own = new FactMaker(make.place, at);
  const settings = partsOf(group, (one) => one.options);
  const overrides = partsOf(group, (one) => one.overrides.settings);
  return {
    name: record.type,
    at,
    entry: make.place(record.entry),
    conditional: group.every(({ condition }) => condition.length > 0),
    memory: own.pick(settings, MEMORY_NAMES, record.type === "qemu" ? asMebibytes : asNumber),
    cpus: own.pick(settings, CPU_NAMES, asNumber),
    box: own.pick(overrides, ["vm.box"], asText),
    settings: own.settings(settings),
    overrides: own.settings(overrides),
    calls: partsOf(group, (one) => withInner(one.calls)).map((call) => own.call(call)),
  };
}

const NETWORK_TYPES = ["forwarded_port", "private_network", "public_network"] as const;

function networkOf(record: CallRecord, make: FactMaker): MachineNetwork | undefined {
  const type = NETWORK_TYPES.find((one) => one === record.type);
  if (!type) return undefined;
  const { at, entry, own } = partOf(record, make);
  const { replaces } = record;
  const fact = <T>(names: readonly string[], convert: Parameters<typeof own.pick<T>>[2]): Fact<T> =>
    orUnreadable(own.pick(record.options, names, convert), record.complete, at, entry);
  return {
    type,
    at,
    entry,
    conditional: record.condition.length > 0,
    guest: fact(["guest"], asNumber),
    host: fact(["host"], asNumber),
    hostIp: fact(["host_ip"], asText),
    ip: fact(["ip"], asText),
    settings: own.settings(record.options),
    replaces: replaces && networkOf(replaces, make),
  };
}

function folderOf(record: CallRecord, make: FactMaker): SyncedFolder {
  const { at, entry, own } = partOf(record, make);
  const { replaces } = record;
  return {
    at,
    entry,
    conditional: record.condition.length > 0,
    source: own.fact(partAt(record, 0), asText),
    target: own.fact(partAt(record, 1), asText),
    type: orUnreadable(folderType(record, own), record.complete, at, entry),
    disabled: orUnreadable(own.pick(record.options, ["disabled"], asBoolean), record.complete, at, entry),
    settings: own.settings(record.options),
    replaces: replaces && folderOf(replaces, make),
  };
}

/** `type: "nfs"`, or `nfs: true` as it was written before. */
function folderType(record: CallRecord, make: FactMaker): Fact<string> {
  const type = make.pick(record.options, ["type"], asText);
  if (type.state !== "unset") return type;
  return make.pick(record.options, ["nfs"], (value) => (value === true ? "nfs" : undefined));
}

/** What is given as the argument at a position. */
function partAt(record: CallRecord, position: number): readonly SettingRecord[] {
  return record.arguments.filter(({ name }) => name === String(position));
}

function partOf(record: CallRecord, make: FactMaker): { at: Place; entry: Place; own: FactMaker } {
  const at = make.place(record.nameSpan);
  return { at, entry: make.place(record.entry), own: new FactMaker(make.place, at) };
}
