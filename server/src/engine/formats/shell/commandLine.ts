import type { SimpleCommand, Word } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";
import { appendEscaped, createMappedText } from "./offsets.ts";
import { underShell } from "./open.ts";
import { readScript } from "./script.ts";
import { topLevel } from "./surroundings.ts";
import { assignmentIn, type PlaceAt } from "./syntax/source.ts";
import { unwrap } from "./wrappers.ts";

export interface CommandLineOptions {
  /** Maps offsets of a word's value to a place; without it escapes of a JSON string are followed, on one line. */
  readonly placeIn?: (word: Word, start: number, end: number) => Place;
}

/** What an argument vector runs: wrappers looked through, `["sh", "-c", "…"]` opened. Empty for an empty vector. */
export function readCommandLine(
  words: readonly Word[],
  at: Place,
  options: CommandLineOptions = {},
): readonly SimpleCommand[] {
  if (words.length === 0) return [];
  const unwrapped = unwrap(words);
  const { script } = unwrapped;
  const { conditional, guarded, background, subshell, inFunction, pipeline, last } = topLevel;
  const command: SimpleCommand = {
    words: unwrapped.words,
    wrappers: unwrapped.wrappers,
    assignments: unwrapped.assignments.map((word) => assignmentIn(word)),
    redirects: [],
    heredocs: [],
    at,
    conditional,
    guarded,
    background,
    subshell,
    inFunction,
    pipeline,
    last,
    replacesShell: unwrapped.replacesShell,
  };
  const word = script && withText(script.word);
  const text = word?.value;
  if (script === undefined || word === undefined || text === undefined) return [command];
  const { placeIn } = options;
  const placeAt = placeIn ? (start: number, end: number) => placeIn(script.word, start, end) : placesIn(word);
  const read = readScript({ text, placeAt });
  // The shell is the process itself, so `exec` in it does replace it.
  const process = { ...command, replacesShell: true };
  return read.commands.length === 0 ? [command] : underShell(read.commands, process, script.shell);
}

/**
 * Returns the word of `sh -c "make $TARGET"` with a readable script. Variables of the outer shell stay as written, so they
 * are unknown in the script too.
 */
function withText(word: Word): Word {
  if (word.value !== undefined) return word;
  const body = /^"((?:[^"\\`]|\\[^])*)"$/.exec(word.text)?.[1];
  return body === undefined ? word : { value: body.replace(/\\(["\\$`])/g, "$1"), text: word.text, at: word.at };
}

/** Places of parts of a word's value; the whole word where its written form cannot be followed. */
export function placesIn(word: Word): PlaceAt {
  const { range, uri } = word.at;
  const isAsWritten =
    range.start.line === range.end.line && range.end.character - range.start.character === word.text.length;
  if (!isAsWritten || word.value === undefined) return () => word.at;

  const quoted = /^(["']?)([^]*)\1$/.exec(word.text);
  const quote = quoted?.[1] ?? "";
  const builder = createMappedText();
  appendEscaped(builder, word.value, quoted?.[2] ?? word.text, quote.length, quote === "'" ? () => 1 : escapeLength);
  const { outer } = builder.build();
  const { line, character } = range.start;
  return (start, end) => {
    const [from, to] = outer(start, end);
    return { uri, range: { start: { line, character: character + from }, end: { line, character: character + to } } };
  };
}

function escapeLength(written: string, at: number): number {
  return written.charAt(at + 1) === "u" ? 6 : 2;
}
