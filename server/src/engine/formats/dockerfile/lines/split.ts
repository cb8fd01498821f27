import type { SourceText } from "../../../model/text/sourceText.ts";
import { isSeparator, skipSpaces, trimSpan, type Span } from "../syntax/blanks.ts";
import { keywords } from "../../../model/keywords.ts";
import { canHaveHeredocs, parseCommand } from "../syntax/command.ts";
import { readDirectives, type Directive } from "./directives.ts";
import { findHeredocs, type HeredocWord } from "../syntax/heredocs.ts";
import { joinPieces } from "./joined.ts";
import { lineSpan } from "./lines.ts";
import { createTerminators, type Terminators } from "./terminators.ts";

/** A logical instruction: its lines, with comments, blank lines and here-documents inside. Offsets are those of the file. */
export interface Region extends Span {
  readonly firstLine: number;
  /** Offsets of the text that makes up the instruction: without continuation characters, comments and blank lines. */
  readonly pieces: readonly Span[];
  readonly bodies: readonly HeredocBody[];
  /** A here-document that the instruction announces never ends. */
  readonly unterminated: string | undefined;
  /** The last line asks for another one. */
  readonly dangling: boolean;
}

export interface HeredocBody {
  readonly content: Span;
  /** The line that ends it. */
  readonly terminator: Span;
}

export interface SplitComment extends Span {
  /** Index of the region that contains the comment, or of the next one. */
  readonly region: number;
}

export interface SplitFile {
  readonly escape: "\\" | "`";
  readonly directives: readonly Directive[];
  /** The line after the parser directives. */
  readonly bodyLine: number;
  readonly regions: readonly Region[];
  readonly comments: readonly SplitComment[];
}

/**
 * Finds the logical instructions of a file in one pass over its lines, as BuildKit does. A part of a file that begins
 * after the parser directives needs the escape character of the whole.
 */
export function splitFile(source: SourceText, partOf?: Pick<SplitFile, "escape">): SplitFile {
  const { directives, escape } = partOf ? { directives: [], ...partOf } : readDirectives(source);
  const comments: SplitComment[] = directives.map(({ span }) => ({ region: 0, ...span }));
  const regions: Region[] = [];
  const terminators = createTerminators(source);
  for (let line = directives.length; line < source.lineCount;) {
    const { start, end } = lineSpan(source, line);
    const first = skipSpaces(source.text, start, end);
    if (first === end) line += 1;
    else if (source.text[first] === "#") {
      comments.push({ start: first, end, region: regions.length });
      line += 1;
    } else {
      const next = readRegion(source, line, escape, terminators);
      for (const comment of next.comments) comments.push({ region: regions.length, ...comment });
      regions.push(next.region);
      line = next.line;
    }
  }
  return { escape, directives, bodyLine: directives.length, regions, comments };
}

interface ReadRegion {
  readonly region: Region;
  readonly comments: readonly Span[];
  /** The first line after it. */
  readonly line: number;
}

function readRegion(source: SourceText, firstLine: number, escape: string, terminators: Terminators): ReadRegion {
  const head = readLines(source, firstLine, escape);
  const { pieces, comments } = head;
  const start = source.lineStart(firstLine);
  const base = { firstLine, start, pieces, dangling: head.dangling };

  const announced = announcedHeredocs(source.text, pieces, escape);
  const bodies: HeredocBody[] = [];
  let { line, end } = head;
  for (const { name, chomps } of announced) {
    const last = terminators.find(name, chomps, line);
    if (last === undefined) {
      // The build stops here. What follows is read as if nothing had been announced, so that it stays in sight.
      return { region: { end: head.end, bodies: [], unterminated: name, ...base }, comments, line: head.line };
    }
    const terminator = lineSpan(source, last);
    bodies.push({ content: { start: source.lineStart(line), end: source.lineStart(last) }, terminator });
    line = last + 1;
    end = terminator.end;
  }
  // New keys come before the spread: after it each one costs a hundred times as much in Node 20.
  return { region: { end, bodies, unterminated: undefined, ...base }, comments, line };
}

interface Head {
  readonly pieces: readonly Span[];
  readonly comments: readonly Span[];
  readonly line: number;
  /** After the last character that is not a blank. */
  readonly end: number;
  readonly dangling: boolean;
}

/** The lines of an instruction, here-documents left aside. */
function readLines(source: SourceText, firstLine: number, escape: string): Head {
  const { text } = source;
  const pieces: Span[] = [];
  const comments: Span[] = [];
  let pending: Span[] = [];
  let dangling = true;
  let end = 0;
  let next = firstLine;
  let afterBlank = false;
  for (let line = firstLine; dangling && line < source.lineCount; line += 1) {
    const span = lineSpan(source, line);
    const first = skipSpaces(text, span.start, span.end);
    if (first === span.end) afterBlank = true;
    else if (line > firstLine && text[first] === "#") pending.push({ start: first, end: span.end });
    else {
      if (afterBlank && beginsInstruction(text, span)) break;
      const start = line === firstLine ? first : span.start;
      const mark = continuationAt(text, { start, end: span.end }, escape);
      dangling = mark !== undefined;
      pieces.push({ start, end: mark ?? span.end });
      for (const comment of pending) comments.push(comment);
      pending = [];
      end = trimSpan(text, span).end;
      next = line + 1;
    }
  }
  return { pieces, comments, line: next, end, dangling };
}

/**
 * BuildKit still continues over blank lines, but has announced that it will stop. A keyword at the beginning of a line after
 * one is an instruction that the user has not separated yet.
 */
function beginsInstruction(text: string, { start, end }: Span): boolean {
  let at = start;
  while (at < end && !isSeparator(text.charCodeAt(at))) at += 1;
  return at - start <= 11 && keywords.has(text.slice(start, at));
}

/** Returns the place of the line's continuation character, if any: the last character except for blanks, and not escaped itself. */
function continuationAt(text: string, { start, end }: Span, escape: string): number | undefined {
  let at = end - 1;
  while (at >= start && (text[at] === " " || text[at] === "\t")) at -= 1;
  return at >= start && text[at] === escape && (at === start || text[at - 1] !== escape) ? at : undefined;
}

function announcedHeredocs(text: string, pieces: readonly Span[], escape: string): readonly HeredocWord[] {
  if (!pieces.some(({ start, end }) => text.slice(start, end).includes("<<"))) return [];
  const joined = joinPieces(text, pieces).text;
  const whole = { start: 0, end: joined.length };
  return canHaveHeredocs(parseCommand(joined, whole, escape)) ? findHeredocs(joined, whole) : [];
}
