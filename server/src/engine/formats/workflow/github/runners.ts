import type { Fact } from "../../../model/fact.ts";
import type { Place } from "../../../model/place.ts";
import { literal } from "../expressions.ts";
import {
  fieldsOf,
  isNothing,
  itemsOf,
  mappingOf,
  placeOf,
  scalarOf,
  sequenceOf,
  textOf,
  type Entry,
  type Fields,
  type Node,
} from "../nodes.ts";

const readLiteral = literal("github");

/** `runs-on`: a label, a list of labels, `{ group, labels }`, with values of a literal matrix filled in. */
export function runsOnOf(job: Fields, owner: Place): Fact<readonly string[]> {
  const value = job.get("runs-on");
  if (!value || isNothing(value)) return { state: "unset", at: owner };
  const labels = mappingOf(value) ? fieldsOf(value).get("labels") : value;
  const at = placeOf(labels ?? value);
  const { entry } = labels ?? value;
  const names = labels && labelsOf(labels, job);
  return names && names.length > 0 ? { state: "known", value: names, at, entry } : { state: "unreadable", at, entry };
}

/** Every value that the text can take; undefined when one of them cannot be told. */
export function matrixValues(text: string, job: Fields): readonly string[] | undefined {
  if (readLiteral(text) !== undefined) return [text];
  const match = /^([^$]*)\$\{\{\s*matrix\.([\w-]+(?:\.[\w-]+)*)\s*\}\}([^$]*)$/.exec(text);
  if (!match) return undefined;
  const [, before = "", path = "", after = ""] = match;
  return valuesOfMatrix(job, path.split("."))?.map((value) => before + value + after);
}

function labelsOf(value: Entry, job: Fields): readonly string[] | undefined {
  const names: string[] = [];
  for (const item of itemsOf(value)) {
    const text = textOf(item);
    const values = text === undefined ? undefined : matrixValues(text, job);
    if (!values) return undefined;
    names.push(...values);
  }
  return [...new Set(names)];
}

function valuesOfMatrix(job: Fields, [first = "", ...rest]: readonly string[]): readonly string[] | undefined {
  const matrix = fieldsOf(fieldsOf(job.get("strategy")).get("matrix"));
  const axis = matrix.get(first);
  const included = itemsOf(matrix.get("include"));
  // An axis or an `include` that a run computes may bring any value.
  if (axis && !sequenceOf(axis)) return undefined;
  if (included.some((item) => !mappingOf(item))) return undefined;

  const values: string[] = [];
  const given = included.flatMap((item) => fieldsOf(item).get(first) ?? []);
  for (const item of [...itemsOf(axis), ...given]) {
    const found = textsAt(item, rest);
    if (!found) return undefined;
    values.push(...found);
  }
  return values.length > 0 ? [...new Set(values)] : undefined;
}

/** Labels below a value of the matrix, which may itself be a list of labels. */
function textsAt(value: Node, path: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = path;
  if (first !== undefined) {
    const inner = fieldsOf(value).get(first);
    return inner && textsAt(inner, rest);
  }
  const list = sequenceOf(value);
  const nodes = list ? list.node.items.map((item) => ({ source: list.source, node: item.value })) : [value];
  const texts = nodes.map((node) => {
    const text = scalarOf(node)?.text;
    return text === undefined || text === "" ? undefined : readLiteral(text);
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
