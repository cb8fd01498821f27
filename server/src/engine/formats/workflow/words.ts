import type { SourceText } from "../../model/text/sourceText.ts";

/** A stretch of the file, by offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * What to take away so that words of a script disappear with the blanks around them, or with their line where a
 * continued command has them on one of their own. `text` is what holds the script as it is written. Undefined where
 * the words are not whole, span several lines, or are all there is.
 */
export function wordRemoval(source: SourceText, words: Stretch, text: Stretch): Stretch | undefined {
  const { line } = source.positionAt(words.start);
  const lineStart = source.lineStart(line);
  const written = source.lineText(line);
  const lineEnd = lineStart + written.length;
  if (words.end > lineEnd || words.start < text.start || words.end > text.end) return undefined;

  const before = source.text.slice(Math.max(lineStart, text.start), words.start);
  const after = source.text.slice(words.end, Math.min(lineEnd, text.end));
  if (!/(?:^|[ \t])$/.test(before) || !/^(?:[ \t]|$)/.test(after)) return undefined;
  if (before.trim() !== "") return { start: words.start - (before.length - before.trimEnd().length), end: words.end };
  if (after.trim() !== "" && after.trim() !== "\\") {
    return { start: words.start, end: words.end + after.length - after.trimStart().length };
  }
  return lineRemoval(source, line, after.trim() === "\\", text);
}

/** The words are alone on their line. */
function lineRemoval(source: SourceText, line: number, continued: boolean, text: Stretch): Stretch | undefined {
  const start = source.lineStart(line);
  const end = source.lineStart(line + 1);
  const above = line === 0 ? "" : source.lineText(line - 1).trimEnd();
  if (source.lineStart(line - 1) >= text.start && above.endsWith("\\")) {
    if (continued) return { start, end };
    const kept = above.slice(0, -1).trimEnd().length;
    return { start: source.lineStart(line - 1) + kept, end: start + source.lineText(line).length };
  }
  const isFirst = start <= text.start;
  const isLast = end >= text.end;
  return continued || isFirst || (isLast && source.text.slice(text.start, start).trim() === "")
    ? undefined
    : { start, end };
}
