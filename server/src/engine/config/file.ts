import { isCollection, isMap, isPair, isScalar, parseDocument, visit, type Document, type Node } from "yaml";
import type { Range } from "vscode-languageserver-types";
import { fileKeys, readValues, type ConfigIssue, type FileValues } from "./schema.ts";
import type { RuleNames } from "../branches.ts";
import { withoutJsonComments } from "../formats/yaml/index.ts";
import { memoWith } from "../model/memo.ts";
import { closest } from "../model/text/closest.ts";
import type { ConfigDocument } from "../model/document.ts";
import type { ReadFile } from "../model/files.ts";
import { createSourceText, type SourceText } from "../model/text/sourceText.ts";

/** A problem in a configuration file; the rest of the file still applies. */
export interface ConfigProblem {
  readonly message: string;
  readonly range: Range;
  /** The probable correction, to replace the text. */
  readonly suggestion?: { readonly range: Range; readonly text: string };
}

export interface ConfigFile {
  readonly uri: string;
  readonly values: FileValues;
  readonly problems: readonly ConfigProblem[];
}

/** Longer configurations are not read; composing them would take longer than a keystroke may. */
const maximumLength = 200_000;
/** List items, brackets and braces; as many as that one in another would exhaust the stack. */
const maximumOpenings = 5000;

/** Reads a configuration file: JSON with comments, or YAML. Never throws. */
export function readConfigFile(uri: string, text: string, names: RuleNames): ConfigFile {
  const source = createSourceText(uri, text);
  const refused = (message: string): ConfigFile => ({
    uri,
    values: {},
    problems: [{ message, range: source.rangeAt(0, source.lineText(0).length) }],
  });
  const openings = text.match(/[[{]|[-?] /g)?.length ?? 0;
  if (text.length > maximumLength || openings > maximumOpenings) {
    return refused("This configuration is too long, so it is ignored.");
  }
  try {
    return read(source, names);
  } catch {
    // Nesting without end, or aliases that multiply.
    return refused("This configuration cannot be read, so it is ignored.");
  }
}

/** The configuration in a saved file. */
export const readConfigState = memoWith((state: ReadFile, uri: string, names: RuleNames): ConfigFile =>
  readConfigFile(uri, state.text, names),
);

/** A configuration file as an analysed document. */
export function readConfigDocument(source: SourceText, names: RuleNames): ConfigDocument {
  const { values, problems } = readConfigFile(source.uri, source.text, names);
  return {
    kind: "config",
    source,
    comments: [],
    problems: problems.map((problem) => ({ ...problem, kind: "configuration", fatal: false })),
    settingsAt: () => [],
    printTree: () => JSON.stringify(values, undefined, 2),
  };
}

function read(source: SourceText, names: RuleNames): ConfigFile {
  const text = source.uri.endsWith(".json") ? withoutJsonComments(source.text) : source.text;
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false });
  const syntax = document.errors.slice(0, 5).map((error) => ({
    message: `${error.message.replace(/[.:]?$/, ".")} The rest of the file still applies.`,
    range: source.rangeAt(error.pos[0], error.pos[1]),
  }));
  keepVersions(document);
  const written: unknown = document.toJS({ maxAliasCount: 100 });
  const { values, issues } = readValues(fileKeys, written);
  const found = [...issues, ...unknownRules(written, names)].map((issue) => placed(issue, document, source));
  return { uri: source.uri, values, problems: [...syntax, ...repeatedKeys(document, source), ...found] };
}

/** `version: 3.20` is a name, not a number: it means what is written. */
function keepVersions(document: Document): void {
  const images = document.get("images");
  if (!isMap(images)) return;
  for (const { value } of images.items) {
    const version = isMap(value) ? value.get("version", true) : undefined;
    if (isScalar(version) && typeof version.value === "number") version.value = version.source ?? String(version.value);
  }
}

function unknownRules(written: unknown, { ids, aliases }: RuleNames): readonly ConfigIssue[] {
  const { rules, overrides } = recordOf(written);
  const lists = [
    { rules, path: ["rules"] },
    ...(Array.isArray(overrides) ? overrides : []).map((override: unknown, index) => ({
      rules: recordOf(override)["rules"],
      path: ["overrides", index, "rules"],
    })),
  ];
  return lists.flatMap(({ rules: own, path }) =>
    Object.keys(recordOf(own))
      .filter((id) => !ids.includes(id) && !aliases.has(id))
      .map((id) => {
        const meant = closest(id, ids);
        const message = `Unknown rule "${id}"; it has no effect.${meant === undefined ? "" : ` Did you mean "${meant}"?`}`;
        return { path: [...path, id], message, ...(meant === undefined ? {} : { meant }) };
      }),
  );
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The last of several pairs with the same key wins, so the earlier ones are reported. */
function repeatedKeys(document: Document, source: SourceText): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  visit(document, {
    Map(_, { items }) {
      const later = new Set<string>();
      for (const pair of items.toReversed()) {
        const key = keyOf(pair);
        const range = rangeOf(pair.key);
        if (key === undefined || !range) continue;
        if (later.has(key)) {
          problems.push({
            message: `"${key}" is repeated below, and the last one wins.`,
            range: source.rangeAt(...range),
          });
        }
        later.add(key);
      }
    },
  });
  return problems;
}

/** Places the issue at the key or list item at the end of the path, or on the first line if there is none. */
function placed({ path, message, meant }: ConfigIssue, document: Document, source: SourceText): ConfigProblem {
  const last = path.at(-1);
  const parent = path.length === 0 ? undefined : document.getIn(path.slice(0, -1), true);
  const key = isMap(parent) ? parent.items.findLast((pair) => keyOf(pair) === String(last))?.key : undefined;
  const item = isCollection(parent) && typeof last === "number" ? parent.items[last] : undefined;
  const found = rangeOf(key ?? item);
  const [start, end] = found ?? [0, source.lineText(0).length];
  const range = source.rangeAt(start, start + source.text.slice(start, end).trimEnd().length);
  if (meant === undefined || !found) return { message, range };
  const isQuoted = /["']/.test(source.text[found[0]] ?? "");
  const inner = isQuoted ? source.rangeAt(found[0] + 1, found[1] - 1) : range;
  return { message, range, suggestion: { range: inner, text: meant } };
}

function keyOf(pair: unknown): string | undefined {
  return isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function rangeOf(node: unknown): [number, number] | undefined {
  const range = typeof node === "object" && node !== null && "range" in node ? (node as Node).range : undefined;
  return range ? [range[0], range[1]] : undefined;
}
