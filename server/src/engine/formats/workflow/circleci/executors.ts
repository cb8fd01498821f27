import type { Fact } from "../../../model/fact.ts";
import type { Job } from "../../../model/job.ts";
import type { Service } from "../../../model/service.ts";
import { FactReader } from "../../yaml/index.ts";
import { createContainer } from "../container.ts";
import { environmentOf } from "../../yaml/entryReader.ts";
import { fieldsOf, itemsOf, mappingOf, placeOf, scalarOf, textOf, type Entry } from "../../yaml/nodes.ts";
import { areOnWindows, isWindows, type Runner } from "../script.ts";
import type { Definition } from "./definitions.ts";
import { calledScope, callWith, readerIn, textsOf, valuesAt, type ParameterScope, type Value } from "./parameters.ts";

/** Where the steps of a job run. */
export interface Executor extends Runner {
  readonly container: Service | undefined;
  readonly services: readonly Service[];
  readonly shell: Value | undefined;
  readonly environment: Job["environment"];
  /** False for an executor that an orb brings. */
  readonly isKnown: boolean;
}

type Settings = ReadonlyMap<string, Value>;

/** The executor of a job: its own settings over those of the executors that it may name. */
export function executorOf(job: Definition, name: string, scope: ParameterScope): Executor {
  const own = settingsIn(job.entry, scope);
  const named = own.get("executor");
  if (!named) return readExecutor(own, job.entry, name);
  const choices = valuesAt(named)?.map((value) => settingsOfExecutor(value, job)) ?? [undefined];
  const executors = choices.map((settings) =>
    settings ? readExecutor(new Map([...settings, ...own]), job.entry, name) : undefined,
  );
  const [first] = executors;
  if (executors.length === 1 && first) return first;
  const known = executors.filter((one) => one !== undefined);
  return known.length < executors.length
    ? unknownExecutor(own, job.entry, name)
    : anyOf(known, { state: "unreadable", at: placeOf(named.entry), entry: named.entry.entry });
}

function settingsIn(entry: Entry, scope: ParameterScope): Settings {
  return new Map([...fieldsOf(entry)].map(([name, field]) => [name, { entry: field, scope }]));
}

/** The settings of a named executor; undefined for one of an orb. */
function settingsOfExecutor({ entry, scope }: Value, job: Definition): Settings | undefined {
  const given = fieldsOf(entry);
  const written = textOf(mappingOf(entry) ? given.get("name") : entry);
  const name = written === undefined ? undefined : readerIn(scope).reads(written);
  const executor = name === undefined ? undefined : job.names.executor(name);
  if (!executor) return undefined;
  const parameters = fieldsOf(executor.entry).get("parameters");
  return settingsIn(executor.entry, calledScope(parameters, [callWith(given, scope)], job.names.pipeline));
}

function readExecutor(settings: Settings, job: Entry, name: string): Executor {
  const [container, ...services] = containersIn(settings, name);
  const machine = settings.has("docker") ? undefined : machineOf(settings);
  const runner: Runner = machine ?? { runsOn: { state: "unset", at: job.at }, onWindows: false };
  const variables = settings.get("environment");
  const environment = variables ? environmentOf(variables.entry, readerIn(variables.scope)) : new Map<string, never>();
  return { ...runner, container, services, shell: settings.get("shell"), environment, isKnown: true };
}

/** `win/default` of the Windows orb: what runs there is PowerShell. */
function unknownExecutor(own: Settings, job: Entry, name: string): Executor {
  const executor = readExecutor(own, job, name);
  const named = own.get("executor")?.entry;
  if (!named || executor.container || executor.runsOn.state !== "unset") return { ...executor, isKnown: false };
  const title = (mappingOf(named) ? fieldsOf(named).get("name") : named) ?? named;
  const text = textOf(title) ?? "";
  const place = { at: placeOf(title), entry: named.entry };
  const onWindows = isWindows(text);
  const runsOn: Fact<readonly string[]> = onWindows
    ? { state: "known", value: [text], ...place }
    : { state: "unreadable", ...place };
  return { ...executor, runsOn, onWindows, isKnown: false };
}

/** Workflows call the job with several executors. */
function anyOf(executors: readonly Executor[], unreadable: Fact<readonly string[]>): Executor {
  const facts = executors.map(({ runsOn }) => runsOn);
  const [first] = facts;
  const labels = facts.flatMap((fact) => (fact.state === "known" ? [fact.value] : []));
  const areMachines = labels.length === facts.length && first?.state === "known";
  return {
    runsOn: areMachines ? { ...first, value: [...new Set(labels.flat())] } : unreadable,
    onWindows: executors.every(({ onWindows }) => onWindows),
    container: undefined,
    services: [],
    shell: executors.find(({ shell }) => shell)?.shell,
    environment: new Map(),
    isKnown: true,
  };
}

/** The image of a machine, or `macos`, and the resource class, which may name a runner of one's own. */
function machineOf(settings: Settings): Runner | undefined {
  const macos = settings.get("macos")?.entry;
  if (macos) {
    return { runsOn: { state: "known", value: ["macos"], at: macos.at, entry: macos.entry }, onWindows: false };
  }
  const machine = settings.get("machine");
  if (!machine) return undefined;
  const image = mappingOf(machine.entry) ? fieldsOf(machine.entry).get("image") : machine.entry;
  const resource = settings.get("resource_class") ?? valueIn(machine, "resource_class");
  const images = textsAt(image && { ...machine, entry: image }).filter((text) => text !== "true");
  const resources = textsAt(resource);
  const names = [...images, ...resources].filter((text) => text !== undefined);
  const isWhole = !images.includes(undefined) && !resources.includes(undefined);
  const place = { at: image && scalarOf(image) ? placeOf(image) : machine.entry.at, entry: machine.entry.entry };
  const machines = images.length > 0 ? images : [undefined];
  return {
    runsOn: isWhole
      ? { state: "known", value: names.length > 0 ? names : ["machine"], ...place }
      : { state: "unreadable", ...place },
    onWindows: areOnWindows(machines.map((one) => [one, ...resources].filter((text) => text !== undefined))),
  };
}

function valueIn({ entry, scope }: Value, name: string): Value | undefined {
  const field = fieldsOf(entry).get(name);
  return field && { entry: field, scope };
}

/** Every text of a setting, undefined among them if one is unknown; none for a setting without text. */
function textsAt(value: Value | undefined): readonly (string | undefined)[] {
  const text = textOf(value?.entry);
  return value && text !== undefined ? (textsOf(text, value.scope) ?? [undefined]) : [];
}

/** The first image is where the steps run, the others are services. */
function containersIn(settings: Settings, job: string): readonly Service[] {
  const docker = settings.get("docker");
  const lists = docker ? valuesAt(docker) : undefined;
  const [list] = lists ?? [];
  if (!list || lists?.length !== 1) return [];
  return itemsOf(list.entry).map((image, index) => containerOf(image, index === 0 ? job : undefined, list.scope));
}

function containerOf(value: Entry, name: string | undefined, scope: ParameterScope): Service {
  const fields = fieldsOf(value);
  const image = fields.get("image");
  return createContainer({
    name: name ?? textOf(fields.get("name")) ?? textOf(image) ?? "service",
    at: image?.at ?? value.at,
    entry: value.entry,
    complete: true,
    image: imageFact(image, value, scope),
    keys: { system: "circleci", fields, reader: readerIn(scope) },
  });
}

/** An image that a parameter gives is written where the parameter gets its value. */
function imageFact(image: Entry | undefined, owner: Entry, scope: ParameterScope): Fact<string> {
  const fact = new FactReader(readerIn(scope), owner.at).image(image);
  if (!image || fact.state !== "known" || fact.value === textOf(image)) return fact;
  const [value] = valuesAt({ entry: image, scope }) ?? [];
  return { ...fact, origin: placeOf(value?.entry ?? image) };
}
