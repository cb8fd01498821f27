import { fieldsOf, itemsOf, mappingOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import type { Reads } from "../../yaml/entryReader.ts";
import type { Definitions } from "./definitions.ts";
import { isInherited, type JobFields } from "./layers.ts";

const longestValue = 10_000;

/** Variables by name; undefined for one whose value is known only at run time. */
export type Variables = ReadonlyMap<string, Entry | undefined>;

/** Returns texts with variables of the file filled in. The first scope that has a variable wins. */
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

/** The scopes of a job's variables, those that win first. */
export function variablesOf(own: JobFields, definitions: Definitions): readonly Variables[] {
  const inherit = own.below("inherit").get("variables");
  const shared = [...definitions.job("variables").fields].filter(([name]) => isInherited(inherit, name));
  const matrix = definitions.items(own.below("parallel").get("matrix")).map((item) => fieldsOf(item));
  const ruled = [own.fields.get("rules"), fieldsOf(definitions.entry("workflow")).get("rules")]
    .flatMap((rules) => definitions.items(rules))
    .flatMap((rule) => [...fieldsOf(fieldsOf(rule).get("variables")).keys()]);
  const entry = own.fields.get("variables");
  const target = entry && definitions.referred(entry);
  const variables = target && target !== entry ? fieldsOf(target) : own.below("variables");
  return [
    combined(matrix),
    // Only a run knows which rule holds.
    new Map(ruled.map((name) => [name, undefined])),
    new Map([...variables].map(([name, value]) => [name, definitions.referred(value)])),
    new Map(shared),
  ];
}

/** The variables of a matrix: a name with several values has none. */
function combined(matrix: readonly Fields[]): Variables {
  const values = new Map<string, Entry | undefined>();
  for (const [name, list] of matrix.flatMap((fields) => [...fields])) {
    for (const value of itemsOf(list)) {
      const isSame = !values.has(name) || textOf(values.get(name)) === textOf(value);
      values.set(name, isSame ? value : undefined);
    }
  }
  return values;
}
