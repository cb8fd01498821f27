import type { CancellationToken, Connection } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { URI, Utils } from "vscode-uri";
import type { Engine, FileState } from "../engine/index.ts";
import { normalized } from "../host/reader.ts";
import { version } from "../version.ts";
import type { Analyzed, ServerHost } from "./analyzed.ts";
import { analyzeDocument } from "./analyzeDocument.ts";
import type { ClientAbilities } from "./clientAbilities.ts";
import type { Folders } from "./folders.ts";
import type { Settings } from "./settings.ts";
import { SessionState, type Change, type Kept } from "./state.ts";
import type { Watchers } from "./watching.ts";

export interface SessionParts {
  readonly connection: Connection;
  /** Called once. */
  readonly loadEngine: () => Promise<Engine>;
  readonly host: ServerHost;
  readonly abilities: ClientAbilities;
  readonly folders: Folders;
  readonly settings: Settings;
  readonly watchers: Watchers;
}

/** Called with open documents whose analysis no longer holds although their text is the same. */
export type StaleListener = (uris: readonly string[]) => void;

/** The open documents and their analyses, each made once per version and kept until something that it rests on changes. */
export class Session {
  readonly abilities: ClientAbilities;
  readonly settings: Settings;
  readonly connection: Connection;
  readonly #parts: SessionParts;
  readonly #state: SessionState;
  readonly #listeners: StaleListener[] = [];
  readonly #idPrefix = Math.random().toString(36).slice(2);
  #analyses = 0;
  #loading: Promise<Engine> | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.abilities = parts.abilities;
    this.settings = parts.settings;
    this.connection = parts.connection;
    this.#state = new SessionState(parts);
  }

  /** Returns the engine. It is loaded on first use, because an editor waits for the answer to `initialize`. */
  engine(): Promise<Engine> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<Engine> {
    const engine = await this.#parts.loadEngine();
    this.#state.engine = engine;
    this.connection.console.log(`Bulkhead ${version}, data of images, boxes and ends of life: ${engine.dataDate}.`);
    return engine;
  }

  document(uri: string): TextDocument | undefined {
    return this.#state.document(normalized(uri));
  }

  /** Returns the analysis of the current version. Undefined if the document is unsupported or closed, or if the request was cancelled. */
  async analyze(uri: string, token?: CancellationToken): Promise<Analyzed | undefined> {
    const key = normalized(uri);
    for (;;) {
      const document = this.#state.document(key);
      if (!document) this.#state.missed(key);
      if (!document || token?.isCancellationRequested) return undefined;

      const kept = this.#state.kept(key, (fresh) => this.#run(document, fresh));
      const analyzed = await kept?.result;
      if (kept?.isCurrent()) return token?.isCancellationRequested ? undefined : analyzed;
    }
  }

  /** A file of a workspace folder as it is now, its buffer when it is open. */
  readFile(uri: string, root: string): Promise<FileState> {
    return this.#state.files.readAnew(uri, normalized(root).replace(/\/$/, ""));
  }

  onStale(listener: StaleListener): void {
    this.#listeners.push(listener);
  }

  /** The one way in which a change reaches what the session keeps. */
  invalidate(change: Change): void {
    const stale = this.#state.invalidate(change);
    if (stale.length > 0) for (const listener of this.#listeners) listener(stale);
  }

  async #run(document: TextDocument, kept: Kept): Promise<Analyzed | undefined> {
    const { connection, host, folders, settings, abilities } = this.#parts;
    // A client without file watchers cannot report changes, so drop all cached files.
    if (!abilities.registersWatchers) this.#state.files.forgetAll();
    const started = Date.now();
    try {
      const analyzed = await analyzeDocument(document, kept, {
        engine: await this.engine(),
        host,
        folders,
        settings,
        watch: (watched, root) => this.#state.watch(watched, root),
        files: this.#state.files,
        openDocuments: this.#state.openDocuments,
        nextId: () => `${this.#idPrefix}${++this.#analyses}`,
      });
      this.#state.releaseUnused();
      this.#logProblems(analyzed?.analysis.config.settingProblems ?? []);
      if (analyzed) connection.console.log(`${summaryOf(analyzed)}, ${String(Date.now() - started)} ms.`);
      return analyzed;
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      connection.console.error(`${document.uri} could not be analysed, so it has no findings. ${reason}`);
      return undefined;
    }
  }

  /** No file shows what is wrong in settings, so the log does, once. */
  #logProblems(problems: readonly string[]): void {
    for (const problem of problems) {
      if (this.#state.logged.has(problem)) continue;
      this.#state.logged.add(problem);
      this.connection.console.warn(`A setting is left out: ${problem}`);
    }
  }
}

/** File names in one line of the log. */
const maximumNames = 5;

/** Returns what an analysis read and found, for the log: `compose.yaml: 2 findings, 2 other files read (Dockerfile, .env)`. */
function summaryOf({ document, request, analysis }: Analyzed): string {
  const read = [...request.files].filter(([, { state }]) => state === "read").map(([uri]) => nameOf(uri));
  const shown = [...read.slice(0, maximumNames), ...(read.length > maximumNames ? ["…"] : [])];
  const names = read.length === 0 ? "" : ` (${shown.join(", ")})`;
  const found = counted(analysis.findings.length, "finding");
  return `${nameOf(document.uri)}: ${found}, ${counted(read.length, "other file")} read${names}`;
}

function nameOf(uri: string): string {
  return Utils.basename(URI.parse(uri));
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
