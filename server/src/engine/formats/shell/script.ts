import type { ScriptAssignment, SimpleCommand } from "../../model/command.ts";
import { CommandCollector } from "./commands.ts";
import { withoutCarriageReturns } from "./offsets.ts";
import type { ReadScript } from "./open.ts";
import { interpreterOf, isPosixShell } from "./shells.ts";
import { topLevel, type Surroundings } from "./surroundings.ts";
import { parseTolerantly } from "./syntax/parse.ts";
import type { PlaceAt } from "./syntax/source.ts";
import { createVariables } from "./syntax/variables.ts";

export interface ShellScript {
  /** In the order of their places; those in `$(…)` come before the command that needs them. */
  readonly commands: readonly SimpleCommand[];
  readonly assignments: readonly ScriptAssignment[];
  /** False when a part could not be read: a syntax error, too deep or too long a text. */
  readonly complete: boolean;
  /** The program that the `#!` line names, without its folder. */
  readonly interpreter: string | undefined;
}

export interface ScriptInput {
  readonly text: string;
  readonly placeAt: PlaceAt;
  readonly variables?: ReadonlyMap<string, string>;
  readonly around?: Surroundings;
  readonly depth?: number;
}

/** Scripts in scripts in scripts; a deeper one stays closed. */
const maximumDepth = 5;

export function readScript(input: ScriptInput): ShellScript {
  const shebang = /^#!.*/.exec(input.text)?.[0];
  const interpreter = shebang === undefined ? undefined : interpreterOf(shebang);
  if (interpreter !== undefined && !isPosixShell(interpreter))
    return { commands: [], assignments: [], complete: true, interpreter };

  const depth = input.depth ?? 0;
  const around = input.around ?? topLevel;
  const { text, outer } = withoutCarriageReturns(input.text);
  const isAsWritten = text === input.text;
  const placeAt: PlaceAt = isAsWritten ? input.placeAt : (start, end) => input.placeAt(...outer(start, end));
  const readInner: ReadScript = (innerText, innerPlaceAt, innerAround) =>
    depth >= maximumDepth
      ? []
      : readScript({ text: innerText, placeAt: innerPlaceAt, around: innerAround, depth: depth + 1 }).commands;

  const { scripts, complete } = parseTolerantly(text);
  const collector = new CommandCollector(
    { text, placeAt, variables: createVariables(text, input.variables) },
    readInner,
  );
  for (const [index, script] of scripts.entries()) {
    collector.collect(script, index === scripts.length - 1 ? around : { ...around, last: false });
  }
  return { commands: collector.commands, assignments: collector.assignments, complete, interpreter };
}
