import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { remembered } from "../remembered.ts";

/** True if the layers of a stage end in an image that people run: those of the last stage, of its base stages, and of targets. */
export const isShipped = remembered("shipped", (project: Project, stage: Stage): boolean => {
  const { root } = project;
  const stages = root.kind === "dockerfile" ? root.stages : [stage];
  return (
    stage.isFinal ||
    project.servicesOf(stage).length > 0 ||
    stages.some((one) => one.parent === stage && isShipped(project, one))
  );
});
