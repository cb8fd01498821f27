import type { Scalar } from "../../../model/machine.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import type { Condition } from "./conditions.ts";

/** UTF-16 offsets in the Vagrantfile or in another file, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** Undefined for the Vagrantfile. */
  readonly file?: SourceText | undefined;
}

/** A stretch of a text's value and where the file has it; both have the same length unless the file spells it differently. */
export interface Segment extends Span {
  /** Offset in the value. */
  readonly at: number;
  readonly length: number;
  /** Unknown until a run: the value holds a placeholder. */
  readonly hole: boolean;
  /** Only the environment decides what is in the hole. */
  readonly environment?: boolean | undefined;
}

interface Located {
  /** The literal that gave the value. */
  readonly span: Span;
  /** Counts only because an environment variable is assumed to be absent. */
  readonly assumed?: boolean;
}

export interface Text extends Located {
  readonly kind: "text";
  readonly value: string;
  readonly symbol: boolean;
  readonly segments: readonly Segment[];
}

export interface Pair {
  readonly key: Value;
  readonly keySpan: Span;
  readonly value: Value;
  /** The value as written: a variable's name if the literal is elsewhere. */
  readonly use: Span;
  /** The whole `key: value`. */
  readonly entry: Span;
}

export interface List extends Located {
  readonly kind: "list";
  readonly items: readonly Value[];
  /** Where a list literal writes its items: a variable's name if an item's literal is elsewhere. */
  readonly uses?: readonly Span[];
}

export type Value =
  | Text
  | (Located & { readonly kind: "number"; readonly value: number })
  | (Located & { readonly kind: "boolean"; readonly value: boolean })
  | (Located & { readonly kind: "nil" })
  | List
  | (Located & { readonly kind: "map"; readonly pairs: readonly Pair[]; readonly complete: boolean })
  | (Located & { readonly kind: "range"; readonly from: number; readonly to: number })
  | (Located & { readonly kind: "object"; readonly object: RubyObject })
  | (Located & { readonly kind: "unknown"; readonly environment: boolean });

export interface Argument {
  readonly value: Value;
  readonly span: Span;
}

/** A call of a method or, when the name ends in `=`, a write. */
export interface Call {
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Argument[];
  /** The pairs of trailing keyword arguments and of a last argument that is a hash. */
  readonly options: readonly Pair[];
  /** False when options come from a value that cannot be read. */
  readonly optionsComplete: boolean;
  /** From the receiver to the last argument, without a block. */
  readonly head: Span;
  /** The innermost statement around the call. */
  readonly statement: Span;
  readonly condition: Condition;
  /** Undefined when no block was given. */
  readonly block: GivenBlock | undefined;
}

/** Reads a block once, with these values for its parameters. */
export interface GivenBlock {
  now(...values: Value[]): void;
  /** When the code around the call has ended; `around` starts it. */
  later(values: readonly Value[], around: (read: () => void) => void): void;
}

/** Something that a Vagrantfile configures: it understands calls and gives the value that Ruby would see. */
export interface RubyObject {
  /** Calls on it shape machines. */
  readonly isConfigured: boolean;
  send(call: Call): Value | undefined;
}

export function unknown(span: Span, environment = false): Value {
  return { kind: "unknown", span, environment };
}

/** Undefined for lists, objects, and whatever cannot be read in full. */
export function scalarOf(value: Value): Scalar | undefined {
  switch (value.kind) {
    case "text":
      return isWhole(value) ? value.value : undefined;
    case "number":
    case "boolean":
      return value.value;
    case "nil":
      return null;
    default:
      return undefined;
  }
}

/** The text that can be read in full. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "text" && isWhole(value) ? value.value : undefined;
}

export function isWhole(text: Text): boolean {
  return !text.segments.some((segment) => segment.hole);
}

/** A text whose characters have no places of their own: all of it points to `span`. */
export function derivedText(value: string, span: Span, symbol = false): Text {
  return { kind: "text", value, symbol, span, segments: [segmentOf(value, span, false)] };
}

/** Placeholder in a text for a part that only a run decides; shells read it as a variable, so no reader takes it for a word. */
export const HOLE = "${_}";

/** A text that only a run decides. */
export function openText(span: Span, environment: boolean): Text {
  return { kind: "text", value: HOLE, symbol: false, span, segments: [segmentOf(HOLE, span, true, environment)] };
}

/** A whole text in one place. */
function segmentOf({ length }: string, { start, end, file }: Span, hole: boolean, environment = false): Segment {
  return { at: 0, length, start, end, hole, environment, file };
}

export function numberValue(value: number, span: Span): Value {
  return { kind: "number", value, span };
}

export function booleanValue(value: boolean, span: Span): Value {
  return { kind: "boolean", value, span };
}

/** Returns whether Ruby treats a value as true; undefined if it is known only at run time. */
export function truth(value: Value): boolean | undefined {
  if (value.assumed || value.kind === "unknown" || value.kind === "object") return undefined;
  if (value.kind === "boolean") return value.value;
  return value.kind !== "nil";
}

/** Returns whether two values are equal in Ruby; undefined if that is known only at run time. */
export function equal(left: Value, right: Value): boolean | undefined {
  const a = scalarOf(left);
  const b = scalarOf(right);
  if (a === undefined || b === undefined || left.assumed || right.assumed) return undefined;
  return a === b && isSymbol(left) === isSymbol(right);
}

/**
 * What an expression or a variable holds when only a run decides which of these it is; undefined is Ruby's nil. The value
 * at `likely` counts until a run decides otherwise.
 */
export function agreedValue(values: readonly (Value | undefined)[], span: Span, likely = -1): Value {
  const expected = values[likely];
  if (expected && expected.kind !== "unknown") return assumed(expected);
  const said = values.filter((value) => !value || !isLeftOpen(value));
  const last = said[said.length - 1];
  // Only the environment would change what the file says.
  const isUnset = said.every((value) => !value || value.kind === "nil");
  if (!last || (isUnset && said.length < values.length)) return unknown(span, said.length < values.length);
  if (!said.every((value) => value && isSame(value, last))) return unknown(last.span);
  const isAssumed = said.length < values.length || said.some((value) => value?.assumed);
  return isAssumed && last.kind !== "unknown" ? assumed(last) : last;
}

export function isEnvironment(value: Value): boolean {
  return value.kind === "unknown" && value.environment;
}

/** True for what the file leaves to the environment, as a whole or in parts. */
export function isLeftOpen(value: Value): boolean {
  const holes = value.kind === "text" ? value.segments.filter(({ hole }) => hole) : [];
  return isEnvironment(value) || (holes.length > 0 && holes.every(({ environment }) => environment === true));
}

function isSame(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left.kind === "list" && right.kind === "list") return left.items === right.items;
  if (left.kind === "map" && right.kind === "map") return left.pairs === right.pairs;
  const scalar = scalarOf(left);
  return scalar !== undefined && scalar === scalarOf(right) && isSymbol(left) === isSymbol(right);
}

function isSymbol(value: Value): boolean {
  return value.kind === "text" && value.symbol;
}

export function assumed<T extends Value>(value: T): T {
  return { ...value, assumed: true };
}

/** Where a list has an item: in its own text, if it has one. */
export function useOf({ items, uses, span }: List, index: number): Span {
  return uses?.[index] ?? items[index]?.span ?? span;
}

/** Items that a loop would see, in order; undefined when they cannot be counted or are more than `limit`. */
export function itemsOf(value: Value, limit: number): readonly Value[] | undefined {
  if (value.kind === "list") return value.items.length <= limit ? value.items : undefined;
  if (value.kind === "range") {
    const length = Math.max(0, value.to - value.from + 1);
    return length > limit
      ? undefined
      : Array.from({ length }, (_, index) => numberValue(value.from + index, value.span));
  }
  if (value.kind !== "map" || !value.complete || value.pairs.length > limit) return undefined;
  return value.pairs.map((pair) => ({ kind: "list", items: [pair.key, pair.value], span: pair.entry }));
}

/** The value of the last pair with this key; a key written as a symbol and one written as a string are the same here. */
export function pairOf(pairs: readonly Pair[], name: string): Pair | undefined {
  return pairs.findLast((pair) => pair.key.kind === "text" && pair.key.value === name);
}

/** Returns the place of a stretch of a text's value in the file. */
export function spanOf(text: Text, start: number, end: number): Span {
  const first = segmentAt(text.segments, start);
  const last = segmentAt(text.segments, Math.max(start, end - 1));
  if (!first || !last || first.file !== last.file) return text.span;
  const isExact = (one: Segment): boolean => one.end - one.start === one.length;
  const from = isExact(first) ? Math.min(first.start + (start - first.at), first.end) : first.start;
  const to = isExact(last) ? Math.min(last.start + (end - last.at), last.end) : last.end;
  return { start: from, end: start === end ? from : Math.max(from, to), file: first.file };
}

function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return segments[low];
}
