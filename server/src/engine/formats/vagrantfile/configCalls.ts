import { createBlock, record, recordCustomize, valueOf } from "./blockObjects.ts";
import { callOf, emptyRecords, recordedAt, settingFrom, type Frame, type Recording, type Records } from "./records.ts";
import type { Condition } from "./ruby/conditions.ts";
import { textOf, type Argument, type Call } from "./ruby/values.ts";

/** What the statements of a block configure. */
export interface ConfiguredBlock {
  readonly records: Records;
  readonly recording: Recording;
  readonly source: string;
  /** Of the configuration. */
  readonly version: 1 | 2;
  /** What is set here counts as a part of something that counts under this. */
  readonly given: Condition;
  /** The block whose parameter this is. */
  readonly frame: Frame;
}

/** Records a call of `config`; some have a form of their own. */
export function recordCall(call: Call, name: string, scope: ConfiguredBlock): void {
  const method = METHODS.get(name);
  if (method) method(call, scope);
  else record(callOf(call, name, scope.frame, scope.given), call, scope.records.calls);
}

const METHODS: ReadonlyMap<string, (call: Call, scope: ConfiguredBlock) => void> = new Map([
  ["vm.network", recordNetwork],
  ["vm.synced_folder", recordFolder],
  ["vm.provision", recordProvisioner],
  ["vm.forward_port", recordForwardedPort],
  ["vm.share_folder", recordSharedFolder],
  ["vm.customize", recordCustomization],
  ["trigger.before", recordTrigger],
  ["trigger.after", recordTrigger],
]);

const NETWORK_TYPES: ReadonlySet<string> = new Set(["forwarded_port", "private_network", "public_network"]);
/** Of the first configuration version. */
const OLD_NETWORK_TYPES: ReadonlyMap<string, string> = new Map([
  ["hostonly", "private_network"],
  ["bridged", "public_network"],
]);

function recordNetwork(call: Call, scope: ConfiguredBlock): void {
  const { records, version, frame, given } = scope;
  const [first, second] = call.arguments;
  const name = first && nameOf(first);
  if (!first || name === undefined) {
    records.unreadable.push(call.head);
    return;
  }
  const isKnown = NETWORK_TYPES.has(name);
  const hasAddress = second !== undefined && second.value.kind !== "map" && second.value.kind !== "unknown";
  if (!isKnown || hasAddress) noteOld(call, scope, isKnown && hasAddress ? second.span : first.span);
  const type = isKnown ? name : OLD_NETWORK_TYPES.get(name);
  // What Vagrant refuses configures nothing.
  if (type === undefined || (version === 2 && (!isKnown || hasAddress))) return;
  const made = callOf(call, "vm.network", frame, given, 1);
  if (hasAddress) made.options.push(settingFrom(second, "ip"));
  records.calls.push({ ...made, type, nameSpan: first.span });
}

function recordFolder(call: Call, { records, frame, given }: ConfiguredBlock): void {
  if (call.arguments.length > 0) {
    records.calls.push({ ...callOf(call, "vm.synced_folder", frame, given, 2), nameSpan: call.head });
  }
}

/** The first argument is the type, or a name when `type:` is given too. */
function recordProvisioner(call: Call, { records, frame, given }: ConfiguredBlock): void {
  const [first] = call.arguments;
  const made = callOf(call, "vm.provision", frame, given, 1);
  const named = made.options.find((option) => option.name === "type");
  const written = first && nameOf(first);
  const type = named ? textOf(named.value) : written;
  if (!first || type === undefined) {
    records.unreadable.push(call.head);
    record(made, call, []);
  } else {
    record({ ...made, type, id: named && written, nameSpan: first.span }, call, records.calls);
  }
}

/** `config.vm.forward_port 80, 8080` of the first configuration version. */
function recordForwardedPort(call: Call, scope: ConfiguredBlock): void {
  const { records, frame, given } = scope;
  const [guest, host] = call.arguments;
  noteOld(call, scope);
  if (!guest || !host) return;
  const options = [settingFrom(guest, "guest"), settingFrom(host, "host")];
  records.calls.push({ ...callOf(call, "vm.network", frame, given), type: "forwarded_port", options });
}

/** `config.vm.share_folder "name", "/guest", "host"` of the first configuration version. */
function recordSharedFolder(call: Call, scope: ConfiguredBlock): void {
  const [, target, source, ...rest] = call.arguments;
  noteOld(call, scope);
  if (source && target) recordFolder({ ...call, arguments: [source, target, ...rest] }, scope);
}

/** `config.vm.customize ["modifyvm", …]` of the first configuration version, which had VirtualBox only. */
function recordCustomization(call: Call, scope: ConfiguredBlock): void {
  const { records, frame, given } = scope;
  const made = { ...callOf(call, "vm.provider", frame, given), type: "virtualbox", overrides: emptyRecords() };
  noteOld(call, scope);
  records.providers.push(made);
  recordCustomize(call, made.options, call.condition);
  call.block?.now(valueOf(createBlock(made, call.condition), call.head));
}

/** `config.trigger.after [:up, :reload]` names its actions in a list or one by one. */
function recordTrigger(call: Call, { records, frame, given }: ConfiguredBlock): void {
  const actions = call.arguments.flatMap(({ value, span }): readonly Argument[] =>
    value.kind === "list" ? value.items.map((item) => ({ value: item, span: item.span })) : [{ value, span }],
  );
  record(callOf({ ...call, arguments: actions }, `trigger.${call.name}`, frame, given), call, records.calls);
}

/** A call that the second configuration version does not have. */
function noteOld(call: Call, { records, version, given }: ConfiguredBlock, nameSpan = call.nameSpan): void {
  records.oldCalls.push({ name: call.name, nameSpan, version, ...recordedAt(call, given) });
}

export function nameOf(argument: Argument): string | undefined {
  const { value } = argument;
  return value.kind === "number" ? String(value.value) : textOf(value);
}
