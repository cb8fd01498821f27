import { commandOf, type Command } from "../../../model/command.ts";
import type { Dockerfile } from "../../../model/document.ts";
import { valueOf, type Fact, type Item } from "../../../model/fact.ts";
import type { PartialText } from "../../../model/partialText.ts";
import type { Place } from "../../../model/place.ts";
import type { Copy, Stage } from "../../../model/stage.ts";
import { declare, type Arguments } from "./arguments.ts";
import type { LocatedInstruction, ShellKind } from "../located.ts";
import { createGlobalScope, createStageScope, expand, expandParts, itemOf } from "./scope.ts";
import { createDraft, readInto, type StageDraft } from "./stageDraft.ts";
import { statesOf } from "./states.ts";
import { keywords } from "../../../model/keywords.ts";

type ReadStages = Pick<Dockerfile, "stages" | "head" | "globalArgs">;

/** Reads the stages of a file from its instructions. `given` are values that the build gets for `ARG`. */
export function readStages(
  instructions: readonly LocatedInstruction[],
  uri: string,
  given: ReadonlyMap<string, string>,
): ReadStages {
  const globalItems = new Map<string, Item<string>>();
  const args: Arguments = { given, global: createGlobalScope(), globalItems };
  const drafts: StageDraft[] = [];
  const byName = new Map<string, StageDraft>();
  for (const located of instructions) {
    const { keyword } = located.instruction;
    const current = drafts.at(-1);
    if (keyword === "FROM") {
      const draft = openStage(located, drafts.length, byName, args);
      drafts.push(draft);
      if (draft.name !== undefined) byName.set(draft.name.toLowerCase(), draft);
      readInto(draft, located, args);
    } else if (current) readInto(current, located, args);
    else if (keyword === "ARG") declare(located, args.global, globalItems, args);
    else if (keywords.has(keyword)) {
      // The user is still typing the first line: the stage exists, but its image does not yet.
      const draft = openNameless(located);
      drafts.push(draft);
      readInto(draft, located, args);
    }
  }
  const first = drafts[0]?.instructions[0];
  const head = instructions.map(({ instruction }) => instruction);
  return {
    stages: finish(drafts, byName, uri),
    head: first ? head.slice(0, head.indexOf(first)) : head,
    globalArgs: globalItems,
  };
}

function openStage(
  located: LocatedInstruction,
  index: number,
  byName: ReadonlyMap<string, StageDraft>,
  { global, globalItems }: Arguments,
): StageDraft {
  const { parsed, instruction } = located;
  const { escape, list } = parsed;
  const [imageWord, as, nameWord, ...rest] = list;
  const isNamed =
    rest.length === 0 && /^as$/i.test(as?.text ?? "") && /^[a-z][a-z0-9\-_.]*$/i.test(nameWord?.text ?? "");
  const named = isNamed ? nameWord : undefined;

  const imageAt = imageWord ? located.placeOf(imageWord.span) : instruction.keywordAt;
  const value = imageWord && expand(imageWord.text, global, escape);
  const origin = globalItems.get(definingVariable(imageWord?.text ?? ""))?.at;
  const item = itemOf(value === "" ? undefined : value, imageAt, instruction.at);
  const isPartial = item.state === "unreadable" && imageWord !== undefined;
  const image = imageFact(item, origin, isPartial ? expandParts(imageWord.text, global, escape) : undefined);
  const parent = image.state === "known" ? byName.get(image.value.toLowerCase()) : undefined;
  const at = named ? located.placeOf(named.span) : imageAt;

  const flag = instruction.flags.find((one) => one.name === "platform");
  const platform: Fact<string> =
    flag?.valueAt && flag.value !== undefined
      ? itemOf(expand(flag.value, global, escape), flag.valueAt, flag.at)
      : { state: "unset", at };
  const imageText = image.state === "known" ? image.value : undefined;
  return createDraft({
    index,
    name: named?.text,
    at,
    from: instruction.at,
    image,
    platform,
    parent,
    scope: createStageScope(imageText, parent?.scope),
    shellKind:
      parent?.shellKind ??
      (isWindows(imageText ?? writtenIn(image), valueOf(platform)) ? "other" : defaultShell(escape)),
  });
}

/** `parts` is given if the text as a whole is unreadable. */
function imageFact(item: Item<string>, origin: Place | undefined, parts: PartialText | undefined): Item<string> {
  if (item.state === "known") return origin ? { ...item, origin } : item;
  return parts ? { ...item, partial: parts } : item;
}

/** The variable that is the image, or begins its tag; one that gives the registry alone decides nothing. */
function definingVariable(image: string): string {
  return /^\$\{?(\w+)\}?$/.exec(image)?.[1] ?? /^[^$]*:\$\{?(\w+)(?!\w)\}?[^$/:]*$/.exec(image)?.[1] ?? "";
}

/** A backtick as escape character is how Windows files are written; their default shell is cmd. */
function defaultShell(escape: string): ShellKind {
  return escape === "`" ? "other" : "posix";
}

function writtenIn(image: Item<string>): string | undefined {
  return image.state === "unreadable" ? image.partial?.written : undefined;
}

/** A Windows image by its platform, by Microsoft's name for it, or by a tag such as `1809-nanoserver`. */
function isWindows(image: string | undefined, platform: string | undefined): boolean {
  if (platform !== undefined) return /^windows(?:\/|$)/i.test(platform);
  return image !== undefined && /^mcr\.microsoft\.com\/windows[/:]|nanoserver|windowsservercore/i.test(image);
}

function openNameless({ instruction, parsed }: LocatedInstruction): StageDraft {
  const at = instruction.keywordAt;
  return createDraft({
    index: 0,
    name: undefined,
    at,
    from: at,
    image: { state: "unreadable", at, entry: at },
    platform: { state: "unset", at },
    parent: undefined,
    scope: createStageScope(undefined, undefined),
    shellKind: defaultShell(parsed.escape),
  });
}

function finish(drafts: readonly StageDraft[], byName: ReadonlyMap<string, StageDraft>, uri: string): readonly Stage[] {
  const reachable = reachableFrom(drafts, byName);
  const stages: Stage[] = [];
  for (const draft of drafts) {
    const earlier = (name: string): Stage | undefined => {
      const named = stageNamed(name, drafts, byName);
      return named && named.index < draft.index ? stages[named.index] : undefined;
    };
    stages.push(toStage(draft, uri, draft.index === drafts.length - 1, reachable.has(draft), stages, earlier));
  }
  return stages;
}

/** A stage by its name, whatever its case, or by its number. */
function stageNamed(
  name: string,
  drafts: readonly StageDraft[],
  byName: ReadonlyMap<string, StageDraft>,
): StageDraft | undefined {
  return /^\d+$/.test(name) ? drafts[Number(name)] : byName.get(name.toLowerCase());
}

function reachableFrom(
  drafts: readonly StageDraft[],
  byName: ReadonlyMap<string, StageDraft>,
): ReadonlySet<StageDraft> {
  const reachable = new Set<StageDraft>();
  const open = drafts.slice(-1);
  for (let draft = open.pop(); draft; draft = open.pop()) {
    if (reachable.has(draft)) continue;
    reachable.add(draft);
    if (draft.parent) open.push(draft.parent);
    for (const name of draft.needs) {
      const needed = stageNamed(name, drafts, byName);
      if (needed) open.push(needed);
    }
  }
  return reachable;
}

function toStage(
  draft: StageDraft,
  uri: string,
  isFinal: boolean,
  isReachable: boolean,
  stages: readonly Stage[],
  earlier: (name: string) => Stage | undefined,
): Stage {
  const commands: Command[] = [];
  const triggerCommands: Command[] = [];
  const parent = draft.parent && stages[draft.parent.index];
  const { user, workdir, cmd, entrypoint, shell, stopSignal, healthcheck } = draft.facts;
  const stage: Stage = {
    kind: "stage",
    uri,
    index: draft.index,
    name: draft.name,
    at: draft.at,
    entry: { uri, range: { start: draft.from.range.start, end: endOf(draft) } },
    from: draft.from,
    image: draft.image,
    parent,
    platform: draft.platform,
    isFinal,
    isReachable,
    instructions: draft.instructions,
    user,
    workdir,
    cmd,
    entrypoint,
    shell,
    stopSignal,
    healthcheck,
    env: draft.env,
    args: draft.args,
    labels: draft.labels,
    exposes: draft.exposes,
    volumes: draft.volumes,
    workdirs: draft.workdirs,
    copies: draft.copies.map((copy): Copy => ({
      fromStage: copy.from.state === "known" ? earlier(copy.from.value) : undefined,
      ...copy,
    })),
    commands,
    triggerCommands,
    stateAt: statesOf(draft, draft.events, () => parent?.stateAt()),
  };
  for (const { command, instruction } of draft.commands) {
    commands.push(commandOf(stage, "build", command, command.conditional, instruction));
  }
  for (const { command, instruction } of draft.triggerCommands) {
    triggerCommands.push(commandOf(stage, "build", command, command.conditional, instruction));
  }
  return stage;
}

function endOf({ instructions, from }: StageDraft): Stage["entry"]["range"]["end"] {
  return (instructions.at(-1)?.at ?? from).range.end;
}
