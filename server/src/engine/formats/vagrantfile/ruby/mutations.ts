import * as nodes from "@ruby/prism/src/nodes.js";
import { applyOperator, callValue } from "./methods.ts";
import { callTo, readVariable, spanOfLocation, spanOfNode, writeVariable, type Run } from "./run.ts";
import { rootOf } from "./variables.ts";
import { unknown, type Argument, type Call, type Pair, type Value } from "./values.ts";

/** Changes a value in place: what holds it holds the new value, or an unknown one. */
export function mutate(
  receiver: nodes.Node,
  target: Value,
  node: nodes.CallNode,
  values: readonly Value[],
  run: Run,
): Value {
  const span = spanOfNode(node, run);
  if (node.name === "pop" || node.name === "shift") return takeItem(receiver, target, node, run);
  const isWrite = node.name === "[]=" || node.name === "store";
  const changed = isWrite
    ? withItem(target, node, values, run)
    : callValue(target, node.name === "push" ? "<<" : node.name, values, span);
  const result = changed ?? unknown(span, target.kind === "unknown" && target.environment);
  store(receiver, result, run);
  return (isWrite ? values[1] : undefined) ?? result;
}

/** `list.pop`: the item, which the list has no longer. */
function takeItem(receiver: nodes.Node, target: Value, node: nodes.CallNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const isKnown = target.kind === "list" && !node.arguments_;
  const items = isKnown ? target.items : [];
  const rest = node.name === "pop" ? items.slice(0, -1) : items.slice(1);
  store(receiver, isKnown ? { kind: "list", items: rest, span: target.span } : unknown(span), run);
  const taken = items.at(node.name === "pop" ? -1 : 0);
  return isKnown ? (taken ?? { kind: "nil", span }) : unknown(span);
}

/** The map with another value for the key. */
function withItem(target: Value, node: nodes.CallNode, values: readonly Value[], run: Run): Value | undefined {
  const [key, value] = values;
  const [keyNode, valueNode] = node.arguments_?.arguments_ ?? [];
  if (target.kind !== "map" || !key || !value || !keyNode || !valueNode) return undefined;
  const entry = spanOfNode(node, run);
  const pair: Pair = { key, value, keySpan: spanOfNode(keyNode, run), use: spanOfNode(valueNode, run), entry };
  return callValue(target, "merge", [{ kind: "map", pairs: [pair], complete: true, span: entry }], target.span);
}

/** Methods whose result is a value of its own: to change it changes no variable. */
const COPYING: ReadonlySet<string> = new Set(["dup", "keys", "map", "merge", "sort", "split", "values"]);

/** Puts a changed value where it was found: a variable or a setting. */
function store(place: nodes.Node, value: Value, run: Run): void {
  const [root] = rootOf(place);
  if (root === undefined || (place instanceof nodes.CallNode && COPYING.has(place.name))) return;
  if (!(place instanceof nodes.CallNode)) writeVariable(root, value, run);
  // Something inside of what the variable holds has changed.
  else if (readVariable(root, run)?.kind !== "object") writeVariable(root, unknown(spanOfNode(place, run)), run);
  else if (!place.arguments_) writeSetting(place, place.name, value, run);
}

/** `d.ports += ["80:80"]` */
export function readOperatorWrite(node: nodes.CallOperatorWriteNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const target = node.receiver && run.evaluate(node.receiver);
  const value = run.evaluate(node.value);
  if (target?.kind !== "object") return unknown(span);
  const before = target.object.send(settingCall(node, node.readName, run)) ?? unknown(span);
  const after = applyOperator(before, node.binaryOperator, value, span) ?? unknown(span);
  writeSetting(node, node.readName, after, run);
  return after;
}

type SettingNode = nodes.CallNode | nodes.CallOperatorWriteNode;

function writeSetting(node: SettingNode, name: string, value: Value, run: Run): void {
  const owner = node.receiver && run.evaluate(node.receiver);
  if (owner?.kind !== "object") return;
  if (owner.object.isConfigured) run.touched += 1;
  const given = [{ value, span: spanOfNode(node, run) }];
  owner.object.send(settingCall(node, `${name}=`, run, given));
}

function settingCall(node: SettingNode, name: string, run: Run, given: readonly Argument[] = []): Call {
  const span = spanOfNode(node, run);
  return callTo(run, name, node.messageLoc ? spanOfLocation(node.messageLoc, run) : span, span, given);
}
