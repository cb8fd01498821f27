import { containersOf, type KernelRights } from "../../facts/containerCommands.ts";
import { runsInDesktop } from "../../facts/rootReach.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { aboutDesktop } from "../../words.ts";

/** A command that needs rights over the kernel fails in a plain container; with other rights it is a trade-off. */
export function severityFor(rights: KernelRights): "warning" | "info" {
  return rights === "none" || rights === "privileged-user" ? "warning" : "info";
}

/** Where the command runs, for messages. */
export const whereRuns = { build: "a build", start: "a container", ci: "a job's container" } as const;

/** Returns a text about the host as it reads where the containers of a workload run. */
export function onHostOf(project: Project, workload: Stage | Service, text: string): string {
  return containersOf(project, workload).some((one) => runsInDesktop(project, one)) ? aboutDesktop(text) : text;
}
