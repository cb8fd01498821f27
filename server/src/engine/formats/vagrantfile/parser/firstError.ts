import { InterpolatedStringNode, InterpolatedXStringNode, StringNode, XStringNode } from "@ruby/prism/src/nodes.js";
import type { Location, Node } from "@ruby/prism/src/nodes.js";
import { childrenOf, isHeredoc } from "./heredocs.ts";
import type { RubyTree } from "./prism.ts";
import type { Span } from "../ruby/values.ts";

export interface SyntaxError extends Span {
  readonly message: string;
}

/** Returns the first syntax error, at its cause: Ruby reports an open quote or block only where the text makes no sense. */
export function firstError(tree: RubyTree, text: string): SyntaxError | undefined {
  const [first] = tree.errors;
  if (!first) return undefined;
  const opened = tree.errors.find(({ message, location }) => message.startsWith("unterminated") && location.length > 0);
  const { message, location } = opened ?? first;
  const place = { start: tree.start(location), end: tree.end(location) };
  return (
    openQuote(tree, text, place.start, message) ??
    openBlock(tree, text, message) ?? { message: worded(message), ...place }
  );
}

function worded(message: string): string {
  const [, name] = /^unterminated heredoc; can't find string "(.*)" anywhere before EOF$/.exec(message) ?? [];
  return name === undefined ? message : `the here-document "${name}" has no end: no later line holds only "${name}"`;
}

type Quoted = StringNode | InterpolatedStringNode | XStringNode | InterpolatedXStringNode;

/** A string that runs over lines up to the error: its quote was meant to close on the first of them. */
function openQuote(tree: RubyTree, text: string, errorAt: number, message: string): SyntaxError | undefined {
  const isAtEnd = message.startsWith("unterminated string");
  const string = find(tree.program, (node): node is Quoted => {
    if (!isQuoted(node) || !node.openingLoc || isHeredoc(node, tree, text)) return false;
    const end = node.closingLoc ? tree.end(node.closingLoc) : tree.end(node.location);
    const isOverLines = text.slice(tree.start(node.location), end).trimEnd().includes("\n");
    const isLast = isAtEnd && text.slice(end).trim() === "";
    return isOverLines && (isLast || (end <= errorAt && !text.slice(end, errorAt).includes("\n")));
  });
  if (!string?.openingLoc) return undefined;
  const start = tree.start(string.openingLoc);
  const quote = text.slice(start, tree.end(string.openingLoc));
  if (!/^["'`]$/.test(quote)) return undefined;
  const line = text.slice(0, string.closingLoc ? tree.start(string.closingLoc) : errorAt).split("\n").length;
  return {
    message: isAtEnd
      ? `the closing ${quote} is missing`
      : `this string ends only at the next ${quote}, in line ${String(line)}. Close it here, or escape the ${quote} inside`,
    start,
    end: lineEnd(text, start),
  };
}

function isQuoted(node: Node): node is Quoted {
  return (
    node instanceof StringNode ||
    node instanceof InterpolatedStringNode ||
    node instanceof XStringNode ||
    node instanceof InterpolatedXStringNode
  );
}

/** A block whose `end` is that of a block around it, by the indentation; else the outermost one without an `end`. */
function openBlock(tree: RubyTree, text: string, message: string): SyntaxError | undefined {
  if (!message.startsWith("unexpected end-of-input")) return undefined;
  const inner = find(tree.program, (node): node is Node => {
    const closing = closingOf(node);
    if (!closing) return false;
    const [from, to] = [tree.start(node.location), tree.start(closing)];
    return text.slice(to, tree.end(closing)) === "end" && indentation(text, to) < indentation(text, from);
  });
  const opener = inner ? tree.start(inner.location) : outermost(tree);
  if (opener === undefined) return undefined;
  const [word = ""] = /^[a-z]*/.exec(text.slice(opener)) ?? [];
  return { message: `"${word}" has no "end"`, start: opener, end: opener + word.length };
}

function closingOf(node: Node): Location | null {
  const { closingLoc = null, endKeywordLoc = null } = node as { closingLoc?: Location; endKeywordLoc?: Location };
  return endKeywordLoc ?? closingLoc;
}

function outermost(tree: RubyTree): number | undefined {
  const error = tree.errors.find(({ message }) => /\bto end with `end`$|`end` to close/.test(message));
  return error && tree.start(error.location);
}

/** Columns before the first character of the line. */
function indentation(text: string, offset: number): number {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return text.slice(line).search(/\S/);
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return offset + text.slice(offset, end === -1 ? undefined : end).trimEnd().length;
}

function find<T extends Node>(node: Node, test: (node: Node) => node is T): T | undefined {
  if (test(node)) return node;
  for (const child of childrenOf(node)) {
    const found = find(child, test);
    if (found) return found;
  }
  return undefined;
}
