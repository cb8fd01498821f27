import type { Command, HereDoc, HereDocBody, HereString, Word as WordNode } from "unbash";
import type { SimpleCommand, Word } from "../../model/command.ts";
import type { MappedText } from "./offsets.ts";
import { surroundingsOf, type Surroundings } from "./surroundings.ts";
import { heredocScript, type PlaceAt, type ScriptSource } from "./syntax/source.ts";
import { scriptIn } from "./syntax/words.ts";
import type { Unwrapped } from "./wrappers.ts";

/** Reads a script that is inside another one. */
export type ReadScript = (text: string, placeAt: PlaceAt, around: Surroundings) => readonly SimpleCommand[];

/** A script that a command hands to a shell. */
export interface InnerScript {
  readonly script: MappedText;
  /** What holds the script: a word, or the body of a here-document. */
  readonly holder: WordNode | HereDocBody;
  /** The shell's words without the script. */
  readonly shell: readonly Word[];
}

/** The text of `sh -c`, or a here-document or here-string for `bash`. */
export function innerScript(unwrapped: Unwrapped, node: Command, source: ScriptSource): InnerScript | undefined {
  const { script, words } = unwrapped;
  if (script !== undefined) {
    const index = node.args.length - words.length + words.indexOf(script.word);
    const holder = node.args[index];
    return holder?.type === "Word" ? { script: textOf(holder, source), holder, shell: script.shell } : undefined;
  }
  if (!unwrapped.readsInput) return undefined;
  const input = node.redirects.findLast((redirect) => isInput(redirect));
  if (input?.type === "HereDoc") return { script: heredocScript(input, source), holder: input.body, shell: words };
  const holder = input?.target;
  return holder && { script: textOf(holder, source), holder, shell: words };
}

/** The commands of the inner script; where nothing in it can be read, the command itself. */
export function openScript(
  inner: InnerScript,
  command: SimpleCommand,
  source: ScriptSource,
  read: ReadScript,
): readonly SimpleCommand[] {
  const placeAt: PlaceAt = (start, end) => source.placeAt(...inner.script.outer(start, end));
  return underShell(read(inner.script.text, placeAt, surroundingsOf(command)), command, inner.shell);
}

/** A shell's commands, with what the shell's own command line says of them. */
export function underShell(
  inner: readonly SimpleCommand[],
  outer: SimpleCommand,
  shell: readonly Word[],
): readonly SimpleCommand[] {
  if (inner.length === 0) return [outer];
  const isOnly = inner.length === 1;
  return inner.map((command) => ({
    ...command,
    wrappers: [...outer.wrappers, shell, ...command.wrappers],
    assignments: [...outer.assignments, ...command.assignments],
    redirects: isOnly ? [...command.redirects, ...outer.redirects] : command.redirects,
    pipeline: command.pipeline.length === 1 ? outer.pipeline : command.pipeline,
    last: command.last && outer.last,
    // `exec` in the inner shell replaces that one only.
    replacesShell: command.replacesShell && outer.replacesShell,
    at: isOnly ? outer.at : command.at,
  }));
}

function isInput(redirect: Command["redirects"][number]): redirect is HereDoc | HereString {
  return redirect.type === "HereDoc" || redirect.type === "HereString";
}

function textOf(word: WordNode, source: ScriptSource): MappedText {
  return scriptIn(word, source.text, source.variables.read);
}
