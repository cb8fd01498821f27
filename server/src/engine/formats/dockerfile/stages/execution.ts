import type { CommandLine } from "../../../model/command.ts";
import type { Fact } from "../../../model/fact.ts";
import type { LocatedInstruction, ShellKind } from "../located.ts";

/** `CMD`, `ENTRYPOINT`, and the command of a health check; unreadable while there is none. */
export function lineFact(located: LocatedInstruction, shell: ShellKind): Fact<CommandLine> {
  const { body, json } = located.parsed.command;
  const at = body.start === body.end ? located.instruction.keywordAt : located.placeOf(body);
  const entry = located.instruction.at;
  if (body.start === body.end || json?.state === "refused") return { state: "unreadable", at, entry };
  return { state: "known", value: located.commandLine(shell), at, entry };
}

/** `HEALTHCHECK CMD …` or `HEALTHCHECK NONE`. */
export function healthcheckFact(located: LocatedInstruction, shell: ShellKind): Fact<CommandLine | "none"> {
  const { command, joined } = located.parsed;
  const { args } = command;
  const first = /^\S*/.exec(joined.text.slice(args.start, args.end))?.[0].toUpperCase();
  if (first === "NONE") {
    return { state: "known", value: "none", at: located.placeOf(args), entry: located.instruction.at };
  }
  if (first === "CMD") return lineFact(located, shell);
  return { state: "unreadable", at: located.instruction.keywordAt, entry: located.instruction.at };
}

/** `SHELL` has a JSON form only. */
export function shellFact(located: LocatedInstruction): Fact<readonly string[]> {
  const { body, json } = located.parsed.command;
  const entry = located.instruction.at;
  const at = body.start === body.end ? located.instruction.keywordAt : located.placeOf(body);
  if (json?.state !== "array" || json.items.length === 0) return { state: "unreadable", at, entry };
  return { state: "known", value: json.items.map(({ value }) => value), at, entry };
}
