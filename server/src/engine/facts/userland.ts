import { has } from "../model/fact.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { baseImageOf, type BaseImage } from "./baseImage.ts";
import { bringsOwnUserland } from "./packages/packageManagement.ts";

/**
 * Returns the image whose programs a workload has: its base, or the base of the stage whose whole root it copies.
 * Undefined if the base is unknown or empty, or if programs of unknown origin are copied over it.
 */
export function userlandOf(project: Project, workload: Stage | Service): BaseImage | undefined {
  const stage = workload.kind === "stage" ? workload : project.stageOf(workload);
  const root = stage && copiedRoot(stage);
  if (root) return userlandOf(project, root);
  if (stage && bringsOwnUserland(stage)) return undefined;
  const base = baseImageOf(project, workload);
  return base?.repository === "scratch" ? undefined : base;
}

/** The stage of `COPY --from=stage / /`, in the stage or below it. */
function copiedRoot({ copies, parent }: Stage): Stage | undefined {
  const copy = copies.findLast(
    ({ sources, destination }) =>
      has(destination, (path) => path === "/") && sources.some((source) => has(source, (path) => path === "/")),
  );
  return copy?.fromStage ?? (parent && copiedRoot(parent));
}
