import { daemons } from "../knowledge/daemons/daemons.ts";
import { knownItems } from "../model/fact.ts";
import { writtenPart } from "../model/partialText.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { baseImageOf } from "./baseImage.ts";
import { remembered } from "./remembered.ts";
import { lineOf } from "./scripts/container.ts";

/** The ports that the stages of an image expose, without ranges and variables. */
export function exposedPortsOf(_project: Project, stage: Stage): readonly number[] {
  return lineOf(stage).flatMap(({ exposes }) =>
    exposes.flatMap((item) => (item.state === "known" ? portNumbers(item.value) : [])),
  );
}

/** Container ports that a service publishes or exposes by itself. */
export const namedPortsOf = remembered(
  "named ports",
  (_project: Project, { ports, expose }: Service): readonly number[] => [
    ...knownItems(ports).flatMap(({ value }) => portNumbers(writtenPart(value.target))),
    ...knownItems(expose).flatMap(({ value }) => portNumbers(value)),
  ],
);

/** Ports of the host that a service publishes. */
export function publishedPortsOf(_project: Project, { ports }: Service): readonly number[] {
  return knownItems(ports).flatMap(({ value: { published } }) =>
    published === undefined ? [] : portNumbers(writtenPart(published)),
  );
}

/** Ports on which the known program of an image listens by default. */
export function daemonPortsOf(project: Project, workload: Service | Stage): readonly number[] {
  const process = baseImageOf(project, workload)?.process;
  return daemons.find(({ id }) => id === process)?.ports ?? [];
}

/** The ports of a service as far as its definition, its Dockerfile and its image name them. */
export const containerPortsOf = remembered(
  "container ports",
  (project: Project, service: Service): ReadonlySet<number> => {
    const stage = project.stageOf(service);
    return new Set([
      ...namedPortsOf(project, service),
      ...(stage ? exposedPortsOf(project, stage) : []),
      ...daemonPortsOf(project, service),
    ]);
  },
);

function portNumbers(text: string): readonly number[] {
  if (/^\d{1,5}$/.test(text)) return [Number(text)];
  return text.split(/\s+/).flatMap((word) => {
    const [, port] = /^(\d{1,5})(?:\/tcp)?$/.exec(word) ?? [];
    return port === undefined ? [] : [Number(port)];
  });
}
