import { runtimeNamed, type Runtime } from "../knowledge/runtimes.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { jobAround, runnerOf, type Runner } from "./machine/runner.ts";
import { isPodmanRun } from "./openings.ts";

/** What root in a privileged container is root on. */
export type RootReach =
  | { readonly of: "sandbox"; readonly runtime: Runtime }
  /** An unknown runtime, which may be a sandbox. */
  | { readonly of: "unknown-runtime" }
  /** Podman may run without root. */
  | { readonly of: "podman-user" }
  | { readonly of: "job"; readonly runner: Runner | undefined }
  | { readonly of: "host" };

export function rootReachOf(project: Project, service: Service): RootReach {
  const { runtime: written } = service;
  const runtime = written.state === "known" ? runtimeNamed(written.value) : undefined;
  if (runtime && runtime.kind !== "shared-kernel") return { of: "sandbox", runtime };
  if (written.state !== "unset" && !runtime) return { of: "unknown-runtime" };
  if (isPodmanRun(project, service)) return { of: "podman-user" };
  const job = jobAround(project, service);
  return job ? { of: "job", runner: runnerOf(job) } : { of: "host" };
}
