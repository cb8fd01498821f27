import type { Position, Range } from "vscode-languageserver-types";
import { programName, type SimpleCommand, type Word } from "../../model/command.ts";
import type { SettingAt } from "../../model/document.ts";
import { valueOf } from "../../model/fact.ts";
import { comparePositions } from "../../model/place.ts";
import { readContainerOptions, readDockerRun, runOptionsOf } from "./dockerRun.ts";
import type { Option } from "./run/options.ts";

/**
 * The program or the option of `docker run` at the position, with what it runs: `command:systemctl`,
 * `docker-run:--memory` for `-m` too. Commands of other files are ignored.
 */
export function commandSettingsAt(
  commands: readonly SimpleCommand[],
  uri: string,
  position: Position,
): readonly SettingAt[] {
  for (const command of commands) {
    const found = [...programsAt(command, uri, position), ...optionsAt(runOptionsOf(command), uri, position)];
    if (found.length > 0) return found;
    const started = commandsInContainer(command);
    const inside = started.length === 0 ? [] : commandSettingsAt(started, uri, position);
    if (inside.length > 0) return inside;
  }
  return [];
}

/** The option at the position among words that are options of a container only: `options:` of a CI container. */
export function containerOptionsAt(words: readonly Word[], uri: string, position: Position): readonly SettingAt[] {
  return optionsAt(readContainerOptions(words), uri, position);
}

/** Commands of the image that `docker run` starts. */
function commandsInContainer(command: SimpleCommand): readonly SimpleCommand[] {
  const service = readDockerRun(command);
  return (service && valueOf(service.command)?.commands) ?? [];
}

function programsAt(command: SimpleCommand, uri: string, position: Position): readonly SettingAt[] {
  for (const words of [command.words, ...command.wrappers]) {
    const [first] = words;
    const name = programName({ words });
    if (!first || name === undefined || name === "" || first.at.uri !== uri) continue;
    if (holds(first.at.range, position)) return [{ id: `command:${name}`, range: first.at.range, value: first.value }];
  }
  return [];
}

function optionsAt(options: readonly Option[], uri: string, position: Position): readonly SettingAt[] {
  const here = options.filter(({ entry }) => entry.uri === uri && holds(entry.range, position));
  const option = here.length > 1 ? here[letterAt(here, position)] : here[0];
  return option ? [{ id: `docker-run:--${option.name}`, range: option.entry.range, value: option.value }] : [];
}

/** Options of one word, such as `-it`, have a letter each. */
function letterAt(options: readonly Option[], position: Position): number {
  const start = options[0]?.entry.range.start.character ?? 0;
  return Math.min(Math.max(position.character - start - 1, 0), options.length - 1);
}

function holds({ start, end }: Range, position: Position): boolean {
  return comparePositions(start, position) <= 0 && comparePositions(position, end) <= 0;
}
