import type { Fact } from "../../../model/fact.ts";
import type { Place } from "../../../model/place.ts";
import { literal } from "../expressions.ts";
import { conditionalField } from "./expanded.ts";
import { fieldsOf, isNothing, itemsOf, mappingOf, placeOf, textOf, type Entry, type Fields } from "../nodes.ts";

const readLiteral = literal("azure");

/**
 * The image of the innermost `pool`, values of a literal matrix filled in; for a pool of one's own its name and the
 * image that its demands ask for.
 */
export function poolOf(scopes: readonly Fields[], owner: Place): Fact<readonly string[]> {
  const scope = scopes.findLast((one) => one.has("pool") || conditionalField(one, "pool"));
  const maybe = scope && conditionalField(scope, "pool");
  if (maybe) return { state: "unreadable", at: maybe.at, entry: maybe.entry };
  const pool = scope?.get("pool");
  if (!pool || isNothing(pool)) return { state: "unset", at: owner };
  const fields = fieldsOf(pool);
  const image = fields.get("vmImage") ?? (mappingOf(pool) ? fields.get("name") : pool);
  const place = { at: placeOf(image ?? pool), entry: image === pool ? pool.entry : (image?.entry ?? pool.entry) };
  const text = textOf(image);
  const names = text === undefined ? undefined : valuesOf(text, scopes);
  if (!names) return { state: "unreadable", ...place };
  return { state: "known", value: [...names, ...(fields.has("vmImage") ? [] : demandedImages(fields))], ...place };
}

/** `ImageOverride -equals windows.vs2022.amd64`. */
function demandedImages(pool: Fields): readonly string[] {
  return itemsOf(pool.get("demands")).flatMap((demand) => {
    const image = /^ImageOverride\s+-equals\s+(\S+)$/i.exec(textOf(demand) ?? "")?.[1];
    return image === undefined ? [] : [image];
  });
}

function valuesOf(text: string, scopes: readonly Fields[]): readonly string[] | undefined {
  if (readLiteral(text) !== undefined) return [text];
  const name = /^\$\(([\w.-]+)\)$/.exec(text)?.[1] ?? /^\$\{\{\s*variables\.([\w-]+)\s*\}\}$/.exec(text)?.[1];
  if (name === undefined) return undefined;
  const values = matrixValues(name, scopes) ?? variableValues(name, scopes);
  return values.length > 0 && values.every((value) => value !== undefined) ? [...new Set(values)] : undefined;
}

/** Each entry of a matrix is a set of variables. */
function matrixValues(name: string, scopes: readonly Fields[]): readonly (string | undefined)[] | undefined {
  const matrix = fieldsOf(fieldsOf(scopes.at(-1)?.get("strategy")).get("matrix"));
  const values = [...matrix.values()].map((variables) => literalText(fieldsOf(variables).get(name)));
  return values.some((value) => value !== undefined) ? values : undefined;
}

/** `variables` as a mapping, or as a list of names and values. */
function variableValues(name: string, scopes: readonly Fields[]): readonly (string | undefined)[] {
  const variables = scopes.findLast((scope) => scope.has("variables"))?.get("variables");
  if (!variables) return [];
  if (mappingOf(variables)) return [literalText(fieldsOf(variables).get(name))];
  const named = itemsOf(variables)
    .map(fieldsOf)
    .filter((fields) => textOf(fields.get("name")) === name);
  return named.map((fields) => literalText(fields.get("value")));
}

function literalText(value: Entry | undefined): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : readLiteral(text);
}
