import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
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
import { isInside } from "../host/reader.ts";
import { createRuby } from "../host/ruby.ts";
import { createNodeReader } from "../node/files.ts";
import { readRubyWasm } from "../node/wasm.ts";

/** The engine over the files of this machine; nothing outside of `root` is read but what the user names. */
export interface Workspace {
  readonly engine: Engine;
  readonly cwd: string;
  /** The git root above the working directory, else the working directory. */
  readonly root: string;
  /** `composeFiles` are those of the run. */
  analyze(
    document: AnalysisRequest["document"],
    settings: readonly SettingsLayer[],
    composeFiles?: readonly string[],
  ): Promise<Analysed>;
  display(path: string): string;
}

export interface Analysed {
  readonly request: AnalysisRequest;
  readonly analysis: Analysis;
}

export function createWorkspace(cwd: string): Workspace {
  const ruby = createRuby(readRubyWasm, () => Promise.resolve({ compileRuby, createRubyParser }));
  const engine = createEngine({ ruby: ruby.parser });
  const root = gitRootAbove(cwd) ?? cwd;
  const folder = uriOf(root);
  const reader = createNodeReader(folder);
  const states = new Map<string, Promise<FileState>>();
  const read = (uri: string): Promise<FileState> => {
    const state = states.get(uri) ?? reader.read(uri);
    states.set(uri, state);
    return state;
  };

  return {
    engine,
    cwd,
    root,
    async analyze(document, settings, composeFiles = []) {
      const request = { document, folder, settings, candidates: candidatesFor(document.uri, composeFiles) };
      const gathered = await gather({
        engine,
        request,
        prepare: ruby.prepare,
        read,
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

function gitRootAbove(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : gitRootAbove(parent);
}
