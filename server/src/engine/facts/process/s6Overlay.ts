import type { SimpleCommand } from "../../model/command.ts";
import { has } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";
import { buildCommandsOf } from "../scripts/buildCommands.ts";
import { lineOf } from "../scripts/container.ts";
import { mainProcessOf } from "./mainProcess.ts";

/** `/init` of s6-overlay version 3 as the main process. */
export interface S6Init {
  /** Undefined if the base image brings the entrypoint. */
  readonly command: SimpleCommand | undefined;
  readonly at: Place;
}

/** Returns s6-overlay as the main process of a workload; undefined for version 2 and any other process. */
export function s6InitOf(project: Project, workload: Service | Stage): S6Init | undefined {
  const stage = workload.kind === "stage" ? workload : project.stageOf(workload);
  const base = baseImageOf(project, workload);
  const line = stage ? lineOf(stage) : [];
  const entrypoints = [workload, ...line].map(({ entrypoint }) => entrypoint);
  if (base?.init === "s6-overlay" && entrypoints.every(({ state }) => state === "unset")) {
    return { command: undefined, at: base.written.at };
  }
  if (!line.some((one) => unpacks(project, one))) return undefined;
  const command = mainProcessOf(project, workload)?.commands.find(({ words }) => words[0]?.value === "/init");
  return command?.words[0] && { command, at: command.words[0].at };
}

/** The archive that all platforms share exists since version 3. https://github.com/just-containers/s6-overlay/releases */
const archive = "s6-overlay-noarch";

function unpacks(project: Project, stage: Stage): boolean {
  const isCopied = stage.copies.some(({ sources }) =>
    sources.some((one) => has(one, (path) => path.includes(archive))),
  );
  return (
    isCopied || buildCommandsOf(project, stage).some(({ words }) => words.some(({ text }) => text.includes(archive)))
  );
}
