import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import { stepCommandsOf } from "../jobCommands.ts";

/**
 * Returns the containers that scripts of the workspace start: those that steps of a job call, and those that provisioners
 * run. Such a container belongs to the word of the analysed file that leads to its script; its settings lie in the script.
 */
export function startedContainersOf(project: Project): readonly Service[] {
  const { root } = project;
  const { uri } = root.source;
  const called = (service: Service | undefined, at: Place | undefined): readonly Service[] =>
    service && at && service.uri !== uri ? [{ ...service, uri, at, entry: at, inScript: service.entry }] : [];
  switch (root.kind) {
    case "workflow":
      return root.jobs
        .flatMap((job) => job.steps.flatMap((step) => stepCommandsOf(project, job, step)))
        .flatMap((command) => (command.startedAt ? called(project.containerOf(command), command.startedAt) : []));
    case "vagrantfile":
      return root.machines
        .flatMap(({ provisioners }) => provisioners)
        .flatMap(({ commands, path }) => commands.flatMap((one) => called(project.containerOf(one), path.at)));
    default:
      return [];
  }
}
