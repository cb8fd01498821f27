import { baseImageOf } from "../baseImage.ts";
import { daemonStart, type DaemonStart } from "./daemon.ts";
import { configuredToFork } from "./daemonConfiguration.ts";
import type { MainProcess } from "./mainProcess.ts";
import { userlandOf } from "../userland.ts";
import { programName, type SimpleCommand } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";

/** The command after which the main process ends, unless it runs under a condition. */
export function lastCommandOf({ runs, isWhole }: MainProcess): SimpleCommand | undefined {
  const last = runs.at(-1);
  const isSure = last?.last && !last.conditional && last.inFunction === undefined && isWhole;
  return isSure ? last : undefined;
}

/** The daemon that the last command of the main process sends to the background. */
export function backgroundDaemonOf(
  project: Project,
  workload: Stage | Service,
  process: MainProcess,
): DaemonStart | undefined {
  const last = lastCommandOf(process);
  const start = last && daemonStart(last);
  if (!start) return undefined;
  const isForked = workload.kind === "stage" && start.stays === true && configuredToFork(project, process, start);
  if (start.stays !== false && !isForked) return undefined;
  const base = baseImageOf(project, workload);
  // The official image's configuration keeps what would fork by itself.
  const isKept = start.by === "program" && start.daemon.bare === "background";
  const isOfficial = base?.process === start.daemon.id && isKept;
  return isOfficial || mayBeBusyBox(project, workload, start) ? undefined : start;
}

/** BusyBox has its own `httpd`, which stays with `-f` and has no `-k`. */
function mayBeBusyBox(project: Project, workload: Stage | Service, { command }: DaemonStart): boolean {
  if (programName(command) !== "httpd" || command.words.some(({ value }) => value?.startsWith("-k"))) return false;
  const userland = userlandOf(project, workload);
  return !userland || (userland.shells !== undefined && userland.sh === "busybox");
}
