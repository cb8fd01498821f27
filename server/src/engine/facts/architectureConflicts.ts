import type { Known } from "../model/fact.ts";
import { valueOf } from "../model/fact.ts";
import type { Machine } from "../model/machine.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import {
  architectureIn,
  fixedDownloadsOf,
  platformOf,
  runnerArchitectureOf,
  stagesOfTarget,
  type FixedDownload,
} from "./architectures.ts";
import { baseImageOf } from "./baseImage.ts";
import { boxOf } from "./machine/box.ts";
import { jobAround } from "./machine/runner.ts";
import { remembered } from "./remembered.ts";

/** Something is for other architectures than what asks for it. */
export interface ArchitectureConflict {
  /** `name` is the image or box. `stage`: the platform of the stage that a service builds. */
  readonly what: "image" | "box" | "stage" | "download";
  readonly at: Place;
  readonly name: string;
  readonly offered: readonly string[];
  readonly wanted: string;
  readonly against: Place;
  /** The platform that could name another architecture. */
  readonly platform?: Known<string> | undefined;
  readonly download?: { readonly file: FixedDownload; readonly stage: Stage } | undefined;
}

export const architectureConflictsOf = remembered(
  "architecture conflicts",
  (project: Project, workload: Stage | Service | Machine): readonly ArchitectureConflict[] => {
    switch (workload.kind) {
      case "stage":
        return ofStage(project, workload);
      case "service":
        return ofService(project, workload);
      case "machine":
        return ofMachine(project, workload);
    }
  },
);

function ofStage(project: Project, stage: Stage): readonly ArchitectureConflict[] {
  const platform = platformOf(stage);
  const wanted = architectureIn(platform);
  if (wanted === undefined) return [];
  const own = stage.platform.state === "known" ? ofImage(project, stage, stage.platform) : [];
  return [...own, ...downloadsIn(project, [stage], wanted, platform.at)];
}

function ofService(project: Project, service: Service): readonly ArchitectureConflict[] {
  const { platform, build } = service;
  if (platform.state === "unset") return onRunner(project, service);
  const wanted = architectureIn(platform);
  const isForSeveral = build.state === "known" && build.value.platforms.state !== "unset";
  if (platform.state !== "known" || wanted === undefined || isForSeveral) return [];
  const stage = project.stageOf(service);
  if (!stage) return ofImage(project, service, platform);
  const built = platformOf(stage);
  const offered = architectureIn(built);
  if (built.state === "unset") {
    return [
      ...ofImage(project, service, platform),
      ...downloadsIn(project, stagesOfTarget(stage), wanted, platform.at),
    ];
  }
  if (offered === undefined || offered === wanted) return [];
  const { at } = platform;
  return [{ what: "stage", at, name: service.name, offered: [offered], wanted, against: built.at, platform }];
}

function ofImage(
  project: Project,
  workload: Stage | Service,
  platform: Known<string>,
): readonly ArchitectureConflict[] {
  const image = baseImageOf(project, workload);
  const wanted = architectureIn(platform);
  if (!image?.architectures || wanted === undefined || image.architectures.includes(wanted)) return [];
  const { written, architectures: offered } = image;
  return [{ what: "image", at: platform.at, name: written.value, offered, wanted, against: written.at, platform }];
}

function downloadsIn(
  project: Project,
  stages: readonly Stage[],
  wanted: string,
  against: Place,
): readonly ArchitectureConflict[] {
  return stages.flatMap((stage) =>
    fixedDownloadsOf(project, stage).flatMap((file): readonly ArchitectureConflict[] => {
      const { architecture, at, written } = file;
      if (architecture === wanted) return [];
      const download = { file, stage };
      return [{ what: "download", at, name: written, offered: [architecture], wanted, against, download }];
    }),
  );
}

/** A container that a job starts runs on the processor of the job's runner, unless QEMU emulates another one. */
function onRunner(project: Project, service: Service): readonly ArchitectureConflict[] {
  const image = baseImageOf(project, service);
  const job = image?.architectures && jobAround(project, service);
  const wanted = job && runnerArchitectureOf(project, job);
  if (!job || !wanted || !image?.architectures || image.architectures.includes(wanted)) return [];
  const emulates =
    job.steps.some(({ uses }) => /qemu|binfmt/i.test(valueOf(uses) ?? "")) ||
    job.commands.some(({ words }) => words.some(({ text }) => /qemu|binfmt/.test(text)));
  if (emulates) return [];
  const { written, architectures: offered } = image;
  return [{ what: "image", at: written.at, name: written.value, offered, wanted, against: job.runsOn.at }];
}

function ofMachine(project: Project, machine: Machine): readonly ArchitectureConflict[] {
  const box = boxOf(project, machine);
  const { boxArchitecture } = machine;
  const wanted = valueOf(boxArchitecture);
  if (wanted === undefined || wanted === "auto" || !box?.architectures || box.architectures.includes(wanted)) return [];
  const { written, architectures: offered } = box;
  return [{ what: "box", at: boxArchitecture.at, name: written.value, offered, wanted, against: written.at }];
}
