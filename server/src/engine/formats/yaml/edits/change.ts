import type { TextEdit } from "vscode-languageserver-types";
import { createSourceText } from "../../../model/text/sourceText.ts";
import { readYaml } from "../read.ts";
import type { YamlTree } from "../tree.ts";

/** Text to put in place of a stretch, by offsets. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits for the changes; undefined when the file cannot be edited now, or could not be read afterwards. */
export function toEdits(tree: YamlTree, changes: readonly Change[] | undefined): readonly TextEdit[] | undefined {
  if (changes === undefined || !isEditable(tree)) return undefined;
  const ordered = joined(changes);
  const after = createSourceText(tree.source.uri, applied(tree.source.text, ordered));
  if (readYaml(after).problems.length > 0) return undefined;
  return ordered.map(({ start, end, text }) => ({ range: tree.source.rangeAt(start, end), newText: text }));
}

/** A file with a syntax error is not touched: what its parts are is a guess then. */
export function isEditable(tree: YamlTree): boolean {
  return !tree.stale && tree.problems.length === 0;
}

/** In order, removals that overlap made one. */
function joined(changes: readonly Change[]): readonly Change[] {
  const ordered: Change[] = [];
  for (const change of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = ordered.at(-1);
    if (last && change.start < last.end) {
      ordered[ordered.length - 1] = {
        start: last.start,
        end: Math.max(last.end, change.end),
        text: last.text + change.text,
      };
    } else ordered.push(change);
  }
  return ordered;
}

function applied(text: string, changes: readonly Change[]): string {
  let result = "";
  let at = 0;
  for (const change of changes) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at);
}
