import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { TextEdit } from "vscode-languageserver-types";
import { URI, Utils } from "vscode-uri";
import {
  compileRuby,
  createEngine,
  createRubyParser,
  type Analysis,
  type Engine,
  type FileState,
  type RubyParser,
  type RuleDefinition,
} from "../server/src/engine/index.ts";
import { createSourceText } from "../server/src/engine/model/text/sourceText.ts";
import { dedent } from "../server/src/engine/features/pages.ts";
import { rules as allRules } from "../server/src/engine/rules/index.ts";

/** The folder in which the files of an example lie. */
export const exampleFolder = "file:///example";

const bytes = readFileSync(createRequire(import.meta.url).resolve("@ruby/prism/src/prism.wasm"));
export const ruby: RubyParser = createRubyParser(compileRuby(bytes));

export const engine: Engine = createEngine({ ruby: () => ruby });

/** Creates an engine with one rule. Rules about directives run together with all others, because they refer to them. */
export function engineFor(rule: RuleDefinition): Engine {
  return createEngine({ ruby: () => ruby, rules: rule.category === "directives" ? allRules : [rule] });
}

/** Analyses the first file with the others as its neighbours, as a host would, at the strict profile. */
export function analyzeFiles(
  files: Readonly<Record<string, string>>,
  using: Engine = engine,
  folder: string = exampleFolder,
  laidOut: (text: string) => string = dedent,
): Analysis {
  const uriIn = (path: string): string => `${folder}/${path}`;
  const states = new Map<string, FileState>(
    Object.entries(files).map(([path, text]) => [uriIn(path), savedFile(laidOut(text))]),
  );
  const [root = ""] = Object.keys(files);
  const text = laidOut(files[root] ?? "");
  for (;;) {
    const analysis = using.analyze({
      document: { uri: uriIn(root), text },
      folder,
      files: states,
      candidates: Object.keys(files).map(uriIn),
      settings: [{ source: "flags", value: { profile: "strict" } }],
    });
    if (analysis.wanted.length === 0) return analysis;
    for (const wanted of analysis.wanted) {
      if ("file" in wanted) deliver(states, folder, wanted.file);
      else if ("kind" in wanted) deliver(states, folder, wanted.uri);
      else for (const uri of above(wanted.nearest.from, wanted.nearest.names)) deliver(states, folder, uri);
    }
  }
}

export function uriOf(path: string): string {
  return `${exampleFolder}/${path}`;
}

/** The text after the edits. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const source = createSourceText("file:///text", text);
  // Edits at the same place keep their order.
  return [...edits]
    .reverse()
    .sort((a, b) => source.offsetAt(b.range.start) - source.offsetAt(a.range.start))
    .reduce(
      (edited, { range, newText }) =>
        edited.slice(0, source.offsetAt(range.start)) + newText + edited.slice(source.offsetAt(range.end)),
      text,
    );
}

function deliver(states: Map<string, FileState>, folder: string, uri: string): void {
  if (states.has(uri)) return;
  const isFolder =
    uri === folder ||
    [...states.keys()].some((file) => file.startsWith(`${uri}/`) && states.get(file)?.state === "read");
  if (isFolder) {
    states.set(uri, { state: "unreadable", reason: "directory" });
    return;
  }
  const reason = uri.startsWith(`${folder}/`) ? "missing" : "outside";
  states.set(uri, { state: "unreadable", reason });
}

function above(from: string, names: readonly string[]): readonly string[] {
  const folders = [Utils.dirname(URI.parse(from))];
  while (folders.at(-1)!.path !== "/") folders.push(Utils.dirname(folders.at(-1)!));
  return folders.flatMap((folder) => names.map((name) => Utils.joinPath(folder, name).toString()));
}

function savedFile(text: string): FileState {
  const feed = text.indexOf("\n");
  const firstLineEnd = feed < 0 ? "none" : text[feed - 1] === "\r" ? "crlf" : "lf";
  const bom = text.startsWith("\uFEFF");
  return { state: "read", text: bom ? text.slice(1) : text, bom, firstLineEnd };
}
