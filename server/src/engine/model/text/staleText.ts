import type { Position } from "vscode-languageserver-types";
import { LazyPlace, type SourceText } from "./sourceText.ts";

/** Where two texts differ: before `start` and behind the ends they are equal. */
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
 * maps to the difference. So a tree of the older text can speak of the newer one.
 */
export function remapped(old: SourceText, now: SourceText): SourceText {
  const { start, oldEnd, newEnd } = differenceOf(old.text, now.text);
  const toNow = (offset: number): number => {
    if (offset <= start) return offset;
    return offset >= oldEnd ? offset - oldEnd + newEnd : Math.min(offset, newEnd);
  };
  const toOld = (offset: number): number => {
    if (offset <= start) return offset;
    return offset >= newEnd ? offset - newEnd + oldEnd : Math.min(offset, oldEnd);
  };
  const positionAt = (offset: number): Position =>
    now.positionAt(beforeLineEnd(now.text, toNow(beforeLineEnd(old.text, offset))));
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

/** Moves an offset out of the middle of a CRLF, where no position is: places and differences may end there. */
function beforeLineEnd(text: string, offset: number): number {
  return text[offset - 1] === "\r" && text[offset] === "\n" ? offset - 1 : offset;
}
