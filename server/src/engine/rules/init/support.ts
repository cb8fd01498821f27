import { baseImageOf } from "../../facts/baseImage.ts";
import { packageCommand } from "../../facts/packages/packageManagement.ts";
import { enabledUnits, endsOnStopSignal, type InitProcess } from "../../facts/process/initSystem.ts";
import { lineCommandsOf } from "../../facts/scripts/buildCommands.ts";
import { runtimeNamed } from "../../knowledge/runtimes.ts";
import { programName, type Command } from "../../model/command.ts";
import type { Editor } from "../../model/editor.ts";
import { has } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import type { FixOffer } from "../../rule.ts";

/** Images whose main process is systemd, because they exist for it. */
export const systemdImages = /^(?:docker\.io\/)?(?:jrei\/systemd-|geerlingguy\/docker-.*-ansible|kindest\/node)/;

/** Returns whether the runtime is made for whole systems: it gives each container a user namespace or a kernel. */
export function isSystemContainer(service: Service): boolean {
  return has(service.runtime, (name) => {
    const kind = runtimeNamed(name)?.kind;
    return kind === "user-namespace" || kind === "virtual-machine";
  });
}

/** Offers to run a program in the foreground in place of the init system. */
export function runInForeground(
  argv: readonly string[],
  { keyword, at }: Pick<Instruction, "keyword" | "at">,
  edit: Editor,
): FixOffer {
  const json = JSON.stringify(argv).replaceAll('","', '", "');
  return {
    title: `Run ${argv[0] ?? "the service"} in the foreground instead`,
    kind: "behaviour",
    edits: () => [edit.replaceText(at, `${keyword} ${json}`)],
  };
}

/**
 * Returns whether the image is made for its init system, or is only a base for others: it names the signal that systemd
 * ends on, it is an OpenRC image in which no service is enabled, it removes the units that no container can run and
 * enables none, or its base is unknown and it enables none.
 */
export function isMadeForInit(project: Project, stage: Stage, { system }: InitProcess): boolean {
  if (endsOnStopSignal(project, stage)) return true;
  const commands = lineCommandsOf(project, stage);
  if (enabledUnits(project, stage).length > 0 || commands.some(enablesInOpenRc)) return false;
  if (baseImageOf(project, stage) === undefined) return true;
  return commands.some(system === "systemd" ? removesUnits : installsOpenRc);
}

function enablesInOpenRc(command: Command): boolean {
  return programName(command) === "rc-update" && command.words.some(({ value }) => value === "add");
}

function installsOpenRc(command: Command): boolean {
  return packageCommand(command)?.packages.some(({ value }) => value === "openrc") === true;
}

/** Units that systemd itself starts, in a folder of wants or under their names. */
const systemUnit = /\.target\.wants\/|\/systemd\/system\/(?:systemd[-*]|getty)/;

function removesUnits(command: Command): boolean {
  return programName(command) === "rm" && command.words.some(({ text }) => systemUnit.test(text));
}

const testing =
  /(?:^|\/)tests?\/|(?<![a-z0-9])(?:molecule|kitchen|ansible|systemd|openrc|init)(?![a-z0-9])|ubi\d*-init/i;

/** Returns whether a name of an image or service, or a path in the workspace, is for tests of what runs under systemd. */
export function isForTesting(names: readonly (string | undefined)[]): boolean {
  return names.some((name) => name !== undefined && testing.test(name));
}
