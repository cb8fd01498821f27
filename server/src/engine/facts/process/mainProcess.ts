import type { CommandLine, SimpleCommand, Word } from "../../model/command.ts";
import type { Fact } from "../../model/fact.ts";
import { contains, type Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";
import { remembered } from "../remembered.ts";
import type { Container } from "../scripts/container.ts";
import { follow, type Run, type StartedScript } from "../scripts/follow.ts";

/** The process that an engine starts in the container: PID 1 and the program that it runs. */
export interface MainProcess {
  /** `ENTRYPOINT` and `CMD` joined as the engine does; in shell form the shell and its text. */
  readonly words: readonly Word[];
  /** Wrappers looked through, shells opened. */
  readonly commands: readonly SimpleCommand[];
  /** The commands that finally run: the commands of scripts replace the commands that start them. */
  readonly runs: readonly SimpleCommand[];
  /** Scripts of the workspace that run on the way, in the order of their start. */
  readonly scripts: readonly StartedScript[];
  /** The setting that decides the program: `CMD`, `ENTRYPOINT`, `command:` or `entrypoint:`. */
  readonly at: Place;
  readonly entry: Place;
  /** A shell runs between the engine and the program: shell form, or `sh -c`. */
  readonly form: CommandLine["form"];
  /** False if an unknown entrypoint may precede the words, such as that of an unknown base image. */
  readonly isWhole: boolean;
  /** The stage whose image runs, when the files build it. */
  readonly stage: Stage | undefined;
}

/** The main process of a service or of a stage's image; undefined when the files do not say it or it cannot be read. */
export const mainProcessOf = remembered(
  "main process",
  (project: Project, workload: Service | Stage): MainProcess | undefined =>
    workload.kind === "stage" ? ofStage(project, workload) : ofService(project, workload),
);

/**
 * The instruction of the process that may be given another command line without anything joining it: a `CMD` without
 * `ENTRYPOINT`, or an `ENTRYPOINT` of the stage without `CMD`. Undefined where more than one says what runs.
 */
export function onlyInstructionOf({ entry }: Pick<MainProcess, "entry">, stage: Stage): Instruction | undefined {
  const instruction = stage.instructions.find(({ at }) => contains(at.range, entry.range));
  if (!instruction) return stage.parent && onlyInstructionOf({ entry }, stage.parent);
  return instruction.keyword === "CMD" || stage.cmd.state === "unset" ? instruction : undefined;
}

/** The value of the service's own `command` or `entrypoint`, where no other part joins it. */
export function onlySettingOf({ at }: MainProcess, { command, entrypoint, uri }: Service): { at: Place } | undefined {
  const isAlone = [command, entrypoint].some(
    (one) => one.state === "unset" || (one.state === "known" && one.value.arguments.length === 0),
  );
  return isAlone && at.uri === uri ? { at } : undefined;
}

interface ProcessParts {
  readonly entrypoint: Fact<CommandLine>;
  readonly cmd: Fact<CommandLine>;
  /** Nothing further down can bring an entrypoint. */
  readonly isWhole: boolean;
}

function ofService(project: Project, service: Service): MainProcess | undefined {
  const stage = project.stageOf(service);
  const image = stage ? partsOf(project, stage) : undefined;
  const isProcess = baseImageOf(project, service)?.commandIsProcess;
  const overrides = service.entrypoint.state !== "unset";
  const entrypoint = overrides ? service.entrypoint : (image?.entrypoint ?? service.entrypoint);
  // An overridden entrypoint drops the image's command.
  const cmd = service.command.state !== "unset" || overrides || !image ? service.command : image.cmd;
  const isWhole = overrides || image?.isWhole === true || isProcess === true;
  return processOf(project, { entrypoint, cmd, isWhole }, { stage, service, run: undefined });
}

function ofStage(project: Project, stage: Stage): MainProcess | undefined {
  return processOf(project, partsOf(project, stage), { stage, service: undefined, run: undefined });
}

/** Effective `ENTRYPOINT` and `CMD` of a stage: its own, else those of the stage below it. */
function partsOf(project: Project, stage: Stage): ProcessParts {
  const below: ProcessParts = stage.parent
    ? partsOf(project, stage.parent)
    : {
        entrypoint: { state: "unset", at: stage.at },
        cmd: { state: "unset", at: stage.at },
        isWhole: baseImageOf(project, stage)?.commandIsProcess === true,
      };
  const setsEntrypoint = stage.entrypoint.state !== "unset";
  // A new entrypoint drops the command that came from below.
  const inherited = setsEntrypoint ? stage.cmd : below.cmd;
  return {
    entrypoint: setsEntrypoint ? stage.entrypoint : below.entrypoint,
    cmd: stage.cmd.state === "unset" ? inherited : stage.cmd,
    isWhole: setsEntrypoint || below.isWhole || below.entrypoint.state === "known",
  };
}

function processOf(project: Project, parts: ProcessParts, container: Container): MainProcess | undefined {
  const { entrypoint, cmd, isWhole } = parts;
  if (entrypoint.state === "unreadable" || cmd.state === "unreadable") return undefined;
  // An empty entrypoint only takes away that of the image.
  const isEmptied = entrypoint.state === "known" && entrypoint.value.arguments.length === 0;
  const deciding = entrypoint.state === "known" && !isEmptied ? entrypoint : cmd;
  if (deciding.state !== "known") return undefined;

  const { form } = deciding.value;
  // A shell-form entrypoint never sees the command.
  const follows = deciding !== cmd && form === "exec" && cmd.state === "known" ? cmd.value : undefined;
  const words = [...deciding.value.arguments, ...(follows ? argumentsFor(follows, cmd.at) : [])];
  const commands = follows ? project.commandsIn(words, deciding.at) : deciding.value.commands;
  const { commands: runs, scripts }: Run = follow(project, container, commands);
  return {
    words,
    commands,
    runs,
    scripts,
    at: deciding.at,
    entry: deciding.entry,
    form,
    isWhole,
    stage: container.stage,
  };
}

/** Returns the arguments that the entrypoint receives from a command: in shell form a shell and its text. */
function argumentsFor(cmd: CommandLine, at: Place): readonly Word[] {
  const word = (value: string): Word => ({ value, text: value, at });
  return cmd.form === "exec" ? cmd.arguments : [word("/bin/sh"), word("-c"), ...cmd.arguments];
}
