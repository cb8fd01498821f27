import type { SimpleCommand } from "../../model/command.ts";
import type { Fact } from "../../model/fact.ts";
import type { CiSystem } from "../../model/job.ts";
import { memoWith } from "../../model/memo.ts";
import type { Place } from "../../model/place.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { isPosixShell, readShell } from "../shell/index.ts";
import { scalarText, type YamlScalar } from "../yaml/index.ts";
import { expressionsOf } from "./expressions.ts";
import { maskPattern, unmaskCommands, type MaskedText } from "./masks.ts";
import { scalarOf, type Node } from "../yaml/nodes.ts";

/** Script text with the way back to the file. */
export interface Script {
  readonly masked: MaskedText;
  /** The place of a stretch of the masked text. */
  readonly placeAt: (start: number, end: number) => Place;
}

/** The script that a scalar holds, expressions of the CI system covered. */
export function scriptOf(value: Node, system: Exclude<CiSystem, "jenkins">): Script | undefined {
  const scalar = scalarOf(value);
  if (!scalar) return undefined;
  const { text, placeAt } = scalarText(value.source, scalar);
  return { masked: maskPattern(unescaped(text, system), expressionsOf(system)), placeAt };
}

/** CircleCI takes `\\<<` for `<<`, which would begin an expression otherwise. A blank keeps all offsets. */
function unescaped(text: string, system: CiSystem): string {
  return system === "circleci" ? text.replaceAll("\\<<", " <<") : text;
}

/** The commands of a script; none when its first line hands it to another interpreter. */
export function readScript({ masked, placeAt }: Script): readonly SimpleCommand[] {
  return unmaskCommands(readShell(masked.text, placeAt).commands, masked);
}

/** Returns the commands of the script that a scalar contains. */
export function commandsIn(value: Node, system: Exclude<CiSystem, "jenkins">): readonly SimpleCommand[] {
  const scalar = scalarOf(value);
  return scalar ? commandsOfScalar(scalar, value.source, system) : [];
}

// Anchors, defaults and reusable commands bring one script to many jobs.
const commandsOfScalar = memoWith(
  (node: YamlScalar, source: SourceText, system: Exclude<CiSystem, "jenkins">): readonly SimpleCommand[] => {
    const script = scriptOf({ source, node }, system);
    return script ? readScript(script) : [];
  },
);

/** True for labels and image names of Windows runners. */
export function isWindows(name: string): boolean {
  return /windows|\bwin(?:\d|[-_/]|$)|vs20\d\d|servercore|nanoserver/i.test(name);
}

/** Where a job runs. */
export interface Runner {
  readonly runsOn: Fact<readonly string[]>;
  /** Scripts without a shell of their own are PowerShell or cmd there. */
  readonly onWindows: boolean;
}

/**
 * True when each machine that a job may run on has a label or image of Windows. Of a matrix over several systems the
 * others count.
 */
export function areOnWindows(machines: readonly (readonly string[])[]): boolean {
  return machines.length > 0 && machines.every((labels) => labels.some(isWindows));
}

/** True for text that only PowerShell understands: cmdlets, `$name =`, `$env:NAME`. */
export function isPowerShell(text: string): boolean {
  return /^[ \t]*(?:[A-Z][a-z]{1,15}-[A-Z][A-Za-z]{1,30}\b|\$[A-Za-z][\w:.]{0,40} ?=)|\$[Ee]nv:\w/m.test(text);
}

/** Whether a script is for a POSIX shell. Windows runs PowerShell or cmd unless the step names its shell. */
export function isForPosixShell(shell: Fact<string>, onWindows: boolean): boolean {
  if (shell.state === "known") return isPosixShell(shell.value.split(/\s/, 1)[0] ?? "");
  return shell.state === "unset" && !onWindows;
}
