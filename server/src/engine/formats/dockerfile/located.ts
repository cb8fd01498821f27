import type { CommandLine, SimpleCommand, Word } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";
import type { Flag, Instruction, InstructionParts } from "../../model/stage.ts";
import { isPosixShell, readCommandLine, readShell } from "../shell/index.ts";
import { movedCommands } from "./moved.ts";
import { readParts } from "./parts/parts.ts";
import type { VariableScope } from "./stages/scope.ts";
import type { Span } from "./syntax/blanks.ts";
import type { ParsedCommand } from "./syntax/command.ts";
import type { ParsedInstruction } from "./syntax/instruction.ts";
import { lastNotAfter, type Joined } from "./lines/joined.ts";
import { shellText } from "./syntax/script.ts";

/** A parsed instruction at its place in a file. */
export interface LocatedInstruction {
  readonly parsed: ParsedInstruction;
  readonly instruction: Instruction;
  /** The place of a stretch of the joined text. */
  placeOf(span: Span): Place;
  /** The place of a stretch of the region's text. */
  sourcePlace(span: Span): Place;
  /**
   * The commands in the arguments of `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD`. None if the shell is unsupported.
   * With a scope the script begins with its readable variables.
   */
  commandLine(shell: ShellKind, scope?: VariableScope): CommandLine;
  /** Commands of an `ONBUILD` trigger, in the shell of the builds that start from this image. */
  triggerLine(shell: ShellKind): CommandLine | undefined;
}

/** Whether shell form text can be read. */
export type ShellKind = "posix" | "other";

/** The kind of shell that `SHELL` asks for. */
export function shellKind(words: readonly string[]): ShellKind {
  return words[0] !== undefined && isPosixShell(words[0]) ? "posix" : "other";
}

/** An instruction's text with what was read from it, and the places where it last appeared. */
export interface KeptInstruction {
  readonly parsed: ParsedInstruction;
  readonly placed: Placed[];
}

interface Placed {
  readonly uri: string;
  readonly line: number;
  readonly located: LocatedInstruction;
  commands: { readonly key: string; readonly commands: readonly SimpleCommand[] } | undefined;
}

/** The same text may appear at several places of a file, or in several files. */
const mostPlaces = 8;

/** Puts a parsed instruction at a line of a file; what was placed there before is taken as it is. */
export function locate(kept: KeptInstruction, uri: string, line: number): LocatedInstruction {
  const before = kept.placed.find((one) => one.line === line && one.uri === uri);
  if (before) return before.located;

  const { parsed } = kept;
  const { joined, lineStarts } = parsed;
  const position = (offset: number): Place["range"]["start"] => {
    const index = lastNotAfter(lineStarts, offset);
    return { line: line + index, character: offset - (lineStarts[index] ?? 0) };
  };
  const sourcePlace = ({ start, end }: Span): Place => ({ uri, range: { start: position(start), end: position(end) } });
  const placeOf = ({ start, end }: Span): Place => {
    const from = joined.toSource(start);
    return sourcePlace({ start: from, end: end > start ? joined.endInSource(end) : from });
  };

  const located: LocatedInstruction = {
    parsed,
    instruction: toInstruction(parsed, parsed.command, placeOf, sourcePlace),
    placeOf,
    sourcePlace,
    commandLine: (shell, scope) => readLine(kept, placed, shell, scope),
    triggerLine: (shell) => parsed.command.trigger && readLine(kept, placed, shell, undefined, parsed.command.trigger),
  };
  const placed: Placed = { uri, line, located, commands: undefined };
  if (kept.placed.length >= mostPlaces) kept.placed.shift();
  kept.placed.push(placed);
  return located;
}

function toInstruction(
  parsed: ParsedInstruction,
  command: ParsedCommand,
  placeOf: (span: Span) => Place,
  sourcePlace: (span: Span) => Place,
): Instruction {
  const { keyword, keywordSpan, flags, args, trigger } = command;
  const start = parsed.joined.toSource(keywordSpan.start);
  let parts: InstructionParts | undefined;
  return {
    keyword,
    keywordAt: placeOf(keywordSpan),
    at: sourcePlace({ start, end: parsed.source.length }),
    argumentsAt: args.end > args.start ? placeOf(args) : undefined,
    flags: flags.map(({ name, value, span, valueSpan }): Flag => ({
      name,
      value,
      at: placeOf(span),
      valueAt: valueSpan && placeOf(valueSpan),
    })),
    trigger: trigger && toInstruction(parsed, trigger, placeOf, sourcePlace),
    parts: () => (parts ??= readParts(parsed, command, { placeOf, sourcePlace })),
  };
}

function readLine(
  kept: KeptInstruction,
  placed: Placed,
  shell: ShellKind,
  scope: VariableScope | undefined,
  command = kept.parsed.command,
): CommandLine {
  const { joined } = kept.parsed;
  const { located } = placed;
  const at = located.placeOf(command.body);
  if (command.json) {
    const items = command.json.state === "array" ? command.json.items : [];
    const words = items.map(({ value, span }): Word => ({
      value,
      text: joined.text.slice(span.start, span.end),
      at: located.placeOf(span),
    }));
    const commands = keptCommands(kept, placed, "exec", () => readCommandLine(words, at));
    return { form: "exec", arguments: words, commands };
  }

  const script = shellText(kept.parsed, command);
  const word: Word = { value: script.text, text: joined.text.slice(command.body.start, command.body.end), at };
  if (shell === "other" || script.text === "") return { form: "shell", arguments: [word], commands: [] };
  const variables = usedVariables(script.text, scope);
  const key = variables.size === 0 ? "shell" : JSON.stringify([...variables]);
  const commands = keptCommands(kept, placed, key, () => readScript(located, script, variables));
  return { form: "shell", arguments: [word], commands };
}

/** More here-documents than this are no script, and their number is what they cost squared. */
const mostHeredocs = 1000;

function readScript(
  located: LocatedInstruction,
  script: Joined,
  variables: ReadonlyMap<string, string>,
): readonly SimpleCommand[] {
  if (script.text.split("<<", mostHeredocs + 2).length > mostHeredocs + 1) return [];
  return readShell(script.text, placesOf(located, script), { variables }).commands;
}

/** Returns the places of stretches of a text that was joined from pieces of the instruction. */
export function placesOf({ sourcePlace }: LocatedInstruction, joined: Joined): (start: number, end: number) => Place {
  return (start, end) => {
    const from = joined.toSource(start);
    return sourcePlace({ start: from, end: end > start ? joined.endInSource(end) : from });
  };
}

/** The commands of the same text read before, moved to its current place. */
function keptCommands(
  kept: KeptInstruction,
  placed: Placed,
  key: string,
  read: () => readonly SimpleCommand[],
): readonly SimpleCommand[] {
  if (placed.commands?.key === key) return placed.commands.commands;
  const model = kept.placed.find((one) => one.commands?.key === key);
  const commands = model?.commands
    ? movedCommands(model.commands.commands, placed.uri, placed.line - model.line)
    : read();
  placed.commands = { key, commands };
  return commands;
}

function usedVariables(text: string, scope: VariableScope | undefined): ReadonlyMap<string, string> {
  const used = new Map<string, string>();
  if (!scope || !text.includes("$")) return used;
  for (const [, name = ""] of text.matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
    const variable = scope.get(name);
    if (variable.state === "set") used.set(name, variable.value);
  }
  return used;
}
