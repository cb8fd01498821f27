import * as nodes from "@ruby/prism/src/nodes.js";
import { readLoop, runBlock } from "./blocks.ts";
import { readUncertain } from "./control.ts";
import { extentOf } from "./heredocs.ts";
import { callValue, format } from "./methods.ts";
import { isMutation, mutate } from "./mutations.ts";
import {
  CALL_LIMIT,
  readBody,
  readRepeatedly,
  readVariable,
  spanOfLocation,
  spanOfNode,
  writeVariable,
  type Run,
} from "./run.ts";
import {
  assumed,
  derivedText,
  unknown,
  type Argument,
  type Pair,
  type RubyObject,
  type Span,
  type Value,
} from "./values.ts";

export function readCall(node: nodes.CallNode, run: Run): Value {
  const { receiver } = node;
  if (!receiver || receiver instanceof nodes.SelfNode) return readFunction(node, run);
  const target = run.evaluate(receiver);
  if (target.kind === "object") {
    return beginsAnew(node, run) ?? sendTo(target.object, node, run);
  }

  const values = argumentsOf(node, run).map((argument) => argument.value);
  const looped = readLoop(target, node.name, values, node, run);
  if (looped) return looped;
  if (isMutation(node.name)) {
    const changed = mutate(receiver, target, node, values, run);
    readUnknownCall(node, values, run);
    return changed;
  }
  const span = spanOfNode(node, run);
  const result = callValue(target, node.name, values, span);
  if (result) return result;
  readUnknownCall(node, values, run);
  return unknown(span);
}

/**
 * `config.vm.` with a statement on the next line is one call to Ruby while it is being typed: the name of a configured
 * object on a new line begins a statement of its own.
 */
function beginsAnew(node: nodes.CallNode, run: Run): Value | undefined {
  const { callOperatorLoc, messageLoc } = node;
  if (!callOperatorLoc || !messageLoc || node.arguments_ || node.block) return undefined;
  const gap = run.source.slice(run.tree.end(callOperatorLoc), run.tree.start(messageLoc));
  const value = gap.includes("\n") ? readVariable(node.name, run) : undefined;
  if (value?.kind !== "object") return undefined;
  run.statement = { start: run.tree.start(messageLoc), end: run.statement.end };
  return value;
}

/** A call without a receiver: a method of the file, or one of Ruby's own. */
function readFunction(node: nodes.CallNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const method = run.methods.get(node.name);
  if (method) return callMethod(method, node, run);
  if (node.name === "__dir__") return derivedText(".", span);
  const values = argumentsOf(node, run).map((argument) => argument.value);
  const [first] = values;
  if ((node.name === "format" || node.name === "sprintf") && first) {
    return format(first, values.slice(1), span) ?? unknown(span);
  }
  if (LOADING.has(node.name) || (node.name === "require" && !isLibrary(first))) readUnseen(span, run);
  if (node.name === "Integer" || node.name === "String") return first ?? unknown(span);
  if (node.name === "lambda" || node.name === "proc") return unknown(span);
  readUnknownCall(node, values, run);
  return unknown(span);
}

const LOADING: ReadonlySet<string> = new Set(["load", "require_relative", "eval", "instance_eval"]);

/** What text that is not seen does to machines is not known; that it leaves `$globals` alone is only assumed. */
function readUnseen(span: Span, run: Run): void {
  run.unreadable(span);
  run.unseen = true;
  for (const [name, value] of run.globals) if (name.startsWith("$")) writeVariable(name, assumed(value), run);
}

/** `require "yaml"` brings a library; a path brings more of this configuration. */
function isLibrary(value: Value | undefined): boolean {
  return value?.kind === "text" && !/^[./~]|\$\{/.test(value.value);
}

/** What an unknown method does with configured objects that it receives is not known either. */
function readUnknownCall(node: nodes.CallNode, values: readonly Value[], run: Run): void {
  if (values.some((value) => value.kind === "object" && value.object.isConfigured))
    run.unreadable(spanOfNode(node, run));
  const { block } = node;
  if (block instanceof nodes.BlockNode) readUncertain(node, run, () => runBlock(block, [], run));
}

function callMethod(method: nodes.DefNode, node: nodes.CallNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const given = argumentsOf(node, run);
  if (run.calls >= CALL_LIMIT) return unknown(span);
  const { locals } = run;
  run.calls += 1;
  run.locals = parametersOf(method, given, span, run);
  try {
    return readRepeatedly(run, () => readBody(run, () => run.execute(method.body)).value);
  } finally {
    run.locals = locals;
    run.calls -= 1;
  }
}

function parametersOf(method: nodes.DefNode, given: readonly Argument[], span: Span, run: Run): Map<string, Value> {
  const locals = new Map<string, Value>();
  const { requireds = [], optionals = [], keywords = [] } = method.parameters ?? {};
  const last = given[given.length - 1]?.value;
  for (const [index, parameter] of [...requireds, ...optionals].entries()) {
    if (!("name" in parameter) || typeof parameter.name !== "string") continue;
    const fallback = parameter instanceof nodes.OptionalParameterNode ? run.evaluate(parameter.value) : unknown(span);
    locals.set(parameter.name, given[index]?.value ?? fallback);
  }
  for (const keyword of keywords) {
    if (!("name" in keyword) || typeof keyword.name !== "string") continue;
    const found = last?.kind === "map" ? last.pairs.find((pair) => scalarKey(pair) === keyword.name)?.value : undefined;
    const fallback =
      keyword instanceof nodes.OptionalKeywordParameterNode ? run.evaluate(keyword.value) : unknown(span);
    locals.set(keyword.name, found ?? fallback);
  }
  return locals;
}

function scalarKey(pair: Pair): string | undefined {
  return pair.key.kind === "text" ? pair.key.value : undefined;
}

export function sendTo(object: RubyObject, node: nodes.CallNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const { statement, condition } = run;
  const given = argumentsOf(node, run);
  const last = given[given.length - 1];
  const { block } = node;
  if (object.isConfigured) run.touched += 1;
  const result = object.send({
    name: node.name,
    nameSpan: node.messageLoc ? spanOfLocation(node.messageLoc, run) : span,
    arguments: given,
    options: last?.value.kind === "map" ? last.value.pairs : [],
    optionsComplete: last?.value.kind !== "map" || last.value.complete,
    head: block instanceof nodes.BlockNode ? { start: span.start, end: headEnd(node, span, run) } : span,
    statement,
    condition,
    block: block instanceof nodes.BlockNode ? (...values) => void runBlock(block, values, run) : undefined,
  });
  if (block instanceof nodes.BlockArgumentNode && object.isConfigured) run.unreadable(spanOfNode(block, run));
  run.statement = statement;
  return result ?? unknown(span);
}

/** Before the block. */
function headEnd(node: nodes.CallNode, span: Span, run: Run): number {
  const { closingLoc, arguments_: given, messageLoc } = node;
  const before = closingLoc ?? given?.location ?? messageLoc;
  return before ? run.tree.end(before) : span.end;
}

/** The arguments, `&block` aside. A write on a later line is a statement that the text above it has swallowed. */
export function argumentsOf(node: nodes.CallNode, run: Run): readonly Argument[] {
  if (!node.arguments_) return [];
  const { statement } = run;
  const line = run.source.indexOf("\n", run.tree.start(node.messageLoc ?? node.location));
  return node.arguments_.arguments_.map((argument) => {
    const span = spanOfNode(argument, run);
    const isLater = line !== -1 && span.start > line && argument instanceof nodes.CallNode;
    if (isLater) run.statement = extentOf(argument, run.tree, run.source);
    const value = run.evaluate(argument);
    run.statement = statement;
    const isSwallowed = isLater && argument.name.endsWith("=") && argument.receiver !== null;
    return { value: isSwallowed ? unknown(span) : value, span };
  });
}
