import type { Daemon } from "../../knowledge/daemons/daemon.ts";
import { has } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Copy, Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";
import type { DaemonStart } from "./daemon.ts";

const systemFolders = /^\/(?:$|etc(?:\/|$)|usr(?:\/|$)|conf(?:\/|$)|opt(?:\/|$))/;
const configurationNames = /\.(?:conf|cnf|ini|cfg|config|ya?ml|d)$/;

/**
 * What the configuration that a stage brings says of a daemon: that it stays in the foreground, nothing, or more than
 * can be read.
 */
export function configuredToStay(project: Project, stage: Stage, daemon: Daemon): "stays" | "silent" | "unknown" {
  const { staysByConfig } = daemon;
  if (!staysByConfig) return "silent";
  // Settings stand in the middle of words here: `echo "daemon off;" >> nginx.conf`, `sed 's/…/nodaemon=true/'`.
  const anywhere = new RegExp(staysByConfig.source.replace(/^\^(?:\\s\*)?/, ""), "m");
  const base = baseImageOf(project, stage);
  const copies = stage.copies.map((copy) => copiedText(project, stage, copy));
  const texts = [...copies.flatMap(({ texts: own }) => own), ...commandTexts(stage)];
  if (texts.some((text) => anywhere.test(text))) return "stays";
  const isUnseen = copies.some(({ isWhole }) => !isWhole) || (!stage.parent && base === undefined);
  if (isUnseen) return "unknown";
  return stage.parent ? configuredToStay(project, stage.parent, daemon) : "silent";
}

/** True if the stage copies in the configuration file that the command names, and that sends the daemon to the background. */
export function configuredToFork(project: Project, stage: Stage, { daemon, command }: DaemonStart): boolean {
  const { forksByConfig, stays, staysByConfig } = daemon;
  const paths = command.words.slice(1).flatMap(({ value }) => value ?? []);
  // An option after the file wins over it.
  if (!forksByConfig || stays?.test(paths.join(" ")) || configuredToStay(project, stage, daemon) !== "silent")
    return false;
  return stage.copies.some((copy) => {
    const isNamed = paths.some((path) =>
      has(copy.destination, (to) => path === to || path.startsWith(`${to.replace(/\/$/, "")}/`)),
    );
    const { texts } = copiedText(project, stage, copy);
    return isNamed && texts.some((text) => forksByConfig.test(text) && !staysByConfig?.test(text));
  });
}

function commandTexts(stage: Stage): readonly string[] {
  return stage.commands.flatMap(({ words, heredocs }) => [
    ...words.map(({ value, text }) => value ?? text),
    ...heredocs.map(({ content }) => content),
  ]);
}

/** Texts of the copied files that can be read; `isWhole` is false when something else may be configuration. */
function copiedText(project: Project, stage: Stage, copy: Copy): { texts: readonly string[]; isWhole: boolean } {
  const inline = copy.inlineFiles.map(({ content }) => content);
  const mayConfigure =
    !has(copy.destination, (path) => !systemFolders.test(path)) ||
    copy.sources.some((source) => !has(source, (path) => !configurationNames.test(path)));
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
