import type { Place } from "./place.ts";
import type { Instruction } from "./stage.ts";
import type { Workload } from "./workload.ts";

/**
 * One word of a command line. Any object with these fields is one; declared as a class because a spread would lose a
 * place that is computed when it is asked for, and the linter knows that of classes only.
 */
export declare abstract class Word {
  /** The word as the program receives it; undefined when it depends on a run (`$VAR`, `$(…)`, a glob). */
  readonly value: string | undefined;
  /** The word as written, quotes included, continuations removed. */
  readonly text: string;
  readonly at: Place;
}

export interface Redirect {
  /** `>`, `>>`, `<`, `2>`, `<<<` … without spaces. */
  readonly operator: string;
  readonly target: Word | undefined;
  readonly at: Place;
}

export interface Assignment {
  readonly name: string;
  readonly value: string | undefined;
  readonly at: Place;
}

/** An assignment that a script makes for the commands after it: alone, or by `export` and its like. */
export interface ScriptAssignment extends Assignment {
  /** The value as written, quotes included. */
  readonly text: string;
  /** May not run, or only in a subshell or a function. */
  readonly conditional: boolean;
  readonly exported: boolean;
}

/** A script of the workspace that a shell reads. */
export interface Script {
  readonly commands: readonly SimpleCommand[];
  readonly assignments: readonly ScriptAssignment[];
}

/** A here-document attached to a command. */
export interface Heredoc {
  readonly content: string;
  readonly at: Place;
  /** True when the shell would expand `$…` in it. */
  readonly expands: boolean;
}

/** A simple command as a shell would run it, with everything that surrounds it. */
export interface SimpleCommand {
  /**
   * The program and its arguments, wrappers looked through: for `sudo -E env A=1 nginx -g x` these are `nginx -g x`.
   * Never empty.
   */
  readonly words: readonly Word[];
  /** Programs that were looked through, outermost first: `sudo`, `env`, `exec`, `sh -c` … each with its own words. */
  readonly wrappers: readonly (readonly Word[])[];
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly Redirect[];
  readonly heredocs: readonly Heredoc[];
  /** The whole command as written, wrappers included. */
  readonly at: Place;
  /**
   * May stay unrun although nothing fails: all commands but questions (`[ … ]`, `command -v`, `grep`, `! cmd` …) are
   * taken to succeed, `exit` and its like to end the script, and the answers are open. So `b` is conditional in
   * `a || b`, `[ x ] && b`, a branch of `if` or `case`, the body of a loop that may run no time, `${X:-$(b)}`; it is
   * not in `a && b`, `[ x ] || exit && b`, and `a || c && b`, where the left side as a whole succeeds. That an earlier
   * line may end the script (`[ x ] && exit`) does not count.
   */
  readonly conditional: boolean;
  /**
   * Its failure does not show in the status of the enclosing command: `cmd || true`, `! cmd`, the condition of an `if` or
   * loop, a question before `&&`, a substitution other than the last one of plain assignments. What follows in a
   * sequence (`cmd; other`) or a pipeline does not count.
   */
  readonly guarded: boolean;
  readonly background: boolean;
  readonly subshell: boolean;
  /** Inside a function body: runs only when the function is called. */
  readonly inFunction: string | undefined;
  /** Position in its pipeline, 0 for the first, and the pipeline's length. */
  readonly pipeline: { readonly index: number; readonly length: number };
  /** Nothing runs after it in the same script. */
  readonly last: boolean;
  /** Replaces the shell: written after `exec`. */
  readonly replacesShell: boolean;
  /** The word that starts the script in which the command is written; absent for commands that the workload's own file writes. */
  readonly startedAt?: Place | undefined;
}

export type CommandContext = "build" | "start" | "provision" | "ci";

/** A command that belongs to a workload. */
export interface Command extends SimpleCommand {
  readonly kind: "command";
  readonly owner: Workload;
  /** When it runs: while an image is built, as the container's process, while a machine is provisioned, in a CI job. */
  readonly context: CommandContext;
  /** The `RUN` that the command is written in. */
  readonly instruction?: Instruction | undefined;
}

/** Gives a command to a workload. Fields that are written out are far cheaper than a spread, and scripts have many commands. */
export function commandOf(
  owner: Workload,
  context: CommandContext,
  command: SimpleCommand,
  conditional = command.conditional,
  instruction?: Instruction,
): Command {
  const { words, wrappers, assignments, redirects, heredocs, at, startedAt } = command;
  const { guarded, background, subshell, inFunction, pipeline, last, replacesShell } = command;
  return {
    kind: "command",
    owner,
    context,
    words,
    wrappers,
    assignments,
    redirects,
    heredocs,
    at,
    conditional,
    guarded,
    background,
    subshell,
    inFunction,
    pipeline,
    last,
    replacesShell,
    instruction,
    ...(startedAt && { startedAt }),
  };
}

/** The program's name without its folder, when it can be read: `apt-get` for `/usr/bin/apt-get`. */
export function programName(command: Pick<SimpleCommand, "words">): string | undefined {
  const path = command.words[0]?.value;
  return path?.slice(path.lastIndexOf("/") + 1);
}

/** Where the workload's own file starts the command: the command itself, or the word that starts its script. */
export function startOf({ at, startedAt }: Pick<SimpleCommand, "at" | "startedAt">): Place {
  return startedAt ?? at;
}

/** The readable arguments after the program's name. */
export function argumentsOf(command: Pick<SimpleCommand, "words">): readonly Word[] {
  return command.words.slice(1);
}

/** The first argument that is not an option: `install` in `apt-get -y install`. Options with separate values are not known here. */
export function subcommand(command: Pick<SimpleCommand, "words">): Word | undefined {
  return argumentsOf(command).find((word) => word.value === undefined || !word.value.startsWith("-"));
}

/** A command line as a container file gives it: an argument vector, or text handed to a shell. */
export interface CommandLine {
  readonly form: "exec" | "shell";
  /** Arguments as the process receives them in exec form; in shell form the one text that the shell receives. */
  readonly arguments: readonly Word[];
  /** The commands that run, shells opened: one command for exec form, more if it is `["sh", "-c", "a && b"]`. Empty if nothing can be read. */
  readonly commands: readonly SimpleCommand[];
}
