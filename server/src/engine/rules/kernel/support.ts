import type { KernelRights } from "../../facts/containerCommands.ts";

/** A command that needs rights over the kernel fails in a plain container; with other rights it is a trade-off. */
export function severityFor(rights: KernelRights): "warning" | "info" {
  return rights === "none" ? "warning" : "info";
}

/** Where the command runs, for messages. */
export const whereRuns = { build: "a build", start: "a container", ci: "a job's container" } as const;
