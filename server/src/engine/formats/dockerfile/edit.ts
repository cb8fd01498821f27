import type { Dockerfile } from "../../model/document.ts";
import type { Editor, FileEdit } from "../../model/editor.ts";
import type { Place } from "../../model/place.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import { commentOut } from "./editing/comments.ts";
import { openFile, type EditedFile } from "./editing/file.ts";
import { endOfLine, remove } from "./editing/removals.ts";
import { replaceText, replaceValue, replaceWords } from "./editing/values.ts";

export type DockerfileEditor = Pick<
  Editor,
  "replaceValue" | "replaceText" | "remove" | "commentOut" | "addInstruction" | "replaceWords"
>;

/** Edits of one Dockerfile. Each is checked before it is given: all other instructions read the same after it. */
export function createDockerfileEditor(document: Dockerfile): DockerfileEditor {
  let opened: EditedFile | undefined;
  const file = (): EditedFile => (opened ??= openFile(document.source));
  let removable: readonly Place[] | undefined;
  const commands = (): readonly Place[] => (removable ??= removableCommands(document.stages));
  return {
    replaceValue: (fact, text) => replaceValue(file(), fact, text),
    replaceText: (at, text) => replaceText(file(), at, text),
    remove: (entries) => remove(file(), entries, commands()),
    commentOut: (entries) => commentOut(file(), entries, commands()),
    addInstruction: (stage, text, after) => addInstruction(file(), stage, text, after),
    replaceWords: (from, to, text) => replaceWords(file(), from, to, text),
  };
}

/** Commands that run always, alone and for their own sake. */
function removableCommands(stages: readonly Stage[]): readonly Place[] {
  return stages
    .flatMap((stage) => stage.commands)
    .filter(
      (command) =>
        !command.conditional &&
        !command.guarded &&
        !command.background &&
        !command.subshell &&
        command.inFunction === undefined &&
        command.pipeline.length === 1,
    )
    .map((command) => command.at);
}

function addInstruction(
  file: EditedFile,
  stage: Stage,
  text: string,
  after: Instruction | undefined,
): FileEdit | undefined {
  const { source } = file;
  const before = after ?? stage.instructions.at(-1);
  const span = before && file.spanOf(before.at);
  const target = span && file.targetOf(span);
  if (!target || target.region.dangling || target.region.unterminated !== undefined) return undefined;

  const lines = text.replace(/(?<![\r\n])(?:\r?\n)+$/, "").split(/\r?\n/);
  const at = endOfLine(source, source.positionAt(target.region.end).line);
  const change = { start: at, end: at, text: lines.map((line) => source.lineEnding + line).join("") };
  return file.checked([change], [target.index], "more");
}
