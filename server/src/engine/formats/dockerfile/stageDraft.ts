import type { CommandLine, SimpleCommand } from "../../model/command.ts";
import type { Fact, Item, Unset } from "../../model/fact.ts";
import type { Place } from "../../model/place.ts";
import type { Instruction, Stage } from "../../model/stage.ts";
import { readCopy, type CopyDraft } from "./copies.ts";
import { shellKind, type LocatedInstruction, type ShellKind } from "./located.ts";
import { readItems, readList, wholeText } from "./items.ts";
import { expand, itemOf, variableOf, type Scope } from "./scope.ts";
import type { Span } from "./syntax/blanks.ts";
import type { Variable } from "./syntax/lexer.ts";

type LastWins = Pick<Stage, "user" | "workdir" | "cmd" | "entrypoint" | "shell" | "stopSignal" | "healthcheck">;

/** A stage while its instructions are read, one after the other. */
export interface StageDraft {
  readonly index: number;
  readonly name: string | undefined;
  readonly at: Place;
  readonly from: Place;
  readonly image: Fact<string>;
  readonly platform: Fact<string>;
  readonly parent: StageDraft | undefined;
  readonly scope: Scope;
  readonly facts: { -readonly [K in keyof LastWins]: LastWins[K] };
  readonly instructions: Instruction[];
  readonly env: Map<string, Item<string>>;
  readonly args: Map<string, Item<string>>;
  readonly labels: Map<string, Item<string>>;
  readonly exposes: Item<string>[];
  readonly volumes: Item<string>[];
  readonly copies: CopyDraft[];
  readonly commands: SimpleCommand[];
  /** What `--from` and `from=` of a mount name: stages by name or number, or images. */
  readonly needs: Set<string>;
  shellKind: ShellKind;
}

export type StageHead = Pick<
  StageDraft,
  "index" | "name" | "at" | "from" | "image" | "platform" | "parent" | "scope" | "shellKind"
>;

export function createDraft(head: StageHead): StageDraft {
  const unset: Unset = { state: "unset", at: head.at };
  return {
    ...head,
    facts: {
      user: unset,
      workdir: unset,
      cmd: unset,
      entrypoint: unset,
      shell: unset,
      stopSignal: unset,
      healthcheck: unset,
    },
    instructions: [],
    env: new Map(),
    args: new Map(),
    labels: new Map(),
    exposes: [],
    volumes: [],
    copies: [],
    commands: [],
    needs: new Set(),
  };
}

/** Values given to `ARG` from outside, and the variables before the first `FROM`. */
export interface Arguments {
  readonly given: ReadonlyMap<string, string>;
  readonly global: Scope;
  /** Where the variables before the first `FROM` were written. */
  readonly globalItems: ReadonlyMap<string, Item<string>>;
}

/** Adds what the instruction says to its stage. */
export function readInto(draft: StageDraft, located: LocatedInstruction, args: Arguments): void {
  const { instruction } = located;
  const { facts, scope } = draft;
  draft.instructions.push(instruction);
  noteNeeds(draft, instruction);
  switch (instruction.keyword) {
    case "ARG":
      return declare(located, scope, draft.args, args);
    case "ENV":
      for (const [name, item] of readItems(located, scope)) {
        draft.env.set(name, item);
        scope.set(name, variableOf(item));
      }
      return;
    case "LABEL":
      for (const [name, item] of readItems(located, scope)) draft.labels.set(name, item);
      return;
    case "USER":
      facts.user = wholeText(located, scope) ?? facts.user;
      return;
    case "WORKDIR":
      facts.workdir = wholeText(located, scope) ?? facts.workdir;
      return;
    case "STOPSIGNAL":
      facts.stopSignal = wholeText(located, scope) ?? facts.stopSignal;
      return;
    case "EXPOSE":
      draft.exposes.push(...readList(located, scope));
      return;
    case "VOLUME":
      draft.volumes.push(...readList(located, scope));
      return;
    case "COPY":
    case "ADD":
      return addCopy(draft, located);
    default:
      readExecution(draft, located);
  }
}

/** Instructions that say what runs. */
function readExecution(draft: StageDraft, located: LocatedInstruction): void {
  const { facts } = draft;
  switch (located.instruction.keyword) {
    case "RUN":
      draft.commands.push(...runCommands(draft, located));
      return;
    case "CMD":
      facts.cmd = lineFact(draft, located);
      return;
    case "ENTRYPOINT":
      facts.entrypoint = lineFact(draft, located);
      return;
    case "HEALTHCHECK":
      facts.healthcheck = healthcheckFact(draft, located);
      return;
    case "SHELL":
      facts.shell = shellFact(located);
      draft.shellKind = facts.shell.state === "known" ? shellKind(facts.shell.value) : "other";
  }
}

function runCommands(draft: StageDraft, located: LocatedInstruction): readonly SimpleCommand[] {
  const { json } = located.parsed.command;
  if (json && draft.shellKind === "other") return [];
  return located.commandLine(draft.shellKind, draft.scope).commands;
}

function noteNeeds(draft: StageDraft, instruction: Instruction): void {
  for (const { name, value } of [...instruction.flags, ...(instruction.trigger?.flags ?? [])]) {
    if (name === "from" && value !== undefined) draft.needs.add(value);
    else if (name === "mount") {
      const from = /(?:^|,)\s*"?from=([^",]+)/i.exec(value ?? "")?.[1];
      if (from !== undefined) draft.needs.add(from);
    }
  }
}

function addCopy(draft: StageDraft, located: LocatedInstruction): void {
  const copy = readCopy(located, draft.scope, draft.at);
  if (copy) draft.copies.push(copy);
}

/** `ARG` in a stage, or before the first one when the scope is the global one. */
export function declare(
  located: LocatedInstruction,
  scope: Scope,
  items: Map<string, Item<string>>,
  args: Arguments,
): void {
  const { escape, pairs: declarations } = located.parsed;
  for (const { name, value, nameSpan, span } of declarations) {
    const entry = declarations.length === 1 ? located.instruction.at : located.placeOf(span);
    const at = located.placeOf(value ?? nameSpan);
    const given = args.given.get(name);
    if (value || given !== undefined) {
      const item = itemOf(given ?? expand(textAt(located, value), scope, escape), at, entry);
      items.set(name, item);
      scope.set(name, variableOf(item));
      continue;
    }

    const outer = args.globalItems.get(name);
    items.set(
      name,
      outer?.state === "known" && scope !== args.global
        ? { ...outer, at, entry, origin: outer.at }
        : { state: "unreadable", at, entry },
    );
    if (scope !== args.global) scope.set(name, withoutDefault(name, scope, args.global));
  }
}

/** A declaration without default takes what is declared before the first `FROM`, else it leaves what an `ENV` said. */
function withoutDefault(name: string, scope: Scope, global: Scope): Variable {
  const outer = global.get(name);
  if (outer.state !== "unset") return outer;
  const before = scope.get(name);
  return before.state === "set" ? before : outer;
}

function lineFact(draft: StageDraft, located: LocatedInstruction): Fact<CommandLine> {
  const { body, json } = located.parsed.command;
  const at = body.start === body.end ? located.instruction.keywordAt : located.placeOf(body);
  const entry = located.instruction.at;
  if (body.start === body.end || json?.state === "refused") return { state: "unreadable", at, entry };
  return { state: "known", value: located.commandLine(draft.shellKind), at, entry };
}

function healthcheckFact(draft: StageDraft, located: LocatedInstruction): Fact<CommandLine | "none"> {
  const { args } = located.parsed.command;
  const first = /^\S*/.exec(textAt(located, args))?.[0].toUpperCase();
  if (first === "NONE") {
    return { state: "known", value: "none", at: located.placeOf(args), entry: located.instruction.at };
  }
  if (first === "CMD") return lineFact(draft, located);
  return { state: "unreadable", at: located.instruction.keywordAt, entry: located.instruction.at };
}

function shellFact(located: LocatedInstruction): Fact<readonly string[]> {
  const { body, json } = located.parsed.command;
  const entry = located.instruction.at;
  const at = body.start === body.end ? located.instruction.keywordAt : located.placeOf(body);
  if (json?.state !== "array" || json.items.length === 0) return { state: "unreadable", at, entry };
  return { state: "known", value: json.items.map(({ value }) => value), at, entry };
}

function textAt(located: LocatedInstruction, span: Span | undefined): string {
  return span ? located.parsed.joined.text.slice(span.start, span.end) : "";
}
