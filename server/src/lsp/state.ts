import type { WorkspaceFoldersChangeEvent } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Engine, Wanted } from "../engine/index.ts";
import { composeFilesAmong } from "../host/candidates.ts";
import { urisOf } from "../host/gather.ts";
import { isInside, normalized } from "../host/reader.ts";
import type { Analyzed, ServerHost } from "./analyzed.ts";
import { createFileStates, type FileStates } from "./fileStates.ts";
import type { Folders } from "./folders.ts";
import type { Settings } from "./settings.ts";
import { foldersBetween, type Watchers } from "./watching.ts";

/** An event outside of the server on which analyses depend. */
export type Change =
  | { readonly kind: "opened"; readonly document: TextDocument }
  | { readonly kind: "edited" | "saved" | "closed"; readonly uri: string }
  /** Files or folders were changed, created or deleted on disk. */
  | { readonly kind: "files"; readonly uris: readonly string[] }
  /** `pushed` is what an editor sent that cannot be asked. */
  | { readonly kind: "settings"; readonly pushed: unknown }
  | { readonly kind: "folders"; readonly event: WorkspaceFoldersChangeEvent };

/** The analysis of one version of a document, finished or on its way. */
export interface Kept {
  /** Every file that it asked for, whether it is there or not; normalized, and noted before the file is read. */
  readonly looked: Set<string>;
  /** Files that the previous analysis looked at. */
  readonly expected: readonly Wanted[];
  readonly result: Promise<Analyzed | undefined>;
  /** False as soon as anything that it rests on has changed. */
  isCurrent(): boolean;
}

interface OpenFile {
  readonly document: TextDocument;
  kept?: Kept;
  /** Files that its last analysis looked at, for the next one. */
  expected: readonly Wanted[];
}

export interface StateParts {
  readonly watchers: Watchers;
  readonly host: ServerHost;
  readonly folders: Folders;
  readonly settings: Settings;
}

/** Documents that an editor asks for too early open soon afterwards; more of them never open. */
const maximumMissed = 100;

/** States of files that are kept beyond those in use before the unused are given back. */
const slack = 200;

/**
 * All that a session keeps between two messages of the editor. Only `invalidate` lets a change in, so this is the one
 * place that decides what no longer holds.
 */
export class SessionState {
  readonly files: FileStates;
  /** Problems of settings that are in the log. */
  readonly logged = new Set<string>();
  engine: Engine | undefined;
  readonly #parts: StateParts;
  readonly #open = new Map<string, OpenFile>();
  readonly #documents = new Map<string, TextDocument>();
  /** Documents that were asked for while they were not open. */
  readonly #missed = new Set<string>();
  /** Watched folders; each promise resolves when the editor has answered. */
  readonly #watched = new Map<string, Promise<void>>();
  #inUse = 0;

  constructor(parts: StateParts) {
    this.#parts = parts;
    this.files = createFileStates(
      (root) => parts.host.readerFor(root),
      (uri) => this.#documents.get(uri),
    );
  }

  get openDocuments(): ReadonlyMap<string, TextDocument> {
    return this.#documents;
  }

  document(key: string): TextDocument | undefined {
    return this.#documents.get(key);
  }

  missed(key: string): void {
    this.#missed.add(key);
    for (const oldest of this.#missed) {
      if (this.#missed.size <= maximumMissed) break;
      this.#missed.delete(oldest);
    }
  }

  /** The analysis of the present version, which `run` makes if there is none; undefined for a document that is not open. */
  kept(key: string, run: (fresh: Kept) => Promise<Analyzed | undefined>): Kept | undefined {
    const file = this.#open.get(key);
    if (!file) return undefined;
    if (file.kept?.isCurrent()) return file.kept;

    const { version } = file.document;
    let result: Promise<Analyzed | undefined> = Promise.resolve(undefined);
    const fresh: Kept = {
      looked: new Set(),
      expected: file.expected,
      get result() {
        return result;
      },
      isCurrent: () => this.#open.get(key) === file && file.kept === fresh && file.document.version === version,
    };
    file.kept = fresh;
    result = run(fresh).then((analyzed) => {
      if (analyzed && fresh.isCurrent()) file.expected = analyzed.expected;
      return analyzed;
    });
    return fresh;
  }

  /** Has the editor report changes in the folders from the root down to the file, and resolves when it does. */
  async watch(uri: string, root: string): Promise<void> {
    const folders = foldersBetween(root, uri);
    const fresh = folders.filter((folder) => !this.#watched.has(folder));
    if (fresh.length > 0) {
      const answered = this.#parts.watchers.add(fresh);
      for (const folder of fresh) this.#watched.set(folder, answered);
    }
    await Promise.all(folders.map((folder) => this.#watched.get(folder)));
  }

  /** Gives back what was read for texts that have changed since. */
  releaseUnused(): void {
    if (this.files.size > 2 * this.#inUse + slack) this.#release();
  }

  /** Forgets all that rests on what has changed. Returns the open documents whose analyses no longer hold although their text is the same. */
  invalidate(change: Change): readonly string[] {
    switch (change.kind) {
      case "opened":
        return this.#opened(change.document);
      case "edited": {
        const key = normalized(change.uri);
        return this.#drop((uri, { looked }) => uri !== key && looked.has(key));
      }
      case "saved":
        return this.#filesChanged([change.uri]);
      case "files":
        return this.#filesChanged(change.uris);
      case "closed":
        return this.#closed(change.uri);
      case "settings":
        this.#parts.settings.changed(change.pushed);
        this.logged.clear();
        return this.#drop(() => true);
      case "folders":
        this.#parts.folders.change(change.event);
        // Settings of a document may differ between folders.
        this.#parts.settings.forgetAll();
        this.files.forgetAll();
        this.#unwatch(() => true);
        return this.#drop(() => true);
    }
  }

  #opened(document: TextDocument): readonly string[] {
    const key = normalized(document.uri);
    this.#open.set(key, { document, expected: [] });
    this.#documents.set(key, document);
    const stale = this.#dropUsersOf(key);
    // VS Code's client may request diagnostics before it sends `didOpen`, and caches the empty answer.
    return this.#missed.delete(key) ? [...stale, document.uri] : stale;
  }

  #closed(uri: string): readonly string[] {
    const key = normalized(uri);
    this.#open.delete(key);
    this.#documents.delete(key);
    this.files.forget(key);
    this.#parts.settings.forget(uri);
    const stale = this.#dropUsersOf(key);
    this.#release();
    return stale;
  }

  #filesChanged(uris: readonly string[]): readonly string[] {
    const changed = new Set(uris.map(normalized));
    for (const key of changed) this.files.forget(key);
    const isChanged = (file: string): boolean =>
      changed.has(file) || [...changed].some((folder) => isInside(folder, file));
    return this.#drop((_, { looked }) => [...looked].some(isChanged));
  }

  /** For a file that became a buffer, or is none any more. */
  #dropUsersOf(key: string): readonly string[] {
    // The others look for their users among the Compose files that are open.
    const isCandidate = this.engine !== undefined && composeFilesAmong([key], this.engine).length > 0;
    return this.#drop((_, { looked }) => isCandidate || looked.has(key));
  }

  #drop(isStale: (uri: string, kept: Kept) => boolean): readonly string[] {
    const stale: string[] = [];
    for (const [uri, file] of this.#open) {
      if (!file.kept || !isStale(uri, file.kept)) continue;
      delete file.kept;
      stale.push(file.document.uri);
    }
    return stale;
  }

  /** Keeps only what open documents looked at. */
  #release(): void {
    const needed = new Set<string>();
    for (const [uri, { kept, expected }] of this.#open) {
      needed.add(uri);
      for (const one of expected.flatMap(urisOf)) needed.add(one);
      for (const one of kept?.looked ?? []) needed.add(one);
    }
    this.#inUse = needed.size;
    const isNeeded = (uri: string): boolean => needed.has(uri);
    this.files.release(isNeeded);
    this.engine?.release(isNeeded);
    const folders = new Set([...needed].map(folderOf));
    this.#unwatch((watched) => ![...folders].some((folder) => folder === watched || isInside(watched, folder)));
  }

  /** Stops watching folders. Files read in them are no longer cached. */
  #unwatch(isUnused: (folder: string) => boolean): void {
    const unused = [...this.#watched.keys()].filter(isUnused);
    if (unused.length === 0) return;
    for (const folder of unused) this.#watched.delete(folder);
    this.#parts.watchers.remove(unused);
  }
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}
