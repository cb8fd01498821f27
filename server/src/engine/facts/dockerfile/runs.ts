import type { Command } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import { remembered } from "../remembered.ts";

/** A `RUN` with its commands. */
export interface Run {
  readonly instruction: Instruction;
  readonly commands: readonly Command[];
  /** It belongs to `ONBUILD`, so it runs in the builds of other images. */
  readonly isTrigger: boolean;
}

/** Returns the `RUN`s of a stage that have readable commands, those of triggers last. */
export const runsOf = remembered("runs", (_: Project, stage: Stage): readonly Run[] => {
  const runs = new Map<Instruction, Command[]>();
  for (const command of [...stage.commands, ...stage.triggerCommands]) {
    const { instruction } = command;
    if (!instruction) continue;
    const own = runs.get(instruction);
    if (own) own.push(command);
    else runs.set(instruction, [command]);
  }
  const triggers = new Set(stage.triggerCommands.map(({ instruction }) => instruction));
  return [...runs].map(([instruction, commands]) => ({ instruction, commands, isTrigger: triggers.has(instruction) }));
});

/** True if a `RUN` is commands joined by `&&` and nothing else, so that another one may follow. */
export function isChain({ instruction, commands }: Run): boolean {
  const { form, text } = instruction.parts();
  const plain = commands.every(
    ({ conditional, guarded, background, subshell, inFunction, pipeline }) =>
      !conditional && !guarded && !background && !subshell && inFunction === undefined && pipeline.length === 1,
  );
  return form === "shell" && plain && !/[;|()]|<<|(?<!&)&(?!&)/.test(text);
}
