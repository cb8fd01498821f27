import type { Config, SettingsLayer } from "./config/resolve.ts";
import type { Finding } from "./finding.ts";
import type { FileKind, ReadProblem } from "./model/document.ts";
import type { Existence, FileState, Wanted } from "./model/files.ts";

export interface AnalysisRequest {
  readonly document: {
    readonly uri: string;
    readonly text: string;
    /** From the editor; a name decides when it is absent or says nothing. */
    readonly languageId?: string;
  };
  /** The files that the host has read so far. */
  readonly files: ReadonlyMap<string, FileState | Existence>;
  /** Open documents, and on the command line every file of the run. */
  readonly candidates?: readonly string[];
  /** URI of the workspace folder that holds the document; globs of settings are relative to it. */
  readonly folder?: string;
  /** Lowest precedence first. */
  readonly settings: readonly SettingsLayer[];
  /** Leave the file out unless a `!` in `exclude` re-includes it. */
  readonly isForeign?: boolean;
}

export interface Analysis {
  /** Undefined if the file is unsupported: nothing was analysed. */
  readonly kind: FileKind | undefined;
  readonly config: Config;
  /** Sorted by position, then rule. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** Not empty: read these and analyse again; findings are provisional until then. */
  readonly wanted: readonly Wanted[];
  readonly problems: readonly ReadProblem[];
  /** URIs of the neighbours that this analysis asked for: when one changes, analyse again. */
  readonly neighbours: readonly string[];
}
