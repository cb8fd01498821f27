import * as nodes from "@ruby/prism/src/nodes.js";
import { createLocalScope, LOOP_LIMIT, readBody, readRepeatedly, spanOfNode, type Jump, type Run } from "./run.ts";
import { readUncertain } from "./control.ts";
import { itemsOf, numberValue, unknown, type Span, type Value } from "./values.ts";

/** A block's body, run once with these values for its parameters. */
export function runBlock(
  block: nodes.BlockNode,
  values: readonly Value[],
  run: Run,
): { value: Value; jump: Jump | undefined } {
  const { scope } = run;
  run.scope = createLocalScope(scope);
  bind(parametersOf(block), values, spanOfNode(block, run), run.scope.variables);
  try {
    return readBody(run, () => run.execute(block.body));
  } finally {
    run.scope = scope;
  }
}

/** Reads a block of a call when the code around the call has ended, as Vagrant does with machines and providers. */
export function runLater(block: nodes.BlockNode, run: Run, values: readonly Value[], around: Around): void {
  const { clock: met } = run;
  const here = standing(run);
  run.later.push((begun) => {
    const before = standing(run);
    Object.assign(run, here, { block: { met, begun }, jump: undefined });
    around(() => runBlock(block, values, run));
    Object.assign(run, before);
  });
}

function standing(run: Run): Partial<Run> {
  const { tree, source, file, path, scope, condition, repeated, calls, bodies, statement, block, jump } = run;
  return { tree, source, file, path, scope, condition, repeated, calls, bodies, statement, block, jump };
}

/** Called with the reading of a block, which it starts. */
export type Around = (read: () => void) => void;

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
    return name === "map" ? unknown(span) : receiver;
  }
  const results: Value[] = [];
  readRepeatedly(run, () => {
    for (const round of rounds) {
      const { value, jump } = runBlock(block, round, run);
      results.push(value);
      if (jump === "break" || jump === "return") break;
    }
  });
  return name === "map" ? { kind: "list", items: results, span } : receiver;
}

const LOOPS: ReadonlySet<string> = new Set("each each_pair each_with_index times upto downto map".split(" "));

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
  if (name === "each_with_index") return items?.map((item, index) => [item, numberValue(index, span)]);
  return items?.map((item) => [item]);
}

function counted(from: number, to: number, span: Span): readonly (readonly Value[])[] | undefined {
  return itemsOf({ kind: "range", from, to, span }, LOOP_LIMIT)?.map((item) => [item]);
}

/** A name, or names in parentheses. */
type Parameter = string | readonly Parameter[];

function parametersOf(block: nodes.BlockNode): readonly Parameter[] {
  const { parameters } = block;
  if (!(parameters instanceof nodes.BlockParametersNode)) return [];
  return parameters.parameters?.requireds.map(parameterOf) ?? [];
}

function parameterOf(node: nodes.Node): Parameter {
  if (node instanceof nodes.MultiTargetNode) return node.lefts.map(parameterOf);
  return "name" in node && typeof node.name === "string" ? node.name : "_";
}

/** A single list is spread over several parameters, as Ruby does. */
function bind(
  parameters: readonly Parameter[],
  values: readonly Value[],
  span: Span,
  variables: Map<string, Value>,
): void {
  const [only] = values;
  const spread = parameters.length > 1 && values.length === 1 && only?.kind === "list" ? only.items : values;
  parameters.forEach((parameter, index) => {
    const value = spread[index] ?? unknown(span);
    if (typeof parameter === "string") variables.set(parameter, value);
    else bind(parameter, value.kind === "list" ? value.items : [], span, variables);
  });
}
