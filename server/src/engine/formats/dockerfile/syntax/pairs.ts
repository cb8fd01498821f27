import { isSeparator, quotedWords, type Span } from "./blanks.ts";
import type { ParsedCommand } from "./command.ts";

/** A `name=value` of `ENV`, `LABEL` or `ARG`; spans are those of the joined text. */
export interface Pair {
  /** As written. */
  readonly name: string;
  /** Undefined for an `ARG` without default. */
  readonly value: Span | undefined;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** The pairs of an instruction; none for those that have no pairs. */
export function readPairs(text: string, command: ParsedCommand, escape: string): readonly Pair[] {
  switch (command.keyword) {
    case "ENV":
    case "LABEL":
      return readProperties(text, command, escape);
    case "ARG":
      return quotedWords(text, command.args, escape)
        .map((word) => readPair(text, word))
        .filter(({ name }) => name !== "");
    default:
      return [];
  }
}

/** In the form with `=`, or in the old one with a blank. Words that are neither are left out. */
function readProperties(text: string, command: ParsedCommand, escape: string): readonly Pair[] {
  const { args } = command;
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
