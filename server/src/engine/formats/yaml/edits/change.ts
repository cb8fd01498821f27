import type { TextEdit } from "vscode-languageserver-types";
import { createSourceText, type SourceText } from "../../../model/text/sourceText.ts";
import { pathAt } from "../path.ts";
import { readJson, readYaml } from "../read.ts";
import { entriesOf, lastIndexAtOrBefore, type YamlEntry, type YamlTree } from "../tree.ts";

/** Text to put in place of a stretch, by offsets. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits for the changes; undefined when the file cannot be edited now, or could not be read afterwards. */
export function toEdits(tree: YamlTree, changes: readonly Change[] | undefined): readonly TextEdit[] | undefined {
  if (changes === undefined || !isEditable(tree)) return undefined;
  const ordered = mergeOverlapping(changes);
  if (!isReadableAfter(tree, ordered)) return undefined;
  return ordered.map(({ start, end, text }) => ({ range: tree.source.rangeAt(start, end), newText: text }));
}

/** A file with a syntax error is not touched: what its parts are is a guess then. */
export function isEditable(tree: YamlTree): boolean {
  return !tree.stale && tree.problems.length === 0;
}

/** Reads no more than has to be read: a file may have a fix at each of a thousand places. */
function isReadableAfter(tree: YamlTree, changes: readonly Change[]): boolean {
  if (changes.every((change) => staysInBlockLine(tree, change))) return true;
  const { text, uri } = tree.source;
  const [start, end] = stretchAround(tree, changes);
  const moved = changes.map((change) => ({ ...change, start: change.start - start, end: change.end - start }));
  const read = tree.syntax === "json" ? readJson : readYaml;
  return read(createSourceText(uri, applied(text.slice(start, end), moved))).problems.length === 0;
}

/** True for a change after the first word of a line in a block scalar: there it is text whatever it is. */
function staysInBlockLine(tree: YamlTree, { start, end, text }: Change): boolean {
  const { text: whole } = tree.source;
  const begin = lineStart(whole, start);
  if (/[\r\n]/.test(whole.slice(start, end) + text) || whole.slice(begin, start).trim() === "") return false;
  const step = pathAt(tree, start)?.steps.at(-1);
  const node = step?.kind === "pair" ? step.pair.value : step?.item.value;
  const isBlock = node?.kind === "scalar" && (node.style === "literal" || node.style === "folded");
  return isBlock && node.start < begin && end <= node.end;
}

/** The lines of the deepest block entry that hold the changes and can be read by themselves; else the whole text. */
function stretchAround({ source, documents }: YamlTree, changes: readonly Change[]): readonly [number, number] {
  const { text } = source;
  const [first, last] = [changes[0]?.start ?? 0, changes.at(-1)?.end ?? text.length];
  const lines = changes.flatMap((change) => newLines(text, change));
  const isOnOwnLine = ({ start }: YamlEntry): boolean => text.slice(lineStart(text, start), start).trim() === "";
  let stretch: readonly [number, number] = [0, text.length];
  let node = documents.length === 1 ? documents[0] : undefined;
  while ((node?.kind === "mapping" || node?.kind === "sequence") && !node.flow) {
    const entries: readonly YamlEntry[] = entriesOf(node);
    const index = lastIndexAtOrBefore(entries, lineEnd(text, first));
    const [entry, next] = [entries[index], entries[index + 1]];
    if (!entry || !isOnOwnLine(entry) || (next && !isOnOwnLine(next))) break;
    const inner = [lineStart(text, entry.start), next ? lineStart(text, next.start) : stretch[1]] as const;
    if (last > inner[1] || !lines.every((line) => belongs(line, entry, source))) break;
    stretch = inner;
    node = entry.value;
  }
  return stretch;
}

/** Lines that the change begins, with their indentation. */
function newLines(text: string, { start, text: added }: Change): readonly string[] {
  const [first = "", ...others] = added.split(/\r?\n/);
  const before = text.slice(lineStart(text, start), start);
  return [...(before.trim() === "" ? [before + first] : []), ...others].filter((line) => line.trim() !== "");
}

/** True if the line is deep enough to be read as a part of the entry, or as the next item. */
function belongs(line: string, entry: YamlEntry, source: SourceText): boolean {
  const column = source.positionAt(entry.start).character;
  const indentation = line.length - line.trimStart().length;
  const isSibling = indentation === column && (entry.kind === "pair" || line.startsWith("-", column));
  return indentation > column || isSibling;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** In order, removals that overlap made one. */
function mergeOverlapping(changes: readonly Change[]): readonly Change[] {
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
