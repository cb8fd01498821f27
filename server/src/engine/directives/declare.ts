import type { Position, TextEdit } from "vscode-languageserver-types";
import type { Document } from "../model/document.ts";
import { comparePositions } from "../model/place.ts";
import type { Workload } from "../model/workload.ts";
import type { IntentDirective } from "./directive.ts";
import { readDirectives } from "./read.ts";

/**
 * Declares intent in the comment directly above a workload, or in a new one there: a value that it declares is replaced, another
 * key is added to it. Undefined if the line of the workload begins with something else.
 */
export function declareInComment(
  document: Document,
  { uri, entry }: Workload,
  key: string,
  value: string,
): TextEdit | undefined {
  const { source } = document;
  if (uri !== source.uri) return undefined;
  const { start } = entry.range;
  const declared = declaredAbove(document, start);
  const same = declared.findLast((one) => one.key.text === key);
  if (same) return { range: same.value.range, newText: value };
  const last = declared.at(-1);
  if (last) return { range: { start: last.value.range.end, end: last.value.range.end }, newText: ` ${key}=${value}` };

  const before = source.lineText(start.line).slice(0, start.character);
  // A list item begins with a dash, a quoted key with its quote.
  if (!/^[ \t]*(?:-[ \t]+)*["']?$/.test(before)) return undefined;
  const indentation = /^[ \t]*/.exec(before)?.[0] ?? "";
  const sign = document.kind === "workflow" && document.system === "jenkins" ? "//" : "#";
  const at = { line: start.line, character: 0 };
  return {
    range: { start: at, end: at },
    newText: `${indentation}${sign} bulkhead ${key}=${value}${source.lineEnding}`,
  };
}

/** Returns what comments declare that begin to apply on the line of the workload, the nearest comment last. */
function declaredAbove(document: Document, { line }: Position): readonly IntentDirective[] {
  return readDirectives(document)
    .intents.filter(({ covers }) => covers?.start.line === line)
    .toSorted((a, b) => comparePositions(a.key.range.start, b.key.range.start));
}
