import type { DefNode, Location, Node } from "@ruby/prism/src/nodes.js";
import type { SourceText } from "../../../model/text/sourceText.ts";
import { extentOf } from "../parser/heredocs.ts";
import type { RubyTree } from "../parser/prism.ts";
import { always, type Condition } from "./conditions.ts";
import type { Argument, Call, GivenBlock, Span, Value } from "./values.ts";

/** What holds the value of a variable; undefined until it is written. */
export interface Variable {
  value: Value | undefined;
  /** When it was last written, on the run's clock. */
  written: number;
}

/** Local variables of a file, method or block; a block also sees those around it. */
export interface LocalScope {
  readonly variables: Map<string, Variable>;
  readonly outer: LocalScope | undefined;
}

/** Loops over more items than this are read once, with unknown items. */
export const LOOP_LIMIT = 64;
/** Nodes that may be read before the rest counts as unreadable: loops and methods read theirs again. */
export const NODE_LIMIT = 100_000;
/** Bodies around a call of a method: one that calls itself is not followed further. */
export const CALL_LIMIT = 12;
/** Blocks, loops and methods within each other; what is deeper is refused like what no parser can hold. */
const BODY_LIMIT = 64;

export type Jump = "next" | "break" | "return";

/** Ways to read a node; the handler tables are joined in `reader.ts`. */
export type Handler<N extends Node = Node> = (node: N, run: Run) => Value;

/** A Ruby text and its syntax. */
export interface Code {
  tree: RubyTree;
  source: string;
  /** Undefined for the Vagrantfile. */
  file: SourceText | undefined;
  /** From the Vagrantfile's folder. */
  path: string;
}

export function codeOf({ tree, source, file, path }: Readonly<Code>): Code {
  return { tree, source, file, path };
}

/** A method and the text that it is written in. */
export interface Method extends Readonly<Code> {
  readonly node: DefNode;
}

/** A reading of a Ruby text in progress: what is known so far, and under which conditions the current statement runs. */
export interface Run extends Code {
  readonly methods: Map<string, Method>;
  /** Files that were read as parts of this one. */
  readonly loaded: Set<string>;
  /** Constants, `$globals` and `@instance` variables. */
  readonly globals: Map<string, Variable>;
  scope: LocalScope;
  /** Counts writes of local variables. */
  clock: number;
  /** Blocks that Vagrant runs when the code around them has ended, called with the clock of that moment. */
  later: ((begun: number) => void)[];
  /** The clock when the current block of that kind was met and when the code around it ended. */
  block: { readonly met: number; readonly begun: number } | undefined;
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
  nodes: number;
  /** Number of statements about a configurable object. */
  touched: number;
  jump: Jump | undefined;
  /** The current way of a choice has ended the run: `abort`, `raise`. */
  ended: boolean;
  /** Text that is not seen has run: it may have set `$globals`. */
  unseen: boolean;
  statement: Span;
  evaluate(node: Node): Value;
  /** The value of the last statement; nil for nothing. */
  execute(body: Node | null): Value;
  /** Something that may shape machines cannot be read. */
  unreadable(span: Span): void;
  /** A block reads a variable that has changed since the block was met. */
  changedBefore(use: Span): void;
  /** A file by its path from the Vagrantfile's folder; undefined if it is not read yet or cannot be read. */
  open(path: string): SourceText | "missing" | undefined;
  /** Undefined if it is no Ruby or too large. `by` is the statement that brings the file. */
  parse(file: SourceText, by: Span): RubyTree | undefined;
}

export function spanOfNode(node: { location: Location }, run: Run): Span {
  return spanOfLocation(node.location, run);
}

export function spanOfLocation(location: Location, { tree, file }: Run): Span {
  return { start: tree.start(location), end: tree.end(location), file };
}

/** The whole statement, heredocs included. */
export function spanOfStatement(node: Node, { tree, source, file }: Run): Span {
  const { start, end } = extentOf(node, tree, source);
  return { start, end, file };
}

export function createLocalScope(outer?: LocalScope): LocalScope {
  return { variables: new Map(), outer };
}

export function readVariable(name: string, run: Run): Value | undefined {
  return variableOf(name, run)?.value;
}

function variableOf(name: string, run: Run): Variable | undefined {
  if (!isLocal(name)) return run.globals.get(name);
  for (let scope: LocalScope | undefined = run.scope; scope; scope = scope.outer) {
    const variable = scope.variables.get(name);
    if (variable) return variable;
  }
  return undefined;
}

/** True when the current block waited for its run while the variable changed. */
export function hasChanged(name: string, run: Run): boolean {
  const { block } = run;
  const written = block && isLocal(name) ? variableOf(name, run)?.written : undefined;
  return block !== undefined && written !== undefined && written > block.met && written <= block.begun;
}

export function writeVariable(name: string, value: Value, run: Run): void {
  const known = variableOf(name, run);
  const variable = known ?? { value: undefined, written: 0 };
  if (!known) (isLocal(name) ? run.scope.variables : run.globals).set(name, variable);
  run.writes?.push({ variable, before: variable.value });
  variable.value = value;
  variable.written = run.clock += 1;
}

function isLocal(name: string): boolean {
  return /^[a-z_]/.test(name) || name.charCodeAt(0) > 0x7f;
}

export interface Write {
  readonly variable: Variable;
  readonly before: Value | undefined;
}

/**
 * Reads the body of a loop, block or method: `next` and its kin end here, and code after it does not depend on them.
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

/** Reads a part that is written in another text. */
export function readCode<T>(run: Run, code: Readonly<Code>, read: () => T): T {
  const before = codeOf(run);
  Object.assign(run, codeOf(code));
  try {
    return read();
  } finally {
    Object.assign(run, before);
  }
}

/** A call at the given span. */
export function callTo(
  { statement, condition }: Run,
  name: string,
  nameSpan: Span,
  head: Span,
  given: readonly Argument[] = [],
  block?: GivenBlock,
): Call {
  const last = given[given.length - 1]?.value;
  const options = last?.kind === "map" ? last.pairs : [];
  const optionsComplete = last?.kind !== "map" || last.complete;
  return { name, nameSpan, arguments: given, options, optionsComplete, head, statement, condition, block };
}
