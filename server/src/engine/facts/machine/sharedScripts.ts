import { programName, type Command, type Word } from "../../model/command.ts";
import { is } from "../../model/fact.ts";
import type { FileState } from "../../model/files.ts";
import type { Machine } from "../../model/machine.ts";
import type { Project } from "../../model/project.ts";

/** A script of the project's folder that a provisioner runs from the shared folder. */
export interface SharedScript {
  readonly uri: string;
  readonly state: FileState & { readonly state: "read" };
  readonly word: Word;
  readonly command: Command;
  /** `executed`: the kernel reads the first line. */
  readonly by: "executed" | "read";
  /** A command before it removes carriage returns. */
  readonly isConverted: boolean;
}

const folder = "/vagrant/";
const readers = /^(?:\.|source|(?:ba|da|a|k|z)?sh)$/;

/** The scripts below `/vagrant` that a machine's shell provisioners start, if the project's folder is shared there. */
export function sharedScriptsOf(project: Project, machine: Machine): readonly SharedScript[] {
  if (!is(machine.vagrantFolder, "present")) return [];
  return machine.commands.flatMap((command, index) => {
    const isRead = readers.test(programName(command) ?? "");
    const word = isRead ? command.words.slice(1).find(({ value }) => !value?.startsWith("-")) : command.words[0];
    if (!word?.value?.startsWith(folder)) return [];
    const uri = project.hostFile(machine.uri, `./${word.value.slice(folder.length)}`);
    const state = uri === undefined ? undefined : project.files.read(uri);
    if (uri === undefined || state?.state !== "read") return [];
    const isConverted = machine.commands.slice(0, index).some(({ words }) => words.some(({ text }) => converts(text)));
    return [{ uri, state, word, command, by: isRead ? "read" : "executed", isConverted }];
  });
}

function converts(text: string): boolean {
  return /dos2unix|fromdos|\\r|\\x0d|\\015|\r/i.test(text);
}
