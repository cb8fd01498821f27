import type { SourceText } from "../../model/text/sourceText.ts";
import {
  hasUnreadableMerge,
  mergedPairs,
  readYaml,
  resolved,
  scalarValue,
  type YamlNode,
  type YamlScalar,
} from "../yaml/index.ts";
import {
  booleanValue,
  derivedText,
  numberValue,
  unknown,
  type Pair,
  type Span,
  type Text,
  type Value,
} from "./ruby/values.ts";

export type DataFormat = "yaml" | "json";

/** Anchors may refer to each other many times over. */
const NODE_LIMIT = 10_000;

/** The value of a settings file, with places in that file; undefined if the text is not a file's or cannot be read. */
export function readData(text: Value, format: DataFormat, symbolKeys: boolean): Value | undefined {
  if (text.kind === "unknown") return text;
  const source = text.kind === "text" ? fileOf(text) : undefined;
  const tree = source && readYaml(source);
  const [root] = tree?.documents ?? [];
  if (!tree || !root || tree.problems.length > 0) return undefined;
  return valueOf(root, { source: tree.source, format, symbolKeys, nodes: 0 });
}

function fileOf({ segments, value }: Text): SourceText | undefined {
  const file = segments[0]?.file;
  return file?.text === value ? file : undefined;
}

interface Reading {
  readonly source: SourceText;
  readonly format: DataFormat;
  readonly symbolKeys: boolean;
  nodes: number;
}

function valueOf(node: YamlNode, reading: Reading): Value {
  const span: Span = { start: node.start, end: node.end, file: reading.source };
  const target = resolved(node);
  if (!target || ++reading.nodes > NODE_LIMIT) return unknown(span);
  switch (target.kind) {
    case "scalar":
      return scalarOf(target, reading, span);
    case "sequence":
      return { kind: "list", items: target.items.map((item) => valueOf(item.value, reading)), span };
    case "mapping":
      return { kind: "map", pairs: pairsOf(target, reading), complete: !hasUnreadableMerge(target), span };
  }
}

function pairsOf(mapping: Parameters<typeof mergedPairs>[0], reading: Reading): readonly Pair[] {
  return mergedPairs(mapping).map(({ pair }) => {
    const { key, value, start, end } = pair;
    const at = (node: YamlNode): Span => ({ start: node.start, end: node.end, file: reading.source });
    const name = valueOf(key, reading);
    return {
      key: reading.symbolKeys && name.kind === "text" ? { ...name, symbol: true } : name,
      keySpan: at(key),
      value: valueOf(value, reading),
      use: at(value),
      entry: { start, end, file: reading.source },
    };
  });
}

/** A scalar as Ruby reads it: YAML 1.1, with symbols. */
function scalarOf(node: YamlScalar, { format }: Reading, span: Span): Value {
  const { text, style } = node;
  if (node.tag !== undefined && node.tag !== "!!str") return unknown(span);
  if (style === "plain" && format === "yaml" && node.tag === undefined) {
    if (/^(?:yes|on|true)$/i.test(text)) return booleanValue(true, span);
    if (/^(?:no|off|false)$/i.test(text)) return booleanValue(false, span);
    if (/^:[a-z_]\w*$/i.test(text)) return derivedText(text.slice(1), span, true);
    // Dates, times of day and numbers to the base of sixty.
    if (/^\d{4}-\d{1,2}-\d{1,2}|^[-+]?\d+(?::[0-5]?\d)+$/.test(text)) return unknown(span);
    if (/^[-+]?\d[\d_,]*$/.test(text) && /[_,]/.test(text)) return numberValue(Number(text.replace(/[_,]/g, "")), span);
  }
  const value = scalarValue(node);
  if (typeof value === "number") return numberValue(value, span);
  if (typeof value === "boolean") return booleanValue(value, span);
  return value === null ? { kind: "nil", span } : derivedText(value, span);
}
