import type { Comment } from "../../../model/document.ts";
import type { SourceText } from "../../../model/text/sourceText.ts";
import type { GroovyComment, Token } from "./groovy.ts";

/** Gives each comment its text and the statement below it, with its block. */
export function placeComments(
  source: SourceText,
  comments: readonly GroovyComment[],
  items: readonly Token[],
): readonly Comment[] {
  return comments.map(({ start, end, block }) => {
    const { line, character } = source.positionAt(start);
    const ownLine = source.lineText(line).slice(0, character).trim() === "";
    const written = source.text.slice(start, end);
    const lineStart = source.lineStart(line);
    return {
      text: (block ? written.replace(/^\/\*+|(?<!\*)\*+\/$/g, "") : written.replace(/^(?:\/\/+|#!)/, "")).trim(),
      range: source.rangeAt(start, end),
      ownLine,
      covers: ownLine
        ? statementAfter(source, items, end)
        : source.rangeAt(lineStart, lineStart + source.lineText(line).length),
    };
  });
}

function statementAfter(source: SourceText, items: readonly Token[], offset: number): Comment["covers"] {
  const index = firstEndingAfter(items, offset);
  const first = items[index];
  if (!first) return undefined;
  if (first.kind === "group" && first.start < offset) return statementAfter(source, first.items, offset);
  let end = first.end;
  for (let next = index + 1; next < items.length; next += 1) {
    const token = items[next];
    if (!token || token.newLine) break;
    end = token.end;
  }
  return source.rangeAt(first.start, end);
}

function firstEndingAfter(items: readonly Token[], offset: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
