import type { ReadProblem } from "../document.ts";
import type { SourceText } from "./sourceText.ts";

const longestFile = 1024 * 1024;
const longestLine = 256 * 1024;

/** Why the file is not read at all, when its size forbids it. Lengths count UTF-16 units. */
export function oversize(source: SourceText): ReadProblem | undefined {
  if (source.text.length > longestFile) {
    return {
      kind: "too-large",
      message: "This file is larger than 1 MB, so it was not analysed.",
      range: source.rangeAt(0, 0),
      fatal: true,
    };
  }
  for (let line = 0; line < source.lineCount; line += 1) {
    if (source.lineStart(line + 1) - source.lineStart(line) <= longestLine) continue;
    return {
      kind: "line-too-long",
      message: `Line ${String(line + 1)} is longer than 256 KB, so this file was not analysed.`,
      range: source.rangeAt(source.lineStart(line), source.lineStart(line)),
      fatal: true,
    };
  }
  return undefined;
}
