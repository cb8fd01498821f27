import { programName, type SimpleCommand } from "../../model/command.ts";
import { has, valueOf } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { buildCommandsOf } from "../scripts/buildCommands.ts";

const archives =
  /archive\.(?:debian|ubuntu)\.(?:org|com)|old-releases\.ubuntu\.com|vault\.centos\.org|archive\.kernel\.org|snapshot\.debian\.org|\bpro attach\b|ubuntu-advantage/;

/** The stage and those of its file that start from it: they install from the same archives. */
export function stagesUpon({ root }: Project, stage: Stage): readonly Stage[] {
  const stages = root.kind === "dockerfile" ? root.stages : [stage];
  const isBelow = ({ parent }: Stage): boolean => parent !== undefined && (parent === stage || isBelow(parent));
  return stages.filter((one) => one === stage || isBelow(one));
}

/** The lists that the distribution itself installs from; another name only adds a repository to them. */
const ownSources = /^\/etc\/(?:apt\/sources\.list|yum\.repos\.d\/(?:centos|fedora)[^/]*\.repo)$/i;

/** The stage installs from an archive of old releases, or brings package sources of its own. */
export function isRewired(project: Project, stage: Stage): boolean {
  const files = stage.copies.flatMap(({ sources, inlineFiles }) => [
    ...sources.map((source) => valueOf(source) ?? ""),
    ...inlineFiles.map(({ content }) => content),
  ]);
  return (
    rewires(buildCommandsOf(project, stage)) ||
    files.some((text) => archives.test(text)) ||
    files.some((file) => /sources\.list|\.repo$/.test(file)) ||
    stage.copies.some(({ destination }) => has(destination, (path) => ownSources.test(path)))
  );
}

/** The commands turn to an archive of old releases, or put other sources in the place of the distribution's. */
export function rewires(commands: readonly SimpleCommand[]): boolean {
  const texts = commands.flatMap(({ words, heredocs }) => [
    ...words.map(({ text }) => text),
    ...heredocs.map(({ content }) => content),
  ]);
  return texts.some((text) => archives.test(text)) || commands.some(replacesSources);
}

/** A download or an existing file replaces the distribution's own list, so its contents are unknown. */
function replacesSources(command: SimpleCommand): boolean {
  const program = programName(command) ?? "";
  const words = command.words.map(({ text }) => text);
  if (/^(?:cp|mv|install)$/.test(program)) return ownSources.test(words.at(-1) ?? "");
  return (
    /^(?:curl|wget)$/.test(program) && words.some((word) => ownSources.test(word.replace(/^(?:-[oO]|--output=)/, "")))
  );
}
