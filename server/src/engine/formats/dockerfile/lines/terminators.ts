import type { SourceText } from "../../../model/text/sourceText.ts";
import { lastNotAfter } from "./joined.ts";
import { lineSpan } from "./lines.ts";

/** Finds the line that ends a here-document without reading the file once for each. */
export interface Terminators {
  /** The first line from `line` on that holds nothing but the name; leading tabs do not count when the document chomps. */
  find(name: string, chomps: boolean, line: number): number | undefined;
}

export function createTerminators(source: SourceText): Terminators {
  const indexes = new Map<boolean, ReadonlyMap<string, readonly number[]>>();
  return {
    find(name, chomps, line) {
      const index = indexes.get(chomps) ?? indexLines(source, chomps);
      indexes.set(chomps, index);
      const lines = index.get(name) ?? [];
      const before = lastNotAfter(lines, line - 1);
      return lines.slice(before, before + 2).find((candidate) => candidate >= line);
    },
  };
}

/** Lines that could end a here-document, by their text. */
function indexLines(source: SourceText, chomps: boolean): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (let line = 0; line < source.lineCount; line += 1) {
    const { start, end } = lineSpan(source, line);
    const text = source.text.slice(start, end);
    const name = chomps ? text.replace(/^\t+/, "") : text;
    if (name.length > 256) continue;
    const known = index.get(name);
    if (known) known.push(line);
    else index.set(name, [line]);
  }
  return index;
}
