import type { DefNode, Location, Node } from "@ruby/prism/src/nodes.js";
import type { RubyTree } from "../prism.ts";
import { assumed, unknown, type Span, type Value } from "./values.ts";

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
  /** More than 0 where only a run can tell whether the statement counts. */
  conditional: number;
  /** More than 0 inside blocks, loops and methods. */
  bodies: number;
  /** More than 0 inside loops and methods, where nodes are read again. */
  repeated: number;
  calls: number;
  steps: number;
  /** How often a configurable object was spoken to. */
  touched: number;
  jump: Jump | undefined;
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

/**
 * Under a condition a variable stays known only when both ways give it the same value, or when only the environment
 * would change it.
 */
export function writeVariable(name: string, value: Value, run: Run): void {
  const variables = isLocal(name) ? run.locals : run.globals;
  const before = variables.get(name);
  if (run.conditional === 0 || !before || isSame(before, value)) variables.set(name, value);
  else if (value.kind === "unknown" && value.environment) variables.set(name, assumed(before));
  else variables.set(name, unknown(value.span));
}

function isLocal(name: string): boolean {
  return /^[a-z_]/.test(name) || name.charCodeAt(0) > 0x7f;
}

function isSame(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind) return false;
  return "value" in left && "value" in right && left.value === right.value;
}

/** Reads a part that may run or not. */
export function underCondition<T>(run: Run, read: () => T): T {
  const { conditional } = run;
  run.conditional += 1;
  try {
    return read();
  } finally {
    run.conditional = conditional;
  }
}

/**
 * Reads the body of a loop, block or method: `next` and its kin end here, and what they made uncertain is certain again behind it.
 */
export function readBody(run: Run, read: () => Value): { value: Value; jump: Jump | undefined } {
  const { conditional, statement } = run;
  run.bodies += 1;
  if (run.bodies > BODY_LIMIT) throw new RangeError("nested too deeply");
  try {
    const value = read();
    return { value, jump: run.jump };
  } finally {
    run.jump = undefined;
    run.conditional = conditional;
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
