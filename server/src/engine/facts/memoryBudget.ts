import { heapSettings, type HeapSetting } from "../knowledge/heaps.ts";
import { programName } from "../model/command.ts";
import type { Known } from "../model/fact.ts";
import type { Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Service } from "../model/service.ts";
import { parseBytes } from "../model/values.ts";
import { baseImageOf } from "./baseImage.ts";
import { imageCommandsOf } from "./imageCommands.ts";
import { repositoryOf } from "./partialImage.ts";
import { mainProcessOf } from "./process/mainProcess.ts";
import { packageScript } from "./process/packageScript.ts";

/** A memory area that somebody sized by hand. */
export interface Heap {
  readonly setting: HeapSetting;
  readonly bytes: number;
  readonly at: Place;
  /** The variable's value, when a variable says it. */
  readonly variable: Known<string> | undefined;
  /** The number as written, for an edit of the value. */
  readonly written: string;
}

/** What a service may use, and what is set aside in it. */
export interface MemoryBudget {
  /** The lowest readable limit, in bytes; undefined when none is set or one cannot be read. */
  readonly limit: Known<number> | undefined;
  readonly heaps: readonly Heap[];
}

const memoryBudget = Symbol("memoryBudget");

/** The memory budget of a service across its limits, its environment, its command and the image that it builds. */
export function memoryBudgetOf(project: Project, service: Service): MemoryBudget {
  return project.remember(memoryBudget, service, () => ({
    limit: limitOf(service),
    heaps: smallest([...fromVariables(project, service), ...fromArguments(project, service)]),
  }));
}

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

function limitOf({ memLimit, deploy }: Service): Known<number> | undefined {
  const limits = [memLimit, deploy.limits.memory];
  if (limits.some((limit) => limit.state === "unreadable")) return undefined;
  const known = limits.filter((limit) => limit.state === "known" && limit.value > 0) as Known<number>[];
  return known.toSorted((a, b) => a.value - b.value)[0];
}

function fromVariables(project: Project, service: Service): readonly Heap[] {
  const repository =
    baseImageOf(project, service)?.repository ??
    repositoryOf(service.image) ??
    (service.image.state === "known" ? service.image.value : "");
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
  const commands = process?.commands ?? imageCommandsOf(project, service);
  const scripts = commands.flatMap((command) => packageScript(project, process?.stage, command));
  return [...commands, ...scripts].flatMap((command) => {
    const name = programName(command) ?? "";
    const daemon = name.startsWith("-") ? baseImageOf(project, service)?.process : undefined;
    const words = command.words.map(({ value, text }) => value ?? text);
    return heapSettings
      .filter(({ programs, daemons }) => programs.includes(name) || (daemon && daemons?.includes(daemon)))
      .flatMap((setting) => {
        const own = setting.valuedOptions ? words.slice(0, lengthOfOptions(words, setting.valuedOptions)) : words;
        return heapIn(setting, own.join(" "), command.at, undefined);
      });
  });
}

/** How many words belong to the runtime: all before the program that it runs. */
function lengthOfOptions(words: readonly string[], valued: ReadonlySet<string>): number {
  const end = words.findIndex(
    (word, index) => index > 0 && !word.startsWith("-") && !valued.has(words[index - 1] ?? ""),
  );
  return end === -1 ? words.length : end;
}

const bareUnits = { bytes: 1, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

function heapIn(setting: HeapSetting, text: string, at: Place, variable: Known<string> | undefined): readonly Heap[] {
  const last = [...text.matchAll(setting.pattern)].at(-1);
  const size = last?.groups?.["size"];
  if (!last || size === undefined) return [];
  const bytes = /^[\d.]+$/.test(size) ? Math.trunc(Number(size) * bareUnits[setting.bareUnit]) : parseBytes(size);
  return bytes === undefined ? [] : [{ setting, bytes, at, variable, written: size }];
}
