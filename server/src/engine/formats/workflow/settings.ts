import type { Position, Range } from "vscode-languageserver-types";
import type { SettingAt } from "../../model/document.ts";
import { valueOf } from "../../model/fact.ts";
import type { CiSystem, Job } from "../../model/job.ts";
import { comparePositions, type Place } from "../../model/place.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { commandSettingsAt, containerOptionsAt } from "../shell/settings.ts";
import type { YamlTree } from "../yaml/index.ts";
import { optionWordsOf } from "./container.ts";
import { keysAt } from "./keys.ts";

/** Returns what is at the position, the smallest first: programs, options of containers, keys about machines and containers. */
export function settingsIn(
  tree: YamlTree,
  system: Exclude<CiSystem, "jenkins">,
  jobs: readonly Job[],
  position: Position,
): readonly SettingAt[] {
  const { source } = tree;
  return [...commandsAt(source.uri, jobs, position), ...keysAt(tree, system, source.offsetAt(position))];
}

/** The same for a Jenkinsfile, which has no tree. */
export function settingsInJenkinsfile(
  source: SourceText,
  jobs: readonly Job[],
  position: Position,
): readonly SettingAt[] {
  const { uri } = source;
  const found: SettingAt[] = [];
  const add = (id: string, at: Place, value: string | undefined): void => {
    if (at.uri === uri && holds(at.range, position)) found.push({ id, range: at.range, value });
  };
  for (const { container, runsOn } of jobs) {
    if (container?.uri === uri) {
      const kind = source.slice(container.at.range);
      const image = valueOf(container.image);
      add(`jenkins:agent.${kind}`, image === undefined ? container.at : container.image.at, image);
      add(`jenkins:agent.${kind}`, container.entry, image);
    }
    add("jenkins:agent", runsOn.state === "unset" ? runsOn.at : runsOn.entry, valueOf(runsOn)?.join(", "));
  }
  return [...commandsAt(uri, jobs, position), ...found];
}

function commandsAt(uri: string, jobs: readonly Job[], position: Position): readonly SettingAt[] {
  const commands = jobs.flatMap((job) => job.commands);
  const containers = jobs.flatMap(({ container, services }) => [...(container ? [container] : []), ...services]);
  return [
    ...commandSettingsAt(commands, uri, position),
    ...containers.flatMap((container) => containerOptionsAt(optionWordsOf(container), uri, position)).slice(0, 1),
  ];
}

function holds(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}
