import type { TextEdit } from "vscode-languageserver-types";
import { createSourceText } from "../../../model/text/sourceText.ts";
import { readYaml } from "../read.ts";
import type { YamlPair, YamlTree } from "../tree.ts";

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
  if (!isReadableAfter(tree, ordered)) return undefined;
  return ordered.map(({ start, end, text }) => ({ range: tree.source.rangeAt(start, end), newText: text }));
}

/** A file with a syntax error is not touched: what its parts are is a guess then. */
export function isEditable(tree: YamlTree): boolean {
  return !tree.stale && tree.problems.length === 0;
}

/** Reads no more than has to be read: a file may have a fix at each of a thousand places. */
function isReadableAfter(tree: YamlTree, changes: readonly Change[]): boolean {
  const { text, uri } = tree.source;
  const [start, end] = stretchAround(tree, changes[0]?.start ?? 0, changes.at(-1)?.end ?? text.length);
  const moved = changes.map((change) => ({ ...change, start: change.start - start, end: change.end - start }));
  return readYaml(createSourceText(uri, applied(text.slice(start, end), moved))).problems.length === 0;
}

/** Below this many levels, reading a smaller stretch saves little. */
const deepestStretch = 2;

/** The lines of the deepest block entry that hold the changes and can be read by themselves; else the whole text. */
function stretchAround({ source, documents }: YamlTree, first: number, last: number): readonly [number, number] {
  const { text } = source;
  const isOnOwnLine = ({ start }: YamlPair): boolean => text.slice(lineStart(text, start), start).trim() === "";
  let stretch: readonly [number, number] = [0, text.length];
  let node = documents.length === 1 ? documents[0] : undefined;
  for (let level = 0; level < deepestStretch && node?.kind === "mapping" && !node.flow; level += 1) {
    const { pairs } = node;
    const index = pairs.findLastIndex(({ start }) => lineStart(text, start) <= first);
    const [pair, next] = [pairs[index], pairs[index + 1]];
    if (!pair || !isOnOwnLine(pair) || (next && !isOnOwnLine(next))) break;
    const inner = [lineStart(text, pair.start), next ? lineStart(text, next.start) : stretch[1]] as const;
    if (last > inner[1]) break;
    stretch = inner;
    node = pair.value;
  }
  return stretch;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
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
