import { commandOf, type Command } from "../../model/command.ts";
import { contains } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { remembered } from "../remembered.ts";
import { converts } from "./buildEffects.ts";
import { folderOf, lineOf, maximumStages, type Container } from "./container.ts";
import { follow, folderAfter, type StartedScript } from "./follow.ts";

/** Returns the commands that the build of a stage runs. */
interface BuildRun {
  readonly commands: readonly Command[];
  readonly scripts: readonly StartedScript[];
  /** The commands of the stage that start those of scripts. */
  readonly starters: ReadonlyMap<Command, Command>;
}

/**
 * Every command that the build of a stage runs, in order; the commands of a script of the workspace take the place of the
 * command that starts it.
 */
export function buildCommandsOf(project: Project, stage: Stage): readonly Command[] {
  return buildRunOf(project, stage).commands;
}

/** Returns the commands of `buildCommandsOf` for a stage and the stages below it, those of the lowest one first. */
export function lineCommandsOf(project: Project, stage: Stage): readonly Command[] {
  return lineOf(stage)
    .toReversed()
    .flatMap((one) => buildCommandsOf(project, one));
}

/** The scripts of the workspace that the build of a stage runs. */
export function buildScriptsOf(project: Project, stage: Stage): readonly StartedScript[] {
  return buildRunOf(project, stage).scripts;
}

/** The commands of the stage's own file that start the commands of scripts, by the latter. */
export function startersOf(project: Project, stage: Stage): ReadonlyMap<Command, Command> {
  return buildRunOf(project, stage).starters;
}

const nothing: ReadonlyMap<Command, Command> = new Map();

const buildRunOf = remembered("build run", (project: Project, stage: Stage): BuildRun => {
  const starting = new Set(stage.commands.filter(mayStartScript).slice(0, maximumCalls));
  if (starting.size === 0 || stage.index >= maximumStages) {
    return { commands: stage.commands, scripts: [], starters: nothing };
  }
  const scripts: StartedScript[] = [];
  const starters = new Map<Command, Command>();
  const commands = stage.commands.flatMap((command) => {
    if (!starting.has(command)) return [command];
    const run = followed(project, stage, command);
    scripts.push(...run.scripts);
    for (const one of run.commands) if (one !== command) starters.set(one, command);
    return run.commands;
  });
  return { commands, scripts, starters };
});

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

function followed(project: Project, stage: Stage, command: Command): Omit<BuildRun, "starters"> {
  const run = stage.instructions.find(({ at, keyword }) => keyword === "RUN" && contains(at.range, command.at.range));
  if (!run) return { commands: [command], scripts: [] };
  const container: Container = { stage, service: undefined, run };
  const before = stage.commands.slice(0, stage.commands.indexOf(command));
  const inRun = before.filter(({ at }) => contains(run.at.range, at.range));
  const folder = inRun.reduce((current, one) => folderAfter(one, current), folderOf(project, container));
  const { commands, scripts } = follow(project, container, [command], folder);
  if (scripts.length === 0) return { commands: [command], scripts };
  return {
    commands: commands.map((one) => commandOf(stage, "build", one)),
    scripts: inRun.some(converts)
      ? scripts.map((one) => ({ ...one, file: { ...one.file, isConverted: true } }))
      : scripts,
  };
}
