import type { Item } from "../../../model/fact.ts";
import type { Device, Mount, Port, Ulimit } from "../../../model/service.ts";
import { parseDevice, parseInteger, parseMount, parsePort, parseUlimit } from "../../../model/values.ts";
import { known, parseYesNo, readItem, readText, unreadable } from "./facts.ts";
import { entryOf, isNull, type MappingValue, type Value } from "../project/value.ts";

// Short and long syntax of one item, made the same; and by what docker compose takes two items for one.
// https://github.com/compose-spec/compose-go/blob/main/override/uncity.go

export function readPort(value: Value): Item<Port> {
  if (value.kind !== "mapping") return readItem(value, parsePort);
  const fields = readFields(value, ["target", "published", "host_ip", "protocol"]);
  const port = fields && parsePort(portText(fields));
  return port ? known(value, port) : unreadable(value);
}

function portText(fields: ReadonlyMap<string, string>): string {
  const hostIp = fields.get("host_ip");
  const host = hostIp?.includes(":") ? `[${hostIp}]:` : hostIp !== undefined ? `${hostIp}:` : "";
  return `${host}${fields.get("published") ?? ""}:${fields.get("target") ?? ""}/${fields.get("protocol") ?? "tcp"}`.replace(
    /^:/,
    "",
  );
}

export function keyOfPort({ hostIp = "0.0.0.0", published = "", target, protocol }: Port): string {
  return `${hostIp}:${published}:${target}/${protocol}`;
}

/** `A` of `A=b`. */
export function keyOfText(text: string): string {
  return text.split("=", 1)[0] ?? text;
}

export function readMount(value: Value): Item<Mount> {
  if (value.kind !== "mapping") return readItem(value, parseMount);
  const fields = readFields(value, ["type", "source", "target", "read_only"]);
  const type = mountTypes.find((name) => name === fields?.get("type"));
  const target = fields?.get("target");
  const readOnly = parseYesNo(fields?.get("read_only") ?? "false");
  if (!fields || type === undefined || target === undefined || readOnly === undefined) return unreadable(value);
  return known(value, { type, source: fields.get("source"), target, readOnly, options: mountOptions(value) });
}

/** The target without what says nothing: `/data/` is `/data`. */
export function keyOfMount({ target }: Mount): string {
  return target.replace(/\/(?:\.?\/)+/g, "/").replace(/(.)\/\.?$/, "$1");
}

const mountTypes: readonly Mount["type"][] = ["bind", "volume", "tmpfs", "npipe", "cluster", "image"];

/** Options of the long syntax as the short one writes them. */
function mountOptions(value: MappingValue): readonly string[] {
  const bind = entryOf(value, "bind");
  const options = [textOf(entryOf(bind, "propagation")), textOf(entryOf(bind, "selinux"))];
  const nocopy = parseYesNo(textOf(entryOf(entryOf(value, "volume"), "nocopy")) ?? "no");
  return [...options, nocopy === true ? "nocopy" : undefined].filter((option) => option !== undefined);
}

export function readDevice(value: Value): Item<Device> {
  if (value.kind !== "mapping") return readItem(value, parseDevice);
  const fields = readFields(value, ["source", "target", "permissions"]);
  const host = fields?.get("source");
  if (!fields || host === undefined) return unreadable(value);
  const cdi = parseDevice(host)?.cdi === true;
  return known(value, { host, container: fields.get("target") ?? host, permissions: fields.get("permissions"), cdi });
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

export function textOf(value: Value | undefined): string | undefined {
  if (value?.kind !== "scalar") return undefined;
  if (!value.node.text.includes("$")) return value.node.text;
  const { text, isKnown } = readText(value);
  return isKnown ? text : undefined;
}
