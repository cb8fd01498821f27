import { createPartialText, type PartialText } from "../../../model/partialText.ts";
import type { Place } from "../../../model/place.ts";

/** What a project's environment files say of a variable; undefined when they do not: the shell may still set it. */
export type Lookup = (name: string) => { readonly value: string; readonly at: Place } | undefined;

/** Placeholder in a text for a part known only at run time. As long as `$?`, which a shell reads in its place. */
export const unknownPart = "\uFFFC\uFFFC";

interface Replacement {
  /** In the result. */
  readonly at: number;
  readonly length: number;
  /** In the template. */
  readonly from: number;
  readonly to: number;
}

/** A text after its variables. */
export interface Interpolated {
  /** With `unknownPart` for each part known only at run time. */
  readonly text: string;
  readonly isKnown: boolean;
  /** Returns the text with its unresolved stretches marked. */
  partial(): PartialText | undefined;
  /** Offset in the template of an offset in the text: the start of a stretch, or its end. */
  fromOffset(offset: number): number;
  toOffset(offset: number): number;
  /** When the text is one variable and nothing else: where its value is written, an environment file or the default. */
  readonly only: { readonly place: Place } | { readonly from: number; readonly to: number } | undefined;
}

const maximumNesting = 10;

/** Replaces `$NAME`, `${NAME}` with its operators `:-` `-` `:?` `?` `:+` `+`, nested ones too, and `$$`. */
export function interpolate(template: string, lookup: Lookup): Interpolated {
  if (!template.includes("$")) return untouched(template);

  const pieces: Replacement[] = [];
  let text = "";
  let isKnown = true;
  let only: Interpolated["only"];
  let at = 0;
  while (at < template.length) {
    const dollar = template.indexOf("$", at);
    const literalEnd = dollar === -1 ? template.length : dollar;
    if (literalEnd > at) {
      pieces.push({ at: text.length, length: literalEnd - at, from: at, to: literalEnd });
      text += template.slice(at, literalEnd);
    }
    if (dollar === -1) break;
    const found = substitute(template, dollar, lookup, 0);
    const value = found.value ?? unknownPart;
    if (found.value === undefined) isKnown = false;
    if (dollar === 0 && found.end === template.length) only = found.origin;
    pieces.push({ at: text.length, length: value.length, from: dollar, to: found.end });
    text += value;
    at = found.end;
  }
  return {
    text,
    isKnown,
    partial: () => partialOf(template, text, pieces),
    only,
    fromOffset: (offset) => offsetIn(pieces, offset, "from"),
    toOffset: (offset) => offsetIn(pieces, offset, "to"),
  };
}

function untouched(text: string): Interpolated {
  return {
    text,
    isKnown: true,
    partial: () => undefined,
    only: undefined,
    fromOffset: (offset) => offset,
    toOffset: (offset) => offset,
  };
}

function partialOf(template: string, text: string, pieces: readonly Replacement[]): PartialText | undefined {
  const builder = createPartialText();
  let marked = "";
  for (const { at, length, from, to } of pieces) {
    const piece = text.slice(at, at + length);
    marked += piece === unknownPart ? builder.mark(template.slice(from, to)) : piece;
  }
  return builder.build(marked);
}

function offsetIn(pieces: readonly Replacement[], offset: number, side: "from" | "to"): number {
  const isEnd = side === "to";
  const piece =
    pieces.find(({ at, length }) => (isEnd ? offset <= at + length : offset < at + length)) ?? pieces.at(-1);
  if (!piece) return offset;
  const isLiteral = piece.length === piece.to - piece.from;
  return isLiteral ? piece.from + Math.max(0, offset - piece.at) : piece[side];
}

interface Substitution {
  readonly value: string | undefined;
  /** After the variable, in the template. */
  readonly end: number;
  readonly origin?: Interpolated["only"];
}

function substitute(template: string, dollar: number, lookup: Lookup, nesting: number): Substitution {
  const next = template[dollar + 1];
  if (next === "$") return { value: "$", end: dollar + 2 };
  const named = /^[A-Za-z_]\w*/.exec(template.slice(dollar + 1, dollar + 256))?.[0];
  if (named !== undefined) return { end: dollar + 1 + named.length, ...read(lookup, named) };
  if (next !== "{") return { value: "$", end: dollar + 1 };

  const close = closingBrace(template, dollar + 1);
  if (close === undefined) return { value: undefined, end: template.length };
  const end = close + 1;
  const body = template.slice(dollar + 2, close);
  const match = /^([A-Za-z_]\w*)(?:(:?[-?+])([^]*))?$/.exec(body);
  if (!match || nesting > maximumNesting) return { value: undefined, end };
  const [, name = "", operator, word = ""] = match;
  const word_ = { text: word, from: close - word.length, to: close };
  return { end, ...withOperator(name, operator, word_, lookup, nesting) };
}

interface OperatorWord {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function withOperator(
  name: string,
  operator: string | undefined,
  word: OperatorWord,
  lookup: Lookup,
  nesting: number,
): Omit<Substitution, "end"> {
  const set = lookup(name);
  if (operator === undefined) return read(lookup, name);
  const counts = set !== undefined && (set.value !== "" || !operator.startsWith(":"));
  if (operator.endsWith("+")) return counts ? nested(word, lookup, nesting) : { value: set && "" };
  if (counts) return read(lookup, name);
  // The shell may set it, but the default is the value that its author intends.
  return operator.endsWith("-") ? nested(word, lookup, nesting) : { value: undefined };
}

function nested(word: OperatorWord, lookup: Lookup, nesting: number): Omit<Substitution, "end"> {
  const { text, from, to } = word;
  let value = "";
  let at = 0;
  for (let dollar = text.indexOf("$"); dollar !== -1; dollar = text.indexOf("$", at)) {
    const inner = substitute(text, dollar, lookup, nesting + 1);
    if (inner.value === undefined) return { value: undefined };
    value += text.slice(at, dollar) + inner.value;
    at = inner.end;
  }
  return { value: value + text.slice(at), origin: { from, to } };
}

function read(lookup: Lookup, name: string): Omit<Substitution, "end"> {
  const found = lookup(name);
  return found ? { value: found.value, origin: { place: found.at } } : { value: undefined };
}

function closingBrace(template: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < template.length; at += 1) {
    if (template[at] === "{") depth += 1;
    if (template[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}
