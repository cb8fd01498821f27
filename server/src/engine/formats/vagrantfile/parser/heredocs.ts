import {
  CallNode,
  InterpolatedStringNode,
  StatementsNode,
  StringNode,
  XStringNode,
  type Node,
} from "@ruby/prism/src/nodes.js";
import type { RubyTree } from "./prism.ts";
import type { Span } from "../ruby/values.ts";

/** From a node's first character to its last one, bodies of heredocs that it opens included. */
export function extentOf(node: Node, tree: RubyTree, source: string): Span {
  const start = tree.start(node.location);
  const end = tree.end(node.location);
  if (!source.slice(start, end).includes("<<")) return { start, end };
  return { start, end: Math.max(end, heredocEnd(node, tree, source)) };
}

/** Heredocs inside of a nested block end before its `end`. */
function heredocEnd(node: Node, tree: RubyTree, source: string): number {
  if (node instanceof StatementsNode) return 0;
  let end = 0;
  if (node instanceof StringNode || node instanceof InterpolatedStringNode || node instanceof XStringNode) {
    if (isHeredoc(node, tree, source) && node.closingLoc) end = trimmedEnd(source, tree.end(node.closingLoc));
  }
  for (const child of childrenOf(node)) end = Math.max(end, heredocEnd(child, tree, source));
  return end;
}

export function isHeredoc(node: Pick<StringNode, "openingLoc">, tree: RubyTree, source: string): boolean {
  return node.openingLoc !== null && source.startsWith("<<", tree.start(node.openingLoc));
}

/** The node's children; a call's receiver, arguments and block in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  if (node instanceof CallNode) return [node.receiver, node.arguments_, node.block].filter((child) => child !== null);
  return node.compactChildNodes();
}

function trimmedEnd(source: string, end: number): number {
  let at = end;
  while (at > 0 && (source[at - 1] === "\n" || source[at - 1] === "\r")) at -= 1;
  return at;
}
