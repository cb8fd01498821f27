import type * as nodes from "@ruby/prism/src/nodes.js";
import { spanOfNode, type Run, type Variable, type Write } from "./run.ts";
import { agreedValue, assumed, truth, unknown, type Span, type Value } from "./values.ts";

/**
 * Reads the ways of a choice that a run makes, each as if it were the one, and gives the results of those that do not end
 * the run. After the choice a variable is known if all of them agree about it, or if one of them is likely.
 */
export function readWays(run: Run, span: Span, ways: readonly (() => Value | undefined)[], likely?: number): Value {
  const { condition, writes, later } = run;
  const passed = run.passed.length;
  const choice = { ways: ways.length };
  const ends: Ends[] = [];
  const results: (Value | undefined)[] = [];
  let expected: number | undefined;
  ways.forEach((read, way) => {
    run.condition = [...condition, { choice, way }];
    run.writes = [];
    run.later = [];
    const result = read();
    const end = undone(run.writes);
    later.push(...run.later.map((waiting) => (begun: number) => withEnd(end, () => waiting(begun))));
    if (!run.ended) {
      if (way === likely) expected = ends.length;
      ends.push(end);
      results.push(result);
    }
    run.ended = false;
  });
  run.ended = ends.length === 0;
  run.condition = run.passed.length === passed ? condition : [...condition, ...run.passed.slice(passed)];
  run.writes = writes;
  run.later = later;
  for (const variable of new Set(ends.flatMap((end) => [...end.keys()]))) {
    const before = variable.value;
    const all = agreedValue(
      ends.map((end) => (end.has(variable) ? end.get(variable)?.after : before)),
      span,
      expected,
    );
    for (const end of ends) {
      const changed = end.get(variable);
      if (changed) changed.joined = all;
    }
    run.writes?.push({ variable, before });
    variable.value = all;
  }
  return agreedValue(results, span, expected);
}

/** Reads a block of one way of a choice: a variable that nothing has written since holds what it held in that way. */
function withEnd(end: Ends, read: () => void): void {
  const changed = [...end].filter(([variable, ended]) => variable.value === ended.joined);
  for (const [variable, { after }] of changed) variable.value = after;
  read();
  for (const [variable, { after, joined: all }] of changed) if (variable.value === after) variable.value = all;
}

/** Runs the blocks that wait, and those that come to wait meanwhile. */
export function runWaiting(run: Run): void {
  while (run.later.length > 0) {
    const waiting = run.later;
    const begun = run.clock;
    run.later = [];
    for (const read of waiting) read(begun);
  }
}

/** What a way has done to variables. */
type Ends = ReadonlyMap<Variable, Ended>;
interface Ended {
  readonly after: Value | undefined;
  /** What the variable holds after the choice. */
  joined?: Value;
}

/** Takes writes back. */
function undone(writes: readonly Write[]): Ends {
  const ends = new Map<Variable, Ended>();
  for (const { variable } of writes) ends.set(variable, { after: variable.value });
  for (const { variable, before } of writes.toReversed()) variable.value = before;
  return ends;
}

/** Reads a part that may run or not. */
export function readPerhaps<T>(run: Run, span: Span, read: () => T): T | undefined {
  let result: T | undefined;
  const perhaps = (): undefined => {
    result = read();
  };
  readWays(run, span, [perhaps, () => undefined]);
  return result;
}

/** `a || b`: of an environment variable and a default, the default. */
export function either(left: Value, readRight: () => Value, node: nodes.Node, run: Run): Value {
  if (left.assumed) return left;
  if (left.kind === "object" || truth(left)) return left;
  if (left.kind !== "unknown") return readRight();
  const span = spanOfNode(node, run);
  const right = readPerhaps(run, span, readRight);
  if (!right || !left.environment) return unknown(span);
  return right.kind === "unknown" ? right : assumed(right);
}
