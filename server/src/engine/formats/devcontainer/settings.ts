import type { Position } from "vscode-languageserver-types";
import { programName, type SimpleCommand } from "../../model/command.ts";
import type { SettingAt } from "../../model/document.ts";
import { comparePositions } from "../../model/place.ts";
import { pathAt, type PathStep, type YamlTree } from "../yaml/index.ts";

/** Returns what is at a position, the smallest first: a program, an option of `docker run`, properties. */
export function settingsAt(
  tree: YamlTree,
  commands: readonly SimpleCommand[],
  position: Position,
): readonly SettingAt[] {
  const steps = pathAt(tree, tree.source.offsetAt(position))?.steps ?? [];
  const settings = steps.map((_, index) => settingOf(tree, steps.slice(0, index + 1))).toReversed();
  return [...programsAt(commands, position), ...settings.filter((setting) => setting !== undefined)];
}

function settingOf(tree: YamlTree, steps: readonly PathStep[]): SettingAt | undefined {
  const last = steps.at(-1);
  const parent = steps.at(-2);
  if (!last) return undefined;
  const entry = last.kind === "item" ? last.item : last.pair;
  const range = tree.source.rangeAt(entry.start, entry.end);
  const value = entry.value.kind === "scalar" ? entry.value.text : undefined;
  if (last.kind === "item") {
    if (parent?.kind !== "pair") return undefined;
    if (parent.name === "runArgs" && steps.length === 2) return optionAt(parent, last.index, range);
    return { id: `devcontainer:${namesOf(steps)}`, range, value };
  }
  const key = tree.source.rangeAt(last.pair.key.start, last.pair.key.end);
  return { id: `devcontainer:${namesOf(steps)}`, range: value === undefined ? key : range, value };
}

function namesOf(steps: readonly PathStep[]): string {
  return steps.flatMap((step) => (step.kind === "pair" ? [step.name] : [])).join(".");
}

/** The option at a position of the `runArgs`, or that the value there belongs to. */
function optionAt(
  { pair }: Extract<PathStep, { readonly kind: "pair" }>,
  index: number,
  range: SettingAt["range"],
): SettingAt | undefined {
  const texts = pair.value.kind === "sequence" ? pair.value.items.map(({ value }) => textOf(value)) : [];
  const [text = "", before = ""] = [texts[index], texts[index - 1]];
  if (!text.startsWith("-")) {
    return before.startsWith("-") ? { id: `docker-run:${before}`, range, value: text } : undefined;
  }
  const [option = "", value] = text.split(/=(.*)/s);
  return { id: `docker-run:${option}`, range, value };
}

function textOf(node: YamlTree["entries"][number]["value"]): string | undefined {
  return node.kind === "scalar" ? node.text : undefined;
}

function programsAt(commands: readonly SimpleCommand[], position: Position): readonly SettingAt[] {
  return commands.flatMap((command): readonly SettingAt[] => {
    const [word] = command.words;
    const name = programName(command);
    if (!word || name === undefined) return [];
    const { start, end } = word.at.range;
    const isHere = comparePositions(start, position) <= 0 && comparePositions(position, end) <= 0;
    return isHere ? [{ id: `command:${name}`, range: word.at.range, value: word.value }] : [];
  });
}
