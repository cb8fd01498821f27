import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";

const archives =
  /archive\.(?:debian|ubuntu)\.(?:org|com)|old-releases\.ubuntu\.com|vault\.centos\.org|archive\.kernel\.org|snapshot\.debian\.org|\bpro attach\b|ubuntu-advantage/;

/** The stage and those of its file that start from it: they install from the same archives. */
export function stagesUpon(stage: Stage, { root }: Project): readonly Stage[] {
  const stages = root.kind === "dockerfile" ? root.stages : [stage];
  const isBelow = ({ parent }: Stage): boolean => parent !== undefined && (parent === stage || isBelow(parent));
  return stages.filter((one) => one === stage || isBelow(one));
}

/** The stage installs from an archive of old releases, or brings package sources of its own. */
export function isRewired(stage: Stage): boolean {
  const texts = stage.commands.flatMap(({ words, heredocs }) => [
    ...words.map(({ text }) => text),
    ...heredocs.map(({ content }) => content),
  ]);
  const files = stage.copies.flatMap(({ sources, inlineFiles }) => [
    ...sources.map((source) => (source.state === "known" ? source.value : "")),
    ...inlineFiles.map(({ content }) => content),
  ]);
  return (
    [...texts, ...files].some((text) => archives.test(text)) || files.some((file) => /sources\.list|\.repo$/.test(file))
  );
}
