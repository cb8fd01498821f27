import * as nodes from "@ruby/prism/src/nodes.js";
import { isHeredoc } from "../parser/heredocs.ts";
import { embedded, textFromPieces, type TextPiece, type Quoting } from "./literals.ts";
import { spanOfLocation, spanOfNode, type Run } from "./run.ts";
import { booleanValue, numberValue, unknown, type Pair, type Segment, type Span, type Value } from "./values.ts";

export function readString(node: nodes.StringNode, run: Run): Value {
  const { value } = node.unescaped;
  const content = spanOfLocation(node.contentLoc, run);
  const { start, end } = content;
  if (end - start === value.length && run.source.startsWith(value, start)) {
    const segments = value === "" ? [] : [segmentOf(value, content)];
    return { kind: "text", value, symbol: false, span: spanOfNode(node, run), segments };
  }
  return textFromPieces([piece(node, quotingOf(node, run), run)], run.source, spanOfNode(node, run), false);
}

export function readSymbol(node: nodes.SymbolNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const { value } = node.unescaped;
  const at = node.valueLoc ? spanOfLocation(node.valueLoc, run) : span;
  return {
    kind: "text",
    value,
    symbol: true,
    span,
    segments: [segmentOf(value, at)],
  };
}

/** A text that is written as one piece. */
function segmentOf({ length }: string, { start, end, file }: Span): Segment {
  return file ? { at: 0, length, hole: false, start, end, file } : { at: 0, length, hole: false, start, end };
}

export function readInterpolated(node: nodes.InterpolatedStringNode | nodes.InterpolatedSymbolNode, run: Run): Value {
  const pieces = node.parts.flatMap((part) => piecesOf(part, quotingOf(node, run), run));
  return textFromPieces(pieces, run.source, spanOfNode(node, run), node instanceof nodes.InterpolatedSymbolNode);
}

export function readNumber(node: nodes.IntegerNode | nodes.FloatNode, run: Run): Value {
  const span = spanOfNode(node, run);
  return typeof node.value === "number" ? numberValue(node.value, span) : unknown(span);
}

export function readBoolean(node: nodes.TrueNode | nodes.FalseNode, run: Run): Value {
  return booleanValue(node instanceof nodes.TrueNode, spanOfNode(node, run));
}

export function readRange(node: nodes.RangeNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const left = node.left && run.evaluate(node.left);
  const right = node.right && run.evaluate(node.right);
  if (left?.kind !== "number" || right?.kind !== "number") return unknown(span);
  const excludesEnd = run.source.startsWith("...", run.tree.start(node.operatorLoc));
  const range: Value = { kind: "range", from: left.value, to: right.value - (excludesEnd ? 1 : 0), span };
  return left.assumed || right.assumed ? { ...range, assumed: true } : range;
}

export function readList(node: nodes.ArrayNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const items: Value[] = [];
  const uses: Span[] = [];
  for (const element of node.elements) {
    const use = spanOfNode(element, run);
    if (!(element instanceof nodes.SplatNode)) {
      items.push(run.evaluate(element));
      uses.push(use);
      continue;
    }
    const inner = element.expression && run.evaluate(element.expression);
    if (inner?.kind !== "list") return unknown(span);
    items.push(...inner.items);
    uses.push(...inner.items.map(() => use));
  }
  return { kind: "list", items, uses, span };
}

export function readMap(node: nodes.HashNode | nodes.KeywordHashNode, run: Run): Value {
  const { pairs, complete } = readPairs(node.elements, run);
  return { kind: "map", pairs, complete, span: spanOfNode(node, run) };
}

function readPairs(elements: readonly nodes.Node[], run: Run): { pairs: Pair[]; complete: boolean } {
  const pairs: Pair[] = [];
  let complete = true;
  for (const element of elements) {
    if (element instanceof nodes.AssocNode) {
      pairs.push({
        key: run.evaluate(element.key),
        keySpan: spanOfNode(element.key, run),
        value: run.evaluate(element.value),
        use: spanOfNode(element.value, run),
        entry: spanOfNode(element, run),
      });
    } else {
      const inner = element instanceof nodes.AssocSplatNode && element.value ? run.evaluate(element.value) : undefined;
      if (inner?.kind === "map") pairs.push(...inner.pairs);
      complete &&= inner?.kind === "map" && inner.complete;
    }
  }
  return { pairs, complete };
}

/** `"a" "b"` and `"a#{x}b"`; a literal inside another one brings its own pieces. */
function piecesOf(part: nodes.Node, quoting: Quoting, run: Run): TextPiece[] {
  if (part instanceof nodes.StringNode) return [piece(part, part.openingLoc ? quotingOf(part, run) : quoting, run)];
  if (part instanceof nodes.InterpolatedStringNode) {
    return part.parts.flatMap((inner) => piecesOf(inner, quotingOf(part, run), run));
  }
  const value = run.evaluate(part instanceof nodes.EmbeddedStatementsNode ? (part.statements ?? part) : part);
  return [embedded(value, spanOfNode(part, run))];
}

function piece(node: nodes.StringNode, quoting: Quoting, run: Run): TextPiece {
  const { contentLoc } = node;
  return { value: node.unescaped.value, form: "source", quoting, ...spanOfLocation(contentLoc, run) };
}

function quotingOf(
  node: nodes.StringNode | nodes.InterpolatedStringNode | nodes.InterpolatedSymbolNode,
  run: Run,
): Quoting {
  if (!node.openingLoc) return "single";
  const opening = run.source.slice(run.tree.start(node.openingLoc), run.tree.end(node.openingLoc));
  if (isHeredoc(node, run.tree, run.source)) return opening.includes("'") ? "raw" : "double";
  return opening === "'" || opening.startsWith("%q") || opening.startsWith("%w") ? "single" : "double";
}
