import type { SimpleCommand } from "../model/command.ts";
import { knownItems } from "../model/fact.ts";
import type { Job } from "../model/job.ts";
import { contains } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { isTemplateJob } from "./absence.ts";
import { stepCommandsOf } from "./jobCommands.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { remembered } from "./remembered.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";
import { follow } from "./scripts/follow.ts";

/**
 * Returns the commands that surely run in the image of a workload, in their order: those of `RUN`, of a CI job in its
 * container, of a devcontainer after it was created, and what `docker run`, `command` and `entrypoint` start. None if another image may be used, or if an unseen
 * entrypoint may take the command as its arguments.
 */
export const imageCommandsOf = remembered(
  "image commands",
  (project: Project, workload: Stage | Service): readonly SimpleCommand[] => {
    if (workload.kind === "stage") return buildCommandsOf(project, workload);
    if (mountsUserland(workload)) return [];
    if (workload.origin === "devcontainer") return devContainerCommands(project, workload);
    const job = jobsByContainer(project, project).get(workload);
    if (job) return isImageSure(job, workload) ? jobCommands(project, job) : [];
    if (workload.command.state === "unset" && workload.entrypoint.state === "unset") return [];
    const process = mainProcessOf(project, workload);
    return process?.isWhole ? process.runs : [];
  },
);

/** Returns the jobs whose steps run in a container, by that container. */
const jobsByContainer = remembered("jobs by container", ({ root }: Project): ReadonlyMap<Service, Job> => {
  const jobs = root.kind === "workflow" ? root.jobs : [];
  return new Map(jobs.flatMap((job) => (job.container ? [[job.container, job] as const] : [])));
});

/** Returns the CI job whose steps run in the container. */
export function jobOfContainer(project: Project, service: Service): Job | undefined {
  return jobsByContainer(project, project).get(service);
}

/** True for an image of the job itself; a default image may be overridden in an unread part of the job, or by jobs that extend it. */
function isImageSure(job: Job, { image }: Service): boolean {
  const isTemplate = isTemplateJob(job);
  const isOwn = image.at.uri === job.uri && contains(job.entry.range, image.at.range);
  // A runner with GitLab's shell executor ignores the image.
  const isIgnored =
    job.system === "gitlab" && job.runsOn.state === "known" && job.runsOn.value.some((tag) => /\bshell\b/i.test(tag));
  return !isIgnored && (isOwn || (job.complete && !isTemplate));
}

function jobCommands(project: Project, job: Job): readonly SimpleCommand[] {
  return job.steps.flatMap((step) => (step.inContainer ? stepCommandsOf(project, job, step) : []));
}

/** They run one after the other in the workspace folder, whatever the image starts. */
function devContainerCommands(project: Project, service: Service): readonly SimpleCommand[] {
  const { root } = project;
  if (root.kind !== "devcontainer" || !root.services.includes(service)) return [];
  const container = { stage: project.stageOf(service), service, run: undefined };
  return follow(project, container, root.commands, root.workspaceFolder).commands;
}

const userland = /^\/(?:usr\/(?:local\/)?)?(?:s?bin(?:\/|$)|$)/;

/** A mount brings programs that the image does not have. */
function mountsUserland({ mounts }: Service): boolean {
  return knownItems(mounts).some(({ value: { target } }) => typeof target === "string" && userland.test(target));
}

const containersByImage = remembered("containers by image", (project: Project): ReadonlyMap<string, Service[]> => {
  const found = new Map<string, Service[]>();
  for (const container of jobsByContainer(project, project).keys()) {
    const place = placeOfImage(container);
    const others = found.get(place);
    if (others) others.push(container);
    else found.set(place, [container]);
  }
  return found;
});

/**
 * Returns the containers of the analysed workflow that take their image from the same place, such as a default or an
 * anchor, the first one first. Any other service is alone.
 */
export function sharingImage(project: Project, service: Service): readonly Service[] {
  return containersByImage(project, project).get(placeOfImage(service)) ?? [service];
}

function placeOfImage({ image: { at } }: Service): string {
  const { start, end } = at.range;
  return [at.uri, start.line, start.character, end.line, end.character].join(" ");
}
