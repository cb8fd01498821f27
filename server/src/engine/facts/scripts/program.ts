import { programName, type SimpleCommand, type Word } from "../../model/command.ts";
import { knownItems, valueOf } from "../../model/fact.ts";
import { writtenPart } from "../../model/partialText.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { remembered } from "../remembered.ts";
import { absolute, baseName, lineOf, searchPathOf, type Container } from "./container.ts";
import { fileAt, type ContainerFile } from "./containerFile.ts";

/** A command that starts a file of the workspace. */
export interface ScriptCall {
  readonly file: ContainerFile;
  /** The word that names the file. */
  readonly word: Word;
  readonly arguments: readonly Word[];
  /** `executed`: the kernel reads the first line. `interpreted`: `sh file`. `sourced`: `. file`, in the caller's shell. */
  readonly by: "executed" | "interpreted" | "sourced";
}

const shells = new Set(["sh", "bash", "dash", "ash", "zsh", "ksh"]);

/** The file of the workspace that the command starts, run in `folder`; undefined for every other command. */
export function scriptCallOf(
  project: Project,
  container: Container,
  command: SimpleCommand,
  folder: string | undefined,
): ScriptCall | undefined {
  const [program] = command.words;
  if (program?.value === undefined) return undefined;
  const call = readCall(command, program);
  if (!call?.word.value) return undefined;
  const isLookedUp = call.by !== "interpreted" && !call.word.value.includes("/");
  const file = isLookedUp
    ? onPath(project, container, call.word.value)
    : fileIn(project, container, call.word.value, folder);
  return file && { ...call, file };
}

function readCall({ words }: SimpleCommand, program: Word): Omit<ScriptCall, "file"> | undefined {
  const name = programName({ words }) ?? "";
  if (name === "." || name === "source") {
    const [, word, ...rest] = words;
    return word && { word, arguments: rest, by: "sourced" };
  }
  if (!shells.has(name)) return { word: program, arguments: words.slice(1), by: "executed" };
  const index = operandOf(words);
  const word = index === undefined ? undefined : words[index];
  return index !== undefined && word ? { word, arguments: words.slice(index + 1), by: "interpreted" } : undefined;
}

/** The script among the words of a shell: the first one after the options. */
function operandOf(words: readonly Word[]): number | undefined {
  for (let index = 1; index < words.length; index += 1) {
    const option = words[index]?.value;
    if (option === undefined) return undefined;
    if (!/^[-+]./.test(option)) return index;
    if (/^-[A-Za-z]*[cs]/.test(option)) return undefined;
    // `-o pipefail`, also in `-euo pipefail`.
    if (/^[-+][A-Za-z]*[oO]$/.test(option)) index += 1;
  }
  return undefined;
}

function fileIn(project: Project, container: Container, path: string, folder: string | undefined) {
  const at = absolute(path, folder);
  const found = at === undefined ? undefined : fileAt(project, container, at);
  return found === "unknown" ? undefined : found;
}

/** Names that scripts have; others are looked up only if a copy or a mount names them. */
const scriptName = /\.(?:ba|da|a|k|z)?sh$|entry-?point|^(?:start|run|launch|boot)(?:[-_.]|$)/;

function onPath(project: Project, container: Container, name: string): ContainerFile | undefined {
  if (!scriptName.test(name) && !broughtNames(project, container).has(name)) return undefined;
  for (const folder of searchPathOf(container)) {
    const found = fileAt(project, container, `${folder}/${name}`);
    if (found !== undefined) return found === "unknown" ? undefined : found;
  }
  return undefined;
}

/** Names of the files that single copies and mounts bring. */
function broughtNames(project: Project, { stage, service }: Container): ReadonlySet<string> {
  const mounted = service
    ? knownItems(service.mounts).map(({ value: { target } }) => baseName(writtenPart(target)))
    : [];
  return new Set([...(stage ? copiedNames(project, stage) : []), ...mounted]);
}

const copiedNames = remembered("names that copies bring", (_project: Project, stage: Stage): ReadonlySet<string> => {
  const copies = lineOf(stage).flatMap((one) => one.copies);
  const paths = copies.flatMap(({ sources, destination }) => [...sources, destination]);
  const inline = copies.flatMap(({ inlineFiles }) => inlineFiles.map(({ name }) => name));
  return new Set([...paths.map((item) => baseName(valueOf(item) ?? "")), ...inline]);
});
