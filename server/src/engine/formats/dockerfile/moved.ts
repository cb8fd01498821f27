import type { SimpleCommand, Word } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";

/** The commands with every place some lines further down, or up. */
export function movedCommands(
  commands: readonly SimpleCommand[],
  uri: string,
  lines: number,
): readonly SimpleCommand[] {
  const place = ({ range: { start, end } }: Place): Place => ({
    uri,
    range: {
      start: { line: start.line + lines, character: start.character },
      end: { line: end.line + lines, character: end.character },
    },
  });
  // Words are shared between a command and its wrappers; what was one object stays one.
  const moved = new Map<Word, Word>();
  const word = (old: Word): Word => {
    const known = moved.get(old) ?? { value: old.value, text: old.text, at: place(old.at) };
    moved.set(old, known);
    return known;
  };
  return commands.map((command) => ({
    ...command,
    words: command.words.map(word),
    wrappers: command.wrappers.map((wrapper) => wrapper.map(word)),
    assignments: command.assignments.map((assignment) => ({ ...assignment, at: place(assignment.at) })),
    redirects: command.redirects.map((redirect) => ({
      ...redirect,
      target: redirect.target && word(redirect.target),
      at: place(redirect.at),
    })),
    heredocs: command.heredocs.map((heredoc) => ({ ...heredoc, at: place(heredoc.at) })),
    at: place(command.at),
  }));
}
