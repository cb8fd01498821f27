import * as nodes from "@ruby/prism/src/nodes.js";
import { createLocalScope, LOOP_LIMIT, readBody, spanOfNode, type Jump, type Run } from "./run.ts";
import { readUncertain } from "./control.ts";
import { bindParameters } from "./parameters.ts";
import { itemsOf, numberValue, unknown, type Span, type Value } from "./values.ts";

/** A block's body, run once with these values for its parameters. */
export function runBlock(
  block: nodes.BlockNode,
  values: readonly Value[],
  run: Run,
): { value: Value; jump: Jump | undefined } {
  const { scope } = run;
  run.scope = createLocalScope(scope);
  const parameters = block.parameters instanceof nodes.BlockParametersNode ? block.parameters.parameters : null;
  const [only] = values;
  const isSpread = parameters && parameters.requireds.length > 1 && values.length === 1 && only?.kind === "list";
  bindParameters(parameters, isSpread ? only.items : values, spanOfNode(block, run), run);
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
  const { tree, source, file, path, scope, condition, bodies, statement, block, jump } = run;
  return { tree, source, file, path, scope, condition, bodies, statement, block, jump };
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
  for (const round of rounds) {
    const { value, jump } = runBlock(block, round, run);
    results.push(value);
    if (jump === "break" || jump === "return") break;
  }
  return name === "map" ? { kind: "list", items: results, span } : receiver;
}

const LOOPS: ReadonlySet<string> = new Set("each each_pair each_with_index times upto map".split(" "));

/** The values that each round of the loop receives; undefined when they cannot be known. */
function roundsOf(
  receiver: Value,
  name: string,
  values: readonly Value[],
  span: Span,
): readonly (readonly Value[])[] | undefined {
  const [argument] = values;
  if (receiver.kind === "number") {
    const to =
      name === "times"
        ? receiver.value - 1
        : name === "upto" && argument?.kind === "number"
          ? argument.value
          : undefined;
    const from = name === "times" ? 0 : receiver.value;
    return to === undefined ? undefined : itemsOf({ kind: "range", from, to, span }, LOOP_LIMIT)?.map((item) => [item]);
  }
  const items = itemsOf(receiver, LOOP_LIMIT);
  return items?.map((item, index) => (name === "each_with_index" ? [item, numberValue(index, span)] : [item]));
}
