import { composeKeys } from "../../../containerSettings/index.ts";
import { readText } from "../service/facts.ts";
import { isNull, mappingOf, type ListValue, type MappingValue, type ScalarValue, type Value } from "./value.ts";

/**
 * A service as docker compose merges it: `over` is the later file, or the service that extends `base`. Most lists are
 * concatenated, most mappings merged, single values replaced. Items that mean the same are matched where facts are made.
 * https://github.com/compose-spec/compose-go/blob/main/override/merge.go
 */
export function combineServices(base: MappingValue, over: MappingValue): MappingValue {
  return combineMappings(base, over, combineSetting);
}

type Combine = (name: string, base: Value, over: Value) => Value;

function combineMappings(base: MappingValue, over: MappingValue, combine: Combine): MappingValue {
  const entries = new Map(base.entries());
  for (const name of over.resets()) entries.delete(name);
  for (const [name, value] of over.entries()) {
    const below = entries.get(name);
    const isReplaced = below === undefined || isNull(below) || value.tag === "override";
    entries.set(name, isReplaced ? value : combine(name, below, value));
  }
  return mappingOf(standingFor(base, over), entries, base.complete && over.complete, over.resets());
}

function combineSetting(name: string, base: Value, over: Value): Value {
  switch (name) {
    // Here even `null` replaces.
    case "command":
    case "entrypoint":
      return over;
    case "healthcheck":
      return base.kind === "mapping" && over.kind === "mapping"
        ? combineMappings(base, over, (inner, below, above) =>
            inner === "test" ? above : combineAny(inner, below, above),
          )
        : combineAny(name, base, over);
    case "build":
      return combineNested("context", base, over);
    case "depends_on":
    case "networks":
      return combineNested(undefined, base, over);
    case "ulimits":
      return base.kind === "mapping" && over.kind === "mapping"
        ? combineMappings(base, over, (_, __, above) => above)
        : combineAny(name, base, over);
    default:
      return combineAny(name, base, over);
  }
}

function combineAny(name: string, base: Value, over: Value): Value {
  if (isNull(over)) return base;
  if (assignments.has(name)) return joinedByName(base, over, /^[^=]*/);
  if (name === "extra_hosts") return joinedByName(base, over, /^[^]*/);
  if (base.kind === "mapping" && over.kind === "mapping") return combineMappings(base, over, combineAny);
  return (base.kind === "list" && over.kind === "list") || joinsScalars.has(name) ? concatValues(base, over) : over;
}

/** Settings of the model that are a mapping or a list of `NAME=value`. */
const assignments = new Set(composeKeys("isAssigned"));

/** Settings of the model that take one text or a list, so that two texts make a list. */
const joinsScalars = new Set(composeKeys("isTextOrList"));

/** Short forms become mappings first: a text the one named setting, a list its items as names. */
function combineNested(shortName: string | undefined, base: Value, over: Value): Value {
  const below = asMapping(shortName, base);
  const above = asMapping(shortName, over);
  return below && above ? combineMappings(below, above, combineAny) : combineAny("", base, over);
}

function asMapping(shortName: string | undefined, value: Value): MappingValue | undefined {
  if (value.kind === "mapping") return value;
  if (value.kind === "scalar" && shortName !== undefined) return mappingOf(value, new Map([[shortName, value]]));
  if (value.kind !== "list") return undefined;
  const names = value.items.filter((item): item is ScalarValue => item.kind === "scalar");
  return mappingOf(value, new Map(names.map((item) => [item.node.text, item])));
}

/** The place of what was merged: in the extending service, else in the first file. */
function standingFor<T extends Value>(base: T, over: T): T {
  return base.origin === undefined ? base : over;
}

function concatValues(base: Value, over: Value): Value {
  if (base.kind === "lost" || over.kind === "lost") return base.kind === "lost" ? base : over;
  const { site, origin } = standingFor(base, over);
  const list: ListValue = {
    kind: "list",
    site,
    origin,
    tag: undefined,
    items: [base, over].flatMap((value) => (value.kind === "list" ? value.items : [value])),
  };
  return list;
}

/** A mapping with items of lists by the part of their text that names them: later ones take the place of earlier ones. */
function joinedByName(base: Value, over: Value, name: RegExp): Value {
  if (base.kind === "lost" || over.kind === "lost") return base.kind === "lost" ? base : over;
  const entries = new Map(named(base, name));
  const resets = over.kind === "mapping" ? over.resets() : [];
  for (const key of resets) entries.delete(key);
  for (const [key, value] of named(over, name)) entries.set(key, value);
  return mappingOf(standingFor(base, over), entries, true, resets);
}

function named(value: Value, name: RegExp): Iterable<readonly [string, Value]> {
  if (value.kind === "mapping") return value.entries();
  const items = value.kind === "list" ? value.items : [value];
  return items
    .filter((item): item is ScalarValue => item.kind === "scalar")
    .map((item) => [name.exec(readText(item).text)?.[0] ?? "", { ...item, isAssignment: true }] as const);
}
