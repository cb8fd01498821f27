import { valueOf, type Fact } from "../model/fact.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { repositoryOf } from "./partialImage.ts";
import { lineOf } from "./scripts/container.ts";

/** The images that a service names: its own, then the one from which its Dockerfile builds. */
export function imagesOf(project: Project, service: Service): readonly Fact<string>[] {
  const stage = project.stageOf(service);
  const base = stage && lineOf(stage).at(-1);
  return [service.image, ...(base ? [base.image] : [])];
}

/** Repositories of the images that a service names, without tags: `portainer/portainer-ce`. */
export function repositoriesOf(project: Project, service: Service): readonly string[] {
  return imagesOf(project, service).flatMap((image) => repositoryOf(image) ?? valueOf(image) ?? []);
}
