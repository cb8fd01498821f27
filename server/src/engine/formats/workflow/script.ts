import type { SimpleCommand } from "../../model/command.ts";
import type { Fact } from "../../model/fact.ts";
import type { CiSystem } from "../../model/job.ts";
import type { Place } from "../../model/place.ts";
import { isPosixShell, readShell } from "../shell/index.ts";
import { scalarText, type YamlScalar } from "../yaml/index.ts";
import { expressionsOf } from "./expressions.ts";
import { maskPattern, unmaskCommands, type MaskedText } from "./masks.ts";
import { scalarOf, type Node } from "./nodes.ts";

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
  return { masked: maskPattern(text, expressionsOf(system)), placeAt };
}

/** The commands of a script; none when its first line hands it to another interpreter. */
export function readScript({ masked, placeAt }: Script): readonly SimpleCommand[] {
  return unmaskCommands(readShell(masked.text, placeAt).commands, masked);
}

// Anchors, defaults and reusable commands bring one script to many jobs.
const known = new WeakMap<YamlScalar, readonly SimpleCommand[]>();

/** The commands of the script that a scalar holds. */
export function commandsIn(value: Node, system: Exclude<CiSystem, "jenkins">): readonly SimpleCommand[] {
  const scalar = scalarOf(value);
  const before = scalar && known.get(scalar);
  if (before) return before;
  const script = scriptOf(value, system);
  const commands = script ? readScript(script) : [];
  if (scalar) known.set(scalar, commands);
  return commands;
}

/** True for labels and image names of Windows runners. */
export function isWindows(name: string): boolean {
  return /windows|\bwin(?:\d|[-_/]|$)|vs20\d\d|servercore|nanoserver/i.test(name);
}

/**
 * Whether a step's script is for a POSIX shell: its shell says so, or nothing says that it runs on Windows, where
 * PowerShell or cmd is the default. Of a matrix over several systems the POSIX half counts.
 */
export function runsInPosixShell(shell: Fact<string>, runsOn: Fact<readonly string[]>): boolean {
  if (shell.state === "known") return isPosixShell(shell.value.split(/\s/, 1)[0] ?? "");
  if (shell.state === "unreadable") return false;
  return !(runsOn.state === "known" && runsOn.value.every(isWindows));
}
