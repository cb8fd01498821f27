import { FactReader } from "../../yaml/index.ts";
import { environmentOf } from "../../yaml/entryReader.ts";
import { literalReader } from "../expressions.ts";
import type { StepDraft } from "../job.ts";
import {
  fieldsOf,
  itemsOf,
  mappingOf,
  placeOf,
  sequenceOf,
  textOf,
  type Entry,
  type Fields,
} from "../../yaml/nodes.ts";
import { commandsIn, isForPosixShell } from "../script.ts";
import type { Names } from "./definitions.ts";
import { calledScope, callWith, readerIn, valuesAt, type ParameterScope, type Value } from "./parameters.ts";

export interface StepContext {
  readonly names: Names;
  readonly scope: ParameterScope;
  readonly shell: Value | undefined;
  readonly onWindows: boolean;
  readonly conditional: boolean;
  /** Commands may call commands: how many steps may still be read. */
  readonly budget: { left: number };
  readonly depth: number;
}

const literals = literalReader("circleci");
const deepestCommand = 20;

/** The steps of a list, which may be a parameter's. */
export function readSteps(list: Entry | undefined, around: StepContext): readonly StepDraft[] {
  if (!list || around.depth > deepestCommand) return [];
  const lists = valuesAt({ entry: list, scope: around.scope }) ?? [];
  // Of several values each counts in some runs only.
  const conditional = around.conditional || lists.length > 1;
  return lists.flatMap(({ entry, scope }) =>
    itemsOf(entry).flatMap((step) => readStep(step, { ...around, scope, conditional, depth: around.depth + 1 })),
  );
}

function readStep(step: Entry, around: StepContext): readonly StepDraft[] {
  around.budget.left -= 1;
  if (around.budget.left < 0) return [];
  const [call] = fieldsOf(step).values();
  const name = call?.name ?? textOf(step);
  if (name === undefined) return [];
  if (call && name === "run") return [readRun(step, call, around)];
  if (name === "steps") return readSteps(call, around);
  if (name === "when" || name === "unless") {
    return readSteps(fieldsOf(call).get("steps"), { ...around, conditional: true });
  }
  const command = around.names.command(name);
  if (!command) return [otherStep(step, call, name, around), ...handedSteps(fieldsOf(call), around)];
  const fields = fieldsOf(command.entry);
  const scope = calledScope(fields.get("parameters"), [callWith(fieldsOf(call), around.scope)], around.names.pipeline);
  return readSteps(fields.get("steps"), { ...around, names: command.names, scope });
}

/** Lists of steps among the arguments of an orb's command or job; it is unknown whether the orb runs them. */
export function handedSteps(fields: Fields, around: StepContext): readonly StepDraft[] {
  return [...fields.values()]
    .filter((field) => sequenceOf(field) && (/steps$/.test(field.name) || itemsOf(field).some(isRun)))
    .flatMap((list) => readSteps(list, { ...around, conditional: true }));
}

function isRun(step: Entry): boolean {
  return fieldsOf(step).has("run");
}

function otherStep(step: Entry, call: Entry | undefined, name: string, around: StepContext): StepDraft {
  const at = call?.at ?? placeOf(step);
  return {
    name: textOf(fieldsOf(call).get("name")),
    at,
    entry: step.entry,
    uses: { state: "known", value: name, at, entry: step.entry },
    script: { state: "unset", at },
    shell: { state: "unset", at },
    conditional: around.conditional,
    commands: [],
  };
}

function readRun(step: Entry, run: Entry, around: StepContext): StepDraft {
  const reader = readerIn(around.scope);
  const fields = fieldsOf(run);
  const title = fields.get("name");
  const script = scriptAt(mappingOf(run) ? fields.get("command") : run, around.scope);
  const at = title ? placeOf(title) : run.at;
  const facts = new FactReader(reader, at);
  const given = fields.get("shell");
  const shell = given
    ? facts.text(given)
    : new FactReader(readerIn(around.shell?.scope ?? around.scope), at).text(around.shell?.entry);
  const commands = script && isForPosixShell(shell, around.onWindows) ? commandsIn(script, "circleci") : [];
  const isBackground = reader.reads(textOf(fields.get("background")) ?? "") === "true";
  const when = textOf(fields.get("when"));
  return {
    name: textOf(title),
    at,
    entry: step.entry,
    uses: { state: "unset", at },
    script: new FactReader(literals, at).text(script),
    shell,
    workingDirectory: facts.text(fields.get("working_directory")),
    environment: environmentOf(fields.get("environment"), reader),
    conditional: around.conditional || (when !== undefined && !isOrdinary(reader.reads(when))),
    commands: isBackground ? commands.map((one) => ({ ...one, background: true })) : commands,
  };
}

/** `on_success`, the default, and `always`; `on_fail` and what cannot be read count as conditions. */
function isOrdinary(when: string | undefined): boolean {
  return when === "on_success" || when === "always";
}

/** The script itself, or the one that its parameter always holds. */
function scriptAt(script: Entry | undefined, scope: ParameterScope): Entry | undefined {
  const values = script && valuesAt({ entry: script, scope });
  return values?.length === 1 ? values[0]?.entry : script;
}
