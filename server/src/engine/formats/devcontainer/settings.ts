import type { Position } from "vscode-languageserver-types";
import type { SimpleCommand, Word } from "../../model/command.ts";
import type { SettingAt } from "../../model/document.ts";
import { commandSettingsAt, containerOptionsAt } from "../shell/settings.ts";
import { pathAt, type PathStep, type YamlNode, type YamlTree } from "../yaml/index.ts";

/** Returns what is at a position, the smallest first: a program, an option of `docker run`, properties. */
export function settingsAt(
  tree: YamlTree,
  commands: readonly SimpleCommand[],
  position: Position,
): readonly SettingAt[] {
  const { uri } = tree.source;
  const steps = pathAt(tree, tree.source.offsetAt(position))?.steps ?? [];
  const settings = steps.flatMap((_, index) => settingOf(tree, steps.slice(0, index + 1)) ?? []).toReversed();
  return [
    ...commandSettingsAt(commands, uri, position),
    ...containerOptionsAt(runArgsIn(tree, steps), uri, position),
    ...settings,
  ];
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
    return { id: `devcontainer:${namesOf(steps)}`, range, value };
  }
  const key = tree.source.rangeAt(last.pair.key.start, last.pair.key.end);
  return { id: `devcontainer:${namesOf(steps)}`, range: value === undefined ? key : range, value };
}

function namesOf(steps: readonly PathStep[]): string {
  return steps.flatMap((step) => (step.kind === "pair" ? [step.name] : [])).join(".");
}

/** The words of the `runArgs` that the steps lead into. */
function runArgsIn(tree: YamlTree, [root, below]: readonly PathStep[]): readonly Word[] {
  if (root?.kind !== "pair" || root.name !== "runArgs" || below?.kind !== "item") return [];
  const { value } = root.pair;
  return value.kind === "sequence" ? value.items.flatMap((item) => wordOf(tree, item.value) ?? []) : [];
}

/** Quotes do not belong to the place, so that each letter of `-it` has its own. */
function wordOf({ source }: YamlTree, node: YamlNode): Word | undefined {
  if (node.kind !== "scalar") return undefined;
  return { value: node.text, text: node.text, at: source.placeAt(node.start + 1, node.end - 1) };
}
