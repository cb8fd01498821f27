import * as nodes from "@ruby/prism/src/nodes.js";
import { LOOP_LIMIT, readBody, readRepeatedly, spanOfNode, writeVariable, type Jump, type Run } from "./run.ts";
import { readUncertain } from "./control.ts";
import { itemsOf, numberValue, unknown, type Span, type Value } from "./values.ts";

/** A block's body, run once with these values for its parameters. */
export function runBlock(
  block: nodes.BlockNode,
  values: readonly Value[],
  run: Run,
): { value: Value; jump: Jump | undefined } {
  const names = parametersOf(block);
  const saved = names.flatMap(namesOf).map((name) => [name, run.locals.get(name)] as const);
  bind(names, values, spanOfNode(block, run), run);
  try {
    return readBody(run, () => run.execute(block.body));
  } finally {
    for (const [name, value] of saved) writeVariable(name, value, run);
  }
}

/** `each`, `times`, `upto`, `map` …; undefined when the method is no loop. */
export function readLoop(
  receiver: Value,
  name: string,
  values: readonly Value[],
  node: nodes.CallNode,
  run: Run,
): Value | undefined {
  const { block } = node;
  if (!(block instanceof nodes.BlockNode) || !LOOPS.has(name)) return undefined;
  const span = spanOfNode(node, run);
  const rounds = roundsOf(receiver, name, values, span);
  if (!rounds) {
    readUncertain(node, run, () => runBlock(block, [], run));
    return COLLECTING.has(name) ? unknown(span) : receiver;
  }
  const results: Value[] = [];
  readRepeatedly(run, () => {
    for (const round of rounds) {
      const { value, jump } = runBlock(block, round, run);
      results.push(value);
      if (jump === "break" || jump === "return") break;
    }
  });
  if (name === "map" || name === "collect") return { kind: "list", items: results, span };
  return COLLECTING.has(name) ? unknown(span) : receiver;
}

const LOOPS: ReadonlySet<string> = new Set([
  ..."each each_pair each_with_index each_key each_value each_entry reverse_each times upto downto step loop".split(
    " ",
  ),
  ..."map collect flat_map select filter reject each_with_object each_slice sort_by group_by to_h".split(" "),
]);
const COLLECTING: ReadonlySet<string> = new Set(
  "map collect flat_map select filter reject each_with_object each_slice sort_by group_by to_h".split(" "),
);

/** The values that each round of the loop receives; undefined when they cannot be known. */
function roundsOf(
  receiver: Value,
  name: string,
  values: readonly Value[],
  span: Span,
): readonly (readonly Value[])[] | undefined {
  const [argument] = values;
  if (receiver.kind === "number") {
    if (name === "times") return counted(0, receiver.value - 1, span);
    const isCount = (name === "upto" || name === "downto") && argument?.kind === "number";
    if (!isCount) return undefined;
    if (name === "upto") return counted(receiver.value, argument.value, span);
    return counted(argument.value, receiver.value, span)?.toReversed();
  }
  const items = itemsOf(receiver, LOOP_LIMIT);
  if (!items || name === "each_slice" || name === "step") return undefined;
  if (name === "each_with_index") return items.map((item, index) => [item, numberValue(index, span)]);
  if (name === "reverse_each") return items.map((item) => [item]).toReversed();
  if (name === "each_key") return items.map((item) => (item.kind === "list" ? item.items.slice(0, 1) : []));
  if (name === "each_value") return items.map((item) => (item.kind === "list" ? item.items.slice(1) : []));
  return items.map((item) => [item]);
}

function counted(from: number, to: number, span: Span): readonly (readonly Value[])[] | undefined {
  return itemsOf({ kind: "range", from, to, span }, LOOP_LIMIT)?.map((item) => [item]);
}

/** A name, or names in parentheses. */
type Parameter = string | readonly Parameter[];

function parametersOf(block: nodes.BlockNode): readonly Parameter[] {
  const { parameters } = block;
  if (parameters instanceof nodes.NumberedParametersNode) {
    return Array.from({ length: parameters.maximum }, (_, index) => `_${index + 1}`);
  }
  if (parameters instanceof nodes.ItParametersNode) return ["it"];
  if (!(parameters instanceof nodes.BlockParametersNode)) return [];
  return parameters.parameters?.requireds.map(parameterOf) ?? [];
}

function parameterOf(node: nodes.Node): Parameter {
  if (node instanceof nodes.MultiTargetNode) return node.lefts.map(parameterOf);
  return "name" in node && typeof node.name === "string" ? node.name : "_";
}

function namesOf(parameter: Parameter): readonly string[] {
  return typeof parameter === "string" ? [parameter] : parameter.flatMap(namesOf);
}

/** A single list is spread over several parameters, as Ruby does. */
function bind(parameters: readonly Parameter[], values: readonly Value[], span: Span, run: Run): void {
  const [only] = values;
  const spread = parameters.length > 1 && values.length === 1 && only?.kind === "list" ? only.items : values;
  parameters.forEach((parameter, index) => {
    const value = spread[index] ?? unknown(span);
    if (typeof parameter === "string") writeVariable(parameter, value, run);
    else bind(parameter, value.kind === "list" ? value.items : [], span, run);
  });
}
