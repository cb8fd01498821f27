import { isSpace, skipSpaces, type Span } from "./blanks.ts";

export interface ParsedFlag {
  /** Without dashes. */
  readonly name: string;
  /** Quotes and escapes resolved; undefined without `=`. */
  readonly value: string | undefined;
  readonly span: Span;
  /** Without the quotes that surround the whole value. */
  readonly valueSpan: Span | undefined;
}

/** Reads the leading `--flag` words of any instruction, and says where its arguments begin. A lone `--` ends the flags. */
export function readFlags(
  text: string,
  { start, end }: Span,
  escape: string,
): { readonly flags: readonly ParsedFlag[]; readonly rest: number } {
  const flags: ParsedFlag[] = [];
  let at = skipSpaces(text, start, end);
  while (text.startsWith("--", at) && at + 1 < end) {
    const word = readFlagWord(text, at, end, escape);
    if (word.text === "--") return { flags, rest: word.end };
    flags.push(toFlag(text, word, escape));
    at = skipSpaces(text, word.end, end);
  }
  return { flags, rest: at };
}

interface FlagWord extends Span {
  /** Quotes and escapes resolved. */
  readonly text: string;
}

function readFlagWord(text: string, start: number, end: number, escape: string): FlagWord {
  let resolved = "";
  let quote = "";
  let at = start;
  for (; at < end; at += 1) {
    const character = text.charAt(at);
    if (character === quote) quote = "";
    else if (quote === "" && isSpace(text.charCodeAt(at))) break;
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === escape) {
      at += 1;
      if (at < end) resolved += text.charAt(at);
    } else resolved += character;
  }
  return { text: resolved, start, end: Math.min(at, end) };
}

function toFlag(text: string, word: FlagWord, escape: string): ParsedFlag {
  const span = { start: word.start, end: word.end };
  const equals = word.text.indexOf("=");
  if (equals === -1) return { name: word.text.slice(2), value: undefined, span, valueSpan: undefined };

  const written = text.slice(word.start, word.end);
  const start = word.start + written.indexOf("=") + 1;
  const quote = text[start];
  const isQuoted =
    word.end - start >= 2 && (quote === '"' || quote === "'") && closesAtEnd(written, start - word.start, escape);
  return {
    name: word.text.slice(2, equals),
    value: word.text.slice(equals + 1),
    span,
    valueSpan: isQuoted ? { start: start + 1, end: word.end - 1 } : { start, end: word.end },
  };
}

/** True when the quote that opens at `start` closes with the last character. */
function closesAtEnd(written: string, start: number, escape: string): boolean {
  let at = start + 1;
  while (at < written.length && written[at] !== written[start]) at += written[at] === escape ? 2 : 1;
  return at === written.length - 1;
}
