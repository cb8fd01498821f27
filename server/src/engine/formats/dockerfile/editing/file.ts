import type { TextEdit } from "vscode-languageserver-types";
import type { FileEdit } from "../../../model/editor.ts";
import type { Place } from "../../../model/place.ts";
import { createSourceText, type SourceText } from "../../../model/text/sourceText.ts";
import type { Span } from "../syntax/blanks.ts";
import { parseInstruction, type ParsedInstruction } from "../syntax/instruction.ts";
import { lastNotAfter } from "../lines/joined.ts";
import { splitFile, type Region, type SplitFile } from "../lines/split.ts";

/** A replacement by offsets of the file. */
export interface Change extends Span {
  readonly text: string;
}

/** An instruction that an edit is about. Offsets are those of the file. */
export interface Target {
  readonly index: number;
  readonly region: Region;
  readonly parsed: ParsedInstruction;
  /** Returns where a stretch of joined text is in the file. */
  inFile(span: Span): Span;
}

/** A Dockerfile as its editor sees it. */
export interface EditedFile {
  readonly source: SourceText;
  readonly escape: "\\" | "`";
  /** The stretch of a place of this file. */
  spanOf(place: Place): Span | undefined;
  /** The instruction that holds the whole stretch. */
  targetOf(span: Span): Target | undefined;
  /** True when the stretch holds a comment, or the line break of one. */
  hasComment(span: Span): boolean;
  /**
   * The edit, when instructions read the same after it, but for `touched` ones. They are still there, or gone, or have
   * company, by how many more there are to be.
   */
  checked(
    changes: readonly Change[],
    touched: readonly number[],
    growth: "same" | "gone" | "more",
  ): FileEdit | undefined;
}

export function openFile(source: SourceText): EditedFile {
  const { regions, escape, comments } = splitFile(source);
  const starts = regions.map(({ start }) => start);
  const commentStarts = comments.map(({ start }) => start);
  return {
    source,
    escape,
    spanOf: ({ uri, range }) =>
      uri === source.uri ? { start: source.offsetAt(range.start), end: source.offsetAt(range.end) } : undefined,
    targetOf(span) {
      const index = lastNotAfter(starts, span.start);
      const region = regions[index];
      if (!region || span.start < region.start || span.end > region.end || span.end < span.start) return undefined;
      const parsed = parseInstruction(source.text, region, escape);
      const { joined } = parsed;
      const inFile = ({ start, end }: Span): Span => ({
        start: region.start + joined.toSource(start),
        end: region.start + (end > start ? joined.endInSource(end) : joined.toSource(start)),
      });
      return { index, region, parsed, inFile };
    },
    hasComment(span) {
      const comment = comments[lastNotAfter(commentStarts, span.end - 1)];
      return comment !== undefined && comment.start < span.end && span.start <= comment.end;
    },
    checked(changes, touched, growth) {
      const window = windowAround(source.text, regions, changes, touched);
      const before = splitWindow(source.text.slice(window.start, window.end), window);
      const moved = changes.map(({ start, end, text }) => ({
        start: start - window.start,
        end: end - window.start,
        text,
      }));
      const text = applyChanges(before.text, moved);
      const after = splitWindow(text, window);
      if (after.escape !== escape || openHeredocs(after.regions) > openHeredocs(before.regions)) return undefined;
      const [left, right] = [textsOf(before.text, before.regions), textsOf(text, after.regions)];
      const own = touched.map((index) => index - window.first);
      if (!keepsOthers(left, right, own, growth)) return undefined;
      return { uri: source.uri, edits: changes.map((change) => toTextEdit(source, change)) };
    },
  };

  function splitWindow(text: string, { first }: Window): SplitFile & { readonly text: string } {
    return { text, ...splitFile(createSourceText(source.uri, text), first > 0 ? { escape } : undefined) };
  }
}

/** A stretch of whole instructions, of which `first` is the index of the first one. */
interface Window extends Span {
  readonly first: number;
}

/**
 * The touched instructions with the one before and the one after them: if the one after them reads the same, so does the rest. A
 * file may have a fix at each of a thousand places, so the whole file is read only if a change reaches further.
 */
function windowAround(
  text: string,
  regions: readonly Region[],
  changes: readonly Change[],
  touched: readonly number[],
): Window {
  const first = Math.max(0, Math.min(...touched) - 1);
  const window = {
    first,
    start: first === 0 ? 0 : (regions[first]?.start ?? 0),
    end: regions[Math.max(...touched) + 2]?.start ?? text.length,
  };
  const isInside = changes.every(({ start, end }) => window.start <= start && end <= window.end);
  return isInside ? window : { first: 0, start: 0, end: text.length };
}

function openHeredocs(regions: readonly Region[]): number {
  return regions.filter(({ unterminated }) => unterminated !== undefined).length;
}

function textsOf(text: string, regions: readonly Region[]): readonly string[] {
  return regions.map(({ start, end }) => text.slice(start, end).trimStart());
}

function keepsOthers(
  before: readonly string[],
  after: readonly string[],
  touched: readonly number[],
  growth: "same" | "gone" | "more",
): boolean {
  const isTouched = new Set(touched);
  let at = 0;
  for (const [index, text] of before.entries()) {
    if (isTouched.has(index) && growth === "gone") continue;
    if (isTouched.has(index) && growth === "more") {
      if (after[at] !== text) return false;
      at += after.length - before.length + 1;
      continue;
    }
    if (!isTouched.has(index) && after[at] !== text) return false;
    at += 1;
  }
  return at === after.length;
}

/** The text after non-overlapping changes. */
function applyChanges(text: string, changes: readonly Change[]): string {
  let result = "";
  let at = 0;
  for (const change of [...changes].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at);
}

function toTextEdit(source: SourceText, { start, end, text }: Change): TextEdit {
  return { range: source.rangeAt(start, end), newText: text };
}
