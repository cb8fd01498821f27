import type { SimpleCommand } from "../../../model/command.ts";
import type { Fact, Item, Unset } from "../../../model/fact.ts";
import type { Place } from "../../../model/place.ts";
import type { Instruction, Stage } from "../../../model/stage.ts";
import { declare, type Arguments } from "./arguments.ts";
import { readCopy, type CopyDraft } from "./copies.ts";
import { healthcheckFact, lineFact, shellFact } from "./execution.ts";
import { shellKind, type LocatedInstruction, type ShellKind } from "../located.ts";
import { readItems, readList, wholeText } from "./items.ts";
import { variableOf, type VariableScope } from "./scope.ts";
import type { StageChange, StageEvent } from "./states.ts";

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
  readonly scope: VariableScope;
  readonly facts: { -readonly [K in keyof LastWins]: LastWins[K] };
  readonly instructions: Instruction[];
  readonly env: Map<string, Item<string>>;
  readonly args: Map<string, Item<string>>;
  readonly labels: Map<string, Item<string>>;
  readonly exposes: Item<string>[];
  readonly volumes: Item<string>[];
  readonly workdirs: Item<string>[];
  readonly copies: CopyDraft[];
  readonly commands: DraftCommand[];
  readonly triggerCommands: DraftCommand[];
  /** What sets something, in order. */
  readonly events: StageEvent[];
  /** What `--from` and `from=` of a mount name: stages by name or number, or images. */
  readonly needs: Set<string>;
  shellKind: ShellKind;
}

/** A command with the `RUN` that it is written in. */
export interface DraftCommand {
  readonly command: SimpleCommand;
  readonly instruction: Instruction;
}

export type StageHead = Pick<
  StageDraft,
  "index" | "name" | "at" | "from" | "image" | "platform" | "parent" | "scope" | "shellKind"
>;

export function createDraft(head: StageHead): StageDraft {
  const unset: Unset = { state: "unset", at: head.at };
  const { index, name, at, from, image, platform, parent, scope, shellKind: kind } = head;
  // Written out: after a spread, each new key costs microseconds.
  return {
    index,
    name,
    at,
    from,
    image,
    platform,
    parent,
    scope,
    shellKind: kind,
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
    workdirs: [],
    copies: [],
    commands: [],
    triggerCommands: [],
    events: [],
    needs: new Set(),
  };
}

/** Adds what the instruction says to its stage. */
export function readInto(draft: StageDraft, located: LocatedInstruction, args: Arguments): void {
  const { instruction } = located;
  const { facts, scope } = draft;
  draft.instructions.push(instruction);
  noteNeeds(draft, instruction);
  switch (instruction.keyword) {
    case "ARG":
      declare(located, scope, draft.args, args);
      for (const { name } of located.parsed.pairs) note(draft, { keyword: "ARG", name, item: draft.args.get(name) });
      return;
    case "ENV":
      for (const [name, item] of readItems(located, scope)) {
        draft.env.set(name, item);
        scope.set(name, variableOf(item));
        note(draft, { keyword: "ENV", name, item });
      }
      return;
    case "LABEL":
      for (const [name, item] of readItems(located, scope)) draft.labels.set(name, item);
      return;
    case "USER":
      facts.user = wholeText(located, scope) ?? facts.user;
      note(draft, { keyword: "USER", fact: facts.user });
      return;
    case "WORKDIR":
      return addWorkdir(draft, located);
    case "STOPSIGNAL":
      facts.stopSignal = wholeText(located, scope) ?? facts.stopSignal;
      return;
    case "EXPOSE":
      for (const item of readList(located, scope)) draft.exposes.push(item);
      return;
    case "VOLUME":
      for (const item of readList(located, scope)) draft.volumes.push(item);
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
      for (const command of runCommands(draft, located)) {
        draft.commands.push({ command, instruction: located.instruction });
      }
      return;
    case "ONBUILD":
      return readTrigger(draft, located);
    case "CMD":
      facts.cmd = lineFact(located, draft.shellKind);
      return;
    case "ENTRYPOINT":
      facts.entrypoint = lineFact(located, draft.shellKind);
      return;
    case "HEALTHCHECK":
      facts.healthcheck = healthcheckFact(located, draft.shellKind);
      return;
    case "SHELL":
      facts.shell = shellFact(located);
      draft.shellKind = facts.shell.state === "known" ? shellKind(facts.shell.value) : "other";
      note(draft, { keyword: "SHELL", words: facts.shell });
  }
}

function runCommands(draft: StageDraft, located: LocatedInstruction): readonly SimpleCommand[] {
  const { json } = located.parsed.command;
  if (json && draft.shellKind === "other") return [];
  return located.commandLine(draft.shellKind, draft.scope).commands;
}

function readTrigger(draft: StageDraft, located: LocatedInstruction): void {
  const { trigger } = located.instruction;
  if (trigger?.keyword !== "RUN") return;
  for (const command of located.triggerLine(draft.shellKind)?.commands ?? []) {
    draft.triggerCommands.push({ command, instruction: trigger });
  }
}

function note(draft: StageDraft, change: StageChange): void {
  draft.events.push({ index: draft.instructions.length - 1, change });
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

function addWorkdir(draft: StageDraft, located: LocatedInstruction): void {
  const workdir = wholeText(located, draft.scope);
  if (!workdir) return;
  draft.facts.workdir = workdir;
  draft.workdirs.push(workdir);
  note(draft, { keyword: "WORKDIR", fact: workdir });
}

function addCopy(draft: StageDraft, located: LocatedInstruction): void {
  const copy = readCopy(located, draft.scope, draft.at);
  if (copy) draft.copies.push(copy);
}
