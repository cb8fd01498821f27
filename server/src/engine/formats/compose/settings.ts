import type { Position } from "vscode-languageserver-types";
import type { CommandLine, SimpleCommand } from "../../model/command.ts";
import { composeKeys } from "../../containerSettings/index.ts";
import type { SettingAt } from "../../model/document.ts";
import type { Fact } from "../../model/fact.ts";
import type { Service } from "../../model/service.ts";
import { commandSettingsAt } from "../shell/settings.ts";
import { isEmpty, pathAt, type PathStep, type YamlNode, type YamlTree } from "../yaml/index.ts";

/** The setting at a position and those around it, most specific first; a program in a command comes before all. */
export function settingsAt(tree: YamlTree, services: readonly Service[], position: Position): readonly SettingAt[] {
  const found = pathAt(tree, tree.source.offsetAt(position));
  if (!found) return [];
  const settings: SettingAt[] = [];
  for (let depth = found.steps.length; depth > 0; depth -= 1) {
    const setting = settingOf(tree, found.steps.slice(0, depth));
    if (setting && settings.at(-1)?.id !== setting.id) settings.push(setting);
  }
  return [...programsAt(services, tree.source.uri, position), ...settings];
}

/** Sections whose entries have names of the author's choice. */
const namedSections = new Set(["services", "networks", "volumes", "configs", "secrets", "models"]);
/** Settings of a service whose entries are the author's names with settings of their own. */
const namedSettings = new Set([...composeKeys("isNamed"), "models", "develop"]);
/** Settings that are a list of `NAME=value` as well as a mapping. */
const assignments = new Set([...composeKeys("isAssigned"), "annotations", "extra_hosts", "x-bulkhead"]);

function settingOf(tree: YamlTree, steps: readonly PathStep[]): SettingAt | undefined {
  const names = steps.map((step) => (step.kind === "item" ? "*" : step.name));
  const [section = ""] = names;
  // A fragment for services holds their settings.
  const isFragment = section.startsWith("x-") && section !== "x-bulkhead";
  const path = isFragment ? ["services", "*", ...names.slice(1)] : [...names];
  if (namedSections.has(section) && path.length > 1) path[1] = "*";
  if (path[0] === "services" && namedSettings.has(path[2] ?? "") && path.length > 3) path[3] = "*";

  const last = steps.at(-1);
  if (!last) return undefined;
  const written = last.kind === "item" ? last.item.value : last.pair.value;
  const entry = last.kind === "item" ? last.item : last.pair;
  let value = scalarOf(written);
  const parent = path.at(-2);
  if (last.kind === "pair" && parent !== undefined && assignments.has(parent) && path.length > 3) {
    path.pop();
    value = value === undefined ? last.name : `${last.name}=${value}`;
  } else if (path.at(-1) === "*" && last.kind === "item") path.pop();
  if (path.length < 1 || (isFragment && path.length < 3)) return undefined;
  const range = last.kind === "pair" && value === undefined ? last.pair.key : entry;
  return { id: `compose:${path.join(".")}`, range: tree.source.rangeAt(range.start, range.end), value };
}

function scalarOf(node: YamlNode): string | undefined {
  const target = node.kind === "alias" ? node.target : node;
  return target?.kind === "scalar" && !isEmpty(target) ? target.text : undefined;
}

function programsAt(services: readonly Service[], uri: string, position: Position): readonly SettingAt[] {
  const commands = services.flatMap((service) =>
    [service.command, service.entrypoint, service.healthcheck].flatMap(commandsOf),
  );
  return commandSettingsAt(commands, uri, position);
}

function commandsOf(fact: Fact<CommandLine | "none">): readonly SimpleCommand[] {
  return fact.state === "known" && fact.value !== "none" ? fact.value.commands : [];
}
