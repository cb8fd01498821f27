import { parseDevice, parseMount } from "../../model/values.ts";
import { readText } from "./facts.ts";
import {
  entryOf,
  isNull,
  mappingOf,
  type ListValue,
  type MappingValue,
  type ScalarValue,
  type Value,
} from "./value.ts";

/**
 * A service as docker compose merges it: `over` is the later file, or the service that extends `base`. Most lists are
 * joined, most mappings merged, single values replaced.
 */
export function combineServices(base: MappingValue, over: MappingValue): MappingValue {
  return combineMappings(base, over, (name, below, above) => combineSetting(name, below, above));
}

type Combine = (name: string, base: Value, over: Value) => Value;

function combineMappings(base: MappingValue, over: MappingValue, combine: Combine): MappingValue {
  const entries = new Map(base.entries());
  for (const [name, value] of over.entries()) {
    const below = entries.get(name);
    if (value.tag === "reset") entries.delete(name);
    else if (below === undefined || value.tag === "override") entries.set(name, value);
    else if (!isNull(value)) entries.set(name, isNull(below) ? value : combine(name, below, value));
  }
  return mappingOf(entries, standingFor(base, over), base.complete && over.complete);
}

function combineSetting(name: string, base: Value, over: Value): Value {
  switch (name) {
    case "command":
    case "entrypoint":
      return over;
    case "build":
      return combineNested("context", base, over);
    case "depends_on":
    case "networks":
      return combineNested(undefined, base, over);
    case "environment":
    case "labels":
    case "annotations":
    case "sysctls":
      return joined(base, over, keyOfAssignment);
    case "ulimits":
      return base.kind === "mapping" && over.kind === "mapping"
        ? combineMappings(base, over, (_, __, above) => above)
        : over;
    case "healthcheck":
      return combineAny(base, over, (inner, below, above) => (inner === "test" ? above : combineAny(below, above)));
    default:
      return joinsScalars.has(name)
        ? joined(base, over, keysOfItems[name])
        : combineAny(base, over, combineSettingBelow, name);
  }
}

/** Settings that take one text or a list, so that two texts make a list. */
const joinsScalars = new Set(["dns", "dns_opt", "dns_search", "env_file", "label_file", "tmpfs", "extra_hosts"]);

function combineSettingBelow(_name: string, base: Value, over: Value): Value {
  return combineAny(base, over, combineSettingBelow);
}

function combineAny(base: Value, over: Value, combine: Combine = combineSettingBelow, name = ""): Value {
  if (base.kind === "mapping" && over.kind === "mapping") return combineMappings(base, over, combine);
  if (base.kind === "list" && over.kind === "list") return joined(base, over, keysOfItems[name]);
  return over;
}

/** Short forms become mappings first: a text the one named setting, a list its items as names. */
function combineNested(shortName: string | undefined, base: Value, over: Value): Value {
  const below = asMapping(shortName, base);
  const above = asMapping(shortName, over);
  if (!below || !above) return over;
  return combineMappings(below, above, (name, inner, outer) =>
    shortName !== undefined && ["args", "labels", "additional_contexts"].includes(name)
      ? joined(inner, outer, keyOfAssignment)
      : combineAny(inner, outer),
  );
}

function asMapping(shortName: string | undefined, value: Value): MappingValue | undefined {
  if (value.kind === "mapping") return value;
  const { site, origin } = value;
  const names =
    value.kind === "list"
      ? value.items
          .filter((item): item is ScalarValue => item.kind === "scalar")
          .map((item) => [item.node.text, item] as const)
      : value.kind === "scalar" && shortName !== undefined
        ? [[shortName, value] as const]
        : undefined;
  if (!names) return undefined;
  const entries = new Map<string, Value>(names);
  return { kind: "mapping", site, origin, tag: undefined, complete: true, entries: () => entries };
}

/** The place of what was merged: in the extending service, else in the first file. */
function standingFor<T extends Value>(base: T, over: T): T {
  return base.origin === undefined ? base : over;
}

type KeyOfItem = (item: Value) => string | undefined;

/** Later items replace earlier ones with the same key, in their position. */
function joined(base: Value, over: Value, keyOf: KeyOfItem | undefined): Value {
  if (base.kind === "lost" || over.kind === "lost") return base.kind === "lost" ? base : over;
  const isKeyed = keyOf === keyOfAssignment;
  const items = new Map<string, Value>();
  let unnamed = 0;
  for (const { name, item } of [...itemsOf(base), ...itemsOf(over)]) {
    const key = name ?? keyOf?.(item) ?? `\n${String(unnamed++)}`;
    items.set(key, isKeyed && name === undefined && item.kind === "scalar" ? { ...item, isAssignment: true } : item);
  }
  const { site, origin } = standingFor(base, over);
  if (isKeyed) return { kind: "mapping", site, origin, tag: undefined, complete: true, entries: () => items };
  const list: ListValue = { kind: "list", site, origin, tag: undefined, items: [...items.values()] };
  return list;
}

function itemsOf(value: Value): readonly { readonly name: string | undefined; readonly item: Value }[] {
  if (value.kind === "mapping") return [...value.entries()].map(([name, item]) => ({ name, item }));
  if (value.kind === "list") return value.items.map((item) => ({ name: undefined, item }));
  return [{ name: undefined, item: value }];
}

/** `A` of `A=b`. */
const keyOfAssignment: KeyOfItem = (item) => {
  const text = textOf(item);
  return text === undefined ? undefined : (/^[^=]*/.exec(text)?.[0] ?? text);
};

const wholeText: KeyOfItem = (item) => textOf(item);

const keysOfItems: Readonly<Record<string, KeyOfItem>> = {
  cap_add: wholeText,
  cap_drop: wholeText,
  expose: wholeText,
  links: wholeText,
  profiles: wholeText,
  extra_hosts: wholeText,
  dns: wholeText,
  dns_opt: wholeText,
  dns_search: wholeText,
  tmpfs: (item) => textOf(item)?.split("=")[0],
  env_file: (item) => textOf(entryOf(item, "path") ?? item),
  ports: (item) => textOf(item),
  volumes: (item) => targetOf(item, (text) => parseMount(text)?.target),
  devices: (item) => targetOf(item, (text) => parseDevice(text)?.container),
};

function targetOf(item: Value, parse: (text: string) => string | undefined): string | undefined {
  if (item.kind === "mapping") return textOf(entryOf(item, "target"));
  const text = textOf(item);
  return text === undefined ? undefined : parse(text);
}

function textOf(value: Value | undefined): string | undefined {
  if (value?.kind !== "scalar") return undefined;
  const { text, isKnown } = readText(value);
  return isKnown ? text : undefined;
}
