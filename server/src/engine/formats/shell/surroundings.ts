import type { SimpleCommand } from "../../model/command.ts";

/** The surroundings of a command; the fields are those of the command. */
export type Surroundings = Pick<
  SimpleCommand,
  "conditional" | "guarded" | "background" | "subshell" | "inFunction" | "pipeline" | "last"
>;

export const topLevel: Surroundings = {
  conditional: false,
  guarded: false,
  background: false,
  subshell: false,
  inFunction: undefined,
  pipeline: { index: 0, length: 1 },
  last: true,
};

// Lists and pipelines are frequent, and written out fields are far cheaper than a spread.

/** The surroundings of a member of an `a && b` list. */
export function inList(around: Surroundings, conditional: boolean, guarded: boolean, last: boolean): Surroundings {
  const { background, subshell, inFunction, pipeline } = around;
  if (conditional === around.conditional && guarded === around.guarded && last === around.last) return around;
  return { conditional, guarded, background, subshell, inFunction, pipeline, last };
}

/** The surroundings of a member of a pipeline. */
export function inPipeline(around: Surroundings, guarded: boolean, pipeline: Surroundings["pipeline"]): Surroundings {
  const { conditional, background, subshell, inFunction, last } = around;
  return { conditional, guarded, background, subshell, inFunction, pipeline, last };
}

/** Runs once, in the script's own process, whenever the script comes by. */
export function isWholly(around: Surroundings): boolean {
  return (
    !around.conditional &&
    !around.background &&
    !around.subshell &&
    around.inFunction === undefined &&
    around.pipeline.length === 1
  );
}

/** The surroundings that a script in a script inherits. */
export function surroundingsOf(command: SimpleCommand): Surroundings {
  const { conditional, guarded, background, subshell, inFunction, pipeline, last } = command;
  return { conditional, guarded, background, subshell, inFunction, pipeline, last };
}
