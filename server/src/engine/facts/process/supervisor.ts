import { programName, type SimpleCommand } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { lineOf } from "../scripts/container.ts";
import { copiedText } from "./daemonConfiguration.ts";
import { mainProcessOf } from "./mainProcess.ts";

/** supervisord as the main process of an image, with what its configuration says. */
export interface Supervisor {
  readonly command: SimpleCommand;
  /** Names of the programs in the copied files that can be read. */
  readonly programs: readonly string[];
  /** A listener may end the container when a program fails. */
  readonly listens: boolean;
  /** All copied files that may be its configuration are read. */
  readonly isWhole: boolean;
}

/** Returns supervisord as the main process of a stage's image; undefined for any other process. */
export function supervisorOf(project: Project, stage: Stage): Supervisor | undefined {
  const command = mainProcessOf(project, stage)?.runs.at(-1);
  if (!command?.last || command.conditional || programName(command) !== "supervisord") return undefined;
  const copies = lineOf(stage).flatMap((one) => one.copies.map((copy) => copiedText(project, one, copy)));
  const texts = copies.flatMap(({ texts: own }) => own);
  const programs = new Set(
    texts.flatMap((text) => [...text.matchAll(/^\[program:([^\]]+)\]/gm)].map(([, name]) => name ?? "")),
  );
  return {
    command,
    programs: [...programs],
    listens: texts.some((text) => /^\[eventlistener:/m.test(text)),
    isWhole: copies.every(({ isWhole }) => isWhole),
  };
}
