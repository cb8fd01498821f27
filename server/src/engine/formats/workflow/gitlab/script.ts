import { resolved } from "../../yaml/index.ts";
import type { SimpleCommand } from "../../../model/command.ts";
import type { Fact } from "../../../model/fact.ts";
import { literal } from "../expressions.ts";
import type { StepDraft } from "../job.ts";
import { itemsOf, placeOf, scalarOf, sequenceOf, textOf, type Entry } from "../../yaml/nodes.ts";
import { commandsIn } from "../script.ts";

export interface Sections {
  /** References may name references: how many entries may still be looked at. */
  readonly budget: { left: number };
  /** The entry that `!reference [job, key]` names. */
  referred(entry: Entry): Entry | undefined;
}

const readLiteral = literal("gitlab");
const deepestList = 10;

/** `script`, `before_script` or `after_script`: the lines of all nested lists and references run in one shell. */
export function readSection(section: Entry, sections: Sections, isPosix: boolean): StepDraft {
  const lines = linesOf(section, sections, deepestList);
  const texts = lines.map((line) => line && readLiteral(textOf(line) ?? ""));
  const place = { at: placeOf(section), entry: section.entry };
  const known = texts.filter((text) => text !== undefined);
  const script: Fact<string> =
    known.length === texts.length
      ? { state: "known", value: known.join("\n"), ...place }
      : { state: "unreadable", ...place };
  return {
    name: section.name,
    at: section.at,
    entry: section.entry,
    uses: { state: "unset", at: section.at },
    script,
    shell: { state: "unset", at: section.at },
    conditional: false,
    commands: isPosix ? commandsOf(lines) : [],
  };
}

function commandsOf(lines: readonly (Entry | undefined)[]): readonly SimpleCommand[] {
  return lines.flatMap((line, index) => {
    const commands = line ? commandsIn(line, "gitlab") : [];
    if (index === lines.length - 1) return commands;
    return commands.map((command) => (command.last ? { ...command, last: false } : command));
  });
}

/** Undefined means lines that cannot be read. */
function linesOf(value: Entry, sections: Sections, depth: number): readonly (Entry | undefined)[] {
  sections.budget.left -= 1;
  if (depth === 0 || sections.budget.left < 0) return [undefined];
  if (resolved(value.node)?.tag === "!reference") {
    const target = sections.referred(value);
    return target ? linesOf(target, sections, depth - 1) : [undefined];
  }
  if (scalarOf(value)) return textOf(value) === undefined ? [] : [value];
  if (!sequenceOf(value)) return [undefined];
  const lines: (Entry | undefined)[] = [];
  for (const item of itemsOf(value)) {
    for (const line of linesOf(item, sections, depth - 1)) lines.push(line);
  }
  return lines;
}
