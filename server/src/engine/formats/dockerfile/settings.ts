import type { Position, Range } from "vscode-languageserver-types";
import type { SimpleCommand } from "../../model/command.ts";
import type { SettingAt } from "../../model/document.ts";
import { valueOf, type Fact } from "../../model/fact.ts";
import { comparePositions } from "../../model/place.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import { commandSettingsAt } from "../shell/settings.ts";
import type { LocatedInstruction } from "./located.ts";
import { lastNotAfter } from "./lines/joined.ts";
import { keywords } from "../../model/keywords.ts";
import { variableSpans } from "./syntax/library.ts";
import type { SplitFile } from "./lines/split.ts";

/** Returns what is at a position, most specific first: a program, a flag, the instruction, a parser directive. */
export function settingsAt(
  source: SourceText,
  { directives, regions }: SplitFile,
  instructions: readonly LocatedInstruction[],
  stages: readonly Stage[],
  position: Position,
): readonly SettingAt[] {
  const offset = source.offsetAt(position);
  const directive = directives.find(({ span }) => span.start <= offset && offset <= span.end);
  if (directive) {
    const range = source.rangeAt(directive.span.start, directive.span.end);
    return [{ id: `dockerfile:${directive.name}`, range, value: directive.value }];
  }

  const index = lastNotAfter(
    regions.map(({ start }) => start),
    offset,
  );
  const located = instructions[index];
  if (!located || !covers(located.instruction.at.range, position)) return [];
  const { instruction } = located;
  const stage = stages.find(({ entry }) => covers(entry.range, position));
  return [
    ...(stage ? programsAt(stage, source.uri, position) : []),
    ...variablesAt(located, position),
    ...instructionSettings(instruction, stage, position),
  ];
}

/** Instructions in which the builder replaces variables. In others the shell of the container does, if it runs one. */
const withVariables = new Set([
  "ADD",
  "ARG",
  "COPY",
  "ENV",
  "EXPOSE",
  "FROM",
  "LABEL",
  "STOPSIGNAL",
  "USER",
  "VOLUME",
  "WORKDIR",
]);

function variablesAt({ parsed, instruction, placeOf }: LocatedInstruction, position: Position): readonly SettingAt[] {
  const { joined, escape } = parsed;
  const { keyword } = instruction.trigger ?? instruction;
  if (!withVariables.has(keyword)) return [];
  return variableSpans(joined.text, escape).flatMap((span) => {
    const { range } = placeOf(span);
    const value = joined.text.slice(span.start, span.end);
    return covers(range, position) ? [{ id: "dockerfile:variable", range, value }] : [];
  });
}

function instructionSettings(
  instruction: Instruction,
  stage: Stage | undefined,
  position: Position,
): readonly SettingAt[] {
  const { keyword, flags, keywordAt, trigger } = instruction;
  const settings = trigger ? [...instructionSettings(trigger, undefined, position)] : [];
  for (const { name, value, at } of flags) {
    if (covers(at.range, position)) settings.push({ id: `dockerfile:${keyword} --${name}`, range: at.range, value });
  }
  if (covers(keywordAt.range, position) && keywords.has(keyword)) {
    settings.push({
      id: `dockerfile:${keyword}`,
      range: keywordAt.range,
      value: stage && textValue(keyword, stage, instruction),
    });
  } else if (settings.length === 0 && keywords.has(keyword) && instruction.argumentsAt) {
    const { range } = instruction.argumentsAt;
    if (covers(range, position) && keyword !== "RUN") {
      settings.push({ id: `dockerfile:${keyword}`, range, value: stage && textValue(keyword, stage, instruction) });
    }
  }
  return settings;
}

/** The value of an instruction that holds one text, when it is the one that counts. */
function textValue(keyword: string, stage: Stage, { at }: Instruction): string | undefined {
  const facts: Readonly<Record<string, Fact<string>>> = {
    FROM: stage.image,
    USER: stage.user,
    WORKDIR: stage.workdir,
    STOPSIGNAL: stage.stopSignal,
  };
  const fact = facts[keyword];
  if (fact?.state !== "known" || comparePositions(fact.entry.range.start, at.range.start) !== 0) return undefined;
  return valueOf(fact);
}

/** Returns the programs of a stage, and the options of `docker run` in it. */
function programsAt(stage: Stage, uri: string, position: Position): readonly SettingAt[] {
  const lines = [stage.cmd, stage.entrypoint, stage.healthcheck].map((fact) => valueOf<unknown>(fact));
  const started = lines.flatMap((line) => (isCommandLine(line) ? line.commands : []));
  return commandSettingsAt([...stage.commands, ...started], uri, position);
}

function isCommandLine(value: unknown): value is { readonly commands: readonly SimpleCommand[] } {
  return typeof value === "object" && value !== null && "commands" in value;
}

function covers({ start, end }: Range, position: Position): boolean {
  return comparePositions(start, position) <= 0 && comparePositions(position, end) <= 0;
}
