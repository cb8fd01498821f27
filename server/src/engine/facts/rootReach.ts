import { runtimeNamed, type Runtime } from "../knowledge/runtimes.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { baseImageOf } from "./baseImage.ts";
import { engineOf, isUserEngine } from "./engine.ts";
import { jobAround, runnerOf, type Runner } from "./machine/runner.ts";
import { isPodmanRun } from "./openings.ts";

/** The system that root in a privileged container controls. */
export type RootReach =
  | { readonly of: "sandbox"; readonly runtime: Runtime }
  /** An unknown runtime, which may be a sandbox. */
  | { readonly of: "unknown-runtime" }
  /** Podman may run without root. */
  | { readonly of: "podman-user" }
  /** A rootless engine has the rights of its user. */
  | { readonly of: "engine-user" }
  /** Docker Desktop runs its engine in a virtual machine. */
  | { readonly of: "desktop-machine" }
  /** The engine refuses privileged Windows containers: moby's daemon/internal/runconfig/hostconfig_windows.go. */
  | { readonly of: "windows" }
  | { readonly of: "job"; readonly runner: Runner | undefined }
  | { readonly of: "host" };

/** True if root in the container surely has no more rights than the user who runs its engine. `podman run` may be root's. */
export function runsForUser(project: Project, service: Service): boolean {
  const { of } = rootReachOf(project, service);
  return isUserEngine(engineOf(project)) && (of === "podman-user" || of === "engine-user");
}

/** True if the host of the container is the virtual machine of Docker Desktop. */
export function runsInDesktop(project: Project, service: Service): boolean {
  return rootReachOf(project, service).of === "desktop-machine";
}

/** Returns what root in the container would be root on if it is privileged. */
export function rootReachOf(project: Project, service: Service): RootReach {
  if (baseImageOf(project, service)?.os === "windows") return { of: "windows" };
  const { runtime: written } = service;
  const runtime = written.state === "known" ? runtimeNamed(written.value) : undefined;
  if (runtime && runtime.kind !== "shared-kernel") return { of: "sandbox", runtime };
  if (written.state !== "unset" && !runtime) return { of: "unknown-runtime" };
  if (isPodmanRun(project, service)) return { of: "podman-user" };
  const job = jobAround(project, service);
  if (job) return { of: "job", runner: runnerOf(project, job) };
  switch (engineOf(project)) {
    case "rootless":
      return { of: "engine-user" };
    case "desktop":
      return { of: "desktop-machine" };
    default:
      return { of: "host" };
  }
}
