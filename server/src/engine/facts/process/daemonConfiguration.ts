import type { Daemon } from "../../knowledge/daemons/daemon.ts";
import type { SimpleCommand } from "../../model/command.ts";
import { has } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Service } from "../../model/service.ts";
import type { Copy, Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";
import { buildCommandsOf } from "../scripts/buildCommands.ts";
import type { DaemonStart } from "./daemon.ts";
import type { MainProcess } from "./mainProcess.ts";

const systemFolders = /^\/(?:$|etc(?:\/|$)|usr(?:\/|$)|conf(?:\/|$)|opt(?:\/|$))/;
const configurationNames = /\.(?:conf|cnf|ini|cfg|config|ya?ml|d)$/;

/**
 * What the configuration that an image and its scripts bring says about a daemon: it stays in the foreground, nothing, or
 * more than can be read.
 */
export function configuredToStay(
  project: Project,
  { runs, stage }: Pick<MainProcess, "runs" | "stage">,
  { staysByConfig }: Daemon,
): "stays" | "silent" | "unknown" {
  if (!staysByConfig) return "silent";
  // Settings appear in the middle of words: `echo "daemon off;" >> nginx.conf`, `sed 's/…/nodaemon=true/'`.
  const anywhere = new RegExp(staysByConfig.source.replace(/^\^(?:\\s\*)?/, ""), "m");
  if (textsOf(runs).some((text) => anywhere.test(text))) return "stays";
  return stage ? configuredInStage(project, stage, anywhere) : "silent";
}

/** True if the stage copies in the configuration file that the command names, and that sends the daemon to the background. */
export function configuredToFork(
  project: Project,
  process: Pick<MainProcess, "runs" | "stage">,
  { daemon, command }: DaemonStart,
): boolean {
  const { forksByConfig, stays, staysByConfig } = daemon;
  const { stage } = process;
  const paths = command.words.slice(1).flatMap(({ value }) => value ?? []);
  // An option after the file wins over it.
  if (!stage || !forksByConfig || stays?.test(paths.join(" "))) return false;
  if (configuredToStay(project, process, daemon) !== "silent") return false;
  return stage.copies.some((copy) => {
    const isNamed = paths.some((path) =>
      has(copy.destination, (to) => path === to || path.startsWith(`${to.replace(/\/$/, "")}/`)),
    );
    const { texts } = copiedText(project, stage, copy);
    return isNamed && texts.some((text) => forksByConfig.test(text) && !staysByConfig?.test(text));
  });
}

function configuredInStage(project: Project, stage: Stage, setting: RegExp): "stays" | "silent" | "unknown" {
  const base = baseImageOf(project, stage);
  const copies = stage.copies.map((copy) => copiedText(project, stage, copy));
  const texts = [...copies.flatMap(({ texts: own }) => own), ...textsOf(buildCommandsOf(project, stage))];
  if (texts.some((text) => setting.test(text))) return "stays";
  const isUnseen = copies.some(({ isWhole }) => !isWhole) || (!stage.parent && base === undefined);
  if (isUnseen) return "unknown";
  return stage.parent ? configuredInStage(project, stage.parent, setting) : "silent";
}

/** A service may bring configuration that is not read: by a mount, or in an image that is unknown. */
export function mayConfigure(project: Project, service: Service, { staysByConfig }: Daemon): boolean {
  if (!staysByConfig) return false;
  if (baseImageOf(project, service) === undefined || service.mounts.state === "unreadable") return true;
  const mounts = service.mounts.state === "known" ? service.mounts.value : [];
  return mounts.some((item) => {
    const target = item.state === "known" ? item.value.target : undefined;
    return typeof target !== "string" || systemFolders.test(target);
  });
}

function textsOf(commands: readonly SimpleCommand[]): readonly string[] {
  return commands.flatMap(({ words, heredocs }) => [
    ...words.map(({ value, text }) => value ?? text),
    ...heredocs.map(({ content }) => content),
  ]);
}

/** Texts of the copied files that can be read; `isWhole` is false when something else may be configuration. */
export function copiedText(project: Project, stage: Stage, copy: Copy): { texts: readonly string[]; isWhole: boolean } {
  const inline = copy.inlineFiles.map(({ content }) => content);
  const isScripts = copy.sources.every((source) => has(source, (path) => path.endsWith(".sh")));
  const mayConfigure =
    !isScripts &&
    (!has(copy.destination, (path) => !systemFolders.test(path)) ||
      copy.sources.some((source) => !has(source, (path) => !configurationNames.test(path))));
  const read = copy.sources.map((source) => {
    if (source.state !== "known" || copy.from.state !== "unset") return undefined;
    const uri = project.contextFile(stage, source.value.replace(/^\.?\//, ""));
    const state = uri === undefined ? undefined : project.files.read(uri);
    return state?.state === "read" ? state.text : undefined;
  });
  return {
    texts: [...inline, ...read.filter((text) => text !== undefined)],
    isWhole: !mayConfigure || read.every((text) => text !== undefined),
  };
}
