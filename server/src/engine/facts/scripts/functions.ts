import { programName, type SimpleCommand } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import { passesArguments, setsArguments, withArguments } from "./positional.ts";
import { under } from "./under.ts";

/**
 * The commands of a script without its functions: what a function does takes the place of its first call, and of its
 * first call without conditions. Later calls stay as they are, as does one of a function that replaces its arguments.
 */
export function withFunctions(project: Project, script: readonly SimpleCommand[]): readonly SimpleCommand[] {
  const bodies = new Map<string, SimpleCommand[]>();
  for (const command of script) {
    const { inFunction } = command;
    if (inFunction === undefined) continue;
    const body = bodies.get(inFunction);
    if (body) body.push(command);
    else bodies.set(inFunction, [command]);
  }
  if (bodies.size === 0) return script;

  const opened = new Set<string>();
  const open = (command: SimpleCommand): readonly SimpleCommand[] => {
    const name = programName(command) ?? "";
    const key = `${name} ${command.conditional ? "?" : ""}`;
    const body = bodies.get(name);
    if (!body || opened.has(key) || body.some(setsArguments)) return [command];
    opened.add(key);
    return body.flatMap((one) => calledWith(project, one, command, one === body.at(-1))).flatMap(open);
  };
  return script.flatMap((command) => (command.inFunction === undefined ? open(command) : []));
}

function calledWith(
  project: Project,
  command: SimpleCommand,
  call: SimpleCommand,
  isLast: boolean,
): readonly SimpleCommand[] {
  const { replacesShell } = command;
  const own: SimpleCommand = { ...command, inFunction: undefined, last: isLast && replacesShell };
  if (!passesArguments(own)) return [under(call, own)];
  const words = withArguments([...own.wrappers.flat(), ...own.words], call.words.slice(1));
  if (words.every(({ value }) => value === "exec")) return [];
  const bare = { ...own, wrappers: [] };
  return project
    .commandsIn(words, own.at)
    .map((inner) => under(call, under(bare, inner, { replacesShell: replacesShell && inner.replacesShell })));
}
