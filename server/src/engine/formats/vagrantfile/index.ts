import type { ReadProblem, Vagrantfile } from "../../model/document.ts";
import type { Neighbours } from "../../model/files.ts";
import { oversize } from "../../model/text/oversize.ts";
import { createSourceText, type SourceText } from "../../model/text/sourceText.ts";
import { restOfLine } from "../../model/text/restOfLine.ts";
import type { Place } from "../../model/place.ts";
import { differenceOf, remapped } from "../../model/text/staleText.ts";
import { readComments } from "./comments.ts";
import { createConstants } from "./constants.ts";
import { createMachines } from "./machine/machines.ts";
import { createVagrant } from "./objects.ts";
import { printMachines } from "./printTree.ts";
import { firstError } from "./parser/firstError.ts";
import type { RubyParser, RubyTree } from "./parser/prism.ts";
import { emptyRecords, type Recording } from "./records.ts";
import { readRuby } from "./ruby/reader.ts";
import type { Span } from "./ruby/values.ts";
import type { Run } from "./ruby/run.ts";
import { createScriptReader, scriptUri } from "./machine/scripts.ts";
import { createSettingFinder } from "./settings.ts";

export { compileRuby, createRubyParser, type RubyParser } from "./parser/prism.ts";
export { withDeepStack } from "./parser/deepStack.ts";

/** Data that an edit needs besides the model. */
export interface Syntax {
  readonly tree: RubyTree;
  readonly source: SourceText;
  /** Other Ruby files and the statements that load them. */
  readonly loaded: ReadonlyMap<SourceText, Span>;
}

/**
 * A document of this reader. What it was read from is a part of it: a weak map beside it would keep whole trees until the
 * next full garbage collection.
 */
interface ReadVagrantfile extends Vagrantfile {
  readonly [origin]?: { readonly syntax: Syntax | undefined; readonly goodSource: SourceText };
}

const origin = Symbol("origin");

/** The syntax that a document was read from; undefined if it belongs to an older text or could not be read. */
export function syntaxOf(document: ReadVagrantfile): Syntax | undefined {
  return document[origin]?.syntax;
}

/**
 * Reads a Vagrantfile without evaluating it, and the scripts that its provisioners name. Never throws. While the text
 * is broken, the machines of `previous` stay, at their current places.
 */
export function readVagrantfile(
  source: SourceText,
  ruby: RubyParser,
  files: Neighbours,
  options: { readonly previous?: Vagrantfile } = {},
): Vagrantfile {
  const refused = oversize(source);
  if (refused) return emptyDocument(source, refused);
  try {
    return read(source, ruby, files, options.previous);
  } catch (error) {
    if (error instanceof RangeError) return emptyDocument(source, tooDeep(source));
    throw error;
  }
}

function read(
  source: SourceText,
  ruby: RubyParser,
  files: Neighbours,
  previous: ReadVagrantfile | undefined,
): ReadVagrantfile {
  const tree = ruby.parse(source.text);
  if (!tree) return emptyDocument(source, tooDeep(source));
  if (tree.errors.length === 0) {
    const loaded = new Map<SourceText, Span>();
    const document = createDocument(tree, source, source, files, [], ruby, loaded);
    return { ...document, [origin]: { syntax: { tree, source, loaded }, goodSource: source } };
  }

  const problems = syntaxProblems(tree, source);
  const good = previous?.[origin]?.goodSource;
  const places = good && isMostlyThere(good, source) ? remapped(good, source) : undefined;
  const goodTree = places && ruby.parse(places.text);
  if (!good || !places || !goodTree) return createDocument(tree, source, source, files, problems, ruby);
  const document = createDocument(goodTree, places, source, files, problems, ruby);
  return { ...document, [origin]: { syntax: undefined, goodSource: good } };
}

/** The first one only: the others mostly follow from it. */
function syntaxProblems(tree: RubyTree, source: SourceText): readonly ReadProblem[] {
  const error = firstError(tree, source.text);
  if (!error) return [];
  const range = rangeOf(source, error.start, error.end);
  return [{ kind: "syntax", message: `Ruby syntax error: ${error.message}.`, range, fatal: false }];
}

/** A missing part is missing after the last text. */
function rangeOf(source: SourceText, start: number, end: number): ReadProblem["range"] {
  return source.text.slice(start, end).trim() === "" ? restOfLine(source, start) : source.rangeAt(start, end);
}

/** When more than half of a text changed, the older one says nothing about it. */
function isMostlyThere(old: SourceText, now: SourceText): boolean {
  const { start, oldEnd, newEnd } = differenceOf(old.text, now.text);
  return (Math.max(oldEnd, newEnd) - start) * 2 <= Math.max(old.text.length, now.text.length);
}

/** `places` maps the tree's offsets to the places of `source`. */
function createDocument(
  tree: RubyTree,
  places: SourceText,
  source: SourceText,
  files: Neighbours,
  problems: readonly ReadProblem[],
  ruby: RubyParser,
  loaded = new Map<SourceText, Span>(),
): Vagrantfile {
  const recording: Recording = { shared: emptyRecords(), definitions: new Map(), blocks: [], frame: undefined };
  const constants = new Map([
    ...createConstants(source.uri, files),
    ["Vagrant", createVagrant(recording, places.text)] as const,
  ]);
  readRuby(tree, places.text, constants, {
    unreadable: (span) => recording.shared.unreadable.push(span),
    changedBefore: (use) => recording.frame?.records.changed.push(use),
    ...createLoader(source.uri, ruby, files, loaded),
  });
  // What another Ruby file sets is reported at the statement that loads it.
  const place = (span: Span): Place => {
    const { start, end, file } = (span.file && loaded.get(span.file)) ?? span;
    return (file ?? places).placeAt(start, end);
  };
  const machines = createMachines(recording, {
    uri: source.uri,
    place,
    scripts: createScriptReader(places, place, files),
  });
  const comments = readComments(tree, places);
  return {
    kind: "vagrantfile",
    source,
    machines,
    comments,
    problems,
    settingsAt: createSettingFinder(recording, machines, places),
    printTree: () => printMachines(machines),
  };
}

/** Other Ruby files of the project, which the Vagrantfile at `uri` loads. */
function createLoader(
  uri: string,
  ruby: RubyParser,
  files: Neighbours,
  loaded: Map<SourceText, Span>,
): Pick<Run, "open" | "parse"> {
  return {
    open(path) {
      const address = scriptUri(path, uri);
      const state = address === undefined ? undefined : files.read(address);
      if (address === undefined || state === undefined) return undefined;
      if (state.state === "read") return createSourceText(address, state.text);
      return state.reason === "missing" ? "missing" : undefined;
    },
    parse(file, by) {
      loaded.set(file, (by.file && loaded.get(by.file)) ?? by);
      const tree = oversize(file) ? undefined : ruby.parse(file.text);
      return tree?.errors.length === 0 ? tree : undefined;
    },
  };
}

function tooDeep(source: SourceText): ReadProblem {
  const message = "This Vagrantfile is nested too deeply, so it is not analysed.";
  return { kind: "too-deep", message, range: source.rangeAt(0, Math.min(200, source.lineText(0).length)), fatal: true };
}

function emptyDocument(source: SourceText, problem: ReadProblem): Vagrantfile {
  return {
    kind: "vagrantfile",
    source,
    machines: [],
    comments: [],
    problems: [problem],
    settingsAt: () => [],
    printTree: () => problem.message,
  };
}
