import type { ReadProblem } from "../../model/document.ts";
import { oversize } from "../../model/text/oversize.ts";
import { restOfLine } from "../../model/text/restOfLine.ts";
import { createSourceText, type SourceText } from "../../model/text/sourceText.ts";
import { differenceOf, remapped } from "../../model/text/staleText.ts";
import { TreeBuilder, type Built } from "./build.ts";
import { placeComments } from "./comments.ts";
import {
  firstForeignNode,
  foreignProblem,
  jsonComments,
  jsonCommentText,
  jsonProblemText,
  withoutJsonComments,
} from "./json.ts";
import { firstSyntaxError, repairedText, syntaxProblem, type SyntaxError } from "./problems.ts";
import { tokensOf } from "./quoted.ts";
import { entriesBelow, resolved, type YamlMapping, type YamlNode, type YamlSequence, type YamlTree } from "./tree.ts";

/** Building and composing call themselves for every level. */
const maximumDepth = 100;
const maximumAliases = 10_000;
const maximumRepairs = 3;

/**
 * Reads any YAML text; never throws. When it cannot be read at the moment and the previous tree knows a text that could,
 * the tree is the one of that text with places in the text of today.
 */
export function readYaml(source: SourceText, options: { readonly previous?: YamlTree } = {}): YamlTree {
  return readKeeping(source, "yaml", options.previous);
}

/** As `readYaml`, for JSON with comments and trailing commas. */
export function readJson(source: SourceText, options: { readonly previous?: YamlTree } = {}): YamlTree {
  return readKeeping(source, "json", options.previous);
}

function readKeeping(source: SourceText, syntax: YamlTree["syntax"], previous: YamlTree | undefined): YamlTree {
  const lastText = previous?.goodText;
  const repaired = readNow(source, syntax, lastText, maximumRepairs);
  if (repaired.problems.length === 0 || lastText === undefined || repaired.problems.some(isRefusal)) return repaired;

  // After an edit that breaks the text the answer depends on the text before it: an editor keeps its advice while the user
  // types. The command line reads each text once, so its answers depend on the files alone.
  const last = readNow(remapped(createSourceText(source.uri, lastText), source), syntax, lastText, 0);
  if (knowsMore(repaired, last)) return repaired;
  const tree = repaired.stale ? readNow(source, syntax, lastText, 0) : repaired;
  return keepsWhatWasThere(last, tree) ? tree : { ...last, problems: tree.problems, stale: true };
}

function readNow(
  source: SourceText,
  syntax: YamlTree["syntax"],
  lastText: string | undefined,
  repairs: number,
): YamlTree {
  const nothing = (problem: ReadProblem): YamlTree => ({
    syntax,
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

  const isJson = syntax === "json";
  const text = isJson ? withoutJsonComments(source.text) : source.text;
  const tokens = tokensOf(text);
  const built = new TreeBuilder(text, maximumDepth).build(tokens);
  const tooMuch = structureProblem(source, built);
  if (tooMuch) return nothing(tooMuch);

  const { documents } = built;
  const entries = documents.flatMap(entriesBelow);
  const error = built.isSuspicious ? firstSyntaxError(tokens, entries) : undefined;
  const isFatal = documents.every((document) => document === undefined);
  const foreign = isJson && !error ? firstForeignNode(documents, entries) : undefined;
  const tree: YamlTree = {
    syntax,
    source,
    documents,
    entries,
    comments: isJson
      ? placeComments(
          source,
          jsonComments(source.text),
          [...documents.filter(isCollection), ...entries],
          jsonCommentText,
        )
      : placeComments(source, built.comments, entries),
    problems: [
      ...(error ? [syntaxProblem(source, error, isFatal, isJson ? jsonProblemText : undefined)] : []),
      ...(foreign ? [foreignProblem(source, foreign)] : []),
    ],
    stale: false,
    goodText: (error ?? foreign) ? lastText : source.text,
  };
  return error && repairs > 0 ? recovered(tree, error, lastText, repairs) : tree;
}

/** Continues after an error that hides the rest. Places stay, but the text is not the written one, so edits decline. */
function recovered(tree: YamlTree, error: SyntaxError, lastText: string | undefined, repairs: number): YamlTree {
  const { source, problems } = tree;
  const text = repairedText(source, error);
  if (text === undefined || text === source.text) return tree;
  const again = readNow(createSourceText(source.uri, text), tree.syntax, lastText, repairs - 1);
  return again.problems.some(isRefusal) ? tree : { ...again, problems, stale: true, goodText: lastText };
}

/** A comment above the braces is about all that they hold. */
function isCollection(node: YamlNode | undefined): node is YamlMapping | YamlSequence {
  return node?.kind === "mapping" || node?.kind === "sequence";
}

function structureProblem(source: SourceText, { tooDeep, aliases }: Built): ReadProblem | undefined {
  if (tooDeep !== undefined) {
    const message = `This nests deeper than ${String(maximumDepth)} levels; the file is not analysed.`;
    return { kind: "too-deep", message, range: restOfLine(source, tooDeep), fatal: true };
  }
  if (aliases > maximumAliases) {
    const message = `This file holds more than ${String(maximumAliases)} aliases and is not analysed.`;
    return { kind: "too-many-aliases", message, range: restOfLine(source, 0), fatal: true };
  }
  return undefined;
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

/** True when the text was not only broken but extended since it could be read. */
function knowsMore(now: YamlTree, last: YamlTree): boolean {
  const known = new Set(pathsOf(last, () => true));
  return now.stale && pathsOf(now, () => true).some((path) => !known.has(path));
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
