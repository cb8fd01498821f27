import type { Fact } from "../../../model/fact.ts";
import { literal } from "../expressions.ts";
import type { StepDraft } from "../job.ts";
import { fieldsOf, itemsOf, mappingOf, placeOf, textFact, textOf, type Entry, type Fields } from "../nodes.ts";
import { commandsIn, isForPosixShell, isOnWindows } from "../script.ts";

export interface StepSurroundings {
  readonly commands: Fields;
  readonly shell: Entry | undefined;
  readonly runsOn: Fact<readonly string[]>;
  /** Commands may call commands: how many steps may still be read. */
  readonly budget: { left: number };
}

const readLiteral = literal("circleci");
const deepestCommand = 10;

export function readSteps(
  steps: readonly Entry[],
  around: StepSurroundings,
  conditional = false,
  depth = 0,
): readonly StepDraft[] {
  return steps.flatMap((step) => readStep(step, around, conditional, depth));
}

function readStep(step: Entry, around: StepSurroundings, conditional: boolean, depth: number): readonly StepDraft[] {
  around.budget.left -= 1;
  if (around.budget.left < 0 || depth > deepestCommand) return [];
  const [call] = fieldsOf(step).values();
  const name = call?.name ?? textOf(step);
  if (name === undefined) return [];
  if (call && name === "run") return [readRun(step, call, around, conditional)];
  if (call && (name === "when" || name === "unless")) {
    return readSteps(itemsOf(fieldsOf(call).get("steps")), around, true, depth + 1);
  }
  const command = around.commands.get(name);
  if (command) return readSteps(itemsOf(fieldsOf(command).get("steps")), around, conditional, depth + 1);

  const at = call?.at ?? placeOf(step);
  return [
    {
      name: textOf(fieldsOf(call).get("name")),
      at,
      entry: step.entry,
      uses: { state: "known", value: name, at, entry: step.entry },
      script: { state: "unset", at },
      shell: { state: "unset", at },
      conditional,
      commands: [],
    },
  ];
}

function readRun(step: Entry, run: Entry, around: StepSurroundings, conditional: boolean): StepDraft {
  const fields = fieldsOf(run);
  const title = fields.get("name");
  const script = mappingOf(run) ? fields.get("command") : run;
  const at = title ? placeOf(title) : run.at;
  const shell = textFact(fields.get("shell") ?? around.shell, at, readLiteral);
  const when = textOf(fields.get("when"));
  const commands = script && isForPosixShell(shell, isOnWindows(around.runsOn)) ? commandsIn(script, "circleci") : [];
  return {
    name: textOf(title),
    at,
    entry: step.entry,
    uses: { state: "unset", at },
    script: textFact(script, at, readLiteral),
    shell,
    conditional: conditional || when === "on_fail",
    commands:
      textOf(fields.get("background")) === "true" ? commands.map((one) => ({ ...one, background: true })) : commands,
  };
}
