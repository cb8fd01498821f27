import type { CommandLine, SimpleCommand, Word } from "../../model/command.ts";
import type { Place } from "../../model/place.ts";
import type { Flag, Instruction } from "../../model/stage.ts";
import { isPosixShell, readCommandLine, readShell } from "../shell/index.ts";
import { movedCommands } from "./moved.ts";
import type { Scope } from "./scope.ts";
import type { Span } from "./syntax/blanks.ts";
import type { ParsedCommand } from "./syntax/command.ts";
import type { ParsedInstruction } from "./syntax/instruction.ts";
import { lastNotAfter } from "./syntax/joined.ts";
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
   * What the arguments run: `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD`. No commands when the shell is none of ours.
   * With a scope the script begins with its readable variables.
   */
  commandLine(shell: ShellKind, scope?: Scope): CommandLine;
}

/** Whether shell form text can be read. */
export type ShellKind = "posix" | "other";

/** The kind of shell that `SHELL` asks for. */
export function shellKind(words: readonly string[]): ShellKind {
  return words[0] !== undefined && isPosixShell(words[0]) ? "posix" : "other";
}

/** An instruction's text with what was read of it, at the place where it stood last. */
export interface KeptInstruction {
  readonly parsed: ParsedInstruction;
  last: { readonly uri: string; readonly line: number; readonly located: LocatedInstruction } | undefined;
  commands: KeptCommands | undefined;
}

interface KeptCommands {
  readonly key: string;
  readonly uri: string;
  readonly line: number;
  readonly commands: readonly SimpleCommand[];
}

/** Puts a parsed instruction at a line of a file; what was placed there before is taken as it is. */
export function locate(kept: KeptInstruction, uri: string, line: number): LocatedInstruction {
  if (kept.last?.uri === uri && kept.last.line === line) return kept.last.located;

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
    commandLine: (shell, scope) => readLine(kept, located, shell, scope, line),
  };
  kept.last = { uri, line, located };
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
  };
}

function readLine(
  kept: KeptInstruction,
  located: LocatedInstruction,
  shell: ShellKind,
  scope: Scope | undefined,
  line: number,
): CommandLine {
  const { parsed } = kept;
  const { command, joined } = parsed;
  const uri = located.instruction.at.uri;
  const at = located.placeOf(command.body);
  if (command.json) {
    const items = command.json.state === "array" ? command.json.items : [];
    const words = items.map(({ value, span }): Word => ({
      value,
      text: joined.text.slice(span.start, span.end),
      at: located.placeOf(span),
    }));
    return {
      form: "exec",
      arguments: words,
      commands: keptCommands(kept, "exec", uri, line, () => readCommandLine(words, at)),
    };
  }

  const script = shellText(parsed, command);
  const word: Word = { value: script.text, text: joined.text.slice(command.body.start, command.body.end), at };
  if (shell === "other" || script.text === "") return { form: "shell", arguments: [word], commands: [] };
  const placeAt = (start: number, end: number): Place => {
    const from = script.toSource(start);
    return located.sourcePlace({ start: from, end: end > start ? script.endInSource(end) : from });
  };
  const used = usedVariables(script.text, scope);
  const key = used.size === 0 ? "shell" : JSON.stringify([...used]);
  const read = (): readonly SimpleCommand[] => readShell(script.text, placeAt, { variables: used }).commands;
  return { form: "shell", arguments: [word], commands: keptCommands(kept, key, uri, line, read) };
}

/** The commands of the same text read before, moved to where it stands now. */
function keptCommands(
  kept: KeptInstruction,
  key: string,
  uri: string,
  line: number,
  read: () => readonly SimpleCommand[],
): readonly SimpleCommand[] {
  const known = kept.commands;
  if (known?.key !== key) kept.commands = { key, uri, line, commands: read() };
  else if (known.line !== line || known.uri !== uri) {
    kept.commands = { key, uri, line, commands: movedCommands(known.commands, uri, line - known.line) };
  }
  return kept.commands?.commands ?? [];
}

function usedVariables(text: string, scope: Scope | undefined): ReadonlyMap<string, string> {
  const used = new Map<string, string>();
  if (!scope || !text.includes("$")) return used;
  for (const [, name = ""] of text.matchAll(/\$\{?([A-Za-z_]\w*)/g)) {
    const variable = scope.get(name);
    if (variable.state === "set") used.set(name, variable.value);
  }
  return used;
}
