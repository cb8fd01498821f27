import type { TextEdit } from "vscode-languageserver-types";
import { namesOf } from "../branches.ts";
import { readConfigFile } from "./file.ts";
import { addToMapping, addToPair, replaceScalar, type Change } from "../formats/yaml/edit.ts";
import {
  isEmpty,
  pairOf,
  readYaml,
  withoutJsonComments,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlTree,
} from "../formats/yaml/index.ts";
import { createSourceText, type SourceText } from "../model/text/sourceText.ts";

/** Keys and list positions from the top. */
export type ConfigPath = readonly (string | number)[];

/** Edits that set several values of a configuration file to the same; as `setConfigValue`. */
export function setConfigValues(
  uri: string,
  text: string,
  paths: readonly ConfigPath[],
  value: string,
): readonly TextEdit[] | undefined {
  const [path] = paths;
  if (path && paths.length === 1) return setConfigValue(uri, text, path, value);
  let changed = text;
  for (const one of paths) {
    const changes = checkedChanges(uri, changed, one, value);
    if (!changes) return undefined;
    changed = applied(changed, changes);
  }
  return changed === text ? [] : [differenceOf(createSourceText(uri, text), changed)];
}

/** One edit from the first to the last difference. */
function differenceOf({ text, rangeAt }: SourceText, changed: string): TextEdit {
  const longest = Math.min(text.length, changed.length);
  let start = 0;
  while (start < longest && text[start] === changed[start]) start += 1;
  let end = 0;
  while (end < longest - start && text.at(-1 - end) === changed.at(-1 - end)) end += 1;
  return { range: rangeAt(start, text.length - end), newText: changed.slice(start, changed.length - end) };
}

/**
 * Edits that set one value of a configuration file; everything else, comments too, stays as it is. None when the file says so
 * already; undefined where the file cannot be edited without guessing, for one because it is broken.
 */
export function setConfigValue(
  uri: string,
  text: string,
  path: ConfigPath,
  value: string,
): readonly TextEdit[] | undefined {
  const source = createSourceText(uri, text);
  return checkedChanges(uri, text, path, value)?.map(({ start, end, text: newText }) => ({
    range: source.rangeAt(start, end),
    newText,
  }));
}

function checkedChanges(uri: string, text: string, path: ConfigPath, value: string): readonly Change[] | undefined {
  const changes = changesOf(createSourceText(uri, text), path, value);
  if (!changes) return undefined;
  const { values } = readConfigFile(uri, applied(text, changes), namesOf([]));
  return valueAt(values, path) === value ? changes : undefined;
}

function changesOf(source: SourceText, path: ConfigPath, value: string): readonly Change[] | undefined {
  const isJson = source.uri.endsWith(".json");
  const tree = readYaml(isJson ? createSourceText(source.uri, withoutJsonComments(source.text)) : source);
  const [root] = tree.documents;
  if (tree.problems.length > 0 || tree.documents.length > 1) return undefined;
  if (root === undefined || isEmpty(root)) return [appended(source, isJson, path, value)];
  return isJson ? changeJson(root, path, value, source) : changeYaml(tree, root, path, value);
}

function applied(text: string, changes: readonly Change[]): string {
  return [...changes]
    .sort((a, b) => b.start - a.start)
    .reduce((changed, { start, end, text: by }) => changed.slice(0, start) + by + changed.slice(end), text);
}

function valueAt(values: object, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (outer, key) =>
      typeof outer === "object" && outer !== null ? (outer as Readonly<Record<string, unknown>>)[key] : undefined,
    values,
  );
}

/** Into a file without values, perhaps with comments. */
function appended({ text, lineEnding }: SourceText, isJson: boolean, path: ConfigPath, value: string): Change {
  const lines = isJson
    ? JSON.stringify(nested(path, value), undefined, 2)
    : `${path.map((key, depth) => `${"  ".repeat(depth)}${key}:`).join("\n")} ${value}`;
  const before = text === "" || text.endsWith("\n") ? "" : lineEnding;
  const added = `${before}${lines.replaceAll("\n", lineEnding)}${lineEnding}`;
  return { start: text.length, end: text.length, text: added };
}

type Found = { readonly holder: YamlMapping; readonly rest: ConfigPath; readonly pair: YamlPair | undefined };

/** The innermost mapping on the path that the file has, what is left of the path below it, and the pair at its end. */
function find(root: YamlNode, path: ConfigPath): Found | undefined {
  let node = root;
  for (const [depth, key] of path.entries()) {
    if (node.kind === "sequence" && typeof key === "number") {
      const item = node.items[key];
      if (!item) return undefined;
      node = item.value;
      continue;
    }
    if (node.kind !== "mapping") return undefined;
    const pair = pairOf(node, String(key));
    const isLast = depth === path.length - 1;
    if (!pair || isLast || isEmpty(pair.value)) return { holder: node, rest: path.slice(depth), pair };
    node = pair.value;
  }
  return undefined;
}

function changeYaml(tree: YamlTree, root: YamlNode, path: ConfigPath, value: string): readonly Change[] | undefined {
  const found = find(root, path);
  if (!found) return undefined;
  const { holder, rest, pair } = found;
  const [key = "", ...below] = rest.map(String);
  if (pair && below.length === 0) {
    const { value: old } = pair;
    if (old.kind !== "scalar") return undefined;
    if (isEmpty(old)) return addToMapping(tree, holder, key, value);
    return old.text === value ? [] : some(replaceScalar(tree, old, value, holder.flow));
  }
  const wrapped = below.reduceRight<Wrapped>((inner, name) => ({ [name]: inner }), value);
  if (pair && typeof wrapped === "object") {
    const [[name = "", inner = value] = []] = Object.entries(wrapped);
    return addToPair(tree, pair, name, inner);
  }
  return addToMapping(tree, holder, key, wrapped);
}

type Wrapped = string | { readonly [key: string]: Wrapped };

function some(change: Change | undefined): readonly Change[] | undefined {
  return change && [change];
}

function changeJson(
  root: YamlNode,
  path: ConfigPath,
  value: string,
  source: SourceText,
): readonly Change[] | undefined {
  const found = find(root, path);
  if (!found?.holder.flow) return undefined;
  const { holder, rest, pair } = found;
  const [key, ...below] = rest;
  if (pair) {
    if (below.length > 0) return undefined;
    const { value: old } = pair;
    if (old.kind === "scalar" && old.text === value) return [];
    return [{ start: old.start, end: old.end, text: JSON.stringify(value) }];
  }
  const member = { key: String(key), value: below.length > 0 ? nested(below, value) : value };
  const isOneLine = !source.text.slice(holder.start, holder.end).includes("\n");
  const isRoot = holder === root && holder.pairs.length === 0;
  return isOneLine && !isRoot ? [besideLast(holder, member)] : belowLast(source, holder, member);
}

interface Member {
  readonly key: string;
  readonly value: unknown;
}

function besideLast({ start, end, pairs }: YamlMapping, { key, value }: Member): Change {
  const text = `${JSON.stringify(key)}: ${oneLine(value)}`;
  const last = pairs.at(-1);
  return last
    ? { start: last.end, end: last.end, text: `, ${text}` }
    : { start: start + 1, end: end - 1, text: ` ${text} ` };
}

function oneLine(value: unknown): string {
  return JSON.stringify(value, undefined, 1).replaceAll(/\n */g, " ");
}

/** Adds a line of its own, below a comment that follows the last member. */
function belowLast(source: SourceText, { start, end, pairs }: YamlMapping, { key, value }: Member): readonly Change[] {
  const { lineEnding } = source;
  const indentationAt = (offset: number): string =>
    /^[ \t]*/.exec(source.lineText(source.positionAt(offset).line))?.[0] ?? "";
  const last = pairs.at(-1);
  const outer = indentationAt(start);
  const inner = last ? indentationAt(last.start) : `${outer}  `;
  const step = inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : "  ";
  const member = `${JSON.stringify(key)}: ${JSON.stringify(value, undefined, step)}`;
  const lines = `${inner}${member.split("\n").join(`${lineEnding}${inner}`)}`;
  if (!last) return [{ start: start + 1, end: end - 1, text: `${lineEnding}${lines}${lineEnding}${outer}` }];

  const behind = /^(?:[ \t]*(,))?[ \t]*(?:\/\/.*|\/\*[^*\n]*\*\/[ \t]*)?(?=\r?\n)/.exec(
    source.text.slice(last.end, end),
  );
  if (!behind) return [{ start: last.end, end: last.end, text: `,${lineEnding}${lines}` }];
  const lineEnd = last.end + behind[0].length;
  const comma = behind[1] === undefined ? [{ start: last.end, end: last.end, text: "," }] : [];
  return [...comma, { start: lineEnd, end: lineEnd, text: lineEnding + lines }];
}

function nested(path: ConfigPath, value: string): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}
