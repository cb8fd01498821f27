import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";

/** Images of distributions whose configuration has no variable but PATH. */
const plain = new Set(["scratch", "debian", "ubuntu", "alpine", "busybox", "centos", "rockylinux", "amazonlinux"]);

/** True if the image that a stage starts from is known to set no variable but PATH. */
export function startsWithoutVariables(project: Project, stage: Stage): boolean {
  const base = baseImageOf(project, stage);
  return base !== undefined && !base.isUserDefined && plain.has(base.repository);
}
