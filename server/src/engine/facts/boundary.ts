import { runtimeNamed, type Runtime } from "../knowledge/runtimes.ts";
import { is, valueOf } from "../model/fact.ts";
import type { Job } from "../model/job.ts";
import type { Machine } from "../model/machine.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Workload } from "../model/workload.ts";
import { baseImageOf } from "./baseImage.ts";
import { engineOf, isUserEngine } from "./engine.ts";
import { jobAround, namesEphemeralMachines, runnerOf } from "./machine/runner.ts";

/** The boundary between a workload and the kernel that others also use. */
export type Boundary =
  /** Nothing: it calls the kernel of the host, of a lasting runner, or of a shared machine of the CI system. */
  | { readonly of: "shared-kernel"; readonly on: "host" | "self-hosted" | "hosted-container" }
  /** The shared kernel, but root inside has no rights of root on the host, by a runtime or a rootless engine. */
  | { readonly of: "user-namespace"; readonly runtime: Runtime | undefined }
  /** A kernel in user space or in a virtual machine, which a runtime brings. */
  | { readonly of: "sandbox"; readonly runtime: Runtime | undefined }
  /** A virtual machine of Vagrant, or one that a CI system makes for the job. */
  | { readonly of: "machine" }
  | { readonly of: "unknown" };

/** True if the default runtime of an engine, rootless or not, leaves the workload on a shared kernel. */
export function hasDefaultBoundary(project: Project, workload: Workload): boolean {
  const boundary = boundaryOf(project, workload);
  return boundary.of === "shared-kernel" || (boundary.of === "user-namespace" && boundary.runtime === undefined);
}

/** Returns the boundary that the files give a workload. A Dockerfile gives none: the user who starts the image chooses it. */
export function boundaryOf(project: Project, workload: Workload): Boundary {
  switch (workload.kind) {
    case "service":
      return ofService(project, workload);
    case "job":
      return ofJob(project, workload);
    case "machine":
      return ofMachine(workload);
    case "stage":
      return { of: "unknown" };
  }
}

function ofService(project: Project, service: Service): Boundary {
  const { runtime: written, isolation } = service;
  const runtime = written.state === "known" ? runtimeNamed(written.value) : undefined;
  if (runtime?.kind === "user-space-kernel" || runtime?.kind === "virtual-machine") return { of: "sandbox", runtime };
  if (is(isolation, "hyperv")) return { of: "sandbox", runtime: undefined };
  if (written.state !== "unset" && !runtime) return { of: "unknown" };
  // The default of a Windows host without `isolation` depends on its edition.
  if (baseImageOf(project, service)?.os === "windows" && !is(isolation, "process")) return { of: "unknown" };
  if (project.root.kind === "vagrantfile") return { of: "machine" };
  const job = jobAround(project, service);
  const around: Boundary = job ? ofJob(project, job) : { of: "shared-kernel", on: "host" };
  if (around.of !== "shared-kernel") return around;
  if (runtime?.kind === "user-namespace") return { of: "user-namespace", runtime };
  return isUserEngine(engineOf(project)) ? { of: "user-namespace", runtime: undefined } : around;
}

function ofJob(project: Project, job: Job): Boundary {
  const isEphemeral = valueOf(job.runsOn)?.some(namesEphemeralMachines) ?? false;
  const runner = runnerOf(project, job);
  if (runner === "hosted-machine") return { of: "machine" };
  return runner === undefined || isEphemeral ? { of: "unknown" } : { of: "shared-kernel", on: runner };
}

/** Vagrant's provider for Docker starts a container. */
function ofMachine({ providers, complete }: Machine): Boundary {
  const isContainer = complete && providers.length > 0 && providers.every(({ name }) => name === "docker");
  return isContainer ? { of: "shared-kernel", on: "host" } : { of: "machine" };
}
