import type { Position } from "vscode-languageserver-types";
import { LazyPlace, type SourceText } from "./sourceText.ts";

/** Where two texts differ: they are equal before `start` and after the ends. */
export interface Difference {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

export function differenceOf(oldText: string, newText: string): Difference {
  const shortest = Math.min(oldText.length, newText.length);
  let start = 0;
  while (start < shortest && oldText[start] === newText[start]) start += 1;
  let behind = 0;
  while (behind < shortest - start && oldText.at(-1 - behind) === newText.at(-1 - behind)) behind += 1;
  return { start, oldEnd: oldText.length - behind, newEnd: newText.length - behind };
}

/**
 * An older text whose offsets have places in the newer text: equal parts map exactly, what lies within the difference
 * maps to its start. So a tree of the older text has places in the newer one.
 */
export function remapped(old: SourceText, now: SourceText): SourceText {
  const { start, oldEnd, newEnd } = aroundLineEnds(differenceOf(old.text, now.text), old.text, now.text);
  const toNow = (offset: number): number => {
    if (offset <= start) return offset;
    return offset >= oldEnd ? offset - oldEnd + newEnd : start;
  };
  const toOld = (offset: number): number => {
    if (offset <= start) return offset;
    return offset >= newEnd ? offset - newEnd + oldEnd : start;
  };
  const positionAt = (offset: number): Position =>
    now.positionAt(toNow(isWithinLineEnd(old.text, offset) ? offset - 1 : offset));
  const rangeAt = (from: number, to: number) => ({ start: positionAt(from), end: positionAt(to) });
  return {
    ...old,
    uri: now.uri,
    positionAt,
    rangeAt,
    placeAt: (from, to) => new LazyPlace(now.uri, from, to, rangeAt),
    offsetAt: (position) => toOld(now.offsetAt(position)),
    slice: (range) => old.text.slice(toOld(now.offsetAt(range.start)), toOld(now.offsetAt(range.end))),
  };
}

/** Extends a difference that begins or ends in the middle of a CRLF, where no position is. */
function aroundLineEnds({ start, oldEnd, newEnd }: Difference, oldText: string, newText: string): Difference {
  const isCut = isWithinLineEnd(oldText, start) || isWithinLineEnd(newText, start);
  const more = isWithinLineEnd(oldText, oldEnd) || isWithinLineEnd(newText, newEnd) ? 1 : 0;
  return { start: isCut ? start - 1 : start, oldEnd: oldEnd + more, newEnd: newEnd + more };
}

function isWithinLineEnd(text: string, offset: number): boolean {
  return text[offset - 1] === "\r" && text[offset] === "\n";
}
