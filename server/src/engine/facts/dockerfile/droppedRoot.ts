import { argumentsOf, programName } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";
import { initProcessOf } from "../process/initSystem.ts";
import { mainProcessOf } from "../process/mainProcess.ts";
import { remembered } from "../remembered.ts";

/** Programs that give up the rights of root before they start another one. */
const switches = /^(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|chpst|su|sudo|setuidgid|fixuid|capsh)$/;

/** True if the process of a stage's image may need root at its start: it changes its user itself, or is an init system. */
export const startsAsRootOnPurpose = remembered(
  "starts as root on purpose",
  (project: Project, stage: Stage): boolean => {
    const process = mainProcessOf(project, stage);
    const names = process?.runs.flatMap((command) => [
      programName(command),
      ...command.wrappers.map((words) => programName({ words })),
      ...argumentsOf(command).map(({ value }) => value),
    ]);
    return (
      names?.some((name) => name !== undefined && switches.test(name)) === true ||
      initProcessOf(project, stage) !== undefined ||
      baseImageOf(project, stage)?.init === "s6-overlay"
    );
  },
);
