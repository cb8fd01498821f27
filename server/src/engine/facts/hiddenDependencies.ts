import type { ProjectInstaller } from "../knowledge/packages/projectInstallers.ts";
import { argumentsOf, programName, type Command, type SimpleCommand } from "../model/command.ts";
import { isWhollyKnown, knownItems, type Known } from "../model/fact.ts";
import { contains, type Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Mount, Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { projectInstallerOf } from "./packages/projectInstaller.ts";
import { buildCommandsOf } from "./scripts/buildCommands.ts";
import { absolute, folderAt, lineOf } from "./scripts/container.ts";
import { folderAfter } from "./scripts/follow.ts";

/** Packages that a build installs below a folder over which the service mounts the project. */
export interface HiddenDependencies {
  readonly mount: Known<Mount>;
  /** In the container: `/app/node_modules`. */
  readonly folder: string;
  /** The install in the Dockerfile. */
  readonly installedAt: Place;
}

export function hiddenDependenciesOf(project: Project, service: Service): readonly HiddenDependencies[] {
  const stage = project.stageOf(service);
  if (!stage || !service.complete || !isWhollyKnown(service.mounts)) return [];
  const mounts = knownItems(service.mounts);
  const binds = mounts.filter(({ value: { type, source } }) => type === "bind" && typeof source === "string");
  if (binds.length === 0 || installsAtStart(project, service)) return [];

  return lineOf(stage).flatMap((one) =>
    installsOf(project, one).flatMap(({ installer, folder, at }) => {
      const packages = absolute(installer.folder, folder);
      if (packages === undefined || packages.startsWith("/?")) return [];
      const mount = binds.find(({ value }) => isWithin(packages, value.target));
      // Anything that is mounted at or above the packages, below the project's folder, decides by itself.
      if (!mount || mounts.some((other) => other !== mount && isInside(packages, mount, other))) return [];
      return isProject(project, mount, folder, installer) ? [{ mount, folder: packages, installedAt: at }] : [];
    }),
  );
}

interface Install {
  readonly installer: ProjectInstaller;
  readonly folder: string;
  readonly at: Place;
}

function installsOf(project: Project, stage: Stage): readonly Install[] {
  const all = buildCommandsOf(project, stage);
  return all.flatMap((command): readonly Install[] => {
    const installer = installerOf(command);
    // `mv node_modules /` keeps the packages where Node.js finds them, out of the mount.
    if (installer && all.some((other) => isMove(other, installer.folder))) return [];
    const folder = installer && folderOfCommand(project, stage, command);
    return installer && folder !== undefined ? [{ installer, folder, at: command.startedAt ?? command.at }] : [];
  });
}

function isMove(command: SimpleCommand, folder: string): boolean {
  return /^(?:mv|ln|cp)$/.test(programName(command) ?? "") && command.words.some(({ text }) => text.includes(folder));
}

function installerOf(command: SimpleCommand): ProjectInstaller | undefined {
  // Installing single packages, not those of the manifest.
  const operands = argumentsOf(command).filter(({ value, text }) => !(value ?? text).startsWith("-"));
  return operands.length > 1 ? undefined : projectInstallerOf(command);
}

/** The folder of the command's `RUN`, after the `cd` before it. */
function folderOfCommand(project: Project, stage: Stage, command: Command): string | undefined {
  if (command.startedAt || command.conditional) return undefined;
  const run = stage.instructions.find(({ keyword, at }) => keyword === "RUN" && contains(at.range, command.at.range));
  if (!run) return undefined;
  const inRun = stage.commands.filter(({ at }) => contains(run.at.range, at.range));
  return inRun
    .slice(0, inRun.indexOf(command))
    .reduce((current, one) => folderAfter(one, current), folderAt(project, stage, run.at));
}

/** A development container that installs when it starts, or whose start cannot be read. */
function installsAtStart(project: Project, service: Service): boolean {
  const process = mainProcessOf(project, service);
  if (!process) return service.command.state !== "unset" || service.entrypoint.state !== "unset";
  const texts = process.runs.map(({ words }) => words.map(({ value, text }) => value ?? text).join(" "));
  const own = process.words.map(({ value, text }) => value ?? text);
  const starts = /\b(?:npm|yarn|pnpm|composer|bun)\b.*\b(?:ci|i|install|add|update)\b|\byarn\s*(?:&&|;|$)/;
  // A script that was not found may install.
  const isUnread = process.scripts.length === 0 && own.some((word) => /entry-?point|\.sh$/.test(word));
  return isUnread || [own.join(" "), ...texts].some((text) => starts.test(text));
}

function isWithin(path: string, target: Mount["target"]): boolean {
  return typeof target === "string" && (path === clean(target) || path.startsWith(`${clean(target)}/`));
}

function isInside(packages: string, { value }: Known<Mount>, other: Known<Mount>): boolean {
  return isWithin(packages, other.value.target) && String(other.value.target).length > String(value.target).length;
}

function clean(target: string): string {
  return target.replace(/\/$/, "");
}

/** The mounted folder has the manifest and not the packages: what is mounted is the project before its install. */
function isProject(
  project: Project,
  { value, at }: Known<Mount>,
  folder: string,
  installer: ProjectInstaller,
): boolean {
  const source = String(value.source).replace(/\/$/, "");
  const below = folder.slice(clean(String(value.target)).length);
  const stateOf = (name: string) => {
    const uri = project.hostFile(at.uri, `${source}${below}/${name}`);
    return uri === undefined ? undefined : project.files.stat(uri);
  };
  return (
    typeof stateOf(installer.manifest) === "object" &&
    stateOf(installer.folder) === "missing" &&
    stateOf(".pnp.cjs") === "missing"
  );
}
