import type { Position, Range } from "vscode-languageserver-types";
import { programName, type Command } from "../../model/command.ts";
import { readDockerRun } from "../shell/dockerRun.ts";
import type { SettingAt } from "../../model/document.ts";
import { valueOf } from "../../model/fact.ts";
import type { Job } from "../../model/job.ts";
import { comparePositions, type Place } from "../../model/place.ts";
import type { Service } from "../../model/service.ts";

/**
 * Returns what is at the position, the smallest first. Ids are those of GitHub Actions for every system, so that one topic
 * serves all.
 */
export function settingsIn(uri: string, jobs: readonly Job[], position: Position): readonly SettingAt[] {
  const found: SettingAt[] = [];
  const add: Add = (id, at, value) => {
    if (at.uri === uri && holds(at.range, position)) found.push({ id, range: at.range, value });
  };
  const addService = (service: Service, path: string): void => {
    add(`workflow:${path}`, service.entry, undefined);
    add(`workflow:${path}.image`, service.image.at, valueOf(service.image));
  };

  for (const job of jobs) {
    if (job.uri !== uri) continue;
    if (job.runsOn.state !== "unset") add("workflow:jobs.*.runs-on", job.runsOn.entry, valueOf(job.runsOn)?.join(", "));
    if (job.container) addService(job.container, "jobs.*.container");
    for (const service of job.services) addService(service, "jobs.*.services.*");
    for (const step of job.steps) {
      if (step.uses.state !== "unset") add("workflow:jobs.*.steps.*.uses", step.uses.entry, valueOf(step.uses));
    }
    for (const command of job.commands) {
      if (command.at.uri === uri && holds(command.at.range, position)) addCommand(command, add);
    }
  }
  return unique(found).sort((a, b) => bySize(a.range, b.range));
}

type Add = (id: string, at: Place, value: string | undefined) => void;

function addCommand(command: Command, add: Add): void {
  const name = programName(command);
  const [program] = command.words;
  if (program && name !== undefined) add(`command:${name}`, program.at, program.value);
  for (const [wrapper] of command.wrappers) {
    if (wrapper?.value !== undefined) add(`command:${wrapper.value}`, wrapper.at, wrapper.value);
  }
  if (!readDockerRun(command)) return;
  for (const word of command.words) {
    const flag = /^-[\w-]+/.exec(word.text)?.[0];
    if (flag !== undefined) add(`docker-run:${flag}`, word.at, word.value?.slice(flag.length).replace(/^=/, ""));
  }
}

function holds(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}

function bySize(a: Range, b: Range): number {
  return a.end.line - a.start.line - (b.end.line - b.start.line) || comparePositions(b.start, a.start);
}

/** Shared anchors bring one text to several jobs. */
function unique(settings: readonly SettingAt[]): SettingAt[] {
  const seen = new Set<string>();
  return settings.filter(({ id, range }) => {
    const key = `${id} ${String(range.start.line)}:${String(range.start.character)}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}
