import { heapSettings, type HeapSetting } from "../knowledge/heaps.ts";
import { programName, startOf, type SimpleCommand, type Word } from "../model/command.ts";
import { has, type Fact, type Known } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { parseBytes } from "../model/values.ts";
import { baseImageOf } from "./baseImage.ts";
import { imageCommandsOf } from "./imageCommands.ts";
import { repositoriesOf } from "./images.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { remembered } from "./remembered.ts";
import { packageScript } from "./process/packageScript.ts";
import type { StartedScript } from "./scripts/follow.ts";

/** A memory area whose size is set explicitly. */
export interface Heap {
  readonly setting: HeapSetting;
  readonly bytes: number;
  readonly at: Place;
  /** The size itself, if `at` starts a script that holds it. */
  readonly inScript: Place | undefined;
  /** The variable's value, when a variable says it. */
  readonly variable: Known<string> | undefined;
  /** The number as written, for an edit of the value. */
  readonly written: string;
}

/** The memory limit of a service, and the areas that are reserved in it. */
export interface MemoryBudget {
  /** The lowest limit, in bytes. Unreadable if one of several is; unset if none limits anything. */
  readonly limit: Fact<number>;
  readonly heaps: readonly Heap[];
}

/** The memory budget of a service across its limits, its environment, its command and the image that it builds. */
export const memoryBudgetOf = remembered("memory budget", (project: Project, service: Service): MemoryBudget => ({
  limit: limitOf(service),
  heaps: smallest([...fromVariables(project, service), ...fromArguments(project, service)]),
}));

/** Of several sizes for one area the runtime takes one by rules of its own: never a smaller one than the smallest. */
function smallest(heaps: readonly Heap[]): readonly Heap[] {
  return heaps.filter(
    (heap, index) =>
      !heaps.some((other, position) => {
        const isLess = other.bytes < heap.bytes || (other.bytes === heap.bytes && position < index);
        return other.setting === heap.setting && isLess;
      }),
  );
}

function limitOf({ at, memLimit, deploy }: Service): Fact<number> {
  const limits = [memLimit, deploy.limits.memory];
  const unreadable = limits.find(({ state }) => state === "unreadable");
  // Zero is no limit.
  const known = limits.filter((limit) => has(limit, (bytes) => bytes > 0)) as Known<number>[];
  return unreadable ?? known.toSorted((a, b) => a.value - b.value)[0] ?? { state: "unset", at };
}

function fromVariables(project: Project, service: Service): readonly Heap[] {
  // A project names the images that it builds as it likes: what they start from counts.
  const repository = repositoriesOf(project, service).at(-1) ?? "";
  const variables = project.environmentOf(service);
  return heapSettings.flatMap((setting) => {
    const names = [
      ...setting.variables,
      ...setting.imageVariables
        .filter(({ repositories }) => repositories.test(repository))
        .map(({ variable }) => variable),
    ];
    return names.flatMap((name) => {
      const value = variables.get(name);
      return value?.state === "known" ? heapIn(setting, value.value, value.at, value) : [];
    });
  });
}

function fromArguments(project: Project, service: Service): readonly Heap[] {
  const process = mainProcessOf(project, service);
  const commands = process?.runs ?? imageCommandsOf(project, service);
  const scripts = commands.flatMap((command) => packageScript(project, process?.stage, command));
  const written = variablesOf(project, service, process?.scripts ?? []);
  return [...commands, ...scripts].flatMap((command) => {
    if (command.inFunction !== undefined || command.conditional) return [];
    const name = programName(command) ?? "";
    const daemon = name.startsWith("-") ? baseImageOf(project, service)?.process : undefined;
    return heapSettings
      .filter(({ programs, daemons }) => programs.includes(name) || (daemon && daemons?.includes(daemon)))
      .flatMap((setting) => {
        const words = optionsOf(command, setting);
        const text = words.map((word) => word.value ?? word.text).join(" ");
        const inScript = command.startedAt && command.at;
        const own = heapIn(setting, text, startOf(command), undefined).map((heap) => ({ ...heap, inScript }));
        const isExpanded = process?.form === "shell" || command.startedAt || command.wrappers.some(isShell);
        return [...own, ...(isExpanded ? words.flatMap((word) => written(word, setting)) : [])];
      });
  });
}

/** Without a shell nothing replaces `$NAME`, but Compose does, by variables of its own. */
function isShell(words: readonly Word[]): boolean {
  return /^(?:ba|da|a|k|z)?sh$/.test(programName({ words }) ?? "");
}

/** The words that belong to the runtime: all before the program that it runs. */
function optionsOf({ words }: SimpleCommand, { valuedOptions }: HeapSetting): readonly Word[] {
  if (!valuedOptions) return words;
  const end = words.findIndex(
    ({ value, text }, index) =>
      index > 0 &&
      !(value ?? text).startsWith("-") &&
      !valuedOptions.has(words[index - 1]?.value ?? "") &&
      !optionsVariable.test(text),
  );
  return end === -1 ? words : words.slice(0, end);
}

/** A variable for options by its name: `$JAVA_OPTS`, `${JVM_ARGS}`. */
const optionsVariable = /^"?\$\{?\w*(?:OPT|ARG|FLAG|MEM|HEAP|XMX)\w*/i;

/**
 * Sizes in the variables that a word of the command line names: those of the container, and those that its scripts set
 * under no condition.
 */
function variablesOf(project: Project, service: Service, scripts: readonly StartedScript[]) {
  const assignments = scripts.flatMap(({ script }) => script?.assignments ?? []);
  return ({ value, text }: Word, setting: HeapSetting): readonly Heap[] => {
    const name = value === undefined ? /^"?\$(?:(\w+)|\{(\w+)(?::?-[^}]*)?\})"?$/.exec(text) : undefined;
    const variable = name?.[1] ?? name?.[2];
    if (variable === undefined) return [];
    const own = assignments.filter((assignment) => assignment.name === variable);
    if (own.some(({ conditional }) => conditional)) return [];
    const given = project.environmentOf(service).get(variable);
    const fromContainer = given?.state === "known" ? heapIn(setting, given.value, given.at, given) : [];
    // A script that sets a variable without its old value leaves nothing of it.
    const isKept = own.every(({ text: assigned }) => new RegExp(`\\$\\{?${variable}\\b`).test(assigned));
    return [
      ...(isKept ? fromContainer : []),
      ...own.flatMap(({ text: assigned, at }) => heapIn(setting, assigned.replaceAll(/["']/g, " "), at, undefined)),
    ];
  };
}

const bareUnits = { bytes: 1, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

function heapIn(setting: HeapSetting, text: string, at: Place, variable: Known<string> | undefined): readonly Heap[] {
  const last = [...text.matchAll(setting.pattern)].at(-1);
  const size = last?.groups?.["size"];
  if (!last || size === undefined) return [];
  const bytes = /^[\d.]+$/.test(size) ? Math.trunc(Number(size) * bareUnits[setting.bareUnit]) : parseBytes(size);
  return bytes === undefined ? [] : [{ setting, bytes, at, inScript: undefined, variable, written: size }];
}
