import { optionsOf, recordedAt, settingFrom, type Frame, type Recording, type Records } from "./records.ts";
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
  /** The block that the statements are written in. */
  readonly layer: object;
  /** The block whose parameter this is. */
  readonly frame: Frame;
}

type NetworkType = Records["networks"][number]["type"];

const NETWORK_TYPES: ReadonlyMap<string | undefined, NetworkType> = new Map<string, NetworkType>([
  ["forwarded_port", "forwarded_port"],
  ["private_network", "private_network"],
  ["public_network", "public_network"],
]);
/** Of the first configuration version. */
const OLD_NETWORK_TYPES: ReadonlyMap<string | undefined, NetworkType> = new Map<string, NetworkType>([
  ["hostonly", "private_network"],
  ["bridged", "public_network"],
]);

export function recordNetwork(call: Call, scope: ConfiguredBlock): void {
  const [first, second] = call.arguments;
  const name = first && nameOf(first);
  if (!first || name === undefined) {
    scope.records.unreadable.push(call.head);
    return;
  }
  const known = NETWORK_TYPES.get(name);
  const hasAddress = second !== undefined && second.value.kind !== "map" && second.value.kind !== "unknown";
  if (!known || hasAddress) noteOld(call, scope, known && hasAddress ? second.span : first.span);
  const type = known ?? (scope.version === 1 ? OLD_NETWORK_TYPES.get(name) : undefined);
  // What Vagrant refuses configures nothing.
  if (!type || (hasAddress && scope.version === 2)) return;
  const options = optionsOf(call);
  if (hasAddress) options.push(settingFrom(second, "ip"));
  const { head, entry, condition } = recordedAt(call, scope.given);
  const complete = call.optionsComplete && second?.value.kind !== "unknown";
  scope.records.networks.push({ type, nameSpan: first.span, options, complete, head, entry, condition });
}

/** `config.vm.forward_port 80, 8080` of the first configuration version. */
export function recordForwardedPort(call: Call, scope: ConfiguredBlock): void {
  const [guest, host] = call.arguments;
  noteOld(call, scope);
  if (!guest || !host) return;
  scope.records.networks.push({
    type: "forwarded_port",
    nameSpan: call.nameSpan,
    options: [settingFrom(guest, "guest"), settingFrom(host, "host")],
    complete: true,
    ...recordedAt(call, scope.given),
  });
}

/** `config.vm.share_folder "name", "/guest", "host"` of the first configuration version. */
export function recordSharedFolder(call: Call, scope: ConfiguredBlock): void {
  const [, target, source] = call.arguments;
  noteOld(call, scope);
  recordFolder(call, scope, source && target ? [source, target] : []);
}

export function recordFolder(call: Call, scope: ConfiguredBlock, [source, target, third]: readonly Argument[]): void {
  if (!source) return;
  scope.records.folders.push({
    source: [settingFrom(source, "", call.statement)],
    target: target && target.value.kind !== "map" ? [settingFrom(target, "", call.statement)] : [],
    options: optionsOf(call),
    complete: third?.value.kind !== "unknown" && call.optionsComplete,
    ...recordedAt(call, scope.given),
  });
}

/** A call that the second configuration version does not have. */
export function noteOld(call: Call, { records, version, given }: ConfiguredBlock, nameSpan = call.nameSpan): void {
  records.oldCalls.push({ name: call.name, nameSpan, version, ...recordedAt(call, given) });
}

export function nameOf(argument: Argument): string | undefined {
  const { value } = argument;
  return value.kind === "number" ? String(value.value) : textOf(value);
}
