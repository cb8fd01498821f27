import * as nodes from "@ruby/prism/src/nodes.js";
import type { RubyTree } from "../parser/prism.ts";
import { runWaiting } from "./choices.ts";
import { readCall, readProgram } from "./calls.ts";
import { always } from "./conditions.ts";
import * as control from "./control.ts";
import { readOperatorWrite } from "./mutations.ts";
import {
  codeOf,
  createLocalScope,
  callTo,
  NODE_LIMIT,
  readVariable,
  spanOfLocation,
  spanOfNode,
  spanOfStatement,
  type Handler,
  type Run,
  type Variable,
} from "./run.ts";
import * as scalars from "./scalars.ts";
import { booleanValue, derivedText, unknown, type RubyObject, type Span, type Value } from "./values.ts";
import * as variables from "./variables.ts";

/**
 * Walks through a Ruby text as a run would, as far as literals decide it, and calls the given objects with each call on them.
 * Nothing of the text is executed.
 */
export function readRuby(
  tree: RubyTree,
  source: string,
  constants: ReadonlyMap<string, RubyObject>,
  listener: Pick<Run, "unreadable" | "changedBefore" | "open" | "parse">,
): void {
  const nowhere: Span = { start: 0, end: 0 };
  const globals = new Map<string, Variable>();
  for (const [name, object] of constants) {
    globals.set(name, { value: { kind: "object", object, span: nowhere }, written: 0 });
  }
  const run: Run = {
    tree,
    source,
    file: undefined,
    path: "./Vagrantfile",
    loaded: new Set(),
    methods: new Map(),
    globals,
    scope: createLocalScope(),
    clock: 0,
    later: [],
    block: undefined,
    condition: always,
    writes: undefined,
    certain: always,
    passed: always,
    bodies: 0,
    nodes: 0,
    touched: 0,
    jump: undefined,
    ended: false,
    unseen: false,
    statement: nowhere,
    evaluate: (node) => evaluate(node, run),
    execute: (body) => execute(body, run),
    ...listener,
  };
  readProgram(run);
  runWaiting(run);
}

function evaluate(node: nodes.Node, run: Run): Value {
  if (++run.nodes > NODE_LIMIT) {
    if (run.nodes === NODE_LIMIT + 1) run.unreadable(spanOfNode(node, run));
    return unknown(spanOfNode(node, run));
  }
  return HANDLERS.get(node.constructor)?.(node, run) ?? readOther(node, run);
}

/** Syntax that is not read: what it would do to configured objects is not known. */
function readOther(node: nodes.Node, run: Run): Value {
  const span = spanOfNode(node, run);
  const isDefinition = node instanceof nodes.ClassNode || node instanceof nodes.ModuleNode;
  if (!isDefinition && mentionsObject(node, run)) run.unreadable(span);
  if (!isDefinition) variables.forgetWrites(node, run);
  return unknown(span);
}

function mentionsObject(node: nodes.Node, run: Run): boolean {
  if (node instanceof nodes.LocalVariableReadNode) {
    const value = readVariable(node.name, run);
    return value?.kind === "object" && value.object.isConfigured;
  }
  return node.compactChildNodes().some((child) => mentionsObject(child, run));
}

function execute(body: nodes.Node | null, run: Run): Value {
  if (!body) return { kind: "nil", span: run.statement };
  if (!(body instanceof nodes.StatementsNode)) return evaluate(body, run);
  let value: Value = { kind: "nil", span: run.statement };
  const { statement } = run;
  for (const node of body.body) {
    if (!isModified(node, statement, body, run)) run.statement = spanOfStatement(node, run);
    value = evaluate(node, run);
    run.statement = statement;
    if (run.jump || run.ended) break;
  }
  return value;
}

/** In `a if b` the whole line is the statement, not `a`. */
function isModified(node: nodes.Node, outer: Span, body: nodes.StatementsNode, run: Run): boolean {
  if (body.body.length !== 1 || outer.start !== run.tree.start(node.location)) return false;
  return /^[ \t]*(if|unless|while|until|rescue)\b/.test(run.source.slice(run.tree.end(node.location), outer.end));
}

const HANDLERS = new Map<unknown, Handler>();

type NodeClass<N extends nodes.Node> = { readonly prototype: N };

/** A handler for nodes of these classes. */
function on<N extends nodes.Node>(classes: readonly NodeClass<N>[], handler: Handler<N>): void {
  // The map's key is the class of the node, so the handler only ever receives nodes of its own classes.
  for (const type of classes) HANDLERS.set(type, handler as unknown as Handler);
}

on([nodes.StatementsNode], (node, run) => run.execute(node));
on([nodes.ParenthesesNode], (node, run) => run.execute(node.body));
on([nodes.StringNode], scalars.readString);
on([nodes.SymbolNode], scalars.readSymbol);
on([nodes.InterpolatedStringNode, nodes.InterpolatedSymbolNode], scalars.readInterpolated);
on([nodes.IntegerNode, nodes.FloatNode], scalars.readNumber);
on([nodes.TrueNode, nodes.FalseNode], scalars.readBoolean);
on([nodes.NilNode], (node, run) => ({ kind: "nil", span: spanOfNode(node, run) }));
on([nodes.SourceFileNode], (node, run) => derivedText(run.path, spanOfNode(node, run)));
on([nodes.RangeNode], scalars.readRange);
on([nodes.ArrayNode], scalars.readList);
on([nodes.HashNode, nodes.KeywordHashNode], scalars.readMap);
on([nodes.ImplicitNode], (node, run) => run.evaluate(node.value));
on([nodes.CallNode], readCall);
on([nodes.CallOperatorWriteNode], readOperatorWrite);
on([nodes.DefNode], (node, run) => {
  if (!node.receiver) run.methods.set(node.name, { node, ...codeOf(run) });
  return unknown(spanOfNode(node, run));
});
on([nodes.ConstantPathNode], readConstantPath);
on([nodes.DefinedNode], (node, run) => {
  const span = spanOfNode(node, run);
  const { value } = node;
  if (!(value instanceof nodes.ConstantReadNode || value instanceof nodes.GlobalVariableReadNode)) return unknown(span);
  return readVariable(value.name, run) ? booleanValue(true, span) : { kind: "nil", span };
});
// What a command of the host prints is left to the environment.
on<nodes.Node>([nodes.XStringNode, nodes.InterpolatedXStringNode], (node, run) => unknown(spanOfNode(node, run), true));
on([nodes.IfNode, nodes.UnlessNode], control.readIf);
on([nodes.ElseNode], (node, run) => run.execute(node.statements));
on([nodes.CaseNode], control.readCase);
on([nodes.OrNode], control.readOr);
on([nodes.AndNode], control.readAnd);
on([nodes.BeginNode], control.readBegin);
on([nodes.RescueModifierNode], (node, run) => run.evaluate(node.expression));
on([nodes.NextNode, nodes.BreakNode, nodes.ReturnNode], control.readJump);
on([nodes.ForNode], control.readFor);
on([nodes.WhileNode, nodes.UntilNode], control.readWhile);
on<variables.Named>(
  [nodes.LocalVariableReadNode, nodes.ConstantReadNode, nodes.GlobalVariableReadNode],
  variables.readName,
);
on<variables.Write>(
  [nodes.LocalVariableWriteNode, nodes.ConstantWriteNode, nodes.GlobalVariableWriteNode],
  variables.readWrite,
);
on<variables.OperatorWrite>(
  [nodes.LocalVariableOperatorWriteNode, nodes.ConstantOperatorWriteNode, nodes.GlobalVariableOperatorWriteNode],
  variables.readOperatorWrite,
);
on<variables.Write>(
  [nodes.LocalVariableOrWriteNode, nodes.ConstantOrWriteNode, nodes.GlobalVariableOrWriteNode],
  variables.readOrWrite,
);

/** `Vagrant::Config`: a constant of a configured object is asked for like a method without arguments. */
function readConstantPath(node: nodes.ConstantPathNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const parent = node.parent ? run.evaluate(node.parent) : unknown(span);
  if (parent.kind !== "object" || node.name === null) return unknown(span);
  const nameSpan = spanOfLocation(node.nameLoc, run);
  const result = parent.object.send(callTo(run, node.name, nameSpan, span));
  return result ?? unknown(span);
}
