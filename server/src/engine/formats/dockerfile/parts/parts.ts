import type { InstructionParts, WrittenPair, WrittenWord } from "../../../model/stage.ts";
import { separatedWords, type Span } from "../syntax/blanks.ts";
import { readListItems, type ParsedCommand } from "../syntax/command.ts";
import type { ParsedInstruction } from "../syntax/instruction.ts";
import { readPairs, type Pair } from "../syntax/pairs.ts";
import { readMount } from "./mounts.ts";
import type { Places } from "./places.ts";
import { referencesIn } from "./references.ts";

/** Reads what an instruction, or a trigger of one, is made of. Most of it is read when it is asked for. */
export function readParts(parsed: ParsedInstruction, command: ParsedCommand, places: Places): InstructionParts {
  const { joined, escape } = parsed;
  const { body, args, json, keyword } = command;
  const textOf = ({ start, end }: Span): string => joined.text.slice(start, end);
  const written = (span: Span): WrittenWord => ({ text: textOf(span), at: places.placeOf(span) });
  const isOwn = command === parsed.command;
  const words = lazily((): readonly WrittenWord[] => {
    if (json === undefined) return separatedWords(joined.text, body).map(written);
    const items = json.state === "array" ? json.items : [];
    return items.map(({ value, span }) => ({ text: value, at: places.placeOf(span) }));
  });
  const pairs = lazily(() =>
    (isOwn ? parsed.pairs : readPairs(joined.text, command, escape)).map((pair) => ({
      pair,
      written: toPair(pair, textOf, written, places),
    })),
  );
  const references = lazily((): InstructionParts["references"] => {
    if (!parsed.source.includes("$")) return [];
    const list = isOwn ? parsed.list : readListItems(joined.text, command);
    return referencesIn({ ...parsed, command, list, pairs: [] }, pairs(), places);
  });
  const mounts = lazily(() =>
    keyword === "RUN"
      ? command.flags.filter(({ name }) => name === "mount").map((flag) => readMount(flag, places))
      : [],
  );
  return {
    text: textOf(args),
    form: json === undefined ? "shell" : json.state === "array" ? "exec" : "refused",
    get words() {
      return words();
    },
    get pairs() {
      return pairs().map((one) => one.written);
    },
    get references() {
      return references();
    },
    get mounts() {
      return mounts();
    },
  };
}

function lazily<T>(read: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: read() }).value;
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
