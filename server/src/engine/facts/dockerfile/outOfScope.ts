import type { Command, Word } from "../../model/command.ts";
import { comparePositions, type Place } from "../../model/place.ts";
import type { Project } from "../../model/project.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
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
  const declared = declaredElsewhere(project, stage);
  // Without FROM it is a piece of a file, and the other pieces are unknown.
  if (declared.size === 0 || stage.instructions[0]?.keyword !== "FROM" || isTemplate(project.root)) return [];
  const found = new Map<string, OutOfScope>();
  const uses = [...inInstructions(stage), ...inShell(project, stage)].sort((a, b) =>
    comparePositions(a.at.range.start, b.at.range.start),
  );
  for (const use of uses) {
    const declaration = declared.get(use.name);
    if (!declaration || found.has(use.name) || isProxy(use.name)) continue;
    if (mayBeSetByBase(use.name) && !startsWithoutVariables(project, stage)) continue;
    found.set(use.name, { ...use, ...declaration });
  }
  return [...found.values()];
});

type Use = Pick<OutOfScope, "name" | "at" | "inShell">;
type Declaration = Pick<OutOfScope, "declaredAt" | "isGlobal">;

function declaredElsewhere({ root }: Project, stage: Stage): ReadonlyMap<string, Declaration> {
  const declared = new Map<string, Declaration>();
  if (root.kind !== "dockerfile") return declared;
  for (const { args } of root.stages.slice(0, stage.index)) {
    for (const [name, { at }] of args) declared.set(name, { declaredAt: at, isGlobal: false });
  }
  for (const [name, { at }] of root.globalArgs) declared.set(name, { declaredAt: at, isGlobal: true });
  return declared;
}

function inInstructions(stage: Stage): readonly Use[] {
  return stage.instructions.flatMap((instruction) =>
    undeclaredIn(instruction, stage)
      .filter((reference) => !hasDefault(reference))
      .map(({ name, at }) => ({ name, at, inShell: false })),
  );
}

function inShell({ root }: Project, stage: Stage): readonly Use[] {
  const open = new Map<Instruction, string>();
  return stage.commands.flatMap((command): readonly Use[] => {
    const { instruction } = command;
    if (!instruction || instruction.parts().form !== "shell") return [];
    const text = open.get(instruction) ?? root.source.slice(instruction.at.range);
    open.set(instruction, text);
    const state = stage.stateAt(instruction);
    return wordsOf(command).flatMap((word) =>
      expandedNames(word.text)
        .filter((name) => !state.variable(name) && !mayBeSetIn(text, name))
        .map((name) => ({ name, at: word.at, inShell: true })),
    );
  });
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
