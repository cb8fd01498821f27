import type { Comment } from "../../model/document.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { lastIndexAtOrBefore, type YamlEntry } from "./tree.ts";

/** Gives each comment its text and what it covers. */
export function placeComments(
  source: SourceText,
  comments: readonly { readonly offset: number; readonly source: string }[],
  /** Each before those below it, so that starts never decrease. */
  entries: readonly Pick<YamlEntry, "start" | "end">[],
  textOf: (written: string) => string = (written) => written.replace(/^#+/, "").trim(),
): readonly Comment[] {
  return comments.map(({ offset, source: written }) => {
    const range = source.rangeAt(offset, offset + written.trimEnd().length);
    const { line, character } = range.start;
    const ownLine = source.lineText(line).slice(0, character).trim() === "";
    const next = ownLine ? entries[lastIndexAtOrBefore(entries, offset) + 1] : undefined;
    const itsLine = source.rangeAt(source.lineStart(line), source.lineStart(line) + source.lineText(line).length);
    return {
      text: textOf(written),
      range,
      ownLine,
      covers: ownLine ? next && source.rangeAt(next.start, endWithBlanks(source, next.end)) : itsLine,
    };
  });
}

/** Returns the end of the line if only blanks are left on it: a repaired text has blanks in place of what is broken. */
function endWithBlanks({ text }: SourceText, end: number): number {
  let at = end;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at === text.length || text[at] === "\n" || text[at] === "\r" ? at : end;
}
