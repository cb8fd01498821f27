import type * as nodes from "@ruby/prism/src/nodes.js";
import { either } from "./control.ts";
import { applyOperator } from "./methods.ts";
import { readPerhaps, readVariable, spanOfNode, writeVariable, type Run } from "./run.ts";
import { assumed, truth, unknown, type Value } from "./values.ts";

type Read =
  | nodes.LocalVariableReadNode
  | nodes.ConstantReadNode
  | nodes.GlobalVariableReadNode
  | nodes.InstanceVariableReadNode
  | nodes.ClassVariableReadNode;
type Write =
  | nodes.LocalVariableWriteNode
  | nodes.ConstantWriteNode
  | nodes.GlobalVariableWriteNode
  | nodes.InstanceVariableWriteNode
  | nodes.ClassVariableWriteNode;
type OperatorWrite =
  | nodes.LocalVariableOperatorWriteNode
  | nodes.ConstantOperatorWriteNode
  | nodes.GlobalVariableOperatorWriteNode
  | nodes.InstanceVariableOperatorWriteNode;
type AndWrite =
  | nodes.LocalVariableAndWriteNode
  | nodes.ConstantAndWriteNode
  | nodes.GlobalVariableAndWriteNode
  | nodes.InstanceVariableAndWriteNode;
type OrWrite =
  | nodes.LocalVariableOrWriteNode
  | nodes.ConstantOrWriteNode
  | nodes.GlobalVariableOrWriteNode
  | nodes.InstanceVariableOrWriteNode;

export function readName(node: Read, run: Run): Value {
  return readVariable(node.name, run) ?? unknown(spanOfNode(node, run));
}

export function readImplicitBlockParameter(node: nodes.ItLocalVariableReadNode, run: Run): Value {
  return readVariable("it", run) ?? unknown(spanOfNode(node, run));
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
export function readOrWrite(node: OrWrite, run: Run): Value {
  const before = readVariable(node.name, run);
  const right = (): Value => run.evaluate(node.value);
  const fallback = (): Value => (run.unseen && node.name.startsWith("$") ? assumed(right()) : right());
  const value = before ? either(before, right, node, run) : fallback();
  writeVariable(node.name, value, run);
  return value;
}

/** `x &&= x.strip` changes what is set already. */
export function readAndWrite(node: AndWrite, run: Run): Value {
  const before = readVariable(node.name, run);
  if (!before || truth(before) === false) return before ?? { kind: "nil", span: spanOfNode(node, run) };
  const span = spanOfNode(node, run);
  const value = truth(before) ? run.evaluate(node.value) : readPerhaps(run, span, () => run.evaluate(node.value));
  const result = truth(before) && value ? value : unknown(span);
  writeVariable(node.name, result, run);
  return result;
}

/** `a, b = 1, 2` */
export function readMultiWrite(node: nodes.MultiWriteNode, run: Run): Value {
  const value = run.evaluate(node.value);
  const items = value.kind === "list" && !node.rest && node.rights.length === 0 ? value.items : [];
  for (const [index, target] of [...node.lefts, ...node.rights].entries()) {
    if ("name" in target && typeof target.name === "string") {
      writeVariable(target.name, items[index] ?? unknown(spanOfNode(target, run)), run);
    }
  }
  return value;
}
