import type { CancellationToken, Connection, TextDocuments, WorkspaceFoldersChangeEvent } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine, FileState } from "../engine/index.ts";
import { normalized } from "../host/reader.ts";
import { analyseDocument, type Analysed, type ServerHost } from "./analysed.ts";
import type { ClientAbilities } from "./clientAbilities.ts";
import { createDependents } from "./dependents.ts";
import { createFileStates, type FileStates } from "./fileStates.ts";
import type { Folders } from "./folders.ts";
import type { Settings } from "./settings.ts";
import type { Watching } from "./watching.ts";

export interface SessionParts {
  readonly connection: Connection;
  /** Called once. */
  readonly loadEngine: () => Promise<Engine>;
  readonly host: ServerHost;
  readonly abilities: ClientAbilities;
  readonly documents: TextDocuments<TextDocument>;
  readonly folders: Folders;
  readonly settings: Settings;
  readonly watching: Watching;
}

interface Entry {
  readonly version: number;
  result: Promise<Analysed | undefined>;
}

/** Called with open documents whose analysis no longer holds although their text is the same. */
export type StaleListener = (uris: readonly string[]) => void;

/** The open documents and their analyses, each made once per version and kept until something that it rests on changes. */
export class Session {
  readonly abilities: ClientAbilities;
  readonly settings: Settings;
  readonly connection: Connection;
  readonly #parts: SessionParts;
  readonly #states: FileStates;
  readonly #dependents = createDependents();
  readonly #neighbours = new Map<string, readonly string[]>();
  readonly #open = new Map<string, TextDocument>();
  readonly #entries = new Map<string, Entry>();
  /** Documents that were asked for while they were not open. */
  readonly #missed = new Set<string>();
  readonly #listeners: StaleListener[] = [];
  readonly #idPrefix = Math.random().toString(36).slice(2);
  readonly #told = new Set<string>();
  #analyses = 0;
  #loading: Promise<Engine> | undefined;
  #loaded: Engine | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.abilities = parts.abilities;
    this.settings = parts.settings;
    this.connection = parts.connection;
    this.#states = createFileStates(
      (root) => parts.host.readerFor(root),
      (uri) => this.#open.get(uri),
    );
    parts.documents.onDidOpen(({ document }) => this.#opened(document));
    parts.documents.onDidChangeContent(({ document }) => this.#edited(document.uri));
    parts.documents.onDidSave(({ document }) => this.#saved(document.uri));
    parts.documents.onDidClose(({ document }) => this.#closed(document.uri));
  }

  /** Loaded when it is first asked for, for an editor waits for the answer to its greeting. */
  engine(): Promise<Engine> {
    this.#loading ??= this.#parts.loadEngine().then((engine) => (this.#loaded = engine));
    return this.#loading;
  }

  document(uri: string): TextDocument | undefined {
    return this.#open.get(normalized(uri));
  }

  /** The analysis of the present version; undefined when the document is none of ours or closed, or the request was cancelled. */
  async analyse(uri: string, token?: CancellationToken): Promise<Analysed | undefined> {
    const key = normalized(uri);
    for (;;) {
      const document = this.#open.get(key);
      if (!document) this.#missed.add(key);
      if (!document || token?.isCancellationRequested) return undefined;

      const entry = this.#entryOf(key, document);
      const analysed = await entry.result;
      if (this.#isCurrent(key, entry)) return token?.isCancellationRequested ? undefined : analysed;
    }
  }

  /** A file of a workspace folder, its buffer when it is open. */
  readFile(uri: string, root: string): Promise<FileState> {
    return this.#states.read(uri, normalized(root).replace(/\/$/, ""));
  }

  onStale(listener: StaleListener): void {
    this.#listeners.push(listener);
  }

  /** Files or folders were changed, created or deleted on disk. */
  savedFilesChanged(uris: readonly string[]): void {
    for (const uri of uris) this.#states.forget(uri);
    this.#drop(new Set(uris.flatMap((uri) => this.#dependents.below(normalized(uri)))));
  }

  settingsChanged(pushed: unknown): void {
    this.settings.changed(pushed);
    this.#told.clear();
    this.#drop([...this.#entries.keys()]);
  }

  foldersChanged(event: WorkspaceFoldersChangeEvent): void {
    this.#parts.folders.change(event);
    this.#states.forgetAll();
    this.#drop([...this.#entries.keys()]);
  }

  #entryOf(key: string, document: TextDocument): Entry {
    const known = this.#entries.get(key);
    if (known?.version === document.version) return known;

    const entry: Entry = { version: document.version, result: Promise.resolve(undefined) };
    this.#entries.set(key, entry);
    entry.result = this.#run(key, document, entry);
    return entry;
  }

  async #run(key: string, document: TextDocument, entry: Entry): Promise<Analysed | undefined> {
    const { connection, watching, abilities } = this.#parts;
    // Who cannot tell of changes on disk is not believed to have none.
    if (!abilities.registersWatchers) this.#states.forgetAll();
    try {
      const analysed = await analyseDocument(document, this.#surroundings(await this.engine()), () =>
        this.#isCurrent(key, entry),
      );
      if (analysed?.root !== undefined) watching.watch([...analysed.request.files.keys()], analysed.root);
      this.#tellOfSettings(analysed?.analysis.config.settingProblems ?? []);
      return analysed;
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      connection.console.error(`${document.uri} could not be analysed, so it has no findings. ${reason}`);
      return undefined;
    }
  }

  /** No file shows what is wrong in settings, so the log does, once. */
  #tellOfSettings(problems: readonly string[]): void {
    for (const problem of problems) {
      if (this.#told.has(problem)) continue;
      this.#told.add(problem);
      this.connection.console.warn(`A setting is left out: ${problem}`);
    }
  }

  #surroundings(engine: Engine) {
    const { host, folders, settings } = this.#parts;
    return {
      engine,
      host,
      folders,
      settings,
      states: this.#states,
      dependents: this.#dependents,
      neighbours: this.#neighbours,
      openDocuments: this.#open,
      nextId: () => `${this.#idPrefix}${++this.#analyses}`,
    };
  }

  #isCurrent(key: string, entry: Entry): boolean {
    return this.#entries.get(key) === entry && this.#open.get(key)?.version === entry.version;
  }

  #opened(document: TextDocument): void {
    const uri = normalized(document.uri);
    this.#open.set(uri, document);
    const { languageId } = document;
    const isOurs = this.#loaded?.kindOf({ uri, text: document.getText(), languageId }) !== undefined;
    // Any of the others may have been looking for one of ours among the open documents.
    this.#drop(isOurs ? [...this.#entries.keys()] : this.#dependents.of(uri));
    // VS Code's client may ask for diagnostics before it tells that the document is open, and then believes the answer.
    if (this.#missed.delete(uri)) this.#tell([document.uri]);
  }

  #edited(uri: string): void {
    const key = normalized(uri);
    this.#drop(this.#dependents.of(key).filter((one) => one !== key));
  }

  #saved(uri: string): void {
    this.#states.forget(uri);
    this.#drop(this.#dependents.of(normalized(uri)));
  }

  #closed(uri: string): void {
    const key = normalized(uri);
    this.#open.delete(key);
    this.#entries.delete(key);
    this.#states.forget(uri);
    this.settings.forget(uri);
    this.#dependents.delete(key);
    this.#neighbours.delete(key);
    this.#drop(this.#dependents.of(key));
  }

  #drop(uris: Iterable<string>): void {
    const dropped = [...uris].filter((uri) => this.#entries.delete(uri));
    this.#tell(dropped.flatMap((uri) => this.#open.get(uri)?.uri ?? []));
  }

  #tell(stale: readonly string[]): void {
    if (stale.length > 0) for (const listener of this.#listeners) listener(stale);
  }
}
