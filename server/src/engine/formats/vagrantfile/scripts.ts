import type { SimpleCommand, Word } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { readShell } from "../shell/index.ts";
import type { ScriptReader } from "./provisioners.ts";
import { HOLE } from "./ruby/literals.ts";
import { isWhole, spanOf, type Text } from "./ruby/values.ts";

/** Reads scripts that stand in the file. A script of `config` counts for each machine but is read once. */
export function createScriptReader(source: SourceText): ScriptReader {
  const known = new Map<Text, readonly SimpleCommand[]>();
  return (script) => {
    const before = known.get(script);
    if (before) return before;
    const placeAt = (start: number, end: number): Place => {
      const span = spanOf(script, start, end);
      return source.placeAt(span.start, span.end);
    };
    const { commands } = readShell(script.value, placeAt);
    const honest = isWhole(script) ? commands : commands.map((command) => withoutStandIns(command, source));
    known.set(script, honest);
    return honest;
  };
}

/** What only a run can tell has no value, even between single quotes, and is spoken of as the file has it. */
function withoutStandIns(command: SimpleCommand, source: SourceText): SimpleCommand {
  const spelled = (word: Word): Word => {
    if (!word.text.includes(HOLE)) return word;
    const { start, end } = word.at.range;
    return { value: undefined, at: word.at, text: source.text.slice(source.offsetAt(start), source.offsetAt(end)) };
  };
  return {
    ...command,
    words: command.words.map(spelled),
    wrappers: command.wrappers.map((words) => words.map(spelled)),
    redirects: command.redirects.map((redirect) => ({
      ...redirect,
      target: redirect.target && spelled(redirect.target),
    })),
    assignments: command.assignments.map((assignment) =>
      assignment.value?.includes(HOLE) ? { ...assignment, value: undefined } : assignment,
    ),
  };
}
