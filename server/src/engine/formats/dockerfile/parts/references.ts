import type { VariableReference, WrittenPair } from "../../../model/stage.ts";
import type { Joined } from "../lines/joined.ts";
import type { Span } from "../syntax/blanks.ts";
import type { ParsedInstruction } from "../syntax/instruction.ts";
import { lex, type LexedReference, type Variable } from "../syntax/lexer.ts";
import type { Pair } from "../syntax/pairs.ts";
import { heredocContent } from "../syntax/script.ts";
import type { Places } from "./places.ts";

const unknown: Variable = { state: "unknown" };

interface PairOfBoth {
  readonly pair: Pair;
  readonly written: WrittenPair;
}

/** Returns the variables that BuildKit replaces in an instruction, in the order of the text. */
export function referencesIn(
  parsed: ParsedInstruction,
  pairs: readonly PairOfBoth[],
  places: Places,
): readonly VariableReference[] {
  const { joined, escape } = parsed;
  const found: VariableReference[] = [];
  const add = (
    text: string,
    at: (span: Span) => VariableReference["at"],
    pair?: WrittenPair,
    isContent = false,
  ): void => {
    if (!text.includes("$")) return;
    const own: LexedReference[] = [];
    const onReference = (one: LexedReference): void => void own.push(one);
    lex(text, { escape: isContent ? "\\" : escape, lookup: () => unknown, ignoreQuotes: isContent, onReference });
    for (const { name, operator, start, end } of own.sort((a, b) => a.start - b.start)) {
      found.push({ name, operator, at: at({ start, end }), pair });
    }
  };
  for (const span of expandedSpans(parsed)) {
    add(joined.text.slice(span.start, span.end), shifted(places, span.start));
  }
  for (const { pair, written } of pairs) {
    const span = parsed.command.keyword === "ARG" ? pair.span : pair.value;
    if (span) add(joined.text.slice(span.start, span.end), shifted(places, span.start), written);
  }
  if (parsed.command.keyword === "COPY" || parsed.command.keyword === "ADD") {
    for (const heredoc of parsed.heredocs.filter(({ expands, span }) => expands && !isEscaped(joined.text, span))) {
      const content = heredocContent(parsed, heredoc);
      add(content.text, inSource(places, content), undefined, true);
    }
  }
  return found;
}

/** With `<<\\EOF` a shell keeps the text as it is, and so the author means it. */
function isEscaped(text: string, { start, end }: Span): boolean {
  return text.slice(start, end).includes("\\");
}

function shifted({ placeOf }: Places, offset: number) {
  return ({ start, end }: Span): VariableReference["at"] => placeOf({ start: offset + start, end: offset + end });
}

function inSource({ sourcePlace }: Places, joined: Joined) {
  return ({ start, end }: Span): VariableReference["at"] =>
    sourcePlace({ start: joined.toSource(start), end: joined.endInSource(end) });
}

const flagsOf: Readonly<Record<string, readonly string[]>> = {
  ADD: ["chown", "chmod"],
  COPY: ["chown", "chmod"],
  FROM: ["platform"],
  RUN: ["mount"],
};

function expandedSpans({ command, list }: ParsedInstruction): readonly Span[] {
  const { keyword, flags, args } = command;
  const names = flagsOf[keyword] ?? [];
  const values = flags.flatMap(({ name, valueSpan }) => (valueSpan && names.includes(name) ? [valueSpan] : []));
  switch (keyword) {
    case "ADD":
    case "COPY":
    case "EXPOSE":
    case "VOLUME":
      return [...values, ...list.map(({ span }) => span)];
    case "FROM":
      return [...values, ...list.slice(0, 1).map(({ span }) => span)];
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
      return [args];
    default:
      return values;
  }
}
