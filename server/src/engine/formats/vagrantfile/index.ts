import type { ReadProblem, Vagrantfile } from "../../model/document.ts";
import type { Neighbours } from "../../model/files.ts";
import { oversize } from "../../model/text/oversize.ts";
import type { SourceText } from "../../model/text/sourceText.ts";
import { restOfLine } from "../../model/text/restOfLine.ts";
import { differenceOf, remapped } from "../../model/text/staleText.ts";
import { readComments } from "./comments.ts";
import { directory, environment, file } from "./constants.ts";
import { createMachines } from "./machine/machines.ts";
import { createVagrant } from "./objects.ts";
import { printMachines } from "./printTree.ts";
import type { RubyParser, RubyTree } from "./prism.ts";
import { emptyRecords, type Recording } from "./records.ts";
import { readRuby } from "./ruby/reader.ts";
import type { Span } from "./ruby/values.ts";
import { createScriptReader } from "./machine/scripts.ts";
import { createSettingFinder } from "./settings.ts";

export { compileRuby, createRubyParser, type RubyParser } from "./prism.ts";
export { withDeepStack } from "./ruby/deepStack.ts";

/** What an edit needs besides the model. */
export interface Syntax {
  readonly tree: RubyTree;
  readonly source: SourceText;
}

/**
 * A document of this reader. What it was read from is a part of it: a weak map beside it would keep whole trees until the
 * next full garbage collection.
 */
interface ReadVagrantfile extends Vagrantfile {
  readonly [origin]?: { readonly syntax: Syntax | undefined; readonly goodSource: SourceText };
}

const origin = Symbol("origin");

/** The syntax that a document was read from; undefined when it speaks of an older text or could not be read. */
export function syntaxOf(document: ReadVagrantfile): Syntax | undefined {
  return document[origin]?.syntax;
}

/**
 * Reads a Vagrantfile without evaluating it, and the scripts that its provisioners name. Never throws. While the text
 * is broken the machines of `previous` stay, at the places where they now stand.
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
    const document = createDocument(tree, source, source, files, []);
    return { ...document, [origin]: { syntax: { tree, source }, goodSource: source } };
  }

  const problems = tree.errors.slice(0, 1).map((error): ReadProblem => ({
    kind: "syntax",
    message: `Ruby syntax error: ${error.message}.`,
    range: rangeOf(source, tree.start(error.location), tree.end(error.location)),
    fatal: false,
  }));
  const good = previous?.[origin]?.goodSource;
  const places = good && isMostlyThere(good, source) ? remapped(good, source) : undefined;
  const goodTree = places && ruby.parse(places.text);
  if (!good || !places || !goodTree) return createDocument(tree, source, source, files, problems);
  const document = createDocument(goodTree, places, source, files, problems);
  return { ...document, [origin]: { syntax: undefined, goodSource: good } };
}

/** What is missing is missing after the last text. */
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
): Vagrantfile {
  const recording: Recording = { shared: emptyRecords(), definitions: new Map(), blocks: [] };
  const constants = new Map([
    ["Vagrant", createVagrant(recording, places.text)],
    ["ENV", environment],
    ["File", file],
    ["Dir", directory],
  ]);
  readRuby(tree, places.text, constants, (span) => recording.shared.unreadable.push(span));
  const place = (span: Span) => places.placeAt(span.start, span.end);
  const machines = createMachines(recording, {
    uri: source.uri,
    place,
    scripts: createScriptReader(places, files),
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

function tooDeep(source: SourceText): ReadProblem {
  const message = "This Vagrantfile is nested too deeply and was not analysed.";
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
