import { valueOf } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import { contains } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";

/**
 * What a job runs on, as far as its labels tell: a virtual machine that the CI system makes for this job alone, a
 * container on a shared one, or a machine of the user's own. Undefined for any other label, group or tag.
 */
export type Runner = "hosted-machine" | "hosted-container" | "self-hosted";

/**
 * Labels of GitHub's and Azure's own machines; larger runners have names of their owner's choice.
 * https://github.com/actions/runner-images, https://learn.microsoft.com/azure/devops/pipelines/agents/hosted
 */
const hostedMachines =
  /^(?:ubuntu|windows|macos|vs)-?(?:latest|\d[\d.]*)(?:-(?:arm|vs\d+|x?large|intel|vs|preview))*$/i;

/** Returns the runner that every label of the job stands for. */
export function runnerOf({ runsOn, system }: Job): Runner | undefined {
  const labels = valueOf(runsOn) ?? [];
  if (labels.includes("self-hosted")) return "self-hosted";
  if (labels.length === 0 || (system !== "github" && system !== "azure")) return undefined;
  if (labels.every((label) => hostedMachines.test(label))) return "hosted-machine";
  // https://github.com/actions/runner-images/blob/main/images/ubuntu-slim/ubuntu-slim-Readme.md
  return labels.every((label) => label === "ubuntu-slim") ? "hosted-container" : undefined;
}

/** Returns the job of the analysed workflow in which the container runs; undefined outside of workflows. */
export function jobAround({ root }: Project, { at }: Service): Job | undefined {
  return root.kind === "workflow" ? root.jobs.find(({ entry }) => contains(entry.range, at.range)) : undefined;
}
