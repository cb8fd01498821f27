import { Composer, type CST, type YAMLParseError } from "yaml";

import type { ReadProblem } from "../../model/document.ts";
import { oversize } from "../../model/text/oversize.ts";
import { createSourceText, type SourceText } from "../../model/text/sourceText.ts";
import { differenceOf, remapped } from "../../model/text/staleText.ts";
import { TreeBuilder, type Built } from "./build.ts";
import { placeComments } from "./comments.ts";
import { tokensOf } from "./quoted.ts";
import { entriesBelow, resolved, type YamlNode, type YamlTree } from "./tree.ts";

/** Building and composing call themselves for every level. */
const maximumDepth = 100;
const maximumAliases = 10_000;
const maximumProblems = 20;

/**
 * Reads any YAML text; never throws. When it cannot be read at the moment and the previous tree knows a text that could,
 * the tree is the one of that text with places in the text of today.
 */
export function readYaml(source: SourceText, options: { readonly previous?: YamlTree } = {}): YamlTree {
  const lastText = options.previous?.goodText;
  const tree = readNow(source, lastText);
  if (tree.problems.length === 0 || lastText === undefined || tree.problems.some(isRefusal)) return tree;

  const last = readNow(remapped(createSourceText(source.uri, lastText), source), lastText);
  return keepsWhatWasThere(last, tree) ? tree : { ...last, problems: tree.problems, stale: true };
}

function readNow(source: SourceText, lastText: string | undefined): YamlTree {
  const nothing = (problem: ReadProblem): YamlTree => ({
    source,
    documents: [],
    entries: [],
    comments: [],
    problems: [problem],
    stale: false,
    goodText: lastText,
  });
  const tooLarge = oversize(source);
  if (tooLarge) return nothing(tooLarge);

  const tokens = tokensOf(source.text);
  const built = new TreeBuilder(source.text, maximumDepth).build(tokens);
  const tooMuch = structureProblem(source, built);
  if (tooMuch) return nothing(tooMuch);

  const { documents } = built;
  const entries = documents.flatMap(entriesBelow);
  const problems = built.isSuspicious ? syntaxProblems(source, tokens, documents) : [];
  return {
    source,
    documents,
    entries,
    comments: placeComments(source, built.comments, entries),
    problems,
    stale: false,
    goodText: problems.length === 0 ? source.text : lastText,
  };
}

function structureProblem(source: SourceText, { tooDeep, aliases }: Built): ReadProblem | undefined {
  if (tooDeep !== undefined) {
    const message = `This nests deeper than ${String(maximumDepth)} levels; the file is not analysed.`;
    return problemAt(source, "too-deep", message, tooDeep, true);
  }
  if (aliases > maximumAliases) {
    const message = `This file holds more than ${String(maximumAliases)} aliases and is not analysed.`;
    return problemAt(source, "too-many-aliases", message, 0, true);
  }
  return undefined;
}

/** Composing costs as much as everything else, so it is left for files in which something looks wrong. */
function syntaxProblems(
  source: SourceText,
  tokens: readonly CST.Token[],
  documents: readonly (YamlNode | undefined)[],
): readonly ReadProblem[] {
  const isFatal = documents.every((document) => document === undefined);
  return compositionErrors(tokens)
    .slice(0, maximumProblems)
    .map(({ message, offset }) => problemAt(source, "syntax", sentence(message), offset, isFatal));
}

/** As the composer hands them to its handler. */
type ErrorPlace = number | readonly [number, ...number[]] | { readonly offset: number };

interface CompositionError {
  readonly offset: number;
  readonly message: string;
}

function compositionErrors(tokens: readonly CST.Token[]): readonly CompositionError[] {
  const composer = new Composer({ uniqueKeys: false, schema: "failsafe" });
  const found: CompositionError[] = [];
  // The composer makes an Error with a stack of each, which takes seconds for thousands, and cannot be stopped otherwise.
  const note = (at: ErrorPlace, _code: string, message: string, isWarning?: boolean): void => {
    if (isWarning === true) return;
    found.push({ offset: typeof at === "number" ? at : "offset" in at ? at.offset : at[0], message });
    if (found.length > maximumProblems) throw new Error("enough");
  };
  Reflect.set(composer, "onError", note);
  const add = ({ pos: [offset], message }: YAMLParseError): void => void found.push({ offset, message });
  try {
    for (const document of composer.compose(tokens)) document.errors.forEach(add);
  } catch {
    // Stopped, or the composer gave up on some tokens; what was found before stays.
  }
  composer.streamInfo().errors.forEach(add);
  return found.sort((a, b) => a.offset - b.offset);
}

function sentence(message: string): string {
  const text = message
    .trim()
    .replace(/\s+/g, " ")
    .replace(/(['"])quote\b/, "$1 quote")
    .slice(0, 300);
  return `Not readable as YAML: ${text}${/[.!?]$/.test(text) ? "" : "."}`;
}

/** From the offset to the end of its line. */
function problemAt(
  source: SourceText,
  kind: ReadProblem["kind"],
  message: string,
  offset: number,
  fatal: boolean,
): ReadProblem {
  const { line } = source.positionAt(offset);
  const end = Math.max(offset, source.lineStart(line) + source.lineText(line).trimEnd().length);
  return { kind, message, range: source.rangeAt(offset, Math.min(end, offset + 200)), fatal };
}

function isRefusal(problem: ReadProblem): boolean {
  return problem.kind !== "syntax";
}

/** True when nothing was lost but what lies where the text was changed, three levels deep. */
function keepsWhatWasThere(last: YamlTree, now: YamlTree): boolean {
  const { start, oldEnd } = differenceOf(last.source.text, now.source.text);
  const there = new Set(pathsOf(now, () => true));
  return pathsOf(last, (from, to) => to < start || from > oldEnd).every((path) => there.has(path));
}

function pathsOf(tree: YamlTree, isWanted: (start: number, end: number) => boolean): readonly string[] {
  const paths: string[] = [];
  const collect = (node: YamlNode | undefined, prefix: string, depth: number): void => {
    const value = node && resolved(node);
    if (value?.kind !== "mapping") return;
    for (const pair of value.pairs) {
      const path = `${prefix}\n${pair.name}`;
      if (isWanted(pair.key.start, pair.key.end)) paths.push(path);
      if (depth > 1) collect(pair.value, path, depth - 1);
    }
  };
  tree.documents.forEach((document, index) => {
    collect(document, String(index), 3);
  });
  return paths;
}
