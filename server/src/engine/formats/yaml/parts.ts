import type { YamlNode, YamlScalar, ScalarStyle } from "./tree.ts";

/** What stands before a value: its anchor and tag, and the sign that leads to it. */
export interface Properties {
  /** Of the first anchor or tag. */
  readonly start: number | undefined;
  /** Behind the last one. */
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

export function outer({ start: first, anchor, tag }: Properties, start: number) {
  return { outerStart: first ?? start, anchor, tag };
}

export function emptyScalar(before: Properties, fallback: number): YamlScalar {
  const at = before.end ?? fallback;
  return { kind: "scalar", style: "plain", text: "", start: at, end: at, ...outer(before, at) };
}

export function trimmedEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && " \t\r\n".includes(text.charAt(last - 1))) last -= 1;
  return last;
}
