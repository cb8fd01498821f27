import * as nodes from "@ruby/prism/src/nodes.js";
import { readLoop, runBlock, runLater } from "./blocks.ts";
import { readUncertain } from "./control.ts";
import { callValue, isMutation } from "./methods.ts";
import { mutate } from "./mutations.ts";
import { bindParameters } from "./parameters.ts";
import {
  CALL_LIMIT,
  callTo,
  codeOf,
  createLocalScope,
  readBody,
  readCode,
  readVariable,
  spanOfLocation,
  spanOfNode,
  spanOfStatement,
  writeVariable,
  type Code,
  type Method,
  type Run,
} from "./run.ts";
import {
  assumed,
  booleanValue,
  derivedText,
  isEnvironment,
  textOf,
  unknown,
  type Argument,
  type GivenBlock,
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
  if (/^(is_a|kind_of|instance_of)\?$/.test(node.name)) return isOfClass(target, node, run);
  const looped = readLoop(target, node.name, values, node, run);
  if (looped) return looped;
  if (isMutation(node.name)) {
    const changed = mutate(receiver, target, node, values, run);
    readUnknownCall(node, values, run);
    return changed;
  }
  const span = spanOfNode(node, run);
  const { block } = node;
  // `&:to_sym`
  const given = block instanceof nodes.BlockArgumentNode && block.expression ? [run.evaluate(block.expression)] : [];
  const result = callValue(target, node.name, [...values, ...given], span);
  if (result) return result;
  readUnknownCall(node, values, run);
  return unknown(span);
}

const CLASSES: ReadonlyMap<string, Value["kind"]> = new Map([
  ["Array", "list"],
  ["Hash", "map"],
  ["Integer", "number"],
  ["String", "text"],
]);

function isOfClass(value: Value, node: nodes.CallNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const [name] = node.arguments_?.arguments_ ?? [];
  const kind = name instanceof nodes.ConstantReadNode ? CLASSES.get(name.name) : undefined;
  if (!kind || value.kind === "unknown") return unknown(span, isEnvironment(value));
  const isSymbol = value.kind === "text" && value.symbol;
  const answer = booleanValue(value.kind === kind && !isSymbol, span);
  return value.assumed ? assumed(answer) : answer;
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
  run.statement = { ...run.statement, start: run.tree.start(messageLoc) };
  return value;
}

/** A call without a receiver: a method of the file, or one of Ruby's own. */
function readFunction(node: nodes.CallNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const method = run.methods.get(node.name);
  if (method) return callMethod(method, node, run);
  if (node.name === "__dir__") return derivedText(folderOf(run) || ".", span);
  const values = argumentsOf(node, run).map((argument) => argument.value);
  const [first] = values;
  // Ended for certain, the file would have no machines: such a line asks for something that the host lacks.
  if (ENDING.has(node.name) && run.condition.length > 0) run.ended = true;
  if (LOADING.has(node.name) || (node.name === "require" && !isLibrary(first))) readMore(node.name, first, span, run);
  if (node.name === "Integer" || node.name === "String") return first ?? unknown(span);
  if (node.name === "lambda" || node.name === "proc") return unknown(span);
  readUnknownCall(node, values, run);
  return unknown(span);
}

const ENDING: ReadonlySet<string> = new Set(["abort", "exit", "fail", "raise"]);
const LOADING: ReadonlySet<string> = new Set(["load", "require_relative", "eval", "instance_eval"]);

/** Text that another file brings. */
function readMore(name: string, argument: Value | undefined, span: Span, run: Run): void {
  const text = textOf(argument);
  const code = text === undefined || run.bodies >= CALL_LIMIT ? undefined : codeFor(name, text, argument, run);
  // A file that the project does not hold belongs to the host, like a variable of its environment.
  if (code === "missing" || (argument && isEnvironment(argument))) return assumeGlobals(run);
  if (!code) return readUnseen(span, run);
  if (name.startsWith("require") && run.loaded.has(code.path)) return;
  run.loaded.add(code.path);
  readBody(run, () => readCode(run, code, () => readProgram(run)));
}

function codeFor(name: string, text: string, argument: Value | undefined, run: Run): Code | "missing" | undefined {
  // `eval File.read("more.rb")`
  const content = argument?.kind === "text" ? argument.segments[0]?.file : undefined;
  const isContent = content?.text === text || name.endsWith("eval");
  const base = name === "require_relative" ? `${folderOf(run)}/` : "";
  const path = isContent ? run.path : base + (name === "load" || text.endsWith(".rb") ? text : `${text}.rb`);
  const file = isContent ? content : run.open(path);
  if (!file || file === "missing") return file;
  const tree = run.parse(file, run.statement);
  return tree && { tree, source: file.text, file, path };
}

/** The folder of the current text, from the Vagrantfile's. */
function folderOf({ path }: Run): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

/** Reads the statements of the current text. A method may be called above its definition, from a block that runs later. */
export function readProgram(run: Run): Value {
  const code = codeOf(run);
  const { statements } = code.tree.program;
  for (const node of statements.body) {
    if (node instanceof nodes.DefNode && !node.receiver) run.methods.set(node.name, { node, ...code });
  }
  return run.execute(statements);
}

/** What text that is not seen does to machines is not known; that it leaves `$globals` alone is only assumed. */
function readUnseen(span: Span, run: Run): void {
  run.unreadable(span);
  assumeGlobals(run);
}

function assumeGlobals(run: Run): void {
  run.unseen = true;
  for (const [name, { value }] of run.globals) {
    if (name.startsWith("$") && value) writeVariable(name, assumed(value), run);
  }
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

function callMethod(method: Method, node: nodes.CallNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const given = argumentsOf(node, run).map(({ value }) => value);
  if (run.bodies >= CALL_LIMIT) return unknown(span);
  const { scope } = run;
  try {
    return readCode(run, method, () => {
      run.scope = createLocalScope();
      bindParameters(method.node.parameters, given, span, run);
      return readBody(run, () => run.execute(method.node.body)).value;
    });
  } finally {
    run.scope = scope;
  }
}

function sendTo(object: RubyObject, node: nodes.CallNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const { statement } = run;
  const all = argumentsOf(node, run);
  const { block } = node;
  if (object.isConfigured) run.touched += 1;
  const nameSpan = node.messageLoc ? spanOfLocation(node.messageLoc, run) : span;
  const head = block instanceof nodes.BlockNode ? { ...span, end: headEnd(node, span, run) } : span;
  const given: GivenBlock | undefined =
    block instanceof nodes.BlockNode
      ? {
          now: (...values) => void runBlock(block, values, run),
          later: (values, around) => runLater(block, run, values, around),
        }
      : undefined;
  const result = object.send(callTo(run, node.name, nameSpan, head, all, given));
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
    if (isLater) run.statement = spanOfStatement(argument, run);
    const value = run.evaluate(argument);
    run.statement = statement;
    const isSwallowed = isLater && argument.name.endsWith("=") && argument.receiver !== null;
    return { value: isSwallowed ? unknown(span) : value, span };
  });
}
