import type { Fact } from "../../../model/fact.ts";
import { FactReader } from "../../yaml/index.ts";
import { environmentOf } from "../../yaml/entryReader.ts";
import { literalReader } from "../expressions.ts";
import type { StepDraft } from "../job.ts";
import { fieldsOf, mappingOf, placeOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";
import { commandsIn, isForPosixShell, isPowerShell, type Runner } from "../script.ts";
import { expandedItems, handedTo, type ExpandedItem } from "./expanded.ts";

const literals = literalReader("azure");

/** Steps that are a script, and the shell of each; `script` uses what the system has. */
const scripts: readonly (readonly [key: string, shell: string | undefined])[] = [
  ["script", undefined],
  ["bash", "bash"],
  ["pwsh", "pwsh"],
  ["powershell", "powershell"],
];

/** Tasks that run a script of their inputs. */
const scriptTasks: Readonly<Record<string, string | undefined>> = {
  azurecli: undefined,
  bash: "bash",
  cmdline: undefined,
  powershell: "powershell",
};

/** `scriptType` of the task `AzureCLI`. */
const cliShells = new Map([
  ["bash", "bash"],
  ["batch", "cmd"],
  ["ps", "powershell"],
  ["pscore", "pwsh"],
]);

const deepestTemplate = 10;

const otherSteps = [
  "checkout",
  "download",
  "downloadBuild",
  "getPackage",
  "publish",
  "reviewApp",
  "template",
  "upload",
];

/** Steps, and after a template those that it receives: it is unknown whether the template runs them. */
export function readSteps(items: readonly ExpandedItem[], runner: Runner, depth = 0): readonly StepDraft[] {
  if (depth > deepestTemplate) return [];
  const looksLikeWindows =
    runner.runsOn.state !== "known" &&
    items.some(({ entry }) => isPowerShell(textOf(fieldsOf(entry).get("script")) ?? ""));
  return items.flatMap(({ entry, conditional }) => {
    const step = readStep(entry, runner.onWindows || looksLikeWindows, conditional);
    if (!step || !fieldsOf(entry).has("template")) return step ?? [];
    const handed = handedTo(entry).steps.flatMap((list) => expandedItems(list, true));
    return [step, ...readSteps(handed, runner, depth + 1)];
  });
}

function readStep(step: Entry, onWindows: boolean, conditional: boolean): StepDraft | undefined {
  if (!mappingOf(step)) return undefined;
  const fields = fieldsOf(step);
  const title = fields.get("displayName");
  const [key, implied] = scripts.find(([name]) => fields.has(name)) ?? [];
  const task = fields.get("task");
  const script = key === undefined ? taskScript(task, fields) : { value: fields.get(key), shell: implied };
  const other = otherSteps.map((name) => fields.get(name)).find((value) => value !== undefined);
  if (!script && !task && !other) return undefined;
  const head = title ?? task ?? other;
  const at = head ? placeOf(head) : (script?.value?.at ?? step.at);
  const shell: Fact<string> =
    script?.shell === undefined
      ? { state: "unset", at }
      : { state: "known", value: script.shell, at: script.value?.at ?? at, entry: step.entry };
  const facts = new FactReader(literals, at);
  const uses = task ?? other;
  return {
    name: textOf(title),
    at,
    entry: step.entry,
    uses: uses === other && other ? otherFact(other) : facts.text(uses),
    script: facts.text(script?.value),
    shell,
    workingDirectory: facts.text(
      fields.get("workingDirectory") ?? fieldsOf(fields.get("inputs")).get("workingDirectory"),
    ),
    environment: environmentOf(fields.get("env"), literals),
    // `host`, or another container of the pipeline.
    inContainer: !fields.has("target"),
    conditional: conditional || isConditional(fields),
    commands:
      script?.value && isForPosixShell(shell, onWindows || isOnlyForWindows(fields))
        ? commandsIn(script.value, "azure")
        : [],
  };
}

function otherFact(value: Entry): Fact<string> {
  const text = textOf(value);
  const place = { at: placeOf(value), entry: value.entry };
  if (text === undefined || literals.reads(text) === undefined) return { state: "unreadable", ...place };
  return { state: "known", value: value.name === "template" ? text : `${value.name} ${text}`, ...place };
}

function taskScript(
  task: Entry | undefined,
  step: Fields,
): { readonly value: Entry | undefined; readonly shell: string | undefined } | undefined {
  const name = (textOf(task) ?? "").replace(/@[^]*/, "").toLowerCase();
  if (!Object.hasOwn(scriptTasks, name)) return undefined;
  const inputs = fieldsOf(step.get("inputs"));
  if (name === "azurecli") {
    const isWritten = textOf(inputs.get("scriptLocation"))?.toLowerCase() === "inlinescript";
    const shell = cliShells.get(textOf(inputs.get("scriptType"))?.toLowerCase() ?? "");
    return isWritten && shell !== undefined ? { value: inputs.get("inlineScript"), shell } : undefined;
  }
  const isInline = textOf(inputs.get("targetType"))?.toLowerCase() === "inline" || name === "cmdline";
  if (!isInline) return undefined;
  const isCore = name === "powershell" && textOf(inputs.get("pwsh")) === "true";
  return { value: inputs.get("script"), shell: isCore ? "pwsh" : scriptTasks[name] };
}

/** Conditions that are met in every ordinary run are none. */
function isConditional(step: Fields): boolean {
  if (textOf(step.get("enabled")) === "false") return true;
  const condition = textOf(step.get("condition"));
  return (
    condition !== undefined && !/^(?:true|always\(\)|succeeded\(\)|succeededOrFailed\(\))$/i.test(condition.trim())
  );
}

/** `condition: eq(variables['Agent.OS'], 'Windows_NT')`. */
function isOnlyForWindows(step: Fields): boolean {
  return /\beq\([^()]{0,80}'Windows_NT'/i.test(textOf(step.get("condition")) ?? "");
}
