import { has } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import { contains } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";

/** The job asks for a machine of its owner's. */
export function isSelfHosted({ runsOn }: Job): boolean {
  return has(runsOn, (labels) => labels.includes("self-hosted"));
}

/** The job of the analysed workflow in which the container runs; undefined outside of workflows. */
export function jobAround({ root }: Project, { at }: Service): Job | undefined {
  return root.kind === "workflow" ? root.jobs.find(({ entry }) => contains(entry.range, at.range)) : undefined;
}
