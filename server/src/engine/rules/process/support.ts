import { programName, type SimpleCommand, type Word } from "../../model/command.ts";
import { is } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import type { MainProcess } from "../../facts/process/mainProcess.ts";

const inits = /^(?:tini|tini-static|dumb-init|catatonit|docker-init|s6-svscan|init|my_init|pid1)$/;

/** True if a small init such as tini runs the command, or the engine adds one. */
export function hasInit(workload: Service | Stage, { words, commands }: MainProcess): boolean {
  const isWrapped = commands.some(({ wrappers }) => wrappers.some((own) => isInit(own)));
  return isWrapped || isInit(words) || (workload.kind === "service" && !isOff(workload));
}

function isOff({ init }: Service): boolean {
  return init.state === "unset" || is(init, false);
}

function isInit(words: readonly Word[]): boolean {
  return inits.test(programName({ words }) ?? "");
}

/** True if the workload is a tool or a workspace of a developer: its file or its names say so. */
export function isForDevelopment({ root, pathOf }: Project, workload: Service | Stage): boolean {
  const names = [pathOf(root.source.uri), workload.name ?? ""];
  return names.some((name) => development.test(name));
}

const development =
  /(?:^|[/._-])(?:\.?devcontainer|dev|devel|development|local|override|tests?|testing|ci|e2e|toolbox|debug|shell|workspace)(?:[/._-]|$)/i;

/** Returns the name of a command in messages: its words, shortened. */
export function commandText({ words }: Pick<SimpleCommand, "words">): string {
  const text = words.map((word) => word.value ?? word.text).join(" ");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** True if the service's own definition says what runs; else its image's finding is in the Dockerfile. */
export function setsProcess({ command, entrypoint }: Service): boolean {
  return command.state !== "unset" || entrypoint.state !== "unset";
}

/** True if an init passes signals to the whole process group: `dumb-init`, `tini -g`. */
export function signalsGroup({ words, commands }: MainProcess): boolean {
  return [words, ...commands.flatMap(({ wrappers }) => wrappers)].some((own) => {
    const name = programName({ words: own }) ?? "";
    const isGroup = own.some(({ value }) => value === "-g" || value === "-sg" || value === "-gs");
    return name === "dumb-init"
      ? !own.some(({ value }) => /^-(?:c|-single-child)$/.test(value ?? ""))
      : /^tini/.test(name) && isGroup;
  });
}
