import type { FileEdit } from "../../../../server/src/engine/model/editor.ts";
import type { SourceText } from "../../../../server/src/engine/model/text/sourceText.ts";

/** The text after the edit. */
export function applied(source: SourceText, { edits }: FileEdit): string {
  let text = source.text;
  const sorted = edits
    .map(({ range, newText }) => ({ start: source.offsetAt(range.start), end: source.offsetAt(range.end), newText }))
    .sort((a, b) => b.start - a.start);
  for (const { start, end, newText } of sorted) text = text.slice(0, start) + newText + text.slice(end);
  return text;
}
