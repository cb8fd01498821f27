import type { Command, Word } from "../../model/command.ts";
import type { Dockerfile } from "../../model/document.ts";
import { memo } from "../../model/memo.ts";
import { comparePositions, type Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { remembered } from "../remembered.ts";
import { startsWithoutVariables } from "./emptyImage.ts";
import { isTemplate } from "./template.ts";
import { hasDefault, isProxy, undeclaredIn } from "./undeclared.ts";

/** A use of an `ARG` that another part of the file declares: here it is empty. */
export interface OutOfScope {
  readonly name: string;
  readonly at: Place;
  /** The text of a `RUN`, in which the shell finds no variable. */
  readonly inShell: boolean;
  readonly declaredAt: Place;
  /** Before the first `FROM`, not in another stage. */
  readonly isGlobal: boolean;
}

/** Returns the first use of each `ARG` that does not reach the stage. */
export const outOfScopeIn = remembered("out of scope", (project: Project, stage: Stage): readonly OutOfScope[] => {
  const { root } = project;
  // Without FROM it is a piece of a file, and the other pieces are unknown.
  if (root.kind !== "dockerfile" || stage.instructions[0]?.keyword !== "FROM" || isTemplate(root)) return [];
  const declarations = declarationsIn(root);
  if (declarations.size === 0) return [];
  const declared = (name: string): Declaration | undefined => {
    const found = declarations.get(name);
    if (!found || found.index >= stage.index || stage.args.has(name)) return undefined;
    return !mayBeSetByBase(name) || startsWithoutVariables(project, stage) ? found : undefined;
  };
  // Few stages mention such a name, and taking their instructions apart costs more than this search.
  const mentions = [...root.source.slice(stage.entry.range).matchAll(/\$\{?([A-Za-z_]\w*)/g)];
  if (!mentions.some(([, name = ""]) => declared(name))) return [];
  const found = new Map<string, OutOfScope>();
  const uses = [...inInstructions(stage), ...inShell(project, stage, declared)].sort((a, b) =>
    comparePositions(a.at.range.start, b.at.range.start),
  );
  for (const use of uses) {
    const { declaredAt, isGlobal } = declared(use.name) ?? {};
    if (declaredAt && isGlobal !== undefined && !found.has(use.name)) {
      found.set(use.name, { ...use, declaredAt, isGlobal });
    }
  }
  return [...found.values()];
});

type Use = Pick<OutOfScope, "name" | "at" | "inShell">;

interface Declaration extends Pick<OutOfScope, "declaredAt" | "isGlobal"> {
  /** Of the stage that declares the argument; before all stages if none does. */
  readonly index: number;
}

/** The first declaration of each `ARG`; one before the first `FROM` counts in every stage. */
const declarationsIn = memo(({ stages, globalArgs }: Dockerfile): ReadonlyMap<string, Declaration> => {
  const byName = new Map<string, Declaration>();
  const add = (name: string, declaration: Declaration): void => {
    if (/^[A-Za-z_]\w*$/.test(name) && !isProxy(name) && !byName.has(name)) byName.set(name, declaration);
  };
  for (const [name, { at }] of globalArgs) add(name, { declaredAt: at, isGlobal: true, index: -1 });
  for (const { args, index } of stages) {
    for (const [name, { at }] of args) add(name, { declaredAt: at, isGlobal: false, index });
  }
  return byName;
});

function inInstructions(stage: Stage): readonly Use[] {
  return stage.instructions.flatMap((instruction) =>
    undeclaredIn(instruction, stage)
      .filter((reference) => !hasDefault(reference))
      .map(({ name, at }) => ({ name, at, inShell: false })),
  );
}

/** The first use of each name. */
function inShell({ root }: Project, stage: Stage, declared: (name: string) => Declaration | undefined): readonly Use[] {
  const uses = new Map<string, Use>();
  for (const command of stage.commands) {
    const { instruction } = command;
    if (!instruction) continue;
    for (const word of wordsOf(command)) {
      if (!word.text.includes("$")) continue;
      for (const name of expandedNames(word.text)) {
        if (uses.has(name) || !declared(name) || !isUnsetIn(root.source, instruction, stage, name)) continue;
        uses.set(name, { name, at: word.at, inShell: true });
      }
    }
  }
  return [...uses.values()];
}

/** Neither the stage nor the script sets the variable. */
function isUnsetIn(source: SourceText, instruction: Instruction, stage: Stage, name: string): boolean {
  if (instruction.parts().form !== "shell" || stage.stateAt(instruction).variable(name)) return false;
  return !mayBeSetIn(source.slice(instruction.at.range), name);
}

function wordsOf({ words, wrappers, redirects }: Command): readonly Word[] {
  // Within a here-document and `sh -c`, quotes are those of another text.
  return wrappers.some((one) => /^(?:ba|da|a|k|z)?sh$/.test(one[0]?.value ?? ""))
    ? []
    : [...words, ...redirects.flatMap(({ target }) => target ?? [])];
}

/** Variables of a word that the shell replaces, those with a default left out. */
function expandedNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const [match, , name, operator] of text.matchAll(/'[^']*'|\\.|\$(\{)?([A-Za-z_]\w*)(:?[-+?=])?/gs)) {
    if (match.startsWith("$") && name !== undefined && operator === undefined) names.push(name);
  }
  return text.includes("'") && text.includes('"') ? [] : names;
}

/** The script assigns the variable, or reads a file that may. */
function mayBeSetIn(text: string, name: string): boolean {
  return new RegExp(
    `\\b${name}\\+?=|\\b(?:for|read|export|local|declare|typeset|readonly|getopts|mapfile|env|select)\\b[^\\n]*\\b${name}\\b|(?:^|[\\s;&(])(?:\\.|source|eval)\\s`,
  ).test(text);
}

/** Names that images commonly set, and those that shells do. */
function mayBeSetByBase(name: string): boolean {
  return /_VERSION$|_HOME$|^(?:LANG|LC_\w+|HOME|PATH|USER|PWD|HOSTNAME|SHELL|TERM|VERSION|DEBIAN_FRONTEND|GOPATH|GOROOT)$/.test(
    name,
  );
}
