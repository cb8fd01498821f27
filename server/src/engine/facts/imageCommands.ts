import type { SimpleCommand } from "../model/command.ts";
import { knownItems } from "../model/fact.ts";
import type { Job } from "../model/job.ts";
import { contains, type Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { mainProcessOf } from "./process/mainProcess.ts";

const imageCommands = Symbol("image commands");

/**
 * Returns the commands that surely run in the image of a workload, in their order: those of `RUN`, of a CI job in its
 * container, and what `docker run`, `command` and `entrypoint` start. None if another image may be used, or if an unseen
 * entrypoint may take the command as its arguments.
 */
export function imageCommandsOf(project: Project, workload: Stage | Service): readonly SimpleCommand[] {
  return project.remember(imageCommands, workload, () => {
    if (workload.kind === "stage") return workload.commands;
    if (mountsUserland(workload)) return [];
    const job = jobOf(project, workload);
    if (job) return isImageSure(job, workload) ? jobCommands(job) : [];
    if (workload.command.state === "unset" && workload.entrypoint.state === "unset") return [];
    const process = mainProcessOf(project, workload);
    return process?.isWhole && !process.script ? process.commands : [];
  });
}

/** The job whose steps run in the container. */
function jobOf({ root }: Project, service: Service): Job | undefined {
  if (root.kind !== "workflow" || service.origin !== "workflow") return undefined;
  return root.jobs.find(({ container }) => container === service);
}

/** True for an image of the job itself; a default image may be overridden in an unread part of the job, or by jobs that extend it. */
function isImageSure(job: Job, { image }: Service): boolean {
  const isTemplate = job.system === "gitlab" && job.name.startsWith(".");
  const isOwn = image.at.uri === job.uri && contains(job.entry.range, image.at.range);
  // A runner with GitLab's shell executor ignores the image.
  const isIgnored =
    job.system === "gitlab" && job.runsOn.state === "known" && job.runsOn.value.some((tag) => /\bshell\b/i.test(tag));
  return !isIgnored && (isOwn || (job.complete && !isTemplate));
}

function jobCommands({ steps }: Job): readonly SimpleCommand[] {
  return steps.flatMap((step) => (step.inContainer ? step.commands : []));
}

const userland = /^\/(?:usr\/(?:local\/)?)?(?:s?bin(?:\/|$)|$)/;

/** A mount brings programs that the image does not have. */
function mountsUserland({ mounts }: Service): boolean {
  return knownItems(mounts).some(({ value: { target } }) => typeof target === "string" && userland.test(target));
}

/** Returns the containers of the analysed workflow that take their image from the same place, such as a default or an anchor. */
export function sharingImage(service: Service, { root }: Project): readonly Service[] {
  if (root.kind !== "workflow" || service.origin !== "workflow") return [service];
  const containers = root.jobs.flatMap(({ container }) => container ?? []);
  const others = containers.filter(({ image }) => isSamePlace(image.at, service.image.at));
  return others.length === 0 ? [service] : others;
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.uri === b.uri && contains(a.range, b.range) && contains(b.range, a.range);
}
