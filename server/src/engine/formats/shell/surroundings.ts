import type { SimpleCommand } from "../../model/command.ts";

/** What surrounds a command; the fields are those of the command. */
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

/** What a script in a script inherits. */
export function surroundingsOf(command: SimpleCommand): Surroundings {
  const { conditional, guarded, background, subshell, inFunction, pipeline, last } = command;
  return { conditional, guarded, background, subshell, inFunction, pipeline, last };
}
