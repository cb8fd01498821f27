import type { DefNode, Location, Node } from "@ruby/prism/src/nodes.js";
import type { RubyTree } from "../prism.ts";
import { always, type Condition } from "./conditions.ts";
import { joined, type Call, type Span, type Value } from "./values.ts";

/** Loops over more items than this are read once, with unknown items. */
export const LOOP_LIMIT = 64;
/** Nodes that loops and method calls may read again before the rest counts as unreadable. */
export const REPEAT_LIMIT = 50_000;
/** Calls of methods inside of methods. */
export const CALL_LIMIT = 8;
/** Blocks, loops and methods within each other; what is deeper is refused like what no parser can hold. */
const BODY_LIMIT = 64;

export type Jump = "next" | "break" | "return";

/** Ways to read a node; the handler tables are joined in `reader.ts`. */
export type Handler<N extends Node = Node> = (node: N, run: Run) => Value;

/** A reading of a Ruby text in progress: what is known so far, and under which conditions the current statement runs. */
export interface Run {
  readonly tree: RubyTree;
  readonly source: string;
  readonly methods: Map<string, DefNode>;
  /** Constants, `$globals` and `@instance` variables. */
  readonly globals: Map<string, Value>;
  locals: Map<string, Value>;
  /** Under what the current statement counts. */
  condition: Condition;
  /** What variables held before they were written, since the innermost choice; undefined outside of choices. */
  writes: Write[] | undefined;
  /** Under what the current body runs. */
  certain: Condition;
  /** Uncertain `next` and its kin in the current body: the rest of it counts only when they were not taken. */
  passed: Condition;
  /** More than 0 inside blocks, loops and methods. */
  bodies: number;
  /** More than 0 inside loops and methods, where nodes are read again. */
  repeated: number;
  calls: number;
  steps: number;
  /** How often a configurable object was spoken to. */
  touched: number;
  jump: Jump | undefined;
  /** Text that is not seen has run: it may have set `$globals`. */
  unseen: boolean;
  statement: Span;
  evaluate(node: Node): Value;
  /** The value of the last statement; nil for nothing. */
  execute(body: Node | null): Value;
  /** Something that may shape machines cannot be read. */
  unreadable(span: Span): void;
}

export function spanOfNode(node: { location: Location }, run: Run): Span {
  return { start: run.tree.start(node.location), end: run.tree.end(node.location) };
}

export function spanOfLocation(location: Location, run: Run): Span {
  return { start: run.tree.start(location), end: run.tree.end(location) };
}

export function readVariable(name: string, run: Run): Value | undefined {
  return (isLocal(name) ? run.locals : run.globals).get(name);
}

/** Undefined takes the variable away. */
export function writeVariable(name: string, value: Value | undefined, run: Run): void {
  const variables = isLocal(name) ? run.locals : run.globals;
  run.writes?.push({
    variables,
    key: isLocal(name) ? `${run.calls} ${name}` : name,
    name,
    before: variables.get(name),
  });
  assign(variables, name, value);
}

function assign(variables: Map<string, Value>, name: string, value: Value | undefined): void {
  if (value) variables.set(name, value);
  else variables.delete(name);
}

function isLocal(name: string): boolean {
  return /^[a-z_]/.test(name) || name.charCodeAt(0) > 0x7f;
}

interface Write {
  readonly variables: Map<string, Value>;
  readonly name: string;
  /** Tells variables of the same name in methods that call each other apart. */
  readonly key: string;
  readonly before: Value | undefined;
}

/**
 * Reads the ways of a choice that a run makes, each as if it were the one, and gives their results. Behind the choice a
 * variable is known when all ways agree about it.
 */
export function readWays<T>(run: Run, span: Span, ways: readonly (() => T)[]): readonly T[] {
  const { condition, writes } = run;
  const passed = run.passed.length;
  const choice = { ways: ways.length };
  const ends: ReadonlyMap<string, Ended>[] = [];
  const results = ways.map((read, way) => {
    run.condition = [...condition, { choice, way }];
    run.writes = [];
    const result = read();
    ends.push(undone(run.writes));
    return result;
  });
  run.condition = run.passed.length === passed ? condition : [...condition, ...run.passed.slice(passed)];
  run.writes = writes;
  for (const [key, { variables, name, before }] of new Map(ends.flatMap((end) => [...end]))) {
    const after = ends.map((end) => (end.has(key) ? end.get(key)?.after : before));
    run.writes?.push({ variables, name, key, before });
    assign(variables, name, joined(after, span));
  }
  return results;
}

type Ended = Write & { readonly after: Value | undefined };

/** Takes writes back. The first one of each variable knows what it held before all of them. */
function undone(writes: readonly Write[]): ReadonlyMap<string, Ended> {
  const ends = new Map<string, Ended>();
  for (const write of writes) {
    if (!ends.has(write.key)) ends.set(write.key, { ...write, after: write.variables.get(write.name) });
  }
  for (const { variables, name, before } of ends.values()) assign(variables, name, before);
  return ends;
}

/** Reads a part that may run or not. */
export function readPerhaps<T>(run: Run, span: Span, read: () => T): T | undefined {
  return readWays<T | undefined>(run, span, [read, () => undefined])[0];
}

/**
 * Reads the body of a loop, block or method: `next` and its kin end here, and behind it nothing hangs on them.
 */
export function readBody(run: Run, read: () => Value): { value: Value; jump: Jump | undefined } {
  const { condition, certain, passed, statement } = run;
  run.certain = condition;
  run.passed = always;
  run.bodies += 1;
  if (run.bodies > BODY_LIMIT) throw new RangeError("nested too deeply");
  try {
    const value = read();
    return { value, jump: run.jump };
  } finally {
    run.jump = undefined;
    run.condition = condition;
    run.certain = certain;
    run.passed = passed;
    run.bodies -= 1;
    run.statement = statement;
  }
}

/** Reads what is read more than once: it must not take forever. */
export function readRepeatedly<T>(run: Run, read: () => T): T {
  run.repeated += 1;
  try {
    return read();
  } finally {
    run.repeated -= 1;
  }
}

/** A call without arguments and without a block, of what stands in the given span. */
export function plainCall(run: Run, name: string, nameSpan: Span, head: Span): Call {
  const { statement, condition } = run;
  return {
    name,
    nameSpan,
    arguments: [],
    options: [],
    optionsComplete: true,
    head,
    statement,
    condition,
    block: undefined,
  };
}
