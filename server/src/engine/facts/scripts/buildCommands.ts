import type { Command } from "../../model/command.ts";
import { contains } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { remembered } from "../remembered.ts";
import { folderOf, lineOf, maximumStages, type Container } from "./container.ts";
import { follow, folderAfter } from "./follow.ts";

/**
 * Every command that the build of a stage runs, in order; the commands of a script of the workspace take the place of the
 * command that starts it.
 */
export const buildCommandsOf = remembered("build commands", (project: Project, stage: Stage): readonly Command[] => {
  const starting = new Set(stage.commands.filter(mayStartScript).slice(0, maximumCalls));
  if (starting.size === 0 || stage.index >= maximumStages) return stage.commands;
  return stage.commands.flatMap((command) => (starting.has(command) ? followed(project, stage, command) : [command]));
});

/** Returns the commands of `buildCommandsOf` for a stage and the stages below it, those of the lowest one first. */
export function lineCommandsOf(project: Project, stage: Stage): readonly Command[] {
  return lineOf(stage)
    .toReversed()
    .flatMap((one) => buildCommandsOf(project, one));
}

/** Later calls of one stage are not followed. */
const maximumCalls = 40;

/** By its first words, so that a long file costs no look-ups: `./x`, `/opt/x`, `sh x`, `x.sh`. */
function mayStartScript({ words: [program, second] }: Command): boolean {
  const name = program?.value;
  if (name === undefined) return false;
  if (/^(?:\.|source)$|^(?:\S*\/)?(?:ba|da|a|k|z)?sh$/.test(name)) return second !== undefined;
  // A command with a path is mostly one of the image's own.
  return (
    /\.(?:ba|da|a|k|z)?sh$|entry-?point/.test(name) || /^(?:\.{1,2}\/|\/(?!bin\/|sbin\/|usr\/s?bin\/|etc\/))/.test(name)
  );
}

function followed(project: Project, stage: Stage, command: Command): readonly Command[] {
  const run = stage.instructions.find(({ at, keyword }) => keyword === "RUN" && contains(at.range, command.at.range));
  if (!run) return [command];
  const container: Container = { stage, service: undefined, run };
  const before = stage.commands.slice(0, stage.commands.indexOf(command));
  const folder = before
    .filter(({ at }) => contains(run.at.range, at.range))
    .reduce((current, one) => folderAfter(one, current), folderOf(container));
  const { commands, scripts } = follow(project, container, [command], folder);
  if (scripts.length === 0) return [command];
  return commands.map((one) => ({ kind: "command", owner: stage, context: "build", ...one }));
}
