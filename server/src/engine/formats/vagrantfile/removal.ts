import * as nodes from "@ruby/prism/src/nodes.js";
import type { TextEdit } from "vscode-languageserver-types";
import type { Syntax } from "./index.ts";
import { childrenOf, extentOf } from "./parser/heredocs.ts";
import type { Span } from "./ruby/values.ts";

/** Removes statements with their lines, and arguments with their comma. Undefined when anything else would go with them. */
export function removalOf(spans: readonly Span[], syntax: Syntax): readonly TextEdit[] | undefined {
  const { source } = syntax;
  const edits: TextEdit[] = [];
  for (const span of distinct(spans)) {
    const stretch = isArgument(syntax.tree.program, span, syntax) ? argumentOf(span, syntax) : linesOf(span, syntax);
    if (!stretch) return undefined;
    edits.push({ range: source.rangeAt(stretch.start, stretch.end), newText: "" });
  }
  return edits;
}

function distinct(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: Span[] = [];
  for (const span of sorted) {
    const last = kept[kept.length - 1];
    if (!last || span.start >= last.end) kept.push(span);
  }
  return kept;
}

/** The lines of a statement that has them for itself. */
function linesOf(span: Span, { source }: Syntax): Span | undefined {
  const { start, end } = source.rangeAt(span.start, span.end);
  const before = source.lineText(start.line).slice(0, start.character);
  const behind = source.lineText(end.line).slice(end.character);
  if (before.trim() !== "" || behind.trim() !== "") return undefined;
  const isLastLine = end.line + 1 >= source.lineCount;
  const from = source.lineStart(start.line);
  if (!isLastLine) return { start: from, end: source.lineStart(end.line + 1) };
  // If no line end follows it, the one before it is removed.
  const previous = start.line > 0 ? source.lineStart(start.line - 1) + source.lineText(start.line - 1).length : 0;
  return { start: previous, end: source.text.length };
}

/** `, key: value` after another argument. */
function argumentOf(span: Span, { source, tree }: Syntax): Span | undefined {
  let at = span.start;
  while (at > 0 && /\s/.test(source.text[at - 1] ?? "")) at -= 1;
  if (source.text[at - 1] !== ",") return undefined;
  const start = at - 1;
  const hasComment = tree.comments.some(
    ({ location }) => tree.start(location) >= start && tree.end(location) <= span.end,
  );
  return hasComment ? undefined : { start, end: span.end };
}

/** True for `key: value` in a call or hash: it shares a statement with others, wherever its lines end. */
function isArgument(node: nodes.Node, span: Span, syntax: Syntax): boolean {
  const { source, tree } = syntax;
  const extent = extentOf(node, tree, source.text);
  if (extent.start > span.start || extent.end < span.end) return false;
  if (
    node instanceof nodes.AssocNode &&
    tree.start(node.location) === span.start &&
    tree.end(node.location) === span.end
  ) {
    return true;
  }
  return childrenOf(node).some((child) => isArgument(child, span, syntax));
}
