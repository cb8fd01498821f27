import type { Fact, Item } from "../../../model/fact.ts";
import type { Job } from "../../../model/job.ts";
import type { Place } from "../../../model/place.ts";
import { asText, readItem } from "../../yaml/index.ts";
import { literalReader } from "../expressions.ts";
import { areOnWindows, type Runner } from "../script.ts";
import { conditionalFields, expandedFields, expandedItems } from "./expanded.ts";
import { fieldsOf, isNothing, itemsOf, mappingOf, placeOf, textOf, type Entry, type Fields } from "../../yaml/nodes.ts";

const literals = literalReader("azure");

/** The pipeline and stage around a job. */
export interface Scopes {
  /** Outer ones first, the job itself last; each may name a pool and variables. */
  readonly fields: readonly Fields[];
  /** Another file may name the pool: the one that uses this template, or the template that gets this job. */
  readonly open: boolean;
}

/**
 * The image of the innermost `pool`, values of a literal matrix filled in; for a pool of one's own its name and the
 * image that it or its demands ask for.
 */
export function poolOf({ fields, open }: Scopes, owner: Place): Runner {
  const index = fields.findLastIndex((one) => one.has("pool") || conditionalFields(one, "pool").length > 0);
  const pool = fields[index]?.get("pool");
  const conditional = fields[index] ? conditionalFields(fields[index], "pool") : [];
  const [maybe] = conditional;
  if (maybe) {
    // Where no condition is met, the pool without one counts, or that of the stage or the pipeline.
    const fallback =
      pool ??
      fields
        .slice(0, index)
        .findLast((one) => one.has("pool"))
        ?.get("pool");
    const pools = fallback ? [fallback, ...conditional] : conditional;
    const onWindows = pools.every((one) => areOnWindows(machinesOf(one, fields)));
    return { runsOn: { state: "unreadable", at: maybe.at, entry: maybe.entry }, onWindows };
  }
  if (!pool || isNothing(pool)) {
    const unset = { state: "unset", at: owner } as const;
    return { runsOn: open ? { state: "unreadable", at: owner, entry: owner } : unset, onWindows: false };
  }
  return { runsOn: runsOnOf(pool, fields), onWindows: areOnWindows(machinesOf(pool, fields)) };
}

function runsOnOf(pool: Entry, scopes: readonly Fields[]): Fact<readonly string[]> {
  const settings = fieldsOf(pool);
  const main = settings.get("vmImage") ?? (mappingOf(pool) ? (settings.get("name") ?? settings.get("image")) : pool);
  const image = settings.has("name") && !settings.has("vmImage") ? settings.get("image") : undefined;
  const place = { at: placeOf(main ?? pool), entry: main === pool ? pool.entry : (main?.entry ?? pool.entry) };
  const names = [main, image].map((entry) => (entry || !main ? valuesOf(entry, scopes) : []));
  const known = names.filter((values) => values !== undefined);
  if (known.length < names.length || hasBlocks(settings)) return { state: "unreadable", ...place };
  return { state: "known", value: [...known.flat(), ...demandedImages(settings)], ...place };
}

function hasBlocks(pool: Fields): boolean {
  return [...pool.keys()].some((name) => name.startsWith("${{"));
}

/** What is known of each machine of the pool, to recognise its system. */
function machinesOf(pool: Entry, scopes: readonly Fields[]): readonly (readonly string[])[] {
  const settings = fieldsOf(pool);
  const blocks = [...settings.values()].filter(({ name }) => name.startsWith("${{"));
  if (blocks.length > 0) return blocks.flatMap((block) => machinesOf(block, scopes));
  const vmImage = settings.get("vmImage") ?? (mappingOf(pool) ? undefined : pool);
  if (vmImage) return (valuesOf(vmImage, scopes) ?? []).map((image) => [image]);
  const labels = ["os", "image", "name"].flatMap((name) => {
    const text = textOf(settings.get(name));
    return text === undefined || literals.reads(text) === undefined ? [] : [text];
  });
  return [[...labels, ...demandedImages(settings)]];
}

/** `ImageOverride -equals windows.vs2022.amd64`. */
function demandedImages(pool: Fields): readonly string[] {
  return itemsOf(pool.get("demands")).flatMap((demand) => {
    const image = /^ImageOverride\s+-equals\s+(\S+)$/i.exec(textOf(demand) ?? "")?.[1];
    return image === undefined ? [] : [image];
  });
}

function valuesOf(value: Entry | undefined, scopes: readonly Fields[]): readonly string[] | undefined {
  const text = textOf(value);
  if (text === undefined || literals.reads(text) !== undefined) return text === undefined ? undefined : [text];
  const name =
    /^\$\(([\w.-]+)\)$/.exec(text)?.[1] ??
    /^\$\{\{\s*variables(?:\.([\w-]+)|\['([\w.-]+)'\])\s*\}\}$/
      .exec(text)
      ?.slice(1)
      .find((part) => part !== undefined);
  if (name === undefined) return undefined;
  const values = matrixValues(name, scopes) ?? variableValues(name, scopes);
  return values.length > 0 && values.every((one) => one !== undefined) ? [...new Set(values)] : undefined;
}

/** Each entry of a matrix is a set of variables. */
function matrixValues(name: string, scopes: readonly Fields[]): readonly (string | undefined)[] | undefined {
  const matrix = fieldsOf(scopes.at(-1)?.get("strategy")).get("matrix");
  const values = expandedFields(matrix).map(({ entry }) => literalText(fieldsOf(entry).get(name)));
  return values.some((value) => value !== undefined) ? values : undefined;
}

interface Variable {
  readonly name: string;
  readonly value: Entry | undefined;
  readonly conditional: boolean;
}

/** `variables` as a mapping, or as a list of names and values. */
function variableValues(name: string, scopes: readonly Fields[]): readonly (string | undefined)[] {
  const found = scopes.map((scope) => {
    const variables = scope.get("variables");
    return variablesIn(variables)
      .filter((variable) => variable.name === name)
      .map(({ value }) => literalText(value));
  });
  return found.findLast((values) => values.length > 0) ?? [];
}

/** The variables of a job, under the names that its commands see. */
export function environmentIn({ fields }: Scopes): Job["environment"] {
  const found = new Map<string, Item<string>>();
  for (const { name, value, conditional } of fields.flatMap((scope) => variablesIn(scope.get("variables")))) {
    const item = value && !conditional ? readItem(literals, value, asText) : undefined;
    if (item) found.set(variableName(name), item);
    else if (value) found.set(variableName(name), { state: "unreadable", at: value.at, entry: value.entry });
  }
  return found;
}

function variablesIn(variables: Entry | undefined): readonly Variable[] {
  if (mappingOf(variables)) {
    return expandedFields(variables).map(({ entry, conditional }) => ({ name: entry.name, value: entry, conditional }));
  }
  return expandedItems(variables).flatMap(({ entry, conditional }) => {
    const fields = fieldsOf(entry);
    const name = textOf(fields.get("name"));
    return name === undefined ? [] : [{ name, value: fields.get("value"), conditional }];
  });
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/process/variables#environment-variables */
function variableName(name: string): string {
  return name.replaceAll(".", "_").toUpperCase();
}

function literalText(value: Entry | undefined): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : literals.reads(text);
}
