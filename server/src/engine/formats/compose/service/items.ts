import type { Item, ListFact } from "../../../model/fact.ts";
import type { Device, DeviceRequest, Mount, Port, Ulimit } from "../../../model/service.ts";
import { writtenPart, type Part, type PartialText } from "../../../model/partialText.ts";
import { parseDevice, parseInteger, parseMount, parsePort, parseUlimit, portOf } from "../../../model/values.ts";
import { asText } from "../../yaml/index.ts";
import { known, parseYesNo, readItem, readParts, textIn, unreadable, type FactReader } from "./facts.ts";
import { entryOf, isNull, type MappingValue, type Value } from "../project/value.ts";

// Short and long syntax of one item, made the same; and by what docker compose takes two items for one.
// https://github.com/compose-spec/compose-go/blob/main/override/uncity.go

export function readPort(value: Value): Item<Port> {
  if (value.kind !== "mapping") return readParts(value, parsePort);
  const field = (name: string): string | PartialText | undefined => partsOf(entryOf(value, name));
  const names = ["target", "published", "host_ip", "protocol"];
  if (names.some((name) => isLost(entryOf(value, name)))) return unreadable(value);
  const [target, published, hostIp, protocol] = names.map(field);
  const port = portOf({ target, published, hostIp, protocol });
  return port ? known(value, port) : unreadable(value);
}

export function keyOfPort({ hostIp = "0.0.0.0", published = "", target, protocol = "tcp" }: Port): string {
  return `${writtenPart(hostIp)}:${writtenPart(published)}:${writtenPart(target)}/${protocol}`;
}

/** `A` of `A=b`. */
export function keyOfText(text: string): string {
  return text.split("=", 1)[0] ?? text;
}

export function readMount(value: Value): Item<Mount> {
  if (value.kind !== "mapping") return readParts(value, parseMount);
  const [type, source, target, mode] = ["type", "source", "target", "read_only"].map((name) => entryOf(value, name));
  if ([type, source, target].some(isLost) || (mode && mode.kind !== "scalar")) return unreadable(value);
  const kind = mountTypes.find((name) => name === textOf(type));
  const readOnly = mode === undefined || isNull(mode) ? false : readYesNo(mode);
  const mount = {
    type: kind,
    source: partOf(source),
    target: partOf(target),
    readOnly: readOnly === "refused" ? undefined : readOnly,
    options: mountOptions(value),
  };
  // A type or mode that a run fills in may be any; one that the file gives must be one of the engine's.
  const isRefused = (kind === undefined && textOf(type) !== undefined) || type === undefined || readOnly === "refused";
  return isRefused || mount.target === undefined ? unreadable(value) : known(value, { ...mount, target: mount.target });
}

function readYesNo(value: Value): boolean | "refused" | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : (parseYesNo(text) ?? "refused");
}

/** The target without what says nothing: `/data/` is `/data`. */
export function keyOfMount({ target }: Mount): string {
  return writtenPart(target)
    .replace(/\/(?:\.?\/)+/g, "/")
    .replace(/(.)\/\.?$/, "$1");
}

const mountTypes: readonly Mount["type"][] = ["bind", "volume", "tmpfs", "npipe", "cluster", "image"];

/** Options of the long syntax as the short one writes them. */
function mountOptions(value: MappingValue): readonly string[] {
  const bind = entryOf(value, "bind");
  const options = [textOf(entryOf(bind, "propagation")), textOf(entryOf(bind, "selinux"))];
  const creates = parseYesNo(textOf(entryOf(bind, "create_host_path")) ?? "yes");
  const nocopy = parseYesNo(textOf(entryOf(entryOf(value, "volume"), "nocopy")) ?? "no");
  return [
    ...options,
    nocopy === true ? "nocopy" : undefined,
    // Only the long syntax has it: a missing source is refused and not created.
    creates === false ? "create_host_path=false" : undefined,
  ].filter((option) => option !== undefined);
}

export function readDevice(value: Value): Item<Device> {
  if (value.kind !== "mapping") return readItem(value, parseDevice);
  const fields = readFields(value, ["source", "target", "permissions"]);
  const host = fields?.get("source");
  if (!fields || host === undefined) return unreadable(value);
  const cdi = parseDevice(host)?.cdi === true;
  return known(value, { host, container: fields.get("target") ?? host, permissions: fields.get("permissions"), cdi });
}

/** `gpus`, or the devices of a reservation. Compose adds the capability under `gpus` and requires one elsewhere. */
export function readDeviceRequests(value: Value, facts: FactReader): ListFact<DeviceRequest> {
  const gpu = { driver: undefined, capabilities: ["gpu"] };
  if (value.kind === "scalar") {
    return facts.list(value, (text) => readItem(text, (word) => (word === "all" ? gpu : undefined)));
  }
  return facts.list(value, (item) => {
    const driver = entryOf(item, "driver");
    const capabilities = facts.texts(entryOf(item, "capabilities"));
    const named = capabilities.state === "known" ? capabilities.value : [];
    const names = named.flatMap((name) => (name.state === "known" ? [name.value] : []));
    const isRead = driver === undefined || isNull(driver) || textOf(driver) !== undefined;
    if (item.kind !== "mapping" || !isRead || capabilities.state === "unreadable" || names.length < named.length) {
      return unreadable(item);
    }
    const listed = capabilities.state === "unset" ? gpu.capabilities : names;
    return known(item, { driver: driver && !isNull(driver) ? textOf(driver) : undefined, capabilities: listed });
  });
}

/** The aliases on all networks of a service. */
export function readNetworkAliases(networks: Value, facts: FactReader): ListFact<string> {
  if (networks.kind !== "mapping") return facts.unset;
  const items = [...networks.entries().values()].flatMap((network) => {
    const aliases = entryOf(network, "aliases");
    if (network.kind === "lost") return [unreadable(network)];
    if (aliases === undefined || isNull(aliases)) return [];
    return aliases.kind === "list" ? aliases.items.map((alias) => readItem(alias, asText)) : [unreadable(aliases)];
  });
  return items.length === 0 ? facts.unset : known(networks, items);
}

export function readUlimit(value: Value): Item<Ulimit> {
  if (value.kind !== "mapping") return readItem(value, (text) => (text.includes(":") ? undefined : parseUlimit(text)));
  const fields = readFields(value, ["soft", "hard"]);
  const soft = parseInteger(fields?.get("soft") ?? "");
  const hard = parseInteger(fields?.get("hard") ?? "");
  return soft === undefined || hard === undefined ? unreadable(value) : known(value, { soft, hard });
}

/** Texts of these entries; undefined when one of them depends on a run. */
function readFields(value: MappingValue, names: readonly string[]): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (const name of names) {
    const field = entryOf(value, name);
    if (field === undefined || isNull(field)) continue;
    const text = textOf(field);
    if (text === undefined) return undefined;
    fields.set(name, text);
  }
  return fields;
}

/** The text of a scalar with its unresolved stretches; undefined for nothing and for what a run fills in as a whole. */
function partsOf(value: Value | undefined): string | PartialText | undefined {
  if (value?.kind !== "scalar" || isNull(value)) return undefined;
  const text = textIn(value);
  return typeof text === "object" ? (text.known ?? text.partial()) : text;
}

function partOf(value: Value | undefined): Part | undefined {
  const parts = partsOf(value);
  return parts === undefined || typeof parts === "string" ? parts : { written: parts.written };
}

function isLost(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== "scalar";
}

export function textOf(value: Value | undefined): string | undefined {
  const text = value && textIn(value);
  return typeof text === "object" ? text.known : text;
}
