/**
 * Text with unresolved stretches, such as `${IMAGE}:17`. `marked` has one unique character for each of them, so that a
 * parser can split the text around them.
 */
export interface PartialText {
  /** With the unresolved stretches as the file writes them. */
  readonly written: string;
  readonly marked: string;
  /** A piece of the marked text as the file writes it. */
  restore(piece: string): string;
}

/** A part of a value: its text, or the unresolved text as the file writes it. */
export type Part = string | UnresolvedPart;

export interface UnresolvedPart {
  readonly written: string;
}

// Private use: no file has a reason to hold them.
const firstMark = 0xe000;
const maximumMarks = 64;
const marks = /[\ue000-\ue03f]/;
const everyMark = /[\ue000-\ue03f]/g;

export interface PartialTextBuilder {
  /** Returns the mark for an unresolved stretch, to be put in its place. */
  mark(written: string): string;
  /** Undefined if there are more stretches than marks. */
  build(marked: string): PartialText | undefined;
}

/** Collects the unresolved stretches of one text. */
export function createPartialText(): PartialTextBuilder {
  const originals: string[] = [];
  const restore = (piece: string): string =>
    piece.replace(everyMark, (mark) => originals[mark.charCodeAt(0) - firstMark] ?? mark);
  return {
    mark(written) {
      originals.push(written);
      return String.fromCharCode(firstMark + Math.min(originals.length, maximumMarks) - 1);
    },
    build: (marked) => (originals.length > maximumMarks ? undefined : { marked, written: restore(marked), restore }),
  };
}

/** Marks the matches of a global pattern that `read` cannot resolve; undefined if none is left to mark. */
export function partialTextOf(
  text: string,
  pattern: RegExp,
  read: (expression: string) => string | undefined = () => undefined,
): PartialText | undefined {
  const builder = createPartialText();
  const marked = text.replace(pattern, (expression) => read(expression) ?? builder.mark(expression));
  return isOpen(marked) ? builder.build(marked) : undefined;
}

/** True if some of the marked text is unresolved. */
export function isOpen(marked: string): boolean {
  return marks.test(marked);
}

/** True if all of the marked text is one unresolved stretch. */
export function isOneMark(marked: string): boolean {
  return marked.length === 1 && marks.test(marked);
}

/** Returns the resolved characters of the marked text. */
export function withoutMarks(marked: string): string {
  return marked.replace(everyMark, "");
}

/** The part as the file writes it. */
export function writtenPart(part: Part): string {
  return typeof part === "string" ? part : part.written;
}
