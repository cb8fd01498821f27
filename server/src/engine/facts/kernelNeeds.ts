import { evidence, type KernelNeed } from "../knowledge/kernelNeeds.ts";
import { parseImageReference } from "../knowledge/images/reference.ts";
import { programName, type SimpleCommand } from "../model/command.ts";
import { knownItems } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { imageCommandsOf } from "./imageCommands.ts";
import { imagesOf } from "./images.ts";
import { repositoryOf } from "./partialImage.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { remembered } from "./remembered.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";
import { lineOf } from "./scripts/container.ts";

/** A need that the files give away, and by what. */
export interface NeedEvidence {
  readonly need: KernelNeed;
  /** The text that gives it away, and its place. */
  readonly what: string;
  readonly at: Place;
}

/** What a service wants of the kernel beyond a plain container; undefined when nothing tells. The strongest evidence wins. */
export const kernelNeedOf = remembered(
  "kernel need",
  (project: Project, service: Service): NeedEvidence | undefined => {
    const clues = cluesOf(project, service);
    for (const { need, repositories, programs, paths, tags = [] } of evidence) {
      const clue = clues.find(({ kind, what }) => {
        const patterns = { repository: repositories, program: programs, path: paths, tag: tags }[kind];
        return patterns.some((pattern) => matches(pattern, what, kind));
      });
      if (clue) return { need, what: clue.what, at: clue.at };
    }
    return undefined;
  },
);

interface Clue {
  readonly kind: "repository" | "tag" | "program" | "path";
  readonly what: string;
  readonly at: Place;
}

function cluesOf(project: Project, service: Service): readonly Clue[] {
  const stage = project.stageOf(service);
  const process = mainProcessOf(project, service);
  const own = process?.runs ?? imageCommandsOf(project, service);
  const commands = [...(stage ? commandsOf(project, stage) : []), ...own];

  return [
    ...imagesOf(project, service).flatMap((image) => {
      const repository = repositoryOf(image);
      if (repository === undefined) return [];
      const tag = image.state === "known" ? parseImageReference(image.value)?.tag : undefined;
      return [
        { kind: "repository" as const, what: repository, at: image.at },
        { kind: "tag" as const, what: `${repository}:${tag ?? ""}`, at: image.at },
      ];
    }),
    { kind: "repository" as const, what: service.name.toLowerCase(), at: service.at },
    ...commands.flatMap((command) => {
      const name = programName(command);
      return name === undefined ? [] : [{ kind: "program" as const, what: name, at: command.at }];
    }),
    ...knownItems(service.mounts).flatMap(({ value, at }) =>
      // Who only watches the host mounts all of it to read.
      typeof value.source !== "string" || (value.source === "/" && value.readOnly !== true)
        ? []
        : [{ kind: "path" as const, what: value.source, at }],
    ),
    ...knownItems(service.devices).map(({ value, at }) => ({ kind: "path" as const, what: value.host, at })),
  ];
}

/** Commands of the build, those of the stages below first. */
function commandsOf(project: Project, stage: Stage): readonly SimpleCommand[] {
  return lineOf(stage)
    .toReversed()
    .flatMap((one) => buildCommandsOf(project, one));
}

function matches(pattern: string, what: string, kind: Clue["kind"]): boolean {
  return kind === "repository" || kind === "tag" ? repositoryPattern(pattern).test(what) : what === pattern;
}

const compiled = new Map<string, RegExp>();

function repositoryPattern(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const body = pattern.split("*").map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^(?:.*/)?${body.join(".*")}$`);
  compiled.set(pattern, expression);
  return expression;
}
