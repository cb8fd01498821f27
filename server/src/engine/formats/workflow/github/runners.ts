import type { Place } from "../../../model/place.ts";
import { literal } from "../expressions.ts";
import { areOnWindows, type Runner } from "../script.ts";
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
} from "../../yaml/nodes.ts";

const readLiteral = literal("github");

/** `runs-on`: a label, a list of labels, `{ group, labels }`, with values of a literal matrix filled in. */
export function runnerOf(job: Fields, owner: Place): Runner {
  const value = job.get("runs-on");
  if (!value || isNothing(value)) return { runsOn: { state: "unset", at: owner }, onWindows: false };
  const labels = mappingOf(value) ? fieldsOf(value).get("labels") : value;
  const place = { at: placeOf(labels ?? value), entry: (labels ?? value).entry };
  const items = itemsOf(labels).map((item) => machinesOf(textOf(item), job));
  const known = items.filter((machines) => machines !== undefined);
  const names = [...new Set(known.flat(2))];
  return {
    runsOn:
      known.length === items.length && names.length > 0
        ? { state: "known", value: names, ...place }
        : { state: "unreadable", ...place },
    // The labels of a list all name one machine.
    onWindows: known.some(areOnWindows),
  };
}

/** Every value that the text can take; undefined if one of them is unknown. */
export function matrixValues(text: string, job: Fields): readonly string[] | undefined {
  return machinesOf(text, job)?.flat();
}

/** The values that the text can take, each a label or a list of labels. */
function machinesOf(text: string | undefined, job: Fields): readonly (readonly string[])[] | undefined {
  if (text === undefined) return undefined;
  if (readLiteral(text) !== undefined) return [[text]];
  const match = /^([^$]*)\$\{\{\s*matrix\.([\w-]+(?:\.[\w-]+)*)\s*\}\}([^$]*)$/.exec(text);
  if (!match) return undefined;
  const [, before = "", path = "", after = ""] = match;
  const values = valuesOfMatrix(job, path.split("."));
  return values?.map((labels) => labels.map((label) => before + label + after));
}

function valuesOfMatrix(
  job: Fields,
  [first = "", ...rest]: readonly string[],
): readonly (readonly string[])[] | undefined {
  const matrix = fieldsOf(fieldsOf(job.get("strategy")).get("matrix"));
  const axis = field(matrix, first);
  const included = itemsOf(matrix.get("include"));
  // An axis or an `include` that a run computes may bring any value.
  if (axis && !sequenceOf(axis)) return undefined;
  if (included.some((item) => !mappingOf(item))) return undefined;

  const left = itemsOf(axis).filter((item) => !isExcluded(item, first, matrix));
  const given = included.flatMap((item) => field(fieldsOf(item), first) ?? []);
  const values = [...left, ...given].map((item) => textsAt(item, rest));
  const known = values.filter((labels) => labels !== undefined);
  return known.length > 0 && known.length === values.length ? known : undefined;
}

/** An `exclude` that names nothing else takes the value out of the matrix; with others it takes out combinations. */
function isExcluded(value: Node, axis: string, matrix: Fields): boolean {
  const text = textOf(value);
  return itemsOf(matrix.get("exclude")).some((item) => {
    const fields = fieldsOf(item);
    return text !== undefined && fields.size === 1 && textOf(field(fields, axis)) === text;
  });
}

/** Expressions are case-insensitive. */
function field(fields: Fields, name: string): Entry | undefined {
  return fields.get(name) ?? [...fields.values()].find((entry) => entry.name.toLowerCase() === name.toLowerCase());
}

/** Labels below a value of the matrix, which may itself be a list of labels. */
function textsAt(value: Node, path: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = path;
  if (first !== undefined) {
    const inner = field(fieldsOf(value), first);
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
