import * as nodes from "@ruby/prism/src/nodes.js";
import type { Range } from "vscode-languageserver-types";
import type { Comment } from "../../model/document.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import type { RubyTree } from "./parser/prism.ts";
import { childrenOf, extentOf } from "./parser/heredocs.ts";

/** The `#` comments. */
export function readComments(tree: RubyTree, source: SourceText): readonly Comment[] {
  const { text } = source;
  return tree.comments.flatMap(({ location }): Comment[] => {
    const start = tree.start(location);
    return text[start] === "#" ? [new LocatedComment(start, tree.end(location), tree, source)] : [];
  });
}

class LocatedComment implements Comment {
  readonly text: string;
  readonly range: Range;
  readonly ownLine: boolean;
  private readonly start: number;
  private readonly tree: RubyTree;
  private readonly source: SourceText;

  constructor(start: number, end: number, tree: RubyTree, source: SourceText) {
    this.range = trimmedRange(start, end, source);
    this.text = source.slice(this.range).replace(/^#+/, "").trim();
    this.ownLine = source.text.slice(source.lineStart(this.range.start.line), start).trim() === "";
    this.start = start;
    this.tree = tree;
    this.source = source;
  }

  /** Looked up when it is asked for, because few comments are directives. */
  get covers(): Range | undefined {
    const { tree, source } = this;
    return this.ownLine
      ? nextStatement(tree.program.statements, this.start, tree, source)
      : lineRange(this.range, source);
  }
}

function trimmedRange(start: number, end: number, source: SourceText): Range {
  let last = end;
  while (last > start && /\s/.test(source.text[last - 1] ?? "")) last -= 1;
  return source.rangeAt(start, last);
}

function lineRange({ start }: Range, source: SourceText): Range {
  const { line } = start;
  return { start: { line, character: 0 }, end: { line, character: source.lineText(line).length } };
}

/** The statement, argument or element that follows the offset in the innermost list around it. */
function nextStatement(node: nodes.Node, offset: number, tree: RubyTree, source: SourceText): Range | undefined {
  for (const child of childrenOf(node)) {
    const { start, end } = extentOf(child, tree, source.text);
    if (end <= offset) continue;
    if (start < offset) return nextStatement(child, offset, tree, source);
    return rangeOf(LISTS.some((type) => node instanceof type) ? child : firstOf(child), tree, source);
  }
  return undefined;
}

const LISTS = [nodes.StatementsNode, nodes.ArrayNode, nodes.HashNode, nodes.KeywordHashNode, nodes.ArgumentsNode];

/** Before the first statement of a body the body itself comes next. */
function firstOf(node: nodes.Node): nodes.Node | undefined {
  if (node instanceof nodes.StatementsNode) return node.body[0];
  if (node instanceof nodes.BeginNode) return node.statements?.body[0];
  return node instanceof nodes.ArgumentsNode || node instanceof nodes.KeywordHashNode ? childrenOf(node)[0] : undefined;
}

function rangeOf(node: nodes.Node | undefined, tree: RubyTree, source: SourceText): Range | undefined {
  if (!node) return undefined;
  const { start, end } = extentOf(node, tree, source.text);
  return source.rangeAt(start, end);
}
