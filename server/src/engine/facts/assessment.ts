import type { Fact } from "../model/fact.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import type { Workload } from "../model/workload.ts";
import { isWhole } from "./absence.ts";
import { baseImageOf, type BaseImage } from "./baseImage.ts";
import { intentOf, type Intent } from "./intent.ts";
import { kernelNeedsOf, type NeedEvidence } from "./kernelNeeds.ts";
import { boxOf, type Box } from "./machine/box.ts";
import { memoryBudgetOf, type MemoryBudget } from "./memoryBudget.ts";
import { hasReadableOpenings, openingsOf, type Opening } from "./openings.ts";
import { mainProcessOf, type MainProcess } from "./process/mainProcess.ts";
import { remembered } from "./remembered.ts";
import { lineOf } from "./scripts/container.ts";

/** Everything that the files show about a workload, each part a fact of its own: openings, needs, declarations and commands. */
export interface Assessment {
  readonly openings: readonly Opening[];
  readonly needs: readonly NeedEvidence[];
  readonly intent: Intent;
  /** The base image or the box; undefined if it is unknown, and for a job that runs in no container. */
  readonly image: BaseImage | Box | undefined;
  /** Undefined if it is unknown, and for jobs and machines, which run more than one. */
  readonly mainProcess: MainProcess | undefined;
  /** Undefined for stages and machines, and for a job that runs in no container. */
  readonly memory: MemoryBudget | undefined;
  /** `part` if something that may add to the other facts, or change them, cannot be read. */
  readonly reads: "all" | "part";
}

/** Assesses a workload; each fact is derived when it is asked for. */
export const assessmentOf = remembered("assessment", (project: Project, workload: Workload): Assessment => {
  const container = containerOf(workload);
  return {
    get openings() {
      return openingsOf(project, workload);
    },
    get needs() {
      return kernelNeedsOf(project, workload);
    },
    get intent() {
      return intentOf(project, workload);
    },
    get image() {
      if (workload.kind === "machine") return boxOf(project, workload);
      return container && baseImageOf(project, container);
    },
    get mainProcess() {
      return container && workload.kind !== "job" ? mainProcessOf(project, container) : undefined;
    },
    get memory() {
      return container?.kind === "service" ? memoryBudgetOf(project, container) : undefined;
    },
    get reads() {
      return readsOf(project, workload);
    },
  };
});

/** The container whose image a workload runs. */
function containerOf(workload: Workload): Service | Stage | undefined {
  switch (workload.kind) {
    case "service":
    case "stage":
      return workload;
    case "job":
      return workload.container;
    case "machine":
      return undefined;
  }
}

function readsOf(project: Project, workload: Workload): Assessment["reads"] {
  const isRead = imageOf(project, workload)?.state !== "unreadable";
  return isRead && isWhole(project, workload) && hasReadableOpenings(project, workload) ? "all" : "part";
}

/** The reference that decides the base of a workload; unreadable too for a build whose Dockerfile is not read. */
function imageOf(project: Project, workload: Workload): Fact<string> | undefined {
  switch (workload.kind) {
    case "stage":
      return (lineOf(workload).at(-1) ?? workload).image;
    case "machine":
      return workload.box;
    case "job":
      return workload.container && imageOf(project, workload.container);
    case "service": {
      const { build, image } = workload;
      if (build.state === "unset") return image;
      const stage = project.stageOf(workload);
      return stage ? imageOf(project, stage) : { state: "unreadable", at: build.at, entry: build.at };
    }
  }
}
