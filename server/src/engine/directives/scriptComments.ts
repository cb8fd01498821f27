import { commandsOf, type Comment, type Document } from "../model/document.ts";
import type { SourceText } from "../model/text/sourceText.ts";

/**
 * Ignore comments in scripts that a file holds: here-documents and line ends of `RUN`, inline scripts of a Vagrantfile,
 * block scalars of a workflow. To the format they are text; to a person they are comments all the same. On its own line
 * one covers the command line below it; after a command it covers that line.
 */
export function scriptComments(document: Document): readonly Comment[] {
  const { source, comments } = document;
  if (!source.text.includes("bulkhead")) return [];
  const candidates = [...source.text.matchAll(/^(.*?[ \t]|)(#+[ \t]*(bulkhead[ \t]+ignore(?:-file)?=.*))$/gm)];
  if (candidates.length === 0) return [];

  const known = new Set(comments.map(({ range }) => range.start.line));
  const own = commandsOf(document).filter(({ at }) => at.uri === source.uri);
  const starts = new Set(own.map(({ at }) => at.range.start.line));
  return candidates.flatMap((match): Comment[] => {
    const [, before = "", ...rest] = match;
    const [written = "", text = ""] = rest.map((part) => part.trimEnd());
    const start = match.index + before.length;
    const range = source.rangeAt(start, start + written.length);
    const { line } = range.start;
    const ownLine = before.trim() === "";
    const lines = ownLine ? nextCommandLine(source, line + 1) : [line];
    if (known.has(line) || !lines.some((one) => starts.has(one))) return [];
    const [first = line] = lines;
    const last = lines.at(-1) ?? first;
    const covers = source.rangeAt(source.lineStart(first), source.lineStart(last) + source.lineText(last).length);
    return [{ text, range, ownLine, covers }];
  });
}

/** The first line that is neither blank nor a comment, with those that continue it. */
function nextCommandLine(source: SourceText, from: number): readonly number[] {
  let line = from;
  while (line < source.lineCount && /^\s*(?:#|$)/.test(source.lineText(line))) line += 1;
  const lines = [line];
  while (line < source.lineCount && /\\\s*$/.test(source.lineText(line))) lines.push((line += 1));
  return lines;
}
