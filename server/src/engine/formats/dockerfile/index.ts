import type { Comment, Dockerfile, ReadProblem } from "../../model/document.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { createInstructionCache, type InstructionCache } from "./cache.ts";
import { locate, type LocatedInstruction } from "./located.ts";
import { oversize } from "../../model/text/oversize.ts";
import { settingsAt } from "./settings.ts";
import { readStages } from "./stages/stages.ts";
import { splitFile, type SplitFile } from "./lines/split.ts";
import { findProblems } from "./problems.ts";
import { usesOtherFrontend } from "./unknownInstructions.ts";
import { printTree } from "./tree.ts";

export { createInstructionCache, type InstructionCache } from "./cache.ts";

export interface DockerfileOptions {
  /** Instructions read before, of any file: only what is new is parsed. */
  readonly cache?: InstructionCache;
  /** Values that the build gets for `ARG`. */
  readonly args?: ReadonlyMap<string, string>;
}

/** Reads a Dockerfile as BuildKit does. Never throws; what the build would refuse is read as far as it can be. */
export function readDockerfile(source: SourceText, options: DockerfileOptions = {}): Dockerfile {
  const refusal = oversize(source);
  if (refusal) return refused(source, refusal);

  const cache = options.cache ?? createInstructionCache();
  const split = splitFile(source);
  const instructions = split.regions.map((region) =>
    locate(cache.instruction(source.text, region, split.escape), source.uri, region.firstLine),
  );
  const { stages, head, globalArgs } = readStages(instructions, source.uri, options.args ?? new Map());
  return {
    kind: "dockerfile",
    source,
    comments: toComments(source, split, instructions),
    problems: findProblems(source, split, instructions),
    stages,
    head,
    globalArgs,
    hasOtherFrontend: usesOtherFrontend(split.directives),
    escape: split.escape,
    bodyStart: source.positionAt(source.lineStart(split.bodyLine)),
    settingsAt: (position) => settingsAt(source, split, instructions, stages, position),
    printTree: () => printTree(split, stages),
  };
}

function refused(source: SourceText, problem: ReadProblem): Dockerfile {
  return {
    kind: "dockerfile",
    source,
    comments: [],
    problems: [problem],
    stages: [],
    head: [],
    globalArgs: new Map(),
    hasOtherFrontend: false,
    escape: "\\",
    bodyStart: { line: 0, character: 0 },
    settingsAt: () => [],
    printTree: () => "",
  };
}

function toComments(
  source: SourceText,
  { comments }: SplitFile,
  instructions: readonly LocatedInstruction[],
): readonly Comment[] {
  return comments.map(({ start, end, region }) => ({
    text: source.text.slice(start + 1, end).trim(),
    range: source.rangeAt(start, end),
    ownLine: true,
    covers: instructions[region]?.instruction.at.range,
  }));
}
