/** A text made of parts of another one, and the way back from its offsets to those of the other. */
export interface MappedText {
  readonly text: string;
  /** The stretch of the other text that gave `start` to `end` of this one. */
  outer(start: number, end: number): readonly [start: number, end: number];
}

export interface MappedTextBuilder {
  /** `length` is what the part takes in the other text, when that differs: an escape, an expansion. */
  append(part: string, outer: number, length?: number): void;
  build(): MappedText;
}

interface MappedPiece {
  readonly inner: number;
  readonly outer: number;
  readonly innerLength: number;
  readonly outerLength: number;
}

export function createMappedText(): MappedTextBuilder {
  const parts: string[] = [];
  const pieces: MappedPiece[] = [];
  let size = 0;
  return {
    append(part, outer, length = part.length) {
      if (part === "") return;
      pieces.push({ inner: size, outer, innerLength: part.length, outerLength: length });
      parts.push(part);
      size += part.length;
    },
    build: () => ({
      text: parts.join(""),
      outer: (start, end) => {
        const from = toOuter(pieces, start, false);
        return [from, Math.max(from, start === end ? from : toOuter(pieces, end, true))];
      },
    }),
  };
}

/** A stretch of the other text, unchanged. */
export function shiftedText(text: string, outer: number): MappedText {
  return { text, outer: (start, end) => [outer + start, outer + end] };
}

/** An end belongs to the piece before it, a start to the piece after it. */
function toOuter(pieces: readonly MappedPiece[], offset: number, isEnd: boolean): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const inner = pieces[middle]?.inner ?? 0;
    if (isEnd ? inner < offset : inner <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (piece === undefined) return offset;
  const within = Math.max(0, Math.min(offset - piece.inner, piece.innerLength));
  if (piece.innerLength === piece.outerLength) return piece.outer + within;
  return isEnd || within === piece.innerLength ? piece.outer + piece.outerLength : piece.outer;
}

/** The text with LF line ends, as a shell on Linux needs it. */
export function withoutCarriageReturns(text: string): MappedText {
  if (!text.includes("\r\n")) return shiftedText(text, 0);
  const builder = createMappedText();
  let start = 0;
  for (let at = text.indexOf("\r\n"); at !== -1; at = text.indexOf("\r\n", at + 2)) {
    builder.append(text.slice(start, at), start);
    start = at + 1;
  }
  builder.append(text.slice(start), start);
  return builder.build();
}

/**
 * Appends a value whose written form has escapes: `a\"b` for `a"b`; `escapeLength` is what an escape takes in the
 * written form, 1 if the backslash is literal. From the first character that cannot be found on, the rest
 * maps to the rest as a whole.
 */
export function appendEscaped(
  builder: MappedTextBuilder,
  value: string,
  written: string,
  outer: number,
  escapeLength: (written: string, at: number) => number,
): void {
  let from = 0;
  let start = 0;
  let to = 0;
  let at = 0;
  const take = (length: number, characters: number): void => {
    builder.append(value.slice(from, to), outer + start);
    builder.append(value.slice(to, to + characters), outer + at, length);
    at = start = at + length;
    to = from = to + characters;
  };
  while (to < value.length) {
    if (written.startsWith("\\\n", at)) {
      take(2, 0);
      continue;
    }
    const length = written[at] === "\\" ? escapeLength(written, at) : 1;
    if (length > 1) {
      take(length, 1);
      continue;
    }
    if (written[at] !== value[to]) break;
    to += 1;
    at += 1;
  }
  take(Math.max(0, written.length - at), value.length - to);
}
