import type { InstructionParts, WrittenPair, WrittenWord } from "../../../model/stage.ts";
import { separatedWords, type Span } from "../syntax/blanks.ts";
import { readListItems, type ParsedCommand } from "../syntax/command.ts";
import type { ParsedInstruction } from "../syntax/instruction.ts";
import { readPairs, type Pair } from "../syntax/pairs.ts";
import { readMount } from "./mounts.ts";
import type { Places } from "./places.ts";
import { referencesIn } from "./references.ts";

/** Reads what an instruction, or a trigger of one, is made of. */
export function readParts(parsed: ParsedInstruction, command: ParsedCommand, places: Places): InstructionParts {
  const { joined, escape } = parsed;
  const { body, args, json } = command;
  const textOf = ({ start, end }: Span): string => joined.text.slice(start, end);
  const written = (span: Span): WrittenWord => ({ text: textOf(span), at: places.placeOf(span) });
  const isOwn = command === parsed.command;
  const pairs = (isOwn ? parsed.pairs : readPairs(joined.text, command, escape)).map((pair) => ({
    pair,
    written: toPair(pair, textOf, written, places),
  }));
  const list = isOwn ? parsed.list : readListItems(joined.text, command);
  const items = json?.state === "array" ? json.items : [];
  return {
    text: textOf(args),
    form: json === undefined ? "shell" : json.state === "array" ? "exec" : "refused",
    words:
      json === undefined
        ? separatedWords(joined.text, body).map(written)
        : items.map(({ value, span }) => ({ text: value, at: places.placeOf(span) })),
    pairs: pairs.map((one) => one.written),
    references: referencesIn({ ...parsed, command, list, pairs: [] }, pairs, places),
    mounts:
      command.keyword === "RUN"
        ? command.flags.filter(({ name }) => name === "mount").map((flag) => readMount(flag, places))
        : [],
  };
}

function toPair(
  { name, value, nameSpan, span }: Pair,
  textOf: (span: Span) => string,
  written: (span: Span) => WrittenWord,
  { placeOf }: Places,
): WrittenPair {
  return {
    name,
    nameAt: placeOf(nameSpan),
    value: value && written(value),
    at: placeOf(span),
    hasEquals: textOf({ start: nameSpan.end, end: nameSpan.end + 1 }) === "=",
  };
}
