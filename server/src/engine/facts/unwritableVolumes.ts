import { programName } from "../model/command.ts";
import { isWhollyKnown, knownItems, valueOf, type Known } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Mount, Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { baseImageOf } from "./baseImage.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";
import { absolute, folderAt, lineOf } from "./scripts/container.ts";

/** A named volume at a path that the image does not have, in a service whose user is not root. */
export interface UnwritableVolume {
  readonly mount: Known<Mount>;
  readonly target: string;
  readonly user: string;
  readonly userAt: Place;
  /** The stage whose image runs. */
  readonly stage: Stage;
}

/** Volumes that the engine creates for root because nothing in the image is there; none if something may be. */
export function unwritableVolumesOf(project: Project, service: Service): readonly UnwritableVolume[] {
  const stage = project.stageOf(service);
  const user = stage && userOf(service, stage);
  if (!stage || !user || isRoot(user.value) || !service.complete || !isWhollyKnown(service.mounts)) return [];
  // The folders of images that run a daemon are their own affair.
  const base = baseImageOf(project, stage);
  if (base?.family === undefined || base.process !== undefined || base.isUserDefined) return [];
  if (givesToUser(project, service) || lineOf(stage).some((one) => mayMakeFolders(project, one))) return [];
  return knownItems(service.mounts).flatMap((mount) => {
    const { type, source, target, readOnly, options } = mount.value;
    if (type !== "volume" || typeof source !== "string" || typeof target !== "string" || readOnly !== false) return [];
    if (options.some((option) => option === "nocopy") || isShared(project, service, source)) return [];
    const at = target.replace(/(.)\/$/, "$1");
    const isThere = existing.test(at) || lineOf(stage).some((one) => isMadeBy(project, one, at));
    return isThere ? [] : [{ mount, target: at, user: user.value, userAt: user.at, stage }];
  });
}

/** Folders of every distribution; the home folders of users come with them. */
const existing = /^\/(?:tmp|var\/tmp|dev\/shm|run\/lock|var\/lock|home\/[^/]+|root)?$/;

function userOf({ user }: Service, stage: Stage): Known<string> | undefined {
  if (user.state !== "unset") return user.state === "known" ? user : undefined;
  const own = lineOf(stage).find((one) => one.user.state !== "unset")?.user;
  return own?.state === "known" ? own : undefined;
}

function isRoot(user: string): boolean {
  return /^(?:root|0)(?::|$)/.test(user);
}

/** Another service may prepare the volume as root. */
function isShared({ root }: Project, service: Service, volume: string): boolean {
  const services = root.kind === "compose" ? root.services : [];
  return services.some(
    (other) =>
      other.name !== service.name &&
      (!isWhollyKnown(other.mounts) || knownItems(other.mounts).some(({ value }) => value.source === volume)),
  );
}

/** The container changes the owner itself when it starts, with `sudo` or from a script that cannot be read. */
function givesToUser(project: Project, service: Service): boolean {
  const process = mainProcessOf(project, service);
  if (!process) return service.command.state === "unreadable" || service.entrypoint.state === "unreadable";
  return process.runs.some(({ words }) => words.some(({ text }) => /chown|sudo|gosu|su-exec|fixuid/.test(text)));
}

const makers = new Set(["mkdir", "install", "cp", "mv", "ln", "chown", "chmod", "tar", "unzip", "git", "touch"]);

/** A command names a folder that only the build knows, or is an unreadable script. */
function mayMakeFolders(project: Project, stage: Stage): boolean {
  return buildCommandsOf(project, stage).some((command) => {
    const name = programName(command);
    if (name === undefined || /\.(?:sh|py)$|^(?:ba|da|a)?sh$|^(?:make|cmake|ninja|dpkg)$/.test(name)) return true;
    return makers.has(name) && command.words.some(({ value }) => value === undefined);
  });
}

/** Something at or below the path, or a folder around it whose content is unknown. */
function isMadeBy(project: Project, stage: Stage, path: string): boolean {
  const names = (text: string | undefined, folder?: string): boolean => {
    const one = text === undefined ? undefined : absolute(text.replace(/^~/, "/~"), folder);
    return one !== undefined && (one === path || one.startsWith(`${path}/`));
  };
  const holds = stage.copies.some((copy) => {
    const destination = valueOf(copy.destination);
    const to =
      destination === undefined ? undefined : absolute(destination, folderAt(project, stage, copy.instruction.at));
    return to === undefined || to === "/" || names(to) || path.startsWith(`${to}/`);
  });
  return (
    holds ||
    stage.volumes.some((volume) => volume.state !== "known" || names(volume.value)) ||
    stage.workdirs.some(
      (workdir) => names(folderAt(project, stage)) || (workdir.state === "known" && names(workdir.value)),
    ) ||
    buildCommandsOf(project, stage).some((command) =>
      command.words.some(
        ({ text }) => text.includes(path) || names(text, folderAt(project, stage, command.startedAt ?? command.at)),
      ),
    )
  );
}
