import { programName, type Script, type SimpleCommand, type Word } from "../../model/command.ts";
import { contains, type Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import { absolute, folderOf, type Container } from "./container.ts";
import type { ContainerFile } from "./containerFile.ts";
import { withFunctions } from "./functions.ts";
import { interpreterIn } from "./interpreter.ts";
import { argumentsAfter, passesArguments, withArguments, type Arguments } from "./positional.ts";
import { scriptCallOf, type ScriptCall } from "./program.ts";
import { under } from "./under.ts";

/** A script of the workspace that runs on the way. */
export interface StartedScript extends ScriptCall {
  /** Runs whenever the first command does: under no condition, and not in the background. */
  readonly isSure: boolean;
  /** Started as the process itself, or by `exec` from a script that is the process. */
  readonly isProcess: boolean;
  /** The word of the workload's own file that leads to it. */
  readonly startedAt: Place;
  /** Undefined if it is no shell script. */
  readonly script: Script | undefined;
}

/** The commands that finally run. */
export interface Run {
  /** In order; the commands of a script of the workspace take the place of the command that starts it. */
  readonly commands: readonly SimpleCommand[];
  readonly scripts: readonly StartedScript[];
}

/** Scripts that start scripts, and all scripts of one run. Each level costs the host a round. */
const maximum = { depth: 4, scripts: 20 };

interface Shell {
  readonly project: Project;
  readonly container: Container;
  readonly scripts: StartedScript[];
  /** The scripts that are being read, outermost first: one that starts itself is not read again. */
  readonly open: readonly ContainerFile[];
  readonly startedAt: Place | undefined;
  /** The shell that runs the commands is the process that was started first. */
  readonly isProcess: boolean;
}

/** Follows commands into the scripts of the workspace that they start. */
export function follow(
  project: Project,
  container: Container,
  commands: readonly SimpleCommand[],
  folder = folderOf(project, container),
): Run {
  const scripts: StartedScript[] = [];
  const shell: Shell = { project, container, scripts, open: [], startedAt: undefined, isProcess: true };
  return { commands: followAll(commands, shell, folder), scripts };
}

function followAll(
  commands: readonly SimpleCommand[],
  shell: Shell,
  start: string | undefined,
): readonly SimpleCommand[] {
  let folder = start;
  return commands.flatMap((command) => {
    const followed = followOne(command, shell, folder);
    folder = folderAfter(command, folder);
    return followed;
  });
}

function followOne(command: SimpleCommand, shell: Shell, folder: string | undefined): readonly SimpleCommand[] {
  const { project, container, scripts, open } = shell;
  if (open.length >= maximum.depth || scripts.length >= maximum.scripts) return [command];
  const call = scriptCallOf(project, container, command, folder);
  if (!call || open.some((one) => isSame(one, call.file))) return [command];

  const isInner = open.length > 0 && call.by !== "sourced";
  const within: Shell = {
    ...shell,
    open: [...open, call.file],
    // The text of a here-document lies in the file that starts it.
    startedAt: shell.startedAt ?? (call.file.inline && call.file.uri === call.word.at.uri ? undefined : call.word.at),
    isProcess: isInner ? command.replacesShell : shell.isProcess,
  };
  const { isProcess, startedAt = call.word.at } = within;
  const script = scriptOf(project, call);
  scripts.push({ ...call, isSure: !command.conditional && !command.background, isProcess, startedAt, script });
  return script ? followAll(called(script.commands, command, call, within), within, folder) : [command];
}

/** Without a `#!` line only a shell that is called to read it makes a text a script. */
function scriptOf(project: Project, { file, by }: ScriptCall): Script | undefined {
  if (!file.inline) return project.script(file.uri, by !== "executed");
  const interpreter = interpreterIn(file.inline.content);
  const isForShell = interpreter === undefined ? by !== "executed" : /^(?:ba|da|a|k|z)?sh$/.test(interpreter);
  return isForShell ? file.inline.script() : undefined;
}

function isSame(one: ContainerFile, other: ContainerFile): boolean {
  return one.uri === other.uri && one.inline === other.inline;
}

/** True if the place lies in one of the scripts. */
function isIn(scripts: readonly ContainerFile[], { uri, range }: Place): boolean {
  return scripts.some((one) => one.uri === uri && (!one.inline || contains(one.inline.at.range, range)));
}

/** The commands of a script as its caller runs them: with the caller's arguments and under its conditions. */
function called(
  script: readonly SimpleCommand[],
  caller: SimpleCommand,
  call: ScriptCall,
  shell: Shell,
): readonly SimpleCommand[] {
  let given: Arguments = call.by === "sourced" ? undefined : call.arguments;
  const outer = call.by === "sourced" ? caller : { ...caller, wrappers: [...caller.wrappers, caller.words] };
  const commands = withFunctions(shell.project, script).flatMap((command) => {
    const before = given;
    given = argumentsAfter(command, given);
    return before && passesArguments(command) ? handedOn(command, before, shell) : [command];
  });
  return untilEnd(commands).map((command) =>
    under(outer, command, {
      replacesShell: command.replacesShell && shell.isProcess,
      startedAt: isIn(shell.open, command.at) ? shell.startedAt : undefined,
    }),
  );
}

/** Nothing runs after `exec` and `exit` without conditions. */
function untilEnd(script: readonly SimpleCommand[]): readonly SimpleCommand[] {
  const end = script.findIndex((command) => isSure(command) && (isExit(command) || command.replacesShell));
  const last = script[end];
  if (!last) return script;
  if (last.replacesShell) return script.slice(0, end + 1);
  const before = script.slice(0, end);
  const final = before.at(-1);
  return final && isSure(final) ? [...before.slice(0, -1), { ...final, last: true }] : before;
}

function isExit(command: SimpleCommand): boolean {
  return programName(command) === "exit";
}

function isSure({ conditional, background, subshell, pipeline }: SimpleCommand): boolean {
  return !conditional && !background && !subshell && pipeline.length === 1;
}

/** The command with the script's arguments in it, read again: `exec "$@"` runs what the caller asks for. */
function handedOn(command: SimpleCommand, given: readonly Word[], { project, open }: Shell): readonly SimpleCommand[] {
  const words = withArguments([...command.wrappers.flat(), ...command.words], given);
  // `exec "$@"` without arguments does nothing.
  if (words.every(({ value }) => value === "exec")) return [];
  const bare = { ...command, wrappers: [] };
  return project.commandsIn(words, command.at).map((inner) => {
    const [first] = inner.words;
    const isMoved = first && (inner.at.uri !== first.at.uri || isIn(open, inner.at));
    const isOwn = first && !isIn(open, first.at) && isMoved;
    return under(bare, inner, {
      at: isOwn ? spanOf(first, inner.words) : inner.at,
      replacesShell: command.replacesShell && inner.replacesShell,
    });
  });
}

/** From the first word to the last one in the same file. */
function spanOf(first: Word, words: readonly Word[]): Place {
  const last = words.findLast(({ at }) => at.uri === first.at.uri) ?? first;
  return { uri: first.at.uri, range: { start: first.at.range.start, end: last.at.range.end } };
}

/** The working directory after `cd`. */
export function folderAfter(command: SimpleCommand, folder: string | undefined): string | undefined {
  if (programName(command) !== "cd" || command.subshell || command.pipeline.length > 1) return folder;
  const target = command.words[1]?.value;
  return command.conditional || target === undefined ? undefined : absolute(target, folder);
}
