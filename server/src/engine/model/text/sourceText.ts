import type { Position, Range } from "vscode-languageserver-types";
import type { Place } from "../place.ts";

/**
 * A file's text with places for offsets. Lines end at LF or CRLF; a lone CR is no line end, as in LSP clients that
 * matter here and in BuildKit. Offsets and columns count UTF-16 units. The text never begins with a byte order mark.
 */
export interface SourceText {
  readonly uri: string;
  readonly text: string;
  readonly lineCount: number;
  /** The ending of most lines; `\n` for a text of one line. */
  readonly lineEnding: "\n" | "\r\n";
  /** Clamped to the text. */
  positionAt(offset: number): Position;
  /** Clamped to the text and to the line. */
  offsetAt(position: Position): number;
  /** From `start` to `end`, both offsets. */
  rangeAt(start: number, end: number): Range;
  placeAt(start: number, end: number): Place;
  /** Offset of the first character of the line; the text's length past the last line. */
  lineStart(line: number): number;
  /** The line without its ending. */
  lineText(line: number): string;
  /** The text of a range of this file. */
  slice(range: Range): string;
}

/** Returns the offsets at which the lines of a text begin. */
export function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

export function createSourceText(uri: string, text: string): SourceText {
  const starts = lineStartsOf(text);
  let crlf = 0;
  for (const start of starts) if (text[start - 2] === "\r") crlf += 1;

  const lineStart = (line: number): number => starts[line] ?? text.length;
  const lineEnd = (line: number): number => {
    if (line + 1 >= starts.length) return text.length;
    const feed = lineStart(line + 1) - 1;
    return text[feed - 1] === "\r" ? Math.max(lineStart(line), feed - 1) : feed;
  };
  let lastLine = 0;
  const positionAt = (offset: number): Position => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    // Readers mostly ask for places close to each other.
    let low = lineStart(lastLine) <= clamped ? lastLine : 0;
    let high = lineStart(lastLine + 1) > clamped ? lastLine : starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lineStart(middle) <= clamped) low = middle;
      else high = middle - 1;
    }
    lastLine = low;
    return { line: low, character: clamped - lineStart(low) };
  };
  const offsetAt = (position: Position): number => {
    if (position.line < 0) return 0;
    if (position.line >= starts.length) return text.length;
    return Math.min(lineStart(position.line) + Math.max(0, position.character), lineEnd(position.line));
  };
  const rangeAt = (start: number, end: number): Range => ({ start: positionAt(start), end: positionAt(end) });

  return {
    uri,
    text,
    lineCount: starts.length,
    lineEnding: crlf * 2 > starts.length - 1 ? "\r\n" : "\n",
    positionAt,
    offsetAt,
    rangeAt,
    placeAt: (start, end) => new LazyPlace(uri, start, end, rangeAt),
    lineStart,
    lineText: (line) => text.slice(lineStart(line), lineEnd(line)),
    slice: (range) => text.slice(offsetAt(range.start), offsetAt(range.end)),
  };
}

/** Readers make many places of which few are ever looked at: lines are counted for those only. */
export class LazyPlace implements Place {
  readonly uri: string;
  /** Offsets of the text that `rangeAt` knows. */
  readonly start: number;
  readonly end: number;
  readonly #rangeAt: SourceText["rangeAt"];
  #range: Range | undefined;

  constructor(uri: string, start: number, end: number, rangeAt: SourceText["rangeAt"]) {
    this.uri = uri;
    this.start = start;
    this.end = end;
    this.#rangeAt = rangeAt;
  }

  get range(): Range {
    return (this.#range ??= this.#rangeAt(this.start, this.end));
  }
}
