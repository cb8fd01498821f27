import { withoutJsonComments } from "../json.ts";
import { entriesOf, type YamlEntry, type YamlMapping, type YamlSequence, type YamlTree } from "../tree.ts";
import type { Change } from "./change.ts";

type Collection = YamlMapping | YamlSequence;

/**
 * Takes neighbouring entries away with their comma. Entries on lines of their own go with the lines and the comments
 * that belong to them; undefined where a comment would be lost otherwise.
 */
export function jsonRemoval(
  tree: YamlTree,
  parent: Collection,
  first: number,
  last: number,
): readonly Change[] | undefined {
  const entries = entriesOf(parent);
  const [head, tail] = [entries[first], entries[last]];
  if (!head || !tail) return undefined;
  return (
    linesRemoval(tree, entries[first - 1], head, tail, entries[last + 1]) ?? inlineRemoval(tree, parent, first, last)
  );
}

function linesRemoval(
  tree: YamlTree,
  before: YamlEntry | undefined,
  head: YamlEntry,
  tail: YamlEntry,
  next: YamlEntry | undefined,
): readonly Change[] | undefined {
  const { source } = tree;
  const plain = withoutJsonComments(source.text);
  const start = source.positionAt(head.start);
  const end = source.positionAt(tail.end);
  const lineEnd = source.lineStart(end.line) + source.lineText(end.line).length;
  const isAlone =
    source.lineText(start.line).slice(0, start.character).trim() === "" &&
    /^\s*(?:,\s*)?$/.test(plain.slice(tail.end, lineEnd)) &&
    !isCut(tree, lineEnd);
  if (!isAlone) return undefined;

  const from = firstOwnComment(tree, start.line);
  const lines = { start: source.lineStart(from), end: source.lineStart(end.line + 1), text: "" };
  const comma =
    before && !next && !plain.slice(tail.end).trimStart().startsWith(",") ? commaBehind(plain, before) : undefined;
  return [...(comma === undefined ? [] : [{ start: comma, end: comma + 1, text: "" }]), lines];
}

function inlineRemoval(tree: YamlTree, parent: Collection, first: number, last: number): readonly Change[] | undefined {
  const entries = entriesOf(parent);
  const [before, next] = [entries[first - 1], entries[last + 1]];
  const start = next ? entries[first]?.start : before?.end;
  const end = next ? next.start : entries[last]?.end;
  if (start === undefined || end === undefined || hasComment(tree, start, end)) return undefined;
  return [{ start, end, text: "" }];
}

/**
 * Adds an entry after the last one, on a line of its own if the last one has one. Several additions to one collection
 * go together.
 */
export function jsonAddition(tree: YamlTree, parent: Collection, text: string): readonly Change[] | undefined {
  const { source } = tree;
  const last = entriesOf(parent).at(-1);
  if (!last) {
    const [open, close] = [parent.start + 1, parent.end - 1];
    const pad = parent.kind === "mapping" ? " " : "";
    return source.text.slice(open, close).trim() === ""
      ? [{ start: open, end: close, text: pad + text + pad }]
      : undefined;
  }
  const { line, character } = source.positionAt(last.start);
  const indentation = source.lineText(line).slice(0, character);
  if (indentation.trim() !== "" || line === source.positionAt(parent.start).line) {
    return [{ start: last.end, end: last.end, text: `, ${text}` }];
  }
  const end = source.positionAt(last.end);
  const behind = source.lineText(end.line).slice(end.character);
  const hasComment = /^\s*(?:,\s*)?\/[/*]/.test(behind);
  // A comment after the last entry stays with it, as does one above it.
  return hasComment && indentation !== "" && firstOwnComment(tree, line) === line
    ? [{ start: last.start, end: last.start, text: `${text},${source.lineEnding}${indentation}` }]
    : [{ start: last.end, end: last.end, text: `,${source.lineEnding}${indentation}${text}` }];
}

function commaBehind(plain: string, { end }: YamlEntry): number | undefined {
  const behind = /^\s*,/.exec(plain.slice(end));
  return behind ? end + behind[0].length - 1 : undefined;
}

/** Comments right above an entry, in its column, belong to it, unless they are an entry that is commented out. */
function firstOwnComment({ source }: YamlTree, line: number): number {
  const indentation = /^\s*/.exec(source.lineText(line))?.[0] ?? "";
  const isOwn = (text: string): boolean => text.startsWith(`${indentation}//`) && !/^\s*\/\/\s*["{}[\]]/.test(text);
  let first = line;
  while (first > 0 && isOwn(source.lineText(first - 1))) first -= 1;
  // A list of switched off entries begins with a sentence about them.
  return first > 0 && /^\s*\/\//.test(source.lineText(first - 1)) ? line : first;
}

function hasComment({ source, comments }: YamlTree, start: number, end: number): boolean {
  return comments.some(({ range }) => source.offsetAt(range.start) < end && start < source.offsetAt(range.end));
}

/** True if a comment goes on in the next line. */
function isCut({ source, comments }: YamlTree, lineEnd: number): boolean {
  return comments.some(({ range }) => source.offsetAt(range.start) < lineEnd && lineEnd < source.offsetAt(range.end));
}
