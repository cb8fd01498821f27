import * as nodes from "@ruby/prism/src/nodes.js";
import { isHeredoc } from "../parser/heredocs.ts";
import { embedded, joinedText, writtenText, type Quoting } from "./literals.ts";
import { spanOfLocation, spanOfNode, type Run } from "./run.ts";
import {
  booleanValue,
  derivedText,
  numberValue,
  unknown,
  type Pair,
  type Span,
  type Text,
  type Value,
} from "./values.ts";

export function readString(node: nodes.StringNode, run: Run): Value {
  return stringPart(node, quotingOf(node, run), run, spanOfNode(node, run));
}

export function readSymbol(node: nodes.SymbolNode, run: Run): Value {
  const span = spanOfNode(node, run);
  const at = node.valueLoc ? spanOfLocation(node.valueLoc, run) : span;
  const { kind, value, symbol, segments } = derivedText(node.unescaped.value, at, true);
  return { kind, value, symbol, span, segments };
}

export function readInterpolated(node: nodes.InterpolatedStringNode | nodes.InterpolatedSymbolNode, run: Run): Value {
  const parts = node.parts.flatMap((part) => partsOf(part, quotingOf(node, run), run));
  return joinedText(parts, spanOfNode(node, run), node instanceof nodes.InterpolatedSymbolNode);
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

/** `"a" "b"` and `"a#{x}b"`; a literal inside another one brings its own parts. */
function partsOf(part: nodes.Node, quoting: Quoting, run: Run): readonly Text[] {
  if (part instanceof nodes.StringNode)
    return [stringPart(part, part.openingLoc ? quotingOf(part, run) : quoting, run)];
  if (part instanceof nodes.InterpolatedStringNode) {
    return part.parts.flatMap((inner) => partsOf(inner, quotingOf(part, run), run));
  }
  const value = run.evaluate(part instanceof nodes.EmbeddedStatementsNode ? (part.statements ?? part) : part);
  return [embedded(value, spanOfNode(part, run))];
}

function stringPart(node: nodes.StringNode, quoting: Quoting, run: Run, span?: Span): Text {
  return writtenText(node.unescaped.value, spanOfLocation(node.contentLoc, run), quoting, run.source, span);
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
