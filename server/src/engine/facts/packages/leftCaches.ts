import { packageCaches, type PackageCache } from "../../knowledge/packages/caches.ts";
import { programName, type Command, type SimpleCommand, type Word } from "../../model/command.ts";
import type { Project } from "../../model/project.ts";
import type { Stage } from "../../model/stage.ts";
import { baseImageOf } from "../baseImage.ts";
import { runsOf, type Run } from "../dockerfile/runs.ts";
import { isShipped } from "../dockerfile/shipped.ts";
import { remembered } from "../remembered.ts";
import { updatesLists } from "./aptLists.ts";
import { languageCall } from "./languagePackages.ts";
import { isMissingManager, packageCommand } from "./packageManagement.ts";

/** What a `RUN` of an image that people run leaves of a package manager's files. */
export interface LeftCache {
  readonly cache: PackageCache;
  readonly run: Run;
  /** The last call that leaves something. */
  readonly command: Command;
  readonly program: Word;
  /** The action, or the program if it is called without one. */
  readonly word: Word;
  /** The calls that lack the option which leaves nothing. */
  readonly words: readonly Word[];
}

/** Returns the caches that the layers of a stage keep; none for stages that no image contains. */
export const leftCachesOf = remembered("left caches", (project: Project, stage: Stage): readonly LeftCache[] =>
  runsOf(project, stage)
    .filter(({ isTrigger }) => isTrigger || isShipped(project, stage))
    .flatMap((run) => [...callsOf(run)].flatMap(([cache, calls]) => leftBy(stage, run, cache, calls) ?? []))
    .filter(({ command }) => !lacksManager(project, stage, command)),
);

/** The command fails, because the image has no such package manager. */
function lacksManager(project: Project, stage: Stage, command: Command): boolean {
  const call = packageCommand(command);
  const base = call && baseImageOf(project, stage);
  // The empty image gets what the build unpacks.
  if (!call || !base?.packageManagers || base.repository === "scratch") return false;
  return isMissingManager(call, { family: base.family, packageManagers: base.packageManagers });
}

interface Call {
  readonly command: Command;
  readonly index: number;
  readonly program: Word;
  readonly word: Word;
}

/** Returns the calls of a `RUN` that leave something, by the cache that they fill. */
function callsOf({ commands }: Run): ReadonlyMap<PackageCache, readonly Call[]> {
  const calls = new Map<PackageCache, Call[]>();
  for (const [index, command] of commands.entries()) {
    const filled = filledBy(command);
    if (!filled) continue;
    const { cache, ...call } = filled;
    const own = calls.get(cache);
    if (own) own.push({ command, index, ...call });
    else calls.set(cache, [{ command, index, ...call }]);
  }
  return calls;
}

function leftBy(stage: Stage, run: Run, cache: PackageCache, calls: readonly Call[]): LeftCache | undefined {
  const last = calls.at(-1);
  if (!last || isMounted(run, cache) || calls.some(({ command }) => isSetElsewhere(stage, command, cache))) {
    return undefined;
  }
  if (run.commands.slice(last.index + 1).some((command) => cleans(command, cache, last.program))) return undefined;
  const { command, program, word } = last;
  return { cache, run, command, program, word, words: calls.map((call) => call.word) };
}

interface Filled {
  readonly cache: PackageCache;
  readonly program: Word;
  readonly word: Word;
}

function filledBy(command: Command): Filled | undefined {
  const system = packageCommand(command);
  const language = system ? undefined : languageCall(command);
  const { program, actionWord } = system ?? language ?? {};
  const manager = system ? managerOf(system.manager, system.program) : language?.manager;
  const cache = packageCaches.find(({ id }) => id === manager);
  const action = actionWord ? actionWord.value : "";
  if (!cache || !program || action === undefined) return undefined;
  const isUpdate = cache.id === "apt" && system !== undefined && updatesLists(system);
  if (!isUpdate && !cache.actions.includes(action)) return undefined;
  const { option } = cache;
  if (option && command.words.some(({ value, text }) => option.accepts.test(value ?? text))) return undefined;
  return { cache, program, word: actionWord ?? program };
}

function managerOf(manager: string, { value = "" }: Word): string {
  if (manager === "microdnf" || manager === "tdnf") return "dnf";
  return value.endsWith("yum") ? "yum" : manager;
}

function isMounted({ instruction }: Run, { mounts }: PackageCache): boolean {
  return instruction.parts().mounts.some(({ type, fields }) => {
    const target = fields.get("target") ?? "";
    return (type === "cache" || type === "tmpfs") && (target.includes("$") || mounts.some((one) => one.test(target)));
  });
}

/** A variable or a configuration file keeps the cache away, or moves it to a place that is unknown here. */
function isSetElsewhere(stage: Stage, command: Command, { id }: PackageCache): boolean {
  if (id === "pip") {
    const names = ["PIP_NO_CACHE_DIR", "PIP_CACHE_DIR"];
    const state = stage.stateAt(command.instruction);
    const isWritten = command.assignments.some(({ name }) => names.includes(name));
    const text = command.instruction?.parts().text ?? "";
    return isWritten || names.some((name) => state.variable(name) !== undefined || text.includes(name));
  }
  return (
    id === "apt" &&
    stage.copies.some(({ destination }) =>
      destination.state === "known" ? destination.value.startsWith("/etc/apt/apt.conf") : false,
    )
  );
}

function cleans(command: SimpleCommand, { id, paths, cleaning }: PackageCache, caller: Word): boolean {
  const [, ...words] = command.words.map(({ value, text }) => value ?? text);
  const name = programName(command);
  const text = [name, ...words].join(" ");
  // microdnf has a cache of its own.
  const isOther = id === "dnf" && (name === "microdnf") !== (caller.value?.endsWith("microdnf") === true);
  if (!isOther && cleaning?.test(text) === true) return true;
  return (name === "rm" || name === "find") && paths.test(text);
}
