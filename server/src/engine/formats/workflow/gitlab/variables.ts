import { fieldsOf, mappingOf, textOf, type Entry } from "../nodes.ts";

/** Text with variables of the file filled in; undefined where the server sets one. */
export type Reads = (text: string) => string | undefined;

const longestValue = 10_000;

/** Variables by name; undefined for one whose value only a run can tell. */
export type Variables = ReadonlyMap<string, Entry | undefined>;

/** The first scope that has a variable wins. */
export function variableReader(scopes: readonly Variables[]): Reads {
  // A variable that is being read counts as unreadable, so that none can hold itself.
  const known = new Map<string, string | undefined>();
  const valueOf = (name: string): string | undefined => {
    if (known.has(name)) return known.get(name);
    known.set(name, undefined);
    const entry = scopes.find((scope) => scope.has(name))?.get(name);
    const written = textOf(entry && mappingOf(entry) ? fieldsOf(entry).get("value") : entry);
    const value = written === undefined || known.size > 200 ? undefined : reads(written);
    known.set(name, value);
    return value;
  };
  const reads: Reads = (text) => {
    if (!text.includes("$")) return text;
    let length = 0;
    let readable = !text.includes("$[[");
    const value = text.replace(/\$(?:\{(\w+)\}|(\w+)|)/g, (_, braced?: string, plain?: string) => {
      const inner = readable ? valueOf(braced ?? plain ?? "") : undefined;
      length += inner?.length ?? 0;
      if (inner === undefined || length > longestValue) readable = false;
      return readable ? (inner ?? "") : "";
    });
    return readable ? value : undefined;
  };
  return reads;
}
