import type { Fact, Item } from "../../../model/fact.ts";
import type { Place } from "../../../model/place.ts";
import type { Instruction, Stage, StageState, StageVariable } from "../../../model/stage.ts";

/** What an instruction sets for those after it. */
export type StageChange =
  | { readonly keyword: "ENV" | "ARG"; readonly name: string; readonly item: Item<string> | undefined }
  | { readonly keyword: "USER"; readonly fact: Fact<string> }
  | { readonly keyword: "WORKDIR"; readonly fact: Fact<string> }
  | { readonly keyword: "SHELL"; readonly words: Fact<readonly string[]> };

export interface StageEvent {
  /** The position of the instruction in its stage. */
  readonly index: number;
  readonly change: StageChange;
}

/** Stages that start from each other beyond this number are not followed. */
const maximumDepth = 64;

/** Returns the state that the instruction at a position of a stage finds; `index` is the number of those that count. */
export function stateAt(
  stage: Pick<Stage, "at">,
  events: readonly StageEvent[],
  index: number,
  parent: StageState | undefined,
): StageState {
  const changes = events.filter((event) => event.index < index).map(({ change }) => change);
  const unset: { readonly state: "unset"; readonly at: Place } = { state: "unset", at: stage.at };
  const last = (keyword: "USER" | "WORKDIR"): Fact<string> | undefined =>
    changes.flatMap((change) => (change.keyword === keyword ? [change.fact] : [])).at(-1);
  const shell = changes.flatMap((change) => (change.keyword === "SHELL" ? [change.words] : [])).at(-1);
  const variables = new Map<string, StageVariable>();
  for (const change of changes) {
    if ("name" in change && change.item) variables.set(change.name, { keyword: change.keyword, item: change.item });
  }
  return {
    user: last("USER") ?? parent?.user ?? unset,
    workdir: last("WORKDIR") ?? parent?.workdir ?? unset,
    shell: shell ?? parent?.shell ?? unset,
    variable: (name) => variables.get(name) ?? parent?.variable(name),
    names: () => new Set([...(parent?.names() ?? []), ...variables.keys()]),
  };
}

/** Makes the function that gives the states of a stage, each derived once. */
export function statesOf(
  stage: Pick<Stage, "at" | "index" | "instructions">,
  events: readonly StageEvent[],
  end: () => StageState | undefined,
): (instruction?: Instruction) => StageState {
  const known = new Map<number, StageState>();
  return (instruction) => {
    const { instructions } = stage;
    const found = instruction
      ? instructions.findIndex((one) => one === instruction || one.trigger === instruction)
      : -1;
    const index = found === -1 ? instructions.length : found;
    const before = known.get(index);
    if (before) return before;
    const state = stateAt(stage, events, index, stage.index < maximumDepth ? end() : undefined);
    known.set(index, state);
    return state;
  };
}
