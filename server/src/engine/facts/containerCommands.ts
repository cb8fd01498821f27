import { programName, startOf, type SimpleCommand } from "../model/command.ts";
import { is, valueOf } from "../model/fact.ts";
import { contains } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { runtimeNamed } from "../knowledge/runtimes.ts";
import { imageCommandsOf, isJobContainer } from "./imageCommands.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";

/** A command that a container runs whenever it runs. */
export interface ContainerCommand {
  readonly command: SimpleCommand;
  /** While an image is built, as the main process, or as a step of a CI job. */
  readonly when: "build" | "start" | "ci";
}

const containerCommands = Symbol("container commands");

/**
 * Returns the commands that a container certainly runs in its own root and whose failure counts: no condition, no `||`.
 * Those of a stage are its `RUN` without `--security=insecure` and, for the final stage, its main process.
 */
export function containerCommandsOf(project: Project, workload: Stage | Service): readonly ContainerCommand[] {
  return project.remember(containerCommands, workload, () => {
    if (workload.kind === "service") {
      const when = isJobContainer(project, workload) ? "ci" : "start";
      return imageCommandsOf(project, workload).flatMap((command) => (isSure(command) ? [{ command, when }] : []));
    }
    const build = buildCommandsOf(project, workload).filter((one) => isSure(one) && !isInsecure(workload, one));
    const process = workload.isFinal ? mainProcessOf(project, workload) : undefined;
    const start = process?.isWhole ? process.runs.filter(isSure) : [];
    return [
      ...build.map((command) => ({ command, when: "build" as const })),
      ...start.map((command) => ({ command, when: "start" as const })),
    ];
  });
}

/** Returns the command that a container certainly runs with one of these programs, in order. */
export function runsOf(
  project: Project,
  workload: Stage | Service,
  programs: ReadonlySet<string>,
): readonly ContainerCommand[] {
  return containerCommandsOf(project, workload).filter(({ command }) => programs.has(programName(command) ?? ""));
}

/** The containers that run a workload's commands: the service itself, or the services that build the stage. */
export function containersOf(project: Project, workload: Stage | Service): readonly Service[] {
  return workload.kind === "service" ? [workload] : project.servicesOf(workload);
}

/** True unless the container certainly runs without `privileged` on the host's kernel. */
export function mayChangeKernel({ privileged, runtime }: Service): boolean {
  if (privileged.state === "unreadable" || is(privileged, true) || runtime.state === "unreadable") return true;
  const name = valueOf(runtime);
  return name !== undefined && !/^(?:runc|crun|nvidia|youki|io\.containerd\.runc\.v\d)$/.test(name);
}

/** True if the runtime gives the container a kernel of its own, or is unknown. */
export function mayHaveOwnKernel({ runtime }: Service): boolean {
  if (runtime.state !== "known") return runtime.state === "unreadable";
  const kind = runtimeNamed(runtime.value)?.kind;
  return kind === undefined || kind === "virtual-machine" || kind === "user-space-kernel";
}

/** Wrappers after which the command has another root or other rights. */
const elsewhere = new Set(["chroot", "unshare", "nsenter", "fakeroot", "xargs"]);

function isSure(command: SimpleCommand): boolean {
  const isUnderWrapper = command.wrappers.some((words) => elsewhere.has(programName({ words }) ?? ""));
  return !command.conditional && !command.guarded && command.inFunction === undefined && !isUnderWrapper;
}

/** `RUN --security=insecure` has the rights of a privileged container. */
function isInsecure(stage: Stage, command: SimpleCommand): boolean {
  const { uri, range } = startOf(command);
  const run = stage.instructions.find(({ at }) => at.uri === uri && contains(at.range, range));
  return run?.flags.some(({ name, value }) => name === "security" && value !== "sandbox") === true;
}
