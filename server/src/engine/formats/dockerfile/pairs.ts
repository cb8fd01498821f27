import type { Item } from "../../model/fact.ts";
import type { LocatedInstruction } from "./located.ts";
import { expand, itemOf, type Scope } from "./scope.ts";
import { isSeparator, quotedWords, type Span } from "./syntax/blanks.ts";
import type { ParsedCommand } from "./syntax/command.ts";

/** A `name=value` of `ENV`, `LABEL` or `ARG`; spans are those of the joined text. */
export interface Pair {
  /** As written. */
  readonly name: string;
  /** Undefined for an `ARG` without default. */
  readonly value: Span | undefined;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** Pairs of `ENV` and `LABEL`, in the form with `=` and in the old one with a blank. Words that are neither are left out. */
export function readPairs(text: string, { args }: ParsedCommand, escape: string): readonly Pair[] {
  const words = quotedWords(text, args, escape);
  const [first] = words;
  if (!first) return [];
  if (text.slice(first.start, first.end).includes("=")) {
    return words.map((word) => readPair(text, word)).filter((pair) => pair.value !== undefined);
  }

  let nameEnd = args.start;
  while (nameEnd < args.end && !isSeparator(text.charCodeAt(nameEnd))) nameEnd += 1;
  let start = nameEnd;
  while (start < args.end && isSeparator(text.charCodeAt(start))) start += 1;
  if (start === args.end) return [];
  const nameSpan = { start: args.start, end: nameEnd };
  return [{ name: text.slice(args.start, nameEnd), value: { start, end: args.end }, nameSpan, span: args }];
}

/** Declarations of an `ARG`: each with or without a default. */
export function readDeclarations(text: string, { args }: ParsedCommand, escape: string): readonly Pair[] {
  return quotedWords(text, args, escape)
    .map((word) => readPair(text, word))
    .filter(({ name }) => name !== "");
}

function readPair(text: string, span: Span): Pair {
  const equals = text.slice(span.start, span.end).indexOf("=");
  const nameEnd = equals === -1 ? span.end : span.start + equals;
  return {
    name: text.slice(span.start, nameEnd),
    value: equals === -1 ? undefined : { start: nameEnd + 1, end: span.end },
    nameSpan: { start: span.start, end: nameEnd },
    span,
  };
}

/** Every pair with its value, by resolved name; all of them see the variables as they were before the instruction. */
export function readItems(located: LocatedInstruction, scope: Scope): ReadonlyMap<string, Item<string>> {
  const { command, escape, joined } = located.parsed;
  const pairs = readPairs(joined.text, command, escape);
  const items = new Map<string, Item<string>>();
  for (const { name: written, value, span } of pairs) {
    const name = expand(written, scope, escape);
    if (name === undefined || name === "" || !value) continue;
    const entry = pairs.length === 1 ? located.instruction.at : located.placeOf(span);
    const text = expand(joined.text.slice(value.start, value.end), scope, escape);
    items.set(name, itemOf(text, located.placeOf(value), entry));
  }
  return items;
}
