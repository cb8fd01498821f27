import { pathBelowRoot } from "../../model/text/path.ts";
import type { Place } from "../../model/place.ts";
import { comparePositions } from "../../model/place.ts";
import { valueOf } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import type { Project } from "../../model/project.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";

/** The file system that a command sees: a container's, or that of a stage while it is built. */
export interface Container {
  /** The stage whose image runs, or that is built. */
  readonly stage: Stage | undefined;
  /** The service whose container runs. */
  readonly service: Service | undefined;
  /** The `RUN` in which the command runs: later instructions have brought nothing yet. */
  readonly run: Instruction | undefined;
  /** The repository that a CI job works in, at `checkoutFolder`. */
  readonly checkout?: Checkout;
}

export interface Checkout {
  /** The file of the job. */
  readonly uri: string;
  /** The way from its folder to the root of the repository: `../../`. */
  readonly root: string;
  readonly at: Place;
}

/** Placeholder for the folder of the checkout, which differs by runner. */
export const checkoutFolder = "/?checkout";

/** Later stages of a file are not looked through. */
export const maximumStages = 64;

/** The engine's default if an image sets no PATH. https://github.com/moby/moby/blob/v28.0.0/oci/defaults.go */
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Folders in which a bare name is looked up. An unreadable PATH nearly always extends the default one. */
export function searchPathOf({ stage, service }: Container): readonly string[] {
  const own = service?.environment.get("PATH");
  const path = own ? valueOf(own) : pathOf(stage);
  return (path ?? defaultPath).split(":").filter((folder) => folder.startsWith("/"));
}

function pathOf(stage: Stage | undefined): string | undefined {
  const item = stage && lineOf(stage).flatMap(({ env }) => env.get("PATH") ?? [])[0];
  return item && valueOf(item);
}

/** The working directory of the container's process or of its `RUN`; undefined if it is unknown. */
export function folderOf(project: Project, { stage, service, run }: Container): string | undefined {
  const own = stage
    ? folderAt(project, stage, run?.at)
    : ((service && baseImageOf(project, service)?.workdir) ?? unknownFolder(0));
  const { workingDir } = service ?? {};
  if (!workingDir || workingDir.state === "unset") return own;
  return workingDir.state === "known" ? absolute(workingDir.value, own) : undefined;
}

/** The working directory of a stage, at its end or before an instruction. */
export function folderAt(project: Project, stage: Stage, before?: Place): string | undefined {
  if (stage.index >= maximumStages) return undefined;
  const own = stage.workdirs.filter(({ entry }) => !before || isBefore(entry, before));
  // Folders before an absolute one do not count.
  const start = own.findLastIndex((item) => item.state === "known" && item.value.startsWith("/"));
  return own
    .slice(Math.max(start, 0))
    .reduce<string | undefined>(
      (folder, item) => (item.state === "known" ? absolute(item.value, folder) : undefined),
      start === -1 ? startOf(project, stage) : "/",
    );
}

/** The folder that a stage takes over. */
function startOf(project: Project, stage: Stage): string | undefined {
  if (stage.parent) return folderAt(project, stage.parent);
  return baseImageOf(project, stage)?.workdir ?? unknownFolder(stage.index);
}

/** A stage and those that it builds on, itself first. The lowest of a longer line has an image that nothing is known of. */
export function lineOf(stage: Stage): readonly Stage[] {
  const line = [stage];
  for (let one = stage.parent; one && line.length < maximumStages; one = one.parent) line.push(one);
  return line;
}

export function isBefore(one: Place, other: Place): boolean {
  return comparePositions(one.range.start, other.range.start) < 0;
}

/** Placeholder for the folder that a base image sets: paths relative to it can only be compared with each other. */
function unknownFolder(index: number): string {
  return `/?${String(index)}`;
}

/** The path without `.` and `..`; undefined if it depends on an unknown folder. */
export function absolute(path: string, folder: string | undefined): string | undefined {
  if (path.startsWith("/")) return `/${pathBelowRoot(path)}`;
  if (folder === undefined || (folder.startsWith("/?") && path.includes(".."))) return undefined;
  return `/${pathBelowRoot(`${folder}/${path}`)}`;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
