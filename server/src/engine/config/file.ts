import { isCollection, isMap, isPair, LineCounter, parseDocument, type Document, type Node } from "yaml";
import { fileKeys, readValues, type ConfigIssue, type FileValues } from "./schema.ts";
import type { ConfigDocument } from "../model/document.ts";
import { createSourceText, type SourceText } from "../model/sourceText.ts";
import type { Range } from "vscode-languageserver-types";
import { closest } from "../model/closest.ts";

export const configFileNames = ["bulkhead.config.json", "bulkhead.config.yaml", "bulkhead.config.yml"] as const;

/** Something wrong in a configuration file; the rest of the file counts. */
export interface ConfigProblem {
  readonly message: string;
  readonly range: Range;
}

export interface ConfigFile {
  readonly uri: string;
  readonly values: FileValues;
  readonly problems: readonly ConfigProblem[];
}

/** Reads a configuration file: JSON with comments, or YAML. */
export function readConfigFile(uri: string, text: string, ruleIds: readonly string[]): ConfigFile {
  const source = createSourceText(uri, text);
  const document = parseDocument(text, { lineCounter: new LineCounter(), uniqueKeys: false });
  const syntax = document.errors.map((error) => ({
    message: `${error.message.split("\n")[0] ?? error.message} Until this is mended the file counts as far as it can be read.`,
    range: source.rangeAt(error.pos[0], error.pos[1]),
  }));
  const { values, issues } = readValues(fileKeys, document.toJS({ maxAliasCount: 100 }));
  const unknown = unknownRules(values, ruleIds);
  return {
    uri,
    values,
    problems: [...syntax, ...[...issues, ...unknown].map((issue) => placed(issue, document, source))],
  };
}

/** A configuration file as an analysed document. */
export function readConfigDocument(source: SourceText, ruleIds: readonly string[]): ConfigDocument {
  const { values, problems } = readConfigFile(source.uri, source.text, ruleIds);
  return {
    kind: "config",
    source,
    comments: [],
    problems: problems.map((problem) => ({ ...problem, kind: "configuration", fatal: false })),
    settingsAt: () => [],
    printTree: () => JSON.stringify(values, undefined, 2),
  };
}

function unknownRules(values: FileValues, ruleIds: readonly string[]): readonly ConfigIssue[] {
  const ids = [
    ...Object.keys(values.rules ?? {}).map((id) => ({ id, path: ["rules", id] })),
    ...(values.overrides ?? []).flatMap(({ rules }, index) =>
      Object.keys(rules ?? {}).map((id) => ({ id, path: ["overrides", index, "rules", id] })),
    ),
  ];
  return ids
    .filter(({ id }) => !ruleIds.includes(id))
    .map(({ id, path }) => {
      const meant = closest(id, ruleIds);
      return { path, message: `There is no rule "${id}".${meant === undefined ? "" : ` Did you mean "${meant}"?`}` };
    });
}

/** The key at the end of the path; for a list item the item. The first line when the path leads nowhere. */
function placed(issue: ConfigIssue, document: Document, source: SourceText): ConfigProblem {
  const last = issue.path.at(-1);
  const parent = document.getIn(issue.path.slice(0, -1), true);
  const node = isMap(parent) ? parent.items.find((pair) => keyOf(pair) === String(last))?.key : undefined;
  const item = isCollection(parent) && typeof last === "number" ? parent.items[last] : undefined;
  const [start, end] = rangeOf(node ?? item) ?? [0, source.lineText(0).length];
  return { message: issue.message, range: source.rangeAt(start, end) };
}

function keyOf(pair: unknown): string | undefined {
  return isPair(pair) && typeof pair.key === "object" && pair.key !== null && "value" in pair.key
    ? String(pair.key.value)
    : undefined;
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = typeof node === "object" && node !== null && "range" in node ? (node as Node).range : undefined;
  return range ? [range[0], range[1]] : undefined;
}
