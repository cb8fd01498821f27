import * as nodes from "@ruby/prism/src/nodes.js";
import { either } from "./choices.ts";
import { applyOperator, isMutation } from "./methods.ts";
import { hasChanged, readVariable, spanOfNode, writeVariable, type Run } from "./run.ts";
import { assumed, unknown, type Span, type Value } from "./values.ts";

export type Named = nodes.Node & { readonly name: string };
export type Write = Named & { readonly value: nodes.Node };
export type OperatorWrite = Write & { readonly binaryOperator: string };

export function readName(node: Named, run: Run): Value {
  if (hasChanged(node.name, run)) run.changedBefore(spanOfNode(node, run));
  return readVariable(node.name, run) ?? unset(node.name, spanOfNode(node, run), run);
}

/** A global variable that nothing has set is nil in Ruby. */
function unset(name: string, span: Span, run: Run): Value {
  if (!/^\$\w/.test(name)) return unknown(span);
  return run.unseen ? assumed({ kind: "nil", span }) : { kind: "nil", span };
}

export function readWrite(node: Write, run: Run): Value {
  const value = run.evaluate(node.value);
  writeVariable(node.name, value, run);
  return value;
}

export function readOperatorWrite(node: OperatorWrite, run: Run): Value {
  const span = spanOfNode(node, run);
  const before = readVariable(node.name, run) ?? unknown(span);
  const value = applyOperator(before, node.binaryOperator, run.evaluate(node.value), span) ?? unknown(span);
  writeVariable(node.name, value, run);
  return value;
}

/** `X ||= 1` sets what nothing has set before. */
export function readOrWrite(node: Write, run: Run): Value {
  const before = readVariable(node.name, run);
  const right = (): Value => run.evaluate(node.value);
  const fallback = (): Value => (run.unseen && node.name.startsWith("$") ? assumed(right()) : right());
  const value = before ? either(before, right, node, run) : fallback();
  writeVariable(node.name, value, run);
  return value;
}

/** Variables that change below a node in a way that is not followed are unknown from there on. */
export function forgetWrites(node: nodes.Node, run: Run): void {
  for (const name of writtenBy(node)) {
    const held = readVariable(name, run);
    if (held && held.kind !== "object") writeVariable(name, unknown(spanOfNode(node, run)), run);
  }
  for (const child of node.compactChildNodes()) forgetWrites(child, run);
}

function writtenBy(node: nodes.Node): readonly string[] {
  if (node instanceof nodes.MultiWriteNode) return [...node.lefts, ...node.rights].flatMap(nameOf);
  if (node instanceof nodes.CallNode) return isMutation(node.name) && node.receiver ? rootOf(node.receiver) : [];
  if (!("value" in node)) return [];
  const { receiver } = node as { readonly receiver?: nodes.Node | null };
  return receiver ? rootOf(receiver) : nameOf(node);
}

/** The name of the variable that a chain of calls begins with. */
export function rootOf(node: nodes.Node): readonly string[] {
  if (node instanceof nodes.CallNode) return node.receiver ? rootOf(node.receiver) : [];
  return nameOf(node);
}

function nameOf(node: nodes.Node): readonly string[] {
  return "name" in node && typeof node.name === "string" ? [node.name] : [];
}
