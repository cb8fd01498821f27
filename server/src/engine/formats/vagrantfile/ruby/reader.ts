import * as nodes from "@ruby/prism/src/nodes.js";
import type { RubyTree } from "../prism.ts";
import { readCall } from "./calls.ts";
import { always } from "./conditions.ts";
import * as control from "./control.ts";
import { extentOf } from "./heredocs.ts";
import { readIndexWrite, readOperatorWrite } from "./mutations.ts";
import { plainCall, REPEAT_LIMIT, readVariable, spanOfNode, type Handler, type Run } from "./run.ts";
import * as scalars from "./scalars.ts";
import { derivedText, unknown, type RubyObject, type Span, type Value } from "./values.ts";
import * as variables from "./variables.ts";

/**
 * Walks through a Ruby text as a run would, as far as literals decide it, and tells the given objects what is called on them.
 * Nothing of the text is executed.
 */
export function readRuby(
  tree: RubyTree,
  source: string,
  constants: ReadonlyMap<string, RubyObject>,
  onUnreadable: (span: Span) => void,
): void {
  const nowhere: Span = { start: 0, end: 0 };
  const globals = new Map<string, Value>();
  for (const [name, object] of constants) globals.set(name, { kind: "object", object, span: nowhere });
  const run: Run = {
    tree,
    source,
    methods: new Map(),
    globals,
    locals: new Map(),
    condition: always,
    writes: undefined,
    certain: always,
    passed: always,
    bodies: 0,
    repeated: 0,
    calls: 0,
    steps: 0,
    touched: 0,
    jump: undefined,
    unseen: false,
    statement: nowhere,
    evaluate: (node) => evaluate(node, run),
    execute: (body) => execute(body, run),
    unreadable: onUnreadable,
  };
  collectMethods(tree.program.statements, run);
  run.execute(tree.program.statements);
}

function evaluate(node: nodes.Node, run: Run): Value {
  if (run.repeated > 0 && ++run.steps > REPEAT_LIMIT) {
    if (run.steps === REPEAT_LIMIT + 1) run.unreadable(spanOfNode(node, run));
    return unknown(spanOfNode(node, run));
  }
  return HANDLERS.get(node.constructor)?.(node, run) ?? readOther(node, run);
}

/** Syntax that is not read: what it would do to configured objects is not known. */
function readOther(node: nodes.Node, run: Run): Value {
  const span = spanOfNode(node, run);
  const isDefinition = node instanceof nodes.ClassNode || node instanceof nodes.ModuleNode;
  if (!isDefinition && mentionsObject(node, run)) run.unreadable(span);
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
    if (!isModified(node, statement, body, run)) run.statement = extentOf(node, run.tree, run.source);
    value = evaluate(node, run);
    run.statement = statement;
    if (run.jump) break;
  }
  return value;
}

/** In `a if b` the whole line is the statement, not `a`. */
function isModified(node: nodes.Node, outer: Span, body: nodes.StatementsNode, run: Run): boolean {
  if (body.body.length !== 1 || outer.start !== run.tree.start(node.location)) return false;
  return /^[ \t]*(if|unless|while|until|rescue)\b/.test(run.source.slice(run.tree.end(node.location), outer.end));
}

/** A method may be called above its definition, from a block that runs later. */
function collectMethods(statements: nodes.StatementsNode, run: Run): void {
  for (const node of statements.body) {
    if (node instanceof nodes.DefNode && !node.receiver) run.methods.set(node.name, node);
  }
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
on([nodes.SourceFileNode], (node, run) => derivedText("./Vagrantfile", spanOfNode(node, run)));
on([nodes.RangeNode], scalars.readRange);
on([nodes.ArrayNode], scalars.readList);
on([nodes.HashNode, nodes.KeywordHashNode], scalars.readMap);
on([nodes.ImplicitNode], (node, run) => run.evaluate(node.value));
on([nodes.CallNode], readCall);
on([nodes.CallOperatorWriteNode], readOperatorWrite);
on([nodes.IndexOrWriteNode, nodes.IndexAndWriteNode, nodes.IndexOperatorWriteNode], readIndexWrite);
on(
  [
    nodes.LocalVariableAndWriteNode,
    nodes.ConstantAndWriteNode,
    nodes.GlobalVariableAndWriteNode,
    nodes.InstanceVariableAndWriteNode,
  ],
  variables.readAndWrite,
);
on([nodes.DefNode], (node, run) => {
  if (!node.receiver) run.methods.set(node.name, node);
  return unknown(spanOfNode(node, run));
});
on([nodes.ConstantPathNode], readConstantPath);
on([nodes.IfNode, nodes.UnlessNode], control.readIf);
on([nodes.ElseNode], control.readElse);
on([nodes.CaseNode], control.readCase);
on([nodes.OrNode], control.readOr);
on([nodes.AndNode], control.readAnd);
on([nodes.BeginNode], control.readBegin);
on([nodes.RescueModifierNode], (node, run) => run.evaluate(node.expression));
on([nodes.NextNode, nodes.BreakNode, nodes.ReturnNode], control.readJump);
on([nodes.ForNode], control.readFor);
on([nodes.WhileNode, nodes.UntilNode], control.readWhile);
on(
  [
    nodes.LocalVariableReadNode,
    nodes.ConstantReadNode,
    nodes.GlobalVariableReadNode,
    nodes.InstanceVariableReadNode,
    nodes.ClassVariableReadNode,
  ],
  variables.readName,
);
on([nodes.ItLocalVariableReadNode], variables.readImplicitBlockParameter);
on(
  [
    nodes.LocalVariableWriteNode,
    nodes.ConstantWriteNode,
    nodes.GlobalVariableWriteNode,
    nodes.InstanceVariableWriteNode,
    nodes.ClassVariableWriteNode,
  ],
  variables.readWrite,
);
on(
  [
    nodes.LocalVariableOperatorWriteNode,
    nodes.ConstantOperatorWriteNode,
    nodes.GlobalVariableOperatorWriteNode,
    nodes.InstanceVariableOperatorWriteNode,
  ],
  variables.readOperatorWrite,
);
on(
  [
    nodes.LocalVariableOrWriteNode,
    nodes.ConstantOrWriteNode,
    nodes.GlobalVariableOrWriteNode,
    nodes.InstanceVariableOrWriteNode,
  ],
  variables.readOrWrite,
);
on([nodes.MultiWriteNode], variables.readMultiWrite);

/** `Vagrant::Config`: a constant of a configured object is asked for like a method without arguments. */
function readConstantPath(node: nodes.ConstantPathNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const parent = node.parent ? run.evaluate(node.parent) : unknown(span);
  if (parent.kind !== "object" || node.name === null) return unknown(span);
  const nameSpan = { start: run.tree.start(node.nameLoc), end: run.tree.end(node.nameLoc) };
  const result = parent.object.send(plainCall(run, node.name, nameSpan, span));
  return result ?? unknown(span);
}
