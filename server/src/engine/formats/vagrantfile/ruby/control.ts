import * as nodes from "@ruby/prism/src/nodes.js";
import {
  LOOP_LIMIT,
  readBody,
  readRepeatedly,
  readVariable,
  spanOfNode,
  underCondition,
  writeVariable,
  type Jump,
  type Run,
} from "./run.ts";
import { assumed, booleanValue, equal, itemsOf, truth, unknown, type Span, type Value } from "./values.ts";

/** `if`, `unless`, their modifiers, and `a ? b : c`. */
export function readIf(node: nodes.IfNode | nodes.UnlessNode, run: Run): Value {
  const test = run.evaluate(node.predicate);
  const first = node.statements;
  const second = node instanceof nodes.IfNode ? node.subsequent : node.elseClause;
  const known = truth(test);
  if (known === undefined)
    return readBoth(
      () => run.execute(first),
      () => run.execute(second),
      node,
      run,
    );
  const holds = known === node instanceof nodes.IfNode;
  return run.execute(holds ? first : second);
}

/** The value when both ways agree. Of `ENV["X"] ? ENV["X"] : "default"` the default counts. */
function readBoth(first: () => Value, second: () => Value, node: nodes.Node, run: Run): Value {
  const left = underCondition(run, first);
  const right = underCondition(run, second);
  if (isEnvironment(left) && right.kind !== "unknown" && right.kind !== "nil") return assumed(right);
  if (isEnvironment(right) && left.kind !== "unknown" && left.kind !== "nil") return assumed(left);
  return equal(left, right) === true ? left : unknown(spanOfNode(node, run));
}

export function readElse(node: nodes.ElseNode, run: Run): Value {
  return run.execute(node.statements);
}

export function readCase(node: nodes.CaseNode, run: Run): Value {
  const subject = node.predicate && run.evaluate(node.predicate);
  for (const branch of node.conditions) {
    if (!(branch instanceof nodes.WhenNode)) continue;
    const matches = branch.conditions.map((condition) => {
      const value = run.evaluate(condition);
      return subject && value.kind !== "range" ? equal(subject, value) : undefined;
    });
    if (matches.includes(true) && !matches.includes(undefined)) return run.execute(branch.statements);
    if (matches.includes(undefined)) return readAllBranches(node, run);
  }
  return run.execute(node.elseClause);
}

function readAllBranches(node: nodes.CaseNode, run: Run): Value {
  for (const branch of [...node.conditions, node.elseClause]) {
    if (branch instanceof nodes.WhenNode) underCondition(run, () => run.execute(branch.statements));
    else if (branch) underCondition(run, () => run.evaluate(branch));
  }
  return unknown(spanOfNode(node, run));
}

/** `a || b`: of an environment variable and a default, the default. */
export function readOr(node: nodes.OrNode, run: Run): Value {
  const left = run.evaluate(node.left);
  if (left.kind === "unknown") {
    const right = underCondition(run, () => run.evaluate(node.right));
    if (left.environment && right.kind !== "unknown") return assumed(right);
    return left.environment && right.kind === "unknown" ? right : unknown(spanOfNode(node, run));
  }
  if (left.assumed) return left;
  return truth(left) ? left : run.evaluate(node.right);
}

export function readAnd(node: nodes.AndNode, run: Run): Value {
  const left = run.evaluate(node.left);
  const known = truth(left);
  if (known === false) return left;
  if (known === true) return run.evaluate(node.right);
  const right = underCondition(run, () => run.evaluate(node.right));
  return truth(right) === false ? booleanValue(false, spanOfNode(node, run)) : unknown(spanOfNode(node, run));
}

export function readBegin(node: nodes.BeginNode, run: Run): Value {
  const value = run.execute(node.statements);
  const { rescueClause } = node;
  if (rescueClause) underCondition(run, () => run.execute(rescueClause.statements));
  if (node.ensureClause) run.execute(node.ensureClause.statements);
  return value;
}

export function readJump(node: nodes.NextNode | nodes.BreakNode | nodes.ReturnNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const first = node.arguments_?.arguments_[0];
  const value: Value = first ? run.evaluate(first) : { kind: "nil", span };
  if (run.bodies === 0) return value;
  // Whether the rest of the body runs is as uncertain as this statement is.
  if (run.conditional > 0) run.conditional += 1;
  else run.jump = jumpOf(node);
  return value;
}

function jumpOf(node: nodes.Node): Jump {
  if (node instanceof nodes.NextNode) return "next";
  return node instanceof nodes.BreakNode ? "break" : "return";
}

export function readFor(node: nodes.ForNode, run: Run): Value {
  const collection = run.evaluate(node.collection);
  const items = itemsOf(collection, LOOP_LIMIT);
  const { index } = node;
  const name = index instanceof nodes.LocalVariableTargetNode ? index.name : undefined;
  const once = (item: Value): Jump | undefined => {
    if (name !== undefined) run.locals.set(name, item);
    return readBody(run, () => run.execute(node.statements)).jump;
  };
  if (items) {
    readRepeatedly(run, () => items.some((item) => once(item) === "break"));
  } else {
    readUncertain(node, run, () => once(unknown(collection.span)));
  }
  return collection;
}

/** `while` and `until`: how often is not known. */
export function readWhile(node: nodes.WhileNode | nodes.UntilNode, run: Run): Value {
  run.evaluate(node.predicate);
  readUncertain(node, run, () => readBody(run, () => run.execute(node.statements)));
  return { kind: "nil", span: spanOfNode(node, run) };
}

/** Reads once what runs any number of times: variables that change in it are not known there. */
export function readUncertain(node: nodes.Node, run: Run, read: () => unknown): void {
  forgetWrites(node, run);
  const { touched } = run;
  underCondition(run, read);
  if (run.touched > touched) run.unreadable(headOf(node, run));
}

function headOf(node: nodes.Node, run: Run): Span {
  const span = spanOfNode(node, run);
  const lineEnd = run.source.indexOf("\n", span.start);
  return { start: span.start, end: lineEnd === -1 ? span.end : Math.min(span.end, lineEnd) };
}

function forgetWrites(node: nodes.Node, run: Run): void {
  if (
    (node instanceof nodes.LocalVariableWriteNode || node instanceof nodes.LocalVariableOperatorWriteNode) &&
    readVariable(node.name, run)
  ) {
    writeVariable(node.name, unknown(spanOfNode(node, run)), run);
  }
  for (const child of node.compactChildNodes()) forgetWrites(child, run);
}

function isEnvironment(value: Value): boolean {
  return value.kind === "unknown" && value.environment;
}
