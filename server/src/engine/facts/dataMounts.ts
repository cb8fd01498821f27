import { dataFolders, type DataFolder } from "../knowledge/images/dataFolders.ts";
import { argumentsOf, programName } from "../model/command.ts";
import { isWhollyKnown, knownItems, valueOf, type Known } from "../model/fact.ts";
import { isOpen } from "../model/partialText.ts";
import type { Project } from "../model/project.ts";
import type { Mount, Service } from "../model/service.ts";
import { markedTagOf, repositoryOf } from "./partialImage.ts";
import { remembered } from "./remembered.ts";

/** The data of a service with a known image, and whether a mount contains it. */
export interface KeptData {
  readonly folder: DataFolder;
  /** The tag has no version: the row is that of the newest one. */
  readonly isNewest: boolean;
  /** A mount holds the data. */
  readonly isMounted: boolean;
  readonly mounts: readonly Known<Mount>[];
}

/** Undefined if the image, its version, its mounts or the place of its data are unknown. */
export const keptDataOf = remembered("kept data", (project: Project, service: Service): KeptData | undefined => {
  const row = folderOf(project, service);
  const { mounts, tmpfs, complete } = service;
  if (!row || !complete || !isWhollyKnown(mounts) || !isWhollyKnown(tmpfs)) return undefined;
  if (movesData(project, service, row.folder)) return undefined;
  const known = knownItems(mounts);
  const targets = [
    ...known.map(({ value }) => value.target),
    ...knownItems(tmpfs).map(({ value }) => value.split(":")[0] ?? value),
  ];
  if (!targets.every((target) => typeof target === "string")) return undefined;
  const isMounted = targets.some((target) => holds(row.folder, withoutSlash(target)));
  return { mounts: known, isMounted, ...row };
});

function folderOf(project: Project, { image, build }: Service): Pick<KeptData, "folder" | "isNewest"> | undefined {
  const repository = build.state === "unset" ? repositoryOf(image) : undefined;
  const rows = dataFolders.filter(({ repositories }) => repository !== undefined && repositories.includes(repository));
  const [only] = rows;
  if (!only?.versions) return only && { folder: only, isNewest: false };

  const tag = markedTagOf(image);
  const major = tag === undefined ? undefined : majorOf(tag);
  if (major !== undefined) {
    const folder = rows.find(
      ({ versions: { from, below = Infinity } = { from: 0 } }) => from <= Number(major) && Number(major) < below,
    );
    return folder && { folder, isNewest: false };
  }
  const moves = !valueOf(image)?.includes("@") && /^(?:latest|alpine|bookworm|trixie)$/.test(tag ?? "latest");
  const folder = rows.find(({ since }) => since === undefined || since <= project.dataDate);
  return moves && only.repositories[0] === repository && folder ? { folder, isNewest: true } : undefined;
}

/** In `17.${MINOR}` the major version is written, in `1${VERSION}` it is not. */
function majorOf(tag: string): string | undefined {
  const [, major, next = ""] = /^(?:pg)?(\d+)(.?)/s.exec(tag) ?? [];
  return isOpen(next) ? undefined : major;
}

/** The service starts another program, or configures its own to keep the data elsewhere. */
function movesData(project: Project, service: Service, folder: DataFolder): boolean {
  const { command, entrypoint } = service;
  if (entrypoint.state !== "unset" || command.state === "unreadable") return true;
  if (folder.variable !== undefined && maySet(project, service, folder.variable)) return true;
  if (command.state === "unset") return false;
  return !command.value.commands.every((one) => {
    const name = programName(one);
    const words = argumentsOf(one).map(({ value }) => value);
    const isOwn = name !== undefined && (name.startsWith("-") || folder.programs.includes(name));
    return isOwn && [name, ...words].every((word) => word !== undefined && !folder.option?.test(word));
  });
}

function maySet(project: Project, service: Service, variable: string): boolean {
  const isRead = knownItems(service.envFiles).every(({ value }) => project.files.read(value)?.state === "read");
  return !isRead || !isWhollyKnown(service.envFiles) || project.environmentOf(service).has(variable);
}

/** An anonymous volume at the path covers what is mounted above it. */
function holds({ path, isVolume, inner, refused }: DataFolder, target: string): boolean {
  if (target === path || inner?.test(target)) return true;
  return target !== refused && !isVolume && isWithin(path, target);
}

const spurious =
  /back-?up|dump|init|seed|conf|log|import|export|secret|cert|script|sock|plugin|\.sql\b|migrat|fixture|tmp/i;
const shared: readonly string[] = ["/", "/var", "/var/lib", "/var/opt", "/usr", "/usr/share", "/opt", "/home"];

/** Mounts that look as if they were for the data, and do not hold it. */
export function misplacedMounts({ folder, mounts, isMounted }: KeptData): readonly Known<Mount>[] {
  if (isMounted) return [];
  return mounts.filter(({ value: { type, source, target, readOnly } }) => {
    if (typeof target !== "string" || (type !== "volume" && type !== "bind") || source === undefined) return false;
    const at = withoutSlash(target);
    if (at === folder.refused) return true;
    if (readOnly !== false || spurious.test(typeof source === "string" ? source : "") || spurious.test(at))
      return false;
    const last = at.slice(at.lastIndexOf("/") + 1);
    const isNamedData = /^(?:data|db|database)$/.test(last) || last === folder.repositories[0];
    if (isWithin(folder.path, at)) return !shared.includes(at);
    return isWithin(at, folder.path) ? isNamedData && folder.isVolume : isNamedData && type === "volume";
  });
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder === "/" ? folder : `${folder}/`);
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
