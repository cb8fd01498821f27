import { joinPieces, type Joined, type LinePiece } from "../lines/joined.ts";
import { readHeredocWord } from "./heredocs.ts";
import type { ParsedHeredoc, ParsedInstruction } from "./instruction.ts";
import type { ParsedCommand } from "./command.ts";

/** The text that the shell receives from an instruction in shell form, with the way back to the region's text. */
export function shellText(parsed: ParsedInstruction, command: ParsedCommand): Joined {
  const { source, joined, heredocs } = parsed;
  const { start, end } = command.body;
  const [first] = heredocs;
  if (first && readHeredocWord(joined.text.slice(start, end), command.body)) {
    return joinPieces(source, contentPieces(source, first));
  }

  const pieces: LinePiece[] = joined
    .runs(start, end)
    .map((run) => ({ start: joined.toSource(run.start), end: joined.endInSource(run.end) }));
  for (const heredoc of heredocs) pieces.push("\n", heredoc.content, nameOf(source, heredoc));
  return joinPieces(source, pieces);
}

/** The content of a here-document as the build takes it. */
export function heredocContent(parsed: ParsedInstruction, heredoc: ParsedHeredoc): Joined {
  return joinPieces(parsed.source, contentPieces(parsed.source, heredoc));
}

function contentPieces(source: string, { content, chomps }: ParsedHeredoc): readonly LinePiece[] {
  if (!chomps) return [content];
  const pieces: LinePiece[] = [];
  for (let at = content.start; at < content.end;) {
    const feed = source.indexOf("\n", at);
    const next = feed === -1 || feed >= content.end ? content.end : feed + 1;
    while (at < next && source[at] === "\t") at += 1;
    pieces.push({ start: at, end: next });
    at = next;
  }
  return pieces;
}

/** The terminator without the tabs that `<<-` allows before it. */
function nameOf(source: string, { terminator, name }: ParsedHeredoc): LinePiece {
  const start = terminator.end - name.length;
  return source.slice(start, terminator.end) === name ? { start, end: terminator.end } : name;
}
