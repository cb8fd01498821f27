import {
  derivedText,
  isEnvironment,
  isWhole,
  scalarOf,
  type Segment,
  type Span,
  type Text,
  type Value,
} from "./values.ts";

/** `raw`: nothing is escaped; `single`: the quote and the backslash; `double`: all that Ruby knows. */
export type Quoting = "raw" | "single" | "double";

/** One piece of a text: characters of the file with their meaning, or something between `#{` and `}`. */
export interface TextPiece extends Span {
  readonly value: string;
  /** `source` is read character by character; `known` and `hole` cover the whole span. */
  readonly form: "source" | "known" | "hole";
  /** What a backslash means in source pieces. Default `double`. */
  readonly quoting?: Quoting;
  /** Segments of a known piece that came from another literal. */
  readonly segments?: readonly Segment[];
  readonly assumed?: boolean;
  /** Of a hole that the environment fills. */
  readonly environment?: boolean;
}

/** Placeholder in a text for a part known only at run time; shells take it for a variable, so no reader takes it for a word. */
export const HOLE = "${_}";

/** Returns a value as a piece of a text: parts known only at run time leave a hole. */
export function embedded(value: Value, span: Span): TextPiece {
  const guess = value.assumed ? { assumed: true } : {};
  if (value.kind === "text" && !isWhole(value)) {
    return { value: value.value, form: "known", segments: value.segments, ...span, ...guess };
  }
  const scalar = scalarOf(value);
  if (scalar === undefined) return { value: HOLE, form: "hole", environment: isEnvironment(value), ...span };
  return { value: String(scalar ?? ""), form: "known", ...span, ...guess };
}

/** Returns a text from pieces in order; the segments record where each character is. */
export function textFromPieces(pieces: readonly TextPiece[], source: string, span: Span, symbol: boolean): Text {
  const segments: Segment[] = [];
  let value = "";
  for (const one of pieces) {
    const piece = isTooLong(one, value, segments) ? unresolved(one) : one;
    if (piece.segments) {
      for (const segment of piece.segments) segments.push({ ...segment, at: segment.at + value.length });
    } else if (piece.form === "source") {
      alignSource(piece, source, value.length, segments);
    } else if (piece.value !== "") {
      segments.push(segmentOf(piece, value.length));
    }
    value += piece.value;
  }
  const text: Text = { kind: "text", value, symbol, span, segments };
  return pieces.some((piece) => piece.assumed) ? { ...text, assumed: true } : text;
}

/** Texts that hold themselves twice double with each statement: what is past the limits counts as unresolved. */
const TEXT_LIMIT = 1 << 20;
const SEGMENT_LIMIT = 1 << 13;

function isTooLong(piece: TextPiece, text: string, segments: readonly Segment[]): boolean {
  if (piece.form === "source") return false;
  const isLong = text.length + piece.value.length > TEXT_LIMIT;
  return isLong || segments.length + (piece.segments?.length ?? 1) > SEGMENT_LIMIT;
}

function unresolved({ start, end, file }: TextPiece): TextPiece {
  return { value: HOLE, form: "hole", start, end, ...(file && { file }) };
}

function segmentOf({ start, end, file, form, value, environment }: TextPiece, at: number): Segment {
  const segment = { at, length: value.length, start, end, hole: form === "hole" };
  if (environment) return file ? { ...segment, environment, file } : { ...segment, environment };
  return file ? { ...segment, file } : segment;
}

/** Concatenates two values, at least one of them a text. */
export function concatenated(left: Value, right: Value, span: Span): Text {
  const pieces = [left, right].map((value): TextPiece => {
    const piece = embedded(value, value.span);
    return value.kind === "text" ? { ...piece, segments: value.segments } : piece;
  });
  return textFromPieces(pieces, "", span, false);
}

/** A text that Ruby computed from another one, such as `upcase`. */
export function changed(text: Text, value: string): Text {
  return text.assumed ? { ...derivedText(value, text.span), assumed: true } : derivedText(value, text.span);
}

/**
 * Walks the written and the meant characters side by side. They differ in escapes, in the indentation that `<<~`
 * removes and in line ends, which Ruby reads as LF.
 */
function alignSource(piece: TextPiece, source: string, base: number, segments: Segment[]): void {
  const { value, end, quoting = "double" } = piece;
  const add = (index: number, length: number, start: number, stop: number): void => {
    const { file } = piece;
    const at = { at: base + index, length, start, end: stop, hole: false };
    if (length > 0) segments.push(file ? { ...at, file } : at);
  };
  if (end - piece.start === value.length && source.startsWith(value, piece.start))
    return add(0, value.length, piece.start, end);

  let at = piece.start;
  let index = 0;
  let run = { at, index };
  while (index < value.length && at < end) {
    const escapes = quoting !== "raw" && source.charCodeAt(at) === BACKSLASH;
    if (!escapes && source.charCodeAt(at) === value.charCodeAt(index)) {
      at += 1;
      index += 1;
      continue;
    }
    add(run.index, index - run.index, run.at, at);
    const step = escapes ? escape(source, at, value, index, quoting) : REMOVED;
    add(index, step.meant, at, Math.min(at + step.written, end));
    at += step.written;
    index += step.meant;
    run = { at, index };
  }
  add(run.index, index - run.index, run.at, at);
  add(index, value.length - index, Math.min(at, end), end);
}

/** A character that the file has and the value has not: indentation, or the CR of a line end. */
const REMOVED = { written: 1, meant: 0 };
const BACKSLASH = 0x5c;
const ESCAPE = /\\(?:u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{1,2}|[0-7]{1,3}|M-\\?.|C-\\?.|c\\?.|\r\n|[^])/y;

/** Lengths of an escape and of what it means. */
function escape(
  source: string,
  at: number,
  value: string,
  index: number,
  quoting: Quoting,
): { written: number; meant: number } {
  if (quoting === "single")
    return value[index] === source[at + 1] ? { written: 2, meant: 1 } : { written: 1, meant: 1 };
  ESCAPE.lastIndex = at;
  const written = ESCAPE.exec(source)?.[0] ?? "\\";
  if (written === "\\\n" || written === "\\\r\n") return { written: written.length, meant: 0 };
  const codes = written.startsWith("\\u{") ? written.slice(3, -1).trim().split(/\s+/).length : 1;
  const isPair = value.charCodeAt(index) >= 0xd800 && value.charCodeAt(index) < 0xdc00;
  return { written: written.length, meant: isPair && codes === 1 ? 2 : codes };
}
