import * as nodes from "@ruby/prism/src/nodes.js";
import { applyOperator, callValue } from "./methods.ts";
import { plainCall, readVariable, spanOfLocation, spanOfNode, writeVariable, type Run } from "./run.ts";
import { rootOf } from "./variables.ts";
import { unknown, type Call, type Pair, type RubyObject, type Span, type Value } from "./values.ts";

const ITEM_LIMIT = 1_000;

/** Changes a value in place: what holds it holds the new value, or an unknown one. */
export function mutate(
  receiver: nodes.Node,
  target: Value,
  node: nodes.CallNode,
  values: readonly Value[],
  run: Run,
): Value {
  const span = spanOfNode(node, run);
  const [key, value] = values;
  if (node.name === "[]=" || node.name === "store") {
    const [keyNode, valueNode] = node.arguments_?.arguments_ ?? [];
    const changed = key && value && keyNode && valueNode && withItem(target, key, value, keyNode, valueNode, span, run);
    store(receiver, changed ?? unknown(span), run);
    return value ?? unknown(span);
  }
  const changed = callValue(target, node.name === "push" ? "<<" : node.name, values, span);
  const result = changed ?? unknown(span, target.kind === "unknown" && target.environment);
  store(receiver, result, run);
  return result;
}

/** The map or list with another value for the key. */
function withItem(
  target: Value,
  key: Value,
  value: Value,
  keyNode: nodes.Node,
  valueNode: nodes.Node,
  entry: Span,
  run: Run,
): Value | undefined {
  if (target.kind === "list") {
    const isThere = key.kind === "number" && Number.isInteger(key.value) && target.items.at(key.value) !== undefined;
    return isThere ? { kind: "list", items: target.items.with(key.value, value), span: target.span } : undefined;
  }
  if (target.kind !== "map" || target.pairs.length > ITEM_LIMIT) return undefined;
  const pair: Pair = { key, value, keySpan: spanOfNode(keyNode, run), use: spanOfNode(valueNode, run), entry };
  return callValue(target, "merge", [{ kind: "map", pairs: [pair], complete: true, span: entry }], target.span);
}

/** Puts a changed value where it was found: a variable, or an element of what a variable holds. */
function store(place: nodes.Node, value: Value, run: Run): void {
  if (!(place instanceof nodes.CallNode)) {
    if ("name" in place && typeof place.name === "string") writeVariable(place.name, value, run);
    return;
  }
  const { receiver } = place;
  if (!receiver) return;
  const [root] = rootOf(receiver);
  if (root !== undefined && readVariable(root, run)?.kind === "object") {
    const owner = run.evaluate(receiver);
    if (owner.kind === "object" && !place.arguments_) setAttribute(owner.object, place, place.name, value, run);
    return;
  }
  const [keyNode] = place.arguments_?.arguments_ ?? [];
  const isElement = place.name === "[]" && keyNode !== undefined && isPath(receiver);
  const holder = isElement ? run.evaluate(receiver) : undefined;
  const changed =
    holder && keyNode && withItem(holder, run.evaluate(keyNode), value, keyNode, keyNode, spanOfNode(place, run), run);
  // Something inside of what the variable holds has changed.
  if (changed) store(receiver, changed, run);
  else if (root !== undefined) writeVariable(root, unknown(spanOfNode(place, run)), run);
}

/** `d.ports += ["80:80"]` */
export function readOperatorWrite(node: nodes.CallOperatorWriteNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const target = node.receiver && run.evaluate(node.receiver);
  const value = run.evaluate(node.value);
  if (target?.kind !== "object") return unknown(span);
  const before = target.object.send(attributeCall(node, node.readName, run)) ?? unknown(span);
  const after = applyOperator(before, node.binaryOperator, value, span) ?? unknown(span);
  setAttribute(target.object, node, node.readName, after, run);
  return after;
}

function setAttribute(object: RubyObject, node: AttributeNode, name: string, value: Value, run: Run): void {
  if (object.isConfigured) run.touched += 1;
  const span = spanOfNode(node, run);
  object.send({ ...attributeCall(node, `${name}=`, run), arguments: [{ value, span }] });
}

type AttributeNode = nodes.CallNode | nodes.CallOperatorWriteNode;

function attributeCall(node: AttributeNode, name: string, run: Run): Call {
  const span = spanOfNode(node, run);
  return plainCall(run, name, node.messageLoc ? spanOfLocation(node.messageLoc, run) : span, span);
}

/** A variable, or an element of one. */
function isPath(node: nodes.Node): boolean {
  if (!(node instanceof nodes.CallNode)) return "name" in node;
  return node.name === "[]" && node.receiver !== null && isPath(node.receiver);
}
