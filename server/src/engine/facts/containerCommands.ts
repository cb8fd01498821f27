import { programName, startOf, type SimpleCommand } from "../model/command.ts";
import { is } from "../model/fact.ts";
import { contains } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { runtimeNamed } from "../knowledge/runtimes.ts";
import { imageCommandsOf, jobOfContainer } from "./imageCommands.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { remembered } from "./remembered.ts";
import { runsForUser } from "./rootReach.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";

/** A command that a container runs whenever it runs. */
export interface ContainerCommand {
  readonly command: SimpleCommand;
  /** While an image is built, as the main process, or as a step of a CI job. */
  readonly when: "build" | "start" | "ci";
}

/**
 * Returns the commands that a container certainly runs in its own root and whose failure counts: no condition, no `||`.
 * Those of a stage are its `RUN` without `--security=insecure` and, for the final stage, its main process.
 */
export const containerCommandsOf = remembered(
  "container commands",
  (project: Project, workload: Stage | Service): readonly ContainerCommand[] => {
    if (workload.kind === "service") {
      const when = jobOfContainer(project, workload) ? "ci" : "start";
      return imageCommandsOf(project, workload).flatMap((command) => (isSure(command) ? [{ command, when }] : []));
    }
    const build = buildCommandsOf(project, workload).filter((one) => isSure(one) && !isInsecure(workload, one));
    const process = workload.isFinal ? mainProcessOf(project, workload) : undefined;
    const start = process?.isWhole ? process.runs.filter(isSure) : [];
    return [
      ...build.map((command) => ({ command, when: "build" as const })),
      ...start.map((command) => ({ command, when: "start" as const })),
    ];
  },
);

/** Returns those of the commands whose program is one of these. */
export function runsOf(
  project: Project,
  workload: Stage | Service,
  programs: ReadonlySet<string>,
): readonly ContainerCommand[] {
  return containerCommandsOf(project, workload).filter(({ command }) => programs.has(programName(command) ?? ""));
}

/** Returns what a service certainly runs as its main process, also if its image's Dockerfile says it. */
export function runsOfMain(project: Project, service: Service): readonly SimpleCommand[] {
  const process = mainProcessOf(project, service);
  return process?.isWhole ? process.runs.filter(isSure) : [];
}

/** The containers that run a workload's commands: the service itself, or the services that build the stage. */
export function containersOf(project: Project, workload: Stage | Service): readonly Service[] {
  return workload.kind === "service" ? [workload] : project.servicesOf(workload);
}

/**
 * What the commands of a container may do to the kernel: as in a plain container, as `privileged`, as `privileged` with the
 * rights of the user who runs the engine, or unknown.
 */
export type KernelRights = "none" | "privileged" | "privileged-user" | "unknown";

/** Returns the rights of the containers that run a command; a build has none. */
export function kernelRightsOf(
  project: Project,
  workload: Stage | Service,
  { when }: Pick<ContainerCommand, "when">,
): KernelRights {
  if (when === "build") return "none";
  const containers = containersOf(project, workload);
  if (containers.length > 0 && containers.every(({ privileged }) => is(privileged, true)))
    return containers.every((one) => runsForUser(project, one)) ? "privileged-user" : "privileged";
  const isPlain = containers.every((one) => is(one.privileged, false) || one.privileged.state === "unset");
  const isSure = containers.length > 0 && containers.every((one) => one.complete && !mayHaveOwnKernel(one));
  // The configuration of the runner decides on other systems.
  const isForeign = containers.some((one) => (jobOfContainer(project, one)?.system ?? "github") !== "github");
  return isPlain && isSure && !isForeign ? "none" : "unknown";
}

/** True if the runtime may give the container a kernel of its own. */
export function mayHaveOwnKernel({ runtime }: Service): boolean {
  if (runtime.state !== "known") return runtime.state === "unreadable";
  return runtimeNamed(runtime.value)?.kind !== "shared-kernel";
}

/** Wrappers after which the command has another root or other rights. */
const elsewhere = new Set(["chroot", "unshare", "nsenter", "fakeroot", "xargs"]);

function isSure(command: SimpleCommand): boolean {
  const isUnderWrapper = command.wrappers.some((words) => elsewhere.has(programName({ words }) ?? ""));
  return !command.conditional && !command.guarded && command.inFunction === undefined && !isUnderWrapper;
}

/** `RUN --security=insecure` has the rights of a privileged container, and `RUN --device` a device of the builder. */
function isInsecure(stage: Stage, command: SimpleCommand): boolean {
  const { uri, range } = startOf(command);
  const run = stage.instructions.find(({ at }) => at.uri === uri && contains(at.range, range));
  return (
    run?.flags.some(({ name, value }) => name === "device" || (name === "security" && value !== "sandbox")) === true
  );
}
