import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis, AnalysisRequest, Engine, FileKind, Wanted } from "../engine/index.ts";
import { type FileReader } from "../host/reader.ts";

/** Services of the environment of a server. */
export interface ServerHost {
  /** Reads saved files, never any outside of `root`. */
  readerFor(root: string): FileReader;
  /** Loads what the engine needs for files of this kind. Called for each file of an analysis, so it remembers. */
  readonly prepare?: (kind: FileKind) => Promise<void>;
}

/** The finished analysis of one version of a document. */
export interface Analyzed {
  readonly engine: Engine;
  readonly document: TextDocument;
  readonly version: number;
  readonly request: AnalysisRequest;
  readonly analysis: Analysis;
  /** Differs between any two analyses, those before a restart included. */
  readonly id: string;
  /** The workspace folder. */
  readonly root: string | undefined;
  /** Versions of the open documents that had a part in it. */
  readonly versions: ReadonlyMap<string, number>;
  /** Files that the next analysis reads in advance. */
  readonly expected: readonly Wanted[];
}

/** False where the configuration wants nothing said. */
export function isActive({ analysis: { config } }: Analyzed): boolean {
  return config.enable && !config.excluded;
}
