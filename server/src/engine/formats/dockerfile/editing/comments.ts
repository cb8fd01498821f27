import type { FileEdit } from "../../../model/editor.ts";
import type { Place } from "../../../model/place.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import { skipSpaces, type Span } from "../syntax/blanks.ts";
import { linksOf } from "./chains.ts";
import type { Change, EditedFile, Target } from "./file.ts";
import { groupByInstruction, isWhole } from "./removals.ts";

/** Turns whole instructions, or commands that have lines of their own in a chain, into comments. */
export function commentOut(
  file: EditedFile,
  entries: readonly Place[],
  commands: readonly Place[],
): FileEdit | undefined {
  const groups = groupByInstruction(file, entries);
  if (!groups || groups.length === 0) return undefined;
  const isInstructions = groups.every(({ target, spans }) => spans.every((span) => isWhole(target, span)));
  if (isInstructions) {
    if (groups.some(({ target }) => target.parsed.command.keyword === "FROM")) return undefined;
    const changes = groups.flatMap(({ target }) => marks(file.source, target.region));
    return file.checked(
      changes,
      groups.map(({ target }) => target.index),
      "gone",
    );
  }

  const stretches = groups.map(({ target, spans }) => ownLines(file, target, spans, commands));
  if (stretches.includes(undefined)) return undefined;
  const changes = stretches.flatMap((lines) => lines ?? []).flatMap((lines) => marks(file.source, lines));
  return file.checked(
    changes,
    groups.map(({ target }) => target.index),
    "same",
  );
}

/** The commands with one of the operators around them, when that fills whole lines; never the last line of the instruction. */
function ownLines(
  file: EditedFile,
  target: Target,
  spans: readonly Span[],
  commands: readonly Place[],
): readonly Span[] | undefined {
  const stretches: Span[] = [];
  for (const { start, end, left, right } of linksOf(file, target, spans, commands) ?? []) {
    if (!left || !right) return undefined;
    const lines = [
      { start: left.start, end: lineBreakAfter(file, end) },
      { start, end: lineBreakAfter(file, right.end) },
    ].find((one) => one.end !== undefined && isLineStart(file.source, one.start));
    if (lines?.end === undefined) return undefined;
    stretches.push({ start: lines.start, end: lines.end });
  }
  return stretches.length > 0 ? stretches : undefined;
}

function isLineStart(source: SourceText, offset: number): boolean {
  const start = source.lineStart(source.positionAt(offset).line);
  return skipSpaces(source.text, start, offset) === offset;
}

/** Returns the end of the line if only a continuation character follows the offset. */
function lineBreakAfter({ source, escape }: EditedFile, offset: number): number | undefined {
  const { line, character } = source.positionAt(offset);
  const text = source.lineText(line);
  return text.slice(character).trim() === escape ? source.lineStart(line) + text.length : undefined;
}

/** A comment sign before the text of every line of the stretch that is none yet. */
function marks(source: SourceText, { start, end }: Span): readonly Change[] {
  const changes: Change[] = [];
  const last = source.positionAt(end).line;
  for (let line = source.positionAt(start).line; line <= last; line += 1) {
    const text = source.lineText(line);
    const first = skipSpaces(text, 0);
    if (first === text.length || text[first] === "#") continue;
    const at = source.lineStart(line) + first;
    changes.push({ start: at, end: at, text: "# " });
  }
  return changes;
}
