import { expressionsOf } from "../expressions.ts";
import { EntryReader } from "../../yaml/entryReader.ts";
import { fieldsOf, itemsOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import { memo } from "../../../model/memo.ts";

/** An entry together with what its expressions mean. */
export interface Value {
  readonly entry: Entry;
  readonly scope: ParameterScope;
}

/** What expressions mean in a job, a command, an executor or a call of one of them. */
export interface ParameterScope {
  /** Every value that `parameters.name` can have; undefined if one of them is unknown. */
  valuesOf(name: string): readonly Value[] | undefined;
}

/** Arguments that a workflow, a job or a step gives to what it calls. */
export interface Call {
  readonly values: ReadonlyMap<string, readonly Value[]>;
}

const expression = /<<\s{0,20}([A-Za-z_][\w.-]{0,200})\s{0,20}>>/g;
const soleExpression = /^\s*<<\s{0,20}([A-Za-z_][\w.-]{0,200})\s{0,20}>>\s*$/;
const deepestReference = 20;
const maximumValues = 100;
const longestText = 10_000;

/** Parameters of the pipeline with their defaults: a user who starts one by hand may give other values. */
export function pipelineScope(root: Fields): ParameterScope {
  const parameters = fieldsOf(root.get("parameters"));
  const scope: ParameterScope = {
    valuesOf(name) {
      const declared = /^pipeline\.parameters\.([\w-]+)$/.exec(name)?.[1];
      const value = declared === undefined ? undefined : fieldsOf(parameters.get(declared)).get("default");
      return value && [{ entry: value, scope }];
    },
  };
  return scope;
}

/** The scope in something with parameters, which is called at these places. */
export function calledScope(
  parameters: Entry | undefined,
  calls: readonly Call[],
  pipeline: ParameterScope,
): ParameterScope {
  const declared = fieldsOf(parameters);
  const find = (name: string): readonly Value[] | undefined => {
    const own = declared.get(name);
    if (!own) return undefined;
    const entry = fieldsOf(own).get("default");
    const defaults = entry && [{ entry, scope: pipeline }];
    const values = calls.length > 0 ? calls.map((call) => call.values.get(name) ?? defaults) : [defaults];
    const known = values.filter((one) => one !== undefined).flat();
    return values.includes(undefined) || known.length > maximumValues ? undefined : known;
  };
  const found = new Map<string, readonly Value[] | undefined>();
  return {
    valuesOf(name) {
      if (!name.startsWith("parameters.")) return pipeline.valuesOf(name);
      if (!found.has(name)) found.set(name, find(name.slice("parameters.".length)));
      return found.get(name);
    },
  };
}

/** The arguments of a call in the given scope. */
export function callWith(fields: Fields, scope: ParameterScope): Call {
  return { values: new Map([...fields].map(([name, entry]) => [name, [{ entry, scope }]])) };
}

/** Resolves a value: itself, or the values of the parameter that it names and nothing else. */
export function valuesAt(value: Value, depth = deepestReference): readonly Value[] | undefined {
  const name = soleExpression.exec(textOf(value.entry) ?? "")?.[1];
  if (name === undefined) return [value];
  const values = depth > 0 ? value.scope.valuesOf(name)?.map((one) => valuesAt(one, depth - 1)) : undefined;
  const known = values?.filter((one) => one !== undefined) ?? [];
  return values && known.length === values.length ? known.flat() : undefined;
}

const textsIn = memo((_: ParameterScope) => new Map<string, readonly string[] | undefined>());

/** Every text that the parameter can have; undefined if one of them is unknown. */
function textsOfParameter(name: string, scope: ParameterScope): readonly string[] | undefined {
  const before = textsIn(scope);
  if (before.has(name)) return before.get(name);
  // A parameter that is being read counts as unreadable, so that none can hold itself.
  before.set(name, undefined);
  const values = scope.valuesOf(name)?.map((value) => {
    const written = textOf(value.entry);
    return written === undefined ? undefined : textsOf(written, value.scope);
  });
  const texts = values && !values.includes(undefined) ? [...new Set(values.flatMap((one) => one ?? []))] : undefined;
  before.set(name, texts);
  return texts;
}

/** Every text that the text can become; undefined if one of them is unknown. */
export function textsOf(text: string, scope: ParameterScope): readonly string[] | undefined {
  if (!text.includes("<<")) return [text];
  if (/<<[#^/]/.test(text)) return undefined;
  let texts: readonly string[] = [text];
  for (const name of new Set([...text.matchAll(expression)].map(([, found = ""]) => found))) {
    const values = textsOfParameter(name, scope);
    if (!values || texts.length * values.length > maximumValues) return undefined;
    const replaced = (one: string, by: string): string =>
      one.replace(expression, (written, other: string) => (other === name ? by : written));
    texts = texts.flatMap((one) => values.map((by) => replaced(one, by)));
    if (texts.some(({ length }) => length > longestText)) return undefined;
  }
  return [...new Set(texts)];
}

/** Reads texts that can become one text only. */
export function readerIn(scope: ParameterScope): EntryReader {
  const reads = (text: string): string | undefined => {
    const texts = textsOf(text, scope);
    return texts?.length === 1 ? texts[0] : undefined;
  };
  return new EntryReader(reads, expressionsOf("circleci"));
}

/** The values of `matrix.parameters` of a job in a workflow. */
export function matrixCall(job: Fields, pipeline: ParameterScope): Call {
  const matrix = fieldsOf(fieldsOf(job.get("matrix")).get("parameters"));
  const own = [...matrix].map(([name, list]) => {
    const values = valuesAt({ entry: list, scope: pipeline }) ?? [];
    return [
      name,
      values.flatMap(({ entry, scope }) => itemsOf(entry).map((item) => ({ entry: item, scope }))),
    ] as const;
  });
  const inMatrix = new Map(own);
  const scope: ParameterScope = {
    valuesOf: (name) =>
      name.startsWith("matrix.") ? inMatrix.get(name.slice("matrix.".length)) : pipeline.valuesOf(name),
  };
  return { values: new Map([...callWith(job, scope).values, ...inMatrix]) };
}
