import { hasCommand } from "../../knowledge/commands.ts";
import { carriers, collections, installedByName, plainPackages } from "../../knowledge/packages/carriers.ts";
import { programName, type SimpleCommand } from "../../model/command.ts";
import { knownItems, valueOf } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Copy, Stage } from "../../model/stage.ts";
import { baseImageOf, type BaseImage } from "../baseImage.ts";
import { imageCommandsOf } from "../imageCommands.ts";
import { buildCommandsOf } from "../scripts/buildCommands.ts";
import { lineOf } from "../scripts/container.ts";
import { userlandOf } from "../userland.ts";
import { bringsOwnUserland, packageCommand, type PackageCommand } from "./packageManagement.ts";

/**
 * Returns the image of a workload if it surely lacks a program: the tables say that the base has none, and nothing that
 * the build copies or runs, up to a command of the workload, may bring it.
 */
export function imageWithoutProgram(
  project: Project,
  workload: Stage | Service,
  program: string,
  before?: SimpleCommand,
): BaseImage | undefined {
  const base = userlandOf(project, workload);
  if (!base || hasCommand(base, program) !== false) return undefined;
  return mayBeBrought(project, workload, program, before) ? undefined : base;
}

/** As `imageWithoutProgram`, for a shell. */
export function imageWithoutShell(
  project: Project,
  workload: Stage | Service,
  shell: string,
  before?: SimpleCommand,
): BaseImage | undefined {
  const base = userlandOf(project, workload) ?? emptyImageOf(project, workload);
  if (!base?.shells || base.isUserDefined || base.shells.includes(shell)) return undefined;
  return mayBeBrought(project, workload, shell, before) ? undefined : base;
}

/** `scratch`, unless a root is unpacked over it. */
function emptyImageOf(project: Project, workload: Stage | Service): BaseImage | undefined {
  const stage = workload.kind === "stage" ? workload : project.stageOf(workload);
  const base = baseImageOf(project, workload);
  return base?.repository === "scratch" && stage && !bringsOwnUserland(stage) ? base : undefined;
}

/** True if anything that the build copies or runs before a command may put a program into the image. */
function mayBeBrought(project: Project, workload: Stage | Service, program: string, before?: SimpleCommand): boolean {
  const stage = workload.kind === "stage" ? workload : project.stageOf(workload);
  const line = stage ? lineOf(stage).toReversed() : [];
  const own = workload.kind === "stage" ? [] : imageCommandsOf(project, workload);
  const commands = [...line.flatMap((one) => buildCommandsOf(project, one)), ...own];
  const end = before ? commands.indexOf(before) : -1;
  const hasOwnPath = line.some(({ env }) => env.has("PATH"));
  return (
    (workload.kind === "service" &&
      (mountsPrograms(workload, program) ||
        stepsMayInstall(project, workload) ||
        workload.features.state !== "unset")) ||
    line.some((one) => one.copies.some((copy) => copyMayBring(copy, program) || (hasOwnPath && isFromImage(copy)))) ||
    commands.slice(0, end < 0 ? undefined : end).some((command) => commandMayBring(command, program))
  );
}

const programFolder = /^(?:\/(?:usr\/?|usr\/local\/?)?|\/(?:usr\/(?:local\/)?)?s?bin\/?)$/;

function mountsPrograms({ mounts }: Service, program: string): boolean {
  return (
    mounts.state === "unreadable" ||
    knownItems(mounts).some(
      ({ value: { target } }) =>
        typeof target !== "string" || programFolder.test(target) || target.endsWith(`/${program}`),
    )
  );
}

/** Actions, orbs and tasks that install nothing. */
const plainActions = /^(?:actions\/(?:checkout|cache|upload-artifact|download-artifact)(?:\/\w+)?@|checkout$|run$)/;

/** A step of the job in the container runs an action, which may install anything. */
function stepsMayInstall({ root }: Project, container: Service): boolean {
  const job = root.kind === "workflow" ? root.jobs.find((one) => one.container === container) : undefined;
  return (
    job !== undefined &&
    job.steps.some(
      ({ uses }) => uses.state === "unreadable" || (uses.state === "known" && !plainActions.test(uses.value)),
    )
  );
}

/** A folder of another image may be one in which programs are looked up: `/venv`. */
function isFromImage({ from, sources }: Copy): boolean {
  return from.state !== "unset" && sources.some((source) => !/\.\w+$/.test(valueOf(source) ?? ""));
}

function copyMayBring({ keyword, from, sources, destination, inlineFiles }: Copy, program: string): boolean {
  const target = valueOf(destination);
  const isNamed = (path: string): boolean => path === program || path.endsWith(`/${program}`);
  if (target === undefined || isNamed(target) || inlineFiles.some(({ name }) => isNamed(name))) return true;
  return sources.some((source) => {
    if (source.state !== "known") return programFolder.test(target);
    if (isNamed(source.value)) return true;
    const isArchive = keyword === "ADD" && /\.(?:tar|tgz|txz|tar\.\w+)$/.test(source.value);
    // A name without a dot may be a folder, a pattern any file.
    const isFolder = from.state !== "unset" || /(?:^|\/)(?:[^./]*|\.)$|[*?]/.test(source.value);
    const isSystemFolder = /[*?]|^\/$|(?:^|\/)(?:bin|sbin|usr|local)\/?$/.test(source.value);
    return programFolder.test(target) && (isArchive || (isFolder && (from.state === "unset" || isSystemFolder)));
  });
}

/** Programs that may install anything: other shells' scripts, builders, installers. */
const opaque =
  /install|^(?:ba|da|a|k|z)?sh$|^(?:make|cmake|ansible.*|npx|pnpx|bunx|playwright|conda|mamba|micromamba|brew|nix.*|dpkg|rpm|eval|source|chroot|debootstrap|tar|bsdtar|unzip|cpio|asdf|mise|puppet|chef.*|salt.*)$|\.(?:sh|bash|py|pl|rb)$/;

function commandMayBring(command: SimpleCommand, program: string): boolean {
  const call = packageCommand(command);
  if (call) return installMayBring(call, program);
  const [first, ...words] = command.words;
  const name = programName(command);
  if (first?.value === undefined || name === undefined) return true;
  if (/^(?:tar|bsdtar|unzip|cpio)$/.test(name)) return words.some(({ text }) => programFolder.test(text));
  if (opaque.test(name) && !isHarmless(command)) return true;
  const isOwnPath = first.value.includes("/") && !/^\/(?:usr\/)?(?:local\/)?s?bin\//.test(first.value);
  if (isOwnPath && !/^(?:gradlew|mvnw|configure)$/.test(name)) return true;
  const written = [...words, ...command.redirects.map(({ target }) => target)];
  return written.some((word) => word?.text.replaceAll(/["']/g, "").endsWith(`bin/${program}`));
}

/** `dpkg --configure` and its like install nothing. */
function isHarmless(command: SimpleCommand): boolean {
  const [, option] = command.words;
  if (programName(command) === "install") return true;
  return programName(command) === "dpkg" && /^--(?:print|add|configure|get)/.test(option?.value ?? "");
}

/** Packages that run as a user of their own need these in RPM: `git` requires OpenSSH, which requires shadow-utils. */
const accountPrograms = /^(?:user|group)(?:add|del|mod)$/;

function installMayBring({ action, packages, command, manager }: PackageCommand, program: string): boolean {
  // The names come from the input.
  if (command.wrappers.some((words) => programName({ words }) === "xargs")) return true;
  if (action !== "install")
    return !/^(?:update|upgrade|clean|remove|search|show|list|info|help|mark|policy)$/.test(action ?? "");
  const mayRequire = accountPrograms.test(program) && /^(?:micro|t)?(?:dnf|yum)$/.test(manager);
  return packages.some(
    ({ value }) => value === undefined || packageMayBring(value, program) || (mayRequire && !plainPackages.test(value)),
  );
}

function packageMayBring(value: string, program: string): boolean {
  const [name = ""] = value.split(/[=~<>:@]/);
  if (/\/|\.(?:deb|rpm|apk)$/.test(value) || collections.test(value)) return true;
  const isLike = (one: string): boolean =>
    new RegExp(`(?:^|[-.])${one.replaceAll(/[+.]/g, "\\$&")}(?:$|[-.\\d])`).test(name);
  if (isLike(program) || carriers[program]?.some((carrier) => isLike(carrier))) return true;
  return !installedByName.has(program) && !plainPackages.test(name);
}
