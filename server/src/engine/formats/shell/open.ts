import type { Command, HereDoc, HereString, Word as WordNode } from "unbash";
import type { SimpleCommand, Word } from "../../model/command.ts";
import type { MappedText } from "./offsets.ts";
import { heredocScript, type PlaceAt, type ScriptSource } from "./source.ts";
import { surroundingsOf, type Surroundings } from "./surroundings.ts";
import { scriptIn } from "./words.ts";
import type { Unwrapped } from "./wrappers.ts";

/** Reads a script that stands inside another one. */
export type ReadScript = (text: string, placeAt: PlaceAt, around: Surroundings) => readonly SimpleCommand[];

/**
 * The commands of the script that the command hands to a shell: the text of `sh -c`, a here-document for `bash`. Where
 * there is none, or nothing in it can be read, the command itself.
 */
export function openScripts(
  command: SimpleCommand,
  unwrapped: Unwrapped,
  node: Command,
  source: ScriptSource,
  read: ReadScript,
): readonly SimpleCommand[] {
  const found = scriptFor(unwrapped, node, source);
  if (found === undefined) return [command];
  const placeAt: PlaceAt = (start, end) => source.placeAt(...found.script.outer(start, end));
  return underShell(read(found.script.text, placeAt, surroundingsOf(command)), command, found.shell);
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

interface FoundScript {
  readonly script: MappedText;
  /** The shell's words without the script. */
  readonly shell: readonly Word[];
}

function scriptFor(unwrapped: Unwrapped, node: Command, source: ScriptSource): FoundScript | undefined {
  const { script, words } = unwrapped;
  if (script !== undefined) {
    const index = node.args.length - words.length + words.indexOf(script.word);
    const argument = node.args[index];
    return argument?.type === "Word" ? { script: textOf(argument, source), shell: script.shell } : undefined;
  }
  if (!unwrapped.readsInput) return undefined;
  const input = node.redirects.findLast((redirect) => isInput(redirect));
  if (input?.type === "HereDoc") return { script: heredocScript(input, source), shell: words };
  if (input?.type === "HereString" && input.target) return { script: textOf(input.target, source), shell: words };
  return undefined;
}

function isInput(redirect: Command["redirects"][number]): redirect is HereDoc | HereString {
  return redirect.type === "HereDoc" || redirect.type === "HereString";
}

function textOf(word: WordNode, source: ScriptSource): MappedText {
  return scriptIn(word, source.text, source.variables.read);
}
