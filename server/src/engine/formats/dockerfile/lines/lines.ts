import type { SourceText } from "../../../model/text/sourceText.ts";
import type { Span } from "../syntax/blanks.ts";

/** The line without its end; carriage returns before a line feed do not count. */
export function lineSpan(source: SourceText, line: number): Span {
  const start = source.lineStart(line);
  let end = source.lineStart(line + 1);
  while (end > start && "\r\n".includes(source.text.charAt(end - 1))) end -= 1;
  return { start, end };
}
