import type { Range } from "vscode-languageserver-types";
import type { Item, Known } from "../model/fact.ts";
import { contains, type Place } from "../model/place.ts";
import type { Project } from "../model/project.ts";
import type { Workload } from "../model/workload.ts";
import { remembered } from "./remembered.ts";

/** The keys and values that users may declare about a workload. `compliance` takes a list. */
export const intentKeys = {
  trust: ["trusted", "untrusted"],
  tenancy: ["single", "multi"],
  compliance: ["pci-dss", "hipaa", "fedramp", "other"],
  lifetime: ["ephemeral", "long-lived"],
  kernel: ["shared", "own"],
  state: ["stateless", "stateful"],
} as const;

export type IntentKey = keyof typeof intentKeys;

/** One declared value and everything that contradicts it from a weaker source. */
export interface Declared {
  readonly fact: Known<string>;
  readonly contradicted: readonly Known<string>[];
}

export type Intent = ReadonlyMap<IntentKey, Declared>;

const undeclared: Intent = new Map();

/** The declared intent of a workload. Precedence: comment, `x-bulkhead`, Compose label, image label. */
export const intentOf = remembered("intent", (project: Project, workload: Workload): Intent => {
  const sources = [...comments(project, workload), ...declarations(project, workload)].filter(({ size }) => size > 0);
  if (sources.length === 0) return undeclared;
  const found = new Map<IntentKey, Declared>();
  for (const key of Object.keys(intentKeys) as IntentKey[]) {
    const [fact, ...weaker] = sources.map((source) => source.get(key)).filter((one) => one !== undefined);
    if (fact) found.set(key, { fact, contradicted: weaker.filter((other) => other.value !== fact.value) });
  }
  return found;
});

/** True when the workload is declared to be so; for `compliance`, when the list holds the value. */
export function declares(project: Project, workload: Workload, key: IntentKey, value: string): boolean {
  const declared = intentOf(project, workload).get(key)?.fact.value;
  return declared?.split(",").includes(value) ?? false;
}

/** True for a value, or a list of values of `compliance`, that is understood. */
export function isIntentValue(key: string, value: string): boolean {
  const values: readonly string[] | undefined = isIntentKey(key) ? intentKeys[key] : undefined;
  const given = key === "compliance" ? value.split(",") : [value];
  return given.every((one) => values?.includes(one));
}

export function isIntentKey(key: string): key is IntentKey {
  return Object.hasOwn(intentKeys, key);
}

type Declarations = ReadonlyMap<string, Known<string>>;

/**
 * What comments say, the strongest first. One of a narrower scope is an exception to one of a wider scope; of two of
 * the same scope the later one counts and contradicts the earlier one.
 */
function comments(project: Project, workload: Workload): readonly Declarations[] {
  const covering = project
    .declaredIn(workload.uri)
    .filter(({ covers }) => covers !== undefined && contains(covers, workload.at.range));
  if (covering.length === 0) return [];
  const strongest = new Map<string, Known<string>>();
  const contradicted = new Map<string, Known<string>>();
  const scopes = new Map<string, Range>();
  for (const { key, value, valueAt, covers } of covering) {
    if (value === undefined || valueAt === undefined || covers === undefined || !isIntentValue(key, value)) continue;
    const before = strongest.get(key);
    const scope = scopes.get(key);
    if (before && scope && contains(scope, covers) && contains(covers, scope)) contradicted.set(key, before);
    else contradicted.delete(key);
    strongest.set(key, known(value, valueAt));
    scopes.set(key, covers);
  }
  return [strongest, contradicted];
}

function declarations(project: Project, workload: Workload): readonly Declarations[] {
  switch (workload.kind) {
    case "service": {
      const stage = project.stageOf(workload);
      return [
        readable(workload.intent, (key) => key),
        labels(workload.labels),
        ...(stage ? [...comments(project, stage), labels(stage.labels)] : []),
      ];
    }
    case "stage":
      return [labels(workload.labels)];
    case "machine":
    case "job":
      return [];
  }
}

function labels(all: ReadonlyMap<string, Item<string>>): Declarations {
  return readable(all, (name) => (name.startsWith("bulkhead.") ? name.slice("bulkhead.".length) : undefined));
}

function readable(all: ReadonlyMap<string, Item<string>>, keyOf: (name: string) => string | undefined): Declarations {
  const found = new Map<string, Known<string>>();
  for (const [name, fact] of all) {
    const key = keyOf(name);
    if (key === undefined || fact.state !== "known" || !isIntentValue(key, fact.value)) continue;
    found.set(key, fact);
  }
  return found;
}

function known(value: string, at: Place): Known<string> {
  return { state: "known", value, at, entry: at };
}
