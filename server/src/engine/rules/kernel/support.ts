import type { KernelRights } from "../../facts/containerCommands.ts";
import type { SimpleCommand } from "../../model/command.ts";

/** A command that needs rights over the kernel fails in a plain container; with other rights it is a trade-off. */
export function severityFor(rights: KernelRights): "warning" | "info" {
  return rights === "none" ? "warning" : "info";
}

/** Where the command runs, for messages. */
export const whereRuns = { build: "a build", start: "a container", ci: "a job's container" } as const;

/** Returns where the workload's own file starts the script of a command, as the related place of a report. */
export function startOfScript({ startedAt }: SimpleCommand) {
  return startedAt ? [{ at: startedAt, message: "The script starts here." }] : [];
}
