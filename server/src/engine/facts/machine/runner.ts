import { hostedRunner, runnerNamed, type HostedRunner } from "../../knowledge/runners/index.ts";
import { valueOf } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import { contains } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { remembered } from "../remembered.ts";

/**
 * The machine that a job runs on, as far as its labels say: a virtual machine that the CI system creates for this job alone, a
 * container on a shared one, or a machine of the user's own. Undefined for any other label, group or tag.
 */
export type Runner = "hosted-machine" | "hosted-container" | "self-hosted";

/**
 * Labels of GitHub's and Azure's own machines; larger runners have names of their owner's choice.
 * https://github.com/actions/runner-images, https://learn.microsoft.com/azure/devops/pipelines/agents/hosted
 */
const hostedMachines =
  /^(?:ubuntu|windows|macos|vs)-?(?:latest|\d[\d.]*)(?:-(?:arm|vs\d+|x?large|intel|vs|preview))*$/i;

/** Returns the runner that all labels of the job name. */
export function runnerOf(_project: Project, { runsOn, system }: Job): Runner | undefined {
  const labels = valueOf(runsOn) ?? [];
  if (labels.includes("self-hosted")) return "self-hosted";
  if (labels.length === 0 || (system !== "github" && system !== "azure")) return undefined;
  if (labels.every((label) => hostedMachines.test(label))) return "hosted-machine";
  // https://github.com/actions/runner-images/blob/main/images/ubuntu-slim/ubuntu-slim-Readme.md
  return labels.every((label) => label === "ubuntu-slim") ? "hosted-container" : undefined;
}

/** Labels of machines that serve one job, as their owners name them. */
const ephemeral = /ephemeral|one-?shot|autoscal|micro-?vm|firecracker|actuated|kata|gvisor/i;

/** True for a text that names machines that serve one job: a label of a runner, or a comment. */
export function namesEphemeralMachines(text: string): boolean {
  return ephemeral.test(text);
}

/** Returns the hosted runners that the job may run on, one for each label; undefined if a label may name another machine. */
export function hostedRunnersOf(_project: Project, { runsOn, system }: Job): readonly HostedRunner[] | undefined {
  const runners = (valueOf(runsOn) ?? []).map((label) => hostedRunner(system, label));
  const known = runners.filter((runner) => runner !== undefined);
  return known.length > 0 && known.length === runners.length ? known : undefined;
}

/**
 * Returns the machine that a job asks for by one label, or by the image and the resource class of CircleCI, which names the
 * processor; undefined for labels of one's own and for a choice of several.
 */
export function soleRunnerOf(_project: Project, { runsOn, system }: Job): HostedRunner | undefined {
  const [label, ...others] = valueOf(runsOn) ?? [];
  const runner = label === undefined ? undefined : runnerNamed(system, label);
  if (runner === undefined || system !== "circleci") return others.length === 0 ? runner : undefined;
  const [resource, more] = others;
  if (resource === undefined || more !== undefined) return more === undefined ? runner : undefined;
  if (resource.includes("/")) return undefined;
  return { ...runner, architecture: runner.architecture ?? (resource.startsWith("arm.") ? "arm64" : "x64") };
}

/** Returns the system of all runners of the job; undefined if they differ or are unknown. */
export function hostedSystemOf(project: Project, job: Job): HostedRunner["system"] | undefined {
  const [first, ...others] = hostedRunnersOf(project, job) ?? [];
  return others.every(({ system }) => system === first?.system) ? first?.system : undefined;
}

/** Returns the job of the analysed workflow in which the container runs; undefined outside of workflows. */
export const jobAround = remembered("job around", ({ root }: Project, { at }: Service): Job | undefined =>
  root.kind === "workflow" ? root.jobs.find(({ entry }) => contains(entry.range, at.range)) : undefined,
);
