import { Alias, Scalar, YAMLMap, YAMLSeq, isPair, type CST, type Document } from "yaml";
import type { ScalarStyle, YamlCollectionOrScalar, YamlItem, YamlNode, YamlPair } from "./tree.ts";

/** A `document` token and what the composer made of it. */
export interface Composed {
  readonly token: CST.Document;
  readonly document: Document.Parsed;
}

type Tokens = readonly CST.SourceToken[];

/** What the building of one document needs everywhere. Anchors are those whose nodes are complete. */
interface Building {
  readonly text: string;
  readonly anchors: Map<string, YamlCollectionOrScalar>;
}

/**
 * The typed tree of one composed document; undefined for an empty one. An alias means the last anchor before it whose
 * node is complete, so no node can hold itself.
 */
export function buildTree(text: string, { token, document }: Composed): YamlNode | undefined {
  const { contents } = document;
  if (
    contents === null ||
    (contents instanceof Scalar && contents.source === "" && !contents.anchor && !contents.tag)
  ) {
    return undefined;
  }
  return buildNode({ text, anchors: new Map() }, contents, token.start);
}

/** `before` are the tokens that stand before the value: among them its anchor and its tag. */
function buildNode(building: Building, node: unknown, before: Tokens): YamlNode {
  if (node instanceof Alias) {
    const [start, end] = rangeOf(node);
    return {
      kind: "alias",
      name: node.source,
      target: building.anchors.get(node.source),
      start,
      end,
      outerStart: start,
      anchor: undefined,
      tag: undefined,
    };
  }
  const built = buildValue(building, node, before);
  if (built.anchor !== undefined) building.anchors.set(built.anchor, built);
  return built;
}

function buildValue(building: Building, node: unknown, before: Tokens): YamlCollectionOrScalar {
  const properties = propertiesOf(before);
  if (node instanceof YAMLMap) {
    const [start, end] = rangeOf(node);
    const pairs = node.items.filter(isPair).map((pair) => buildPair(building, pair));
    const flow = node.flow === true;
    const common = { start, end: flow ? end : (pairs.at(-1)?.end ?? start), ...outer(properties, start) };
    return { kind: "mapping", flow, pairs, ...common };
  }
  if (node instanceof YAMLSeq) {
    const [start, end] = rangeOf(node);
    const items = buildItems(building, node);
    const flow = node.flow === true;
    const common = { start, end: flow ? end : (items.at(-1)?.end ?? start), ...outer(properties, start) };
    return { kind: "sequence", flow, items, ...common };
  }
  if (node instanceof Scalar) {
    const [start, end] = rangeOf(node);
    const style = styles[node.type ?? ""] ?? "plain";
    const text = typeof node.value === "string" ? node.value : "";
    return {
      kind: "scalar",
      style,
      text,
      start,
      end: trimmedEnd(building.text, start, end),
      ...outer(properties, start),
    };
  }
  return emptyScalar(properties?.end ?? 0, properties);
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

interface PairLike {
  readonly key: unknown;
  readonly value: unknown;
  readonly srcToken?: CST.CollectionItem;
}

function buildPair(building: Building, { key: keyNode, value: valueNode, srcToken }: PairLike): YamlPair {
  const before = srcToken?.start ?? [];
  const between = srcToken?.sep ?? [];
  const key = buildNode(building, keyNode, before);
  const colon = between.find((token) => token.type === "map-value-ind")?.offset;
  const behindKey = colon === undefined ? key.end : colon + 1;
  const value =
    valueNode === null || valueNode === undefined
      ? emptyScalar(behindKey, undefined)
      : buildNode(building, valueNode, between);
  const question = before.find((token) => token.type === "explicit-key-ind")?.offset;
  return {
    kind: "pair",
    key,
    value,
    name:
      key.kind === "scalar" ? key.text : key.kind === "alias" && key.target?.kind === "scalar" ? key.target.text : "",
    start: question ?? key.outerStart,
    end: Math.max(behindKey, value.end),
    colon,
  };
}

function buildItems(building: Building, node: YAMLSeq): readonly YamlItem[] {
  // Tokens hold places where no item came of it: comments at the end, stray commas.
  const tokens = tokensOf(node).filter(
    (token) =>
      token.value !== undefined ||
      token.sep !== undefined ||
      token.start.some(({ type }) => type === "seq-item-ind" || type === "anchor" || type === "tag"),
  );
  return node.items.map((item, index): YamlItem => {
    const token = tokens[index];
    const before = token?.start ?? [];
    const value = buildNode(building, item, token?.sep === undefined ? before : []);
    const dash = before.find(({ type }) => type === "seq-item-ind")?.offset;
    return {
      kind: "item",
      value,
      start: dash ?? value.outerStart,
      end: Math.max(value.end, dash === undefined ? 0 : dash + 1),
    };
  });
}

function tokensOf(node: YAMLSeq): readonly CST.CollectionItem[] {
  const token = node.srcToken;
  return token && "items" in token ? token.items : [];
}

interface Properties {
  readonly start: number;
  readonly end: number;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
}

function propertiesOf(tokens: Tokens): Properties | undefined {
  let found: Properties | undefined;
  for (const { type, offset, source } of tokens) {
    if (type !== "anchor" && type !== "tag") continue;
    found = {
      start: found?.start ?? offset,
      end: offset + source.length,
      anchor: type === "anchor" ? source.slice(1) : found?.anchor,
      tag: type === "tag" ? source : found?.tag,
    };
  }
  return found;
}

function outer(properties: Properties | undefined, start: number) {
  return { outerStart: properties?.start ?? start, anchor: properties?.anchor, tag: properties?.tag };
}

function emptyScalar(at: number, properties: Properties | undefined): YamlCollectionOrScalar {
  return { kind: "scalar", style: "plain", text: "", start: at, end: at, ...outer(properties, at) };
}

function rangeOf(node: { readonly range?: readonly [number, number, number] | null }): readonly [number, number] {
  return node.range ? [node.range[0], node.range[1]] : [0, 0];
}

function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && " \t\r\n".includes(text[last - 1] ?? "x")) last -= 1;
  return last;
}
