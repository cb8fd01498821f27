import * as nodes from "@ruby/prism/src/nodes.js";
import { either, readWays, readPerhaps } from "./choices.ts";
import { LOOP_LIMIT, readBody, spanOfNode, writeVariable, type Jump, type Run } from "./run.ts";
import { forgetWrites } from "./variables.ts";
import { booleanValue, equal, itemsOf, truth, unknown, type Span, type Value } from "./values.ts";

/** `if`, `unless`, their modifiers, and `a ? b : c`. */
export function readIf(node: nodes.IfNode | nodes.UnlessNode, run: Run): Value {
  const test = run.evaluate(node.predicate);
  const first = node.statements;
  const second = node instanceof nodes.IfNode ? node.subsequent : node.elseClause;
  const known = truth(test);
  if (known === undefined) {
    const span = spanOfNode(node, run);
    return readWays(run, span, [() => run.execute(first), () => run.execute(second)], likelyWay(test, node));
  }
  const holds = known === node instanceof nodes.IfNode;
  return run.execute(holds ? first : second);
}

/** What the file says without its environment decides until a run does. */
function likelyWay(test: Value, node: nodes.Node): number | undefined {
  const holds = test.assumed ? truth({ ...test, assumed: false }) : undefined;
  if (holds === undefined) return undefined;
  return holds === node instanceof nodes.IfNode ? 0 : 1;
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
    if (!matches.includes(undefined)) continue;
    const bodies = node.conditions.map((one) => (one instanceof nodes.WhenNode ? one.statements : one));
    const ways = [...bodies, node.elseClause].map((body) => () => run.execute(body));
    return readWays(run, spanOfNode(node, run), ways);
  }
  return run.execute(node.elseClause);
}

export function readOr(node: nodes.OrNode, run: Run): Value {
  return either(run.evaluate(node.left), () => run.evaluate(node.right), node, run);
}

export function readAnd(node: nodes.AndNode, run: Run): Value {
  const left = run.evaluate(node.left);
  const known = truth(left);
  if (known === false) return left;
  if (known === true) return run.evaluate(node.right);
  const span = spanOfNode(node, run);
  const right = readPerhaps(run, span, () => run.evaluate(node.right));
  return right && truth(right) === false ? booleanValue(false, span) : unknown(span);
}

export function readBegin(node: nodes.BeginNode, run: Run): Value {
  const value = run.execute(node.statements);
  const { rescueClause } = node;
  if (rescueClause) run.ended = false;
  if (rescueClause) readPerhaps(run, spanOfNode(rescueClause, run), () => run.execute(rescueClause.statements));
  if (node.ensureClause) run.execute(node.ensureClause.statements);
  return value;
}

export function readJump(node: nodes.NextNode | nodes.BreakNode | nodes.ReturnNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const first = node.arguments_?.arguments_[0];
  const value: Value = first ? run.evaluate(first) : { kind: "nil", span };
  if (run.bodies === 0) return value;
  if (run.condition.length === run.certain.length) run.jump = jumpOf(node);
  // The rest of the body runs only the other way; after many such jumps one more adds nothing.
  else if (run.passed.length < 16) run.passed = [...run.passed, { choice: { ways: 2 }, way: 1 }];
  return value;
}

function jumpOf(node: nodes.Node): Jump {
  if (node instanceof nodes.NextNode) return "next";
  return node instanceof nodes.BreakNode ? "break" : "return";
}

export function readFor(node: nodes.ForNode, run: Run): Value {
  const collection = run.evaluate(node.collection);
  const { index } = node;
  const once = (item: Value): Jump | undefined => {
    if (index instanceof nodes.LocalVariableTargetNode) writeVariable(index.name, item, run);
    return readBody(run, () => run.execute(node.statements)).jump;
  };
  const items = itemsOf(collection, LOOP_LIMIT);
  if (items) items.some((item) => once(item) === "break");
  else readUncertain(node, run, () => once(unknown(collection.span)));
  return collection;
}

/** Rounds of a `while` that are read one by one. */
const ROUND_LIMIT = 256;

/** `while` and `until`, as long as the condition is known. */
export function readWhile(node: nodes.WhileNode | nodes.UntilNode, run: Run): Value {
  const goesOn = node instanceof nodes.WhileNode;
  const read = () => readBody(run, () => run.execute(node.statements));
  for (let round = 0; ; round += 1) {
    const test = truth(run.evaluate(node.predicate));
    if (test === !goesOn) break;
    if (test === undefined || round === ROUND_LIMIT) {
      readUncertain(node, run, read);
      break;
    }
    if (read().jump === "break") break;
  }
  return { kind: "nil", span: spanOfNode(node, run) };
}

/** Reads once what runs any number of times: variables that change in it are not known there. */
export function readUncertain(node: nodes.Node, run: Run, read: () => unknown): void {
  forgetWrites(node, run);
  const { touched } = run;
  readPerhaps(run, spanOfNode(node, run), read);
  if (run.touched > touched) run.unreadable(headOf(node, run));
}

function headOf(node: nodes.Node, run: Run): Span {
  const span = spanOfNode(node, run);
  const lineEnd = run.source.indexOf("\n", span.start);
  return { ...span, end: lineEnd === -1 ? span.end : Math.min(span.end, lineEnd) };
}
