import { knownItems, valueOf, type Item } from "../model/fact.ts";
import type { Machine } from "../model/machine.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { baseImageOf, type BaseImage } from "./baseImage.ts";
import { boxOf } from "./machine/box.ts";
import { remembered } from "./remembered.ts";

/** A path in the style of a system that the workload does not have. */
export interface ForeignPath {
  readonly path: string;
  readonly at: Place;
  readonly entry: Place;
  /** `socket`: a Unix socket that a Windows container mounts. */
  readonly what: "folder" | "mount" | "socket";
  readonly system: "linux" | "windows";
  /** The image or box. */
  readonly of: string;
}

export const foreignPathsOf = remembered(
  "foreign paths",
  (project: Project, workload: Stage | Service | Machine): readonly ForeignPath[] => {
    if (workload.kind === "machine") return inMachine(project, workload);
    const image = baseImageOf(project, workload);
    const system = image && systemOf(image, workload);
    if (!system) return [];
    const of = image.written.value.replace(/@.*/, "");
    const found = workload.kind === "stage" ? inStage(workload, system) : inService(workload, system);
    return found.map((one) => ({ ...one, system, of }));
  },
);

/** Undefined if the reference names images for both systems, or none. */
function systemOf(
  { os, hasWindowsTwin, repository }: BaseImage,
  { platform }: Stage | Service,
): "linux" | "windows" | undefined {
  const asked = valueOf(platform)?.split("/")[0]?.toLowerCase();
  const isOpen = hasWindowsTwin || repository === "scratch" || platform.state === "unreadable";
  return isOpen || (os !== "linux" && os !== "windows") || (asked !== undefined && asked !== os) ? undefined : os;
}

/** Without its backslash, which escapes the next character, a path of Windows still begins with its drive. */
const drive = /^[A-Za-z]:(?:[\\/]|$|\w)/;

type Found = Omit<ForeignPath, "system" | "of">;

/** Windows takes `/app` for a folder of the current drive, so nothing is said of its stages. */
function inStage({ workdirs, copies, volumes }: Stage, system: "linux" | "windows"): readonly Found[] {
  if (system === "windows") return [];
  return [...workdirs, ...copies.map(({ destination }) => destination), ...volumes].flatMap((item) =>
    foreignItem(item, drive, "folder"),
  );
}

function foreignItem(item: Item<string>, pattern: RegExp, what: Found["what"]): readonly Found[] {
  if (item.state !== "known" || !pattern.test(item.value)) return [];
  return [{ path: item.value, at: item.at, entry: item.entry, what }];
}

function inService({ mounts, workingDir }: Service, system: "linux" | "windows"): readonly Found[] {
  const folder =
    system === "linux" && workingDir.state === "known" ? foreignItem(workingDir, /^[A-Za-z]:[\\/]/, "folder") : [];
  const mounted = knownItems(mounts).flatMap(({ value: { type, source, target }, at, entry }): readonly Found[] => {
    if (system === "windows" && type === "bind" && typeof source === "string" && /\.sock$/.test(source))
      return [{ path: source, at, entry, what: "socket" }];
    // A volume with one letter as its name looks like a drive: `d:/data`.
    const isName = source === undefined && typeof target === "string" && target.includes("/");
    const pattern = system === "windows" ? /^\// : isName ? /^[A-Za-z]:\\/ : /^[A-Za-z]:[\\/]/;
    const isForeign = typeof target === "string" && pattern.test(target);
    return isForeign ? [{ path: target, at, entry, what: "mount" }] : [];
  });
  return [...folder, ...mounted];
}

function inMachine(project: Project, machine: Machine): readonly ForeignPath[] {
  const box = boxOf(project, machine);
  if (box?.os !== "linux") return [];
  return machine.syncedFolders.flatMap(({ target, conditional }) =>
    conditional || target.state !== "known"
      ? []
      : foreignItem(target, /^[A-Za-z]:[\\/]/, "folder").map((one) => ({
          ...one,
          system: "linux",
          of: box.written.value,
        })),
  );
}
