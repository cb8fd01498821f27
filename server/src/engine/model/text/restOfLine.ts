import type { Range } from "vscode-languageserver-types";
import type { SourceText } from "./sourceText.ts";

const longest = 200;

/** The text of the line from the offset on without the blanks around it; where there is none, the last text before it. */
export function restOfLine(source: SourceText, offset: number): Range {
  const { text } = source;
  const { line } = source.positionAt(offset);
  const lineStart = source.lineStart(line);
  const end = lineStart + source.lineText(line).trimEnd().length;
  const start = offset + Math.max(0, text.slice(offset, end).search(/\S/));
  if (start < end) return source.rangeAt(start, Math.min(end, start + longest));

  const before = text.slice(0, offset).trimEnd().length;
  const last = source.positionAt(before).line;
  const first = source.lineStart(last) + Math.max(0, source.lineText(last).search(/\S/));
  return source.rangeAt(first, Math.min(before, first + longest));
}
