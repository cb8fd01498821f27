import type { Position, Range } from "vscode-languageserver-types";
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
  /** What the host has read so far. */
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
  /** Undefined when the file is none of ours: nothing was analysed. */
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

export interface HoverText {
  /** Markdown. */
  readonly contents: string;
  readonly range: Range;
  /** Undefined for words of ours, which no topic explains. */
  readonly topic?: string;
}

export interface InlayHintText {
  readonly position: Position;
  readonly label: string;
  readonly tooltip: string;
}

/** Something that may stand at the cursor. */
export interface Completion {
  readonly label: string;
  /** What replaces the range. */
  readonly text: string;
  readonly range: Range;
  /** What the typed text is compared with, if that is not the text. */
  readonly filter?: string;
  /** The text of a snippet has placeholders. */
  readonly kind: "key" | "value" | "rule" | "snippet";
  /** Half a sentence. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
  /** The smaller, the further up. */
  readonly rank: number;
}
