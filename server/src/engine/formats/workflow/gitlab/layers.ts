import { fieldsOf, mappingOf, textOf, itemsOf, type Entry, type Fields } from "../../yaml/nodes.ts";

/** A mapping of which parts may come from several places: later definitions and `extends` are merged in depth. */
export interface JobFields {
  readonly fields: Fields;
  /** Fields below one of them, merged like it. */
  below(name: string): Fields;
  /** False when something that it extends was not found. */
  readonly complete: boolean;
}

const deepestExtends = 11;

/** Reads the jobs, or other mappings, of several files by name; later files win. */
export function createJobFields(layers: readonly Fields[]): (name: string) => JobFields {
  const known = new Map<string, JobFields>();
  const read = (name: string, depth: number): JobFields => {
    const before = known.get(name);
    if (before) return before;
    const merged = createMerged();
    // What extends itself finds nothing.
    known.set(name, { ...merged, complete: false });

    const own = layers.map((layer) => layer.get(name)).filter((entry) => mappingOf(entry));
    const parents = own.findLast((entry) => fieldsOf(entry).has("extends"));
    let complete = own.length > 0 && depth > 0;
    for (const parent of depth > 0 ? namesIn(fieldsOf(parents).get("extends")) : []) {
      const inherited = read(parent, depth - 1);
      complete &&= inherited.complete;
      for (const entry of inherited.fields.values()) merged.add(entry, inherited.below(entry.name));
    }
    for (const definition of own) for (const entry of fieldsOf(definition).values()) merged.add(entry);
    const job = { ...merged, complete };
    known.set(name, job);
    return job;
  };
  return (name) => read(name, deepestExtends);
}

interface Merged extends Omit<JobFields, "complete"> {
  add(entry: Entry, below?: Fields): void;
}

/** Mappings are merged, anything else is replaced. */
function createMerged(): Merged {
  const fields = new Map<string, Entry>();
  const deep = new Map<string, Fields>();
  const below = (name: string): Fields => deep.get(name) ?? fieldsOf(fields.get(name));
  return {
    fields,
    below,
    add(entry, inner = fieldsOf(entry)) {
      const { name } = entry;
      const isMerged = mappingOf(entry) && mappingOf(fields.get(name));
      if (isMerged) deep.set(name, new Map([...below(name), ...inner]));
      else if (inner === fieldsOf(entry)) deep.delete(name);
      else deep.set(name, inner);
      fields.set(name, entry);
    },
  };
}

export function namesIn(value: Entry | undefined): readonly string[] {
  return itemsOf(value).flatMap((item) => textOf(item) ?? []);
}

/** `inherit` takes `true`, `false`, or the names of what is inherited. */
export function isInherited(inherit: Entry | undefined, name: string): boolean {
  const names = itemsOf(inherit).map((item) => textOf(item));
  return inherit === undefined || names[0] === "true" || names.includes(name);
}
