import type { SourceText } from "../../model/sourceText.ts";

/**
 * An older text whose offsets have places in the text that came from it by one change: what lies before and behind the
 * change maps exactly, what lies within it maps into it. Undefined when more than half of the text changed, because
 * then the older one says nothing about it.
 */
export function carriedOver(old: SourceText, now: SourceText): SourceText | undefined {
  const { start, oldEnd, newEnd } = changeBetween(old.text, now.text);
  if ((Math.max(oldEnd, newEnd) - start) * 2 > Math.max(old.text.length, now.text.length)) return undefined;

  const forward = (offset: number): number => moved(offset, start, oldEnd, newEnd);
  const back = (offset: number): number => moved(offset, start, newEnd, oldEnd);
  const rangeAt: SourceText["rangeAt"] = (from, to) => now.rangeAt(forward(from), forward(to));
  return {
    ...old,
    uri: now.uri,
    positionAt: (offset) => now.positionAt(forward(offset)),
    offsetAt: (position) => back(now.offsetAt(position)),
    rangeAt,
    placeAt: (from, to) => ({ uri: now.uri, range: rangeAt(from, to) }),
  };
}

function moved(offset: number, start: number, fromEnd: number, toEnd: number): number {
  if (offset <= start) return offset;
  return offset >= fromEnd ? offset - fromEnd + toEnd : Math.min(offset, toEnd);
}

function changeBetween(old: string, now: string): { start: number; oldEnd: number; newEnd: number } {
  const shortest = Math.min(old.length, now.length);
  let start = 0;
  while (start < shortest && old.charCodeAt(start) === now.charCodeAt(start)) start += 1;
  let behind = 0;
  while (
    behind < shortest - start &&
    old.charCodeAt(old.length - 1 - behind) === now.charCodeAt(now.length - 1 - behind)
  ) {
    behind += 1;
  }
  return { start, oldEnd: old.length - behind, newEnd: now.length - behind };
}
