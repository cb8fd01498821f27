import { evidence, type KernelNeed } from "../knowledge/kernelNeeds.ts";
import { programName, type SimpleCommand } from "../model/command.ts";
import { knownItems, type Fact } from "../model/fact.ts";
import { memoByText } from "../model/memo.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Workload } from "../model/workload.ts";
import { imageCommandsOf } from "./imageCommands.ts";
import { imagesOf } from "./images.ts";
import { markedTagOf, repositoryOf } from "./partialImage.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { remembered } from "./remembered.ts";
import { lineCommandsOf } from "./scripts/buildCommands.ts";
import { lineOf } from "./scripts/container.ts";

/** A need that the files give away, and by what. */
export interface NeedEvidence {
  readonly need: KernelNeed;
  /** The text that gives it away, and its place. */
  readonly what: string;
  readonly at: Place;
}

/** Returns the kernel features that a workload needs beyond a plain container, each need once; the first one has the strongest evidence. */
export const kernelNeedsOf = remembered(
  "kernel needs",
  (project: Project, workload: Workload): readonly NeedEvidence[] => {
    const clues = cluesOf(project, workload);
    const found = new Map<KernelNeed, NeedEvidence>();
    for (const { need, repositories, programs, paths, tags = [], volumes = [] } of evidence) {
      const clue = clues.find(({ kind, what }) => {
        const patterns = { repository: repositories, program: programs, path: paths, tag: tags, volume: volumes }[kind];
        return patterns.some((pattern) => matches(pattern, what, kind));
      });
      if (clue && !found.has(need)) found.set(need, { need, what: clue.what, at: clue.at });
    }
    return [...found.values()];
  },
);

/** Returns the need with the strongest evidence, or undefined if the files show none. */
export function kernelNeedOf(project: Project, workload: Workload): NeedEvidence | undefined {
  return kernelNeedsOf(project, workload)[0];
}

interface Clue {
  readonly kind: "repository" | "tag" | "program" | "path" | "volume";
  readonly what: string;
  readonly at: Place;
}

function cluesOf(project: Project, workload: Workload): readonly Clue[] {
  switch (workload.kind) {
    case "service":
      return ofService(project, workload);
    case "stage": {
      const base = lineOf(workload).at(-1) ?? workload;
      const process = mainProcessOf(project, workload);
      return [...ofImage(base.image), ...ofCommands([...lineCommandsOf(project, workload), ...(process?.runs ?? [])])];
    }
    case "machine":
      return ofCommands(workload.commands);
    case "job":
      return [...(workload.container ? ofService(project, workload.container) : []), ...ofCommands(workload.commands)];
  }
}

function ofService(project: Project, service: Service): readonly Clue[] {
  const stage = project.stageOf(service);
  const process = mainProcessOf(project, service);
  const own = process?.runs ?? imageCommandsOf(project, service);
  return [
    ...imagesOf(project, service).flatMap(ofImage),
    { kind: "repository", what: service.name.toLowerCase(), at: service.at },
    ...knownItems(service.features).flatMap(ofImage),
    ...ofCommands([...(stage ? lineCommandsOf(project, stage) : []), ...own]),
    ...knownItems(service.mounts).flatMap(({ value, at }): readonly Clue[] =>
      // Who only watches the host mounts all of it to read.
      typeof value.source !== "string" || (value.source === "/" && value.readOnly !== true)
        ? []
        : [{ kind: "path", what: value.source, at }],
    ),
    ...knownItems(service.mounts).flatMap(({ value, at }): readonly Clue[] =>
      value.type === "volume" && typeof value.target === "string" ? [{ kind: "volume", what: value.target, at }] : [],
    ),
    ...(stage ? lineOf(stage) : []).flatMap(({ volumes }) =>
      volumes.flatMap((item): readonly Clue[] =>
        item.state === "known" ? [{ kind: "volume", what: item.value, at: item.at }] : [],
      ),
    ),
    ...knownItems(service.devices).map(({ value, at }): Clue => ({ kind: "path", what: value.host, at })),
  ];
}

function ofImage(image: Fact<string>): readonly Clue[] {
  const repository = repositoryOf(image);
  if (repository === undefined) return [];
  return [
    { kind: "repository", what: repository, at: image.at },
    { kind: "tag", what: `${repository}:${markedTagOf(image) ?? ""}`, at: image.at },
  ];
}

function ofCommands(commands: readonly SimpleCommand[]): readonly Clue[] {
  return commands.flatMap((command): readonly Clue[] => {
    const name = programName(command);
    return name === undefined ? [] : [{ kind: "program", what: name, at: command.at }];
  });
}

function matches(pattern: string, what: string, kind: Clue["kind"]): boolean {
  return kind === "repository" || kind === "tag" ? repositoryPattern(pattern).test(what) : what === pattern;
}

const repositoryPattern = memoByText((pattern) => {
  const body = pattern.split("*").map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^(?:.*/)?${body.join(".*")}$`);
});
