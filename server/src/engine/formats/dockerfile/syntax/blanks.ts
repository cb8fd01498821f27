/** A stretch of joined instruction text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What BuildKit calls a space. Unlike `\s` of JavaScript it leaves U+FEFF out and takes U+0085 in. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** Separators of keyword, words and paths: tab, vertical tab, form feed, carriage return, blank. */
export function isSeparator(code: number): boolean {
  return code === 32 || code === 9 || (code >= 11 && code <= 13);
}

/** The first offset from `start` that holds no space; `end` when there is none. */
export function skipSpaces(text: string, start: number, end = text.length): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** The stretch without spaces around it. */
export function trimSpan(text: string, { start, end }: Span): Span {
  const first = skipSpaces(text, start, end);
  let last = end;
  while (last > first && isSpace(text.charCodeAt(last - 1))) last -= 1;
  return { start: first, end: last };
}

/** Words between separators, without regard to quotes: the way BuildKit splits paths, ports and images. */
export function separatedWords(text: string, { start, end }: Span): readonly Span[] {
  const words: Span[] = [];
  let at = start;
  while (at < end) {
    while (at < end && isSeparator(text.charCodeAt(at))) at += 1;
    const first = at;
    while (at < end && !isSeparator(text.charCodeAt(at))) at += 1;
    if (at > first) words.push({ start: first, end: at });
  }
  return words;
}

/** Words in which quotes and escapes keep blanks together; both stay in the word: the way BuildKit splits `ENV`, `LABEL` and `ARG`. */
export function quotedWords(text: string, { start, end }: Span, escape: string): readonly Span[] {
  const words: Span[] = [];
  let at = skipSpaces(text, start, end);
  while (at < end) {
    const first = at;
    let quote = "";
    for (; at < end; at += 1) {
      const character = text.charAt(at);
      if (quote === "" && isSpace(text.charCodeAt(at))) break;
      if (character === escape && quote !== "'") at += 1;
      else if (character === quote) quote = "";
      else if (quote === "" && (character === "'" || character === '"')) quote = character;
    }
    at = Math.min(at, end);
    words.push({ start: first, end: at });
    at = skipSpaces(text, at, end);
  }
  return words;
}
