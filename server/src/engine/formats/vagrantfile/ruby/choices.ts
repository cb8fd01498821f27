import type * as nodes from "@ruby/prism/src/nodes.js";
import { assign, spanOfNode, type Run, type Write } from "./run.ts";
import { assumed, agreedValue, truth, unknown, type Span, type Value } from "./values.ts";

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
  for (const [variables, names] of merged(ends)) {
    for (const [name, before] of names) {
      const after = ends.map((end) => {
        const changed = end.get(variables)?.get(name);
        return changed ? changed.after : before;
      });
      const all = agreedValue(after, span, expected);
      for (const end of ends) {
        const changed = end.get(variables)?.get(name);
        if (changed) changed.joined = all;
      }
      run.writes?.push({ variables, name, before });
      assign(variables, name, all);
    }
  }
  return agreedValue(results, span, expected);
}

/** Reads a block of one way of a choice: a variable that nothing has written since holds what it held in that way. */
function withEnd(end: Ends, read: () => void): void {
  const changed: (() => void)[] = [];
  for (const [variables, names] of end) {
    for (const [name, { after, joined: all }] of names) {
      if (variables.get(name) !== all) continue;
      assign(variables, name, after);
      changed.push(() => variables.get(name) === after && assign(variables, name, all));
    }
  }
  read();
  for (const restore of changed) restore();
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
type Ends = ReadonlyMap<Map<string, Value>, Map<string, Ended>>;
type Ended = Pick<Write, "before"> & {
  readonly after: Value | undefined;
  /** What the variable holds after the choice. */
  joined?: Value;
};

/** Takes writes back. The first one of each variable has what it held before all of them. */
function undone(writes: readonly Write[]): Ends {
  const ends = new Map<Map<string, Value>, Map<string, Ended>>();
  for (const { variables, name, before } of writes) {
    const names = ends.get(variables) ?? new Map<string, Ended>();
    ends.set(variables, names);
    if (!names.has(name)) names.set(name, { before, after: variables.get(name) });
  }
  for (const [variables, names] of ends) for (const [name, { before }] of names) assign(variables, name, before);
  return ends;
}

/** What each variable held that any of the ways has changed. */
function merged(ends: readonly Ends[]): ReadonlyMap<Map<string, Value>, ReadonlyMap<string, Value | undefined>> {
  const all = new Map<Map<string, Value>, Map<string, Value | undefined>>();
  for (const [variables, names] of ends.flatMap((end) => [...end])) {
    const known = all.get(variables) ?? new Map<string, Value | undefined>();
    all.set(variables, known);
    for (const [name, { before }] of names) known.set(name, before);
  }
  return all;
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
