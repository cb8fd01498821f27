import type { CST } from "yaml";
import type { YamlNode, YamlScalar, ScalarStyle } from "./tree.ts";

/** The parts before a value: its anchor and tag, and the sign that leads to it. */
export interface Properties {
  /** Of the first anchor or tag. */
  readonly start: number | undefined;
  /** After the last one. */
  readonly end: number | undefined;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  /** Offset of the `-`, `:` or `?`. */
  readonly indicator: number | undefined;
  readonly commas: number;
  readonly hasNewline: boolean;
}

export const noProperties: Properties = {
  start: undefined,
  end: undefined,
  anchor: undefined,
  tag: undefined,
  indicator: undefined,
  commas: 0,
  hasNewline: false,
};

/** Of the parser's names. */
export const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

export function nameOf(key: YamlNode): string {
  const scalar = key.kind === "alias" ? key.target : key;
  return scalar?.kind === "scalar" ? scalar.text : "";
}

export function emptyScalar({ start: first, end, anchor, tag }: Properties, fallback: number): YamlScalar {
  const at = end ?? fallback;
  return { kind: "scalar", style: "plain", text: "", start: at, end: at, outerStart: first ?? at, anchor, tag };
}

/** The style and content of a scalar whose text needs no reading, which are most; undefined for one with lines, escapes or errors. */
export function simpleScalar({ type, source, end }: CST.FlowScalar): Pick<YamlScalar, "style" | "text"> | undefined {
  if (end !== undefined && end.length > 1) return undefined;
  if (type === "scalar") return simplePlain.test(source) ? { style: "plain", text: source } : undefined;
  if (!simpleQuoted.test(source)) return undefined;
  return { style: source.startsWith("'") ? "single" : "double", text: source.slice(1, -1) };
}

const simplePlain = /^[-\w./~$][^\r\n]*$/;
const simpleQuoted = /^(?:'[^'\r\n]*'|"[^"\\\r\n]*")$/;

export function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && " \t\r\n".includes(text.charAt(last - 1))) last -= 1;
  return last;
}
