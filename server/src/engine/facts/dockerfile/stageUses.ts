import type { Item } from "../../model/fact.ts";
import type { Project } from "../../model/project.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import { remembered } from "../remembered.ts";

/** A name that `COPY --from` or `from=` of a mount gives: a stage, its number, or an image. */
export interface StageUse {
  readonly name: Item<string>;
  readonly instruction: Instruction;
  readonly isMount: boolean;
  /** The stage that has the name or number, wherever it is in the file. */
  readonly stage: Stage | undefined;
}

/** Returns what a stage takes files from, triggers left out: their builds have other stages. */
export const stageUsesOf = remembered("stage uses", ({ root }: Project, stage: Stage): readonly StageUse[] => {
  const stages = root.kind === "dockerfile" ? root.stages : [];
  const copied = stage.copies.flatMap(({ from, instruction }) =>
    from.state === "unset" ? [] : [{ name: from, instruction, isMount: false }],
  );
  const mounting = stage.instructions.filter(
    ({ keyword, flags }) => keyword === "RUN" && flags.some(({ name }) => name === "mount"),
  );
  const mounted = mounting.flatMap((instruction) =>
    instruction.parts().mounts.flatMap(({ fields, at }) => {
      const from = fields.get("from");
      return from === undefined ? [] : [{ name: nameOf(from, at), instruction, isMount: true }];
    }),
  );
  return [...copied, ...mounted].map((use) => ({ ...use, stage: stageNamed(stages, use.name) }));
});

function nameOf(from: string, at: Item<string>["at"]): Item<string> {
  if (from === "" || from.includes("$")) return { state: "unreadable", at, entry: at };
  return { state: "known", value: from, at, entry: at };
}

/** The last stage of a name counts, whatever its case. */
function stageNamed(stages: readonly Stage[], name: Item<string>): Stage | undefined {
  if (name.state !== "known") return undefined;
  if (/^\d+$/.test(name.value)) return stages[Number(name.value)];
  return stages.findLast((stage) => stage.name?.toLowerCase() === name.value.toLowerCase());
}
