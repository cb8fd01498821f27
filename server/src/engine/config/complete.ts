import type { Position, Range } from "vscode-languageserver-types";
import type { Schema } from "./keys.ts";
import type { Completion } from "../answer.ts";
import type { SourceText } from "../model/text/sourceText.ts";

// A YAML file that is being typed has no tree yet, so that lines and columns say what belongs to what.

interface KeyLine {
  readonly key: string;
  /** Column of the key's first character, after any dashes. */
  readonly column: number;
  /** A list item begins on the line. */
  readonly isItem: boolean;
}

/** Returns keys or values of a configuration that may be inserted at the position; only in YAML block style. */
export function completeConfig(source: SourceText, position: Position, schema: Schema): readonly Completion[] {
  const written = source.lineText(position.line).slice(0, position.character);
  const value = /^([\s-]*)["']?([\w$.*:/][\w$.*:/-]*)["']?:[ \t]+["']?([\w-]*)$/.exec(written);
  const key = value ? undefined : /^((?:\s|- )*)["']?([\w$-]*)$/.exec(written);
  const typed = value?.[3] ?? key?.[2] ?? "";
  const range = { start: { line: position.line, character: position.character - typed.length }, end: position };
  if (value) {
    const path = [...parentsOf(source, position.line, value[1]?.length ?? 0).path, value[2] ?? ""];
    return valueItems(at(schema, path), range);
  }
  if (!key) return [];
  const { path, siblings } = parentsOf(source, position.line, key[1]?.length ?? 0);
  return keyItems(at(schema, path), siblings, range);
}

/** Returns the description of the key at the position. */
export function hoverConfig(
  source: SourceText,
  position: Position,
  schema: Schema,
): { readonly text: string; readonly range: Range } | undefined {
  const line = keyLine(source.lineText(position.line));
  if (!line || position.character < line.column || position.character > line.column + line.key.length) return undefined;
  const path = [...parentsOf(source, position.line, line.column).path, line.key];
  const text = at(schema, path)?.markdownDescription;
  if (text === undefined) return undefined;
  const range = source.rangeAt(
    source.lineStart(position.line) + line.column,
    source.lineStart(position.line) + line.column + line.key.length,
  );
  return { text: `**${line.key}**\n\n${text}`, range };
}

/** Keys above a column, outermost first, and the keys beside it. */
function parentsOf(
  source: SourceText,
  line: number,
  column: number,
): { readonly path: readonly string[]; readonly siblings: ReadonlySet<string> } {
  const path: string[] = [];
  const siblings = new Set<string>();
  let left = column;
  let isSameItem = !/^\s*- /.test(source.lineText(line));
  for (let above = line - 1; above >= 0 && left > 0; above -= 1) {
    const found = keyLine(source.lineText(above));
    if (!found) continue;
    if (found.column < left) {
      path.unshift(found.key);
      left = found.column;
    } else if (found.column === column && path.length === 0 && isSameItem) siblings.add(found.key);
    if (found.isItem) isSameItem = false;
  }
  if (column === 0) {
    for (let other = 0; other < source.lineCount; other += 1) {
      const found = other === line ? undefined : keyLine(source.lineText(other));
      if (found?.column === 0) siblings.add(found.key);
    }
  }
  return { path, siblings };
}

function keyLine(text: string): KeyLine | undefined {
  const match = /^(\s*(?:- +)*)(["']?)([^\s"'#][^"':]*(?::[^\s"':][^"':]*)*)(?:(["'])\s*)?:(?:\s|$)/.exec(text);
  if (!match) return undefined;
  const [, lead = "", quote = "", key = "", closing = ""] = match;
  if (quote !== closing) return undefined;
  return { key: quote === "" ? key.trimEnd() : key, column: lead.length + quote.length, isItem: lead.includes("-") };
}

function at(schema: Schema | undefined, path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((outer, key) => {
    const inner = outer?.items ?? outer;
    const properties = inner?.properties;
    if (properties && Object.hasOwn(properties, key)) return properties[key];
    const matching = Object.entries(inner?.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern).test(key));
    if (matching) return matching[1];
    return inner?.additionalProperties === false ? undefined : inner?.additionalProperties;
  }, schema);
}

function keyItems(schema: Schema | undefined, siblings: ReadonlySet<string>, range: Range): readonly Completion[] {
  const properties = schema?.items?.properties ?? schema?.properties ?? {};
  return Object.entries(properties)
    .filter(([key]) => !siblings.has(key))
    .map(([key, { type, markdownDescription = "" }]) => ({
      label: key,
      text: type === "object" || type === "array" ? `${key}:` : `${key}: `,
      range,
      kind: "key",
      detail: "",
      documentation: markdownDescription,
      rank: 0,
    }));
}

function valueItems(schema: Schema | undefined, range: Range): readonly Completion[] {
  const values = schema?.enum ?? (schema?.type === "boolean" ? ["true", "false"] : []);
  return values.map((value, rank) => ({
    label: value,
    text: value,
    range,
    kind: "value",
    detail: schema?.markdownEnumDescriptions?.[rank] ?? (schema?.default === value ? "Default" : ""),
    rank,
  }));
}
