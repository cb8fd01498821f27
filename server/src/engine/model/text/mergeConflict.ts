import type { Range } from "vscode-languageserver-types";
import type { SourceText } from "./sourceText.ts";

/** Returns the first line of the first conflict that a merge left in the text. */
export function mergeConflictIn(source: SourceText): Range | undefined {
  const { text } = source;
  const begin = /^<{7}(?: .*)?\r?$/m.exec(text);
  if (!begin) return undefined;
  const middle = /^={7}\r?$/m.exec(text.slice(begin.index));
  if (!middle || !/^>{7}(?: .*)?\r?$/m.test(text.slice(begin.index + middle.index))) return undefined;
  return source.rangeAt(begin.index, begin.index + begin[0].trimEnd().length);
}
