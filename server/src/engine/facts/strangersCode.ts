import { codeRunnerNames, codeRunners } from "../knowledge/strangersCode.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { imagesOf } from "./images.ts";
import { repositoryOf } from "./partialImage.ts";

/** A sign that a service runs code that others bring. */
export interface StrangersCode {
  /** `an online judge`; undefined if only the service's name suggests it. */
  readonly title: string | undefined;
  readonly at: Place;
}

/** Returns the sign that a service runs other people's code, an image before a name; undefined if there is none. */
export function strangersCodeOf(project: Project, service: Service): StrangersCode | undefined {
  for (const image of imagesOf(project, service)) {
    const repository = repositoryOf(image);
    const runner = codeRunners.find(({ repositories }) => repository !== undefined && repositories.test(repository));
    if (runner) return { title: runner.title, at: image.at };
  }
  return codeRunnerNames.test(service.name) ? { title: undefined, at: service.at } : undefined;
}
