import { isAbsolute, relative, sep } from "node:path";
import { URI } from "vscode-uri";
import {
  compileRuby,
  createEngine,
  createRubyParser,
  type Analysis,
  type AnalysisRequest,
  type Engine,
  type FileState,
  type SettingsLayer,
} from "../engine/index.ts";
import { candidatesFor } from "../host/candidates.ts";
import { gather } from "../host/gather.ts";
import { isInside, type FileReader } from "../host/reader.ts";
import { createRuby } from "../host/ruby.ts";
import { createNodeReader } from "../node/files.ts";
import { readRubyWasm } from "../node/wasm.ts";

/** The engine over the files of this machine. */
export interface Workspace {
  readonly engine: Engine;
  readonly cwd: string;
  /** Nothing outside of `root` is read but what the user names. */
  analyze(
    document: AnalysisRequest["document"],
    root: string,
    settings: readonly SettingsLayer[],
    options?: AnalyzeOptions,
  ): Promise<AnalyzedFile>;
  display(path: string): string;
}

export interface AnalyzeOptions {
  /** Those of the run. */
  readonly composeFiles?: readonly string[];
  /** Leave the file out unless the configuration re-includes it. */
  readonly isForeign?: boolean;
}

export interface AnalyzedFile {
  readonly request: AnalysisRequest;
  readonly analysis: Analysis;
}

export function createWorkspace(cwd: string): Workspace {
  const ruby = createRuby(readRubyWasm, () => Promise.resolve({ compileRuby, createRubyParser }));
  const engine = createEngine({ ruby: ruby.parser });
  const readers = new Map<string, FileReader>();
  const readerOf = (folder: string): FileReader => {
    const known = readers.get(folder);
    if (known) return known;
    const reader = createNodeReader(folder);
    const states = new Map<string, Promise<FileState>>();
    const read = (uri: string): Promise<FileState> => {
      const state = states.get(uri) ?? reader.read(uri);
      states.set(uri, state);
      return state;
    };
    const cached = { read, stat: reader.stat };
    readers.set(folder, cached);
    return cached;
  };

  return {
    engine,
    cwd,
    async analyze(document, root, settings, { composeFiles = [], isForeign = false } = {}) {
      const folder = uriOf(root);
      const near = composeFiles.filter((uri) => isInside(folder, uri));
      const candidates = candidatesFor(document.uri, near);
      const request = { document, folder, settings, candidates, isForeign };
      const gathered = await gather({
        engine,
        request,
        prepare: ruby.prepare,
        ...readerOf(folder),
        isInside: (uri) => isInside(folder, uri),
        isCurrent: () => true,
      });
      if (!gathered) throw new Error(`The analysis of ${document.uri} ended early.`);
      return { request: { ...request, files: gathered.files }, ...gathered };
    },
    display: createDisplay(cwd),
  };
}

/** Paths as they are shown: relative to the folder, with `/`; absolute when outside of it. */
export function createDisplay(cwd: string): (path: string) => string {
  return (path) => {
    const shown = relative(cwd, path);
    const isOutside = shown === ".." || shown.startsWith(`..${sep}`) || isAbsolute(shown);
    return (isOutside ? path : shown).replaceAll(sep, "/");
  };
}

export function pathOf(uri: string): string {
  return URI.parse(uri).fsPath;
}

export function uriOf(path: string): string {
  return URI.file(path).toString();
}
